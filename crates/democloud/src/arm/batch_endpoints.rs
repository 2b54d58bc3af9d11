//! Batch endpoints and their deployments. Callers authenticate with Entra tokens.

use serde_json::{Value, json};

use super::{ArmRequest, ML, etag, front_end, workspaces};
use crate::{
    error::ArmError,
    reply::Reply,
    state::{BatchDeployment, BatchEndpoint, Workspace},
};

const READ: &str = "Microsoft.MachineLearningServices/workspaces/batchEndpoints/read";
const READ_DEPLOYMENTS: &str = "Microsoft.MachineLearningServices/workspaces/batchEndpoints/deployments/read";
const PAGE_SIZE: usize = 50;

pub(super) fn list(request: &ArmRequest<'_>) -> Result<Reply, ArmError> {
    let workspace = workspaces::find(request, READ)?;
    let endpoints = request.state.ml.batch_endpoints.iter().filter(|one| one.workspace == workspace.id);
    let value = endpoints.map(|endpoint| body(request, endpoint)).collect();
    let size = request.asked_size("count").unwrap_or(PAGE_SIZE);
    front_end::page(request, workspace, value, size, |item| item)
}

pub(super) fn show(request: &ArmRequest<'_>) -> Result<Reply, ArmError> {
    let workspace = workspaces::find(request, READ)?;
    let endpoint = existing(request, workspace)?;
    Ok(etag::show(request, &body(request, endpoint)))
}

/// There are no keys, and Azure says so with two that are null.
pub(super) fn list_keys(request: &ArmRequest<'_>) -> Result<Reply, ArmError> {
    let child = format!("batchEndpoints/{}", request.path.endpoint);
    let action = format!("{ML}/workspaces/batchEndpoints/listKeys/action");
    let workspace = front_end::workspace(request, &child, &action)?;
    existing(request, workspace)?;
    Ok(Reply::ok(&json!({"primaryKey": null, "secondaryKey": null})))
}

pub(super) fn list_deployments(request: &ArmRequest<'_>) -> Result<Reply, ArmError> {
    let workspace = workspaces::find(request, READ_DEPLOYMENTS)?;
    let endpoint = existing(request, workspace)?;
    let value = endpoint.deployments.iter().map(|one| deployment_body(endpoint, one)).collect();
    let size = request.asked_size("$top").unwrap_or(PAGE_SIZE);
    front_end::page(request, workspace, value, size, |item| item)
}

pub(super) fn show_deployment(request: &ArmRequest<'_>) -> Result<Reply, ArmError> {
    let workspace = workspaces::find(request, READ_DEPLOYMENTS)?;
    let endpoint = existing(request, workspace)?;
    let name = request.path.deployment;
    let found = endpoint.deployments.iter().find(|one| one.name.eq_ignore_ascii_case(name));
    let found = found.ok_or_else(|| front_end::not_found(request, workspace))?;
    Ok(etag::show(request, &deployment_body(endpoint, found)))
}

fn existing<'a>(request: &'a ArmRequest<'_>, workspace: &Workspace) -> Result<&'a BatchEndpoint, ArmError> {
    let name = request.path.endpoint;
    let mut endpoints = request.state.ml.batch_endpoints.iter();
    endpoints
        .find(|one| one.workspace == workspace.id && one.name.eq_ignore_ascii_case(name))
        .ok_or_else(|| front_end::not_found(request, workspace))
}

pub(super) fn body(request: &ArmRequest<'_>, endpoint: &BatchEndpoint) -> Value {
    let BatchEndpoint { name, location, created_at, created_by, .. } = endpoint;
    let base = format!("{}/scoring/{location}/{name}", request.call.address);
    json!({
        "id": endpoint.id(),
        "name": name,
        "type": "Microsoft.MachineLearningServices/workspaces/batchEndpoints",
        "location": location,
        "tags": {},
        "identity": {
            "type": "SystemAssigned",
            "principalId": endpoint.principal_id,
            "tenantId": request.access.caller.tenant_id,
        },
        "systemData": {"createdAt": created_at, "createdBy": created_by, "lastModifiedAt": created_at},
        "properties": {
            "description": endpoint.description,
            "properties": {"azureml.batchendpointid": endpoint.id().to_lowercase()},
            "scoringUri": format!("{base}/jobs"),
            "swaggerUri": null,
            "authMode": "AADToken",
            "defaults": {"deploymentName": endpoint.default_deployment},
            "provisioningState": "Succeeded",
        },
    })
}

pub(super) fn deployment_body(endpoint: &BatchEndpoint, deployment: &BatchDeployment) -> Value {
    let workspace = &endpoint.workspace;
    json!({
        "id": format!("{}/deployments/{}", endpoint.id(), deployment.name),
        "name": deployment.name,
        "type": "Microsoft.MachineLearningServices/workspaces/batchEndpoints/deployments",
        "location": endpoint.location,
        "tags": {},
        "systemData": {"createdAt": endpoint.created_at, "createdBy": endpoint.created_by},
        "properties": {
            "description": null,
            "properties": {},
            "model": {
                "referenceType": "Id",
                "assetId": format!("{workspace}/models/{}", deployment.model),
            },
            "compute": format!("{workspace}/computes/{}", deployment.compute),
            "environmentId": format!("{workspace}/environments/serving/versions/1"),
            "codeConfiguration": null,
            "resources": {"instanceCount": deployment.instances, "instanceType": null, "properties": null},
            "errorThreshold": -1,
            "loggingLevel": "Info",
            "maxConcurrencyPerInstance": 1,
            "miniBatchSize": 10,
            "outputAction": "AppendRow",
            "outputFileName": "predictions.csv",
            "retrySettings": {"maxRetries": 3, "timeout": "PT30S"},
            "provisioningState": "Succeeded",
        },
    })
}
