//! Why an address does not describe a cloud to sign in to.

use latchkey_types::CloudError;

/// Why an address does not describe a cloud to sign in to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CloudMetadataProblem {
    /// The service is something else.
    NotDescribed {
        /// HTTP status.
        status: u16,
    },
    /// The answer names no place to sign in.
    NoSignIn,
    /// The answer is about other clouds.
    OtherClouds,
    /// People sign in with something else than Entra.
    OtherProvider {
        /// What they sign in with.
        provider: String,
    },
    /// What it describes breaks a rule.
    Cloud(CloudError),
}
