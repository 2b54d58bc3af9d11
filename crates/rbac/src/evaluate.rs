//! May these principals do this here?

use latchkey_types::Scope;

use crate::{
    AssignedCondition, Attributes, Decision, DenyAssignment, EVERYBODY, Outcome, Plane, Reach,
    RoleAssignment, RoleDefinition, Unmet, allows,
};

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

impl<'a> Evaluation<'a> {
    /// Decides about one action at one scope for a caller, named by its own object id and those of
    /// every group it is in. Nothing is known of the request's attributes, so that a condition that
    /// depends on one is not met.
    pub fn decide(&self, principals: &[&str], scope: &Scope, action: &str, plane: Plane) -> Decision<'a> {
        self.decide_with(principals, scope, action, plane, &Attributes::default())
    }

    /// Decides as [`decide`](Self::decide) does, with what is known of the request's attributes.
    pub fn decide_with(
        &self,
        principals: &[&str],
        scope: &Scope,
        action: &str,
        plane: Plane,
        attributes: &Attributes,
    ) -> Decision<'a> {
        let assignments = self.assignments_of(principals, scope);
        self.reach_through(assignments, principals, action, plane, attributes).decide(scope)
    }

    /// Where a caller may do one action, for whoever asks about many scopes. Nothing is known of the request's
    /// attributes.
    pub fn reach(&self, principals: &[&str], action: &str, plane: Plane) -> Reach<'a> {
        let own = self.assignments.iter().filter(|assignment| names(principals, &assignment.principal_id));
        self.reach_through(own, principals, action, plane, &Attributes::default())
    }

    fn reach_through(
        &self,
        assignments: impl Iterator<Item = &'a RoleAssignment>,
        principals: &[&str],
        action: &str,
        plane: Plane,
        attributes: &Attributes,
    ) -> Reach<'a> {
        let unmet = |condition: &Option<AssignedCondition>| unmet(condition.as_ref(), action, attributes);
        let denials = self.denials.iter().filter(|denial| {
            concerns(denial, principals)
                && allows(&denial.permissions, action, plane)
                && unmet(&denial.condition) != Some(Unmet::NotMet)
        });
        let grants = assignments.filter(|assignment| {
            let role = self.role(&assignment.role_id);
            role.is_some_and(|role| allows(&role.permissions, action, plane))
        });
        Reach {
            denials: denials.collect(),
            grants: grants.map(|assignment| (assignment, unmet(&assignment.condition))).collect(),
        }
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

/// Nothing if there is no condition, or if it holds.
fn unmet(condition: Option<&AssignedCondition>, action: &str, attributes: &Attributes) -> Option<Unmet> {
    let condition = condition.filter(|condition| !condition.is_empty())?;
    let Ok(condition) = condition.read() else { return Some(Unmet::Unreadable) };
    match condition.evaluate(action, attributes) {
        Outcome::Met => None,
        Outcome::NotMet => Some(Unmet::NotMet),
        Outcome::Unknown(_) => Some(Unmet::Unknown),
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
