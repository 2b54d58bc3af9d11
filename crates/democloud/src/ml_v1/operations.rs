//! The state of a regeneration or a deletion.

use serde_json::{Value, json};

use super::MlRequest;
use crate::{
    dates,
    error::ModelManagementError,
    regeneration,
    reply::Reply,
    state::{OperationKind, Outcome, Target},
};

pub(super) fn show(request: &MlRequest<'_>) -> Result<Reply, ModelManagementError> {
    let id = request.path.operation.to_lowercase();
    request.need("Microsoft.MachineLearningServices/workspaces/services/read")?;
    let operation = request.state.operations.iter().find(|operation| {
        let is_here = matches!(&operation.target, Target::WebService(service) if service.starts_with(&format!("{}/", request.workspace)));
        is_here && operation.id == id
    });
    let operation = operation.ok_or_else(|| {
        ModelManagementError::not_found("OperationNotFound", format!("Operation {id} was not found."))
    })?;
    let (state, error) = match operation.outcome {
        Outcome::Running => ("Running", Value::Null),
        Outcome::Succeeded => ("Succeeded", Value::Null),
        Outcome::Failed => (
            "Failed",
            json!({"code": "InternalServerError", "statusCode": 500, "message": regeneration::FAILURE, "details": []}),
        ),
    };
    let kind = if operation.kind == OperationKind::Delete { "Delete" } else { "RegenerateKeys" };
    Ok(Reply::ok(&json!({
        "id": operation.id,
        "operationType": "Service",
        "state": state,
        "createdTime": dates::with_seven_digits(operation.started_at),
        "endTime": operation.ended_at.map(dates::with_seven_digits),
        "error": error,
        "resourceLocation": operation.target.id(),
        "operationLog": null,
        "operationDetails": {"subOperationType": kind, "subOperationState": state},
        "parentRequestId": request.call.request_id,
    })))
}
