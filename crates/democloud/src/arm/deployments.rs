//! Deployments under an online endpoint, with their logs and sizes.

use serde::Deserialize;
use serde_json::{Value, json};

use super::{ArmRequest, ML, etag, front_end, online_endpoints, workspaces};
use crate::{
    error::ArmError,
    reply::Reply,
    state::{Deployment, OnlineEndpoint, Workspace},
};

const READ: &str = "Microsoft.MachineLearningServices/workspaces/onlineEndpoints/deployments/read";
const PAGE_SIZE: usize = 50;

/// The body of a request for logs.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct LogsBody {
    container_type: Option<String>,
    tail: Option<usize>,
}

pub(super) fn list(request: &ArmRequest<'_>) -> Result<Reply, ArmError> {
    let workspace = workspaces::find(request, READ)?;
    let endpoint = online_endpoints::existing(request, workspace)?;
    let value = endpoint.deployments.iter().map(|deployment| body(endpoint, deployment)).collect();
    let size = request.asked_size("$top").unwrap_or(PAGE_SIZE);
    front_end::page(request, workspace, value, size, |item| item)
}

pub(super) fn show(request: &ArmRequest<'_>) -> Result<Reply, ArmError> {
    let workspace = workspaces::find(request, READ)?;
    let (endpoint, deployment) = existing(request, workspace)?;
    Ok(etag::show(request, &body(endpoint, deployment)))
}

pub(super) fn logs(request: &ArmRequest<'_>) -> Result<Reply, ArmError> {
    let child = format!("onlineEndpoints/{}/deployments/{}", request.path.endpoint, request.path.deployment);
    let action = format!("{ML}/workspaces/onlineEndpoints/deployments/getlogs/action");
    let workspace = front_end::workspace(request, &child, &action)?;
    let (endpoint, deployment) = existing(request, workspace)?;
    let refuse = |message: &str| ArmError::bad_request_to_front_end(message, &endpoint.location);
    let body: LogsBody = if request.call.body.is_empty() {
        LogsBody::default()
    } else {
        serde_json::from_slice(&request.call.body).map_err(|_| refuse("The request body is not valid."))?
    };
    let lines: [String; 3] = match body.container_type.as_deref() {
        None | Some("InferenceServer") => [
            format!("Instance status: {} is running", deployment.name),
            format!("Loading model {}", deployment.model),
            "Users's init has completed successfully".to_owned(),
        ],
        Some("StorageInitializer") => [
            "Initializing storage".to_owned(),
            format!("Downloading {}", deployment.model),
            "Done".to_owned(),
        ],
        Some(_) => return Err(refuse("The containerType must be InferenceServer or StorageInitializer.")),
    };
    let first = lines.len().saturating_sub(body.tail.unwrap_or(usize::MAX));
    Ok(Reply::ok(&json!({"content": lines[first..].join("\n")})))
}

pub(super) fn skus(request: &ArmRequest<'_>) -> Result<Reply, ArmError> {
    let workspace = workspaces::find(request, READ)?;
    let (_, deployment) = existing(request, workspace)?;
    let sku = json!({
        "resourceType": "Microsoft.MachineLearning.Services/endpoints/deployments",
        "sku": {"name": "Default", "tier": "Standard"},
        "capacity": {"minimum": 1, "maximum": 20, "default": deployment.instances, "scaleType": "Manual"},
    });
    front_end::page(request, workspace, vec![sku], PAGE_SIZE, |item| item)
}

fn existing<'a>(
    request: &'a ArmRequest<'_>,
    workspace: &Workspace,
) -> Result<(&'a OnlineEndpoint, &'a Deployment), ArmError> {
    let endpoint = online_endpoints::existing(request, workspace)?;
    let name = request.path.deployment;
    let deployment = endpoint.deployments.iter().find(|one| one.name.eq_ignore_ascii_case(name));
    deployment
        .map(|deployment| (endpoint, deployment))
        .ok_or_else(|| front_end::not_found(request, workspace))
}

pub(super) fn body(endpoint: &OnlineEndpoint, deployment: &Deployment) -> Value {
    let Deployment { name, model, instance_type, instances, .. } = deployment;
    json!({
        "id": format!("{}/deployments/{name}", endpoint.id()),
        "name": name,
        "type": "Microsoft.MachineLearningServices/workspaces/onlineEndpoints/deployments",
        "location": endpoint.location,
        "kind": online_endpoints::kind_of(endpoint),
        "tags": {},
        "sku": {"name": "Default", "capacity": instances},
        "systemData": {"createdAt": endpoint.created_at, "createdBy": endpoint.created_by},
        "properties": {
            "endpointComputeType": online_endpoints::kind_of(endpoint),
            "description": null,
            "model": format!("{}/models/{model}", endpoint.workspace),
            "environmentId": format!("{}/environments/serving/versions/1", endpoint.workspace),
            "codeConfiguration": null,
            "instanceType": instance_type,
            "appInsightsEnabled": false,
            "scaleSettings": {"scaleType": "Default"},
            "requestSettings": {"maxConcurrentRequestsPerInstance": 1, "requestTimeout": "PT5S"},
            "egressPublicNetworkAccess": "Enabled",
            "provisioningState": deployment.provisioning.as_wire(),
        },
    })
}
