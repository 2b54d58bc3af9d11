//! Entra ID: discovery, the sign-in pages, tokens, signing out.
//!
//! Only what public clients need: authorization code with PKCE, and refresh tokens. Other grants are
//! refused by name.

pub(crate) mod audience;
mod authorize;
mod client;
mod discovery;
pub(crate) mod flow;
mod logout;
mod page;
mod respond;
mod session;
mod sign_in;
mod token;
pub(crate) mod token_claims;

use jiff::Timestamp;

use crate::{
    call::Call,
    core::Core,
    entra::audience::{AskedScopes, parse_scopes},
    error::EntraError,
    reply::Reply,
    state::{Application, State, Tenant},
};

/// One request to Entra with what is needed to answer it.
pub(crate) struct EntraRequest<'a> {
    core: &'a Core,
    state: &'a mut State,
    call: &'a Call,
    now: Timestamp,
}

/// Whether the path is one of the sign-in service's.
pub(crate) fn owns(segments: &[&str]) -> bool {
    matches!(segments, [_, "oauth2" | "v2.0" | "discovery" | "login" | ".well-known", ..])
}

/// Answers a request to the sign-in service, or `None` if the demo cloud doesn't have it.
pub(crate) fn answer(core: &Core, state: &mut State, call: &Call) -> Option<Reply> {
    let now = core.now();
    let mut request = EntraRequest { core, state, call, now };
    let (method, segments) = call.route();
    let reply = match (method, segments.as_slice()) {
        ("GET", [_, "v2.0", ".well-known", "openid-configuration"]) => discovery::metadata(&request),
        ("GET", [_, "discovery", "v2.0", "keys"]) => discovery::keys(&request),
        ("GET" | "POST", [_, "oauth2", "v2.0", "authorize"]) => authorize::authorize(&mut request),
        ("POST", [_, "login"]) => sign_in::step(&mut request),
        ("POST", [_, "oauth2", "v2.0", "token"]) => token::token(&mut request),
        ("GET" | "POST", [_, "oauth2", "v2.0", "logout"]) => logout::logout(&mut request),
        _ => return None,
    };
    Some(
        reply
            .with("x-ms-request-id", &call.request_id)
            .with("client-request-id", &call.correlation_id)
            .with("x-ms-ests-server", "2.1.0.0 - Demo cloud")
            .with("x-content-type-options", "nosniff"),
    )
}

impl EntraRequest<'_> {
    /// The tenant that the path names; nothing under `common` and `organizations`, where the account decides.
    fn asked_tenant(&self) -> Result<Option<&Tenant>, EntraError> {
        let asked = self.call.segment(0);
        if ["common", "organizations"].iter().any(|name| name.eq_ignore_ascii_case(asked)) {
            return Ok(None);
        }
        self.state.tenant_named(asked).map(Some).ok_or_else(|| EntraError::tenant_not_found(asked))
    }

    /// The tenant whose name stands on pages and in errors.
    fn tenant(&self) -> &Tenant {
        self.asked_tenant().ok().flatten().unwrap_or(self.state.home_tenant())
    }

    /// The application with this id, if it may be used in the tenant of the path.
    fn application(&self, client_id: &str) -> Result<Application, EntraError> {
        let tenant = self.asked_tenant()?;
        client::find(self.state, client_id)
            .filter(|found| found.is_multi_tenant || tenant.is_none_or(|tenant| tenant.id == found.tenant_id))
            .ok_or_else(|| EntraError::application_not_found(client_id, &self.tenant().display_name))
    }

    /// Reads a `scope` parameter.
    fn scopes(&self, text: &str) -> Result<AskedScopes, EntraError> {
        parse_scopes(text, |name| self.core.resource(name), &self.tenant().display_name)
    }

    fn refuse(&self, error: EntraError) -> Reply {
        error.into_reply(self.call, self.now)
    }
}
