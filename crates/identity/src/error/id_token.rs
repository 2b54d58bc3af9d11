//! Why an ID token does not prove who signed in.

/// Why an ID token does not prove who signed in.
#[derive(Debug, Clone, Copy, thiserror::Error, PartialEq, Eq)]
pub enum IdTokenError {
    /// There is none, though it was asked for.
    #[error("there is no ID token")]
    Missing,
    /// It is not a signed token.
    #[error("it is not a signed token")]
    Malformed,
    /// It is signed with something else than what the authority signs with, or not at all.
    #[error("it is not signed in a way that is accepted")]
    Algorithm,
    /// It is signed with a key that the authority does not publish.
    #[error("it is signed with a key that the authority does not publish")]
    UnknownKey,
    /// The signature is wrong.
    #[error("its signature is wrong")]
    Signature,
    /// Another issuer made it.
    #[error("it was made by another issuer")]
    Issuer,
    /// It was made for another application.
    #[error("it was made for another application")]
    Audience,
    /// It was made for another sign-in.
    #[error("it was made for another sign-in")]
    Nonce,
    /// It has ended.
    #[error("it has ended")]
    Expired,
    /// It is not valid yet.
    #[error("it is not valid yet")]
    NotYetValid,
    /// It is about somebody else than the session that it came for.
    #[error("it is about somebody else")]
    Subject,
    /// A claim is missing or not of its kind.
    #[error("its claim {0} is missing or unreadable")]
    Claim(&'static str),
    /// The authority's key set cannot be read.
    #[error("the authority's keys cannot be read")]
    KeySet,
}

impl IdTokenError {
    /// Whether it says nothing about whose token it is: keys that cannot be read now can be read later, those of a
    /// service lag behind its signatures, and a clock is set.
    pub(crate) fn is_passing(self) -> bool {
        matches!(self, Self::KeySet | Self::UnknownKey | Self::Expired | Self::NotYetValid)
    }
}
