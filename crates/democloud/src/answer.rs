//! Handles one request: checks its `Host`, applies faults, and has the right service answer.

use std::{panic::resume_unwind, sync::Arc, time::Duration};

use axum::{
    body::{Body, Bytes, to_bytes},
    http::{HeaderMap, HeaderValue, Request, StatusCode, request::Parts},
    response::{IntoResponse, Response},
};
use latchkey_types::Clock;
use tokio::{task::spawn_blocking, time::timeout};

use crate::{
    arm,
    call::Call,
    control,
    core::Core,
    error::{TransportError, claims_challenge::newer_token_needed},
    faults::{Interruption, Replacement, RequestFaults},
    key_vault,
    listener::{Listener, Service},
    reply::Reply,
    services::dispatch,
};

/// Bodies beyond this are refused.
const BODY_LIMIT_BYTES: usize = 1024 * 1024;
/// A client has this long to send its body.
const BODY_TIMEOUT: Duration = Duration::from_secs(30);

/// Marks a response that is never sent: the connection ends instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Closing {
    Quietly,
    Reset,
}

/// Answers a request that came in at a listener.
pub(crate) async fn answer(core: &Arc<Core>, listener: &Listener, request: Request<Body>) -> Response {
    let (parts, body) = request.into_parts();
    let (method, path) = (parts.method.to_string(), parts.uri.path().to_owned());
    let query = parts.uri.query().unwrap_or_default().to_owned();
    let mut response = match own_address(&parts.headers, listener) {
        Some(address) => answer_at(core, listener, address, parts, body).await,
        None => TransportError::ForeignHost.into_reply().into_response(),
    };
    if !core.latency.is_zero() && listener.service != Service::Control {
        core.clock.sleep(core.latency).await;
    }
    let date = core.clock.date().strftime("%a, %d %b %Y %H:%M:%S GMT").to_string();
    if let Ok(date) = HeaderValue::from_str(&date) {
        response.headers_mut().entry("date").or_insert(date);
    }
    let is_closing = response.extensions().get::<Closing>().is_some();
    let status = if is_closing { 0 } else { response.status().as_u16() };
    tracing::debug!(%method, status, "answered");
    if listener.service != Service::Control {
        core.requests.add(&method, &path, &query, status);
    }
    response
}

async fn answer_at(
    core: &Arc<Core>,
    listener: &Listener,
    address: String,
    parts: Parts,
    body: Body,
) -> Response {
    let faults = match listener.service {
        // The controls themselves always work.
        Service::Control => RequestFaults::default(),
        Service::Cloud | Service::KeyVault(_) => core.faults.for_request(parts.uri.path()),
    };
    if let Some(duration) = faults.hold {
        core.clock.sleep(duration).await;
    }
    match faults.interruption {
        Some(Interruption::Drop) => return closed(Closing::Quietly),
        Some(Interruption::Reset) => return closed(Closing::Reset),
        Some(Interruption::Challenge) => return newer_token_needed(core.now(), &address).into_response(),
        Some(Interruption::Answer(Replacement { status, headers, body })) => {
            let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            let reply = Reply::json_text(status, body);
            return headers
                .iter()
                .fold(reply, |reply, (name, value)| reply.with(name, value))
                .into_response();
        }
        None => {}
    }
    let body = match read(body).await {
        Ok(body) => body,
        Err(refusal) => return refusal.into_reply().with("connection", "close").into_response(),
    };
    let request_id = core.entropy.uuid().to_string();
    let call = Call::new(address, parts.method, &parts.uri, parts.headers, body, request_id);
    let reply = match &listener.service {
        Service::Cloud if arm::is_long(&call) => {
            // It would keep a worker of the runtime from other requests.
            let _permit = core.long_requests.acquire().await;
            let core = Arc::clone(core);
            match spawn_blocking(move || dispatch(&core, &call)).await {
                Ok(reply) => reply,
                Err(error) => match error.try_into_panic() {
                    Ok(panic) => resume_unwind(panic),
                    // The runtime is shutting down.
                    Err(_) => return closed(Closing::Quietly),
                },
            }
        }
        Service::Cloud => dispatch(core, &call),
        Service::Control => control::answer(core, &call),
        Service::KeyVault(name) => core.with_state(|state| key_vault::answer(core, state, &call, name)),
    };
    match faults.corruption {
        Some(corruption) => corruption.corrupt(reply),
        None => reply.into_response(),
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "the network's time is real, whatever the demo cloud's clock says"
)]
async fn read(body: Body) -> Result<Bytes, TransportError> {
    match timeout(BODY_TIMEOUT, to_bytes(body, BODY_LIMIT_BYTES)).await {
        Ok(Ok(body)) => Ok(body),
        Ok(Err(_)) => Err(TransportError::BodyTooLarge),
        Err(_) => Err(TransportError::BodyTooLate),
    }
}

/// The address that the request names, in one `Host` header (RFC 9110 §7.2), if it is this listener's.
fn own_address(headers: &HeaderMap, listener: &Listener) -> Option<String> {
    let mut hosts = headers.get_all("host").iter();
    let (Some(host), None) = (hosts.next(), hosts.next()) else { return None };
    listener.address_for(host.to_str().ok()?)
}

fn closed(closing: Closing) -> Response {
    let mut response = Response::new(Body::empty());
    response.extensions_mut().insert(closing);
    response
}
