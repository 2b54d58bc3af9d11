//! Managed identities, and the machines of the company that hand out tokens for them.
//!
//! Each identity is also a service principal of the directory; here is what Azure knows besides.

use serde::{Deserialize, Serialize};

#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct ManagedIdentity {
    /// Object id of its service principal.
    pub(crate) principal_id: String,
    pub(crate) client_id: String,
    pub(crate) tenant_id: String,
    pub(crate) name: String,
    /// ARM id of the identity, or of the machine whose own identity it is; `xms_mirid` of its tokens.
    pub(crate) resource_id: String,
    /// A resource of its own, not a machine's own identity.
    pub(crate) is_user_assigned: bool,
}

/// How a machine asks for tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum IdentityHostKind {
    VirtualMachine,
    AppService,
    MachineLearningCompute,
    Arc,
}

/// A machine that has identities.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct IdentityHost {
    pub(crate) kind: IdentityHostKind,
    pub(crate) name: String,
    /// The ARM resource id.
    pub(crate) resource_id: String,
    pub(crate) subscription_id: String,
    pub(crate) resource_group: String,
    pub(crate) location: String,
    /// Object ids. A request that names no identity means the first.
    pub(crate) identities: Vec<String>,
}
