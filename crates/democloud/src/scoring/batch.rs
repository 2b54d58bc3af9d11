//! Batch endpoints: a call begins a job, which is done a few seconds later.

use std::time::Duration;

use axum::http::StatusCode;
use jiff::Timestamp;
use serde_json::{Value, json};

use crate::{
    call::Call,
    core::Core,
    dates,
    error::ScoringError,
    reply::Reply,
    state::{BatchEndpoint, BatchJob, State},
};

/// How long a job takes on the demo cloud's clock.
const DURATION: Duration = Duration::from_secs(5);
/// Jobs of one endpoint are forgotten, oldest first, beyond this many.
const JOBS_KEPT: usize = 100;

/// Answers at `jobs`; `caller` is the name of who came in.
pub(super) fn answer(
    core: &Core,
    state: &mut State,
    call: &Call,
    endpoint: &str,
    rest: &[&str],
    caller: &str,
) -> Reply {
    let Some(endpoint) = state.ml.batch_endpoints.find_mut(|one| one.id() == endpoint) else {
        return ScoringError::no_service().into_reply();
    };
    let now = core.now();
    match (call.method.as_str(), rest) {
        ("GET", ["jobs"]) => {
            let jobs: Vec<Value> = endpoint.jobs.iter().map(|job| body(endpoint, job, now)).collect();
            Reply::ok(&json!({"value": jobs}))
        }
        ("GET", ["jobs", id]) => endpoint
            .jobs
            .iter()
            .find(|job| job.id == **id)
            .map_or_else(|| ScoringError::no_job().into_reply(), |job| Reply::ok(&body(endpoint, job, now))),
        ("POST", ["jobs"]) => {
            let reply = begin(core, call, endpoint, caller);
            state.touch();
            reply
        }
        (_, ["jobs", ..]) => ScoringError::method_not_allowed("GET, POST").into_reply(),
        _ => ScoringError::no_path().into_reply(),
    }
}

fn begin(core: &Core, call: &Call, endpoint: &mut BatchEndpoint, caller: &str) -> Reply {
    let input: Option<Value> = serde_json::from_slice(&call.body).ok();
    if !input.is_some_and(|input| input["properties"].is_object()) {
        return ScoringError::not_a_job().into_reply();
    }
    let wanted = call.header("azureml-model-deployment").unwrap_or(&endpoint.default_deployment);
    let Some(deployment) = endpoint.deployments.iter().find(|one| one.name.eq_ignore_ascii_case(wanted))
    else {
        return ScoringError::no_deployment().into_reply();
    };
    let now = core.now();
    let job = BatchJob {
        id: core.entropy.uuid().to_string(),
        deployment: deployment.name.clone(),
        created_by: caller.to_owned(),
        created_at: now,
        ready_at: now.checked_add(DURATION).unwrap_or(now),
    };
    let body = body(endpoint, &job, now);
    if endpoint.jobs.len() == JOBS_KEPT {
        endpoint.jobs.remove(0);
    }
    endpoint.jobs.push(job);
    Reply::json(StatusCode::CREATED, &body)
}

fn body(endpoint: &BatchEndpoint, job: &BatchJob, now: Timestamp) -> Value {
    let id = format!("{}/jobs/{}", endpoint.id(), job.id);
    json!({
        "id": id,
        "name": job.id,
        "type": "Microsoft.MachineLearningServices/workspaces/batchEndpoints/jobs",
        "properties": {
            "deploymentName": job.deployment,
            "status": if job.ready_at <= now { "Completed" } else { "Running" },
            "inputData": {},
            "outputData": {},
        },
        "systemData": {"createdAt": dates::with_seven_digits(job.created_at), "createdBy": job.created_by},
    })
}
