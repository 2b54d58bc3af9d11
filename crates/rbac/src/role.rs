//! Role definitions: sets of permissions with exclusions.

use latchkey_types::Scope;
use serde::{Deserialize, Serialize};

use crate::{ActionPattern, Plane};

/// One set of permissions: what it allows, minus what it excludes. An exclusion cuts only its own set.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Permission {
    /// Control-plane actions.
    pub actions: Vec<ActionPattern>,
    /// Exclusions from `actions`.
    pub not_actions: Vec<ActionPattern>,
    /// Data-plane actions.
    pub data_actions: Vec<ActionPattern>,
    /// Exclusions from `data_actions`.
    pub not_data_actions: Vec<ActionPattern>,
}

impl Permission {
    /// Whether this set allows an action.
    pub fn allows(&self, action: &str, plane: Plane) -> bool {
        let (included, excluded) = match plane {
            Plane::Control => (&self.actions, &self.not_actions),
            Plane::Data => (&self.data_actions, &self.not_data_actions),
        };
        covers(included, action) && !covers(excluded, action)
    }
}

/// Whether any of the sets allows an action: permissions add up.
pub fn allows(permissions: &[Permission], action: &str, plane: Plane) -> bool {
    permissions.iter().any(|permission| permission.allows(action, plane))
}

pub(crate) fn covers(patterns: &[ActionPattern], action: &str) -> bool {
    patterns.iter().any(|pattern| pattern.covers(action))
}

/// A role, built in or custom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoleDefinition {
    /// The role's GUID, the last segment of its id.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// What it allows.
    pub permissions: Vec<Permission>,
    /// Where it may be assigned.
    pub assignable_scopes: Vec<Scope>,
}
