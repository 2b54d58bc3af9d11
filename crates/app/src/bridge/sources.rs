//! Where tokens could come from on this machine.

use jiff::Timestamp;
use serde::Serialize;
use ts_rs::TS;

use super::ErrorDetail;

/// A source of credentials, and what came of looking there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct CredentialSource {
    /// Which.
    pub kind: CredentialSourceKind,
    /// What came of it.
    pub state: SourceState,
    /// What was found, or why not, in a sentence without secrets.
    pub message: String,
    /// The details of a failure.
    pub details: Vec<ErrorDetail>,
    /// How long looking took, in milliseconds.
    pub took_ms: u32,
}

/// A source of credentials.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum CredentialSourceKind {
    /// `AZURE_TENANT_ID`, `AZURE_CLIENT_ID`, and a secret or certificate.
    AzureVariables,
    /// `AML_TENANT_ID`, `AML_PRINCIPAL_ID`, `AML_PRINCIPAL_PASS`.
    AmlVariables,
    /// The identity of this machine.
    ManagedIdentity,
    /// The Azure CLI.
    AzureCli,
    /// The accounts that are signed in here.
    Accounts,
}

/// What came of looking at a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum SourceState {
    /// It can be signed in with.
    Found,
    /// There is nothing there, which is no error.
    Skipped,
    /// Something is there, and it does not work.
    Failed,
}

/// What can be told of an application's credential.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
#[ts(export)]
pub enum CredentialSummary {
    /// It is a certificate.
    Certificate {
        /// The subject's name as the certificate spells it.
        subject: String,
        /// SHA-256 of the certificate in hexadecimal digits.
        thumbprint: String,
        /// When it ends, UTC.
        #[ts(type = "string")]
        expires_at: Timestamp,
    },
    /// It is a client secret, and the directory knows it.
    Secret {
        /// What its maker called it.
        name: Option<String>,
        /// When it ends, UTC.
        #[ts(type = "string")]
        expires_at: Timestamp,
    },
    /// It is a client secret, and the directory does not say when it ends.
    NotTold {
        /// Why, in a sentence.
        reason: String,
    },
}
