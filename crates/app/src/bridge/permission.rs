//! What may be done, what may not, and what could not be found out.

use serde::Serialize;
use ts_rs::TS;

use super::CommandError;
use crate::{AppError, ErrorCode};

/// Whether the account may do something, as far as it can be known before trying.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "state", rename_all = "camelCase", rename_all_fields = "camelCase")]
#[ts(export)]
pub enum Permission {
    /// Its permissions cover the action.
    Allowed,
    /// Its permissions do not cover the action.
    Missing {
        /// The action that is missing.
        action: String,
        /// The scope at which it is missing.
        scope: String,
    },
    /// The permissions could not be read; only trying will tell.
    Unknown {
        /// Why not.
        reason: String,
    },
}

/// A cell that the server may refuse without taking the page away.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "state", rename_all = "camelCase", rename_all_fields = "camelCase")]
#[ts(export)]
pub enum Readable<T> {
    /// Read.
    Known {
        /// What was read.
        value: T,
    },
    /// Refused or failed.
    Refused {
        /// Why.
        refusal: Refusal,
    },
}

/// Why a cell is empty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct Refusal {
    /// One sentence.
    pub message: String,
    /// The action that is missing, where the server named one.
    pub missing_action: Option<String>,
    /// Correlation id of the refused request.
    pub correlation_id: Option<String>,
}

/// A source that could not be read for a list.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct SourceFailure {
    /// What was asked: a subscription's name, "v1 services", "names of principals".
    pub source: String,
    /// What the list lacks now.
    pub lacks: Lacking,
    /// What went wrong.
    pub error: CommandError,
}

/// What a list lacks where a source could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum Lacking {
    /// Rows.
    Rows,
    /// Names alone; every row is there.
    Names,
}

impl SourceFailure {
    /// The same, of a source that has names alone.
    pub(crate) fn of_names(self) -> Self {
        Self { lacks: Lacking::Names, ..self }
    }

    /// A source's failure as a row; the end of the session, and the lock, are failures of the whole page.
    pub(crate) fn or_session_error(source: String, error: impl Into<AppError>) -> Result<Self, AppError> {
        let error = error.into();
        if error.requires_sign_in() || error.code() == ErrorCode::Locked {
            Err(error)
        } else {
            Ok(Self { source, lacks: Lacking::Rows, error: error.into() })
        }
    }
}

impl From<latchkey_azure::Error> for Refusal {
    fn from(error: latchkey_azure::Error) -> Self {
        let missing_action = error.service().and_then(|service| service.missing_action.clone());
        let error = CommandError::from(AppError::from(error));
        Self { message: error.message, missing_action, correlation_id: error.correlation_id }
    }
}
