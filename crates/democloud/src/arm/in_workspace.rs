//! What a workspace's address leads to, and since which version of the API each of it is there.

use super::{
    ArmRequest, ML, api_version, batch_endpoints, computes, connections, deployments, endpoint_keys,
    endpoint_writes, online_endpoints, serverless_endpoints, web_services, workspace_keys, workspaces,
};
use crate::{error::ArmError, reply::Reply};

/// Answers a request below a workspace's address; `rest` is what of the path comes after its name.
pub(super) fn route(request: &mut ArmRequest<'_>, method: &str, rest: &[&str]) -> Result<Reply, ArmError> {
    if let Some(kind) = rest.first() {
        check_version(request, kind)?;
    }
    match (method, rest) {
        ("GET", []) => workspaces::show(request),
        ("GET", ["features"]) => workspaces::features(request),
        ("POST", ["listkeys"]) => workspace_keys::list(request),
        ("POST", ["resynckeys"]) => workspace_keys::resync(request),
        ("POST", ["liststorageaccountkeys"]) => workspace_keys::storage(request),
        ("POST", ["listnotebookaccesstoken"]) => workspace_keys::notebook_token(request),
        ("POST", ["listnotebookkeys"]) => workspace_keys::notebooks(request),
        ("GET", ["connections"]) => connections::list(request),
        ("GET", ["connections", _]) => connections::show(request),
        ("POST", ["connections", _, "listsecrets"]) => connections::list_secrets(request),
        ("GET", ["computes"]) => computes::list(request),
        ("GET", ["computes", _]) => computes::show(request),
        ("POST", ["computes", _, "listkeys"]) => computes::list_keys(request),
        ("POST", ["computes", _, "listnodes"]) => computes::list_nodes(request),
        ("GET", ["services"]) => web_services::list(request),
        ("GET", ["services", _]) => web_services::show(request),
        ("DELETE", ["services", _]) => web_services::delete(request),
        (_, ["onlineendpoints", below @ ..]) => route_to_endpoint(request, method, below),
        ("GET", ["batchendpoints"]) => batch_endpoints::list(request),
        ("GET", ["batchendpoints", _]) => batch_endpoints::show(request),
        ("POST", ["batchendpoints", _, "listkeys"]) => batch_endpoints::list_keys(request),
        ("GET", ["batchendpoints", _, "deployments"]) => batch_endpoints::list_deployments(request),
        ("GET", ["batchendpoints", _, "deployments", _]) => batch_endpoints::show_deployment(request),
        ("GET", ["serverlessendpoints"]) => serverless_endpoints::list(request),
        ("GET", ["serverlessendpoints", _]) => serverless_endpoints::show(request),
        ("POST", ["serverlessendpoints", _, "listkeys"]) => serverless_endpoints::list_keys(request),
        ("POST", ["serverlessendpoints", _, "regeneratekeys"]) => serverless_endpoints::regenerate(request),
        _ => Err(ArmError::not_implemented(request.call)),
    }
}

fn route_to_endpoint(request: &mut ArmRequest<'_>, method: &str, below: &[&str]) -> Result<Reply, ArmError> {
    match (method, below) {
        ("GET", []) => online_endpoints::list(request),
        ("GET", [_]) => online_endpoints::show(request),
        ("PUT", [_]) => endpoint_writes::put(request),
        ("PATCH", [_]) => endpoint_writes::patch(request),
        ("DELETE", [_]) => endpoint_writes::delete(request),
        ("GET", [_, "deployments"]) => deployments::list(request),
        ("GET", [_, "deployments", _]) => deployments::show(request),
        ("POST", [_, "deployments", _, "getlogs"]) => deployments::logs(request),
        ("GET", [_, "deployments", _, "skus"]) => deployments::skus(request),
        ("POST", [_, "listkeys"]) => endpoint_keys::list(request),
        ("POST", [_, "regeneratekeys"]) => endpoint_keys::regenerate(request),
        ("POST", [_, "token"]) => endpoint_keys::token(request),
        _ => Err(ArmError::not_implemented(request.call)),
    }
}

/// Refuses a kind of resource that this version of the API doesn't have: endpoints came with a preview
/// in 2021, models as a service in 2023, and the first generation's services were in three versions.
fn check_version(request: &ArmRequest<'_>, kind: &str) -> Result<(), ArmError> {
    let version = &*request.version().to_lowercase();
    let has = |version: &str| match kind {
        "services" => ["2020-09-01-preview", "2021-01-01", "2021-04-01"].contains(&version),
        // Versions are dates, so their order is that of their texts.
        "onlineendpoints" | "batchendpoints" => {
            version >= "2021-03-01" && version != "2021-04-01" && version != "2021-07-01"
        }
        "serverlessendpoints" => version >= "2023-08-01" && version != "2023-10-01",
        _ => true,
    };
    if has(version) {
        return Ok(());
    }
    let known: Vec<&str> =
        api_version::MACHINE_LEARNING.iter().copied().filter(|version| has(version)).collect();
    let location = workspaces::existing(request).map_or("", |workspace| workspace.location.as_str());
    Err(ArmError::bad_request(
        "NoRegisteredProviderFound",
        format!(
            "No registered resource provider found for location '{location}' and API version '{version}' for type 'workspaces/{kind}'. \
             The supported api-versions are '{}' in {ML}.",
            known.join(", ")
        ),
    ))
}
