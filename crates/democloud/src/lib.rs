//! The Azure side on loopback, for demonstrations and tests: Entra ID, Azure Resource Manager, the ML
//! data planes, Microsoft Graph and scoring addresses, with a company in it that doesn't exist.
//!
//! It shares no wire types with the program's clients: what it writes follows Microsoft's published
//! specifications, so that a misspelt field can't agree with itself. What it doesn't have answers 501.

mod activity;
mod adjustable_clock;
mod answer;
mod arm;
mod audience;
mod authn;
mod authz;
mod call;
mod caller;
mod control;
mod core;
mod dates;
mod endpoints;
mod entra;
mod error;
mod faults;
mod flows;
#[cfg(test)]
mod fuzz;
mod gate;
mod graph;
mod hash;
mod identity_endpoints;
mod imds;
mod inventory;
mod key_vault;
mod listener;
mod lock;
mod machines;
mod ml_v1;
mod odata;
mod options;
mod page_snapshots;
mod paging;
mod personas;
mod policies;
mod principals;
mod provider_operations;
mod random;
mod regeneration;
mod regions;
mod reply;
mod request_body;
mod requests;
mod resettable_stream;
mod roles;
mod routes;
mod scoring;
mod seed;
mod server;
mod service_token;
mod services;
mod snapshot;
mod state;
#[cfg(test)]
mod tests;
mod throttle;
mod tls;

use std::{io, net::SocketAddr, sync::Arc};

use latchkey_types::{Cloud, Reach, SignInService};
use tokio::{sync::watch, task::JoinHandle};
use url::Url;
use zeroize::Zeroizing;

