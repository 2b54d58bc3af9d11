//! Why Azure did not do what was asked, read from every form in which its services say so.

use std::time::Duration;

use jiff::Timestamp;
use latchkey_http::Response;
use serde_json::Value;

use crate::{CredentialError, wire::Node};

mod missing_action;

/// Why a call to Azure failed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no token to call with.
    #[error("no token for the request")]
    Credential(#[source] CredentialError),
    /// No answer came.
    #[error("no answer from the service")]
    Http(#[from] latchkey_http::Error),
    /// The service answered with an error.
    #[error("{0}")]
    Service(ServiceError),
    /// An answer named an address that must not be given a token; nothing was sent there.
    #[error("an answer of the service points to {origin}, which must not be given a token")]
    ForeignAddress {
        /// Scheme, host and port of the address.
        origin: String,
    },
    /// An answer lacks what cannot be done without, or has it in a form that cannot be used.
    #[error("the answer lacks {field}")]
    Incomplete {
        /// The field, as Azure spells it.
        field: &'static str,
    },
}

impl Error {
    /// The service's own error, if there was an answer.
    pub fn service(&self) -> Option<&ServiceError> {
        match self {
            Self::Service(error) => Some(error),
            _ => None,
        }
    }

    /// Whether the service knows no such thing.
    pub fn is_not_found(&self) -> bool {
        self.service().is_some_and(|error| error.kind == ServiceErrorKind::NotFound)
    }

    /// Whether the service refused for lack of a permission.
    pub fn is_forbidden(&self) -> bool {
        self.service().is_some_and(|error| error.kind == ServiceErrorKind::Forbidden)
    }
}

/// An error as the service told it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceError {
    /// What it means for the caller.
    pub kind: ServiceErrorKind,
    /// HTTP status.
    pub status: u16,
    /// The service's code, of the innermost error that has a telling one.
    pub code: Option<String>,
    /// The service's text.
    pub message: Option<String>,
    /// The action that the caller lacks, where the text names it.
    pub missing_action: Option<String>,
    /// Correlation id, for Azure's support.
    pub correlation_id: Option<String>,
    /// How long to wait before trying again.
    pub retry_after: Option<Duration>,
}

/// What an error means for the caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ServiceErrorKind {
    /// The token was not accepted.
    Unauthenticated,
    /// The caller lacks a permission.
    Forbidden,
    /// There is no such thing.
    NotFound,
    /// Too many requests; wait.
    Throttled,
    /// The request does not fit the thing or its state.
    Rejected,
    /// The service failed.
    Failed,
}

/// Codes of a 401 that speak of the token. Any other 401 (a quota, for instance) ends no session.
const TOKEN_CODES: [&str; 6] = [
    "AuthenticationFailed",
    "InvalidAuthenticationToken",
    "InvalidAuthenticationTokenTenant",
    "InvalidAuthenticationTokenAudience",
    "ExpiredAuthenticationToken",
    "InvalidOrExpiredToken",
];

impl ServiceError {
    /// Reads an error answer: ARM's envelope, a bare one, PascalCase, Graph's, a text, HTML, nothing.
    pub(crate) fn read(response: &Response, now: Timestamp) -> Self {
        let body: Value = response.json().unwrap_or_default();
        let root = Node::of(&body);
        let error = match (root.child("error"), root.child("odata.error")) {
            (error, _) if error.is_object() => error,
            (_, odata) if odata.is_object() => odata,
            _ => root,
        };
        let inner_codes = inner_codes(error);
        let message = error
            .text("message")
            .or_else(|| error.child("message").text("value"))
            .or_else(|| root.as_text())
            .map(shorten);
        let code = error.text_or_number("code");
        let status = response.status().as_u16();
        let challenges = response.header("www-authenticate").is_some();
        let kind = kind_of(status, code.as_deref(), &inner_codes, challenges);
        let in_details = error.list("details").filter_map(|detail| detail.text("message"));
        let missing_action = message.as_deref().into_iter().chain(in_details).find_map(missing_action::find);
        Self {
            kind,
            status,
            code: if kind == ServiceErrorKind::Forbidden {
                inner_codes.into_iter().next().or(code)
            } else {
                code
            },
            message,
            missing_action,
            correlation_id: response.correlation_id().map(str::to_owned),
            retry_after: response.retry_after(now),
        }
    }
}

impl std::fmt::Display for ServiceError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "the service answered {}", self.status)?;
        if let Some(code) = &self.code {
            write!(formatter, " ({code})")?;
        }
        Ok(())
    }
}

/// The codes that Azure Machine Learning hides in `additionalInfo`, and those of `details`.
fn inner_codes(error: Node<'_>) -> Vec<String> {
    let in_info =
        error.list("additionalInfo").filter_map(|info| info.child("info").child("value").text("code"));
    let in_details = error.list("details").filter_map(|detail| detail.text("code"));
    in_info.chain(in_details).map(str::to_owned).collect()
}

fn kind_of(status: u16, code: Option<&str>, inner_codes: &[String], challenges: bool) -> ServiceErrorKind {
    let speaks_of_token = || {
        let codes = code.into_iter().chain(inner_codes.iter().map(String::as_str));
        codes.into_iter().any(|code| TOKEN_CODES.iter().any(|known| known.eq_ignore_ascii_case(code)))
    };
    match status {
        401 if challenges || speaks_of_token() => ServiceErrorKind::Unauthenticated,
        403 => ServiceErrorKind::Forbidden,
        _ if inner_codes.iter().any(|code| code.eq_ignore_ascii_case("ForbiddenError")) => {
            ServiceErrorKind::Forbidden
        }
        404 | 410 => ServiceErrorKind::NotFound,
        429 => ServiceErrorKind::Throttled,
        400..=499 => ServiceErrorKind::Rejected,
        _ => ServiceErrorKind::Failed,
    }
}

/// Texts can be whole stack traces; people need the beginning.
fn shorten(text: &str) -> String {
    const LONGEST: usize = 1_000;
    text.trim().chars().take(LONGEST).collect()
}
