//! Microsoft Graph's errors: `{"error":{"code","message","innerError"}}`.

use axum::http::StatusCode;
use jiff::Timestamp;
use serde_json::json;

use super::claims_challenge::{REVOKED, revocation_challenge};
use crate::{
    call::{Call, shortened},
    caller::NotAuthenticated,
    odata::OptionError,
    reply::Reply,
};

/// An error of Microsoft Graph.
#[derive(Debug)]
pub(crate) struct GraphError {
    status: StatusCode,
    code: &'static str,
    message: String,
    /// The bearer challenge of a 401 that asks for claims.
    challenge: Option<String>,
}

impl GraphError {
    fn new(status: StatusCode, code: &'static str, message: impl Into<String>) -> Self {
        Self { status, code, message: message.into(), challenge: None }
    }

    pub(crate) fn not_authenticated(why: &NotAuthenticated, call: &Call) -> Self {
        let message = match why {
            NotAuthenticated::Missing => "Access token is empty.",
            NotAuthenticated::Invalid => "CompactToken validation failed with reason code: 80049228.",
            NotAuthenticated::WrongAudience(_) => "Access token validation failure. Invalid audience.",
            NotAuthenticated::Expired(_) => "Lifetime validation failed, the token is expired.",
            NotAuthenticated::Revoked(_) => REVOKED,
        };
        let challenge = revocation_challenge(why, &call.address);
        Self { challenge, ..Self::new(StatusCode::UNAUTHORIZED, "InvalidAuthenticationToken", message) }
    }

    pub(crate) fn bad_request(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "Request_BadRequest", message)
    }

    /// `/me` asked for by an application in its own name.
    pub(crate) fn nobody_signed_in() -> Self {
        let message = "/me request is only valid with delegated authentication flow.";
        Self::new(StatusCode::BAD_REQUEST, "BadRequest", message)
    }

    pub(crate) fn option(name: &str, why: &OptionError) -> Self {
        let message = match name {
            "$filter" => format!("Invalid filter clause: {why}"),
            _ => format!("Parsing the query option {name} failed: {why}"),
        };
        Self::new(StatusCode::BAD_REQUEST, "BadRequest", message)
    }

    pub(crate) fn unsupported_query(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "Request_UnsupportedQuery", message)
    }

    pub(crate) fn not_allowed() -> Self {
        let message = "Insufficient privileges to complete the operation.";
        Self::new(StatusCode::FORBIDDEN, "Authorization_RequestDenied", message)
    }

    pub(crate) fn not_found(id: &str) -> Self {
        let shown = shortened(id, 100);
        let message = format!(
            "Resource '{shown}' does not exist or one of its queried reference-property objects are not present."
        );
        Self::new(StatusCode::NOT_FOUND, "Request_ResourceNotFound", message)
    }

    /// A service principal of an application that doesn't exist, or not yet.
    pub(crate) fn no_application(app_id: &str) -> Self {
        let shown = shortened(app_id, 100);
        let message = format!(
            "The appId '{shown}' of the service principal does not reference a valid application object."
        );
        Self::bad_request(message)
    }

    pub(crate) fn service_principal_exists(app_id: &str) -> Self {
        let message = format!(
            "The service principal cannot be created, updated, or restored because the service principal name {app_id} is already in use."
        );
        Self::new(StatusCode::CONFLICT, "Request_MultipleObjectsWithSameKeyValue", message)
    }

    pub(crate) fn identifier_uri_taken() -> Self {
        let message = "Another object with the same value for property identifierUris already exists.";
        Self::new(StatusCode::BAD_REQUEST, "Request_BadRequest", message)
    }

    pub(crate) fn property_not_valid(name: &str) -> Self {
        let message = format!("Invalid value specified for property '{name}' of resource 'Application'.");
        Self::new(StatusCode::BAD_REQUEST, "Request_BadRequest", message)
    }

    pub(crate) fn quota_exceeded() -> Self {
        let message = "The directory object quota limit for the tenant has been exceeded.";
        Self::new(StatusCode::FORBIDDEN, "Directory_QuotaExceeded", message)
    }

    /// A proof of a key that is missing, or that none of the application's present keys signed.
    pub(crate) fn proof_not_valid() -> Self {
        let message = "Access Token missing or malformed.";
        Self::new(StatusCode::UNAUTHORIZED, "Authentication_MissingOrMalformed", message)
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
        let reply = Reply::json(self.status, &body);
        match self.challenge {
            Some(challenge) => reply.with("www-authenticate", &challenge),
            None => reply,
        }
    }
}
