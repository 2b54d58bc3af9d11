//! Key vaults: the secrets of a workspace, each vault behind a listener of its own as in Azure, where each
//! has a host of its own.
//!
//! Who may do what is decided by data actions, never by access policies. Keys, certificates, backup
//! and restore are left out.

mod attributes;
mod deleted;
mod listing;
mod secrets;

use std::sync::LazyLock;

use jiff::Timestamp;
use serde::Deserialize;

use crate::{
    audience::Resource,
    authn,
    authz::Access,
    call::{Call, shortened},
    core::Core,
    error::KeyVaultError,
    listener::{Listener, Service},
    reply::Reply,
    routes::{Route, Routes},
    state::{State, Vault},
};

/// Versions of the data plane that clients of the last years speak.
const VERSIONS: [&str; 10] =
    ["2016-10-01", "7.0", "7.1", "7.2", "7.3", "7.4", "7.5", "7.6", "2025-07-01", "2026-04-01"];
const ACTIONS: &str = "Microsoft.KeyVault/vaults/secrets";

/// One request to a key vault of a caller who is known.
struct VaultRequest<'a> {
    core: &'a Core,
    state: &'a mut State,
    call: &'a Call,
    path: VaultPath<'a>,
    access: Access,
    /// The client that the token was issued to.
    client: String,
    /// The vault's place in the state.
    at: usize,
    now: Timestamp,
}

type Handler = fn(&mut VaultRequest<'_>) -> Result<Reply, KeyVaultError>;

const ROUTES: &[Route<Handler>] = &[
    ("GET", "/secrets", |request| listing::secrets(request)),
    ("GET", "/secrets/{name}", |request| secrets::show(request)),
    ("PUT", "/secrets/{name}", secrets::set),
    ("PATCH", "/secrets/{name}", secrets::update),
    ("DELETE", "/secrets/{name}", deleted::delete),
    ("GET", "/secrets/{name}/{version}", |request| {
        // Every version has an id of digits and letters in its own length, so that this word is none.
        if request.path.version.eq_ignore_ascii_case("versions") {
            listing::versions(request)
        } else {
            secrets::show(request)
        }
    }),
    ("PATCH", "/secrets/{name}/{version}", secrets::update),
    ("GET", "/deletedsecrets", |request| listing::deleted(request)),
    ("GET", "/deletedsecrets/{name}", |request| deleted::show(request)),
    ("DELETE", "/deletedsecrets/{name}", deleted::purge),
    ("POST", "/deletedsecrets/{name}/recover", deleted::recover),
];

/// What the path names, as the caller spelled it.
#[derive(Clone, Copy, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct VaultPath<'a> {
    /// A secret's name.
    name: &'a str,
    /// A version of it; empty for the latest.
    version: &'a str,
}

/// Answers a request at the listener of the vault with this name.
pub(crate) fn answer(core: &Core, state: &mut State, call: &Call, vault: &str) -> Reply {
    let reply = route(core, state, call, vault).unwrap_or_else(KeyVaultError::into_reply);
    let region = state.vault(vault).map_or("", |vault| vault.location.as_str());
    reply
        .with("x-ms-keyvault-region", region)
        .with("x-ms-request-id", &call.request_id)
        .with("x-ms-client-request-id", &call.correlation_id)
        .with("x-ms-keyvault-service-version", "1.9.0.0")
        .with("cache-control", "no-cache")
        .with("pragma", "no-cache")
        .with("x-content-type-options", "nosniff")
}

fn route(core: &Core, state: &mut State, call: &Call, vault: &str) -> Result<Reply, KeyVaultError> {
    static ALL: LazyLock<Routes<Handler>> = LazyLock::new(|| Routes::new(ROUTES));
    let now = core.now();
    let not_here = || KeyVaultError::not_implemented(call.method.as_str(), &call.path);
    let at = state.vaults.iter().position(|known| known.name == vault).ok_or_else(not_here)?;
    if state.vaults[at].purge(now) {
        state.touch();
    }
    let tenant = state.vaults[at].tenant_id.clone();
    let authority = format!("{}/{tenant}", authority_beside(core, call));
    let caller = authn::authenticate(core, state, call, Resource::KeyVault)
        .map_err(|why| KeyVaultError::not_authenticated(&why, &authority))?;
    if caller.tenant_id != tenant {
        return Err(KeyVaultError::wrong_tenant(&caller.tenant_id, &authority, &tenant));
    }
    check_version(call)?;
    let client = client_of(state, call);
    let access = Access::new(state, caller);
    let mut earlier = core.page_snapshots.for_request(call);
    let state = earlier.as_mut().unwrap_or(state);
    let mut request = VaultRequest { core, state, call, path: VaultPath::default(), access, client, at, now };
    if let Some(name) = call.segments.get(1) {
        check_name(name)?;
    }
    let (handler, parameters) = ALL.find(call.method.as_str(), &call.segments).ok_or_else(not_here)?;
    request.path = parameters.read();
    handler(&mut request)
}

/// The sign-in service that a challenge names: on TLS if the vault was called so.
fn authority_beside(core: &Core, call: &Call) -> String {
    let is_secure = call.address.starts_with("https:");
    let listeners = || core.listeners.iter().filter(|listener| listener.service == Service::Cloud);
    let listener =
        listeners().find(|listener| listener.is_secure == is_secure).or_else(|| listeners().next());
    listener.map(Listener::address).unwrap_or_default()
}

fn check_version(call: &Call) -> Result<(), KeyVaultError> {
    match call.parameter("api-version").filter(|version| !version.is_empty()) {
        None => Err(KeyVaultError::bad_parameter("The api-version parameter must be specified.")),
        Some(version) if VERSIONS.contains(&version) => Ok(()),
        Some(version) => {
            let shown = shortened(version, 40);
            Err(KeyVaultError::bad_parameter(format!("The specified version ({shown}) is not recognized.")))
        }
    }
}

/// 1 to 127 letters, digits and hyphens.
fn check_name(name: &str) -> Result<(), KeyVaultError> {
    let is_valid = (1..=127).contains(&name.len())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    if is_valid {
        Ok(())
    } else {
        let shown = shortened(name, 130);
        Err(KeyVaultError::bad_parameter(format!("The request URI contains an invalid name: {shown}")))
    }
}

fn client_of(state: &State, call: &Call) -> String {
    let claims = call.bearer().and_then(|token| state.signer.verify(&token));
    claims.and_then(|claims| claims["appid"].as_str().map(str::to_owned)).unwrap_or_default()
}

impl VaultRequest<'_> {
    fn vault(&self) -> &Vault {
        &self.state.vaults[self.at]
    }

    fn vault_mut(&mut self) -> &mut Vault {
        &mut self.state.vaults[self.at]
    }

    /// The name that the path gives.
    fn name(&self) -> &str {
        self.path.name
    }

    /// Whether the caller may do this to the secret of the path, or to all of the vault's.
    fn need(&self, verb: &str) -> Result<(), KeyVaultError> {
        let action = format!("{ACTIONS}/{verb}");
        let vault = self.vault();
        let resource = match self.name() {
            "" => vault.id.clone(),
            name => format!("{}/secrets/{name}", vault.id),
        };
        if self.access.allows_data(&resource, &action) {
            Ok(())
        } else {
            Err(KeyVaultError::not_allowed(&self.access, &self.client, &action, &resource, vault))
        }
    }
}
