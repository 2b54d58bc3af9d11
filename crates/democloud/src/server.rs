//! The HTTP server: loopback only, HTTP/1.1 with or without TLS. Every request is answered.

use std::{
    convert::Infallible,
    io::{self, ErrorKind},
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    sync::Arc,
    time::Duration,
};

use axum::{
    body::Body,
    http::{HeaderName, HeaderValue, Request, Response, StatusCode},
    response::IntoResponse,
};
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use latchkey_peer::{Ends, Peer, Peers, has_no_ipv6};
use latchkey_types::Clock;
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::{TcpListener, TcpSocket, TcpStream},
    task::{JoinHandle, JoinSet},
    time::timeout,
};
use tokio_rustls::{TlsAcceptor, server::TlsStream};

use crate::{
    answer::{Closing, answer},
    core::Core,
    listener::{Listener, Service},
    reply::Reply,
    request_body::RequestBody,
    resettable_stream::{Reset, ResettableStream},
};

/// A request line and headers beyond this are refused (431), as are more than 100 headers.
const HEADER_LIMIT_BYTES: usize = 64 * 1024;
/// A client has this long to send its headers.
const HEADER_TIMEOUT: Duration = Duration::from_secs(30);

/// Further connections wait until one of these ends.
const CONNECTIONS_AT_ONCE: usize = 4096;
/// So many connections wait to be accepted, as far as the system allows; beyond it callers wait for seconds.
const QUEUE: u32 = 8192;
/// After the system could not give a connection (no file handles left).
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);

/// How often another port is tried when its twin is taken.
const PORT_ATTEMPTS: usize = 10;

/// A listener whose port is bound, with the sockets that connections come in at.
pub(crate) struct BoundListener {
    pub(crate) listener: Listener,
    sockets: Vec<TcpListener>,
}

impl BoundListener {
    /// Binds the address; on 127.0.0.1 also the same port of ::1, because `localhost` may be either. A port whose twin
    /// belongs to another program is not used: what is meant for this one would go there.
    pub(crate) fn bind(address: SocketAddr, is_secure: bool, service: Service) -> io::Result<Self> {
        for _ in 0..PORT_ATTEMPTS {
            let first = listen(address)?;
            let port = first.local_addr()?.port();
            let mut sockets = vec![first];
            if address.ip() == IpAddr::V4(Ipv4Addr::LOCALHOST) {
                match listen((Ipv6Addr::LOCALHOST, port).into()) {
                    Ok(second) => sockets.push(second),
                    Err(error) if error.kind() == ErrorKind::AddrInUse && address.port() == 0 => continue,
                    Err(error) if error.kind() == ErrorKind::AddrInUse => return Err(error),
                    Err(error) if has_no_ipv6(&error) => {}
                    Err(error) => return Err(error),
                }
            }
            return Ok(Self { listener: Listener { is_secure, port, service }, sockets });
        }
        Err(ErrorKind::AddrInUse.into())
    }

    /// Serves in tasks of their own, which the caller ends.
    pub(crate) fn serve(self, core: &Arc<Core>, tls: Option<&TlsAcceptor>) -> Vec<JoinHandle<()>> {
        let listener = Arc::new(self.listener);
        let tls = tls.filter(|_| listener.is_secure);
        self.sockets
            .into_iter()
            .map(|socket| tokio::spawn(accept(Arc::clone(core), Arc::clone(&listener), socket, tls.cloned())))
            .collect()
    }
}

fn listen(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = if address.is_ipv4() { TcpSocket::new_v4() } else { TcpSocket::new_v6() }?;
    // As the standard library does: a port can be had again right after a restart.
    #[cfg(unix)]
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    socket.listen(QUEUE)
}

/// How many programs of other users are told why at the same time.
const REFUSED_AT_ONCE: usize = 16;

