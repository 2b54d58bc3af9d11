//! What stands in the tokens: Entra's version 1 shape for access tokens of these resources, version 2
//! for ID tokens.
//!
//! Claims: <https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference>.

use jiff::Timestamp;
use latchkey_types::Entropy;
use serde_json::{Value, json};

use super::audience::Resource;
use crate::{
    hash, random,
    state::{Application, User},
};

/// ID tokens live an hour.
const ID_TOKEN_SECONDS: i64 = 3600;

/// The circumstances of an issue of tokens.
pub(super) struct Issue<'a> {
    pub(super) authority: &'a str,
    pub(super) application: &'a Application,
    pub(super) resource: &'a str,
    pub(super) nonce: Option<&'a str>,
    pub(super) now: Timestamp,
    pub(super) entropy: &'a dyn Entropy,
}

impl Issue<'_> {
    /// Between 60 and 90 minutes, at random as in Entra.
    pub(super) fn lifetime_seconds(&self) -> i64 {
        let mut bytes = [0; 2];
        self.entropy.fill(&mut bytes);
        3600 + i64::from(u16::from_le_bytes(bytes)) % 1800
    }

    fn unique_id(&self) -> String {
        random::opaque(self.entropy).chars().take(22).collect()
    }
}

pub(super) fn access_token(issue: &Issue<'_>, user: &User, kind: Resource, life_seconds: i64) -> Value {
    let now = issue.now.as_second();
    json!({
        "aud": issue.resource,
        "iss": format!("https://sts.windows.net/{}/", user.tenant_id),
        "iat": now,
        "nbf": now,
        "exp": now + life_seconds,
        "acr": "1",
        "amr": ["pwd"],
        "appid": issue.application.client_id,
        "appidacr": "0",
        "family_name": user.family_name,
        "given_name": user.given_name,
        "idtyp": "user",
        "ipaddr": "127.0.0.1",
        "name": user.display_name(),
        "oid": user.id,
        "puid": hash::of_bytes(user.id.as_bytes()).to_uppercase().replace(['-', '_'], "0").chars().take(16).collect::<String>(),
        "scp": kind.delegated_scope(),
        "sub": subject(user, issue.resource),
        "tid": user.tenant_id,
        "unique_name": user.sign_in_name,
        "upn": user.sign_in_name,
        "uti": issue.unique_id(),
        "ver": "1.0",
    })
}

/// What an application's own token is made of.
pub(crate) struct ApplicationFacts<'a> {
    pub(crate) tenant_id: &'a str,
    pub(crate) client_id: &'a str,
    /// Object id of the service principal.
    pub(crate) object_id: &'a str,
    pub(crate) resource: &'a str,
    /// Permissions of the application itself at the resource.
    pub(crate) roles: &'a [&'a str],
    /// For a managed identity, the ARM id of the identity or its machine.
    pub(crate) managed_identity: Option<&'a str>,
    pub(crate) now: Timestamp,
    pub(crate) life_seconds: i64,
    pub(crate) unique_id: String,
}

/// The claims of a token that an application gets for itself.
pub(crate) fn application_token(facts: &ApplicationFacts<'_>) -> Value {
    let now = facts.now.as_second();
    let issuer = format!("https://sts.windows.net/{}/", facts.tenant_id);
    let mut claims = json!({
        "aud": facts.resource,
        "iss": issuer,
        "iat": now,
        "nbf": now,
        "exp": now + facts.life_seconds,
        "appid": facts.client_id,
        // A secret is 1; a managed identity proves itself by a certificate, which is 2.
        "appidacr": if facts.managed_identity.is_some() { "2" } else { "1" },
        "idp": issuer,
        "idtyp": "app",
        "oid": facts.object_id,
        "sub": facts.object_id,
        "tid": facts.tenant_id,
        "uti": facts.unique_id,
        "ver": "1.0",
    });
    if !facts.roles.is_empty() {
        claims["roles"] = json!(facts.roles);
    }
    if let Some(id) = facts.managed_identity {
        claims["xms_mirid"] = json!(id);
    }
    claims
}

pub(super) fn id_token(issue: &Issue<'_>, user: &User) -> Value {
    let now = issue.now.as_second();
    let client_id = &issue.application.client_id;
    let mut claims = json!({
        "aud": client_id,
        "iss": format!("{}/{}/v2.0", issue.authority, user.tenant_id),
        "iat": now,
        "nbf": now,
        "exp": now + ID_TOKEN_SECONDS,
        "name": user.display_name(),
        "oid": user.id,
        "preferred_username": user.sign_in_name,
        "sub": subject(user, client_id),
        "tid": user.tenant_id,
        "uti": issue.unique_id(),
        "ver": "2.0",
    });
    if let Some(nonce) = issue.nonce {
        claims["nonce"] = json!(nonce);
    }
    claims
}

/// Pairwise: another client sees another subject.
fn subject(user: &User, audience: &str) -> String {
    hash::of_bytes(format!("{}/{audience}", user.id).as_bytes())
}
