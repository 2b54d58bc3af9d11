//! Serverless endpoints with their keys. A regenerated key is in the answer at once, unlike elsewhere.

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::{ArmRequest, ML, etag, front_end, workspaces};
use crate::{
    error::ArmError,
    regeneration::{self, RegenerateKeyRequest},
    reply::Reply,
    state::{ServerlessEndpoint, Target, Workspace},
};

const READ: &str = "Microsoft.MachineLearningServices/workspaces/serverlessEndpoints/read";
const PAGE_SIZE: usize = 50;

pub(super) fn list(request: &ArmRequest<'_>) -> Result<Reply, ArmError> {
    let workspace = workspaces::find(request, READ)?;
    let endpoints = request.state.ml.serverless_endpoints.iter().filter(|one| one.workspace == workspace.id);
    let value = endpoints.map(|endpoint| body(request, endpoint)).collect();
    front_end::page(request, workspace, value, PAGE_SIZE, |item| item)
}

pub(super) fn show(request: &ArmRequest<'_>) -> Result<Reply, ArmError> {
    let workspace = workspaces::find(request, READ)?;
    let endpoint = existing(request, workspace)?;
    Ok(etag::show(request, &body(request, endpoint)))
}

pub(super) fn list_keys(request: &ArmRequest<'_>) -> Result<Reply, ArmError> {
    allowed(request, "listKeys").map(|endpoint| front_end::keys(&endpoint.keys))
}

pub(super) fn regenerate(request: &mut ArmRequest<'_>) -> Result<Reply, ArmError> {
    let endpoint = allowed(request, "regenerateKeys")?;
    let wanted = RegenerateKeyRequest::parse(&request.call.body)
        .map_err(|message| ArmError::bad_request_to_front_end(message, &endpoint.location))?;
    let target = Target::ServerlessEndpoint(endpoint.id());
    if !regeneration::regenerate_now(request.core, request.state, &target, wanted) {
        return Err(ArmError::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "InternalServerError",
            regeneration::FAILURE,
        ));
    }
    allowed(request, "regenerateKeys").map(|endpoint| front_end::keys(&endpoint.keys))
}

fn allowed<'a>(request: &'a ArmRequest<'_>, verb: &str) -> Result<&'a ServerlessEndpoint, ArmError> {
    let child = format!("serverlessEndpoints/{}", request.path.endpoint);
    let action = format!("{ML}/workspaces/serverlessEndpoints/{verb}/action");
    let workspace = front_end::workspace(request, &child, &action)?;
    existing(request, workspace)
}

fn existing<'a>(
    request: &'a ArmRequest<'_>,
    workspace: &Workspace,
) -> Result<&'a ServerlessEndpoint, ArmError> {
    let name = request.path.endpoint;
    let mut endpoints = request.state.ml.serverless_endpoints.iter();
    endpoints
        .find(|one| one.workspace == workspace.id && one.name.eq_ignore_ascii_case(name))
        .ok_or_else(|| front_end::not_found(request, workspace))
}

pub(super) fn body(request: &ArmRequest<'_>, endpoint: &ServerlessEndpoint) -> Value {
    let ServerlessEndpoint { name, location, created_at, created_by, .. } = endpoint;
    json!({
        "id": endpoint.id(),
        "name": name,
        "type": "Microsoft.MachineLearningServices/workspaces/serverlessEndpoints",
        "location": location,
        "tags": {},
        "sku": {"name": "Consumption"},
        "systemData": {"createdAt": created_at, "createdBy": created_by, "lastModifiedAt": created_at},
        "properties": {
            "authMode": "Key",
            "contentSafety": {"contentSafetyStatus": "Enabled"},
            "endpointState": if endpoint.is_suspended { "Suspended" } else { "Online" },
            "inferenceEndpoint": {
                "uri": format!("{}/scoring/{location}/{name}", request.call.address),
                "headers": {},
            },
            "marketplaceSubscriptionId": null,
            "modelSettings": {"modelId": endpoint.model},
            "provisioningState": "Succeeded",
        },
    })
}
