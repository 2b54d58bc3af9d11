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
    #[error("the authority's {} is not on its own origin", .0.name())]
    Endpoint(Endpoint),
    /// An endpoint of another provider than Entra is not protected by TLS, or on an address that may not be
    /// connected to.
    #[error("the provider's {} is not on an address that is safe to use", .0.name())]
    Unsafe(Endpoint),
    /// A code of one host would be taken to another one, and the provider does not promise to name itself in its answer.
    #[error("the provider's token endpoint is on another origin than its authorization endpoint")]
    Apart,
    /// The description lacks what this way to sign in needs.
    #[error("the provider names no {}", .0.name())]
    Missing(Endpoint),
}

/// An address that a description names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Endpoint {
    /// Where a person signs in.
    Authorization,
    /// Where tokens come from.
    Token,
    /// Where device codes come from.
    DeviceAuthorization,
    /// Where the keys of ID tokens are.
    KeySet,
    /// Where names of people are.
    UserInfo,
    /// Where tokens are revoked.
    Revocation,
    /// Where a person enters a device code.
    VerificationPage,
}

impl Endpoint {
    /// Its name in the description (RFC 8414 §2) or in the answer with the device code (RFC 8628 §3.2).
    pub fn name(self) -> &'static str {
        match self {
            Self::Authorization => "authorization_endpoint",
            Self::Token => "token_endpoint",
            Self::DeviceAuthorization => "device_authorization_endpoint",
            Self::KeySet => "jwks_uri",
            Self::UserInfo => "userinfo_endpoint",
            Self::Revocation => "revocation_endpoint",
            Self::VerificationPage => "verification_uri",
        }
    }
}
