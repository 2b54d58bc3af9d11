//! What proves an application.

use latchkey_types::Secret;
use serde::Deserialize;

use crate::ClientCertificate;

/// What proves an application.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ApplicationCredential {
    /// A secret (password) of the application.
    Secret(Secret),
    /// A certificate that is registered with the application.
    Certificate(ClientCertificate),
}
