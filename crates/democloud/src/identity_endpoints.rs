//! The token endpoints of managed identities, for whoever starts a demo cloud and passes them on to programs.

use latchkey_types::Secret;

use crate::{
    core::Core,
    imds,
    listener::{Listener, Service},
    state::IdentityHostKind,
};

/// Where programs get tokens for managed identities.
#[derive(Debug, Clone)]
pub struct ManagedIdentityEndpoints {
    /// Stands in for `http://169.254.169.254`: `AZURE_POD_IDENTITY_AUTHORITY_HOST`.
    pub imds: String,
    /// App Service: `IDENTITY_ENDPOINT` with `IDENTITY_HEADER`, and the older `MSI_ENDPOINT` with `MSI_SECRET`.
    pub app_service: TokenEndpoint,
    /// Machine Learning compute: `MSI_ENDPOINT` with `MSI_SECRET`.
    pub compute: TokenEndpoint,
    /// A server joined by Arc: `IDENTITY_ENDPOINT`, beside an `IMDS_ENDPOINT` that is [`Self::imds`].
    pub arc: String,
    /// Who can be asked for, and where.
    pub identities: Vec<AvailableIdentity>,
}

/// An address that wants a secret of this run.
#[derive(Debug, Clone)]
pub struct TokenEndpoint {
    /// The address to send to.
    pub endpoint: String,
    /// What to send along.
    pub secret: Secret,
}

/// A managed identity that programs can be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AvailableIdentity {
    /// The service principal's name.
    pub name: String,
    /// What a request names it by.
    pub client_id: String,
    /// Object id of the service principal.
    pub principal_id: String,
    /// ARM id of the identity, or of the machine whose own it is.
    pub resource_id: String,
    /// A resource of its own, not a machine's own identity.
    pub is_user_assigned: bool,
    /// `imds`, `appService`, `compute`, `arc`: the endpoints that have it. Workspaces' own have none.
    pub endpoints: Vec<&'static str>,
    /// The endpoints that use this identity if a request names none.
    pub default_at: Vec<&'static str>,
}

/// The endpoints at the cloud's listener without TLS if there is one: clients expect them so.
pub(crate) fn of(core: &Core) -> ManagedIdentityEndpoints {
    let listeners = || core.listeners.iter().filter(|listener| listener.service == Service::Cloud);
    let listener = listeners().find(|listener| !listener.is_secure).or_else(|| listeners().next());
    let base = listener.map(Listener::address).unwrap_or_default();
    let endpoint = |path: &str, secret: &Secret| TokenEndpoint {
        endpoint: format!("{base}{path}"),
        secret: secret.clone(),
    };
    ManagedIdentityEndpoints {
        app_service: endpoint(imds::APP_SERVICE, &core.machines.app_service),
        compute: endpoint(imds::COMPUTE, &core.machines.compute),
        arc: format!("{base}{}", imds::ARC),
        identities: identities(core),
        imds: base,
    }
}

fn identities(core: &Core) -> Vec<AvailableIdentity> {
    core.with_state(|state| {
        let hosts_with = |is_wanted: &dyn Fn(&[String]) -> bool| {
            let hosts = state.identity_hosts.iter().filter(|host| is_wanted(&host.identities));
            hosts.map(|host| word(host.kind)).collect::<Vec<_>>()
        };
        let available = state.managed_identities.iter().map(|identity| AvailableIdentity {
            name: identity.name.clone(),
            client_id: identity.client_id.clone(),
            principal_id: identity.principal_id.clone(),
            resource_id: identity.resource_id.clone(),
            is_user_assigned: identity.is_user_assigned,
            endpoints: hosts_with(&|ids| ids.contains(&identity.principal_id)),
            default_at: hosts_with(&|ids| ids.first() == Some(&identity.principal_id)),
        });
        available.collect()
    })
}

fn word(kind: IdentityHostKind) -> &'static str {
    match kind {
        IdentityHostKind::VirtualMachine => "imds",
        IdentityHostKind::AppService => "appService",
        IdentityHostKind::MachineLearningCompute => "compute",
        IdentityHostKind::Arc => "arc",
    }
}
