//! The one error type of the bridge. The window decides by `code` alone; `message` is for people.

use serde::Serialize;
use ts_rs::TS;

use crate::{ClipboardError, CloudUnavailable};

/// Why a command failed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct CommandError {
    /// What the window may act on.
    pub code: ErrorCode,
    /// What happened and what to do, in plain words.
    pub message: String,
    /// Azure's correlation id, for its support.
    pub correlation_id: Option<String>,
    /// When trying again makes sense, milliseconds from now.
    #[ts(type = "number | null")]
    pub retry_after_ms: Option<u64>,
    /// Azure's own words for the details panel: AADSTS number, ARM code, missing action, time.
    pub details: Vec<ErrorDetail>,
}

/// One line of the details panel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct ErrorDetail {
    /// What it is.
    pub label: String,
    /// The value, copied whole.
    pub value: String,
}

/// The conditions that the window treats differently.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum ErrorCode {
    /// Nobody is signed in, or the session has ended: offer *Sign in*.
    SignInRequired,
    /// Somebody has to look where tokens go first: show it, and ask.
    ConfirmDestinations,
    /// A sign-in was cancelled, by the person or in the browser: offer it again, calmly.
    Cancelled,
    /// A sign-in failed: show details, offer it again.
    SignInFailed,
    /// There is no OS store for secrets: offer *this session only*.
    NoSecretStore,
    /// The account lacks a permission: show the missing action.
    Forbidden,
    /// The thing is gone: offer to go back to the list.
    NotFound,
    /// Azure asks to wait: show for how long.
    Throttled,
    /// No connection: offer *retry*.
    Offline,
    /// Azure failed or answered something unintelligible: offer *retry*.
    ServiceFailed,
    /// An argument or typed text was wrong: show it at the field.
    Invalid,
    /// The machine's clock is wrong: say so.
    ClockWrong,
    /// The app is locked: show the lock screen.
    Locked,
    /// A fault of Latchkey itself.
    Internal,
}

mod from_azure;
mod from_identity;

impl CommandError {
    /// An error without Azure's part in it.
    pub(crate) fn new(code: ErrorCode, message: String) -> Self {
        Self { code, message, correlation_id: None, retry_after_ms: None, details: Vec::new() }
    }

    /// A wrong argument; `field` names it.
    pub(crate) fn invalid(field: &str, message: &str) -> Self {
        Self::new(ErrorCode::Invalid, message.to_owned()).detail("Field", field)
    }

    /// There is nowhere to keep a session.
    pub(crate) fn no_secret_store(reason: &str) -> Self {
        let message =
            "This system has no store for secrets that Latchkey could use, so a session cannot be kept.";
        Self::new(ErrorCode::NoSecretStore, message.to_owned()).detail("Reason", reason)
    }

    /// The same, where a key may have changed all the same.
    pub(crate) fn unproven(self) -> Self {
        self.detail(
            "Not proven",
            "The keys could not be listed afterwards: this one may have changed. Read it again.",
        )
    }

    /// An operation ended badly.
    pub(crate) fn operation_failed(service: &str, code: Option<String>, message: Option<String>) -> Self {
        let text = format!("Azure could not regenerate the key of {service}. Both keys are what they were.");
        let error = Self::new(ErrorCode::ServiceFailed, text);
        error.optional_detail("Code", code).optional_detail("Azure says", message)
    }

    /// The app is locked, so nothing is done.
    pub(crate) fn locked() -> Self {
        Self::new(ErrorCode::Locked, "Latchkey is locked. Unlock it, or sign out.".to_owned())
    }

    pub(crate) fn detail(mut self, label: &str, value: impl ToString) -> Self {
        self.details.push(ErrorDetail { label: label.to_owned(), value: value.to_string() });
        self
    }

    pub(crate) fn with_correlation(self, correlation_id: Option<String>) -> Self {
        Self { correlation_id, ..self }
    }

    pub(crate) fn optional_detail(self, label: &str, value: Option<impl ToString>) -> Self {
        match value {
            Some(value) => self.detail(label, value),
            None => self,
        }
    }
}

impl From<CloudUnavailable> for CommandError {
    fn from(error: CloudUnavailable) -> Self {
        Self::new(ErrorCode::ServiceFailed, error.0)
    }
}

impl From<ClipboardError> for CommandError {
    fn from(error: ClipboardError) -> Self {
        Self::new(
            ErrorCode::Internal,
            "Nothing was copied: the system's clipboard cannot be used.".to_owned(),
        )
        .detail("Reason", error.0)
    }
}
