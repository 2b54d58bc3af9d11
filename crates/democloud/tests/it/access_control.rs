//! Giving and taking roles: what is allowed, what is refused and how, and what it changes.

use std::time::Duration;

use latchkey_democloud::Options;
use serde_json::{Value, json};

use crate::support::{ARM, Answer, ML_VERSION, ROLES_VERSION, World, text};

const READER: &str = "acdd72a7-3385-48ef-bd42-f606fba81ae7";
const OWNER: &str = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635";
const DATA_SCIENTIST: &str = "f6c7c914-8db3-469d-8ca1-694a8f32e121";
const ONE: &str = "0a1b2c3d-0000-4000-8000-000000000001";
const TWO: &str = "0a1b2c3d-0000-4000-8000-000000000002";
/// An object id that nobody has.
const NOBODY: &str = "0a1b2c3d-0000-4000-8000-00000000ffff";

/// The address of something of `Microsoft.Authorization` at a scope.
pub(crate) fn access(scope: &str, what: &str) -> String {
    let mark = if what.contains('?') { '&' } else { '?' };
    format!("{scope}/providers/Microsoft.Authorization/{what}{mark}{ROLES_VERSION}")
}

fn subscription_of(id: &str) -> String {
    id.split("/resourceGroups").next().unwrap().to_owned()
}

pub(crate) fn grant(scope: &str, role: &str, principal: &str) -> Value {
    let role = format!("{}/providers/Microsoft.Authorization/roleDefinitions/{role}", subscription_of(scope));
    json!({"properties": {"roleDefinitionId": role, "principalId": principal}})
}

fn changed(mut body: Value, changes: &Value) -> Value {
    for (name, value) in changes.as_object().unwrap() {
        body["properties"][name] = value.clone();
    }
    body
}

#[tokio::test]
async fn a_role_is_given_felt_listed_and_taken_again() {
    let world = World::new().await;
    let (owner, none) = (world.token("owner", ARM).await, world.token("none", ARM).await);
    let mei = world.persona("none").object_id;
    let workspace = world.workspace(&owner, "ml-routing").await;
    let address = access(&workspace, &format!("roleAssignments/{ONE}"));
    let read = async || world.get(&format!("{workspace}?{ML_VERSION}"), &none).await.status.as_u16();
    assert_eq!(read().await, 403);

    let wish = changed(grant(&workspace, READER, &mei), &json!({"description": "For the audit"}));
    let made = world.put(&address, &owner, &wish).await;
    assert_eq!(made.status, 201, "{}", made.text);
    let made = made.json();
    let adele = world.persona("owner").object_id;
    assert_eq!(
        made,
        json!({
            "properties": {
                "roleDefinitionId": wish["properties"]["roleDefinitionId"],
                "principalId": mei,
                "principalType": "User",
                "scope": workspace,
                "condition": null,
                "conditionVersion": null,
                "createdOn": "2026-03-02T09:30:00.0000000Z",
                "updatedOn": "2026-03-02T09:30:00.0000000Z",
                "createdBy": adele,
                "updatedBy": adele,
                "delegatedManagedIdentityResourceId": null,
                "description": "For the audit",
            },
            "id": format!("{workspace}/providers/Microsoft.Authorization/roleAssignments/{ONE}"),
            "type": "Microsoft.Authorization/roleAssignments",
            "name": ONE,
        })
    );
    assert_eq!(read().await, 200);
    assert_eq!(world.get(&address, &owner).await.json(), made);
    let by_id = format!("{}?{ROLES_VERSION}", text(&made["id"]));
    assert_eq!(world.get(&by_id, &none).await.json(), made, "a reader may read who may read");

    // The same again changes nothing but what may change.
    world.clock.advance(Duration::from_mins(1));
    let again = world.put(&address, &owner, &grant(&workspace, READER, &mei)).await;
    assert_eq!(again.status, 200, "{}", again.text);
    let again = again.json();
    assert_eq!(again["properties"]["createdOn"], made["properties"]["createdOn"]);
    assert_eq!(again["properties"]["updatedOn"], "2026-03-02T09:31:00.0000000Z");
    assert_eq!(again["properties"]["description"], Value::Null);

    let taken = world.delete(&address, &owner).await;
    assert_eq!((taken.status.as_u16(), taken.json()), (200, again));
    let absent = world.delete(&address, &owner).await;
    assert_eq!((absent.status.as_u16(), absent.text.as_str()), (204, ""));
    assert_eq!(world.get(&address, &owner).await.refusal(), (404, "RoleAssignmentNotFound".to_owned()));
    assert_eq!(read().await, 403);
}