pub use crate::{
    audience::Resource,
    endpoints::{ControlEndpoint, KeyVaultEndpoint},
    faults::{Fault, Faults},
    gate::Gate,
    identity_endpoints::{AvailableIdentity, ManagedIdentityEndpoints, TokenEndpoint},
    inventory::{Inventory, OnlineEndpointAddress, SubscriptionAddress, WebServiceAddress, WorkspaceAddress},
    options::Options,
    personas::Persona,
    principals::{RegisterCertificateError, ServicePrincipal},
    regions::Regions,
    requests::SeenRequest,
    seed::{
        BERTH_PLANNER_CLIENT_ID, DEMO_CLIENT_ID, PUBLIC_CLIENT_ID, Scale, ScaleError, Seed, SeedError,
        SeedPersona,
    },
    state::{Policy, Rule, SignerError, Tenant},
    tls::TlsError,
};
use crate::{
    core::Core,
    listener::{Listener, Service},
    machines::Machines,
    server::BoundListener,
    state::State,
    throttle::Throttle,
    tls::Tls,
};

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
    /// The seed is not one.
    #[error("the seed cannot be used")]
    Seed(#[from] SeedError),
    /// No signing key could be made.
    #[error(transparent)]
    SigningKey(#[from] SignerError),
    /// TLS could not be set up.
    #[error(transparent)]
    Tls(#[from] TlsError),
    /// There is nothing to listen on.
    #[error("the demo cloud needs an address for HTTP or for HTTPS")]
    NoAddress,
}

/// A running demo cloud. Dropping it stops it and closes every connection.
pub struct DemoCloud {
    core: Arc<Core>,
    seed: Seed,
    tls: Option<Tls>,
    servers: Vec<JoinHandle<()>>,
}

impl DemoCloud {
    /// Starts a demo cloud.
    ///
    /// # Errors
    /// [`StartError`] if the address cannot be had, or the snapshot cannot be read.
    #[expect(clippy::unused_async, reason = "it starts tasks, so it needs its caller's runtime")]
    pub async fn start(options: Options) -> Result<Self, StartError> {
        let Options {
            http,
            https,
            control,
            state,
            seed,
            latency,
            throttling,
            propagation,
            arc_key_folder,
            peers,
            clock,
            entropy,
        } = options;
        let state = match state {
            Some(snapshot) => snapshot::read(&snapshot, &*entropy)?,
            None => seed::company(&seed, &*entropy, clock.now())?,
        };
        let tls = https.map(|_| Tls::generate(clock.now())).transpose()?;
        let mut open = Vec::new();
        if http.or(https).is_none() {
            return Err(StartError::NoAddress);
        }
        for (address, is_secure, service) in
            [(http, false, Service::Cloud), (https, true, Service::Cloud), (control, false, Service::Control)]
        {
            if let Some(address) = address {
                open.push(bind_listener(address, is_secure, service)?);
            }
        }
        open.extend(open_vaults(&state, http, https)?);
        let listeners = open.iter().map(|one| one.listener.clone()).collect();
        let mut core = Core::new(state, listeners, clock, entropy);
        core.latency = latency;
        core.machines = Machines::new(&*core.entropy, arc_key_folder);
        core.throttle = Throttle::new(throttling);
        core.propagation = propagation;
        core.peers = peers;
        let core = Arc::new(core);
        let acceptor = tls.as_ref().map(|tls| &tls.acceptor);
        let servers = open.into_iter().flat_map(|one| one.serve(&core, acceptor)).collect();
        Ok(Self { core, seed, tls, servers })
    }

    /// Its addresses without a slash at their end: plain HTTP, then HTTPS.
    pub fn addresses(&self) -> Vec<String> {
        self.core
            .listeners
            .iter()
            .filter(|listener| listener.service == Service::Cloud)
            .map(Listener::address)
            .collect()
    }

    /// The certificate (PEM) that clients of the HTTPS address have to trust.
    pub fn certificate_authority(&self) -> Option<&str> {
        self.tls.as_ref().map(|tls| tls.authority.as_str())
    }

    /// Where this demo cloud is.
    pub fn cloud(&self) -> Cloud {
        let address = self.addresses().into_iter().next().expect("a demo cloud has a listener");
        let base = Url::parse(&address).expect("localhost with a port is a valid URL");
        Cloud {
            id: "demo".to_owned(),
            display_name: "Demo cloud".to_owned(),
            authority: base.clone(),
            sign_in_service: SignInService::Entra,
            arm: base.clone(),
            graph: base.clone(),
            imds: Some(base),
            arm_resource: "https://management.azure.com".to_owned(),
            ml_resource: "https://ml.azure.com".to_owned(),
            graph_resource: "https://graph.microsoft.com".to_owned(),
            ml_api_domain: None,
            client_id: None,
            certificate_authority: None,
            reach: Reach::Loopback,
            own_emulator: Some(self.core.with_state(|state| state.id.to_string())),
        }
    }

    /// The whole state of one moment as JSON. It contains secrets; the caller seals it.
    pub fn snapshot(&self) -> Zeroizing<Vec<u8>> {
        let state = self.core.with_state(|state| state.clone());
        Zeroizing::new(serde_json::to_vec(&state).expect("the state is plain data with text keys"))
    }

    /// Counts changes of the state, for programs that keep snapshots.
    pub fn changes(&self) -> watch::Receiver<u64> {
        self.core.changes.subscribe()
    }

    /// Puts a fresh seed in place of the whole state, at the same address. All sessions end;
    /// faults, outages, quotas and the clock stay as they are.
    ///
    /// # Errors
    /// [`StartError`] if the machine fails to make a signing key, or if the demo cloud was started from a snapshot
    /// with a seed that cannot be used; then everything stays as it was.
    pub fn reset(&self) -> Result<(), StartError> {
        let id = self.core.with_state(|state| state.id);
        self.core.replace(State { id, ..seed::company(&self.seed, &*self.core.entropy, self.core.now())? });
        Ok(())
    }

    /// Every tenant, the company's own first.
    pub fn tenants(&self) -> Vec<Tenant> {
        self.core.with_state(|state| state.tenants.clone())
    }

    /// Where programs get tokens for managed identities, with the secrets of this run.
    pub fn managed_identity(&self) -> ManagedIdentityEndpoints {
        identity_endpoints::of(&self.core)
    }

    /// What shuts it for a while.
    pub fn gate(&self) -> Gate {
        self.core.gate.clone()
    }

    /// The controls of what goes wrong.
    pub fn faults(&self) -> &Faults {
        &self.core.faults
    }

    /// The controls of which regions are down.
    pub fn regions(&self) -> &Regions {
        &self.core.regions
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
        self.core.machines.forget_keys();
    }
}

/// A listener for each key vault, with and without TLS like the cloud's own, at any free port.
fn open_vaults(
    state: &State,
    http: Option<SocketAddr>,
    https: Option<SocketAddr>,
) -> Result<Vec<BoundListener>, StartError> {
    let mut open = Vec::new();
    for vault in &state.vaults {
        for (address, is_secure) in [(http, false), (https, true)] {
            if let Some(address) = address {
                let address = SocketAddr::new(address.ip(), 0);
                open.push(bind_listener(address, is_secure, Service::KeyVault(vault.name.clone()))?);
            }
        }
    }
    Ok(open)
}

fn bind_listener(
    address: SocketAddr,
    is_secure: bool,
    service: Service,
) -> Result<BoundListener, StartError> {
    if !address.ip().is_loopback() {
        return Err(StartError::NotLoopback(address));
    }
    let bound = BoundListener::bind(address, is_secure, service);
    bound.map_err(|source| StartError::Listen { address, source })
}
