//! Keys of a web service.

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::MlRequest;
use crate::{
    error::ModelManagementError,
    regeneration::{self, Wish},
    reply::Reply,
    state::{Target, WebService, WebServiceAuth, WebServiceCompute},
};

const SERVICES: &str = "Microsoft.MachineLearningServices/workspaces/services";

pub(super) fn list(request: &MlRequest<'_>) -> Result<Reply, ModelManagementError> {
    let service = with_keys(request, "listkeys/action")?;
    Ok(Reply::ok(&json!({
        // EXPOSE: whoever may list the keys gets them.
        "primaryKey": service.keys.primary.expose(),
        // EXPOSE: as above.
        "secondaryKey": service.keys.secondary.expose(),
    })))
}

/// Azure's catalogue has no action of its own for this; writing the service is the natural gate.
pub(super) fn regenerate(request: &mut MlRequest<'_>) -> Result<Reply, ModelManagementError> {
    let id = with_keys(request, "write")?.id();
    let wish = Wish::parse(&request.call.body)
        .map_err(|message| ModelManagementError::bad_request("InvalidRegenerateKeysRequest", message))?;
    let operation = regeneration::start(request.core, request.state, Target::WebService(id), wish);
    let base = request.call.segments[..12].join("/");
    let location =
        format!("{}/{base}/operations/{}", request.call.address, operation.as_deref().unwrap_or_default());
    Ok(Reply::json(StatusCode::ACCEPTED, &Value::Null).with("operation-location", &location))
}

fn with_keys<'a>(request: &'a MlRequest<'_>, verb: &str) -> Result<&'a WebService, ModelManagementError> {
    let service = request.service();
    let kind = match service.as_ref().map(|service| service.compute) {
        Ok(WebServiceCompute::Aci) => "aci",
        _ => "aks",
    };
    request.need(&format!("{SERVICES}/{kind}/{verb}"))?;
    let service = service?;
    if service.auth != WebServiceAuth::Key {
        let message = format!("Authentication with keys is not enabled for service {}.", service.name);
        return Err(ModelManagementError::bad_request("KeyAuthNotEnabled", message));
    }
    Ok(service)
}
