//! Roles of the company's own: made, changed, used and removed.

use serde_json::{Value, json};

use crate::{
    access_control::{access, grant},
    support::{ARM, ROLES_VERSION, World, text},
};

const ROLE: &str = "0b1b2c3d-0000-4000-8000-000000000001";
const OTHER: &str = "0b1b2c3d-0000-4000-8000-000000000002";
const OWNER: &str = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635";

fn role(name: &str, scopes: &[&str], actions: &[&str]) -> Value {
    json!({"name": ROLE, "properties": {
        "roleName": name,
        "description": "For a test",
        "type": "CustomRole",
        "assignableScopes": scopes,
        "permissions": [{"actions": actions, "notActions": []}],
    }})
}

const LIST_KEYS: &str = "Microsoft.MachineLearningServices/workspaces/onlineEndpoints/listKeys/action";

#[tokio::test]
async fn a_custom_role_lives_from_its_making_to_its_end() {
    let world = World::new().await;
    let (owner, none) = (world.token("owner", ARM).await, world.token("none", ARM).await);
    let workspace = world.workspace(&owner, "ml-routing").await;
    let group = workspace.split("/providers").next().unwrap().to_owned();
    let subscription = workspace.split("/resourceGroups").next().unwrap().to_owned();
    let address = access(&group, &format!("roleDefinitions/{ROLE}"));
    let made = world.put(&address, &owner, &role("Key reader", &[&group], &[LIST_KEYS])).await;
    assert_eq!(made.status, 201, "{}", made.text);
    let made = made.json();
    assert_eq!(
        made["id"],
        format!("{subscription}/providers/Microsoft.Authorization/roleDefinitions/{ROLE}")
    );
    assert_eq!(made["properties"]["type"], "CustomRole");
    assert_eq!(made["properties"]["permissions"][0]["dataActions"], json!([]));
    assert_eq!(made["properties"]["createdBy"], world.persona("owner").object_id);
    assert_eq!(world.get(&format!("{}?{ROLES_VERSION}", text(&made["id"])), &owner).await.json(), made);

    // It is listed where it can be assigned, and above only for whoever looks below.
    let found = async |scope: &str, filter: &str| {
        let path = access(scope, &format!("roleDefinitions?$filter={filter}"));
        world.get(&path, &owner).await.names().contains(&ROLE.to_owned())
    };
    assert!(found(&group, "type+eq+'CustomRole'").await);
    assert!(found(&workspace, "roleName+eq+'key+reader'").await);
    assert!(!found(&subscription, "type+eq+'CustomRole'").await);
    assert!(found(&subscription, "atScopeAndBelow()+and+type+eq+'CustomRole'").await);

    let mei = world.persona("none").object_id;
    let assignment = access(&group, &format!("roleAssignments/{OTHER}"));
    let above = access(&subscription, &format!("roleAssignments/{OTHER}"));
    assert_eq!(
        world.put(&above, &owner, &grant(&subscription, ROLE, &mei)).await.refusal(),
        (400, "RoleDefinitionNotAssignableAtScope".to_owned())
    );
    assert_eq!(world.put(&assignment, &owner, &grant(&group, ROLE, &mei)).await.status, 201);
    let keys = format!("{workspace}/onlineEndpoints/route-eta/listKeys?api-version=2024-10-01");
    assert_eq!(world.post(&keys, &none, "").await.status, 200);
    assert_eq!(
        world.delete(&address, &owner).await.refusal(),
        (400, "RoleDefinitionHasAssignments".to_owned())
    );

    let read = "Microsoft.MachineLearningServices/workspaces/read";
    let changed = world.put(&address, &owner, &role("Workspace reader", &[&group], &[read])).await;
    assert_eq!(changed.status, 201, "{}", changed.text);
    assert_eq!(world.post(&keys, &none, "").await.status, 403);

    assert_eq!(world.delete(&assignment, &owner).await.status, 200);
    let gone = world.delete(&address, &owner).await;
    assert_eq!((gone.status.as_u16(), gone.json()), (200, changed.json()));
    assert_eq!(world.delete(&address, &owner).await.status, 204);
    assert_eq!(world.get(&address, &owner).await.refusal(), (404, "RoleDefinitionDoesNotExist".to_owned()));
}

#[tokio::test]
async fn bad_roles_are_refused_by_name() {
    let world = World::new().await;
    let (owner, admin) = (world.token("owner", ARM).await, world.token("accessAdmin", ARM).await);
    let workspace = world.workspace(&owner, "ml-routing").await;
    let subscription = workspace.split("/resourceGroups").next().unwrap().to_owned();
    let research = world.workspace(&owner, "ml-research").await;
    let elsewhere = research.split("/resourceGroups").next().unwrap().to_owned();
    let check = async |token: &str, id: &str, body: Value, expected: (u16, &str)| {
        let answer = world.put(&access(&subscription, &format!("roleDefinitions/{id}")), token, &body).await;
        let (status, code) = answer.refusal();
        assert_eq!((status, code.as_str()), expected, "{body}: {}", answer.text);
    };
    let own = [subscription.as_str()];
    check(&owner, "x", role("A", &own, &[LIST_KEYS]), (400, "InvalidRoleDefinitionId")).await;
    check(&owner, OWNER, role("A", &own, &[LIST_KEYS]), (400, "BuiltInRoleDefinitionNotEditable")).await;
    check(&owner, ROLE, role(" ", &own, &[LIST_KEYS]), (400, "RoleDefinitionNameNullOrEmpty")).await;
    check(&owner, ROLE, role("reader", &own, &[LIST_KEYS]), (409, "RoleDefinitionWithSameNameExists")).await;
    check(
        &owner,
        ROLE,
        role("Larkspur Key Rotator", &own, &[LIST_KEYS]),
        (409, "RoleDefinitionWithSameNameExists"),
    )
    .await;
    check(&owner, ROLE, role(&"x".repeat(513), &own, &[LIST_KEYS]), (400, "RoleDefinitionTextTooLong")).await;
    check(&owner, ROLE, role("A", &[], &[LIST_KEYS]), (400, "LinkedInvalidPropertyId")).await;
    check(&owner, ROLE, role("A", &["/"], &[LIST_KEYS]), (400, "LinkedInvalidPropertyId")).await;
    check(&owner, ROLE, role("A", &[&workspace], &[LIST_KEYS]), (400, "LinkedInvalidPropertyId")).await;
    check(
        &admin,
        ROLE,
        role("A", &[&subscription, &elsewhere], &[LIST_KEYS]),
        (403, "LinkedAuthorizationFailed"),
    )
    .await;
    check(&owner, ROLE, role("A", &own, &[]), (400, "RoleDefinitionPermissionsEmpty")).await;
    check(&owner, ROLE, role("A", &own, &["fly"]), (400, "InvalidActionOrNotAction")).await;
    check(&owner, ROLE, json!({"properties": 1}), (400, "BadRequestFormat")).await;
    let reader = world.token("reader", ARM).await;
    check(&reader, ROLE, role("A", &own, &[LIST_KEYS]), (403, "AuthorizationFailed")).await;
    let built_in = access(&subscription, &format!("roleDefinitions/{OWNER}"));
    assert_eq!(
        world.delete(&built_in, &owner).await.refusal(),
        (400, "BuiltInRoleDefinitionNotEditable".to_owned())
    );
}
