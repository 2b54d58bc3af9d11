//! What the Azure clients and HTTP report, in words for people.

use std::{error::Error as _, time::Duration};

use latchkey_azure::{Error, ServiceError, ServiceErrorKind};
use latchkey_identity::TokenError;

use crate::{CommandError, ErrorCode};

impl From<Error> for CommandError {
    fn from(error: Error) -> Self {
        match error {
            Error::Credential(cause) => match cause.0.downcast_ref::<TokenError>() {
                Some(token) => Self::from(token),
                None => Self::new(ErrorCode::Internal, "There is no token for the request.".to_owned()),
            },
            Error::Http(error) => error.into(),
            Error::Service(error) => of_service(error),
            Error::ForeignAddress { origin } => Self::new(
                ErrorCode::ServiceFailed,
                "Azure's answer points to an address that does not belong to this cloud. Nothing was sent there."
                    .to_owned(),
            )
            .detail("Address", origin),
            Error::Incomplete { what } => Self::new(
                ErrorCode::ServiceFailed,
                format!("Azure's answer cannot be used: it lacks {what}."),
            ),
        }
    }
}

fn of_service(error: ServiceError) -> CommandError {
    let (code, message) = match error.kind {
        ServiceErrorKind::Unauthenticated => (
            ErrorCode::SignInRequired,
            "Azure does not accept the session any more. Sign in again.".to_owned(),
        ),
        ServiceErrorKind::Forbidden => {
            let message = match &error.missing_action {
                Some(action) => format!("This account lacks the permission {action}."),
                None => "This account lacks a permission for this.".to_owned(),
            };
            (ErrorCode::Forbidden, message)
        }
        ServiceErrorKind::NotFound => (ErrorCode::NotFound, "Azure does not find this any more.".to_owned()),
        ServiceErrorKind::Throttled => {
            (ErrorCode::Throttled, "Azure asks to wait: there were too many requests.".to_owned())
        }
        ServiceErrorKind::Rejected => (ErrorCode::ServiceFailed, "Azure rejected the request.".to_owned()),
        ServiceErrorKind::Failed => {
            (ErrorCode::ServiceFailed, "Azure failed to answer. Try again in a while.".to_owned())
        }
    };
    let command_error = CommandError {
        correlation_id: error.correlation_id,
        retry_after_ms: error.retry_after.map(milliseconds),
        ..CommandError::new(code, message)
    };
    command_error
        .detail("HTTP status", error.status)
        .optional_detail("Code", error.code)
        .optional_detail("Missing action", error.missing_action)
        .optional_detail("Azure says", error.message)
}

impl From<latchkey_http::Error> for CommandError {
    fn from(error: latchkey_http::Error) -> Self {
        Self::from(&error)
    }
}

impl From<&latchkey_http::Error> for CommandError {
    fn from(error: &latchkey_http::Error) -> Self {
        use latchkey_http::Error as Http;
        let (code, message) = match error {
            Http::Connect { .. } | Http::Timeout { .. } => (
                ErrorCode::Offline,
                "There is no connection. Check the network, proxy or VPN, and try again.",
            ),
            Http::NotAllowed { .. } | Http::ForeignToken { .. } => (
                ErrorCode::ServiceFailed,
                "An address outside of this cloud was named. Nothing was sent there.",
            ),
            Http::TooLarge { .. } | Http::Protocol { .. } | Http::Json { .. } => {
                (ErrorCode::ServiceFailed, "The answer could not be understood. Try again in a while.")
            }
            Http::Malformed { .. } | Http::Start(_) => {
                (ErrorCode::Internal, "The request could not be made.")
            }
        };
        let cause = error.source().map(ToString::to_string);
        Self::new(code, message.to_owned()).detail("Reason", error).optional_detail("Cause", cause)
    }
}

pub(super) fn milliseconds(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}
