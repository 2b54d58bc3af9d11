//! Routes below a workspace, and which versions of the API have which kinds of resources.

use std::sync::LazyLock;

use super::{
    ArmRequest, ML, api_version, batch_endpoints, computes, connections, deployments, endpoint_keys,
    endpoint_writes, online_endpoints,
    path::{self, WORKSPACE_SEGMENTS},
    serverless_endpoints, web_services, workspace_keys, workspaces,
};
use crate::{
    error::ArmError,
    reply::Reply,
    routes::{Route, Routes},
};

type Handler = fn(&mut ArmRequest<'_>) -> Result<Reply, ArmError>;

const ROUTES: &[Route<Handler>] = &[
    ("GET", "/", |request| workspaces::show(request)),
    ("GET", "/features", |request| workspaces::features(request)),
    ("POST", "/listkeys", |request| workspace_keys::list(request)),
    ("POST", "/resynckeys", workspace_keys::resync),
    ("POST", "/liststorageaccountkeys", |request| workspace_keys::storage(request)),
    ("POST", "/listnotebookaccesstoken", |request| workspace_keys::notebook_token(request)),
    ("POST", "/listnotebookkeys", |request| workspace_keys::notebooks(request)),
    ("GET", "/connections", |request| connections::list(request)),
    ("GET", "/connections/{connection}", |request| connections::show(request)),
    ("POST", "/connections/{connection}/listsecrets", |request| connections::list_secrets(request)),
    ("GET", "/computes", |request| computes::list(request)),
    ("GET", "/computes/{compute}", |request| computes::show(request)),
    ("POST", "/computes/{compute}/listkeys", |request| computes::list_keys(request)),
    ("POST", "/computes/{compute}/listnodes", |request| computes::list_nodes(request)),
    ("GET", "/services", |request| web_services::list(request)),
    ("GET", "/services/{service}", |request| web_services::show(request)),
    ("DELETE", "/services/{service}", web_services::delete),
    ("GET", "/onlineendpoints", |request| online_endpoints::list(request)),
    ("GET", "/onlineendpoints/{endpoint}", |request| online_endpoints::show(request)),
    ("PUT", "/onlineendpoints/{endpoint}", endpoint_writes::put),
    ("PATCH", "/onlineendpoints/{endpoint}", endpoint_writes::patch),
    ("DELETE", "/onlineendpoints/{endpoint}", endpoint_writes::delete),
    ("POST", "/onlineendpoints/{endpoint}/listkeys", |request| endpoint_keys::list(request)),
    ("POST", "/onlineendpoints/{endpoint}/regeneratekeys", endpoint_keys::regenerate),
    ("POST", "/onlineendpoints/{endpoint}/token", |request| endpoint_keys::token(request)),
    ("GET", "/onlineendpoints/{endpoint}/deployments", |request| deployments::list(request)),
    ("GET", "/onlineendpoints/{endpoint}/deployments/{deployment}", |request| deployments::show(request)),
    ("POST", "/onlineendpoints/{endpoint}/deployments/{deployment}/getlogs", |request| {
        deployments::logs(request)
    }),
    ("GET", "/onlineendpoints/{endpoint}/deployments/{deployment}/skus", |request| {
        deployments::skus(request)
    }),
    ("GET", "/batchendpoints", |request| batch_endpoints::list(request)),
    ("GET", "/batchendpoints/{endpoint}", |request| batch_endpoints::show(request)),
    ("POST", "/batchendpoints/{endpoint}/listkeys", |request| batch_endpoints::list_keys(request)),
    ("GET", "/batchendpoints/{endpoint}/deployments", |request| batch_endpoints::list_deployments(request)),
    ("GET", "/batchendpoints/{endpoint}/deployments/{deployment}", |request| {
        batch_endpoints::show_deployment(request)
    }),
    ("GET", "/serverlessendpoints", |request| serverless_endpoints::list(request)),
    ("GET", "/serverlessendpoints/{endpoint}", |request| serverless_endpoints::show(request)),
    ("POST", "/serverlessendpoints/{endpoint}/listkeys", |request| serverless_endpoints::list_keys(request)),
    ("POST", "/serverlessendpoints/{endpoint}/regeneratekeys", serverless_endpoints::regenerate),
];

/// Answers a request at or below a workspace's address.
pub(super) fn route(request: &mut ArmRequest<'_>) -> Result<Reply, ArmError> {
    static ALL: LazyLock<Routes<Handler>> = LazyLock::new(|| Routes::new(ROUTES));
    let call = request.call;
    let below = &call.segments[WORKSPACE_SEGMENTS..];
    if let Some(kind) = below.first() {
        check_version(request, &kind.to_lowercase())?;
    }
    let Some((handler, parameters)) = ALL.find(call.method.as_str(), below) else {
        return Err(ArmError::not_implemented(call));
    };
    request.path = path::scopes(&call.segments).and(parameters).read();
    handler(request)
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
