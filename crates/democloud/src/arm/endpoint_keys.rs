//! Keys and tokens of an online endpoint. Here the ML front end refuses in its own words.

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::{ArmRequest, ML, online_endpoints, workspaces};
use crate::{
    error::ArmError,
    regeneration::{self, Wish},
    reply::Reply,
    service_token,
    state::{AuthMode, OnlineEndpoint, Target},
};

pub(super) fn list(request: &ArmRequest<'_>) -> Result<Reply, ArmError> {
    let endpoint = allowed(request, "listKeys")?;
    need_mode(endpoint, AuthMode::Key, "Listing keys")?;
    let keys = &endpoint.keys;
    Ok(Reply::ok(&json!({
        // EXPOSE: whoever may list the keys gets them.
        "primaryKey": keys.primary.expose(),
        // EXPOSE: as above.
        "secondaryKey": keys.secondary.expose(),
    })))
}

/// Accepts the regeneration. No key is in the answer; the client lists them again.
pub(super) fn regenerate(request: &mut ArmRequest<'_>) -> Result<Reply, ArmError> {
    let endpoint = allowed(request, "regenerateKeys")?;
    need_mode(endpoint, AuthMode::Key, "Regenerating keys")?;
    let wish = Wish::parse(&request.call.body)
        .map_err(|message| ArmError::bad_request_to_front_end(message, &endpoint.location))?;
    let (id, location) = (endpoint.id(), endpoint.location.clone());
    let workspace_id = workspaces::existing(request)?.guid.clone();
    let operation = regeneration::start(request.core, request.state, Target::OnlineEndpoint(id), wish);
    let address = |kind: &str| {
        format!(
            "{}/subscriptions/{}/providers/{ML}/locations/{location}/{kind}/oe:{workspace_id}:{}?api-version={}",
            request.call.address,
            request.call.segment(1),
            operation.as_deref().unwrap_or_default(),
            request.call.parameter("api-version").unwrap_or_default()
        )
    };
    Ok(Reply::json(StatusCode::ACCEPTED, &Value::Null)
        .with("location", &address("mfeOperationResults"))
        .with("azure-asyncoperation", &address("mfeOperationsStatus"))
        .with("retry-after", "1"))
}

pub(super) fn token(request: &ArmRequest<'_>) -> Result<Reply, ArmError> {
    let endpoint = allowed(request, "token")?;
    need_mode(endpoint, AuthMode::AmlToken, "Getting a token")?;
    let token = service_token::issue(&request.state.signer, &endpoint.id(), request.now);
    Ok(Reply::ok(&json!({
        // EXPOSE: whoever may have a token gets it.
        "accessToken": token.text.expose(),
        "tokenType": "Bearer",
        "expiryTimeUtc": token.expires_at,
        "refreshAfterTimeUtc": token.refresh_after,
    })))
}

/// The endpoint of the path, if the caller may do this to it.
fn allowed<'a>(request: &'a ArmRequest<'_>, verb: &str) -> Result<&'a OnlineEndpoint, ArmError> {
    let id = request.workspace_id();
    request.subscription()?;
    if !request.access.touches(&id) {
        let action = format!("{ML}/workspaces/onlineEndpoints/{verb}/action");
        return Err(ArmError::not_allowed(&request.access, &action, &id));
    }
    let workspace = workspaces::existing(request)?;
    let scope = format!("{}/onlineEndpoints/{}", workspace.id, request.call.segment(9));
    let action = format!("{ML}/workspaces/onlineEndpoints/{verb}/action");
    if !request.access.allows(&scope, &action) {
        return Err(ArmError::not_allowed_by_front_end(&request.access, &action, &workspace.location));
    }
    online_endpoints::existing(request, workspace)
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
