//! How assignments, scopes and denials add up, with three made-up roles.

use super::*;
use crate::{ActionPattern, Permission};

const SUBSCRIPTION: &str = "/subscriptions/s";
const WORKSPACE: &str =
    "/subscriptions/s/resourceGroups/g/providers/Microsoft.MachineLearningServices/workspaces/w";
const LIST_KEYS: &str = "Microsoft.MachineLearningServices/workspaces/onlineEndpoints/listKeys/action";
const READ: &str = "Microsoft.MachineLearningServices/workspaces/read";

fn permission(actions: &[&str], not_actions: &[&str]) -> Permission {
    let patterns = |texts: &[&str]| texts.iter().map(|text| ActionPattern::new(*text)).collect();
    Permission { actions: patterns(actions), not_actions: patterns(not_actions), ..Permission::default() }
}

fn role(id: &str, permissions: Vec<Permission>) -> RoleDefinition {
    RoleDefinition {
        id: id.to_owned(),
        name: id.to_owned(),
        permissions,
        assignable_scopes: vec![Scope::new("/")],
    }
}

fn roles() -> Vec<RoleDefinition> {
    vec![
        role("reader", vec![permission(&["*/read"], &[])]),
        role(
            "scientist",
            vec![permission(
                &[
                    "Microsoft.MachineLearningServices/workspaces/*/read",
                    "Microsoft.MachineLearningServices/workspaces/*/action",
                ],
                &["Microsoft.MachineLearningServices/workspaces/listKeys/action"],
            )],
        ),
        role("owner", vec![permission(&["*"], &[])]),
    ]
}

fn assignment(role_id: &str, principal_id: &str, scope: &str) -> RoleAssignment {
    RoleAssignment {
        id: format!("{role_id}@{scope}"),
        scope: Scope::new(scope),
        role_id: role_id.to_owned(),
        principal_id: principal_id.to_owned(),
        condition: None,
    }
}

fn check(assignments: &[RoleAssignment], denials: &[DenyAssignment], action: &str, expected: bool) {
    let roles = roles();
    let evaluation = Evaluation { roles: &roles, assignments, denials };
    let decision = evaluation.decide(&["ada", "group"], &Scope::new(WORKSPACE), action, Plane::Control);
    assert_eq!(decision.is_allowed(), expected, "{action}: {decision:?}");
}

#[test]
fn roles_are_inherited_through_scopes_and_groups() {
    check(&[], &[], READ, false);
    check(&[assignment("reader", "ada", SUBSCRIPTION)], &[], READ, true);
    check(&[assignment("reader", "group", SUBSCRIPTION)], &[], READ, true);
    check(&[assignment("reader", "ADA", WORKSPACE)], &[], READ, true);
    check(&[assignment("reader", "eve", SUBSCRIPTION)], &[], READ, false);
    check(&[assignment("reader", "ada", "/subscriptions/other")], &[], READ, false);
    check(&[assignment("unknown role", "ada", SUBSCRIPTION)], &[], READ, false);
}

#[test]
fn exclusions_cut_only_their_own_role() {
    let workspace_keys = "Microsoft.MachineLearningServices/workspaces/listKeys/action";
    check(&[assignment("reader", "ada", SUBSCRIPTION)], &[], LIST_KEYS, false);
    check(&[assignment("scientist", "ada", WORKSPACE)], &[], LIST_KEYS, true);
    check(&[assignment("scientist", "ada", WORKSPACE)], &[], workspace_keys, false);
    let both = [assignment("scientist", "ada", WORKSPACE), assignment("owner", "ada", SUBSCRIPTION)];
    check(&both, &[], workspace_keys, true);
}

#[test]
fn a_denial_wins() {
    let owner = [assignment("owner", "ada", SUBSCRIPTION)];
    let mut denial = DenyAssignment {
        id: "d".to_owned(),
        scope: Scope::new(SUBSCRIPTION),
        this_scope_only: false,
        permissions: vec![permission(&["*/listKeys/action"], &[])],
        principal_ids: vec![EVERYBODY.to_owned()],
        excluded_principal_ids: vec![],
        condition: None,
    };
    check(&owner, std::slice::from_ref(&denial), LIST_KEYS, false);
    check(&owner, std::slice::from_ref(&denial), READ, true);
    denial.excluded_principal_ids = vec!["ada".to_owned()];
    check(&owner, std::slice::from_ref(&denial), LIST_KEYS, true);
    denial.excluded_principal_ids.clear();
    denial.this_scope_only = true;
    check(&owner, std::slice::from_ref(&denial), LIST_KEYS, true);
}

#[test]
fn data_actions_are_a_plane_of_their_own() {
    let roles = roles();
    let assignments = [assignment("owner", "ada", SUBSCRIPTION)];
    let evaluation = Evaluation { roles: &roles, assignments: &assignments, denials: &[] };
    let decision = evaluation.decide(&["ada"], &Scope::new(WORKSPACE), READ, Plane::Data);
    assert_eq!(decision, Decision::NotAllowed);
}
