//! Authorizes a caller: gives the state's role assignments to the evaluator.

use latchkey_rbac::{
    Attributes, Decision, DenyAssignment, Evaluation, Permission, Plane, Reach, RoleAssignment,
    RoleDefinition,
};
use latchkey_types::Scope;

use crate::{caller::Caller, roles, state::State};

/// What concerns one caller of all assignments, gathered anew for each request.
pub(crate) struct Access {
    pub(crate) caller: Caller,
    principals: Vec<String>,
    /// Those that the assignments name.
    roles: Vec<RoleDefinition>,
    assignments: Vec<RoleAssignment>,
    denials: Vec<DenyAssignment>,
    denial_names: Vec<String>,
}

impl Access {
    pub(crate) fn new(state: &State, caller: Caller) -> Self {
        let principals = principals_of(state, &caller.object_id);
        let assignments = effective_assignments(state, &principals);
        let is_assigned =
            |role: &&RoleDefinition| assignments.iter().any(|one| one.role_id.eq_ignore_ascii_case(&role.id));
        Self {
            caller,
            roles: role_definitions(state).filter(is_assigned).cloned().collect(),
            assignments,
            principals,
            denials: state.denials.iter().map(|denial| denial.rule.clone()).collect(),
            denial_names: state.denials.iter().map(|denial| denial.name.clone()).collect(),
        }
    }

    /// Whether the caller may do an action of the control plane at a scope.
    pub(crate) fn allows(&self, scope: &str, action: &str) -> bool {
        self.allows_with(scope, action, &Attributes::default())
    }

    /// Whether the caller may do an action, where conditions look at attributes of the request.
    pub(crate) fn allows_with(&self, scope: &str, action: &str, attributes: &Attributes) -> bool {
        let principals = self.principals();
        let scope = Scope::new(scope);
        self.evaluation().decide_with(&principals, &scope, action, Plane::Control, attributes).is_allowed()
    }

    /// Where the caller may do an action of the control plane, for lists.
    pub(crate) fn reach(&self, action: &str) -> Reach<'_> {
        self.evaluation().reach(&self.principals(), action, Plane::Control)
    }

    /// The deny assignment that stands in the way of something that the roles allow, and its name.
    pub(crate) fn denial_of(&self, scope: &str, action: &str) -> Option<(&DenyAssignment, &str)> {
        let principals = self.principals();
        let scope = Scope::new(scope);
        let evaluation = self.evaluation();
        let Decision::Denied(denial) = evaluation.decide(&principals, &scope, action, Plane::Control) else {
            return None;
        };
        let without = Evaluation { denials: &[], ..evaluation };
        if !without.decide(&principals, &scope, action, Plane::Control).is_allowed() {
            return None;
        }
        let named = self.denials.iter().zip(&self.denial_names);
        named.map(|(one, name)| (one, name.as_str())).find(|(one, _)| one.id == denial.id)
    }

    /// Whether the caller may do an action of the data plane at a scope.
    pub(crate) fn allows_data(&self, scope: &str, action: &str) -> bool {
        self.evaluation().decide(&self.principals(), &Scope::new(scope), action, Plane::Data).is_allowed()
    }

    /// Whether the caller has any assignment at, above or below a scope.
    pub(crate) fn touches(&self, scope: &str) -> bool {
        let scope = Scope::new(scope);
        let is_in_line = |one: &RoleAssignment| one.scope.contains(&scope) || scope.contains(&one.scope);
        self.assignments.iter().any(is_in_line)
    }

    /// The sets of permissions that the caller has at a scope, one for each role assignment.
    pub(crate) fn permission_sets(&self, scope: &str) -> Vec<Permission> {
        let principals = self.principals();
        let evaluation = self.evaluation();
        evaluation
            .assignments_of(&principals, &Scope::new(scope))
            .filter_map(|assignment| evaluation.role(&assignment.role_id))
            .flat_map(|role| role.permissions.iter().cloned())
            .collect()
    }

    fn principals(&self) -> Vec<&str> {
        self.principals.iter().map(String::as_str).collect()
    }

    fn evaluation(&self) -> Evaluation<'_> {
        Evaluation { roles: &self.roles, assignments: &self.assignments, denials: &self.denials }
    }
}

/// A principal's own object id and those of its groups, groups inside of groups included.
pub(crate) fn principals_of(state: &State, object_id: &str) -> Vec<String> {
    let mut found = vec![object_id.to_owned()];
    let mut next = 0;
    while let Some(member) = found.get(next).cloned() {
        for group in state.groups.iter().filter(|group| group.members.contains(&member)) {
            if !found.contains(&group.id) {
                found.push(group.id.clone());
            }
        }
        next += 1;
    }
    found
}

/// Every role that an assignment may name.
pub(crate) fn role_definitions(state: &State) -> impl Iterator<Item = &RoleDefinition> {
    roles::DEFINITIONS.iter().chain(state.custom_roles.iter().map(|role| &role.definition))
}

/// Those of the caller that grant now: not the ones that are too new, and still the ones that were deleted just
/// now.
fn effective_assignments(state: &State, principals: &[String]) -> Vec<RoleAssignment> {
    let listed = state.assignments.iter().filter(|one| one.effective_at.is_none()).map(|one| &one.grant);
    let lingering = state.lingering.iter().map(|one| &one.grant);
    let is_own =
        |grant: &&RoleAssignment| principals.iter().any(|id| id.eq_ignore_ascii_case(&grant.principal_id));
    listed.chain(lingering).filter(is_own).cloned().collect()
}
