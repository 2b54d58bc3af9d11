//! Asking a token endpoint (RFC 6749 §3.2): the grammar is the oauth2 crate's, the sending is our own, so that
//! reach, redirects, retries and logging are the same for tokens as for everything else.

mod answer;
mod application;
mod device;
mod form;
mod sender;

use latchkey_http::Client;
use latchkey_types::Secret;
use oauth2::{
    AuthUrl, AuthorizationCode, ClientId, EndpointNotSet, EndpointSet, PkceCodeVerifier, RedirectUrl,
    RefreshToken, Scope, StandardRevocableToken, TokenUrl,
    basic::{BasicRevocationErrorResponse, BasicTokenIntrospectionResponse},
};
use url::Url;
use zeroize::Zeroize;

use crate::{AnswerError, EntraError};
pub(crate) use answer::{TokenAnswer, Tokens};
pub(crate) use application::{Proof, ask_with_basic, ask_with_body};
pub(crate) use device::{DeviceAuthorization, poll_device_code, request_device_code};
pub(crate) use sender::Repeat;
use sender::{Sender, sort};

/// oauth2's client with our errors and answers.
pub(crate) type Grammar = oauth2::Client<
    EntraError,
    TokenAnswer,
    BasicTokenIntrospectionResponse,
    StandardRevocableToken,
    BasicRevocationErrorResponse,
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointSet,
>;

/// Why there are no tokens.
#[derive(Debug, thiserror::Error)]
pub(crate) enum EndpointError {
    #[error("the token endpoint refused: {0}")]
    Refused(Box<EntraError>),
    #[error("the token endpoint's answer is not understood")]
    Answer(#[source] AnswerError),
    #[error("the token endpoint could not be reached")]
    Http(#[source] latchkey_http::Error),
    #[error("the token endpoint does not take {0}")]
    NotTaken(&'static str),
}

/// The grammar of requests to these endpoints by a public client (RFC 8252 §8.4: without a secret).
pub(crate) fn grammar(client_id: &str, authorization_endpoint: Url, token_endpoint: Url) -> Grammar {
    oauth2::Client::new(ClientId::new(client_id.to_owned()))
        .set_auth_uri(AuthUrl::from_url(authorization_endpoint))
        .set_token_uri(TokenUrl::from_url(token_endpoint))
}

/// Exchanges a code (RFC 6749 §4.1.3, RFC 7636 §4.5). A code is good for one use, so this is sent again only
/// if the endpoint said that it had not taken it (429).
pub(crate) async fn exchange_code(
    http: &Client,
    grammar: &Grammar,
    code: &Secret,
    verifier: PkceCodeVerifier,
    redirect_uri: &RedirectUrl,
    extras: Vec<(&'static str, String)>,
) -> Result<Tokens, EndpointError> {
    let sender = Sender::new(http, Repeat::Once);
    // EXPOSE: the code goes to the token endpoint of the authority that it came from.
    let code = AuthorizationCode::new(code.expose().to_owned());
    let mut request = grammar
        .exchange_code(code)
        .set_pkce_verifier(verifier)
        .set_redirect_uri(std::borrow::Cow::Borrowed(redirect_uri));
    for (name, value) in extras {
        request = request.add_extra_param(name, value);
    }
    sort(request.request_async(&sender).await, &sender)
}

/// Renews (RFC 6749 §6). Entra keeps the old refresh token valid, so a request that got lost may be repeated there;
/// elsewhere a token that was used twice can end the session (RFC 9700 §4.14.2).
pub(crate) async fn refresh(
    http: &Client,
    grammar: &Grammar,
    refresh_token: &Secret,
    scopes: &[String],
    claims: Option<String>,
    repeat: Repeat,
) -> Result<Tokens, EndpointError> {
    let sender = Sender::new(http, repeat);
    // EXPOSE: the refresh token goes to the token endpoint of the authority that issued it.
    let refresh_token = RefreshToken::new(refresh_token.expose().to_owned());
    let mut request =
        grammar.exchange_refresh_token(&refresh_token).add_scopes(scopes.iter().cloned().map(Scope::new));
    if let Some(claims) = claims {
        request = request.add_extra_param("claims", claims);
    }
    let result = request.request_async(&sender).await;
    // The library's type does not wipe its memory.
    refresh_token.into_secret().zeroize();
    sort(result, &sender)
}
