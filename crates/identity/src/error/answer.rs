//! What is wrong with an answer that is not understood.

use latchkey_http::StatusCode;

/// An answer of the token endpoint that is neither tokens nor an OAuth error.
#[derive(Debug, thiserror::Error)]
#[error("the answer is not understood: {problem:?} (status {status})")]
pub struct AnswerError {
    /// What is wrong with it. The answer itself is not kept, since it may hold tokens.
    pub problem: AnswerProblem,
    /// The answer's status.
    pub status: StatusCode,
    /// The id under which the service's operators can find it.
    pub correlation_id: Option<String>,
}

/// What is wrong with an answer of the token endpoint or of the device authorization endpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AnswerProblem {
    /// The status is an error, and the body is no OAuth error (RFC 6749 §5.2).
    NoOAuthError,
    /// The body holds no tokens (RFC 6749 §5.1).
    NoTokens,
    /// The body holds no device code (RFC 8628 §3.2).
    NoDeviceCode,
    /// The token is of another type than bearer.
    NotBearer,
    /// The access token is empty.
    EmptyToken,
    /// The code is empty.
    EmptyCode,
    /// The code holds characters that a person cannot type.
    CodeNotTypeable,
}

/// What is wrong with the authorization response that the browser brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CallbackProblem {
    /// A parameter occurs twice (RFC 6749 §3.1).
    RepeatedParameter,
    /// It has a code and an error.
    CodeAndError,
    /// It has neither a code nor an error.
    NeitherCodeNorError,
}

/// What an answer of the Azure CLI or of a managed identity lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MissingPart {
    /// The token.
    Token,
    /// The time when the token expires.
    Expiry,
    /// The name of the cloud.
    CloudName,
    /// The list of accounts.
    AccountList,
}
