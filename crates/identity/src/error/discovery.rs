//! Why an authority's description of itself is not believed.

/// Why an authority's description of itself is not believed.
#[derive(Debug, thiserror::Error)]
pub enum DiscoveryError {
    /// The description has a status that it should not have.
    #[error("the description of the authority has status {0}")]
    Status(u16),
    /// The description is not in the grammar.
    #[error("the description of the authority cannot be read")]
    Unreadable(#[source] latchkey_http::Error),
    /// It names another issuer than the one that was asked.
    #[error("the authority says that it is another issuer")]
    Issuer,
    /// An endpoint is on another origin, or on an address that may not be connected to.
    #[error("the authority's {0} is not on its own origin")]
    Endpoint(&'static str),
    /// An endpoint of another provider than Entra is not protected by TLS, or on an address that may not be
    /// connected to.
    #[error("the provider's {0} is not on an address that is safe to use")]
    Unsafe(&'static str),
    /// A code of one host would be taken to another one, and the provider does not promise to name itself in its answer.
    #[error("the provider's token endpoint is on another origin than its authorization endpoint")]
    Apart,
    /// The description lacks what this way to sign in needs.
    #[error("the provider names no {0}")]
    Missing(&'static str),
}