#[tokio::test]
async fn bad_grants_are_refused_by_name() {
    let world = World::new().await;
    let owner = world.token("owner", ARM).await;
    let (mei, tomas) = (world.persona("none").object_id, world.persona("dataScientist").object_id);
    let workspace = world.workspace(&owner, "ml-routing").await;
    let good = grant(&workspace, READER, &mei);
    let put = async |id: &str, body: &Value| -> Answer {
        world.put(&access(&workspace, &format!("roleAssignments/{id}")), &owner, body).await
    };
    assert_eq!(put(ONE, &good).await.status, 201);
    let check = async |id: &str, changes: Value, expected: (u16, &str)| {
        let answer = put(id, &changed(good.clone(), &changes)).await;
        let (status, code) = answer.refusal();
        assert_eq!((status, code.as_str()), expected, "{changes}: {}", answer.text);
        answer
    };
    let exists = check(TWO, json!({}), (409, "RoleAssignmentExists")).await;
    assert!(exists.text.contains(&ONE.replace('-', "")), "{}", exists.text);
    check(ONE, json!({"principalId": tomas}), (400, "RoleAssignmentUpdateNotPermitted")).await;
    check("not-a-guid", json!({"principalId": tomas}), (400, "InvalidRoleAssignmentId")).await;
    check(TWO, json!({"principalId": "tomas"}), (400, "InvalidPrincipalId")).await;
    let missing = check(TWO, json!({"principalId": NOBODY}), (400, "PrincipalNotFound")).await;
    assert!(missing.text.contains(&NOBODY.replace('-', "")) && missing.text.contains(&world.tenant()));
    check(TWO, json!({"principalId": tomas, "principalType": "Group"}), (400, "UnmatchedPrincipalType"))
        .await;
    check(TWO, json!({"principalId": tomas, "principalType": "Robot"}), (400, "InvalidPrincipalType")).await;
    check(
        TWO,
        json!({"principalId": tomas, "roleDefinitionId": format!("/x/{NOBODY}")}),
        (400, "RoleDefinitionDoesNotExist"),
    )
    .await;
    check(
        TWO,
        json!({"principalId": tomas, "condition": "nonsense", "conditionVersion": "2.0"}),
        (400, "InvalidCondition"),
    )
    .await;
    check(TWO, json!({"principalId": tomas, "condition": "true"}), (400, "InvalidConditionVersion")).await;
    for body in [json!({}), json!([]), json!({"properties": {}}), json!({"properties": {"principalId": 1}})] {
        assert_eq!(put(TWO, &body).await.refusal(), (400, "BadRequestFormat".to_owned()), "{body}");
    }
    // Somebody who was made just now need not be known yet; the type says that the caller means it.
    let new = changed(good.clone(), &json!({"principalId": NOBODY, "principalType": "ServicePrincipal"}));
    let new = put(TWO, &new).await;
    assert_eq!(
        (new.status.as_u16(), &new.json()["properties"]["principalType"]),
        (201, &json!("ServicePrincipal"))
    );

    let nowhere = format!("{workspace}x");
    let answer = world.put(&access(&nowhere, &format!("roleAssignments/{NOBODY}")), &owner, &good).await;
    assert_eq!(answer.refusal(), (404, "ResourceNotFound".to_owned()));
}

#[tokio::test]
async fn only_those_who_may_give_roles_do() {
    let world = World::new().await;
    let owner = world.token("owner", ARM).await;
    let mei = world.persona("none").object_id;
    let workspace = world.workspace(&owner, "ml-routing").await;
    let address = access(&workspace, &format!("roleAssignments/{ONE}"));
    for (role, status) in [("reader", 403), ("dataScientist", 403), ("none", 403), ("accessAdmin", 201)] {
        let token = world.token(role, ARM).await;
        let answer = world.put(&address, &token, &grant(&workspace, READER, &mei)).await;
        assert_eq!(answer.status, status, "{role}: {}", answer.text);
        if status == 403 {
            assert_eq!(answer.refusal().1, "AuthorizationFailed");
            assert!(
                answer.text.contains("'Microsoft.Authorization/roleAssignments/write'"),
                "{}",
                answer.text
            );
        }
    }
    let reader = world.token("reader", ARM).await;
    assert_eq!(world.delete(&address, &reader).await.refusal(), (403, "AuthorizationFailed".to_owned()));
}

