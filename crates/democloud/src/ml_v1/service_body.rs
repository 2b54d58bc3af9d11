//! A web service as clients read it, here and through ARM.

use serde_json::{Map, Value, json};

use super::settings::object;
use crate::{
    call::Call,
    state::{WebService, WebServiceAuth, WebServiceCompute},
};

/// What every list shows of a service.
pub(crate) fn brief(service: &WebService) -> Map<String, Value> {
    let mut fields = object(json!({
        "id": service.name,
        "name": service.name,
        "description": service.description,
        "kvTags": service.tags,
        "properties": service.properties,
        "operationId": null,
        "state": service.state,
        "createdTime": service.created_at,
        "updatedTime": service.updated_at,
        "computeType": service.compute.as_wire(),
        "deploymentType": "HttpRealtimeEndpoint",
        "createdBy": service.created_by,
    }));
    if service.state == "Failed" {
        fields.insert("error".to_owned(), failure());
    }
    fields
}

/// A service with what only `expand=true` brings: clients need it to see the auth mode.
pub(crate) fn full(call: &Call, service: &WebService) -> Map<String, Value> {
    let WebService { name, location, .. } = service;
    let mut fields = brief(service);
    fields.extend(service.settings.clone());
    fields.extend(object(json!({
        "imageId": null,
        "imageDetails": null,
        "authEnabled": service.auth == WebServiceAuth::Key,
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
    let base = format!("{}/scoring/{location}/{}", call.address, service.host);
    fields.extend(object(match service.compute {
        WebServiceCompute::Aks => {
            let replicas = service.settings.get("numReplicas");
            json!({
                "isDefault": true,
                "trafficPercentile": 100,
                "type": "Control",
                "computeName": service.host,
                "namespace": service.workspace.rsplit('/').next(),
                "scoringUri": format!("{base}/api/v1/service/{name}/score"),
                "swaggerUri": format!("{base}/api/v1/service/{name}/swagger.json"),
                "deploymentStatus": {
                    "desiredReplicas": replicas,
                    "updatedReplicas": replicas,
                    "availableReplicas": replicas,
                },
                "aadAuthEnabled": service.auth == WebServiceAuth::Token,
            })
        }
        WebServiceCompute::Aci => json!({
            "location": location,
            "scoringUri": format!("{base}/score"),
            "swaggerUri": format!("{base}/swagger.json"),
            "sslCertificate": null,
            "sslKey": null,
            "publicIp": "192.0.2.17",
            "publicFqdn": call.host(),
        }),
    }));
    fields
}

fn failure() -> Value {
    json!({
        "code": "AciDeploymentFailed",
        "statusCode": 400,
        "message": "Aci Deployment failed with exception: Your container application crashed.",
        "details": [{"code": "CrashLoopBackOff", "message": "Your container application crashed."}],
    })
}
