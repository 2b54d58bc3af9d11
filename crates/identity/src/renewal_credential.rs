//! The credential that a session gets its next access token with, as it is sealed in the vault.

mod application;
mod azure_cli;
mod managed_identity;

use latchkey_types::Secret;
use serde::{Deserialize, Serialize};

pub use application::ApplicationCredential;
pub use azure_cli::AzureCliSession;
pub use managed_identity::{HostKind, IdentitySelection, ManagedIdentity};

/// The credential that a session gets its next access token with.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum RenewalCredential {
    /// The refresh token of a person's sign-in (RFC 6749 §6). Without one the session ends with its access token.
    RefreshToken(Option<Secret>),
    /// The secret or the certificate of an application.
    Application(ApplicationCredential),
    /// The session of the Azure CLI. Only the tenant is kept.
    AzureCli(AzureCliSession),
    /// A managed identity of this machine. Only its selection is kept.
    ManagedIdentity(ManagedIdentity),
}

/// The same for writing: [`Secret`] has no `Serialize`, so that none is written by accident.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum WrittenRenewalCredential<'a> {
    RefreshToken(Option<&'a str>),
    Application(WrittenCredential<'a>),
    AzureCli(&'a AzureCliSession),
    ManagedIdentity(&'a ManagedIdentity),
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
pub(crate) enum WrittenCredential<'a> {
    Secret(&'a str),
    Certificate { private_key: &'a str, certificate: &'a str },
}

impl RenewalCredential {
    /// Borrows everything for writing; only [`crate::session::to_bytes`] asks for it.
    pub(crate) fn written(&self) -> WrittenRenewalCredential<'_> {
        // EXPOSE: the secrets go into a wiped buffer that the vault seals.
        let text = Secret::expose;
        match self {
            Self::RefreshToken(token) => WrittenRenewalCredential::RefreshToken(token.as_ref().map(text)),
            Self::Application(ApplicationCredential::Secret(secret)) => {
                WrittenRenewalCredential::Application(WrittenCredential::Secret(text(secret)))
            }
            Self::Application(ApplicationCredential::Certificate(certificate)) => {
                let (private_key, certificate) = certificate.parts();
                let private_key = text(private_key);
                WrittenRenewalCredential::Application(WrittenCredential::Certificate {
                    private_key,
                    certificate,
                })
            }
            Self::AzureCli(session) => WrittenRenewalCredential::AzureCli(session),
            Self::ManagedIdentity(identity) => WrittenRenewalCredential::ManagedIdentity(identity),
        }
    }

    /// How many bytes of secrets there are to write.
    pub(crate) fn secret_length(&self) -> usize {
        // EXPOSE: only lengths are taken.
        let length = |secret: &Secret| secret.expose().len();
        match self {
            Self::RefreshToken(token) => token.as_ref().map_or(0, length),
            Self::Application(ApplicationCredential::Secret(secret)) => length(secret),
            Self::Application(ApplicationCredential::Certificate(certificate)) => {
                let (private_key, certificate) = certificate.parts();
                length(private_key) + certificate.len()
            }
            Self::AzureCli(_) | Self::ManagedIdentity(_) => 0,
        }
    }
}
