//! Entra's errors, by AADSTS number. One condition may be answered as JSON, shown on a page, or
//! handed to the app by redirect; the number and the text are the same.
//!
//! Numbers: <https://learn.microsoft.com/entra/identity-platform/reference-error-codes>.

mod client;
mod directory_policy;
mod grant;
mod policy;
mod request;

use axum::http::StatusCode;
use jiff::Timestamp;
use serde_json::{Value, json};

use crate::{call::Call, dates, reply::Reply};

/// Who comes when too many wait is to come again after this time.
const RETRY_AFTER_SECONDS: &str = "60";

/// An error of the sign-in service.
#[derive(Debug, Clone)]
pub(crate) struct EntraError {
    pub(crate) number: u32,
    /// The OAuth error code (RFC 6749 §4.1.2.1 and §5.2).
    pub(crate) error: &'static str,
    pub(crate) message: String,
    suberror: Option<&'static str>,
    /// What the client has to ask for next time, as it has to send it back.
    claims: Option<Value>,
    /// 400, or 401 to a client that is not who it says (RFC 6749 §5.2), or 429.
    status: StatusCode,
}

impl EntraError {
    fn new(number: u32, error: &'static str, message: impl Into<String>) -> Self {
        let message = message.into();
        Self { number, error, message, suberror: None, claims: None, status: StatusCode::BAD_REQUEST }
    }

    /// A client that did not prove who it is.
    fn invalid_client(number: u32, message: impl Into<String>) -> Self {
        Self { status: StatusCode::UNAUTHORIZED, ..Self::new(number, "invalid_client", message) }
    }

    fn with_suberror(self, suberror: &'static str) -> Self {
        Self { suberror: Some(suberror), ..self }
    }

    fn with_claims(self, claims: Value) -> Self {
        Self { claims: Some(claims), ..self }
    }

    /// The OAuth code as the authorization endpoint gives it. It has no `invalid_grant`: an app that wanted
    /// no page is told what a page would be for (OpenID Connect Core §3.1.2.6), another that it is refused.
    pub(crate) fn error_for_redirect(&self, is_silent: bool) -> &'static str {
        match (self.error, self.suberror, is_silent) {
            ("invalid_grant", Some("consent_required"), _) => "consent_required",
            ("invalid_grant", _, true) => "interaction_required",
            ("invalid_grant", _, false) => "access_denied",
            (error, ..) => error,
        }
    }

    /// The claims to ask for next time, as text.
    pub(crate) fn claims(&self) -> Option<String> {
        self.claims.as_ref().map(Value::to_string)
    }

    /// The text with its trace, correlation id and time, as `error_description` carries it.
    pub(crate) fn description(&self, call: &Call, now: Timestamp) -> String {
        format!(
            "AADSTS{}: {}\r\nTrace ID: {}\r\nCorrelation ID: {}\r\nTimestamp: {}",
            self.number,
            self.message,
            call.request_id,
            call.correlation_id,
            dates::with_space(now)
        )
    }

    pub(crate) fn into_reply(self, call: &Call, now: Timestamp) -> Reply {
        let mut body = json!({
            "error": self.error,
            "error_description": self.description(call, now),
            "error_codes": [self.number],
            "timestamp": dates::with_space(now),
            "trace_id": call.request_id,
            "correlation_id": call.correlation_id,
            "error_uri": format!("{}/error?code={}", call.address, self.number),
        });
        if let Some(suberror) = self.suberror {
            body["suberror"] = json!(suberror);
        }
        if let Some(claims) = self.claims() {
            body["claims"] = json!(claims);
        }
        let reply = Reply::json(self.status, &body)
            .with("cache-control", "no-store, no-cache")
            .with("pragma", "no-cache");
        match self.status {
            StatusCode::TOO_MANY_REQUESTS => reply.with("retry-after", RETRY_AFTER_SECONDS),
            _ => reply,
        }
    }
}

/// Echoed texts are cut to this length.
fn clip(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(200).collect()
}
