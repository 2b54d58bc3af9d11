//! Web services on AKS and on container instances.

use serde_json::{Map, Value, json};

use super::MlRequest;
use crate::{
    arm::paging,
    error::ModelManagementError,
    reply::Reply,
    state::{WebService, WebServiceAuth, WebServiceCompute},
};

const READ: &str = "Microsoft.MachineLearningServices/workspaces/services/read";
const PAGE_SIZE: usize = 2;

pub(super) fn list(request: &MlRequest<'_>) -> Result<Reply, ModelManagementError> {
    request.need(READ)?;
    let wanted = |name: &str| request.call.parameter(name).filter(|text| !text.is_empty());
    let value = request
        .state
        .services
        .iter()
        .filter(|service| service.workspace == request.workspace)
        .filter(|service| wanted("name").is_none_or(|name| service.name.eq_ignore_ascii_case(name)))
        .filter(|service| {
            wanted("computeType").is_none_or(|kind| compute_type(service.compute).eq_ignore_ascii_case(kind))
        })
        .map(|service| body(request, service))
        .collect();
    let size = wanted("count").and_then(|count| count.parse().ok()).filter(|count| *count > 0);
    let page = paging::page(value, size.unwrap_or(PAGE_SIZE), request.call, "$skipToken")?;
    Ok(Reply::ok(&page))
}

pub(super) fn show(request: &MlRequest<'_>) -> Result<Reply, ModelManagementError> {
    request.need(READ)?;
    Ok(Reply::ok(&body(request, request.service()?)))
}

fn compute_type(compute: WebServiceCompute) -> &'static str {
    match compute {
        WebServiceCompute::Aks => "AKS",
        WebServiceCompute::Aci => "ACI",
    }
}

/// Only `expand=true` brings what clients need to see the auth mode, as in Azure.
fn body(request: &MlRequest<'_>, service: &WebService) -> Value {
    let WebService { name, description, state, location, .. } = service;
    let is_list = request.call.segment(13).is_empty();
    let mut fields = object(json!({
        "id": name,
        "name": name,
        "description": description,
        "kvTags": {},
        "properties": {"hasInferenceSchema": "False", "hasHttps": "False"},
        "operationId": null,
        "state": state,
        "createdTime": service.created_at,
        "updatedTime": service.updated_at,
        "error": failure_of(service),
        "computeType": compute_type(service.compute),
        "deploymentType": "HttpRealtimeEndpoint",
        "createdBy": service.created_by,
    }));
    if is_list && !request.call.parameter("expand").is_some_and(|expand| expand.eq_ignore_ascii_case("true"))
    {
        return Value::Object(fields);
    }
    let base = format!("{}/scoring/{location}/{}", request.call.address, service.host);
    fields.extend(object(json!({
        "imageId": null,
        "imageDetails": null,
        "containerResourceRequirements": {"cpu": 0.5, "cpuLimit": 1.0, "memoryInGB": 1.0, "memoryInGBLimit": 2.0, "gpu": 0, "fpga": 0},
        "authEnabled": service.auth == WebServiceAuth::Key,
        "appInsightsEnabled": false,
        "dataCollection": {"eventHubEnabled": false, "storageEnabled": false},
        "modelConfigMap": {},
        "models": [{
            "id": format!("{}:1", service.model),
            "name": service.model,
            "version": 1,
            "url": format!("aml://asset/{}", service.model),
            "mimeType": "application/x-python",
            "createdTime": service.created_at,
        }],
    })));
    let special = match service.compute {
        WebServiceCompute::Aks => json!({
            "isDefault": true,
            "trafficPercentile": 100,
            "type": "Control",
            "maxConcurrentRequestsPerContainer": 1,
            "maxQueueWaitMs": 500,
            "computeName": service.host,
            "namespace": request.workspace.rsplit('/').next(),
            "numReplicas": 2,
            "autoScaler": {"autoscaleEnabled": true, "minReplicas": 1, "maxReplicas": 5, "targetUtilization": 70, "refreshPeriodInSeconds": 1},
            "scoringUri": format!("{base}/api/v1/service/{name}/score"),
            "swaggerUri": format!("{base}/api/v1/service/{name}/swagger.json"),
            "deploymentStatus": {"desiredReplicas": 2, "updatedReplicas": 2, "availableReplicas": 2},
            "scoringTimeoutMs": 60_000,
            "livenessProbeRequirements": {"periodSeconds": 10, "initialDelaySeconds": 310, "timeoutSeconds": 2, "failureThreshold": 3, "successThreshold": 1},
            "aadAuthEnabled": service.auth == WebServiceAuth::Token,
        }),
        WebServiceCompute::Aci => json!({
            "location": location,
            "scoringUri": format!("{base}/score"),
            "swaggerUri": format!("{base}/swagger.json"),
            "sslEnabled": false,
            "sslCertificate": null,
            "sslKey": null,
            "cname": null,
            "publicIp": "192.0.2.17",
            "publicFqdn": request.call.host(),
        }),
    };
    fields.extend(object(special));
    Value::Object(fields)
}

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(fields) => fields,
        _ => Map::new(),
    }
}

fn failure_of(service: &WebService) -> Value {
    if service.state != "Failed" {
        return Value::Null;
    }
    json!({
        "code": "AciDeploymentFailed",
        "statusCode": 400,
        "message": "Aci Deployment failed with exception: Your container application crashed.",
        "details": [{"code": "CrashLoopBackOff", "message": "Your container application crashed."}],
    })
}
