//! Asking a token endpoint (RFC 6749 §3.2). Requests are forms of our own and answers are read from the wiped body, so
//! that no copy of a token or a secret is left in memory; reach, redirects, retries and logging are the same as for
//! everything else.

mod answer;
mod application;
mod device;
mod form;

use latchkey_http::Client;
use latchkey_types::Secret;
use url::Url;

use crate::{AnswerError, EntraError, SignInError, UnsupportedCredential};
pub(crate) use answer::Tokens;
pub(crate) use application::{Proof, ask_with_basic, ask_with_body};
pub(crate) use device::{DeviceAuthorization, poll_device_code, request_device_code};

/// Why there are no tokens.
#[derive(Debug, thiserror::Error)]
pub(crate) enum EndpointError {
    #[error("the token endpoint refused: {0}")]
    Refused(Box<EntraError>),
    #[error("the token endpoint's answer is not understood")]
    Answer(#[source] AnswerError),
    #[error("the token endpoint could not be reached")]
    Http(#[source] latchkey_http::Error),
    #[error("the token endpoint does not accept such a credential: {0:?}")]
    NotTaken(UnsupportedCredential),
}

impl From<EndpointError> for SignInError {
    fn from(error: EndpointError) -> Self {
        match error {
            EndpointError::Refused(error) => error.into(),
            EndpointError::Answer(error) => Self::Answer(error),
            EndpointError::Http(error) => Self::Http(error),
            EndpointError::NotTaken(what) => Self::NotTaken(what),
        }
    }
}

/// Whether a request may be sent again after its answer was lost.
#[derive(Clone, Copy)]
pub(crate) enum Repeat {
    Once,
    Allowed,
}

/// Exchanges a code (RFC 6749 §4.1.3, RFC 7636 §4.5), as a public client (RFC 8252 §8.4: without a secret). A code is
/// good for one use, so this is sent again only if the endpoint said that it had not taken it (429).
pub(crate) async fn exchange_code(
    http: &Client,
    token_endpoint: Url,
    client_id: &str,
    code: &Secret,
    verifier: &Secret,
    redirect_uri: &str,
    extras: &[(&'static str, String)],
) -> Result<Tokens, EndpointError> {
    // EXPOSE: code and verifier go to the token endpoint of the authority that the code came from.
    let mut fields = vec![
        ("grant_type", "authorization_code"),
        ("client_id", client_id),
        ("code", code.expose()),
        ("code_verifier", verifier.expose()),
        ("redirect_uri", redirect_uri),
    ];
    fields.extend(extras.iter().map(|(name, value)| (*name, value.as_str())));
    form::request_tokens(http, token_endpoint, &fields, Repeat::Once).await
}

/// Renews (RFC 6749 §6). Entra keeps the old refresh token valid, so a request that got lost may be repeated there;
/// elsewhere a token that was used twice can end the session (RFC 9700 §4.14.2).
pub(crate) async fn refresh(
    http: &Client,
    token_endpoint: Url,
    client_id: &str,
    refresh_token: &Secret,
    scopes: &[String],
    claims: Option<&str>,
    repeat: Repeat,
) -> Result<Tokens, EndpointError> {
    let scope = scopes.join(" ");
    // EXPOSE: the refresh token goes to the token endpoint of the authority that issued it.
    let mut fields = vec![
        ("grant_type", "refresh_token"),
        ("client_id", client_id),
        ("refresh_token", refresh_token.expose()),
    ];
    fields.extend((!scope.is_empty()).then_some(("scope", scope.as_str())));
    fields.extend(claims.map(|claims| ("claims", claims)));
    form::request_tokens(http, token_endpoint, &fields, repeat).await
}