/// Accepts until the task is dropped; every connection ends with it.
async fn accept(core: Arc<Core>, listener: Arc<Listener>, socket: TcpListener, tls: Option<TlsAcceptor>) {
    let mut connections = JoinSet::new();
    let mut refused = JoinSet::new();
    loop {
        tokio::select! {
            accepted = socket.accept(), if connections.len() < CONNECTIONS_AT_ONCE => match accepted {
                // While the gate is shut, connections are closed without an answer.
                Ok((stream, _)) if core.gate.is_shut() => drop(stream),
                Ok((stream, _)) => {
                    let peer = who_holds(&stream, &*core.peers);
                    if !peer.is_trusted() {
                        tracing::warn!(?peer, "a program of another user was turned away");
                        // A page by TLS would need a handshake first.
                        // Beyond that number connections are closed without an answer, and use no file handle.
                        if tls.is_none() && refused.len() < REFUSED_AT_ONCE {
                            refused.spawn(refuse_peer(stream));
                        }
                        continue;
                    }
                    let (core, listener, tls) = (Arc::clone(&core), Arc::clone(&listener), tls.clone());
                    // An answer that waits until a caller has acknowledged what TLS sent before it is 40 ms late.
                    // Where this cannot be had, that is all that happens.
                    let _late = stream.set_nodelay(true);
                    let (stream, reset) = ResettableStream::new(stream);
                    connections.spawn(async move {
                        let served = match tls {
                            None => serve_connection(core, listener, stream, reset).await.map_err(io::Error::other),
                            Some(tls) => match accept_tls(&tls, stream).await {
                                Ok(stream) => serve_connection(core, listener, stream, reset).await.map_err(io::Error::other),
                                Err(error) => Err(error),
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
            Some(_) = refused.join_next() => {}
        }
    }
}

fn who_holds(stream: &TcpStream, peers: &dyn Peers) -> Peer {
    match (stream.local_addr(), stream.peer_addr()) {
        (Ok(ours), Ok(theirs)) => peers.who_holds(Ends::new(ours, theirs)),
        _ => Peer::Nobody,
    }
}

/// Answers any request with the reason, and closes the connection.
async fn refuse_peer(stream: TcpStream) {
    let page = service_fn(|_: Request<Incoming>| async {
        let refusal =
            "This demo cloud serves the user who started it alone, and shows its passwords to nobody else.\n";
        let mut response = Response::new(refusal.to_owned());
        *response.status_mut() = StatusCode::FORBIDDEN;
        response.headers_mut().insert("content-type", HeaderValue::from_static("text/plain; charset=utf-8"));
        Ok::<_, Infallible>(response)
    });
    let served = http1::Builder::new()
        .keep_alive(false)
        .timer(TokioTimer::new())
        .header_read_timeout(HEADER_TIMEOUT)
        .serve_connection(TokioIo::new(stream), page)
        .await;
    if let Err(error) = served {
        tracing::debug!(%error, "a connection that was turned away ended early");
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "the network's time is real, whatever the demo cloud's clock says"
)]
async fn accept_tls(tls: &TlsAcceptor, stream: ResettableStream) -> io::Result<TlsStream<ResettableStream>> {
    timeout(HEADER_TIMEOUT, tls.accept(stream)).await?
}

/// Answers the requests of one connection, one after another.
async fn serve_connection(
    core: Arc<Core>,
    listener: Arc<Listener>,
    stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
    reset: Reset,
) -> Result<(), hyper::Error> {
    let service = service_fn(move |request: Request<Incoming>| {
        let (core, listener, reset) = (Arc::clone(&core), Arc::clone(&listener), reset.clone());
        async move {
            if core.gate.is_shut() {
                return Ok(refused(StatusCode::SERVICE_UNAVAILABLE));
            }
            if head_bytes(&request) > HEADER_LIMIT_BYTES {
                return Ok(refused(StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE));
            }
            let (parts, incoming) = request.into_parts();
            let (body, broken) = RequestBody::new(incoming);
            let request = Request::from_parts(parts, Body::new(body));
            tokio::select! {
                response = answer(&core, &listener, request) => send_or_close(response, &reset),
                Ok(()) = broken => Ok(refused(StatusCode::BAD_REQUEST)),
            }
        }
    });
    http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEADER_TIMEOUT)
        // The library reads on until it has twice as much, or finds more than 100 headers.
        .max_buf_size(HEADER_LIMIT_BYTES)
        .serve_connection(TokioIo::new(stream), service)
        .await
}

/// How long the request line and the headers are, written as most clients write them (RFC 9112 §3, §5).
fn head_bytes<B>(request: &Request<B>) -> usize {
    let line = request.method().as_str().len() + request.uri().to_string().len() + "  HTTP/1.1\r\n".len();
    let header = |name: &HeaderName, value: &HeaderValue| name.as_str().len() + value.len() + ": \r\n".len();
    let headers: usize = request.headers().iter().map(|(name, value)| header(name, value)).sum();
    line + headers + "\r\n".len()
}

/// The answer to what is no request that could be dispatched; the connection ends with it.
fn refused(status: StatusCode) -> Response<Body> {
    Reply::empty(status).with("connection", "close").into_response()
}

fn send_or_close(response: Response<Body>, reset: &Reset) -> Result<Response<Body>, io::Error> {
    match response.extensions().get::<Closing>() {
        None => Ok(response),
        Some(closing) => {
            if *closing == Closing::Reset {
                reset.ask();
            }
            Err(io::ErrorKind::ConnectionAborted.into())
        }
    }
}
