//! The evaluator from outside: Microsoft's own roles against answers from its documentation, whole
//! evaluations over scopes and principals, and properties that hold for every input.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod built_in;
mod company;
mod properties;
mod table;

use latchkey_rbac::{ActionPattern, DenyAssignment, Permission, RoleAssignment, RoleDefinition};
use latchkey_types::Scope;

/// A set of permissions of the control plane.
fn control(actions: &[&str], not_actions: &[&str]) -> Permission {
    Permission { actions: patterns(actions), not_actions: patterns(not_actions), ..Permission::default() }
}

/// A set of permissions of the data plane.
fn on_contents(data_actions: &[&str], not_data_actions: &[&str]) -> Permission {
    Permission {
        data_actions: patterns(data_actions),
        not_data_actions: patterns(not_data_actions),
        ..Permission::default()
    }
}

fn patterns(texts: &[&str]) -> Vec<ActionPattern> {
    texts.iter().map(|text| ActionPattern::new(*text)).collect()
}

fn role(id: &str, permissions: Vec<Permission>) -> RoleDefinition {
    RoleDefinition {
        id: id.to_owned(),
        name: id.to_owned(),
        permissions,
        assignable_scopes: vec![Scope::new("/")],
    }
}

fn assign(role_id: &str, principal_id: &str, scope: &str) -> RoleAssignment {
    RoleAssignment {
        id: format!("{role_id} of {principal_id} at {scope}"),
        scope: Scope::new(scope),
        role_id: role_id.to_owned(),
        principal_id: principal_id.to_owned(),
        condition: None,
    }
}

fn deny(principal_id: &str, scope: &str, permission: Permission) -> DenyAssignment {
    DenyAssignment {
        id: format!("denial for {principal_id} at {scope}"),
        scope: Scope::new(scope),
        this_scope_only: false,
        permissions: vec![permission],
        principal_ids: vec![principal_id.to_owned()],
        excluded_principal_ids: vec![],
        condition: None,
    }
}
