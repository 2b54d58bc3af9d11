//! Every tracked resource that a caller may read; lists of resources and Resource Graph are made of them.
//!
//! Tracked resources have a region and tags of their own, and Azure's list of tables names them. Computes,
//! connections and services of the first generation are read in their workspaces only.

use std::collections::HashMap;

use latchkey_rbac::Reach;
use latchkey_types::Scope;
use serde_json::Value;

use super::{
    ArmRequest, ML, batch_endpoints, deployments,
    ids::{subscription_of, text},
    key_vaults, managed_identities, online_endpoints,
    resource_type::ResourceType,
    serverless_endpoints, workspaces,
};
use crate::state::{BatchEndpoint, OnlineEndpoint, ServerlessEndpoint, State, Workspace};

/// Those in subscriptions of the caller's tenant, named by their ids, each with the body that its own address
/// answers.
pub(super) fn readable(request: &ArmRequest<'_>, subscriptions: &[String]) -> Vec<Value> {
    // What the caller may do in a subscription is found once for all of its workspaces.
    let everywhere = Rights::of(request);
    let rights: HashMap<&str, Rights<'_>> = subscriptions
        .iter()
        .map(|id| (id.as_str(), everywhere.within(&Scope::new(format!("/subscriptions/{id}")))))
        .collect();
    let (contents, nothing) = (contents(request.state), Contents::default());
    let mut all = Vec::new();
    for workspace in &request.state.workspaces {
        if let Some(rights) = rights.get(&*workspace.subscription_id) {
            let contents = contents.get(&*workspace.id).unwrap_or(&nothing);
            add_workspace(request, rights, workspace, contents, &mut all);
        }
    }
    let is_here = |id: &str| subscription_of(id).is_some_and(|id| rights.contains_key(id));
    add_type(request, &key_vaults::TYPE, is_here, &mut all);
    add_type(request, &managed_identities::TYPE, is_here, &mut all);
    all
}

fn add_type<T: 'static>(
    request: &ArmRequest<'_>,
    kind: &ResourceType<T>,
    is_here: impl Fn(&str) -> bool,
    all: &mut Vec<Value>,
) {
    let found = kind.readable(request).filter(|one| is_here((kind.id)(one)));
    all.extend(found.map(|one| (kind.body)(request, one)));
}

/// What is in one workspace.
#[derive(Default)]
struct Contents<'a> {
    online: Vec<&'a OnlineEndpoint>,
    batch: Vec<&'a BatchEndpoint>,
    serverless: Vec<&'a ServerlessEndpoint>,
}

/// What is in each workspace, found in one pass, by the workspaces' ids.
fn contents(state: &State) -> HashMap<&str, Contents<'_>> {
    let mut all: HashMap<&str, Contents<'_>> = HashMap::new();
    for endpoint in &state.endpoints {
        all.entry(&endpoint.workspace).or_default().online.push(endpoint);
    }
    for endpoint in &state.ml.batch_endpoints {
        all.entry(&endpoint.workspace).or_default().batch.push(endpoint);
    }
    for endpoint in &state.ml.serverless_endpoints {
        all.entry(&endpoint.workspace).or_default().serverless.push(endpoint);
    }
    all
}

/// Where the caller may read each kind of resource.
struct Rights<'a> {
    workspaces: Reach<'a>,
    online: Reach<'a>,
    deployments: Reach<'a>,
    batch: Reach<'a>,
    batch_deployments: Reach<'a>,
    serverless: Reach<'a>,
}

impl<'a> Rights<'a> {
    fn of(request: &'a ArmRequest<'_>) -> Self {
        let reach = |kind: &str| request.access.reach(&format!("{ML}/workspaces{kind}/read"));
        Self {
            workspaces: reach(""),
            online: reach("/onlineEndpoints"),
            deployments: reach("/onlineEndpoints/deployments"),
            batch: reach("/batchEndpoints"),
            batch_deployments: reach("/batchEndpoints/deployments"),
            serverless: reach("/serverlessEndpoints"),
        }
    }

    /// What of them bears on a scope and what is below.
    fn within(&self, scope: &Scope) -> Self {
        Self {
            workspaces: self.workspaces.within(scope),
            online: self.online.within(scope),
            deployments: self.deployments.within(scope),
            batch: self.batch.within(scope),
            batch_deployments: self.batch_deployments.within(scope),
            serverless: self.serverless.within(scope),
        }
    }
}

/// A workspace with its endpoints and their deployments.
fn add_workspace(
    request: &ArmRequest<'_>,
    rights: &Rights<'_>,
    workspace: &Workspace,
    contents: &Contents<'_>,
    all: &mut Vec<Value>,
) {
    let may = |reach: &Reach<'_>, id: &str| reach.allows(&Scope::new(id));
    if may(&rights.workspaces, &workspace.id) {
        all.push(workspaces::body(request, workspace));
    }
    for endpoint in &contents.online {
        if may(&rights.online, &endpoint.id()) {
            all.push(online_endpoints::body(request, workspace, endpoint));
        }
        let deployments = endpoint.deployments.iter().map(|one| deployments::body(endpoint, one));
        all.extend(deployments.filter(|body| may(&rights.deployments, text(body, "id"))));
    }
    for endpoint in &contents.batch {
        if may(&rights.batch, &endpoint.id()) {
            all.push(batch_endpoints::body(request, endpoint));
        }
        let deployments = endpoint.deployments.iter();
        let deployments = deployments.map(|one| batch_endpoints::deployment_body(endpoint, one));
        all.extend(deployments.filter(|body| may(&rights.batch_deployments, text(body, "id"))));
    }
    for endpoint in &contents.serverless {
        if may(&rights.serverless, &endpoint.id()) {
            all.push(serverless_endpoints::body(request, endpoint));
        }
    }
}
