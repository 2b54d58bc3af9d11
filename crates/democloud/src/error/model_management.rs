//! Errors of the first generation's model management: not wrapped in `error`, the status inside.

use axum::http::StatusCode;
use serde_json::json;

use crate::{authz::Access, caller::NotAuthenticated, reply::Reply};

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

    pub(crate) fn service_not_found(name: &str) -> Self {
        let name = name.rsplit('/').next().unwrap_or_default();
        Self::not_found(
            "ServiceNotFound",
            format!("Service with name {name} not found in provided workspace."),
        )
    }

    pub(crate) fn conflict(code: &'static str, message: impl Into<String>) -> Self {
        Self {
            status: StatusCode::CONFLICT,
            code: "Conflict",
            message: "Conflict".to_owned(),
            detail: (code, message.into()),
        }
    }

    pub(crate) fn unsupported_media_type(expected: &str) -> Self {
        Self {
            status: StatusCode::UNSUPPORTED_MEDIA_TYPE,
            code: "UnsupportedMediaType",
            message: "Unsupported Media Type".to_owned(),
            detail: ("InvalidContentType", format!("The content type must be {expected}.")),
        }
    }

    pub(crate) fn region_is_down(region: &str) -> Self {
        Self {
            status: StatusCode::SERVICE_UNAVAILABLE,
            code: "ServiceUnavailable",
            message: "Service Unavailable".to_owned(),
            detail: ("RegionUnavailable", format!("The service is not available in {region}.")),
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
        Reply::json(self.status, &body)
    }
}
