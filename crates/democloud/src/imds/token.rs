//! The token of a managed identity: which one is meant, and what is issued for it.

use jiff::{SignedDuration, Timestamp};
use latchkey_types::Secret;
use serde_json::json;

use crate::{
    call::Call,
    core::Core,
    entra::{
        client_authentication::ClientProof,
        token_claims::{self, ToApplication},
    },
    error::IdentityHostError,
    state::{IdentityHostKind, ManagedIdentity, State},
};

/// Tokens of managed identities live a day.
const LIFE: SignedDuration = SignedDuration::from_secs(86_399);

/// The names that hosts have for the three ways to mean an identity.
const CLIENT_ID: [&str; 2] = ["client_id", "clientid"];
const OBJECT_ID: [&str; 2] = ["object_id", "principal_id"];
const RESOURCE_ID: [&str; 2] = ["msi_res_id", "mi_res_id"];

/// A token with what the answers say of it.
pub(super) struct Issued {
    pub(super) text: Secret,
    pub(super) client_id: String,
    pub(super) resource: String,
    pub(super) not_before: Timestamp,
    pub(super) expires_at: Timestamp,
    pub(super) life_seconds: i64,
}

/// Issues a token for an identity of the machine of this kind.
pub(super) fn issue(
    core: &Core,
    state: &State,
    call: &Call,
    kind: IdentityHostKind,
) -> Result<Issued, IdentityHostError> {
    let parameter = |name: &str| call.parameter(name).filter(|text| !text.is_empty());
    let resource = parameter("resource")
        .ok_or_else(|| IdentityHostError::bad_request("Required query variable 'resource' is missing"))?;
    let asked = |names: [&str; 2]| names.into_iter().find_map(parameter);
    let identity = find(state, kind, [asked(CLIENT_ID), asked(OBJECT_ID), asked(RESOURCE_ID)])?;
    let tenant = state.tenant_named(&identity.tenant_id).unwrap_or(state.home_tenant());
    let audience = core
        .resource(resource)
        .ok_or_else(|| IdentityHostError::resource_not_found(resource, &tenant.display_name))?;
    let principal = state.service_principal_of(&identity.client_id, &identity.tenant_id);
    let principal = principal.ok_or_else(IdentityHostError::identity_not_found)?;
    let to = ToApplication {
        principal,
        // Azure keeps a certificate for each managed identity.
        proof: ClientProof::Certificate,
        resource,
        handles_challenges: false,
    };
    let now = core.now();
    let roles = state.app_roles_of(&principal.id, audience);
    let mut claims = token_claims::application_token(core, &to, &roles, LIFE.as_secs());
    claims["xms_mirid"] = json!(identity.resource_id);
    Ok(Issued {
        text: state.signer.sign(&claims),
        client_id: identity.client_id.clone(),
        resource: resource.to_owned(),
        not_before: now,
        expires_at: now + LIFE,
        life_seconds: LIFE.as_secs(),
    })
}

/// The machine's identity that is meant; its first one if none is. Only a machine's own identities
/// can be had from it.
fn find<'a>(
    state: &'a State,
    kind: IdentityHostKind,
    [client_id, object_id, resource_id]: [Option<&str>; 3],
) -> Result<&'a ManagedIdentity, IdentityHostError> {
    let host = state.identity_hosts.iter().find(|host| host.kind == kind);
    let is_meant = |asked: Option<&str>, own: &str| asked.is_none_or(|asked| asked.eq_ignore_ascii_case(own));
    host.into_iter()
        .flat_map(|host| &host.identities)
        .filter_map(|id| state.managed_identities.iter().find(|identity| identity.principal_id == *id))
        .find(|identity| {
            is_meant(client_id, &identity.client_id)
                && is_meant(object_id, &identity.principal_id)
                && is_meant(resource_id, &identity.resource_id)
        })
        .ok_or_else(IdentityHostError::identity_not_found)
}
