//! Asking a token endpoint (RFC 6749 §3.2): the grammar is the oauth2 crate's, the sending is our own, so that
//! reach, redirects, retries and logging are the same for tokens as for everything else.

mod answer;

use std::sync::{Mutex, PoisonError};

use futures::{FutureExt, future::BoxFuture};
use latchkey_http::{Client, Request, StatusCode};
use latchkey_types::Secret;
use oauth2::{
    AsyncHttpClient, AuthUrl, AuthorizationCode, ClientId, EndpointNotSet, EndpointSet, HttpRequest,
    HttpResponse, PkceCodeVerifier, RedirectUrl, RefreshToken, RequestTokenError, Scope,
    StandardRevocableToken, TokenUrl,
    basic::{BasicRevocationErrorResponse, BasicTokenIntrospectionResponse},
};
use url::Url;
use zeroize::{Zeroize, Zeroizing};

use crate::{AnswerError, EntraError};
pub(crate) use answer::{TokenAnswer, Tokens};

/// Scopes that bring an ID token and a refresh token.
pub(crate) const OPENID_SCOPES: [&str; 3] = ["openid", "profile", "offline_access"];

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
) -> Result<Tokens, EndpointError> {
    let sender = Sender::new(http, Repeat::Once);
    // EXPOSE: the code goes to the token endpoint of the authority that it came from.
    let code = AuthorizationCode::new(code.expose().to_owned());
    let result = grammar
        .exchange_code(code)
        .set_pkce_verifier(verifier)
        .set_redirect_uri(std::borrow::Cow::Borrowed(redirect_uri))
        .add_extra_param("scope", scopes.join(" "))
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
) -> Result<Tokens, EndpointError> {
    let sender = Sender::new(http, Repeat::Allowed);
    // EXPOSE: the refresh token goes to the token endpoint of the authority that issued it.
    let refresh_token = RefreshToken::new(refresh_token.expose().to_owned());
    let result = grammar
        .exchange_refresh_token(&refresh_token)
        .add_scopes(scopes.iter().cloned().map(Scope::new))
        .request_async(&sender)
        .await;
    // The library's type does not wipe its memory.
    refresh_token.into_secret().zeroize();
    sort(result, &sender)
}

#[derive(Clone, Copy)]
enum Repeat {
    Once,
    Allowed,
}

/// Sends what the library made, and keeps of the answer what the library does not hand on.
struct Sender {
    http: Client,
    repeat: Repeat,
    answered: Mutex<(StatusCode, Option<String>)>,
}

impl Sender {
    fn new(http: &Client, repeat: Repeat) -> Self {
        Self { http: http.clone(), repeat, answered: Mutex::default() }
    }

    async fn send(&self, request: HttpRequest) -> Result<HttpResponse, latchkey_http::Error> {
        let (parts, body) = request.into_parts();
        let url = Url::parse(&parts.uri.to_string()).expect("the library made this address from a URL");
        let request = Request::post(url)
            .header("accept", "application/json")
            .body("application/x-www-form-urlencoded", Zeroizing::new(body));
        let request = match self.repeat {
            Repeat::Once => request,
            Repeat::Allowed => request.repeatable(),
        };
        let response = self.http.send(request).await?;
        *self.answered.lock().unwrap_or_else(PoisonError::into_inner) =
            (response.status(), response.correlation_id().map(str::to_owned));
        let mut answer = HttpResponse::new(response.body().to_vec());
        *answer.status_mut() = response.status();
        Ok(answer)
    }
}

impl<'c> AsyncHttpClient<'c> for Sender {
    type Error = latchkey_http::Error;
    type Future = BoxFuture<'c, Result<HttpResponse, latchkey_http::Error>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        self.send(request).boxed()
    }
}

fn sort(
    result: Result<TokenAnswer, RequestTokenError<latchkey_http::Error, EntraError>>,
    sender: &Sender,
) -> Result<Tokens, EndpointError> {
    let (status, correlation_id) = sender.answered.lock().unwrap_or_else(PoisonError::into_inner).clone();
    let problem = match result {
        Ok(answer) => match answer.into_tokens() {
            Ok(tokens) => return Ok(tokens),
            Err(problem) => problem,
        },
        Err(RequestTokenError::Request(error)) => return Err(EndpointError::Http(error)),
        Err(RequestTokenError::ServerResponse(mut error)) => {
            error.fill_in(correlation_id.as_deref());
            return Err(EndpointError::Refused(Box::new(error)));
        }
        Err(RequestTokenError::Parse(_, mut body)) => {
            body.zeroize();
            "it is neither tokens nor an error"
        }
        Err(RequestTokenError::Other(_)) => "it is empty",
    };
    Err(EndpointError::Answer(AnswerError { problem, status, correlation_id }))
}
