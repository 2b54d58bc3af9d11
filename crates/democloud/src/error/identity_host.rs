//! Errors of the token endpoints of machines: IMDS and Arc use OAuth's shape, App Service and Machine Learning
//! compute their own.

use axum::http::StatusCode;
use serde_json::json;

use crate::{
    call::{Call, shortened},
    reply::Reply,
};

const NOT_FOUND: &str = "Identity not found";

/// A refusal of a token endpoint of a machine.
#[derive(Debug)]
pub(crate) struct IdentityHostError {
    status: StatusCode,
    error: &'static str,
    message: String,
    /// Where the caller finds the key that Arc wants.
    realm: Option<String>,
}

impl IdentityHostError {
    fn new(status: StatusCode, error: &'static str, message: impl Into<String>) -> Self {
        Self { status, error, message: message.into(), realm: None }
    }

    pub(crate) fn metadata_header_missing() -> Self {
        Self::new(StatusCode::BAD_REQUEST, "bad_request_102", "Required metadata header not specified")
    }

    pub(crate) fn bad_request(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "invalid_request", message)
    }

    pub(crate) fn identity_not_found() -> Self {
        Self::bad_request(NOT_FOUND)
    }

    pub(crate) fn resource_not_found(resource: &str, tenant: &str) -> Self {
        let shown = shortened(resource, 200);
        let message = format!(
            "AADSTS500011: The resource principal named {shown} was not found in the tenant named {tenant}. This can happen if the application has not been \
             installed by the administrator of the tenant or consented to by any user in the tenant."
        );
        Self::new(StatusCode::BAD_REQUEST, "invalid_resource", message)
    }

    /// Pages in a browser have no business here.
    pub(crate) fn from_browser() -> Self {
        Self::new(StatusCode::FORBIDDEN, "invalid_request", "Requests of browsers are not answered.")
    }

    pub(crate) fn method_not_allowed() -> Self {
        Self::new(StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed", "Only GET is allowed.")
    }

    /// The secret that the machine's environment holds was not sent.
    pub(crate) fn wrong_secret(header: &str) -> Self {
        Self::new(
            StatusCode::UNAUTHORIZED,
            "unauthorized_client",
            format!("The {header} header is missing or does not hold the secret of this machine."),
        )
    }

    /// Arc's first answer: `realm` is the file whose content has to come back.
    pub(crate) fn key_required(realm: &str) -> Self {
        Self {
            realm: Some(realm.to_owned()),
            ..Self::new(StatusCode::UNAUTHORIZED, "unauthorized_client", "Missing Basic Authorization header")
        }
    }

    pub(crate) fn wrong_key() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "unauthorized_client", "Invalid Basic Authorization header")
    }

    pub(crate) fn key_not_written() -> Self {
        let message = "The key file could not be written.";
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "server_error", message)
    }

    /// As IMDS and Arc say it.
    pub(crate) fn into_metadata_reply(self) -> Reply {
        let body = json!({"error": self.error, "error_description": self.message});
        let reply = Reply::json(self.status, &body);
        match self.realm {
            Some(realm) => reply.with("www-authenticate", &format!("Basic realm={realm}")),
            None => reply,
        }
    }

    /// As App Service and Machine Learning compute say it.
    pub(crate) fn into_platform_reply(self, call: &Call) -> Reply {
        let message = match self.message.as_str() {
            NOT_FOUND => {
                "No User Assigned or Delegated Managed Identity found for specified ClientId/ResourceId/PrincipalId."
            }
            other => other,
        };
        let body = json!({
            "statusCode": self.status.as_u16(),
            "message": message,
            "correlationId": call.correlation_id,
        });
        Reply::json(self.status, &body)
    }
}
