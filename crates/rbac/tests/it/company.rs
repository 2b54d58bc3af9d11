//! Whole evaluations: roles that add up, scopes that inherit, denials, conditions.
//!
//! Rules: <https://learn.microsoft.com/azure/role-based-access-control/overview>,
//! <https://learn.microsoft.com/azure/role-based-access-control/scope-overview> and
//! <https://learn.microsoft.com/azure/role-based-access-control/deny-assignments>.

use latchkey_rbac::{
    AssignedCondition, Attributes, Decision, DenyAssignment, EVERYBODY, Evaluation,
    Plane::{self, Control, Data},
    RoleAssignment, RoleDefinition, Source, Unmet,
};
use latchkey_types::Scope;

use crate::{assign, built_in, control, deny, on_contents, role};

const MANAGEMENT_GROUP: &str = "/providers/Microsoft.Management/managementGroups/contoso";
const SUBSCRIPTION: &str = "/subscriptions/1111";
const GROUP: &str = "/subscriptions/1111/resourceGroups/a";
const WORKSPACE: &str =
    "/subscriptions/1111/resourceGroups/a/providers/Microsoft.MachineLearningServices/workspaces/w";
const ENDPOINT: &str = "/subscriptions/1111/resourceGroups/a/providers/Microsoft.MachineLearningServices/workspaces/w/onlineEndpoints/e";
const READ: &str = "Microsoft.MachineLearningServices/workspaces/onlineEndpoints/read";
const LIST_KEYS: &str = "Microsoft.MachineLearningServices/workspaces/onlineEndpoints/listKeys/action";
const WORKSPACE_KEYS: &str = "Microsoft.MachineLearningServices/workspaces/listKeys/action";
const GET_SECRET: &str = "Microsoft.KeyVault/vaults/secrets/getSecret/action";
const ASSIGN: &str = "Microsoft.Authorization/roleAssignments/write";

/// Small roles that say in their name what they have.
fn roles() -> Vec<RoleDefinition> {
    vec![
        role("owner", vec![control(&["*"], &[])]),
        role("reader", vec![control(&["*/read"], &[])]),
        role("keys", vec![control(&["*/listKeys/action"], &[])]),
        role("all but keys", vec![control(&["*"], &["*/listKeys/action"])]),
        role(
            "all but keys, and keys",
            vec![
                control(&["*"], &["*/listKeys/action"]),
                control(
                    &["Microsoft.MachineLearningServices/workspaces/onlineEndpoints/listKeys/action"],
                    &[],
                ),
            ],
        ),
        role("secrets", vec![on_contents(&["Microsoft.KeyVault/vaults/secrets/*"], &[])]),
        role("all data but secrets", vec![on_contents(&["*"], &["Microsoft.KeyVault/vaults/secrets/*"])]),
    ]
}

/// What Ada, who is in the group `team`, may do.
fn decide(
    assignments: &[RoleAssignment],
    denials: &[DenyAssignment],
    scope: &str,
    action: &str,
    plane: Plane,
) -> bool {
    let roles = roles();
    let evaluation = Evaluation { roles: &roles, assignments, denials };
    evaluation.decide(&["ada", "team"], &Scope::new(scope), action, plane).is_allowed()
}

