//! Requests that reach no service: sent to a foreign host, too large, or too slow.

use axum::http::StatusCode;

use crate::reply::Reply;

/// Why a request is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TransportError {
    /// It names a host that is not this one (RFC 9110 §7.4).
    ForeignHost,
    BodyTooLarge,
    BodyTooLate,
}

impl TransportError {
    pub(crate) fn into_reply(self) -> Reply {
        let (status, message) = match self {
            Self::ForeignHost => (StatusCode::MISDIRECTED_REQUEST, "This address is for localhost only."),
            Self::BodyTooLarge => {
                (StatusCode::PAYLOAD_TOO_LARGE, "The request body is too large or cannot be read.")
            }
            Self::BodyTooLate => (StatusCode::REQUEST_TIMEOUT, "The request body did not arrive in time."),
        };
        Reply::text(status, message.to_owned())
    }
}
