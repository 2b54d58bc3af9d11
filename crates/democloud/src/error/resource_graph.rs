//! Resource Graph's errors: its own code and an id for the support in ARM's envelope, the reason in the details.

use axum::http::StatusCode;
use jiff::Timestamp;
use latchkey_kql::QueryError;
use serde_json::{Value, json};

use crate::{
    call::{Call, shortened},
    dates,
    reply::Reply,
};

/// An error of Resource Graph.
#[derive(Debug)]
pub(crate) struct ResourceGraphError {
    status: StatusCode,
    code: &'static str,
    details: Vec<Value>,
    retry_after_s: Option<i64>,
}

impl From<QueryError> for ResourceGraphError {
    fn from(error: QueryError) -> Self {
        let details = error.details();
        Self { status: StatusCode::BAD_REQUEST, code: "BadRequest", details, retry_after_s: None }
    }
}

impl ResourceGraphError {
    fn new(status: StatusCode, code: &'static str, detail: &str, message: impl Into<String>) -> Self {
        let details = vec![json!({"code": detail, "message": message.into()})];
        Self { status, code, details, retry_after_s: None }
    }

    pub(crate) fn bad_request(detail: &str, message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "BadRequest", detail, message)
    }

    /// The caller has asked as often as it may for now.
    pub(crate) fn throttled(resets_after_s: i64) -> Self {
        let message = "Client application has been throttled and should not attempt to repeat the request until an amount of time has elapsed. \
                       Please see help for additional guidance: https://aka.ms/resourcegraph-throttling";
        let error = Self::new(StatusCode::TOO_MANY_REQUESTS, "RateLimiting", "RateLimiting", message);
        Self { retry_after_s: Some(resets_after_s), ..error }
    }

    pub(crate) fn no_management_groups(named: &[String]) -> Self {
        let message = format!(
            "None of the management groups '{}' is one that the caller can read. The demo cloud has none.",
            shortened(&named.join(", "), 200)
        );
        Self::new(StatusCode::FORBIDDEN, "AccessDenied", "AccessDenied", message)
    }

    pub(crate) fn into_reply(self, call: &Call, now: Timestamp) -> Reply {
        let message = format!(
            "Please provide below info when asking for support: timestamp = {}, correlationId = {}.",
            dates::with_seven_digits(now),
            call.correlation_id
        );
        let body = json!({"error": {"code": self.code, "message": message, "details": self.details}});
        let reply = Reply::json(self.status, &body).with("x-ms-failure-cause", "service");
        match self.retry_after_s {
            Some(seconds) => reply.with("retry-after", &seconds.to_string()),
            None => reply,
        }
    }
}
