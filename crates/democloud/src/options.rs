//! How a demo cloud is started: where it listens, what it holds, and its ports to the outside.

use std::{
    net::{Ipv4Addr, SocketAddr},
    path::PathBuf,
    sync::Arc,
    time::Duration,
};

use latchkey_peer::{Peers, SystemPeers};
use latchkey_types::{Clock, Entropy};
use zeroize::Zeroizing;

use crate::seed::Seed;

/// How to start a demo cloud.
pub struct Options {
    /// Where to listen for plain HTTP. It must be on loopback; port 0 takes any free port.
    pub http: Option<SocketAddr>,
    /// Where to listen for TLS, with a certificate of a private authority made at start.
    pub https: Option<SocketAddr>,
    /// Where the controls listen for plain HTTP; none, none.
    pub control: Option<SocketAddr>,
    /// A snapshot of an earlier run; without one, the seed.
    pub state: Option<Zeroizing<Vec<u8>>>,
    /// The company to start with, and to go back to.
    pub seed: Seed,
    /// Every answer waits this long on the clock.
    pub latency: Duration,
    /// Whether callers can use up ARM's and Resource Graph's quotas.
    pub throttling: bool,
    /// How long a grant or its removal takes until it is felt. In Azure it is minutes.
    pub propagation: Duration,
    /// Where the Arc agent of the demo cloud puts its key files. Clients of Microsoft want them in the real
    /// agent's folder; without a path they are in a private temporary one. They are removed at the end.
    pub arc_key_folder: Option<PathBuf>,
    /// Whose programs may connect: its pages show passwords.
    pub peers: Arc<dyn Peers>,
    /// The time that tokens and operations live by.
    pub clock: Arc<dyn Clock>,
    /// Where keys, passwords and codes come from. The signing key comes from the operating system.
    pub entropy: Arc<dyn Entropy>,
}

impl Options {
    /// A fresh seed behind plain HTTP at any free port, for this user's programs.
    pub fn new(clock: Arc<dyn Clock>, entropy: Arc<dyn Entropy>) -> Self {
        Self {
            http: Some((Ipv4Addr::LOCALHOST, 0).into()),
            https: None,
            control: None,
            state: None,
            seed: Seed::BuiltIn,
            latency: Duration::ZERO,
            throttling: true,
            propagation: Duration::ZERO,
            arc_key_folder: None,
            peers: Arc::new(SystemPeers::default()),
            clock,
            entropy,
        }
    }
}
