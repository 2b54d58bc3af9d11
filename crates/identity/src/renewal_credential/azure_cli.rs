//! A session of the Azure CLI.

use serde::{Deserialize, Serialize};

/// Whose tokens to ask the CLI for. Nothing here is secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AzureCliSession {
    /// The tenant: a GUID, or a domain.
    pub tenant: String,
}
