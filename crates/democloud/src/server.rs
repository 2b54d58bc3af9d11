//! The listener: loopback only, plain HTTP/1.1, one answer to every request whatever it is.

use std::{
    io,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    sync::Arc,
    time::Duration,
};

use axum::{
    Router,
    body::{Body, to_bytes},
    extract::{Request, State as Shared},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use hyper::{server::conn::http1, service::Service, service::service_fn};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    service::TowerToHyperService,
};
use tokio::{net::TcpListener, task::JoinSet};

use crate::{
    arm, call::Call, core::Core, entra, error::ArmError, faults::Instead, graph, ml_v1, reply::Reply, scoring,
};

/// Bodies beyond this are refused.
const BODY_LIMIT_BYTES: usize = 1024 * 1024;
/// A client has this long to send its headers.
const HEADER_TIMEOUT: Duration = Duration::from_secs(30);

/// Further connections wait until one of these ends.
const CONNECTIONS_AT_ONCE: usize = 1024;
/// After the system could not give a connection (no file handles left).
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);

/// Marks a response that is never sent: the connection closes instead.
#[derive(Clone)]
struct Dropped;

/// Binds the address; on 127.0.0.1 also the same port of ::1 where that can be had, because
/// `localhost` may be either.
pub(crate) async fn bind(address: SocketAddr) -> io::Result<(u16, Vec<TcpListener>)> {
    let first = TcpListener::bind(address).await?;
    let port = first.local_addr()?.port();
    let mut listeners = vec![first];
    if address.ip() == IpAddr::V4(Ipv4Addr::LOCALHOST)
        && let Ok(second) = TcpListener::bind((Ipv6Addr::LOCALHOST, port)).await
    {
        listeners.push(second);
    }
    Ok((port, listeners))
}

/// Serves until the task is dropped; every connection ends with it.
pub(crate) async fn serve(core: Arc<Core>, listener: TcpListener) {
    let router = Router::new().fallback(answer).with_state(Arc::clone(&core));
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept(), if connections.len() < CONNECTIONS_AT_ONCE => match accepted {
                Ok((stream, _)) => {
                    let service = TowerToHyperService::new(router.clone());
                    connections.spawn(async move {
                        let service = service_fn(move |request| {
                            let answer = service.call(request);
                            async move { send_or_drop(answer.await) }
                        });
                        let connection = http1::Builder::new()
                            .timer(TokioTimer::new())
                            .header_read_timeout(HEADER_TIMEOUT)
                            .serve_connection(TokioIo::new(stream), service);
                        if let Err(error) = connection.await {
                            tracing::debug!(%error, "a connection ended early");
                        }
                    });
                }
                Err(error) => {
                    tracing::warn!(%error, "a connection could not be accepted");
                    core.clock.sleep(ACCEPT_PAUSE).await;
                }
            },
            Some(_) = connections.join_next() => {}
        }
    }
}

fn send_or_drop<E>(answer: Result<Response, E>) -> Result<Response, io::Error> {
    answer
        .ok()
        .filter(|response| response.extensions().get::<Dropped>().is_none())
        .ok_or_else(|| io::Error::from(io::ErrorKind::ConnectionAborted))
}

async fn answer(Shared(core): Shared<Arc<Core>>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let (method, path) = (parts.method.to_string(), parts.uri.path().to_owned());
    let query = parts.uri.query().unwrap_or_default().to_owned();
    let response = if is_own_host(&parts.headers, core.port) {
        answer_on_own_host(&core, parts, body).await
    } else {
        // A foreign name that resolves to this machine would let a web page in (DNS rebinding).
        Reply::text(StatusCode::MISDIRECTED_REQUEST, "This address is for localhost only.".to_owned())
            .into_response()
    };
    let is_dropped = response.extensions().get::<Dropped>().is_some();
    let status = if is_dropped { 0 } else { response.status().as_u16() };
    tracing::debug!(%method, status, "answered");
    core.requests.add(&method, &path, &query, status);
    response
}

async fn answer_on_own_host(core: &Core, parts: axum::http::request::Parts, body: Body) -> Response {
    let disturbance = core.faults.for_request(parts.uri.path());
    if let Some(duration) = disturbance.hold {
        core.clock.sleep(duration).await;
    }
    if disturbance.drops {
        let mut response = Response::new(Body::empty());
        response.extensions_mut().insert(Dropped);
        return response;
    }
    if let Some(Instead { status, headers, body }) = disturbance.instead {
        let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let reply = Reply::json_text(status, body);
        return headers.iter().fold(reply, |reply, (name, value)| reply.with(name, value)).into_response();
    }
    let Ok(body) = to_bytes(body, BODY_LIMIT_BYTES).await else {
        return Reply::text(StatusCode::PAYLOAD_TOO_LARGE, "The request body is too large.".to_owned())
            .with("connection", "close")
            .into_response();
    };
    let request_id = core.entropy.uuid().to_string();
    let call = Call::new(parts.method, &parts.uri, parts.headers, body, request_id);
    dispatch(core, &call).into_response()
}

fn dispatch(core: &Core, call: &Call) -> Reply {
    let segments = call.route().1;
    core.with_state(|state| {
        if core.faults.take_revocation() {
            state.revoke_sessions(core.now());
        }
        let answer = if arm::owns(&segments) {
            Some(arm::answer(core, state, call))
        } else if graph::owns(&segments) {
            graph::answer(core, state, call)
        } else if scoring::owns(&segments) {
            Some(scoring::answer(core, state, call))
        } else if ml_v1::owns(&segments) {
            ml_v1::answer(core, state, call)
        } else if entra::owns(&segments) {
            entra::answer(core, state, call)
        } else {
            None
        };
        answer.unwrap_or_else(|| ArmError::not_implemented(call).into_reply(call, core.now()))
    })
}

/// Whether the request names this machine and this port, in one `Host` header (RFC 9110 §7.2).
fn is_own_host(headers: &HeaderMap, port: u16) -> bool {
    let mut hosts = headers.get_all("host").iter();
    let (Some(host), None) = (hosts.next(), hosts.next()) else { return false };
    ["localhost", "127.0.0.1", "[::1]"]
        .iter()
        .any(|name| host.as_bytes().eq_ignore_ascii_case(format!("{name}:{port}").as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_machine_and_port_are_an_own_host() {
        let check = |hosts: &[&str], expected: bool| {
            let mut headers = HeaderMap::new();
            for host in hosts {
                headers.append("host", host.parse().unwrap());
            }
            assert_eq!(is_own_host(&headers, 4711), expected, "{hosts:?}");
        };
        check(&["localhost:4711"], true);
        check(&["LOCALHOST:4711"], true);
        check(&["127.0.0.1:4711"], true);
        check(&["[::1]:4711"], true);
        check(&["localhost"], false);
        check(&["localhost:4712"], false);
        check(&["localhost:4711.evil.example"], false);
        check(&["evil.example:4711"], false);
        check(&["localhost:4711", "evil.example"], false);
        check(&[], false);
    }
}
