//! May these principals do this here?

use latchkey_types::Scope;

use crate::{DenyAssignment, RoleAssignment, RoleDefinition, allows};

const EVERYBODY: &str = "00000000-0000-0000-0000-000000000000";

/// Which of a role's lists an action is looked up in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Plane {
    /// Management: `actions` and `notActions`.
    Control,
    /// Data: `dataActions` and `notDataActions`.
    Data,
}

/// Everything that decides about access.
#[derive(Debug, Clone, Copy)]
pub struct Evaluation<'a> {
    /// Every role that an assignment may name.
    pub roles: &'a [RoleDefinition],
    /// Every role assignment.
    pub assignments: &'a [RoleAssignment],
    /// Every deny assignment.
    pub denials: &'a [DenyAssignment],
}

/// What an evaluation came to, with the assignment that decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision<'a> {
    /// Allowed by this assignment.
    Allowed(&'a RoleAssignment),
    /// Denied by this assignment, whatever the roles say.
    Denied(&'a DenyAssignment),
    /// No assignment allows it.
    NotAllowed,
}

impl Decision<'_> {
    /// Whether the action may be done.
    pub fn is_allowed(self) -> bool {
        matches!(self, Self::Allowed(_))
    }
}

impl<'a> Evaluation<'a> {
    /// Decides about one action at one scope for a caller, named by its own object id and those of
    /// every group it is in.
    pub fn decide(&self, principals: &[&str], scope: &Scope, action: &str, plane: Plane) -> Decision<'a> {
        let denial = self.denials.iter().find(|denial| {
            let is_here = denial.scope == *scope || (!denial.this_scope_only && denial.scope.contains(scope));
            is_here && concerns(denial, principals) && allows(&denial.permissions, action, plane)
        });
        if let Some(denial) = denial {
            return Decision::Denied(denial);
        }
        self.assignments_of(principals, scope)
            .find(|assignment| {
                self.role(&assignment.role_id).is_some_and(|role| allows(&role.permissions, action, plane))
            })
            .map_or(Decision::NotAllowed, Decision::Allowed)
    }

    /// The assignments of a caller that hold at a scope, inherited ones included.
    pub fn assignments_of(
        &self,
        principals: &[&str],
        scope: &Scope,
    ) -> impl Iterator<Item = &'a RoleAssignment> {
        self.assignments.iter().filter(move |assignment| {
            names(principals, &assignment.principal_id) && assignment.scope.contains(scope)
        })
    }

    /// The role with this GUID.
    pub fn role(&self, id: &str) -> Option<&'a RoleDefinition> {
        self.roles.iter().find(|role| role.id.eq_ignore_ascii_case(id))
    }
}

fn concerns(denial: &DenyAssignment, principals: &[&str]) -> bool {
    let is_named = denial.principal_ids.iter().any(|id| id == EVERYBODY || names(principals, id));
    is_named && !denial.excluded_principal_ids.iter().any(|id| names(principals, id))
}

fn names(principals: &[&str], id: &str) -> bool {
    principals.iter().any(|principal| principal.eq_ignore_ascii_case(id))
}

#[cfg(test)]
mod tests;
