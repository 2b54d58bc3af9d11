//! The controls of a demo cloud over HTTP, for tests and demonstrations in other processes: faults, its clock,
//! revocation, regions, conditions of signing in, what was asked. They have a door of their own and need the secret of this launch.
//!
//! Errors are `{"error":{"code","message"}}` as everywhere here.

use std::time::Duration;

use axum::http::StatusCode;
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::{Value, json};

use crate::{call::Call, core::Core, error::ArmError, faults::Fault, reply::Reply, state::Policy};

/// How far the clock may be put forward at once.
const LONGEST_ADVANCE: Duration = Duration::from_hours(10 * 366 * 24);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Advance {
    seconds: u64,
}

/// Answers a request to the controls.
pub(crate) fn answer(core: &Core, call: &Call) -> Reply {
    let is_allowed = call.bearer().is_some_and(|secret| secret.matches(&core.control_secret));
    // A web page has no business here, whatever it knows.
    if !is_allowed || call.header("origin").is_some() {
        let message = "The controls need this launch's secret: Authorization: Bearer <secret>.";
        return ArmError::new(StatusCode::UNAUTHORIZED, "Unauthorized", message)
            .into_reply(call, core.now())
            .with("www-authenticate", "Bearer");
    }
    route(core, call).unwrap_or_else(|error| error.into_reply(call, core.now()))
}

fn route(core: &Core, call: &Call) -> Result<Reply, ArmError> {
    let (method, segments) = call.route();
    match (method, segments.as_slice()) {
        ("GET", ["faults"]) => return Ok(Reply::ok(&json!(core.faults.pending()))),
        ("POST", ["faults"]) => {
            let fault = body::<Fault>(call)?;
            if !fault.can_be_sent() {
                let message = "The answer needs a status of 200 to 599, and leaves its framing (Content-Length, Transfer-Encoding, Connection) alone.";
                return Err(ArmError::bad_request("InvalidFault", message));
            }
            core.faults.inject(fault);
        }
        ("DELETE", ["faults"]) => core.faults.clear(),
        ("GET", ["clock"]) => {}
        ("POST", ["clock", "advance"]) => {
            let by = Duration::from_secs(body::<Advance>(call)?.seconds);
            if by > LONGEST_ADVANCE || !core.clock.advance(by) {
                let message = "The clock goes forward by ten years at most, and not beyond the year 9899.";
                return Err(ArmError::bad_request("InvalidDuration", message));
            }
        }
        ("POST", ["sessions", "revoke"]) => core.with_state(|state| state.revoke_sessions(core.now())),
        ("POST", ["tokens", "expire"]) => {
            core.faults.expire_tokens(core.now());
            // Tokens carry whole seconds; those to come have to be told apart.
            let _at_the_end_of_time_nothing_expires = core.clock.advance(Duration::from_secs(1));
        }
        ("PUT", ["regions", region, "outage"]) => core.regions.take_down(region),
        ("DELETE", ["regions", region, "outage"]) => core.regions.bring_up(region),
        ("GET", ["policies"]) => {
            return Ok(Reply::ok(&json!(core.with_state(|state| state.policies.clone()))));
        }
        ("PUT", ["policies", id]) => {
            let policy = body::<Policy>(call)?;
            if !policy.id.eq_ignore_ascii_case(id) {
                let message = "The id in the body is not the one of the path.";
                return Err(ArmError::bad_request("InvalidPolicy", message));
            }
            core.with_state(|state| state.put_policy(policy));
        }
        ("DELETE", ["policies", id]) => {
            if !core.with_state(|state| state.remove_policy(id)) {
                return Err(ArmError::not_found("PolicyNotFound", "There is no policy with this id."));
            }
        }
        ("GET", ["requests"]) => return Ok(Reply::ok(&requests(core))),
        ("DELETE", ["requests"]) => core.requests.clear(),
        _ => return Err(ArmError::not_implemented(call)),
    }
    Ok(Reply::ok(&json!({"now": core.now().to_string()})))
}

fn requests(core: &Core) -> Value {
    let seen = core.requests.list().into_iter().map(
        |seen| json!({"method": seen.method, "path": seen.path, "query": seen.query, "status": seen.status}),
    );
    seen.collect()
}

fn body<T: DeserializeOwned>(call: &Call) -> Result<T, ArmError> {
    serde_json::from_slice(&call.body)
        .map_err(|error| ArmError::bad_request("InvalidRequestBody", format!("The request body: {error}.")))
}
