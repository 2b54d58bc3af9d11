//! The Azure side on loopback, for demonstrations and tests: Entra ID, Azure Resource Manager, the ML
//! data planes, Microsoft Graph and scoring addresses, with a company in it that doesn't exist.
//!
//! It shares no wire types with the program's clients: what it writes follows Microsoft's published
//! specifications, so that a misspelt field can't agree with itself. What it doesn't have answers 501.

mod arm;
mod authn;
mod authz;
mod call;
mod core;
mod dates;
mod entra;
mod error;
mod faults;
mod graph;
mod hash;
#[cfg_attr(
    not(test),
    expect(dead_code, unused_imports, reason = "the handler of Resource Graph is to call it")
)]
mod kql;
mod ml_v1;
#[cfg_attr(not(test), expect(dead_code, unused_imports, reason = "the handlers of lists are to call it"))]
mod odata;
mod random;
mod regeneration;
mod reply;
mod requests;
mod roles;
mod scoring;
mod seed;
mod server;
mod service_token;
mod state;

use std::{io, net::SocketAddr, sync::Arc};

use latchkey_types::{Clock, Cloud, Entropy, Reach, Secret};
use tokio::{sync::watch, task::JoinHandle};
use url::Url;
use zeroize::Zeroizing;

use crate::{core::Core, state::State};
pub use crate::{
    faults::{Fault, Faults},
    requests::SeenRequest,
    seed::{DEMO_CLIENT_ID, PUBLIC_CLIENT_ID},
    state::SignerError,
};

/// How to start a demo cloud.
pub struct Options {
    /// Where to listen. It must be on loopback; port 0 takes any free port.
    pub listen: SocketAddr,
    /// A snapshot of an earlier run; without one, a fresh seed.
    pub state: Option<Zeroizing<Vec<u8>>>,
    /// The time that tokens and operations live by.
    pub clock: Arc<dyn Clock>,
    /// Where keys, passwords and codes come from. The signing key comes from the operating system.
    pub entropy: Arc<dyn Entropy>,
}

/// Why a demo cloud did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The address can be reached from other machines.
    #[error("the demo cloud listens on loopback only, not on {0}")]
    NotLoopback(SocketAddr),
    /// The address could not be had.
    #[error("cannot listen on {address}")]
    Listen {
        /// The address that was asked for.
        address: SocketAddr,
        /// What the operating system said.
        #[source]
        source: io::Error,
    },
    /// The snapshot is not one of this program's.
    #[error("the snapshot of the demo cloud cannot be read")]
    Snapshot(#[source] serde_json::Error),
    /// The snapshot is of another version.
    #[error("the snapshot of the demo cloud has version {0}, which this program does not know")]
    SnapshotVersion(u32),
    /// No signing key could be made.
    #[error(transparent)]
    SigningKey(#[from] SignerError),
}

/// Somebody to sign in as.
#[derive(Debug, Clone)]
pub struct Persona {
    /// The name to type.
    pub user_name: String,
    /// First and last name.
    pub display_name: String,
    /// The password to type.
    pub password: Secret,
    /// `owner`, `dataScientist`, `reader`, `accessAdmin` or `none`.
    pub role: String,
    /// The user's object id.
    pub object_id: String,
    /// The tenant's id.
    pub tenant_id: String,
}

/// A running demo cloud. Dropping it stops it and closes every connection.
pub struct DemoCloud {
    core: Arc<Core>,
    servers: Vec<JoinHandle<()>>,
}

impl DemoCloud {
    /// Starts a demo cloud.
    ///
    /// # Errors
    /// [`StartError`] if the address cannot be had, or the snapshot cannot be read.
    pub async fn start(options: Options) -> Result<Self, StartError> {
        let Options { listen, state, clock, entropy } = options;
        if !listen.ip().is_loopback() {
            return Err(StartError::NotLoopback(listen));
        }
        let state = match state {
            Some(snapshot) => read_snapshot(&snapshot)?,
            None => seed::company(&*entropy)?,
        };
        let (port, listeners) =
            server::bind(listen).await.map_err(|source| StartError::Listen { address: listen, source })?;
        let core = Arc::new(Core::new(state, port, clock, entropy));
        let servers =
            listeners.into_iter().map(|one| tokio::spawn(server::serve(Arc::clone(&core), one))).collect();
        Ok(Self { core, servers })
    }

    /// Where this demo cloud is.
    pub fn cloud(&self) -> Cloud {
        let base = Url::parse(&self.core.address()).expect("localhost with a port is a valid URL");
        Cloud {
            id: "demo".to_owned(),
            display_name: "Demo cloud".to_owned(),
            authority: base.clone(),
            arm: base.clone(),
            graph: base,
            arm_resource: "https://management.azure.com".to_owned(),
            ml_resource: "https://ml.azure.com".to_owned(),
            graph_resource: "https://graph.microsoft.com".to_owned(),
            ml_api_domain: None,
            reach: Reach::Loopback,
        }
    }

    /// The whole state as JSON. It contains secrets; the caller seals it.
    pub fn snapshot(&self) -> Zeroizing<Vec<u8>> {
        self.core.with_state(|state| {
            Zeroizing::new(serde_json::to_vec(state).expect("the state is plain data with text keys"))
        })
    }

    /// Counts changes of the state, for whoever keeps snapshots.
    pub fn changes(&self) -> watch::Receiver<u64> {
        self.core.changes.subscribe()
    }

    /// Puts a fresh seed in place of everything, at the same address. Whoever was signed in no longer is.
    ///
    /// # Errors
    /// [`SignerError`] if the machine fails to make a signing key; then everything stays as it was.
    pub fn reset(&self) -> Result<(), SignerError> {
        self.core.replace(seed::company(&*self.core.entropy)?);
        Ok(())
    }

    /// Everybody to sign in as.
    pub fn personas(&self) -> Vec<Persona> {
        self.core.with_state(|state| {
            let users =
                state.users.iter().filter_map(|user| user.persona.as_ref().map(|persona| (user, persona)));
            users
                .map(|(user, persona)| Persona {
                    user_name: user.sign_in_name.clone(),
                    display_name: user.display_name(),
                    password: persona.password.clone(),
                    role: persona.role.clone(),
                    object_id: user.id.clone(),
                    tenant_id: state.tenant.id.clone(),
                })
                .collect()
        })
    }

    /// The controls of what goes wrong.
    pub fn faults(&self) -> &Faults {
        &self.core.faults
    }

    /// The latest requests, oldest first, without secrets.
    pub fn requests(&self) -> Vec<SeenRequest> {
        self.core.requests.list()
    }
}

impl Drop for DemoCloud {
    fn drop(&mut self) {
        for server in &self.servers {
            server.abort();
        }
    }
}

/// What can be said of a snapshot before it is read whole.
#[derive(serde::Deserialize)]
struct Version {
    version: u32,
}

fn read_snapshot(snapshot: &[u8]) -> Result<State, StartError> {
    let Version { version } = serde_json::from_slice(snapshot).map_err(StartError::Snapshot)?;
    if version != state::VERSION {
        return Err(StartError::SnapshotVersion(version));
    }
    serde_json::from_slice(snapshot).map_err(StartError::Snapshot)
}
