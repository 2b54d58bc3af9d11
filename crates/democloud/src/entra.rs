//! Entra ID: discovery, the sign-in pages, tokens, signing out.
//!
//! Both generations of its endpoints, for public clients and for applications that prove who they are.
//! What it leaves out is refused by name: passwords at the token endpoint, implicit answers.

mod authorize;
mod client;
mod client_assertion;
pub(crate) mod client_authentication;
mod conditions;
mod consent;
mod device_flow;
mod discovery;
mod grants;
pub(crate) mod issue;
mod logout;
mod page;
mod respond;
mod scopes;
mod session;
mod sign_in;
mod steps;
mod token;
pub(crate) mod token_claims;
mod token_request;

use std::sync::LazyLock;

use jiff::Timestamp;
use serde::Deserialize;

use self::scopes::{RequestedScopes, parse_scopes};
use crate::{
    call::{Call, Fields},
    core::Core,
    error::EntraError,
    flows::Generation,
    reply::Reply,
    routes::{Route, Routes},
    state::{Application, State, Tenant},
};

/// One request to Entra with what is needed to answer it.
pub(crate) struct EntraRequest<'a> {
    core: &'a Core,
    state: &'a mut State,
    call: &'a Call,
    path: EntraPath<'a>,
    now: Timestamp,
}

/// What stands in the path for any company's tenant.
const ANY_TENANT: [&str; 2] = ["common", "organizations"];
/// What stands in the path for personal accounts, which this cloud doesn't have.
const PERSONAL: [&str; 2] = ["consumers", "9188040d-6c67-4c5b-b112-36a304b66dad"];

/// A request that begins a sign-in may be as long as this.
const LONGEST_REQUEST_BYTES: usize = 16 * 1024;

/// Generations share most handlers; which one it is stands in the path.
type Handler = fn(&mut EntraRequest<'_>) -> Reply;

const ROUTES: &[Route<Handler>] = &[
    ("GET", "/common/discovery/instance", |request| discovery::instance(request)),
    ("GET", "/common/userrealm/{user}", |request| discovery::user_realm(request)),
    ("GET", "/{tenant}/v2.0/.well-known/openid-configuration", |request| discovery::metadata(request)),
    ("GET", "/{tenant}/.well-known/openid-configuration", |request| discovery::metadata(request)),
    ("GET", "/{tenant}/discovery/v2.0/keys", |request| discovery::keys(request)),
    ("GET", "/{tenant}/discovery/keys", |request| discovery::keys(request)),
    ("GET", "/{tenant}/oauth2/v2.0/authorize", authorize::authorize),
    ("GET", "/{tenant}/oauth2/authorize", authorize::authorize),
    ("POST", "/{tenant}/oauth2/v2.0/authorize", authorize::authorize),
    ("POST", "/{tenant}/oauth2/authorize", authorize::authorize),
    ("POST", "/{tenant}/login", sign_in::step),
    ("POST", "/{tenant}/oauth2/v2.0/token", token::token),
    ("POST", "/{tenant}/oauth2/token", token::token),
    ("POST", "/{tenant}/oauth2/v2.0/devicecode", device_flow::start),
    ("POST", "/{tenant}/oauth2/devicecode", device_flow::start),
    // The address that a person types is short; the page behind it is Entra's.
    ("GET", "/devicelogin", |request| {
        Reply::redirect(&format!("{}/common/oauth2/deviceauth", request.call.address))
    }),
    ("GET", "/common/oauth2/deviceauth", |request| device_flow::show(request)),
    ("POST", "/common/oauth2/deviceauth", device_flow::take_code),
    ("GET", "/{tenant}/oauth2/v2.0/logout", logout::logout),
    ("GET", "/{tenant}/oauth2/logout", logout::logout),
    ("POST", "/{tenant}/oauth2/v2.0/logout", logout::logout),
    ("POST", "/{tenant}/oauth2/logout", logout::logout),
];

/// What the path names, as the caller spelled it.
#[derive(Clone, Copy, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct EntraPath<'a> {
    /// A tenant's id or domain; empty where the route itself begins with a word.
    tenant: &'a str,
    /// A user's sign-in name.
    user: &'a str,
}

