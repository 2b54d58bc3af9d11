//! Who is at the other end of a connection on this machine: the user whose program holds the other socket.
//!
//! A listener on loopback is open to every user of the machine. Those that serve one person ask here before they read
//! the first byte. **Left out:** which program it is, connections from other machines, and systems other than Linux,
//! where nobody is told apart.

#[cfg(target_os = "linux")]
mod diag;
#[cfg(target_os = "linux")]
mod tables;

use std::net::SocketAddr;

/// The two ends of a connection, seen from the program that has accepted it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ends {
    /// Where it was accepted.
    pub ours: SocketAddr,
    /// Where it comes from.
    pub theirs: SocketAddr,
}

impl Ends {
    /// The ends with IPv4 addresses as such, also where a socket writes them as IPv6 ones.
    pub fn new(ours: SocketAddr, theirs: SocketAddr) -> Self {
        let plain = |address: SocketAddr| SocketAddr::new(address.ip().to_canonical(), address.port());
        Self { ours: plain(ours), theirs: plain(theirs) }
    }
}

/// Who holds the other end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Peer {
    /// A program of the user who runs this one.
    SameUser,
    /// A program of root, who can read this one's memory anyway.
    Root,
    /// A program of another user, by number.
    OtherUser(u32),
    /// Nobody, or nobody any more: the socket has been closed. Whoever closed it cannot be told.
    Nobody,
    /// This system tells nobody apart.
    NotTold,
}

impl Peer {
    /// Whether it may be served by what serves one person.
    pub fn is_trusted(self) -> bool {
        match self {
            Self::SameUser | Self::Root | Self::NotTold => true,
            Self::OtherUser(_) | Self::Nobody => false,
        }
    }
}

/// Whether an address of IPv6 could not be bound because this machine has none. Any other failure leaves the address to
/// whoever takes it next.
pub fn has_no_ipv6(error: &std::io::Error) -> bool {
    /// EAFNOSUPPORT of Linux and macOS, WSAEAFNOSUPPORT of Windows.
    const NO_FAMILY: [i32; 3] = [97, 47, 10047];
    error.kind() == std::io::ErrorKind::AddrNotAvailable
        || error.raw_os_error().is_some_and(|number| NO_FAMILY.contains(&number))
}

/// Tells who holds the other end of a connection.
pub trait Peers: Send + Sync {
    /// Looks the connection up; it takes some microseconds and blocks for as long.
    fn who_holds(&self, ends: Ends) -> Peer;
}

/// Asks the system.
#[derive(Debug, Clone, Copy)]
pub struct SystemPeers {
    #[cfg(target_os = "linux")]
    own_user: u32,
}

impl Default for SystemPeers {
    fn default() -> Self {
        Self {
            #[cfg(target_os = "linux")]
            own_user: rustix::process::geteuid().as_raw(),
        }
    }
}

#[cfg(target_os = "linux")]
impl Peers for SystemPeers {
    fn who_holds(&self, ends: Ends) -> Peer {
        // A kernel or a sandbox without socket diagnostics has the tables still.
        match diag::owner(ends).or_else(|| tables::owner(ends)) {
            Some(user) if user == self.own_user => Peer::SameUser,
            Some(0) => Peer::Root,
            Some(user) => Peer::OtherUser(user),
            None => Peer::Nobody,
        }
    }
}

#[cfg(not(target_os = "linux"))]
impl Peers for SystemPeers {
    fn who_holds(&self, _: Ends) -> Peer {
        Peer::NotTold
    }
}

/// Lets everybody in, for a server that is meant for every user of the machine.
#[derive(Debug, Clone, Copy, Default)]
pub struct Everybody;

impl Peers for Everybody {
    fn who_holds(&self, _: Ends) -> Peer {
        Peer::NotTold
    }
}
