//! The caller of a service, or why a request has none.

use jiff::Timestamp;

/// The user or application that a token was issued to.
#[derive(Debug, Clone)]
pub(crate) struct Caller {
    pub(crate) object_id: String,
    /// The tenant that the token was issued in.
    pub(crate) tenant_id: String,
    /// The name that refusals mention: a user's sign-in name, an application's client id.
    pub(crate) name: String,
    pub(crate) kind: CallerKind,
}

/// What a caller is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CallerKind {
    User,
    Application,
}

/// Why a request has no caller. Each service has its own words for these.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum NotAuthenticated {
    Missing,
    Invalid,
    WrongAudience(String),
    Expired(Timestamp),
    /// The sessions were revoked after the token was issued, and its client handles the challenge that follows.
    Revoked(Timestamp),
}
