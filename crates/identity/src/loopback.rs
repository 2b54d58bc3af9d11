//! The server that receives the authorization response (RFC 8252 §7.3). It listens on this machine's loopback addresses,
//! on a port that the system chooses, for one browser and one response.
//!
//! Any program can connect to it, and any web page can point a browser at it. So it asks for the owner of each
//! connection before it reads a byte, and refuses programs of other users. A request that is neither the link nor a
//! response is refused and does not end the attempt. A response must carry the attempt's `state`. The link works once.

pub(crate) mod callback;
mod pages;
mod return_page;
mod serve;

use std::{
    collections::VecDeque,
    io::{self, ErrorKind},
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    sync::Arc,
    time::Duration,
};

use latchkey_peer::{Ends, Peer, Peers, has_no_ipv6};
use latchkey_types::Clock;
use tokio::{
    net::{TcpListener, TcpStream},
    sync::oneshot,
    task::JoinSet,
};

use callback::{Expected, Return};
pub use return_page::{NamedPages, ReturnPage, ReturnPageText, ReturnPages};
pub(crate) use serve::SignInLink;
use serve::{CallbackHandler, ConnectionOutcome};

/// How often another port is tried when its twin is taken.
const PORT_ATTEMPTS: usize = 10;
/// How many connections are looked after at a time.
const MAX_CONNECTIONS: usize = 128;
/// How long nothing is accepted after accepting failed.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);

/// A pair of sockets on the same port.
#[derive(Debug)]
pub(crate) struct CallbackServer {
    v4: TcpListener,
    /// Missing only where this machine has no IPv6.
    v6: Option<TcpListener>,
    port: u16,
}

impl CallbackServer {
    /// Opens 127.0.0.1 and ::1 on one random port. `localhost` means either, and the browser chooses; a port
    /// whose IPv6 twin belongs to another program is not used, since the answer could go there.
    pub(crate) async fn open() -> io::Result<Self> {
        for _ in 0..PORT_ATTEMPTS {
            let v4 = TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, 0))).await?;
            let port = v4.local_addr()?.port();
            match TcpListener::bind(SocketAddr::from((Ipv6Addr::LOCALHOST, port))).await {
                Ok(v6) => return Ok(Self { v4, v6: Some(v6), port }),
                Err(error) if error.kind() == ErrorKind::AddrInUse => {}
                Err(error) if has_no_ipv6(&error) => return Ok(Self { v4, v6: None, port }),
                // It may be another program's in a moment.
                Err(error) => return Err(error),
            }
        }
        Err(ErrorKind::AddrInUse.into())
    }

    /// The port that the browser is sent back to.
    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    /// Leads the browser to the page, waits for its return and closes. Dropping the future closes as well. When a peer
    /// that is not trusted has asked for something for the first time, `on_refused_peer` is called.
    pub(crate) async fn answer(
        self,
        link: SignInLink,
        expected: Expected,
        clock: &Arc<dyn Clock>,
        peers: &dyn Peers,
        pages: &Arc<dyn ReturnPages>,
        on_refused_peer: &(dyn Fn() + Send + Sync),
    ) -> Return {
        let handler = Arc::new(CallbackHandler::new(link, expected, self.port, Arc::clone(pages)));
        let mut connections = Connections::default();
        let mut has_refused_peer = false;
        loop {
            tokio::select! {
                stream = accept(&self.v4, clock) => connections.accept_from(stream, peers, &handler, clock).await,
                stream = accept_if_there(self.v6.as_ref(), clock) => {
                    connections.accept_from(stream, peers, &handler, clock).await;
                }
                Some(ended) = connections.tasks.join_next() => {
                    // The page is with the browser once the connection that brought the answer has ended;
                    // only then is it safe to close. One that panicked may have been that connection.
                    let answer = match ended {
                        Ok(ConnectionOutcome::Refused) => None,
                        Ok(ConnectionOutcome::RefusedPeer) => {
                            if !std::mem::replace(&mut has_refused_peer, true) {
                                on_refused_peer();
                            }
                            None
                        }
                        Ok(ConnectionOutcome::Answered) | Err(_) => handler.take_answer(),
                    };
                    if let Some(answer) = answer {
                        return answer;
                    }
                }
            }
        }
    }
}

/// Everybody who is connected. Where there is no room, the one who has been there longest has to leave: a browser
/// says what it has to say at once, and whoever keeps connections open must not keep it out.
#[derive(Default)]
struct Connections {
    tasks: JoinSet<ConnectionOutcome>,
    /// In the order in which they came. Dropping one tells its connection to end.
    stays: VecDeque<oneshot::Sender<()>>,
}

impl Connections {
    async fn accept_from(
        &mut self,
        stream: Option<TcpStream>,
        peers: &dyn Peers,
        handler: &Arc<CallbackHandler>,
        clock: &Arc<dyn Clock>,
    ) {
        let Some(stream) = stream else { return };
        self.stays.retain(|stay| !stay.is_closed());
        // Whoever brought the answer may stay until its page is sent.
        while self.stays.len() >= MAX_CONNECTIONS && !handler.is_answered() {
            self.stays.pop_front();
        }
        if self.stays.len() < MAX_CONNECTIONS {
            let peer = who_holds(&stream, peers);
            let (stay, leave) = oneshot::channel();
            self.stays.push_back(stay);
            self.tasks.spawn(serve::connection(stream, peer, Arc::clone(handler), Arc::clone(clock), leave));
        }
        // Those who are in speak before more come in.
        tokio::task::yield_now().await;
    }
}

fn who_holds(stream: &TcpStream, peers: &dyn Peers) -> Peer {
    match (stream.local_addr(), stream.peer_addr()) {
        (Ok(ours), Ok(theirs)) => peers.who_holds(Ends::new(ours, theirs)),
        _ => Peer::Nobody,
    }
}

async fn accept(listener: &TcpListener, clock: &Arc<dyn Clock>) -> Option<TcpStream> {
    if let Ok((stream, peer)) = listener.accept().await {
        return is_this_machine(peer.ip()).then_some(stream);
    }
    // Out of file handles, which passes only with time, or the peer is gone already.
    clock.sleep(ACCEPT_PAUSE).await;
    None
}

async fn accept_if_there(listener: Option<&TcpListener>, clock: &Arc<dyn Clock>) -> Option<TcpStream> {
    match listener {
        Some(listener) => accept(listener, clock).await,
        None => std::future::pending().await,
    }
}

fn is_this_machine(address: IpAddr) -> bool {
    address.to_canonical().is_loopback()
}
