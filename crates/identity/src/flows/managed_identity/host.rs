//! The kinds of host, how each shows itself, and what each wants to be asked.

use latchkey_http::{Request, Url};
use latchkey_types::{Cloud, Reach, Secret};

use crate::{HostKind, IdentitySelection, Machine, ManagedIdentityError, UnsupportedHost};

/// The endpoint of this machine.
pub(super) struct Host {
    pub(super) kind: HostKind,
    pub(super) endpoint: Url,
    secret: Option<Secret>,
    default_client_id: Option<String>,
}

impl Host {
    /// What the environment says; a virtual machine if it says nothing.
    pub(super) fn of_environment(machine: &dyn Machine, cloud: &Cloud) -> Result<Self, ManagedIdentityError> {
        // The machine's own identity is Microsoft's. Another cloud has what its file names, and is asked without
        // anything of the environment; the emulator in this program plays every kind of host at its own address.
        let is_own = |url: &Url| cloud.imds.as_ref().is_some_and(|imds| imds.origin() == url.origin());
        let is_for_cloud = |url: &Url| cloud.is_built_in() || is_own(url);
        let reads_environment = cloud.is_built_in() || cloud.own_emulator.is_some();
        let variable = |name: &str| machine.variable(name).filter(|_| reads_environment);
        let address = |name: &'static str| {
            let url = variable(name).map(|text| address_of(name, &text)).transpose()?;
            Ok::<_, ManagedIdentityError>(url.filter(is_for_cloud))
        };
        let of = |kind, endpoint, secret| Self { kind, endpoint, secret, default_client_id: None };
        if let Some(endpoint) = address("IDENTITY_ENDPOINT")? {
            if variable("IDENTITY_SERVER_THUMBPRINT").is_some() {
                // It wants its certificate pinned, and the header goes to nobody who is not asked so.
                return Err(ManagedIdentityError::Unsupported(UnsupportedHost::ServiceFabric));
            }
            if let Some(header) = variable("IDENTITY_HEADER") {
                return Ok(of(HostKind::AppService, endpoint, Some(header)));
            }
            if variable("IMDS_ENDPOINT").is_some() {
                return Ok(of(HostKind::Arc, endpoint, None));
            }
        }
        if let Some(endpoint) = address("MSI_ENDPOINT")? {
            let header = variable("MSI_SECRET")
                .ok_or(ManagedIdentityError::Unsupported(UnsupportedHost::CloudShell))?;
            // EXPOSE: a client id is no secret.
            let default = variable("DEFAULT_IDENTITY_CLIENT_ID").map(|id| id.expose().to_owned());
            let host = of(HostKind::MachineLearningCompute, endpoint, Some(header));
            return Ok(Self { default_client_id: default, ..host });
        }
        let base = address("AZURE_POD_IDENTITY_AUTHORITY_HOST")?.or_else(|| cloud.imds.clone());
        let base = base.ok_or(ManagedIdentityError::NoEndpoint)?;
        let endpoint = base.join("/metadata/identity/oauth2/token");
        let endpoint = endpoint.expect("a path of our own joins to any http address");
        Ok(of(HostKind::VirtualMachine, endpoint, None))
    }

    /// A request for a token.
    pub(super) fn request(
        &self,
        resource: &str,
        selection: &IdentitySelection,
    ) -> Result<Request, ManagedIdentityError> {
        let (version, names) = match self.kind {
            HostKind::VirtualMachine => ("2018-02-01", ["client_id", "object_id", "msi_res_id"]),
            HostKind::AppService => ("2019-08-01", ["client_id", "object_id", "mi_res_id"]),
            HostKind::Arc => ("2020-06-01", ["client_id", "object_id", "msi_res_id"]),
            HostKind::MachineLearningCompute => ("2017-09-01", ["clientid", "", ""]),
        };
        let selected = match selection {
            IdentitySelection::SystemAssigned => self.default_client_id.as_deref().map(|id| (names[0], id)),
            IdentitySelection::ClientId(id) => Some((names[0], id.as_str())),
            IdentitySelection::ObjectId(id) => Some((names[1], id.as_str())),
            IdentitySelection::ResourceId(id) => Some((names[2], id.as_str())),
        };
        let mut url = self.endpoint.clone();
        url.query_pairs_mut().append_pair("api-version", version).append_pair("resource", resource);
        if let Some((name, id)) = selected {
            if name.is_empty() {
                return Err(ManagedIdentityError::Selection(self.kind));
            }
            url.query_pairs_mut().append_pair(name, id);
        }
        let request = Request::get(url);
        Ok(match (&self.secret, self.kind) {
            (Some(secret), HostKind::AppService) => request.secret_header("x-identity-header", secret),
            (Some(secret), _) => request.secret_header("secret", secret),
            (None, _) => request.header("metadata", "true"),
        })
    }
}

/// An address of the environment. It never leaves the machine or its host, so it may be plain http, and it is
/// no name that somebody else could answer to.
pub(super) fn address_of(name: &'static str, text: &Secret) -> Result<Url, ManagedIdentityError> {
    // EXPOSE: the variable holds an address.
    let url = Url::parse(text.expose()).ok();
    url.filter(|url| Reach::Host.allows(url) && url.username().is_empty() && url.password().is_none())
        .ok_or(ManagedIdentityError::BadAddress(name))
}
