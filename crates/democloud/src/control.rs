//! The control API, for tests and demonstrations in other processes: faults, the clock, revocation, outages of
//! regions, sign-in policies, recent requests. It has a listener of its own and needs the secret of this launch.
//!
//! Errors are `{"error":{"code","message"}}`.

use std::{sync::LazyLock, time::Duration};

use axum::http::StatusCode;
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::{Value, json};

use crate::{
    call::Call,
    core::Core,
    error::ArmError,
    faults::Fault,
    reply::Reply,
    routes::{Route, Routes},
    state::Policy,
};

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
    // Requests of web pages are refused, even with the secret.
    if !is_allowed || call.header("origin").is_some() {
        let message = "The controls need this launch's secret: Authorization: Bearer <secret>.";
        return ArmError::new(StatusCode::UNAUTHORIZED, "Unauthorized", message)
            .into_reply(call, core.now())
            .with("www-authenticate", "Bearer");
    }
    route(core, call).unwrap_or_else(|error| error.into_reply(call, core.now()))
}

type Handler = fn(&Core, &Call, &ControlPath<'_>) -> Result<Value, ArmError>;

/// What the path names, as the caller spelled it.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct ControlPath<'a> {
    region: &'a str,
    policy: &'a str,
}

const ROUTES: &[Route<Handler>] = &[
    ("GET", "/faults", |core, _, _| Ok(json!(core.faults.pending()))),
    ("POST", "/faults", |core, call, _| inject(core, call)),
    ("DELETE", "/faults", |core, _, _| {
        core.faults.clear();
        Ok(now(core))
    }),
    ("GET", "/clock", |core, _, _| Ok(now(core))),
    ("POST", "/clock/advance", |core, call, _| advance(core, call)),
    ("POST", "/sessions/revoke", |core, _, _| {
        core.with_state(|state| state.revoke_sessions(core.now()));
        Ok(now(core))
    }),
    ("POST", "/tokens/expire", |core, _, _| {
        core.faults.expire_tokens(core.now());
        // Tokens carry whole seconds; those to come have to be told apart.
        let _at_the_end_of_time_nothing_expires = core.clock.advance(Duration::from_secs(1));
        Ok(now(core))
    }),
    ("PUT", "/regions/{region}/outage", |core, _, path| {
        core.regions.take_down(path.region);
        Ok(now(core))
    }),
    ("DELETE", "/regions/{region}/outage", |core, _, path| {
        core.regions.bring_up(path.region);
        Ok(now(core))
    }),
    ("GET", "/policies", |core, _, _| Ok(json!(core.with_state(|state| state.policies.clone())))),
    ("PUT", "/policies/{policy}", put_policy),
    ("DELETE", "/policies/{policy}", |core, _, path| {
        if core.with_state(|state| state.remove_policy(path.policy)) {
            return Ok(now(core));
        }
        Err(ArmError::not_found("PolicyNotFound", "There is no policy with this id."))
    }),
    ("GET", "/requests", |core, _, _| Ok(requests(core))),
    ("DELETE", "/requests", |core, _, _| {
        core.requests.clear();
        Ok(now(core))
    }),
];

fn route(core: &Core, call: &Call) -> Result<Reply, ArmError> {
    static ALL: LazyLock<Routes<Handler>> = LazyLock::new(|| Routes::new(ROUTES));
    let found = ALL.find(call.method.as_str(), &call.segments);
    let (handler, parameters) = found.ok_or_else(|| ArmError::not_implemented(call))?;
    Ok(Reply::ok(&handler(core, call, &parameters.read())?))
}

/// What a change answers.
fn now(core: &Core) -> Value {
    json!({"now": core.now().to_string()})
}

fn inject(core: &Core, call: &Call) -> Result<Value, ArmError> {
    let fault = body::<Fault>(call)?;
    if !fault.can_be_sent() {
        let message = "The answer needs a status of 200 to 599, and leaves its framing (Content-Length, Transfer-Encoding, Connection) alone.";
        return Err(ArmError::bad_request("InvalidFault", message));
    }
    core.faults.inject(fault);
    Ok(now(core))
}

fn advance(core: &Core, call: &Call) -> Result<Value, ArmError> {
    let by = Duration::from_secs(body::<Advance>(call)?.seconds);
    if by > LONGEST_ADVANCE || !core.clock.advance(by) {
        let message = "The clock goes forward by ten years at most, and not beyond the year 9899.";
        return Err(ArmError::bad_request("InvalidDuration", message));
    }
    Ok(now(core))
}

fn put_policy(core: &Core, call: &Call, path: &ControlPath<'_>) -> Result<Value, ArmError> {
    let policy = body::<Policy>(call)?;
    if !policy.id.eq_ignore_ascii_case(path.policy) {
        let message = "The id in the body is not the one of the path.";
        return Err(ArmError::bad_request("InvalidPolicy", message));
    }
    core.with_state(|state| state.put_policy(policy));
    Ok(now(core))
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
