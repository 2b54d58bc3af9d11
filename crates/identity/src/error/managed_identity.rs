//! Why there is no token of a managed identity.

/// Why there is no token of a managed identity.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ManagedIdentityError {
    /// Nothing on this machine hands out tokens.
    #[error("this machine has no managed identity endpoint")]
    NoEndpoint,
    /// The environment names an address that cannot be one.
    #[error("{0} is not the address of an endpoint on this machine")]
    BadAddress(&'static str),
    /// A host whose endpoint Latchkey does not speak to.
    #[error("the managed identity of {0} is not supported")]
    Unsupported(&'static str),
    /// The endpoint knows no such identity.
    #[error("this machine has no such identity")]
    NoSuchIdentity,
    /// This kind of host cannot select an identity in this way.
    #[error("{0} takes a user-assigned identity by its client id only")]
    Selection(&'static str),
    /// The endpoint refused.
    #[error("the managed identity endpoint refused ({status}): {message}")]
    Refused {
        /// The answer's status.
        status: u16,
        /// The endpoint's own words, shortened.
        message: String,
    },
    /// It answered something else than a token.
    #[error("the managed identity endpoint's answer is not understood: {0}")]
    Unreadable(&'static str),
    /// Arc's agent did not prove that it shares this machine.
    #[error("Azure Arc's proof is not believed: {0}")]
    ArcProof(&'static str),
    /// No answer came.
    #[error("the managed identity endpoint cannot be reached")]
    Unreachable,
}
