//! Microsoft Graph's errors: `{"error":{"code","message","innerError"}}`.

use axum::http::StatusCode;
use jiff::Timestamp;
use serde_json::json;

use crate::{authn::NotAuthenticated, call::Call, reply::Reply};

/// An error of Microsoft Graph.
#[derive(Debug)]
pub(crate) struct GraphError {
    status: StatusCode,
    code: &'static str,
    message: String,
}

impl GraphError {
    pub(crate) fn not_authenticated(why: &NotAuthenticated) -> Self {
        let message = match why {
            NotAuthenticated::Missing => "Access token is empty.",
            NotAuthenticated::Invalid => "CompactToken validation failed with reason code: 80049228.",
            NotAuthenticated::WrongAudience(_) => "Access token validation failure. Invalid audience.",
            NotAuthenticated::Expired(_) => "Lifetime validation failed, the token is expired.",
        };
        Self {
            status: StatusCode::UNAUTHORIZED,
            code: "InvalidAuthenticationToken",
            message: message.to_owned(),
        }
    }

    pub(crate) fn bad_request(message: impl Into<String>) -> Self {
        Self { status: StatusCode::BAD_REQUEST, code: "Request_BadRequest", message: message.into() }
    }

    pub(crate) fn into_reply(self, call: &Call, now: Timestamp) -> Reply {
        let body = json!({"error": {
            "code": self.code,
            "message": self.message,
            "innerError": {
                "date": now.strftime("%Y-%m-%dT%H:%M:%S").to_string(),
                "request-id": call.request_id,
                "client-request-id": call.correlation_id,
            },
        }});
        Reply::json(self.status, &body)
    }
}
