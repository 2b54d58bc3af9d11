//! Computes of a workspace: clusters and instances. The workspace's own provider answers here, so
//! refusals are ARM's.

use serde_json::{Value, json};

use super::{ArmRequest, ML, etag, front_end, workspaces};
use crate::{
    error::ArmError,
    paging,
    reply::Reply,
    state::{Compute, ComputeKind, Workspace},
};

const READ: &str = "Microsoft.MachineLearningServices/workspaces/computes/read";
const PAGE_SIZE: usize = 50;

pub(super) fn list(request: &ArmRequest<'_>) -> Result<Reply, ArmError> {
    let workspace = workspaces::find(request, READ)?;
    let computes = request.state.ml.computes.iter().filter(|one| one.workspace == workspace.id);
    let value = computes.map(|compute| body(request, compute)).collect();
    Ok(Reply::ok(&paging::page(
        value,
        PAGE_SIZE,
        request.call,
        "$skip",
        || request.keep_snapshot(),
        |item| item,
    )?))
}

pub(super) fn show(request: &ArmRequest<'_>) -> Result<Reply, ArmError> {
    let workspace = workspaces::find(request, READ)?;
    let compute = existing(request, workspace)?;
    Ok(etag::show(request, &body(request, compute)))
}

/// The credentials of an attached cluster; other kinds of compute have none.
pub(super) fn list_keys(request: &ArmRequest<'_>) -> Result<Reply, ArmError> {
    let workspace = workspaces::find(request, &format!("{ML}/workspaces/computes/listKeys/action"))?;
    let compute = existing(request, workspace)?;
    if compute.kind != ComputeKind::Aks {
        let message = format!("Compute of type {} has no keys.", compute.kind.as_wire());
        return Err(ArmError::bad_request_to_front_end(message, &compute.location));
    }
    Ok(Reply::ok(&json!({
        "computeType": compute.kind.as_wire(),
        // EXPOSE: a caller who may list the keys gets them.
        "userKubeConfig": kube_config(&compute.name, compute.tokens.primary.expose()),
        // EXPOSE: as above.
        "adminKubeConfig": kube_config(&compute.name, compute.tokens.secondary.expose()),
        "imagePullSecretName": format!("{}-pull", compute.name),
    })))
}

pub(super) fn list_nodes(request: &ArmRequest<'_>) -> Result<Reply, ArmError> {
    let workspace = workspaces::find(request, &format!("{ML}/workspaces/computes/listNodes/action"))?;
    let compute = existing(request, workspace)?;
    if compute.kind != ComputeKind::Cluster {
        let message = format!("Compute of type {} has no list of nodes.", compute.kind.as_wire());
        return Err(ArmError::bad_request_to_front_end(message, &compute.location));
    }
    let nodes: Vec<Value> = (0..compute.nodes)
        .map(|number| {
            json!({
                "nodeId": format!("tvm-{}-{number}", compute.name),
                "privateIpAddress": format!("10.0.0.{}", 4 + number),
                "publicIpAddress": null,
                "port": 50_000 + number,
                "nodeState": "idle",
                "runId": null,
            })
        })
        .collect();
    Ok(Reply::ok(&json!({"nodes": nodes})))
}

fn existing<'a>(request: &'a ArmRequest<'_>, workspace: &Workspace) -> Result<&'a Compute, ArmError> {
    let name = request.path.compute;
    let mut computes = request.state.ml.computes.iter();
    computes
        .find(|one| one.workspace == workspace.id && one.name.eq_ignore_ascii_case(name))
        .ok_or_else(|| front_end::not_found(request, workspace))
}

