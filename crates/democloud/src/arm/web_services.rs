//! The first generation's services as ARM showed them for a while (see `ml_v1` for what clients use).

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::{ArmRequest, ML, etag, front_end, workspaces};
use crate::{
    error::ArmError,
    ml_v1::{list_parameters, service_body},
    paging,
    reply::Reply,
    state::{WebService, WebServiceCompute, Workspace},
};

const READ: &str = "Microsoft.MachineLearningServices/workspaces/services/read";
const PAGE_SIZE: usize = 2;

pub(super) fn list(request: &ArmRequest<'_>) -> Result<Reply, ArmError> {
    let workspace = workspaces::find(request, READ)?;
    let is_expanded = request.call.parameter("expand").is_some_and(|text| text.eq_ignore_ascii_case("true"));
    let services = list_parameters::apply(&request.state.services, &workspace.id, request.call);
    let value = services.into_iter().map(|service| body(request, service, is_expanded)).collect();
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
    let service = existing(request, workspace).ok_or_else(|| front_end::not_found(request, workspace))?;
    let is_expanded = request.call.parameter("expand").is_some_and(|text| text.eq_ignore_ascii_case("true"));
    Ok(etag::show(request, &body(request, service, is_expanded)))
}

/// Deletes at once; there is no operation to wait for here.
pub(super) fn delete(request: &mut ArmRequest<'_>) -> Result<Reply, ArmError> {
    let asked = format!("{}/services/{}", request.workspace_id(), request.path.service);
    let service = request.state.services.iter().find(|service| service.id().eq_ignore_ascii_case(&asked));
    let kind = match service.map(|service| service.compute) {
        Some(WebServiceCompute::Aci) => "aci",
        _ => "aks",
    };
    let id = service.map(WebService::id);
    workspaces::find(request, &format!("{ML}/workspaces/services/{kind}/delete"))?;
    let Some(id) = id else { return Ok(Reply::empty(StatusCode::NO_CONTENT)) };
    request.state.services.retain(|service| service.id() != id);
    request.state.touch();
    Ok(Reply::empty(StatusCode::OK))
}

fn existing<'a>(request: &'a ArmRequest<'_>, workspace: &Workspace) -> Option<&'a WebService> {
    let name = request.path.service;
    let mut services = request.state.services.iter();
    services.find(|one| one.workspace == workspace.id && one.name.eq_ignore_ascii_case(name))
}

/// ARM's envelope holds what is the resource's own, the properties the rest.
fn body(request: &ArmRequest<'_>, service: &WebService, is_expanded: bool) -> Value {
    let mut properties =
        if is_expanded { service_body::full(request.call, service) } else { service_body::brief(service) };
    for own in
        ["id", "name", "operationId", "createdTime", "updatedTime", "createdBy", "imageId", "imageDetails"]
    {
        properties.remove(own);
    }
    let mut body = json!({
        "id": service.id(),
        "name": service.name,
        "type": "Microsoft.MachineLearningServices/workspaces/services",
        "location": service.location,
        "tags": service.tags,
        "systemData": {
            "createdAt": service.created_at,
            "createdBy": service.created_by,
            "lastModifiedAt": service.updated_at,
        },
        "properties": properties,
    });
    workspaces::leave_out_system_data(request, &mut body);
    body
}
