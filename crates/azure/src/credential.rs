//! Who hands out access tokens, as a port.

use std::{error, fmt, sync::Arc};

use async_trait::async_trait;
use latchkey_types::{Audience, BearerToken};

/// Who hands out access tokens.
#[async_trait]
pub trait Credential: Send + Sync {
    /// A token for an audience, with enough life left for a request.
    async fn token(&self, audience: Audience) -> Result<BearerToken, CredentialError>;

    /// A token in place of one that the service did not take, with the claims (JSON) that it asks for.
    async fn token_with_claims(
        &self,
        audience: Audience,
        claims: &str,
        rejected: &BearerToken,
    ) -> Result<BearerToken, CredentialError>;

    /// Takes note that a service refused a token (401) without asking for claims, so that it is not handed out for
    /// ever. The request is not sent again.
    async fn note_refused(&self, _audience: Audience, _refused: &BearerToken) {}
}

/// Why there is no token; the cause is the credential's own error.
#[derive(Clone)]
pub struct CredentialError(pub Arc<dyn error::Error + Send + Sync>);

impl fmt::Display for CredentialError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

impl fmt::Debug for CredentialError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

impl error::Error for CredentialError {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        self.0.source()
    }
}
