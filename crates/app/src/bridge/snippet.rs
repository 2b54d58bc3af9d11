//! Code that calls a service. A credential is never in it; the host puts one into what it copies.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A piece of code that calls a service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct Snippet {
    /// What it is pasted into.
    pub format: SnippetFormat,
    /// Where it takes the credential from.
    pub credential: SnippetCredential,
    /// The code.
    pub code: String,
    /// The language in which it can be copied with a key or token in it; none where it needs none.
    pub call: Option<CallLanguage>,
}

/// What a piece of code is pasted into.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum SnippetFormat {
    /// A POSIX shell, for curl.
    Curl,
    /// `PowerShell`.
    Powershell,
    /// Python, with its standard library.
    Python,
    /// Python, with `azure-ai-ml`.
    Sdk,
    /// A shell, for the extension `ml` of the Azure CLI.
    AzureCli,
}

/// Where a piece of code takes the credential from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum SnippetCredential {
    /// The environment variable `SERVICE_KEY`.
    KeyVariable,
    /// The environment variable `SERVICE_TOKEN`.
    TokenVariable,
    /// The command line of this program.
    Latchkey,
    /// A token of Microsoft Entra, with the credential of who runs the code.
    Entra,
    /// The library or the Azure CLI gets it with the credential of who runs the code.
    Library,
    /// Nowhere: the service needs none.
    Nowhere,
    /// Nowhere: it is unknown what the service needs.
    Unknown,
}

/// A language in which a call can hold a credential.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum CallLanguage {
    /// A POSIX shell, for curl.
    Curl,
    /// `PowerShell`.
    Powershell,
    /// Python, with its standard library.
    Python,
}