fn body(request: &ArmRequest<'_>, compute: &Compute) -> Value {
    let workspace = request.state.workspace(&compute.workspace);
    let region = workspace.map_or(compute.location.as_str(), |found| &found.location);
    let group = workspace.map_or_else(String::new, Workspace::group_path);
    let mut properties = json!({
        "computeType": compute.kind.as_wire(),
        "computeLocation": compute.location,
        "description": compute.description,
        "createdOn": compute.created_at,
        "modifiedOn": compute.created_at,
        "provisioningState": "Succeeded",
        "provisioningErrors": null,
        "isAttachedCompute": matches!(compute.kind, ComputeKind::Aks | ComputeKind::Kubernetes),
        "disableLocalAuth": true,
        "properties": special(request, compute),
    });
    let provider = match compute.kind {
        ComputeKind::Aks => Some("Microsoft.ContainerService/managedClusters"),
        ComputeKind::Kubernetes => Some("Microsoft.Kubernetes/connectedClusters"),
        ComputeKind::Instance | ComputeKind::Cluster => None,
    };
    if let Some(provider) = provider {
        properties["resourceId"] = json!(format!("{group}/providers/{provider}/{}", compute.name));
    }
    json!({
        "id": compute.id(),
        "name": compute.name,
        "type": "Microsoft.MachineLearningServices/workspaces/computes",
        "location": region,
        "tags": {},
        "systemData": {"createdAt": compute.created_at, "lastModifiedAt": compute.created_at},
        "properties": properties,
    })
}

/// What each kind has besides.
fn special(request: &ArmRequest<'_>, compute: &Compute) -> Value {
    let Compute { name, location, vm_size, nodes, .. } = compute;
    match compute.kind {
        ComputeKind::Aks => json!({
            "clusterFqdn": format!("{name}.hcp.{location}.azmk8s.io"),
            "agentCount": nodes,
            "agentVmSize": vm_size,
            "clusterPurpose": "FastProd",
        }),
        ComputeKind::Kubernetes => {
            json!({"namespace": "default", "defaultInstanceType": "defaultinstancetype"})
        }
        ComputeKind::Cluster => json!({
            "osType": "Linux",
            "vmSize": vm_size,
            "vmPriority": "Dedicated",
            "scaleSettings": {"minNodeCount": 0, "maxNodeCount": 4, "nodeIdleTimeBeforeScaleDown": "PT15M"},
            "remoteLoginPortPublicAccess": "Disabled",
            "allocationState": "Steady",
            "allocationStateTransitionTime": compute.created_at,
            "currentNodeCount": nodes,
            "targetNodeCount": nodes,
            "nodeStateCounts": {
                "preparingNodeCount": 0,
                "runningNodeCount": 0,
                "idleNodeCount": nodes,
                "unusableNodeCount": 0,
                "leavingNodeCount": 0,
                "preemptedNodeCount": 0,
            },
            "enableNodePublicIp": false,
        }),
        ComputeKind::Instance => {
            let tenant = &request.access.caller.tenant_id;
            let (object_id, user_name) = compute.owner.clone().unwrap_or_default();
            json!({
                "vmSize": vm_size,
                "applicationSharingPolicy": "Personal",
                "computeInstanceAuthorizationType": "personal",
                "personalComputeInstanceSettings":
                    {"assignedUser": {"objectId": object_id, "tenantId": tenant}},
                "sshSettings": {"sshPublicAccess": "Disabled"},
                "createdBy": {"userId": object_id, "userName": user_name, "userOrgId": tenant},
                "connectivityEndpoints": {"publicIpAddress": null, "privateIpAddress": "10.0.1.4"},
                "applications": [],
                "errors": [],
                "state": if *nodes > 0 { "Running" } else { "Stopped" },
            })
        }
    }
}

/// A file for `kubectl`, with a token in it.
fn kube_config(cluster: &str, token: &str) -> String {
    format!(
        "apiVersion: v1\nkind: Config\nclusters:\n- name: {cluster}\n  cluster:\n    server: https://{cluster}.example:443\n\
         users:\n- name: {cluster}\n  user:\n    token: {token}\ncontexts:\n- name: {cluster}\n  context:\n    cluster: {cluster}\n    user: {cluster}\n\
         current-context: {cluster}\n"
    )
}
