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
mod token_claims;

use jiff::Timestamp;

use crate::{call::Call, core::Core, error::EntraError, reply::Reply, state::State};

/// One request to Entra with what is needed to answer it.
pub(crate) struct EntraRequest<'a> {
    core: &'a Core,
    state: &'a mut State,
    call: &'a Call,
    now: Timestamp,
    /// Base address of this authority.
    authority: String,
}

/// Whether the path is one of the sign-in service's.
pub(crate) fn owns(segments: &[&str]) -> bool {
    matches!(segments, [_, "oauth2" | "v2.0" | "discovery" | "login" | ".well-known", ..])
}

/// Answers a request to the sign-in service, or `None` if the demo cloud doesn't have it.
pub(crate) fn answer(core: &Core, state: &mut State, call: &Call) -> Option<Reply> {
    let now = core.now();
    let mut request = EntraRequest { authority: core.address(), core, state, call, now };
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
    /// Checks that the tenant of the path is one that this directory answers for.
    fn check_tenant(&self) -> Result<(), EntraError> {
        let asked = self.call.segment(0);
        let tenant = &self.state.tenant;
        let is_known = [tenant.id.as_str(), tenant.domain.as_str(), "common", "organizations"]
            .iter()
            .any(|name| name.eq_ignore_ascii_case(asked));
        if is_known { Ok(()) } else { Err(EntraError::tenant_not_found(asked)) }
    }

    fn refuse(&self, error: EntraError) -> Reply {
        error.into_reply(self.call, &self.authority, self.now)
    }
}
