//! Sending a form, and what the answers are.

use latchkey_http::{Client, Request, Response};
use url::Url;

use super::{EndpointError, Repeat, Tokens, answer::TokenAnswer};
use crate::{AnswerError, AnswerProblem, EntraError};

/// Asks for tokens with these fields.
pub(super) async fn request_tokens(
    http: &Client,
    token_endpoint: Url,
    fields: &[(&str, &str)],
    repeat: Repeat,
) -> Result<Tokens, EndpointError> {
    let request = Request::post(token_endpoint).form(fields);
    let request = match repeat {
        Repeat::Once => request,
        Repeat::Allowed => request.repeatable(),
    };
    tokens(&send(http, request).await?)
}

/// Sends a form; an answer that is no success is an error.
pub(super) async fn send(http: &Client, request: Request) -> Result<Response, EndpointError> {
    let request = request.header("accept", "application/json");
    let response = http.send(request).await.map_err(EndpointError::Http)?;
    if response.is_success() {
        return Ok(response);
    }
    Err(match EntraError::from_response(&response) {
        Some(error) => EndpointError::Refused(Box::new(error)),
        None => unreadable(&response, AnswerProblem::NoOAuthError),
    })
}

/// The tokens of an answer.
pub(super) fn tokens(response: &Response) -> Result<Tokens, EndpointError> {
    let answer: TokenAnswer = response.json().map_err(|_| unreadable(response, AnswerProblem::NoTokens))?;
    answer.into_tokens().map_err(|problem| unreadable(response, problem))
}

pub(super) fn unreadable(response: &Response, problem: AnswerProblem) -> EndpointError {
    let correlation_id = response.correlation_id().map(str::to_owned);
    EndpointError::Answer(AnswerError { problem, status: response.status(), correlation_id })
}
