//! What a caller may do: the state's assignments given to the evaluator.

use latchkey_rbac::{Evaluation, Permission, Plane, RoleAssignment, RoleDefinition};
use latchkey_types::Scope;

use crate::{authn::Caller, roles::BUILT_IN, state::State};

/// One caller's view of every assignment, made anew for each request.
pub(crate) struct Access {
    pub(crate) caller: Caller,
    principals: Vec<String>,
    roles: Vec<RoleDefinition>,
    assignments: Vec<RoleAssignment>,
}

impl Access {
    pub(crate) fn new(state: &State, caller: Caller) -> Self {
        Self {
            principals: principals_of(state, &caller.object_id),
            caller,
            roles: role_definitions(state),
            assignments: state.assignments.iter().map(|assignment| assignment.grant.clone()).collect(),
        }
    }

    /// Whether the caller may do an action of the control plane at a scope.
    pub(crate) fn allows(&self, scope: &str, action: &str) -> bool {
        let principals: Vec<&str> = self.principals.iter().map(String::as_str).collect();
        self.evaluation().decide(&principals, &Scope::new(scope), action, Plane::Control).is_allowed()
    }

    /// Whether the caller may do an action of the data plane at a scope.
    pub(crate) fn allows_data(&self, scope: &str, action: &str) -> bool {
        let principals: Vec<&str> = self.principals.iter().map(String::as_str).collect();
        self.evaluation().decide(&principals, &Scope::new(scope), action, Plane::Data).is_allowed()
    }

    /// Whether the caller has any assignment at, above or below a scope.
    pub(crate) fn touches(&self, scope: &str) -> bool {
        let scope = Scope::new(scope);
        self.assignments.iter().any(|assignment| {
            self.principals.contains(&assignment.principal_id)
                && (assignment.scope.contains(&scope) || scope.contains(&assignment.scope))
        })
    }

    /// The sets of permissions that the caller has at a scope, one for each role assignment.
    pub(crate) fn permission_sets(&self, scope: &str) -> Vec<Permission> {
        let principals: Vec<&str> = self.principals.iter().map(String::as_str).collect();
        let evaluation = self.evaluation();
        evaluation
            .assignments_of(&principals, &Scope::new(scope))
            .filter_map(|assignment| evaluation.role(&assignment.role_id))
            .flat_map(|role| role.permissions.iter().cloned())
            .collect()
    }

    fn evaluation(&self) -> Evaluation<'_> {
        Evaluation { roles: &self.roles, assignments: &self.assignments, denials: &[] }
    }
}

/// A principal's own object id and those of its groups.
pub(crate) fn principals_of(state: &State, object_id: &str) -> Vec<String> {
    let groups = state.groups.iter().filter(|group| group.members.iter().any(|member| member == object_id));
    std::iter::once(object_id.to_owned()).chain(groups.map(|group| group.id.clone())).collect()
}

/// Every role that an assignment may name.
pub(crate) fn role_definitions(state: &State) -> Vec<RoleDefinition> {
    let custom = state.custom_roles.iter().map(|role| role.definition.clone());
    BUILT_IN.iter().map(crate::roles::BuiltInRole::definition).chain(custom).collect()
}