#[tokio::test]
async fn a_condition_limits_which_roles_can_be_given_and_taken() {
    let world = World::new().await;
    let (owner, delegate) = (world.token("owner", ARM).await, world.token("none", ARM).await);
    let (mei, tomas) = (world.persona("none").object_id, world.persona("dataScientist").object_id);
    let workspace = world.workspace(&owner, "ml-pricing").await;
    let name = |source: &str| format!("@{source}[Microsoft.Authorization/roleAssignments:RoleDefinitionId]");
    let condition = format!(
        "((!(ActionMatches{{'Microsoft.Authorization/roleAssignments/write'}})) OR ({} ForAnyOfAnyValues:GuidEquals {{{READER}}})) AND \
         ((!(ActionMatches{{'Microsoft.Authorization/roleAssignments/delete'}})) OR ({} ForAnyOfAnyValues:GuidEquals {{{READER}}}))",
        name("Request"),
        name("Resource"),
    );
    let admin = "f58310d9-a9f6-439a-9e8d-f62e7b41a168";
    let wish =
        changed(grant(&workspace, admin, &mei), &json!({"condition": condition, "conditionVersion": "2.0"}));
    let made = world.put(&access(&workspace, &format!("roleAssignments/{ONE}")), &owner, &wish).await;
    assert_eq!(made.status, 201, "{}", made.text);
    assert_eq!(made.json()["properties"]["condition"], json!(condition));

    let address = access(&workspace, &format!("roleAssignments/{TWO}"));
    let give = async |role: &str| world.put(&address, &delegate, &grant(&workspace, role, &tomas)).await;
    assert_eq!(give(OWNER).await.refusal(), (403, "AuthorizationFailed".to_owned()));
    assert_eq!(give(READER).await.status, 201);
    assert_eq!(world.delete(&address, &delegate).await.status, 200);
    world.put(&address, &owner, &grant(&workspace, DATA_SCIENTIST, &mei)).await;
    assert_eq!(world.delete(&address, &delegate).await.refusal(), (403, "AuthorizationFailed".to_owned()));
}

#[tokio::test]
async fn grants_and_removals_can_take_their_time() {
    let world = World::with(|options| Options { propagation: Duration::from_mins(5), ..options }).await;
    let (owner, none) = (world.token("owner", ARM).await, world.token("none", ARM).await);
    let workspace = world.workspace(&owner, "ml-routing").await;
    let address = access(&workspace, &format!("roleAssignments/{ONE}"));
    let read = async || world.get(&format!("{workspace}?{ML_VERSION}"), &none).await.status.as_u16();
    let mei = world.persona("none").object_id;
    assert_eq!(world.put(&address, &owner, &grant(&workspace, READER, &mei)).await.status, 201);
    assert_eq!(world.get(&address, &owner).await.status, 200, "it is listed at once");
    assert_eq!(read().await, 403);
    world.clock.advance(Duration::from_secs(299));
    assert_eq!(read().await, 403);
    world.clock.advance(Duration::from_secs(1));
    assert_eq!(read().await, 200);
    assert_eq!(world.delete(&address, &owner).await.status, 200);
    assert_eq!(world.get(&address, &owner).await.status, 404);
    assert_eq!(read().await, 200);
    world.clock.advance(Duration::from_mins(5));
    assert_eq!(read().await, 403);
}

#[tokio::test]
async fn old_versions_tell_less() {
    let world = World::new().await;
    let owner = world.token("owner", ARM).await;
    let workspace = world.workspace(&owner, "ml-routing").await;
    let list = |version: &str| {
        format!("{workspace}/providers/Microsoft.Authorization/roleAssignments?api-version={version}")
    };
    let first = async |version: &str| {
        world.get(&list(version), &owner).await.json()["value"][0]["properties"].clone()
    };
    assert_eq!(first("2022-04-01").await["principalType"], "User");
    assert_eq!(first("2015-07-01").await.get("principalType"), None);
}

#[tokio::test]
async fn a_deny_assignment_is_listed_and_wins_over_an_owner() {
    let world = World::new().await;
    let owner = world.token("owner", ARM).await;
    let workspace = world.workspace(&owner, "ml-demand").await;
    let group = workspace.split("/providers").next().unwrap();
    let subscription = subscription_of(&workspace);
    for (scope, filter, expected) in [
        (subscription.as_str(), "", 1),
        (subscription.as_str(), "?$filter=atScope()", 0),
        (group, "?$filter=atScope()", 1),
        (&workspace, "", 1),
        (&workspace, &format!("?$filter=assignedTo('{}')", world.persona("none").object_id), 1),
        (&workspace, &format!("?$filter=principalId+eq+'{NOBODY}'"), 0),
    ] {
        let answer = world.get(&access(scope, &format!("denyAssignments{filter}")), &owner).await;
        assert_eq!(answer.names().len(), expected, "{scope} {filter}");
    }
    let denial = world.get(&access(group, "denyAssignments"), &owner).await.json()["value"][0].clone();
    assert_eq!(denial["properties"]["isSystemProtected"], true);
    assert_eq!(denial["properties"]["principals"][0]["type"], "SystemDefined");
    let by_id = format!("{}?{ROLES_VERSION}", text(&denial["id"]));
    assert_eq!(world.get(&by_id, &owner).await.json(), denial);
    assert_eq!(world.delete(&by_id, &owner).await.refusal(), (405, "MethodNotAllowed".to_owned()));
    assert_eq!(world.put(&by_id, &owner, &denial).await.refusal(), (405, "MethodNotAllowed".to_owned()));

    let assignments =
        world.get(&access(&workspace, "roleAssignments?$filter=atScope()"), &owner).await.json();
    let below =
        assignments["value"].as_array().unwrap().iter().find(|one| one["properties"]["scope"] == *group);
    let victim = format!("{}?{ROLES_VERSION}", text(&below.unwrap()["id"]));
    let refused = world.delete(&victim, &owner).await;
    assert_eq!(refused.refusal(), (403, "DenyAssignmentAuthorizationFailed".to_owned()));
    assert!(refused.text.contains("has permission to perform action"), "{}", refused.text);
    // Who has no role that allows it is told so, and not of the denial.
    let reader = world.token("reader", ARM).await;
    assert_eq!(world.delete(&victim, &reader).await.refusal(), (403, "AuthorizationFailed".to_owned()));
}

