//! Why a query is refused, in the words of Azure Resource Graph.
//!
//! `ParserFailure`, `InvalidQueryLanguage`, `UnknownFunction` and `DisallowedMaxNumberOfRemoteTables` are Azure's, from
//! published recordings and its documentation. Azure's codes for the other cases are not published; ours say what they mean.

use serde_json::{Value as Json, json};

const INVALID: &str = "Query is invalid. Please refer to the documentation for the Azure Resource Graph service and fix the \
    error before retrying.";

/// What is wrong with a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ErrorCode {
    /// The text is not a query.
    ParserFailure,
    /// An operator or statement of Kusto that is not offered.
    InvalidQueryLanguage,
    /// A function that is not known, or is not allowed here.
    UnknownFunction,
    /// A function with the wrong number of arguments.
    InvalidFunctionArguments,
    /// A table that is not known.
    UnknownTable,
    /// A column that the rows do not have at this point.
    UnknownColumn,
    /// Values that cannot be compared, added or grouped.
    TypeMismatch,
    /// A pattern that is no regular expression.
    InvalidRegularExpression,
    /// More joins and unions than are allowed, or one table on the right of two of them.
    DisallowedMaxNumberOfRemoteTables,
    /// More `mv-expand` operators than are allowed.
    DisallowedMaxNumberOfMvExpands,
    /// The text is too long.
    QueryTooLarge,
    /// The text is nested too deeply.
    QueryTooDeep,
    /// The query costs more than a query may.
    QueryTooExpensive,
}

/// A place in the text of a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place {
    /// The line, from 1.
    pub(crate) line: usize,
    /// The character in the line, from 0, in UTF-16 units as .NET counts them.
    pub(crate) character: usize,
}

/// A query that was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct QueryError {
    /// What is wrong.
    pub(crate) code: ErrorCode,
    /// What is wrong, for a person.
    pub(crate) message: String,
    /// Where it is wrong.
    pub(crate) place: Option<Place>,
    /// What stands there.
    pub(crate) token: Option<Box<str>>,
    /// What could stand there.
    pub(crate) expected_token: Option<Box<str>>,
    offset: Option<usize>,
}

impl QueryError {
    pub(crate) fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), place: None, token: None, expected_token: None, offset: None }
    }

    pub(crate) fn at(mut self, offset: usize) -> Self {
        self.offset.get_or_insert(offset);
        self
    }

    pub(crate) fn token(mut self, token: impl Into<Box<str>>) -> Self {
        self.token = Some(token.into());
        self
    }

    pub(crate) fn expected(mut self, token: impl Into<Box<str>>) -> Self {
        self.expected_token = Some(token.into());
        self
    }

    /// Turns the offset into line and character, now that the text is at hand.
    pub(crate) fn located(mut self, query: &str) -> Self {
        self.place = self.offset.and_then(|offset| query.get(..offset)).map(|before| {
            let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
            Place {
                line: before.matches('\n').count() + 1,
                character: before[line_start..].encode_utf16().count(),
            }
        });
        self
    }

    /// The `details` of the error that Azure answers: that the query is invalid, and then why.
    pub fn details(&self) -> Vec<Json> {
        let mut why = json!({"code": format!("{:?}", self.code), "message": self.message});
        if let Some(place) = self.place {
            why["line"] = place.line.into();
            // Azure leaves the member out where it is zero.
            if place.character > 0 {
                why["characterPositionInLine"] = place.character.into();
            }
        }
        if let Some(token) = &self.token {
            why["token"] = (**token).into();
        }
        if let Some(token) = &self.expected_token {
            why["expectedToken"] = (**token).into();
        }
        vec![json!({"code": "InvalidQuery", "message": INVALID}), why]
    }
}
