//! Web services on AKS and on container instances: listed, shown, deleted.

use axum::http::StatusCode;
use serde_json::Value;

use super::{MlRequest, list_parameters, service_body};
use crate::{
    error::ModelManagementError,
    paging, regeneration,
    reply::Reply,
    state::{Change, Target, WebService, WebServiceCompute},
};

const READ: &str = "Microsoft.MachineLearningServices/workspaces/services/read";
const PAGE_SIZE: usize = 2;
const COMPUTE_TYPES: [&str; 5] = ["ACI", "AKS", "AKSENDPOINT", "IOT", "MIR"];

pub(super) fn list(request: &MlRequest<'_>) -> Result<Reply, ModelManagementError> {
    request.need(READ)?;
    let kind = list_parameters::wanted(request.call, "computeType");
    if kind.is_some_and(|kind| !COMPUTE_TYPES.iter().any(|known| known.eq_ignore_ascii_case(kind))) {
        let message = format!("The computeType must be one of {}.", COMPUTE_TYPES.join(", "));
        return Err(ModelManagementError::bad_request("InvalidComputeType", message));
    }
    let is_expanded = request.call.parameter("expand").is_some_and(|text| text.eq_ignore_ascii_case("true"));
    let value = list_parameters::apply(&request.state.services, &request.workspace, request.call)
        .into_iter()
        .map(|service| {
            Value::Object(if is_expanded {
                service_body::full(request.call, service)
            } else {
                service_body::brief(service)
            })
        })
        .collect();
    let size = list_parameters::wanted(request.call, "count").and_then(|count| count.parse().ok());
    let size = size.filter(|count| *count > 0).unwrap_or(PAGE_SIZE);
    let page = paging::page(
        value,
        size,
        request.call,
        "$skipToken",
        || request.core.page_snapshots.keep(request.state),
        |item| item,
    )?;
    Ok(Reply::ok(&page))
}

pub(super) fn show(request: &MlRequest<'_>) -> Result<Reply, ModelManagementError> {
    request.need(READ)?;
    Ok(Reply::ok(&Value::Object(service_body::full(request.call, request.service()?))))
}

/// Accepts the deletion. A service that isn't there is as good as deleted.
pub(super) fn delete(request: &mut MlRequest<'_>) -> Result<Reply, ModelManagementError> {
    let service = request.service().ok();
    request.need(&action(service, "delete"))?;
    let Some(id) = service.map(WebService::id) else { return Ok(Reply::empty(StatusCode::NO_CONTENT)) };
    if let Some(service) = request.state.services.find_mut(|service| service.id() == id) {
        "Transitioning".clone_into(&mut service.state);
    }
    let operation = regeneration::begin(request.core, request.state, Target::WebService(id), Change::Removed);
    Ok(Reply::empty(StatusCode::ACCEPTED).with("operation-location", &request.operation_address(&operation)))
}

/// The action on a service of its kind, such as `services/aks/delete`. One that isn't there is taken
/// for one on AKS.
pub(super) fn action(service: Option<&WebService>, verb: &str) -> String {
    let kind = match service.map(|service| service.compute) {
        Some(WebServiceCompute::Aci) => "aci",
        _ => "aks",
    };
    format!("Microsoft.MachineLearningServices/workspaces/services/{kind}/{verb}")
}
