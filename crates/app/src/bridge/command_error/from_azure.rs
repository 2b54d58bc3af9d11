//! What the Azure clients and HTTP report, in words for people.

use std::{error::Error as _, time::Duration};

use latchkey_azure::{Error, ServiceError, ServiceErrorKind};

use super::Shown;
use crate::Reason;

pub(super) fn of_azure(error: &Error) -> Shown {
    match error {
        Error::Credential(_) => Shown::new(Reason::RequestNotMade, "There is no token for the request."),
        Error::Http(error) => of_http(error),
        Error::Service(error) => of_service(error),
        Error::ForeignAddress { origin } => Shown::new(
            Reason::ForeignAddress { origin: origin.clone() },
            "Azure's answer points to an address that does not belong to this cloud. Nothing was sent there.",
        )
        .detail("Address", origin),
        Error::Incomplete { what } => Shown::new(
            Reason::AnswerIncomplete { what: (*what).to_owned() },
            format!("Azure's answer cannot be used: it lacks {what}."),
        ),
    }
}

fn of_service(error: &ServiceError) -> Shown {
    let (reason, message) = match error.kind {
        ServiceErrorKind::Unauthenticated => (
            Reason::SessionNotAccepted,
            "Azure does not accept the session any more. Sign in again.".to_owned(),
        ),
        ServiceErrorKind::Forbidden => {
            let message = match &error.missing_action {
                Some(action) => format!("This account lacks the permission {action}."),
                None => "This account lacks a permission for this.".to_owned(),
            };
            (Reason::PermissionMissing { action: error.missing_action.clone() }, message)
        }
        ServiceErrorKind::NotFound => (Reason::NotFound, "Azure does not find this any more.".to_owned()),
        ServiceErrorKind::Throttled => {
            (Reason::TooManyRequests, "Azure asks to wait: there were too many requests.".to_owned())
        }
        ServiceErrorKind::Rejected => (Reason::RequestRejected, "Azure rejected the request.".to_owned()),
        ServiceErrorKind::Failed => {
            (Reason::AzureFailed, "Azure failed to answer. Try again in a while.".to_owned())
        }
    };
    let shown = Shown {
        correlation_id: error.correlation_id.clone(),
        retry_after_ms: error.retry_after.map(milliseconds),
        ..Shown::new(reason, message)
    };
    shown
        .detail("HTTP status", error.status)
        .optional_detail("Code", error.code.as_ref())
        .optional_detail("Missing action", error.missing_action.as_ref())
        .optional_detail("Azure says", error.message.as_ref())
}

pub(super) fn of_http(error: &latchkey_http::Error) -> Shown {
    use latchkey_http::Error as Http;
    let (reason, message) = match error {
        Http::Ended => (Reason::Locked, "Latchkey is locked. Unlock it, or sign out."),
        Http::Connect { .. } | Http::Timeout { .. } => {
            (Reason::NoConnection, "There is no connection. Check the network, proxy or VPN, and try again.")
        }
        Http::NotAllowed { .. } | Http::ForeignToken { .. } => {
            (Reason::AddressNotAllowed, "An address outside of this cloud was named. Nothing was sent there.")
        }
        Http::TooLarge { .. } | Http::Protocol { .. } | Http::Json { .. } => {
            (Reason::HttpNotUnderstood, "The answer could not be understood. Try again in a while.")
        }
        Http::Malformed { .. } | Http::Start(_) => (Reason::RequestNotMade, "The request could not be made."),
    };
    let cause = error.source().map(ToString::to_string);
    Shown::new(reason, message).detail("Reason", error).optional_detail("Cause", cause)
}

fn milliseconds(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}
