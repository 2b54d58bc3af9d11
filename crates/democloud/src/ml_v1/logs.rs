//! The last lines of a service's log.

use serde_json::json;

use super::MlRequest;
use crate::{error::ModelManagementError, reply::Reply};

/// As many lines as `tail` asks for; `init=true` asks for the container that fetched the model.
pub(super) fn show(request: &MlRequest<'_>) -> Result<Reply, ModelManagementError> {
    request.need("Microsoft.MachineLearningServices/workspaces/services/read")?;
    let service = request.service()?;
    let is_init = request.call.parameter("init").is_some_and(|text| text.eq_ignore_ascii_case("true"));
    let tail = match request.call.parameter("tail") {
        None => usize::MAX,
        Some(tail) => tail.parse().map_err(|_| {
            ModelManagementError::bad_request("InvalidTail", "The tail must be a number of lines.")
        })?,
    };
    let lines = if is_init {
        vec![format!("{} Downloading model {}:1", service.created_at, service.model), "Done".to_owned()]
    } else {
        vec![
            format!("{} - gunicorn/run", service.created_at),
            format!("Loading model {}:1", service.model),
            "Users's init has completed successfully".to_owned(),
            "Scoring timeout is set to 60000".to_owned(),
        ]
    };
    let first = lines.len().saturating_sub(tail);
    Ok(Reply::ok(&json!({"content": lines[first..].join("\n")})))
}