#[test]
fn roles_add_up_and_exclusions_cut_only_their_own_set() {
    let check = |roles: &[&str], action: &str, plane: Plane, expected: bool| {
        let assignments: Vec<_> = roles.iter().map(|role| assign(role, "ada", SUBSCRIPTION)).collect();
        assert_eq!(decide(&assignments, &[], ENDPOINT, action, plane), expected, "{roles:?} {action}");
    };
    check(&[], READ, Control, false);
    check(&["reader"], READ, Control, true);
    check(&["reader"], LIST_KEYS, Control, false);
    check(&["all but keys"], LIST_KEYS, Control, false);
    check(&["all but keys", "reader"], LIST_KEYS, Control, false);
    check(&["all but keys", "keys"], LIST_KEYS, Control, true);
    check(&["keys", "all but keys"], LIST_KEYS, Control, true);
    check(&["all but keys", "owner"], WORKSPACE_KEYS, Control, true);
    check(&["all but keys, and keys"], LIST_KEYS, Control, true);
    check(&["all but keys, and keys"], WORKSPACE_KEYS, Control, false);
    check(&["owner"], GET_SECRET, Data, false);
    check(&["secrets"], GET_SECRET, Data, true);
    check(&["secrets"], GET_SECRET, Control, false);
    check(&["all data but secrets"], GET_SECRET, Data, false);
    check(&["all data but secrets", "secrets"], GET_SECRET, Data, true);
    check(&["a role that was deleted"], READ, Control, false);
}

#[test]
fn a_role_holds_at_its_scope_and_below() {
    let check = |at: &str, asked: &str, expected: bool| {
        let assignments = [assign("reader", "ada", at)];
        assert_eq!(decide(&assignments, &[], asked, READ, Control), expected, "{at} for {asked}");
    };
    for at in ["/", MANAGEMENT_GROUP, SUBSCRIPTION, GROUP, WORKSPACE, ENDPOINT] {
        check(at, ENDPOINT, true);
        check(&at.to_uppercase(), ENDPOINT, true);
        check(at, &format!("{ENDPOINT}/"), true);
    }
    check(ENDPOINT, WORKSPACE, false);
    check(WORKSPACE, GROUP, false);
    check(GROUP, SUBSCRIPTION, false);
    check(SUBSCRIPTION, MANAGEMENT_GROUP, false);
    check(MANAGEMENT_GROUP, "/", false);
    check(SUBSCRIPTION, "/", false);
    // Names that begin with another name are other names.
    check(GROUP, "/subscriptions/1111/resourceGroups/ab", false);
    check("/subscriptions/1111/resourceGroups/ab", GROUP, false);
    check(SUBSCRIPTION, "/subscriptions/11112", false);
    check(WORKSPACE, &format!("{WORKSPACE}2/onlineEndpoints/e"), false);
    check(ENDPOINT, &format!("{ENDPOINT}-canary"), false);
    check(GROUP, "/subscriptions/2222/resourceGroups/a", false);
}

#[test]
fn a_role_holds_for_the_principal_and_its_groups() {
    let check = |principal: &str, expected: bool| {
        let assignments = [assign("reader", principal, GROUP)];
        assert_eq!(decide(&assignments, &[], WORKSPACE, READ, Control), expected, "{principal}");
    };
    check("ada", true);
    check("ADA", true);
    check("team", true);
    check("eve", false);
    check("", false);
    // The zero GUID stands for everybody in a denial, and for nobody in an assignment.
    check(EVERYBODY, false);
}

