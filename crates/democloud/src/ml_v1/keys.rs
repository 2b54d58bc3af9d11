//! Keys of a web service.

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::{MlRequest, services};
use crate::{
    error::ModelManagementError,
    regeneration::{self, RegenerateKeyRequest},
    reply::Reply,
    state::{Target, WebService, WebServiceAuth},
};

pub(super) fn list(request: &MlRequest<'_>) -> Result<Reply, ModelManagementError> {
    let service = with_keys(request, "listkeys/action")?;
    Ok(Reply::ok(&json!({
        // EXPOSE: a caller who may list the keys gets them.
        "primaryKey": service.keys.primary.expose(),
        // EXPOSE: as above.
        "secondaryKey": service.keys.secondary.expose(),
    })))
}

/// Azure's catalogue has no action of its own for this; writing the service is the natural gate.
pub(super) fn regenerate(request: &mut MlRequest<'_>) -> Result<Reply, ModelManagementError> {
    let id = with_keys(request, "write")?.id();
    request.changeable_service()?;
    if request.call.header("content-type").is_some() {
        request.need_content_type(&["application/json"])?;
    }
    let wanted = RegenerateKeyRequest::parse(&request.call.body)
        .map_err(|message| ModelManagementError::bad_request("InvalidRegenerateKeysRequest", message))?;
    let operation = regeneration::start(request.core, request.state, Target::WebService(id.clone()), wanted)
        .ok_or_else(|| ModelManagementError::service_not_found(&id))?;
    Ok(Reply::json(StatusCode::ACCEPTED, &Value::Null)
        .with("operation-location", &request.operation_address(&operation)))
}

fn with_keys<'a>(request: &'a MlRequest<'_>, verb: &str) -> Result<&'a WebService, ModelManagementError> {
    let service = request.service();
    request.need(&services::action(service.as_ref().ok().copied(), verb))?;
    let service = service?;
    if service.auth != WebServiceAuth::Key {
        let message = format!("Authentication with keys is not enabled for service {}.", service.name);
        return Err(ModelManagementError::bad_request("KeyAuthNotEnabled", message));
    }
    Ok(service)
}
