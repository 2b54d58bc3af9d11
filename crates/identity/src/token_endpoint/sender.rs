//! Sends what the oauth2 crate made through our own client, and sorts what comes back.

use std::sync::{Mutex, PoisonError};

use futures::{FutureExt, future::BoxFuture};
use latchkey_http::{Client, Request, StatusCode};
use oauth2::{AsyncHttpClient, HttpRequest, HttpResponse, RequestTokenError};
use url::Url;
use zeroize::{Zeroize, Zeroizing};

use super::{EndpointError, TokenAnswer, Tokens};
use crate::{AnswerError, EntraError};

/// Whether a request may be sent again after its answer was lost.
#[derive(Clone, Copy)]
pub(crate) enum Repeat {
    Once,
    Allowed,
}

/// Sends what the library made, and keeps of the answer what the library does not hand on.
pub(super) struct Sender {
    http: Client,
    repeat: Repeat,
    answered: Mutex<(StatusCode, Option<String>)>,
}

impl Sender {
    pub(super) fn new(http: &Client, repeat: Repeat) -> Self {
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

pub(super) fn sort(
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
