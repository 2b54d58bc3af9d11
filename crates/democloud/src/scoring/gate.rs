//! Who may score: the current keys, the service's own tokens, or Entra tokens with the right to score.

use axum::http::StatusCode;
use latchkey_types::Secret;
use serde_json::json;

use super::Service;
use crate::{
    authn,
    authz::Access,
    call::Call,
    core::Core,
    entra::audience::Resource,
    reply::Reply,
    service_token,
    state::{AuthMode, State, WebServiceAuth},
};

const SCORE: &str = "Microsoft.MachineLearningServices/workspaces/onlineEndpoints/score/action";
const RUN_JOBS: &str = "Microsoft.MachineLearningServices/workspaces/batchEndpoints/jobs/write";

/// Why a request is not let in, in the words of the service's kind.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// The body's text.
    Plain(&'static str),
    /// Models as a service answer JSON.
    Serverless,
}

impl Refusal {
    pub(super) fn into_reply(self) -> Reply {
        let reply = match self {
            Self::Plain(code) => Reply::text(StatusCode::UNAUTHORIZED, code.to_owned()),
            Self::Serverless => Reply::json(
                StatusCode::UNAUTHORIZED,
                &json!({
                    "statusCode": 401,
                    "message": "Unauthorized. Access token is missing, invalid, audience is incorrect (https://ml.azure.com), or have expired.",
                }),
            ),
        };
        reply.with("www-authenticate", "Bearer")
    }
}

/// Lets a request in; the caller's name comes back, which is empty for keys and services' own tokens.
pub(super) fn pass(
    core: &Core,
    state: &State,
    call: &Call,
    service: &Service<'_>,
) -> Result<String, Refusal> {
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
            by_key(key.as_ref(), |key| endpoint.keys.hold(key)).map_err(|_| Refusal::Serverless)
        }
        Service::Web(web) => match web.auth {
            WebServiceAuth::Key => by_key(token.as_ref(), |key| web.keys.hold(key)),
            WebServiceAuth::Token => by_token(core, state, token.as_ref(), service),
            WebServiceAuth::None => Ok(String::new()),
        },
    }
}

fn by_key(key: Option<&Secret>, is_current: impl Fn(&Secret) -> bool) -> Result<String, Refusal> {
    if key.is_some_and(is_current) {
        Ok(String::new())
    } else {
        Err(Refusal::Plain("key_auth_access_denied"))
    }
}

fn by_token(
    core: &Core,
    state: &State,
    token: Option<&Secret>,
    service: &Service<'_>,
) -> Result<String, Refusal> {
    let is_good =
        token.is_some_and(|token| service_token::opens(&state.signer, token, &service.id(), core.now()));
    if is_good { Ok(String::new()) } else { Err(Refusal::Plain("aml_token_auth_access_denied")) }
}

/// Users and applications alike, by what their roles allow.
fn by_entra(
    core: &Core,
    state: &State,
    call: &Call,
    service: &Service<'_>,
    action: &str,
) -> Result<String, Refusal> {
    let refused = Refusal::Plain("aad_token_auth_access_denied");
    let Ok(caller) = authn::authenticate(core, state, call, Resource::MachineLearning) else {
        return Err(refused);
    };
    let name = caller.name.clone();
    if Access::new(state, caller).allows(&service.id(), action) { Ok(name) } else { Err(refused) }
}
