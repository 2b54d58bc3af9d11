//! Deployments under an online endpoint.

use serde_json::{Value, json};

use super::{ArmRequest, online_endpoints, workspaces};
use crate::{
    error::ArmError,
    reply::Reply,
    state::{Deployment, OnlineEndpoint},
};

const READ: &str = "Microsoft.MachineLearningServices/workspaces/onlineEndpoints/deployments/read";

pub(super) fn list(request: &ArmRequest<'_>) -> Result<Reply, ArmError> {
    let workspace = workspaces::find(request, READ)?;
    let endpoint = online_endpoints::existing(request, workspace)?;
    let value: Vec<Value> =
        endpoint.deployments.iter().map(|deployment| body(endpoint, deployment)).collect();
    Ok(Reply::ok(&json!({"value": value})))
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
