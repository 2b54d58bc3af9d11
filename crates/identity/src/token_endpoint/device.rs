//! The two requests of the device authorization grant (RFC 8628 §3.1 and §3.4).
//!
//! They are not the oauth2 crate's: its loop reads a clock of its own, and hides the numbers in Entra's errors.

use std::time::Duration;

use latchkey_http::{Client, Request};
use latchkey_types::Secret;
use serde::Deserialize;
use url::Url;

use super::{
    EndpointError, Tokens,
    answer::seconds,
    form::{self, unreadable},
};
use crate::AnswerProblem;

const GRANT: &str = "urn:ietf:params:oauth:grant-type:device_code";
/// RFC 8628 §3.2: what holds if the answer names no interval.
const INTERVAL: Duration = Duration::from_secs(5);
/// The life of a code whose answer does not name it; Entra's own.
const UNNAMED_LIFE: Duration = Duration::from_mins(15);

/// Nobody types more.
const LONGEST_USER_CODE: usize = 64;

/// What the person types, where, and what we ask with meanwhile.
#[derive(Debug)]
pub(crate) struct DeviceAuthorization {
    pub(crate) secret: Secret,
    pub(crate) user_code: String,
    pub(crate) verification_uri: Url,
    pub(crate) life: Duration,
    pub(crate) interval: Duration,
}

#[derive(Deserialize)]
struct Answer {
    device_code: Secret,
    user_code: String,
    #[serde(alias = "verification_url")]
    verification_uri: Url,
    #[serde(default, deserialize_with = "seconds")]
    expires_in: Option<Duration>,
    #[serde(default, deserialize_with = "seconds")]
    interval: Option<Duration>,
}

/// Asks for a code. One that nobody uses ends by itself, so the request may be repeated.
pub(crate) async fn request_device_code(
    http: &Client,
    endpoint: Url,
    client_id: &str,
    scopes: &[String],
) -> Result<DeviceAuthorization, EndpointError> {
    let form = [("client_id", client_id), ("scope", &scopes.join(" "))];
    let response = form::send(http, Request::post(endpoint).form(&form).repeatable()).await?;
    let answer: Answer = response.json().map_err(|_| unreadable(&response, AnswerProblem::NoDeviceCode))?;
    answer.into_authorization().map_err(|problem| unreadable(&response, problem))
}

impl Answer {
    /// Takes the code over, or says what is wrong with it.
    fn into_authorization(self) -> Result<DeviceAuthorization, AnswerProblem> {
        let user_code = self.user_code.trim().to_owned();
        if self.device_code.is_empty() || user_code.is_empty() {
            return Err(AnswerProblem::EmptyCode);
        }
        // It stands on the screen beside our own words, and must not look like some.
        let is_typed = |next: char| next.is_ascii_alphanumeric() || next == '-' || next == ' ';
        if user_code.len() > LONGEST_USER_CODE
            || !user_code.chars().all(is_typed)
            || user_code.matches(' ').count() > 1
        {
            return Err(AnswerProblem::CodeNotTypeable);
        }
        Ok(DeviceAuthorization {
            secret: self.device_code,
            user_code,
            verification_uri: self.verification_uri,
            life: self.expires_in.unwrap_or(UNNAMED_LIFE),
            interval: self.interval.filter(|interval| !interval.is_zero()).unwrap_or(INTERVAL),
        })
    }
}

/// Asks once whether the person is done; the errors that mean "not yet" are the caller's to read.
pub(crate) async fn poll_device_code(
    http: &Client,
    token_endpoint: Url,
    client_id: &str,
    device_code: &Secret,
    claims: Option<&str>,
) -> Result<Tokens, EndpointError> {
    // EXPOSE: the device code goes to the token endpoint of the authority that issued it.
    let code = device_code.expose();
    let mut form = vec![("grant_type", GRANT), ("client_id", client_id), ("device_code", code)];
    form.extend(claims.map(|claims| ("claims", claims)));
    form::tokens(&form::send(http, Request::post(token_endpoint).form(&form).repeatable()).await?)
}

#[cfg(test)]
mod fuzz;
