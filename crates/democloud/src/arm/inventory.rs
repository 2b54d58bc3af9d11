//! Every tracked resource that a caller may read: what lists of resources and Resource Graph are made of.
//!
//! Tracked are resources with a region and tags of their own that Azure's list of tables names. Computes,
//! connections and services of the first generation are read in their workspaces only.

use serde_json::Value;

use super::{
    ArmRequest, ML, batch_endpoints, deployments, key_vaults, managed_identities, online_endpoints,
    resources::text, serverless_endpoints, workspaces,
};
use crate::state::Workspace;

/// Each with the body that its own address answers.
pub(super) fn readable(request: &ArmRequest<'_>) -> Vec<Value> {
    let state = &request.state;
    let tenant = &request.access.caller.tenant_id;
    let is_own = |workspace: &&Workspace| {
        let subscription = state.subscription(&workspace.subscription_id);
        subscription.is_some_and(|subscription| subscription.tenant_id == *tenant)
    };
    let mut all = Vec::new();
    for workspace in state.workspaces.iter().filter(is_own) {
        add_workspace(request, workspace, &mut all);
    }
    all.extend(key_vaults::readable(request).map(|vault| key_vaults::body(request, vault)));
    all.extend(managed_identities::readable(request).map(|one| managed_identities::body(request, one)));
    all
}

/// A workspace with its endpoints and their deployments.
fn add_workspace(request: &ArmRequest<'_>, workspace: &Workspace, all: &mut Vec<Value>) {
    let state = &request.state;
    let may = |id: &str, kind: &str| request.access.allows(id, &format!("{ML}/workspaces{kind}/read"));
    if may(&workspace.id, "") {
        all.push(workspaces::body(request, workspace));
    }
    for endpoint in state.endpoints.iter().filter(|endpoint| endpoint.workspace == workspace.id) {
        if may(&endpoint.id(), "/onlineEndpoints") {
            all.push(online_endpoints::body(request, endpoint));
        }
        let deployments = endpoint.deployments.iter().map(|one| deployments::body(endpoint, one));
        all.extend(deployments.filter(|body| may(text(body, "id"), "/onlineEndpoints/deployments")));
    }
    for endpoint in state.ml.batch_endpoints.iter().filter(|endpoint| endpoint.workspace == workspace.id) {
        if may(&endpoint.id(), "/batchEndpoints") {
            all.push(batch_endpoints::body(request, endpoint));
        }
        let deployments = endpoint.deployments.iter();
        let deployments = deployments.map(|one| batch_endpoints::deployment_body(endpoint, one));
        all.extend(deployments.filter(|body| may(text(body, "id"), "/batchEndpoints/deployments")));
    }
    let serverless = state.ml.serverless_endpoints.iter();
    for endpoint in serverless.filter(|endpoint| endpoint.workspace == workspace.id) {
        if may(&endpoint.id(), "/serverlessEndpoints") {
            all.push(serverless_endpoints::body(request, endpoint));
        }
    }
}
