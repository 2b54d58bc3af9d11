//! Who may score: the current keys, the service's own tokens, or Entra tokens with the right to score.

use latchkey_types::Secret;

use super::Service;
use crate::{
    authn,
    authz::Access,
    call::Call,
    core::Core,
    entra::audience::Resource,
    service_token,
    state::{AuthMode, State, WebServiceAuth},
};

const SCORE: &str = "Microsoft.MachineLearningServices/workspaces/onlineEndpoints/score/action";

/// Lets a request in, or says why not in the words of the body.
pub(super) fn pass(
    core: &Core,
    state: &State,
    call: &Call,
    service: &Service<'_>,
) -> Result<(), &'static str> {
    let token = call.bearer();
    match service {
        Service::Endpoint(endpoint) => match endpoint.auth_mode {
            AuthMode::Key => by_key(token.as_ref(), |key| endpoint.keys.hold(key)),
            AuthMode::AmlToken => by_token(core, state, token.as_ref(), service),
            AuthMode::EntraToken => by_entra(core, state, call, service),
        },
        Service::Web(web) => match web.auth {
            WebServiceAuth::Key => by_key(token.as_ref(), |key| web.keys.hold(key)),
            WebServiceAuth::Token => by_token(core, state, token.as_ref(), service),
            WebServiceAuth::None => Ok(()),
        },
    }
}

fn by_key(key: Option<&Secret>, is_current: impl Fn(&Secret) -> bool) -> Result<(), &'static str> {
    if key.is_some_and(is_current) { Ok(()) } else { Err("key_auth_access_denied") }
}

fn by_token(
    core: &Core,
    state: &State,
    token: Option<&Secret>,
    service: &Service<'_>,
) -> Result<(), &'static str> {
    let is_good =
        token.is_some_and(|token| service_token::opens(&state.signer, token, &service.id(), core.now()));
    if is_good { Ok(()) } else { Err("aml_token_auth_access_denied") }
}

fn by_entra(core: &Core, state: &State, call: &Call, service: &Service<'_>) -> Result<(), &'static str> {
    let caller = authn::authenticate(core, state, call, Resource::MachineLearning)
        .map_err(|_| "aad_token_auth_access_denied")?;
    let is_allowed = Access::new(state, caller).allows(&service.id(), SCORE);
    if is_allowed { Ok(()) } else { Err("aad_token_auth_access_denied") }
}
