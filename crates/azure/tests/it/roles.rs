//! Role assignments and definitions come as the evaluator takes them, with nothing lost.

use latchkey_azure::{
    role_assignments::{self, RoleAssignmentResource, Selection},
    role_definitions::{self, RoleDefinitionResource},
};
use latchkey_rbac::{
    ActionPattern, AssignedCondition, Evaluation, Permission, Plane, RoleAssignment, RoleDefinition,
};
use latchkey_types::Scope;
use serde_json::json;

use super::{Stage, json as answer};

const GUID: &str = "18D7D88D-D35E-4FB5-A5C3-7773C20A72D9";
const CONDITION: &str = "((!(ActionMatches{'a/write'})))";

#[tokio::test]
async fn what_azure_lists_is_evaluated_without_another_form() {
    let stage = Stage::set().await;
    let role = json!({
        "id": format!("/providers/Microsoft.Authorization/roleDefinitions/{GUID}"), "name": GUID,
        "properties": {
            "roleName": "Key reader", "type": "CustomRole", "description": "d", "assignableScopes": ["/subscriptions/s/"],
            "permissions": [
                {"actions": ["a/*"], "notActions": ["a/delete"]},
                {"dataActions": ["d/*"], "notDataActions": ["d/secret"]},
            ],
        },
    });
    stage.answers([answer(&json!({"value": [role]}))]).await;
    let roles = role_definitions::list(&stage.azure, &Scope::new("/")).await.unwrap();
    let patterns = |text: &str| vec![ActionPattern::new(text)];
    let expected = RoleDefinitionResource {
        id: format!("/providers/Microsoft.Authorization/roleDefinitions/{GUID}"),
        definition: RoleDefinition {
            id: GUID.to_lowercase(),
            name: "Key reader".to_owned(),
            permissions: vec![
                Permission {
                    actions: patterns("a/*"),
                    not_actions: patterns("a/delete"),
                    ..Permission::default()
                },
                Permission {
                    data_actions: patterns("d/*"),
                    not_data_actions: patterns("d/secret"),
                    ..Permission::default()
                },
            ],
            assignable_scopes: vec![Scope::new("/subscriptions/s")],
        },
        is_custom: true,
        description: Some("d".to_owned()),
    };
    assert_eq!(roles, [expected]);
    stage.server.reset().await;
    let assignment = json!({
        "id": "/subscriptions/s/providers/Microsoft.Authorization/roleAssignments/A1", "name": "A1",
        "properties": {
            "roleDefinitionId": format!("/subscriptions/s/providers/Microsoft.Authorization/roleDefinitions/{GUID}"),
            "principalId": "P1", "principalType": "Group", "scope": "/subscriptions/s",
            "condition": CONDITION, "conditionVersion": "2.0", "description": "for audits",
            "createdOn": "2019-09-04T08:09:42.0835929Z", "createdBy": "c",
        },
    });
    stage.answers([answer(&json!({"value": [assignment]}))]).await;
    let listed =
        role_assignments::list(&stage.azure, &Scope::new("/"), Selection::HoldingThere).await.unwrap();
    let expected = RoleAssignmentResource {
        id: "/subscriptions/s/providers/Microsoft.Authorization/roleAssignments/A1".to_owned(),
        assignment: RoleAssignment {
            id: "a1".to_owned(),
            scope: Scope::new("/subscriptions/s"),
            role_id: GUID.to_lowercase(),
            principal_id: "p1".to_owned(),
            condition: Some(AssignedCondition::new(CONDITION)),
        },
        principal_type: Some("Group".to_owned()),
        condition_version: Some("2.0".to_owned()),
        description: Some("for audits".to_owned()),
        created_at: Some("2019-09-04T08:09:42.0835929Z".parse().unwrap()),
        created_by: Some("c".to_owned()),
    };
    assert_eq!(listed, [expected]);

    let roles: Vec<_> = roles.into_iter().map(|role| role.definition).collect();
    let assignments: Vec<_> = listed.into_iter().map(|listed| listed.assignment).collect();
    let evaluation = Evaluation { roles: &roles, assignments: &assignments, denials: &[] };
    let check = |action: &str, plane: Plane, expected: bool| {
        let decision =
            evaluation.decide(&["p1"], &Scope::new("/subscriptions/s/resourceGroups/g"), action, plane);
        assert_eq!(decision.is_allowed(), expected, "{action}");
    };
    check("a/read", Plane::Control, true);
    check("a/delete", Plane::Control, false);
    check("a/write", Plane::Control, false);
    check("d/read", Plane::Data, true);
    check("d/secret", Plane::Data, false);
}
