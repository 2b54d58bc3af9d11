//! Who may score: the current keys, the service's own tokens, or Entra tokens with the right to score.

use latchkey_types::Secret;

use super::Service;
use crate::{
    audience::Resource,
    authn,
    authz::Access,
    call::Call,
    core::Core,
    error::ScoringError,
    service_token,
    state::{AuthMode, State, WebServiceAuth},
};

const SCORE: &str = "Microsoft.MachineLearningServices/workspaces/onlineEndpoints/score/action";
const RUN_JOBS: &str = "Microsoft.MachineLearningServices/workspaces/batchEndpoints/jobs/write";

/// Lets a request in; the caller's name comes back, which is empty for keys and services' own tokens.
pub(super) fn authorize(
    core: &Core,
    state: &State,
    call: &Call,
    service: &Service<'_>,
) -> Result<String, ScoringError> {
    let token = call.bearer();
    match service {
        Service::Endpoint(endpoint) => match endpoint.auth_mode {
            AuthMode::Key => by_key(token.as_ref(), |key| endpoint.keys.hold(key)),
            AuthMode::AmlToken => by_token(core, state, token.as_ref(), service),
            AuthMode::EntraToken => by_entra(core, state, call, service, SCORE),
        },
        Service::Batch(_) => by_entra(core, state, call, service, RUN_JOBS),
        Service::Serverless(endpoint) => {
            let key = token.or_else(|| call.header("api-key").map(Secret::new));
            by_key(key.as_ref(), |key| endpoint.keys.hold(key))
                .map_err(|_| ScoringError::wrong_serverless_key())
        }
        Service::Web(web) => match web.auth {
            WebServiceAuth::Key => by_key(token.as_ref(), |key| web.keys.hold(key)),
            WebServiceAuth::Token => by_token(core, state, token.as_ref(), service),
            WebServiceAuth::None => Ok(String::new()),
        },
    }
}

fn by_key(key: Option<&Secret>, is_current: impl Fn(&Secret) -> bool) -> Result<String, ScoringError> {
    if key.is_some_and(is_current) { Ok(String::new()) } else { Err(ScoringError::wrong_key()) }
}

fn by_token(
    core: &Core,
    state: &State,
    token: Option<&Secret>,
    service: &Service<'_>,
) -> Result<String, ScoringError> {
    let is_good =
        token.is_some_and(|token| service_token::opens(&state.signer, token, &service.id(), core.now()));
    if is_good { Ok(String::new()) } else { Err(ScoringError::wrong_service_token()) }
}

/// Users and applications alike, by what their roles allow.
fn by_entra(
    core: &Core,
    state: &State,
    call: &Call,
    service: &Service<'_>,
    action: &str,
) -> Result<String, ScoringError> {
    let caller = authn::authenticate(core, state, call, Resource::MachineLearning)
        .map_err(|_| ScoringError::wrong_entra_token())?;
    let name = caller.name.clone();
    let is_allowed = Access::new(state, caller).allows(&service.id(), action);
    if is_allowed { Ok(name) } else { Err(ScoringError::wrong_entra_token()) }
}
