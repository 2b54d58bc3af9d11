//! The claims of tokens: Entra's version 1 access tokens, and ID tokens of both versions.
//!
//! Claims: <https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference>.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use jiff::Timestamp;
use latchkey_types::Entropy;
use serde_json::{Value, json};

use super::client_authentication::ClientProof;
use crate::{
    core::Core,
    hash, random,
    state::{Proof, ServicePrincipal, State, User},
};

/// ID tokens live an hour.
const ID_TOKEN_SECONDS: i64 = 3600;
const DAY_SECONDS: i64 = 86_400;

/// Whom a token in an application's own name is for.
pub(crate) struct ToApplication<'a> {
    pub(crate) principal: &'a ServicePrincipal,
    pub(crate) proof: ClientProof,
    /// The resource as spelled; it becomes `aud`.
    pub(crate) resource: &'a str,
    pub(crate) handles_challenges: bool,
}

/// The circumstances of an issue of tokens to a user.
pub(super) struct Issue<'a> {
    pub(super) authority: &'a str,
    pub(super) client_id: &'a str,
    pub(super) client_proof: ClientProof,
    pub(super) resource: &'a str,
    pub(super) nonce: Option<&'a str>,
    pub(super) proof: &'a Proof,
    /// Where a guest is at home.
    pub(super) home_tenant: Option<&'a str>,
    pub(super) handles_challenges: bool,
    pub(super) now: Timestamp,
    pub(super) entropy: &'a dyn Entropy,
}

impl Issue<'_> {
    /// Between 60 and 90 minutes, at random as in Entra; longer for clients that can be called back.
    pub(super) fn lifetime_seconds(&self) -> i64 {
        if self.handles_challenges {
            return long_life(self.entropy);
        }
        3600 + at_random(self.entropy) % 1800
    }
}

/// Between 24 and 28 hours.
pub(super) fn long_life(entropy: &dyn Entropy) -> i64 {
    DAY_SECONDS + at_random(entropy) % (4 * 3600)
}

fn at_random(entropy: &dyn Entropy) -> i64 {
    let mut bytes = [0; 2];
    entropy.fill(&mut bytes);
    i64::from(u16::from_le_bytes(bytes))
}

/// The tenant where a guest is at home; nothing for people who are at home themselves.
pub(super) fn home_tenant<'a>(state: &'a State, user: &User) -> Option<&'a str> {
    let home = state.user(user.home.as_deref()?)?;
    (home.tenant_id != user.tenant_id).then_some(&home.tenant_id)
}

pub(super) fn access_token(
    issue: &Issue<'_>,
    user: &User,
    permissions: &[String],
    life_seconds: i64,
) -> Value {
    let now = issue.now.as_second();
    let mut claims = json!({
        "aud": issue.resource,
        "iss": issuer(&user.tenant_id),
        "iat": now,
        "nbf": now,
        "exp": now + life_seconds,
        "acr": "1",
        "amr": issue.proof.methods(),
        "appid": issue.client_id,
        "appidacr": issue.client_proof.claim(),
        "family_name": user.family_name,
        "given_name": user.given_name,
        "idtyp": "user",
        "ipaddr": "127.0.0.1",
        "name": user.display_name(),
        "oid": user.id,
        "puid": hash::of_bytes(user.id.as_bytes()).to_uppercase().replace(['-', '_'], "0").chars().take(16).collect::<String>(),
        "scp": permissions.join(" "),
        "sub": subject(user, issue.resource),
        "tid": user.tenant_id,
        "unique_name": user.sign_in_name,
        "upn": user.sign_in_name,
        "uti": unique_id(issue.entropy),
        "ver": "1.0",
    });
    if !issue.proof.contexts.is_empty() {
        claims["acrs"] = json!(issue.proof.contexts);
    }
    if issue.handles_challenges {
        claims["xms_cc"] = json!(["cp1"]);
    }
    add_home(&mut claims, issue);
    claims
}

pub(super) fn id_token(issue: &Issue<'_>, user: &User) -> Value {
    let now = issue.now.as_second();
    let mut claims = json!({
        "aud": issue.client_id,
        "iss": format!("{}/{}/v2.0", issue.authority, user.tenant_id),
        "iat": now,
        "nbf": now,
        "exp": now + ID_TOKEN_SECONDS,
        "name": user.display_name(),
        "oid": user.id,
        "preferred_username": user.sign_in_name,
        "sub": subject(user, issue.client_id),
        "tid": user.tenant_id,
        "uti": unique_id(issue.entropy),
        "ver": "2.0",
    });
    if let Some(nonce) = issue.nonce {
        claims["nonce"] = json!(nonce);
    }
    add_home(&mut claims, issue);
    claims
}

pub(super) fn id_token_v1(issue: &Issue<'_>, user: &User) -> Value {
    let now = issue.now.as_second();
    let mut claims = json!({
        "aud": issue.client_id,
        "iss": issuer(&user.tenant_id),
        "iat": now,
        "nbf": now,
        "exp": now + ID_TOKEN_SECONDS,
        "amr": issue.proof.methods(),
        "family_name": user.family_name,
        "given_name": user.given_name,
        "ipaddr": "127.0.0.1",
        "name": user.display_name(),
        "oid": user.id,
        "sub": subject(user, issue.client_id),
        "tid": user.tenant_id,
        "unique_name": user.sign_in_name,
        "upn": user.sign_in_name,
        "ver": "1.0",
    });
    if let Some(nonce) = issue.nonce {
        claims["nonce"] = json!(nonce);
    }
    add_home(&mut claims, issue);
    claims
}

/// A token without a signature (RFC 7519 §6.1), as the first generation's token endpoint gives ID tokens: the
/// connection vouches for them.
pub(super) fn unsigned(claims: &Value) -> String {
    let encode = |part: &Value| URL_SAFE_NO_PAD.encode(part.to_string());
    format!("{}.{}.", encode(&json!({"typ": "JWT", "alg": "none"})), encode(claims))
}

/// An application's token has no user, no `scp`; what it may do is in `roles` and in Azure's assignments.
pub(crate) fn application_token(
    core: &Core,
    to: &ToApplication<'_>,
    roles: &[&str],
    life_seconds: i64,
) -> Value {
    let now = core.now().as_second();
    let principal = to.principal;
    let mut claims = json!({
        "aud": to.resource,
        "iss": issuer(&principal.tenant_id),
        "iat": now,
        "nbf": now,
        "exp": now + life_seconds,
        "appid": principal.app_id,
        "appidacr": to.proof.claim(),
        "idp": issuer(&principal.tenant_id),
        "idtyp": "app",
        "oid": principal.id,
        "sub": principal.id,
        "tid": principal.tenant_id,
        "uti": unique_id(&*core.entropy),
        "ver": "1.0",
    });
    if !roles.is_empty() {
        claims["roles"] = json!(roles);
    }
    if to.handles_challenges {
        claims["xms_cc"] = json!(["cp1"]);
    }
    claims
}

fn issuer(tenant_id: &str) -> String {
    format!("https://sts.windows.net/{tenant_id}/")
}

/// Guests are vouched for by their own tenant.
fn add_home(claims: &mut Value, issue: &Issue<'_>) {
    if let Some(home) = issue.home_tenant {
        claims["idp"] = json!(issuer(home));
    }
}

fn unique_id(entropy: &dyn Entropy) -> String {
    random::opaque(entropy).chars().take(22).collect()
}

/// Pairwise: another client sees another subject.
fn subject(user: &User, audience: &str) -> String {
    hash::of_bytes(format!("{}/{audience}", user.id).as_bytes())
}
