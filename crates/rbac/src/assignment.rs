//! Who has which role where, and who is denied what where.

use latchkey_types::Scope;
use serde::{Deserialize, Serialize};

use crate::Permission;

/// A role given to a principal at a scope; it holds for everything below.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoleAssignment {
    /// The assignment's GUID.
    pub id: String,
    /// Where it holds.
    pub scope: Scope,
    /// GUID of the role.
    pub role_id: String,
    /// Object id of the user, group or service principal.
    pub principal_id: String,
    /// A condition under which it grants, in Azure's language; see [`Condition`](crate::Condition).
    #[serde(default)]
    pub condition: Option<String>,
}

/// Actions denied to principals at a scope; it wins over every role.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DenyAssignment {
    /// The assignment's GUID.
    pub id: String,
    /// Where it holds.
    pub scope: Scope,
    /// Azure's `doNotApplyToChildScopes`: whether it holds at `scope` alone instead of everything below too.
    pub this_scope_only: bool,
    /// What is denied.
    pub permissions: Vec<Permission>,
    /// Object ids it holds for; the zero GUID is everybody.
    pub principal_ids: Vec<String>,
    /// Object ids that are spared, of groups too.
    pub excluded_principal_ids: Vec<String>,
    /// A condition under which it denies. Where it cannot be read or decided, it denies.
    #[serde(default)]
    pub condition: Option<String>,
}
