//! The one error type of the bridge. The window and the terminal decide by `code`, `reason` and the facts;
//! `message` and `details` are for people.

use latchkey_words::detail;
use serde::Serialize;
use ts_rs::TS;

use crate::{AppError, ErrorCode, Field, Reason};

mod details;
mod from_azure;
mod from_identity;
mod message;
mod problem;
mod who_can_fix;

pub(crate) use message::{text_of_entra, text_of_unreadable_file};

/// Why a command failed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct CommandError {
    /// What the window may act on.
    pub code: ErrorCode,
    /// Why, with its facts.
    #[serde(flatten)]
    pub reason: Box<Reason>,
    /// The argument that is wrong, if one is.
    pub field: Option<Field>,
    /// Who can do something about it.
    pub who_can_fix: WhoCanFix,
    /// Azure's correlation id, for its support.
    pub correlation_id: Option<String>,
    /// When trying again makes sense, milliseconds from now.
    #[ts(type = "number | null")]
    pub retry_after_ms: Option<u64>,
    /// What happened and what to do, in plain words.
    pub message: String,
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

/// Who can do something about an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum WhoCanFix {
    /// The person who uses Latchkey.
    You,
    /// The administrator of the tenant, the subscription or the application.
    Administrator,
    /// The network's operator.
    Network,
    /// Azure, or the sign-in service: it passes.
    Azure,
    /// The makers of Latchkey.
    Latchkey,
}

/// What is shown of an error, without the condition that the error itself knows.
struct ErrorText {
    reason: Reason,
    /// The message, if it is another one than the reason's.
    message: Option<String>,
    correlation_id: Option<String>,
    retry_after_ms: Option<u64>,
    details: Vec<ErrorDetail>,
}

impl From<AppError> for CommandError {
    fn from(error: AppError) -> Self {
        Self::from(&error)
    }
}

impl From<&AppError> for CommandError {
    fn from(error: &AppError) -> Self {
        let ErrorText { reason, message, correlation_id, retry_after_ms, details } =
            ErrorText::of_error(error);
        let code = error.code();
        // A sign-in can fail because of what was typed for it.
        let names_field = matches!(code, ErrorCode::Invalid | ErrorCode::SignInFailed);
        let field = if names_field { reason.field() } else { None };
        let who_can_fix = who_can_fix::of(&reason);
        let message = message.unwrap_or_else(|| message::of(&reason));
        let reason = Box::new(reason);
        Self { code, reason, field, who_can_fix, correlation_id, retry_after_ms, message, details }
    }
}

impl From<Reason> for CommandError {
    fn from(reason: Reason) -> Self {
        AppError::from(reason).into()
    }
}

impl ErrorText {
    fn of_error(error: &AppError) -> Self {
        match error {
            AppError::Condition(reason) => Self::of(reason.clone()),
            AppError::Gone { reason, source } => {
                let text = Self::of(reason.clone());
                match source.service() {
                    Some(service) => from_azure::with_service(text, service),
                    None => text,
                }
            }
            AppError::SignIn(error) => from_identity::of_sign_in(error),
            AppError::Token(error) => from_identity::of_token(error),
            AppError::Azure(error) => from_azure::of_azure(error),
            AppError::Http(error) => from_azure::of_http(error),
            AppError::Vault(error) => from_identity::of_vault(error),
            AppError::Trial(error) => from_identity::of_trial(error),
            AppError::Unproven(cause) => {
                let cause = Self::of_error(cause);
                let message = cause.message.clone().unwrap_or_else(|| message::of(&cause.reason));
                Self { reason: Reason::RegenerationUnproven, message: None, ..cause }
                    .detail(detail::cause(), message)
            }
        }
    }

    /// A reason with the details that follow from it.
    fn of(reason: Reason) -> Self {
        let details = details::of(&reason);
        Self { reason, message: None, correlation_id: None, retry_after_ms: None, details }
    }

    fn detail(mut self, label: String, value: impl ToString) -> Self {
        self.details.push(ErrorDetail { label, value: value.to_string() });
        self
    }

    fn optional_detail(self, label: String, value: Option<impl ToString>) -> Self {
        match value {
            Some(value) => self.detail(label, value),
            None => self,
        }
    }

    fn with_correlation(self, correlation_id: Option<String>) -> Self {
        Self { correlation_id, ..self }
    }
}