#[test]
fn a_denial_wins_over_every_role() {
    let keys = || control(&["*/listKeys/action"], &[]);
    let check = |denial: DenyAssignment, scope: &str, action: &str, plane: Plane, expected: bool| {
        let assignments =
            [assign("owner", "ada", "/"), assign("owner", "team", ENDPOINT), assign("secrets", "ada", "/")];
        let message = format!("{denial:?} {scope} {action}");
        assert_eq!(decide(&assignments, &[denial], scope, action, plane), expected, "{message}");
    };
    for principal in ["ada", "team", "TEAM", EVERYBODY] {
        check(deny(principal, GROUP, keys()), ENDPOINT, LIST_KEYS, Control, false);
        check(deny(principal, GROUP, keys()), ENDPOINT, READ, Control, true);
    }
    check(deny("eve", GROUP, keys()), ENDPOINT, LIST_KEYS, Control, true);
    check(
        DenyAssignment { principal_ids: vec![], ..deny("", GROUP, keys()) },
        ENDPOINT,
        LIST_KEYS,
        Control,
        true,
    );
    // Excluded principals are spared, by a group too.
    for (excluded, expected) in [("ada", true), ("team", true), ("eve", false), (EVERYBODY, false)] {
        let spared = DenyAssignment {
            excluded_principal_ids: vec![excluded.to_owned()],
            ..deny(EVERYBODY, GROUP, keys())
        };
        check(spared, ENDPOINT, LIST_KEYS, Control, expected);
    }
    // doNotApplyToChildScopes.
    let only_here = || DenyAssignment { this_scope_only: true, ..deny("ada", WORKSPACE, keys()) };
    check(only_here(), ENDPOINT, LIST_KEYS, Control, true);
    check(only_here(), WORKSPACE, WORKSPACE_KEYS, Control, false);
    check(only_here(), &WORKSPACE.to_uppercase(), WORKSPACE_KEYS, Control, false);
    // Scopes as those of roles.
    check(deny("ada", "/", keys()), ENDPOINT, LIST_KEYS, Control, false);
    check(deny("ada", MANAGEMENT_GROUP, keys()), ENDPOINT, LIST_KEYS, Control, false);
    check(deny("ada", ENDPOINT, keys()), WORKSPACE, WORKSPACE_KEYS, Control, true);
    check(deny("ada", "/subscriptions/1111/resourceGroups/ab", keys()), ENDPOINT, LIST_KEYS, Control, true);
    // Exclusions of a denial leave room; the planes are apart.
    let all_but_keys = control(&["*"], &["*/listKeys/action"]);
    check(deny("ada", GROUP, all_but_keys.clone()), ENDPOINT, LIST_KEYS, Control, true);
    check(deny("ada", GROUP, all_but_keys), ENDPOINT, READ, Control, false);
    check(deny("ada", GROUP, control(&["*"], &[])), ENDPOINT, GET_SECRET, Data, true);
    check(deny("ada", GROUP, on_contents(&["*"], &[])), ENDPOINT, GET_SECRET, Data, false);
    check(deny("ada", GROUP, on_contents(&["*"], &[])), ENDPOINT, LIST_KEYS, Control, true);
    let all_data_but_secrets = on_contents(&["*"], &["Microsoft.KeyVault/vaults/secrets/*"]);
    check(deny("ada", GROUP, all_data_but_secrets), ENDPOINT, GET_SECRET, Data, true);
}

#[test]
fn a_denial_with_a_condition_denies_unless_the_condition_fails() {
    let check = |condition: &str, expected: bool| {
        let denial = DenyAssignment {
            condition: Some(AssignedCondition::new(condition)),
            ..deny(EVERYBODY, GROUP, control(&["*"], &[]))
        };
        let assignments = [assign("owner", "ada", "/")];
        assert_eq!(decide(&assignments, &[denial], ENDPOINT, LIST_KEYS, Control), expected, "{condition}");
    };
    check("ActionMatches{'*/listKeys/action'}", false);
    check("!(ActionMatches{'*/listKeys/action'})", true);
    check("@Resource[name] StringEquals 'e'", false);
    check("not a condition", false);
    check(" ", false);
}

