//! Reasons and details of what the Azure clients and HTTP report.

use std::{error::Error as _, time::Duration};

use latchkey_azure::{Error, ServiceError, ServiceErrorKind};
use latchkey_types::Reach;
use latchkey_words::detail;
use url::Url;

use super::ErrorText;
use crate::Reason;

pub(super) fn of_azure(error: &Error) -> ErrorText {
    match error {
        Error::Credential(_) => ErrorText::of(Reason::RequestNotMade),
        Error::Http(error) => of_http(error),
        Error::Service(error) => of_service(error),
        Error::ForeignAddress { origin } => ErrorText::of(Reason::ForeignAddress { origin: origin.clone() }),
        Error::Incomplete { field } => ErrorText::of(Reason::AnswerIncomplete { name: (*field).to_owned() }),
    }
}

fn of_service(error: &ServiceError) -> ErrorText {
    let reason = match error.kind {
        ServiceErrorKind::Unauthenticated => Reason::SessionNotAccepted,
        ServiceErrorKind::Forbidden => Reason::PermissionMissing { action: error.missing_action.clone() },
        ServiceErrorKind::NotFound => Reason::NotFound,
        ServiceErrorKind::Throttled => Reason::TooManyRequests,
        ServiceErrorKind::Rejected => Reason::RequestRejected,
        ServiceErrorKind::Failed => Reason::AzureFailed,
    };
    with_service(ErrorText::of(reason), error)
}

/// What Azure said, whatever that means for the person.
pub(super) fn with_service(text: ErrorText, error: &ServiceError) -> ErrorText {
    let text = ErrorText {
        correlation_id: error.correlation_id.clone(),
        retry_after_ms: error.retry_after.map(milliseconds),
        ..text
    };
    text.detail(detail::http_status(), error.status)
        .optional_detail(detail::code(), error.code.as_ref())
        .optional_detail(detail::missing_action(), error.missing_action.as_ref())
        .optional_detail(detail::azure_says(), error.message.as_ref())
}

pub(super) fn of_http(error: &latchkey_http::Error) -> ErrorText {
    use latchkey_http::Error as Http;
    let text = match error {
        Http::Ended => return ErrorText::of(Reason::Locked),
        Http::Connect { origin, .. } | Http::Timeout { origin, .. } => {
            // No network, proxy or VPN is between two programs of one machine.
            let is_here = Url::parse(origin).is_ok_and(|url| Reach::Loopback.allows(&url));
            let reason =
                if is_here && is_silent(error) { Reason::EmulatorSilent } else { Reason::NoConnection };
            ErrorText::of(reason).detail(detail::address(), origin)
        }
        Http::NotAllowed { origin } | Http::ForeignToken { origin } => {
            ErrorText::of(Reason::AddressNotAllowed).detail(detail::address(), origin)
        }
        Http::TooLarge { origin, limit } => ErrorText::of(Reason::HttpNotUnderstood)
            .detail(detail::address(), origin)
            .detail(detail::limit(), limit),
        Http::Protocol { origin, .. } => {
            ErrorText::of(Reason::HttpNotUnderstood).detail(detail::address(), origin)
        }
        Http::Json { line, column } => ErrorText::of(Reason::HttpNotUnderstood)
            .detail(detail::place(), detail::line_column(*line, *column)),
        Http::Malformed { origin, part } => ErrorText::of(Reason::RequestNotMade)
            .detail(detail::address(), origin)
            .detail(detail::cause(), part),
        Http::Start(_) => ErrorText::of(Reason::RequestNotMade),
    };
    text.optional_detail(detail::cause(), error.source())
}

fn milliseconds(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

/// Whether nobody listens there, or the connection was cut or not answered; not if an answer was not believed.
fn is_silent(error: &latchkey_http::Error) -> bool {
    use std::io::ErrorKind::{
        ConnectionAborted, ConnectionRefused, ConnectionReset, TimedOut, UnexpectedEof,
    };
    let silent = [ConnectionAborted, ConnectionRefused, ConnectionReset, TimedOut, UnexpectedEof];
    let mut causes = std::iter::successors(error.source(), |cause| (*cause).source());
    matches!(error, latchkey_http::Error::Timeout { .. })
        || causes.any(|cause| {
            let io = cause.downcast_ref::<std::io::Error>();
            io.is_some_and(|io| silent.contains(&io.kind()))
        })
}