/// Answers a request to the sign-in service, or `None` if the demo cloud doesn't have it.
pub(crate) fn answer(core: &Core, state: &mut State, call: &Call) -> Option<Reply> {
    static ALL: LazyLock<Routes<Handler>> = LazyLock::new(|| Routes::new(ROUTES));
    let now = core.now();
    let (handler, parameters) = ALL.find(call.method.as_str(), &call.segments)?;
    let mut path: EntraPath<'_> = parameters.read();
    if path.tenant.is_empty() {
        path.tenant = call.segments.first()?;
    }
    let reply = handler(&mut EntraRequest { core, state, call, path, now });
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
        let asked = self.path.tenant;
        let is_in = |names: &[&str]| names.iter().any(|name| name.eq_ignore_ascii_case(asked));
        if is_in(&ANY_TENANT) {
            return Ok(None);
        }
        if is_in(&PERSONAL) {
            return Err(EntraError::personal_accounts(asked));
        }
        self.state.tenant_named(asked).map(Some).ok_or_else(|| EntraError::tenant_not_found(asked))
    }

    /// The tenant whose name stands on pages and in errors.
    fn tenant(&self) -> &Tenant {
        self.asked_tenant().ok().flatten().unwrap_or(self.state.home_tenant())
    }

    /// Which generation of endpoints the path is of.
    fn generation(&self) -> Generation {
        if self.call.route().1.contains(&"v2.0") { Generation::V2 } else { Generation::V1 }
    }

    /// The application with this id, if it may be used in the tenant of the path.
    fn application(&self, client_id: &str) -> Result<Application, EntraError> {
        let tenant = self.asked_tenant()?;
        let found = client::find(self.state, client_id)
            .filter(|found| found.is_multi_tenant || tenant.is_none_or(|tenant| tenant.id == found.tenant_id))
            .ok_or_else(|| EntraError::application_not_found(client_id, &self.tenant().display_name))?;
        if tenant.is_none() && !found.is_multi_tenant {
            return Err(EntraError::not_for_every_tenant(client_id, &found.display_name));
        }
        Ok(found)
    }

    /// Checks the length of a request that is kept until the person has signed in.
    fn check_length(&self) -> Result<(), EntraError> {
        if self.call.raw_query.len() + self.call.body.len() > LONGEST_REQUEST_BYTES {
            return Err(EntraError::too_long());
        }
        Ok(())
    }

    /// A code is redeemed in the tenant of its user's account, or where no tenant is named.
    fn check_tenant_of(&self, user_id: &str) -> Result<(), EntraError> {
        let tenant_id = self.state.user(user_id).map(|user| user.tenant_id.as_str());
        if self.asked_tenant()?.is_some_and(|asked| Some(asked.id.as_str()) != tenant_id) {
            return Err(EntraError::grant_not_valid());
        }
        Ok(())
    }

    /// What a request asks for, as a `scope`. The first generation names a `resource` instead, and always gives
    /// an ID token and a refresh token.
    fn asked_scope(&self, fields: &Fields, otherwise: Option<&str>) -> Result<String, EntraError> {
        let (name, asked) = match (self.generation(), fields.text("resource")) {
            (Generation::V2, Some(_)) => return Err(EntraError::resource_parameter()),
            (Generation::V2, None) => ("scope", fields.text("scope").map(str::to_owned)),
            (Generation::V1, Some(resource)) if resource.contains(char::is_whitespace) => {
                return Err(EntraError::resource_not_found(resource, &self.tenant().display_name));
            }
            (Generation::V1, resource) => {
                ("resource", resource.map(|name| format!("{name}/.default openid profile offline_access")))
            }
        };
        asked.or_else(|| otherwise.map(str::to_owned)).ok_or_else(|| EntraError::missing_parameter(name))
    }

    /// Reads a `scope` parameter.
    fn scopes(&self, text: &str) -> Result<RequestedScopes, EntraError> {
        parse_scopes(text, |name| self.core.resource(name), &self.tenant().display_name)
    }

    fn refuse(&self, error: EntraError) -> Reply {
        error.into_reply(self.call, self.now)
    }
}
