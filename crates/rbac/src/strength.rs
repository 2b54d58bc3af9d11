//! How much a role permits on a workspace, to show the strongest of several roles first. It decides nothing:
//! whether an action is allowed is the business of [`Evaluation`](crate::Evaluation).

use crate::{Permission, Plane, allows};

const READ_WORKSPACE: &str = "Microsoft.MachineLearningServices/workspaces/read";
const WRITE_WORKSPACE: &str = "Microsoft.MachineLearningServices/workspaces/write";
const WRITE_ENDPOINT: &str = "Microsoft.MachineLearningServices/workspaces/onlineEndpoints/write";
const LIST_KEYS: &str = "Microsoft.MachineLearningServices/workspaces/onlineEndpoints/listKeys/action";
/// Stands for resources that have nothing to do with machine learning.
const WRITE_OTHER: &str = "Microsoft.Compute/virtualMachines/write";
const ASSIGN_ROLE: &str = "Microsoft.Authorization/roleAssignments/write";
const DEFINE_ROLE: &str = "Microsoft.Authorization/roleDefinitions/write";

/// What the strongest permission of a role is. More is greater.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strength {
    /// Nothing on the workspace itself; perhaps something beside it.
    Other,
    /// Reads the workspace.
    Reads,
    /// Reads the keys of its endpoints.
    ReadsKeys,
    /// Changes its endpoints, but not the workspace.
    ChangesEndpoints,
    /// Changes the workspace.
    ChangesWorkspace,
    /// Changes every resource.
    ChangesEverything,
    /// Assigns roles.
    AssignsRoles,
    /// Assigns and defines roles.
    DefinesRoles,
    /// Changes every resource, and assigns roles.
    Owns,
}

impl Strength {
    /// The strength of a role with these permissions.
    pub fn of(permissions: &[Permission]) -> Self {
        let may = |action| allows(permissions, action, Plane::Control);
        let changes_everything = may(WRITE_WORKSPACE) && may(WRITE_OTHER);
        // Roles of single services assign roles too, to their own identities alone; these do not read a workspace.
        let assigns = may(ASSIGN_ROLE) && may(READ_WORKSPACE);
        let steps = [
            (assigns && changes_everything, Self::Owns),
            (assigns && may(DEFINE_ROLE), Self::DefinesRoles),
            (assigns, Self::AssignsRoles),
            (changes_everything, Self::ChangesEverything),
            (may(WRITE_WORKSPACE), Self::ChangesWorkspace),
            (may(WRITE_ENDPOINT), Self::ChangesEndpoints),
            (may(LIST_KEYS), Self::ReadsKeys),
            (may(READ_WORKSPACE), Self::Reads),
        ];
        steps.into_iter().find_map(|(holds, strength)| holds.then_some(strength)).unwrap_or(Self::Other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ActionPattern;

    fn check(actions: &[&str], not_actions: &[&str], expected: Strength) {
        let patterns = |words: &[&str]| words.iter().map(|word| ActionPattern::new(*word)).collect();
        let (actions, not_actions) = (patterns(actions), patterns(not_actions));
        let permission = Permission { actions, not_actions, ..Permission::default() };
        assert_eq!(Strength::of(&[permission]), expected);
    }

    #[test]
    fn a_role_is_as_strong_as_the_strongest_thing_that_it_permits() {
        let authorization = ["Microsoft.Authorization/*/write", "Microsoft.Authorization/*/Delete"];
        check(&["*"], &[], Strength::Owns);
        check(&["*/read", "Microsoft.Authorization/*"], &[], Strength::DefinesRoles);
        check(&["*/read", ASSIGN_ROLE], &[], Strength::AssignsRoles);
        check(&["*"], &authorization, Strength::ChangesEverything);
        check(&["Microsoft.MachineLearningServices/*"], &[], Strength::ChangesWorkspace);
        let workspaces = "Microsoft.MachineLearningServices/workspaces/*";
        check(&[workspaces], &[WRITE_WORKSPACE], Strength::ChangesEndpoints);
        check(&["*/read", LIST_KEYS], &[], Strength::ReadsKeys);
        check(&["*/read"], &[], Strength::Reads);
        check(&["Microsoft.Storage/*", ASSIGN_ROLE], &[], Strength::Other);
        check(&[], &[], Strength::Other);
    }

    #[test]
    fn permissions_of_a_role_add_up_and_data_actions_make_nobody_stronger() {
        let one =
            |action: &str| Permission { actions: vec![ActionPattern::new(action)], ..Permission::default() };
        let (read, keys) = (one("*/read"), one(LIST_KEYS));
        assert_eq!(Strength::of(&[read, keys]), Strength::ReadsKeys);
        let data = Permission { data_actions: vec![ActionPattern::new("*")], ..Permission::default() };
        assert_eq!(Strength::of(&[data]), Strength::Other);
    }
}
