//! The state of long-running operations: the status at `Azure-AsyncOperation`, the result at `Location`.

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::{ArmRequest, ML, front_end};
use crate::{
    dates,
    error::ArmError,
    regeneration,
    reply::Reply,
    state::{Operation, OperationKind, Outcome, Target},
};

pub(super) fn show(request: &ArmRequest<'_>) -> Result<Reply, ArmError> {
    if request.call.parameter("type") == Some("location") {
        return show_result(request);
    }
    Ok(status(request, find(request)?))
}

pub(super) fn show_result(request: &ArmRequest<'_>) -> Result<Reply, ArmError> {
    Ok(result(request, find(request)?))
}

/// The operation of the path, if the caller may read what it changes.
fn find<'a>(request: &'a ArmRequest<'_>) -> Result<&'a Operation, ArmError> {
    let id = request.path.operation.to_lowercase();
    let not_found =
        || ArmError::not_found("OperationNotFound", format!("The operation '{id}' was not found."));
    request.subscription()?;
    let guid = id.rsplit(':').next().unwrap_or_default();
    let operation = request.state.operations.iter().find(|one| one.id == guid).ok_or_else(not_found)?;
    let read = match &operation.target {
        Target::OnlineEndpoint(_) => "workspaces/onlineEndpoints/read",
        Target::ServerlessEndpoint(_) => "workspaces/serverlessEndpoints/read",
        Target::Workspace(_) => "workspaces/read",
        Target::WebService(_) => return Err(not_found()),
    };
    if !request.access.allows(operation.target.id(), &format!("{ML}/{read}")) {
        return Err(not_found());
    }
    front_end::need_region(request, request.path.region)?;
    Ok(operation)
}

fn status(request: &ArmRequest<'_>, operation: &Operation) -> Reply {
    let name = request.path.operation;
    let (word, percent) = match operation.outcome {
        Outcome::Running => ("InProgress", 0.0),
        Outcome::Succeeded => ("Succeeded", 100.0),
        Outcome::Failed => ("Failed", 0.0),
    };
    let mut body = json!({
        "id": request.call.path,
        "name": name,
        "status": word,
        "startTime": dates::with_seven_digits(operation.started_at),
        "percentComplete": percent,
    });
    if let Some(ended_at) = operation.ended_at {
        body["endTime"] = json!(dates::with_seven_digits(ended_at));
    }
    if operation.outcome == Outcome::Failed {
        body["error"] = failure();
    }
    let reply = Reply::ok(&body);
    if operation.outcome == Outcome::Running { reply.with("retry-after", "1") } else { reply }
}

fn result(request: &ArmRequest<'_>, operation: &Operation) -> Reply {
    match operation.outcome {
        Outcome::Running => Reply::json(StatusCode::ACCEPTED, &Value::Null)
            .with(
                "location",
                &format!("{}{}?{}", request.call.address, request.call.path, request.call.raw_query),
            )
            .with("retry-after", "1"),
        Outcome::Succeeded if operation.kind == OperationKind::Delete => Reply::empty(StatusCode::NO_CONTENT),
        Outcome::Succeeded => Reply::ok(&Value::Null),
        Outcome::Failed => Reply::json(StatusCode::INTERNAL_SERVER_ERROR, &json!({"error": failure()})),
    }
}

fn failure() -> Value {
    json!({"code": "InternalServerError", "message": regeneration::FAILURE})
}
