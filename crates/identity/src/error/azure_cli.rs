//! Why the Azure CLI has no token.

use std::time::Duration;

use super::MissingPart;

/// Why the Azure CLI has no token.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AzureCliError {
    /// There is no such program on the path.
    #[error("the Azure CLI is not installed, or not on the path")]
    NotInstalled,
    /// It does not know what it was asked.
    #[error("the Azure CLI is too old for what it was asked")]
    TooOld,
    /// Nobody is signed in there.
    #[error("nobody is signed in to the Azure CLI")]
    SignedOut,
    /// Somebody is, but not in this tenant.
    #[error("the Azure CLI is not signed in to this tenant")]
    OtherTenant,
    /// It is signed in as somebody else than before.
    #[error("the Azure CLI is signed in as somebody else now")]
    OtherAccount,
    /// It works with another cloud.
    #[error("the Azure CLI works with another cloud: {0}")]
    OtherCloud(String),
    /// Entra refused the CLI.
    #[error("the sign-in service refused the Azure CLI with AADSTS{0}")]
    Refused(u32),
    /// A service wants more of the session than the CLI can add without a sign-in; the command that does.
    #[error("a service wants the Azure CLI to sign in again: {0}")]
    Challenged(String),
    /// It was ended, since it did not answer in time.
    #[error("the Azure CLI did not answer within {} seconds", .0.as_secs())]
    TimedOut(Duration),
    /// Its answer lacks something.
    #[error("the answer of the Azure CLI is not understood: no {0:?}")]
    Unreadable(MissingPart),
    /// It failed in another way; its own first line, without anything that looks like a token. None if it wrote nothing.
    #[error("the Azure CLI failed: {}", .0.as_deref().unwrap_or("no message"))]
    Failed(Option<String>),
}
