//! Deny assignments: what nobody may do somewhere, whatever their roles say. Azure's own services make
//! them to protect what they manage; people cannot.

use jiff::Timestamp;
use latchkey_rbac::{DenyAssignment, RoleAssignment};
use serde::{Deserialize, Serialize};

/// A deny assignment with what Azure tells about it besides.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Denial {
    pub(crate) rule: DenyAssignment,
    pub(crate) name: String,
    pub(crate) description: String,
    /// Whether only the service that made it may change it.
    pub(crate) is_system_protected: bool,
    pub(crate) created_on: String,
}

/// A role assignment that was deleted and still grants, since a deletion takes its time to be known everywhere.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct RemovedAssignment {
    pub(crate) grant: RoleAssignment,
    pub(crate) until: Timestamp,
}
