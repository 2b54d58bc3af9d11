//! The token endpoints that machines in Azure have for their managed identities: a virtual machine's
//! metadata service (IMDS), App Service, Machine Learning compute, and servers joined by Arc.
//!
//! On a real machine nobody else can reach them. Here other programs on this computer can, so three of
//! them ask for a secret that is made at each start, and all of them turn browsers away.

mod app_service;
mod arc;
mod instance;
mod metadata;
mod token;

use axum::http::Method;

use crate::{call::Call, core::Core, error::IdentityHostError, reply::Reply, state::State};

pub(crate) const APP_SERVICE: &str = "/msi/token";
pub(crate) const COMPUTE: &str = "/aml/msi/token";
pub(crate) const ARC: &str = "/arc/metadata/identity/oauth2/token";

/// Which endpoint a path is.
#[derive(Clone, Copy)]
enum Place {
    Imds,
    Instance,
    AppService,
    Compute,
    Arc,
}

fn place(segments: &[&str]) -> Option<Place> {
    match segments {
        ["metadata", "identity", "oauth2", "token"] => Some(Place::Imds),
        ["metadata", "instance"] | ["metadata", "instance", "compute"] => Some(Place::Instance),
        ["msi", "token"] => Some(Place::AppService),
        ["aml", "msi", "token"] => Some(Place::Compute),
        ["arc", "metadata", "identity", "oauth2", "token"] => Some(Place::Arc),
        _ => None,
    }
}

/// Answers a request to a machine's endpoint, or `None` if the demo cloud doesn't have it.
pub(crate) fn answer(core: &Core, state: &State, call: &Call) -> Option<Reply> {
    let place = place(&call.route().1)?;
    let reply = check(call).and_then(|()| match place {
        Place::Imds => metadata::token(core, state, call),
        Place::Instance => instance::show(state, call),
        Place::AppService => app_service::token(core, state, call),
        Place::Compute => app_service::token_on_compute(core, state, call),
        Place::Arc => arc::token(core, state, call),
    });
    let reply = reply.unwrap_or_else(|error| match place {
        Place::AppService | Place::Compute => error.into_platform_reply(call),
        Place::Imds | Place::Instance | Place::Arc => error.into_metadata_reply(),
    });
    Some(reply.with("cache-control", "no-store").with("x-ms-request-id", &call.request_id))
}

/// A page that a browser loads can send requests to loopback, but not without one of these headers.
fn check(call: &Call) -> Result<(), IdentityHostError> {
    let is_browser =
        call.headers.keys().any(|name| name == "origin" || name.as_str().starts_with("sec-fetch-"));
    match (is_browser, &call.method) {
        (true, _) => Err(IdentityHostError::from_browser()),
        (false, &Method::GET) => Ok(()),
        (false, _) => Err(IdentityHostError::method_not_allowed()),
    }
}
