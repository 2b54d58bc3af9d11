//! Online endpoints of a workspace, managed and on Kubernetes.

use serde_json::{Map, Value, json};

use super::{ArmRequest, ML, paging, workspaces};
use crate::{
    error::ArmError,
    reply::Reply,
    state::{OnlineEndpoint, Workspace},
};

const READ: &str = "Microsoft.MachineLearningServices/workspaces/onlineEndpoints/read";
const PAGE_SIZE: usize = 3;
/// The most that `count` can ask for.
const MAX_PAGE_SIZE: usize = 100;

pub(super) fn list(request: &ArmRequest<'_>) -> Result<Reply, ArmError> {
    let workspace = workspaces::find(request, READ)?;
    let wanted = |name: &str| request.call.parameter(name).filter(|text| !text.is_empty());
    let found: Vec<&OnlineEndpoint> = request
        .state
        .endpoints
        .iter()
        .filter(|endpoint| endpoint.workspace == workspace.id)
        .filter(|endpoint| wanted("name").is_none_or(|name| endpoint.name.eq_ignore_ascii_case(name)))
        .filter(|endpoint| {
            wanted("computeType").is_none_or(|kind| kind_of(endpoint).eq_ignore_ascii_case(kind))
        })
        .collect();
    let size = wanted("count").and_then(|count| count.parse().ok()).filter(|count| *count > 0);
    let size = size.unwrap_or(PAGE_SIZE).min(MAX_PAGE_SIZE);
    paging::page(found, size, request.call, "$skip", |endpoint| body(request, endpoint))
        .map(|page| Reply::ok(&page))
        .map_err(|paging::BadToken| {
            ArmError::bad_request_to_front_end("The continuation token is not valid.", &workspace.location)
        })
}

pub(super) fn show(request: &ArmRequest<'_>) -> Result<Reply, ArmError> {
    let workspace = workspaces::find(request, READ)?;
    let endpoint = existing(request, workspace)?;
    Ok(Reply::ok(&body(request, endpoint)))
}

/// The endpoint of the path; permission is the caller's business.
pub(super) fn existing<'a>(
    request: &'a ArmRequest<'_>,
    workspace: &Workspace,
) -> Result<&'a OnlineEndpoint, ArmError> {
    let name = request.call.segment(9);
    let found = request
        .state
        .endpoints
        .iter()
        .find(|endpoint| endpoint.workspace == workspace.id && endpoint.name.eq_ignore_ascii_case(name));
    found.ok_or_else(|| {
        let resource = format!("{ML}/workspaces/{}/onlineEndpoints/{name}", workspace.name);
        ArmError::resource_not_found(&resource, &workspace.resource_group)
    })
}

/// `Managed` or `Kubernetes`, as `kind` and `computeType` call it.
pub(super) fn kind_of(endpoint: &OnlineEndpoint) -> &'static str {
    if endpoint.compute.is_some() { "Kubernetes" } else { "Managed" }
}

pub(super) fn body(request: &ArmRequest<'_>, endpoint: &OnlineEndpoint) -> Value {
    let id = endpoint.id();
    let OnlineEndpoint { name, location, created_at, .. } = endpoint;
    let workspace = request.state.workspace(&endpoint.workspace);
    let (subscription, workspace_id) =
        workspace.map_or(("", ""), |found| (found.subscription_id.as_str(), found.guid.as_str()));
    let status = format!(
        "{}/subscriptions/{subscription}/providers/{ML}/locations/{location}/mfeOperationsStatus/oe:{workspace_id}:{}?api-version=2022-02-01-preview",
        request.call.address, endpoint.last_operation
    );
    let base = format!("{}/scoring/{location}/{name}", request.call.address);
    let traffic: Map<String, Value> =
        endpoint.deployments.iter().map(|one| (one.name.clone(), json!(one.traffic))).collect();
    json!({
        "id": id,
        "name": name,
        "type": "Microsoft.MachineLearningServices/workspaces/onlineEndpoints",
        "location": location,
        "kind": kind_of(endpoint),
        "tags": endpoint.tags,
        "identity": {
            "type": "SystemAssigned",
            "principalId": endpoint.principal_id,
            "tenantId": request.access.caller.tenant_id,
        },
        "systemData": {
            "createdAt": created_at,
            "createdBy": endpoint.created_by,
            "lastModifiedAt": created_at,
        },
        "properties": {
            "description": endpoint.description,
            "properties": {
                "azureml.onlineendpointid": id.to_lowercase(),
                "AzureAsyncOperationUri": status,
            },
            "scoringUri": format!("{base}/score"),
            "swaggerUri": format!("{base}/swagger.json"),
            "authMode": endpoint.auth_mode.as_wire(),
            "provisioningState": endpoint.provisioning.as_wire(),
            "compute": endpoint.compute,
            "traffic": traffic,
            "mirrorTraffic": {},
            "publicNetworkAccess": "Enabled",
        },
    })
}
