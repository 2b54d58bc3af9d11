//! Online endpoints of a workspace, managed and on Kubernetes.

use std::cmp::Reverse;

use serde_json::{Map, Value, json};

use super::{ArmRequest, ML, etag, front_end, workspaces};
use crate::{
    error::ArmError,
    ml_v1::list_parameters,
    reply::Reply,
    state::{OnlineEndpoint, Workspace},
};

const READ: &str = "Microsoft.MachineLearningServices/workspaces/onlineEndpoints/read";
const PAGE_SIZE: usize = 3;
/// The most that `count` can ask for.
const MAX_PAGE_SIZE: usize = 100;

pub(super) fn list(request: &ArmRequest<'_>) -> Result<Reply, ArmError> {
    let workspace = workspaces::find(request, READ)?;
    let wanted = |name: &str| list_parameters::wanted(request.call, name);
    let mut found: Vec<&OnlineEndpoint> = request
        .state
        .endpoints
        .iter()
        .filter(|endpoint| endpoint.workspace == workspace.id)
        .filter(|endpoint| wanted("name").is_none_or(|name| endpoint.name.eq_ignore_ascii_case(name)))
        .filter(|endpoint| {
            wanted("computeType").is_none_or(|kind| kind_of(endpoint).eq_ignore_ascii_case(kind))
        })
        .filter(|endpoint| wanted("tags").is_none_or(|tags| list_parameters::holds(&endpoint.tags, tags)))
        .filter(|endpoint| {
            wanted("properties").is_none_or(|text| list_parameters::holds(&endpoint.properties, text))
        })
        .collect();
    let created = |one: &OnlineEndpoint| list_parameters::time(&one.created_at);
    let updated =
        |one: &OnlineEndpoint| list_parameters::time(one.updated_at.as_ref().unwrap_or(&one.created_at));
    match wanted("orderBy").map(str::to_lowercase).as_deref() {
        None => {}
        Some("createdatasc") => found.sort_by_key(|one| created(one)),
        Some("createdatdesc") => found.sort_by_key(|one| Reverse(created(one))),
        Some("updatedatasc") => found.sort_by_key(|one| updated(one)),
        Some("updatedatdesc") => found.sort_by_key(|one| Reverse(updated(one))),
        Some(_) => {
            return Err(ArmError::bad_request_to_front_end("The orderBy is not valid.", &workspace.location));
        }
    }
    let size = request.asked_size("count").unwrap_or(PAGE_SIZE).min(MAX_PAGE_SIZE);
    front_end::page(request, workspace, found, size, |endpoint| body(request, workspace, endpoint))
}

pub(super) fn show(request: &ArmRequest<'_>) -> Result<Reply, ArmError> {
    let workspace = workspaces::find(request, READ)?;
    let endpoint = existing(request, workspace)?;
    Ok(etag::show(request, &body(request, workspace, endpoint)))
}

/// The endpoint of the path; permission is the caller's business.
pub(super) fn existing<'a>(
    request: &'a ArmRequest<'_>,
    workspace: &Workspace,
) -> Result<&'a OnlineEndpoint, ArmError> {
    let name = request.path.endpoint;
    let found = request
        .state
        .endpoints
        .iter()
        .find(|endpoint| endpoint.workspace == workspace.id && endpoint.name.eq_ignore_ascii_case(name));
    found.ok_or_else(|| front_end::not_found(request, workspace))
}

/// `Managed` or `Kubernetes`, as `kind` and `computeType` call it.
pub(super) fn kind_of(endpoint: &OnlineEndpoint) -> &'static str {
    if endpoint.compute.is_some() { "Kubernetes" } else { "Managed" }
}

/// The endpoint as clients read it.
pub(super) fn body(request: &ArmRequest<'_>, workspace: &Workspace, endpoint: &OnlineEndpoint) -> Value {
    let id = endpoint.id();
    let OnlineEndpoint { name, location, created_at, .. } = endpoint;
    let Workspace { subscription_id: subscription, guid: workspace_id, .. } = workspace;
    let status = format!(
        "{}/subscriptions/{subscription}/providers/{ML}/locations/{location}/mfeOperationsStatus/oe:{workspace_id}:{}?api-version=2022-02-01-preview",
        request.call.address, endpoint.last_operation
    );
    let base = format!("{}/scoring/{location}/{name}", request.call.address);
    let traffic: Map<String, Value> =
        endpoint.deployments.iter().map(|one| (one.name.clone(), json!(one.traffic))).collect();
    let mut properties: Map<String, Value> =
        endpoint.properties.iter().map(|(key, value)| (key.clone(), json!(value))).collect();
    properties.insert("azureml.onlineendpointid".to_owned(), json!(id.to_lowercase()));
    properties.insert("AzureAsyncOperationUri".to_owned(), json!(status));
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
            "lastModifiedAt": endpoint.updated_at.as_ref().unwrap_or(created_at),
        },
        "properties": {
            "description": endpoint.description,
            "properties": properties,
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