#[test]
fn a_condition_narrows_its_own_assignment() {
    const READER: &str = "acdd72a7-3385-48ef-bd42-f606fba81ae7";
    const OWNER: &str = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635";
    let only_reader = format!(
        "((!(ActionMatches{{'{ASSIGN}'}})) OR (@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {{{READER}}}))"
    );
    let conditional = |role: &str, condition: &str| RoleAssignment {
        condition: Some(AssignedCondition::new(condition)),
        ..assign(role, "ada", GROUP)
    };
    let roles = roles();
    let check = |assignments: &[RoleAssignment],
                 assigned: Option<&str>,
                 action: &str,
                 expected: Result<(), Option<Unmet>>| {
        let evaluation = Evaluation { roles: &roles, assignments, denials: &[] };
        let attributes = match assigned {
            Some(role) => Attributes::default().with_role_assignment(Source::Request, role, "eve", "User"),
            None => Attributes::default(),
        };
        let decision = evaluation.decide_with(&["ada"], &Scope::new(WORKSPACE), action, Control, &attributes);
        let outcome = match decision {
            Decision::Allowed(_) => Ok(()),
            Decision::Unmet(_, unmet) => Err(Some(unmet)),
            Decision::Denied(_) | Decision::NotAllowed => Err(None),
        };
        assert_eq!(outcome, expected, "{assigned:?} {action}");
    };
    let owner = conditional("owner", &only_reader);
    let alone = std::slice::from_ref(&owner);
    check(alone, Some(READER), ASSIGN, Ok(()));
    check(alone, Some(OWNER), ASSIGN, Err(Some(Unmet::NotMet)));
    check(alone, None, ASSIGN, Err(Some(Unmet::Unknown)));
    // Actions that the condition does not name are granted as without it.
    check(alone, None, LIST_KEYS, Ok(()));
    // A condition grants nothing that the role does not have.
    check(&[conditional("reader", &only_reader)], Some(READER), ASSIGN, Err(None));
    check(&[conditional("owner", "half a (condition")], None, READ, Err(Some(Unmet::Unreadable)));
    check(&[conditional("owner", "")], None, READ, Ok(()));
    // Another assignment without a condition bypasses it.
    check(&[owner.clone(), assign("owner", "ada", SUBSCRIPTION)], Some(OWNER), ASSIGN, Ok(()));
    // Of several that fail, the one that could still hold is named.
    let others =
        [conditional("owner", "half a (condition"), owner.clone(), conditional("owner", "1 NumericEquals 2")];
    check(&others, None, ASSIGN, Err(Some(Unmet::Unknown)));
    check(&others, Some(OWNER), ASSIGN, Err(Some(Unmet::NotMet)));
    // Without any attribute told, `decide` answers the same as `decide_with`.
    let assignments = [owner];
    let evaluation = Evaluation { roles: &roles, assignments: &assignments, denials: &[] };
    let decision = evaluation.decide(&["ada"], &Scope::new(WORKSPACE), ASSIGN, Control);
    assert_eq!(decision, Decision::Unmet(&assignments[0], Unmet::Unknown));
}

#[test]
fn built_in_roles_add_up_over_scopes() {
    let Some(roles) = built_in::roles("built_in_roles_add_up_over_scopes") else { return };
    let id = |name: &str| roles.iter().find(|role| role.name == name).unwrap().id.as_str();
    let check = |held: &[(&str, &str)], action: &str, plane: Plane, expected: bool| {
        let assignments: Vec<_> = held.iter().map(|(role, at)| assign(id(role), "ada", at)).collect();
        let evaluation = Evaluation { roles: &roles, assignments: &assignments, denials: &[] };
        let decision = evaluation.decide(&["ada"], &Scope::new(ENDPOINT), action, plane);
        assert_eq!(decision.is_allowed(), expected, "{held:?}: {action}");
    };
    let scientist = ("AzureML Data Scientist", WORKSPACE);
    check(&[scientist], LIST_KEYS, Control, true);
    check(&[scientist], WORKSPACE_KEYS, Control, false);
    check(&[scientist, ("Reader", SUBSCRIPTION)], WORKSPACE_KEYS, Control, false);
    check(&[scientist, ("Contributor", GROUP)], WORKSPACE_KEYS, Control, true);
    check(&[scientist, ("Contributor", GROUP)], ASSIGN, Control, false);
    check(&[("Contributor", GROUP), ("User Access Administrator", MANAGEMENT_GROUP)], ASSIGN, Control, true);
    check(&[("Reader", "/"), ("User Access Administrator", "/")], LIST_KEYS, Control, false);
    check(&[("Owner", "/"), ("Key Vault Secrets User", GROUP)], GET_SECRET, Data, true);
    check(&[("Owner", "/")], GET_SECRET, Data, false);
    check(&[("AzureML Data Scientist", "/subscriptions/1111/resourceGroups/ab")], LIST_KEYS, Control, false);
}
