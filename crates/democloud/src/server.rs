//! The listeners: loopback only, HTTP/1.1 with or without TLS, one answer to every request whatever it is.

use std::{
    io,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    sync::Arc,
    time::Duration,
};

use axum::{
    body::{Body, to_bytes},
    http::{HeaderMap, Request, StatusCode, request::Parts},
    response::{IntoResponse, Response},
};
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpListener,
    task::{JoinHandle, JoinSet},
    time::timeout,
};
use tokio_rustls::TlsAcceptor;

use crate::{
    arm,
    call::Call,
    core::Core,
    door::{Door, Service},
    entra,
    error::ArmError,
    faults::Instead,
    graph, imds, key_vault, ml_v1,
    reply::Reply,
    scoring,
};

/// Bodies beyond this are refused.
const BODY_LIMIT_BYTES: usize = 1024 * 1024;
/// Headers beyond this are refused (431).
const HEADER_LIMIT_BYTES: usize = 64 * 1024;
/// A client has this long to send its headers.
const HEADER_TIMEOUT: Duration = Duration::from_secs(30);

/// Further connections wait until one of these ends.
const CONNECTIONS_AT_ONCE: usize = 1024;
/// After the system could not give a connection (no file handles left).
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);

/// Marks a response that is never sent: the connection closes instead.
#[derive(Clone)]
struct Dropped;

/// A door that is open: what it is, and where its connections come in.
pub(crate) struct OpenDoor {
    pub(crate) door: Door,
    listeners: Vec<TcpListener>,
}

impl OpenDoor {
    /// Binds the address; on 127.0.0.1 also the same port of ::1 where that can be had, because
    /// `localhost` may be either.
    pub(crate) async fn bind(address: SocketAddr, is_secure: bool, service: Service) -> io::Result<Self> {
        let first = TcpListener::bind(address).await?;
        let port = first.local_addr()?.port();
        let mut listeners = vec![first];
        if address.ip() == IpAddr::V4(Ipv4Addr::LOCALHOST)
            && let Ok(second) = TcpListener::bind((Ipv6Addr::LOCALHOST, port)).await
        {
            listeners.push(second);
        }
        Ok(Self { door: Door { is_secure, port, service }, listeners })
    }

    /// Serves in tasks of their own, which the caller ends.
    pub(crate) fn serve(self, core: &Arc<Core>, tls: Option<&TlsAcceptor>) -> Vec<JoinHandle<()>> {
        let door = Arc::new(self.door);
        let tls = tls.filter(|_| door.is_secure);
        self.listeners
            .into_iter()
            .map(|listener| tokio::spawn(accept(Arc::clone(core), Arc::clone(&door), listener, tls.cloned())))
            .collect()
    }
}

/// Accepts until the task is dropped; every connection ends with it.
async fn accept(core: Arc<Core>, door: Arc<Door>, listener: TcpListener, tls: Option<TlsAcceptor>) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept(), if connections.len() < CONNECTIONS_AT_ONCE => match accepted {
                Ok((stream, _)) => {
                    let (core, door, tls) = (Arc::clone(&core), Arc::clone(&door), tls.clone());
                    connections.spawn(async move {
                        let served = match tls {
                            None => converse(core, door, stream).await.map_err(io::Error::other),
                            Some(tls) => match timeout(HEADER_TIMEOUT, tls.accept(stream)).await {
                                Ok(Ok(stream)) => converse(core, door, stream).await.map_err(io::Error::other),
                                Ok(Err(error)) => Err(error),
                                Err(_) => Err(io::ErrorKind::TimedOut.into()),
                            },
                        };
                        if let Err(error) = served {
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

/// Answers the requests of one connection, one after another.
async fn converse(
    core: Arc<Core>,
    door: Arc<Door>,
    stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
) -> Result<(), hyper::Error> {
    let service = service_fn(move |request: Request<Incoming>| {
        let (core, door) = (Arc::clone(&core), Arc::clone(&door));
        async move { send_or_drop(answer(core, door, request.map(Body::new)).await) }
    });
    http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEADER_TIMEOUT)
        .max_buf_size(HEADER_LIMIT_BYTES)
        .serve_connection(TokioIo::new(stream), service)
        .await
}

fn send_or_drop(response: Response) -> Result<Response, io::Error> {
    if response.extensions().get::<Dropped>().is_some() {
        return Err(io::ErrorKind::ConnectionAborted.into());
    }
    Ok(response)
}

async fn answer(core: Arc<Core>, door: Arc<Door>, request: Request<Body>) -> Response {
    let (parts, body) = request.into_parts();
    let (method, path) = (parts.method.to_string(), parts.uri.path().to_owned());
    let query = parts.uri.query().unwrap_or_default().to_owned();
    let response = match own_address(&parts.headers, &door) {
        Some(address) => answer_at(&core, &door, address, parts, body).await,
        None => {
            Reply::text(StatusCode::MISDIRECTED_REQUEST, "This address is for localhost only.".to_owned())
                .into_response()
        }
    };
    if !core.latency.is_zero() {
        core.clock.sleep(core.latency).await;
    }
    let is_dropped = response.extensions().get::<Dropped>().is_some();
    let status = if is_dropped { 0 } else { response.status().as_u16() };
    tracing::debug!(%method, status, "answered");
    core.requests.add(&method, &path, &query, status);
    response
}

async fn answer_at(core: &Core, door: &Door, address: String, parts: Parts, body: Body) -> Response {
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
    let call = Call::new(address, parts.method, &parts.uri, parts.headers, body, request_id);
    match &door.service {
        Service::Cloud => dispatch(core, &call),
        Service::KeyVault(name) => core.with_state(|state| key_vault::answer(core, state, &call, name)),
        Service::Control => ArmError::not_implemented(&call).into_reply(&call, core.now()),
    }
    .into_response()
}

fn dispatch(core: &Core, call: &Call) -> Reply {
    let segments = call.route().1;
    core.with_state(|state| {
        if core.faults.take_revocation() {
            state.revoke_sessions(core.now());
        }
        let answer = if arm::owns(&segments) {
            Some(arm::answer(core, state, call))
        } else if imds::owns(&segments) {
            imds::answer(core, state, call)
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

/// The address that the request names, in one `Host` header (RFC 9110 §7.2), if it is this door's.
fn own_address(headers: &HeaderMap, door: &Door) -> Option<String> {
    let mut hosts = headers.get_all("host").iter();
    let (Some(host), None) = (hosts.next(), hosts.next()) else { return None };
    door.address_for(host.to_str().ok()?)
}
