//! Keys and tokens of an online endpoint. Refusals are those of the ML front end, not ARM's.

use serde_json::json;

use super::{ArmRequest, ML, front_end, online_endpoints};
use crate::{
    error::ArmError,
    regeneration::{self, RegenerateKeyRequest},
    reply::Reply,
    service_token,
    state::{AuthMode, OnlineEndpoint, Target},
};

pub(super) fn list(request: &ArmRequest<'_>) -> Result<Reply, ArmError> {
    let endpoint = allowed(request, "listKeys")?;
    need_mode(endpoint, AuthMode::Key, "Listing keys")?;
    Ok(front_end::keys(&endpoint.keys))
}

/// Accepts the regeneration. No key is in the answer; the client lists them again.
pub(super) fn regenerate(request: &mut ArmRequest<'_>) -> Result<Reply, ArmError> {
    let endpoint = allowed(request, "regenerateKeys")?;
    need_mode(endpoint, AuthMode::Key, "Regenerating keys")?;
    let wanted = RegenerateKeyRequest::parse(&request.call.body)
        .map_err(|message| ArmError::bad_request_to_front_end(message, &endpoint.location))?;
    let (target, location) = (Target::OnlineEndpoint(endpoint.id()), endpoint.location.clone());
    let operation = regeneration::start(request.core, request.state, target.clone(), wanted);
    let operation = operation.unwrap_or_default();
    Ok(front_end::accepted(request, &target, &operation, &location))
}

pub(super) fn token(request: &ArmRequest<'_>) -> Result<Reply, ArmError> {
    let endpoint = allowed(request, "token")?;
    need_mode(endpoint, AuthMode::AmlToken, "Getting a token")?;
    let token = service_token::issue(&request.state.signer, &endpoint.id(), request.now);
    Ok(Reply::ok(&json!({
        // EXPOSE: a caller who may have a token gets it.
        "accessToken": token.text.expose(),
        "tokenType": "Bearer",
        "expiryTimeUtc": token.expires_at,
        "refreshAfterTimeUtc": token.refresh_after,
    })))
}

/// The endpoint of the path, if the caller may do this to it and its region is up.
fn allowed<'a>(request: &'a ArmRequest<'_>, verb: &str) -> Result<&'a OnlineEndpoint, ArmError> {
    let child = format!("onlineEndpoints/{}", request.path.endpoint);
    let action = format!("{ML}/workspaces/onlineEndpoints/{verb}/action");
    let workspace = front_end::workspace(request, &child, &action)?;
    let endpoint = online_endpoints::existing(request, workspace)?;
    front_end::need_region(request, &endpoint.location)?;
    Ok(endpoint)
}

fn need_mode(endpoint: &OnlineEndpoint, mode: AuthMode, what: &str) -> Result<(), ArmError> {
    if endpoint.auth_mode == mode {
        return Ok(());
    }
    let message = format!(
        "{what} is not supported for endpoint '{}' with auth mode {}.",
        endpoint.name,
        endpoint.auth_mode.as_wire()
    );
    Err(ArmError::bad_request_to_front_end(message, &endpoint.location))
}
