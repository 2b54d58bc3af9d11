//! Asking a token endpoint (RFC 6749 §3.2): the grammar is the oauth2 crate's, the sending is our own, so that
//! reach, redirects, retries and logging are the same for tokens as for everything else.

mod answer;
mod device;
mod sender;

use latchkey_http::Client;
use latchkey_types::{Audience, Cloud, Secret};
use oauth2::{
    AuthUrl, AuthorizationCode, ClientId, EndpointNotSet, EndpointSet, PkceCodeVerifier, RedirectUrl,
    RefreshToken, Scope, StandardRevocableToken, TokenUrl,
    basic::{BasicRevocationErrorResponse, BasicTokenIntrospectionResponse},
};
use url::Url;
use zeroize::Zeroize;

use crate::{AnswerError, EntraError};
pub(crate) use answer::{TokenAnswer, Tokens};
pub(crate) use device::{DeviceAuthorization, poll_device_code, request_device_code};
use sender::{Repeat, Sender, sort};

/// What a person's token is asked for with: the audience, an ID token and a refresh token.
pub(crate) fn person_scopes(cloud: &Cloud, audience: Audience) -> Vec<String> {
    let of_openid = ["openid", "profile", "offline_access"].map(str::to_owned);
    [cloud.scope_of(audience)].into_iter().chain(of_openid).collect()
}

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
    scopes: &[String],
    claims: &str,
) -> Result<Tokens, EndpointError> {
    let sender = Sender::new(http, Repeat::Once);
    // EXPOSE: the code goes to the token endpoint of the authority that it came from.
    let code = AuthorizationCode::new(code.expose().to_owned());
    let result = grammar
        .exchange_code(code)
        .set_pkce_verifier(verifier)
        .set_redirect_uri(std::borrow::Cow::Borrowed(redirect_uri))
        .add_extra_param("scope", scopes.join(" "))
        .add_extra_param("claims", claims)
        .request_async(&sender)
        .await;
    sort(result, &sender)
}

/// Renews (RFC 6749 §6). Entra keeps the old refresh token valid, so a request that got lost may be repeated.
pub(crate) async fn refresh(
    http: &Client,
    grammar: &Grammar,
    refresh_token: &Secret,
    scopes: &[String],
    claims: &str,
) -> Result<Tokens, EndpointError> {
    let sender = Sender::new(http, Repeat::Allowed);
    // EXPOSE: the refresh token goes to the token endpoint of the authority that issued it.
    let refresh_token = RefreshToken::new(refresh_token.expose().to_owned());
    let result = grammar
        .exchange_refresh_token(&refresh_token)
        .add_scopes(scopes.iter().cloned().map(Scope::new))
        .add_extra_param("claims", claims)
        .request_async(&sender)
        .await;
    // The library's type does not wipe its memory.
    refresh_token.into_secret().zeroize();
    sort(result, &sender)
}

/// What proves an application at a token endpoint.
pub(crate) enum ClientProof {
    /// Its secret (RFC 6749 §2.3.1).
    Secret(Secret),
    /// A statement signed with its key (RFC 7523 §2.2).
    Assertion(Secret),
}

/// A token in an application's own name (RFC 6749 §4.4). Asking twice does no harm.
pub(crate) async fn ask_as_application(
    http: &Client,
    token_endpoint: Url,
    client_id: &str,
    proof: &ClientProof,
    scope: String,
    claims: &str,
) -> Result<Tokens, EndpointError> {
    const ASSERTION_TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    let sender = Sender::new(http, Repeat::Allowed);
    // Nobody is sent to an authorization endpoint here.
    let grammar = grammar(client_id, token_endpoint.clone(), token_endpoint);
    let request =
        grammar.exchange_client_credentials().add_scope(Scope::new(scope)).add_extra_param("claims", claims);
    // EXPOSE: the proof goes to the token endpoint of the authority that the application is registered with.
    let request = match proof {
        ClientProof::Secret(secret) => request.add_extra_param("client_secret", secret.expose()),
        ClientProof::Assertion(assertion) => request
            .add_extra_param("client_assertion_type", ASSERTION_TYPE)
            .add_extra_param("client_assertion", assertion.expose()),
    };
    sort(request.request_async(&sender).await, &sender)
}