#[tokio::test]
async fn a_global_administrator_can_take_the_tenants_root() {
    let world = World::new().await;
    let elevate = format!("/providers/Microsoft.Authorization/elevateAccess?{}", "api-version=2016-07-01");
    let owner = world.token("owner", ARM).await;
    assert_eq!(world.post(&elevate, &owner, "").await.refusal(), (403, "AuthorizationFailed".to_owned()));
    let admin = world.token("accessAdmin", ARM).await;
    let root = access("", "roleAssignments");
    assert_eq!(world.get(&root, &admin).await.status, 403);
    let workspace = world.workspace(&owner, "ml-research").await;
    let address = access(&workspace, &format!("roleAssignments/{ONE}"));
    let mei = world.persona("none").object_id;
    assert_eq!(world.put(&address, &admin, &grant(&workspace, READER, &mei)).await.status, 403);
    for _ in 0..2 {
        let answer = world.post(&elevate, &admin, "").await;
        assert_eq!((answer.status.as_u16(), answer.text.as_str()), (200, ""));
    }
    assert_eq!(world.put(&address, &admin, &grant(&workspace, READER, &mei)).await.status, 201);
    let at_root = world.get(&access("", "roleAssignments?$filter=atScope()"), &admin).await.json();
    let at_root = at_root["value"].as_array().unwrap();
    assert_eq!(at_root.len(), 1);
    assert_eq!(at_root[0]["properties"]["scope"], "/");
    let id = text(&at_root[0]["id"]);
    assert!(id.starts_with("/providers/Microsoft.Authorization/roleAssignments/"), "{id}");
    assert_eq!(world.delete(&format!("{id}?{ROLES_VERSION}"), &admin).await.status, 200);
    assert_eq!(world.get(&root, &admin).await.status, 403);
}

#[tokio::test]
async fn small_nouns_of_access_control_are_there() {
    let world = World::new().await;
    let token = world.token("reader", ARM).await;
    let subscription = subscription_of(&world.workspace(&token, "ml-routing").await);
    let classic = format!(
        "{subscription}/providers/Microsoft.Authorization/classicAdministrators?api-version=2015-07-01"
    );
    assert_eq!(world.get(&classic, &token).await.json(), json!({"value": []}));
    let operations = async |rest: &str| {
        world.get(&access("", &format!("providerOperations{rest}")), &world.token("none", ARM).await).await
    };
    let all = operations("?$expand=resourceTypes").await.names();
    assert!(all.contains(&"Microsoft.Authorization".to_owned()), "{all:?}");
    let ml = operations("/microsoft.machinelearningservices?$expand=resourceTypes").await.json();
    assert_eq!(ml["name"], "Microsoft.MachineLearningServices");
    let types = ml["resourceTypes"].as_array().unwrap();
    let endpoints = types.iter().find(|one| one["name"] == "workspaces/onlineEndpoints").unwrap();
    let names: Vec<String> =
        endpoints["operations"].as_array().unwrap().iter().map(|one| text(&one["name"])).collect();
    assert!(names.contains(
        &"Microsoft.MachineLearningServices/workspaces/onlineEndpoints/listKeys/action".to_owned()
    ));
    let brief = operations("/Microsoft.MachineLearningServices").await.json();
    assert_eq!(brief["resourceTypes"], json!([]));
    let own = world
        .get("/providers/Microsoft.MachineLearningServices/operations?api-version=2024-10-01", &token)
        .await;
    assert!(own.names().contains(&"Microsoft.MachineLearningServices/workspaces/read".to_owned()));
    assert_eq!(operations("/Microsoft.Nothing").await.refusal(), (404, "ProviderNotFound".to_owned()));
}
