//! Errors of the first generation's model management: not wrapped in `error`, the status inside.

use axum::http::StatusCode;
use serde_json::json;

use crate::{authn::NotAuthenticated, authz::Access, reply::Reply};

/// An error of model management.
#[derive(Debug)]
pub(crate) struct ModelManagementError {
    status: StatusCode,
    code: &'static str,
    message: String,
    detail: (&'static str, String),
}

impl ModelManagementError {
    pub(crate) fn not_authenticated(why: &NotAuthenticated) -> Self {
        let detail = match why {
            NotAuthenticated::Missing => ("MissingToken", "The request has no token."),
            _ => (
                "InvalidOrExpiredToken",
                "The request token was either invalid or expired. Please try again with a valid token.",
            ),
        };
        Self {
            status: StatusCode::UNAUTHORIZED,
            code: "Unauthorized",
            message: "Unauthorized".to_owned(),
            detail: (detail.0, detail.1.to_owned()),
        }
    }

    pub(crate) fn not_allowed(access: &Access, action: &str, scope: &str) -> Self {
        let (name, id) = (&access.caller.name, &access.caller.object_id);
        Self {
            status: StatusCode::FORBIDDEN,
            code: "Forbidden",
            message: "Forbidden".to_owned(),
            detail: (
                "AuthorizationFailed",
                format!(
                    "The client '{name}' with object id '{id}' does not have authorization to perform action '{action}' over scope '{scope}'."
                ),
            ),
        }
    }

    pub(crate) fn not_found(code: &'static str, message: String) -> Self {
        Self {
            status: StatusCode::NOT_FOUND,
            code: "NotFound",
            message: "Not Found".to_owned(),
            detail: (code, message),
        }
    }

    pub(crate) fn bad_request(code: &'static str, message: impl Into<String>) -> Self {
        Self {
            status: StatusCode::BAD_REQUEST,
            code: "BadRequest",
            message: "The request is invalid".to_owned(),
            detail: (code, message.into()),
        }
    }

    pub(crate) fn into_reply(self) -> Reply {
        let body = json!({
            "code": self.code,
            "statusCode": self.status.as_u16(),
            "message": self.message,
            "details": [{"code": self.detail.0, "message": self.detail.1}],
        });
        Reply::json(self.status, &body).with("api-supported-versions", "1.0, 2018-03-01-preview, 2018-11-19")
    }
}
