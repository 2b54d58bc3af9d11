//! ARM: lists, pages, who may read what, and how refusals look.

use std::time::Duration;

use serde_json::json;

use crate::support::{ARM, GRAPH, ML, ML_VERSION, ROLES_VERSION, SUBSCRIPTIONS_VERSION, World, text};

#[tokio::test]
async fn each_persona_sees_what_its_roles_show() {
    let world = World::new().await;
    let check = async |role: &str, subscriptions: usize, expected: &[&str]| {
        let token = world.token(role, ARM).await;
        let answer = world.get(&format!("/subscriptions?{SUBSCRIPTIONS_VERSION}"), &token).await.json();
        assert_eq!(answer["count"], json!({"type": "Total", "value": subscriptions}), "{role}");
        let mut names = Vec::new();
        for subscription in answer["value"].as_array().unwrap() {
            let id = text(&subscription["id"]);
            let path = format!("{id}/providers/Microsoft.MachineLearningServices/workspaces?{ML_VERSION}");
            names.extend(world.all(&path, &token).await.iter().map(|workspace| text(&workspace["name"])));
        }
        assert_eq!(names, expected, "{role}");
    };
    check("owner", 2, &["ml-routing", "ml-pricing", "ml-demand", "ml-sandbox", "ml-research"]).await;
    check("dataScientist", 2, &["ml-routing", "ml-pricing", "ml-sandbox"]).await;
    check("reader", 2, &["ml-routing", "ml-pricing", "ml-demand", "ml-sandbox"]).await;
    check("accessAdmin", 2, &["ml-routing", "ml-pricing", "ml-demand", "ml-sandbox", "ml-research"]).await;
    check("none", 0, &[]).await;
}

#[tokio::test]
async fn lists_come_in_pages_with_absolute_links() {
    let world = World::new().await;
    let token = world.token("owner", ARM).await;
    let workspace = world.workspace(&token, "ml-routing").await;
    let subscription = workspace.split("/resourceGroups").next().unwrap();
    let path = format!("{subscription}/providers/Microsoft.MachineLearningServices/workspaces?{ML_VERSION}");
    let first = world.get(&path, &token).await.json();
    let link = text(&first["nextLink"]);
    assert!(link.starts_with(&format!("{}{subscription}/providers/", world.base())), "{link}");
    assert!(link.contains("%24skip=") && link.contains(ML_VERSION), "{link}");
    assert_eq!(first["value"].as_array().unwrap().len(), 2);
    let last = world.get(&link, &token).await.json();
    assert_eq!((last["value"].as_array().unwrap().len(), &last["nextLink"]), (1, &json!(null)));
    let bad = world.get(&format!("{path}&$skip=zzz"), &token).await;
    assert_eq!(bad.refusal(), (400, "InvalidContinuationToken".to_owned()));
}

#[tokio::test]
async fn letter_case_of_paths_makes_no_difference() {
    let world = World::new().await;
    let token = world.token("reader", ARM).await;
    let workspace = world.workspace(&token, "ml-routing").await;
    let one = world.get(&format!("{workspace}?{ML_VERSION}"), &token).await.json();
    let other = world.get(&format!("{}?{ML_VERSION}", workspace.to_uppercase()), &token).await.json();
    assert_eq!(one, other);
    assert_eq!(one["id"], workspace);
    assert_eq!(one["properties"]["discoveryUrl"], format!("{}/ml/westeurope/discovery", world.base()));
}

#[tokio::test]
async fn a_request_without_a_good_token_is_401_with_a_challenge() {
    let world = World::new().await;
    let path = format!("/subscriptions?{SUBSCRIPTIONS_VERSION}");
    let missing = world.send(reqwest::Method::GET, &path, &[], "").await.unwrap();
    assert_eq!(missing.refusal(), (401, "AuthenticationFailed".to_owned()));
    let tenant = world.tenant();
    assert_eq!(
        missing.header("www-authenticate"),
        format!(
            "Bearer authorization_uri=\"{}/{tenant}\", error=\"invalid_token\", error_description=\"The authentication failed because of missing 'Authorization' header.\"",
            world.base()
        )
    );
    let code = async |token: &str| world.get(&path, token).await.refusal().1;
    assert_eq!(code("nonsense").await, "InvalidAuthenticationToken");
    assert_eq!(code(&world.token("owner", ML).await).await, "InvalidAuthenticationTokenAudience");
    assert_eq!(code(&world.token("owner", GRAPH).await).await, "InvalidAuthenticationTokenAudience");
    let token = world.token("owner", "https://management.core.windows.net/").await;
    assert_eq!(world.get(&path, &token).await.status, 200);
    world.clock.advance(Duration::from_hours(2));
    assert_eq!(code(&token).await, "ExpiredAuthenticationToken");
}

#[tokio::test]
async fn refusals_have_arms_codes() {
    let world = World::new().await;
    let (owner, none) = (world.token("owner", ARM).await, world.token("none", ARM).await);
    let workspace = world.workspace(&owner, "ml-routing").await;
    let refusal = async |path: &str, token: &str| world.get(path, token).await.refusal();
    let check = async |path: String, token: &str, expected: (u16, &str)| {
        let (status, code) = refusal(&path, token).await;
        assert_eq!((status, code.as_str()), expected, "{path}");
    };
    check(format!("{workspace}?{ML_VERSION}"), &none, (403, "AuthorizationFailed")).await;
    check(format!("{workspace}x?{ML_VERSION}"), &owner, (404, "ResourceNotFound")).await;
    check(format!("{workspace}x?{ML_VERSION}"), &none, (403, "AuthorizationFailed")).await;
    check(
        format!("{}?{ML_VERSION}", workspace.replace("rg-ml-prod-eu", "rg-x")),
        &owner,
        (404, "ResourceGroupNotFound"),
    )
    .await;
    check(workspace.clone(), &owner, (400, "MissingApiVersionParameter")).await;
    check(format!("{workspace}?api-version=1999-01-01"), &owner, (400, "NoRegisteredProviderFound")).await;
    check(
        format!("/subscriptions/{}?{SUBSCRIPTIONS_VERSION}", world.tenant()),
        &owner,
        (404, "SubscriptionNotFound"),
    )
    .await;
    check(format!("{workspace}/schedules?{ML_VERSION}"), &owner, (501, "NotImplemented")).await;
    let answer = world.get(&format!("{workspace}?{ML_VERSION}"), &none).await;
    assert_eq!(answer.header("x-ms-failure-cause"), "gateway");
    assert!(
        text(&answer.json()["error"]["message"])
            .contains("'Microsoft.MachineLearningServices/workspaces/read'")
    );
}

#[tokio::test]
async fn role_assignments_are_listed_above_at_and_below() {
    let world = World::new().await;
    let token = world.token("owner", ARM).await;
    let workspace = world.workspace(&token, "ml-routing").await;
    let tomas = world.persona("dataScientist").object_id;
    let list = async |filter: &str| {
        let path =
            format!("{workspace}/providers/Microsoft.Authorization/roleAssignments?{ROLES_VERSION}{filter}");
        let answer = world.get(&path, &token).await;
        assert_eq!(answer.status, 200, "{}", answer.text);
        let body = answer.json();
        body["value"].as_array().unwrap().clone()
    };
    let all = list("").await;
    assert_eq!(all.len(), 11, "{all:#?}");
    assert_eq!(list("&$filter=atScope()").await.len(), 11);
    let through_group = list(&format!("&$filter=atScope()+and+assignedTo('{tomas}')")).await;
    assert_eq!(through_group.len(), 1);
    assert_eq!(through_group[0]["properties"]["principalType"], "Group");
    assert_eq!(list(&format!("&$filter=principalId+eq+'{tomas}'")).await.len(), 0);
    let id = text(&through_group[0]["id"]);
    assert_eq!(world.get(&format!("{id}?{ROLES_VERSION}"), &token).await.json(), through_group[0]);
    let path =
        format!("{workspace}/providers/Microsoft.Authorization/roleAssignments?{ROLES_VERSION}&$filter=x");
    assert_eq!(world.get(&path, &token).await.refusal(), (400, "UnsupportedQuery".to_owned()));

    let subscription = workspace.split("/resourceGroups").next().unwrap();
    let path = |filter: &str| {
        format!("{subscription}/providers/Microsoft.Authorization/roleAssignments?{ROLES_VERSION}{filter}")
    };
    let everything = world.get(&path(""), &token).await.names().len();
    let at_scope = world.get(&path("&$filter=atScope()"), &token).await.names().len();
    assert!(everything > at_scope, "{everything} {at_scope}");
}

#[tokio::test]
async fn only_some_may_see_who_has_access() {
    let world = World::new().await;
    let owner = world.token("owner", ARM).await;
    let workspace = world.workspace(&owner, "ml-routing").await;
    for (role, status) in [("dataScientist", 403), ("reader", 200), ("accessAdmin", 200), ("none", 403)] {
        let token = world.token(role, ARM).await;
        for noun in ["roleAssignments", "roleDefinitions"] {
            let path = format!("{workspace}/providers/Microsoft.Authorization/{noun}?{ROLES_VERSION}");
            assert_eq!(world.get(&path, &token).await.status, status, "{role} {noun}");
        }
    }
}

#[tokio::test]
async fn role_definitions_are_found_by_name_kind_and_id() {
    let world = World::new().await;
    let token = world.token("reader", ARM).await;
    let workspace = world.workspace(&token, "ml-routing").await;
    let subscription = workspace.split("/resourceGroups").next().unwrap();
    let base = format!("{subscription}/providers/Microsoft.Authorization/roleDefinitions");
    let list =
        async |filter: &str| world.get(&format!("{base}?{ROLES_VERSION}{filter}"), &token).await.json();
    assert_eq!(list("").await["value"].as_array().unwrap().len(), 23);
    let reader = list("&$filter=roleName+eq+'Reader'").await["value"][0].clone();
    assert_eq!(reader["id"], format!("{base}/acdd72a7-3385-48ef-bd42-f606fba81ae7"));
    assert_eq!(reader["properties"]["permissions"][0]["actions"], json!(["*/read"]));
    let custom = list("&$filter=type+eq+'CustomRole'").await;
    assert_eq!(custom["value"][0]["properties"]["roleName"], "Larkspur Key Rotator");
    assert_eq!(world.get(&format!("{}?{ROLES_VERSION}", text(&reader["id"])), &token).await.json(), reader);
    let at_root = "/providers/Microsoft.Authorization/roleDefinitions/8e3af657-a8ff-443c-a75c-2fe8c4bcb635";
    let owner = world.get(&format!("{at_root}?{ROLES_VERSION}"), &token).await.json();
    assert_eq!(owner["id"], at_root);
}

#[tokio::test]
async fn permissions_are_the_callers_own_sets() {
    let world = World::new().await;
    let owner = world.token("owner", ARM).await;
    let workspace = world.workspace(&owner, "ml-routing").await;
    // An empty parent path leaves a doubled slash.
    let doubled = workspace.replace("MachineLearningServices/", "MachineLearningServices//");
    let group = workspace.split("/providers").next().unwrap().to_owned();
    for (role, sets) in [("owner", 1), ("dataScientist", 1), ("reader", 1), ("accessAdmin", 1), ("none", 0)] {
        let token = world.token(role, ARM).await;
        for scope in [&workspace, &doubled, &group] {
            let answer = world
                .get(
                    &format!("{scope}/providers/Microsoft.Authorization/permissions?{ROLES_VERSION}"),
                    &token,
                )
                .await;
            if sets == 0 {
                assert_eq!(answer.refusal(), (403, "AuthorizationFailed".to_owned()), "{role} {scope}");
            } else {
                assert_eq!(answer.json()["value"].as_array().unwrap().len(), sets, "{role} {scope}");
            }
        }
    }
}

#[tokio::test]
async fn graph_names_people_and_leaves_out_who_is_gone() {
    let world = World::new().await;
    let (arm, graph) = (world.token("owner", ARM).await, world.token("owner", GRAPH).await);
    let me = world.get("/v1.0/me?$select=id,displayName", &graph).await.json();
    assert_eq!(me["displayName"], "Adele Okafor");
    assert_eq!(me.as_object().unwrap().len(), 3);
    let workspace = world.workspace(&arm, "ml-demand").await;
    let path = format!("{workspace}/providers/Microsoft.Authorization/roleAssignments?{ROLES_VERSION}");
    let assignments = world.get(&path, &arm).await.json();
    let ids: std::collections::BTreeSet<String> = assignments["value"]
        .as_array()
        .unwrap()
        .iter()
        .map(|assignment| text(&assignment["properties"]["principalId"]))
        .collect();
    let body = json!({"ids": ids, "types": ["user", "group", "servicePrincipal"]}).to_string();
    let answer = world.post("/v1.0/directoryObjects/getByIds", &graph, &body).await.json();
    assert_eq!(answer["value"].as_array().unwrap().len(), ids.len() - 1);
    assert_eq!(
        world.post("/v1.0/directoryObjects/getByIds", &arm, &body).await.refusal(),
        (401, "InvalidAuthenticationToken".to_owned())
    );
    assert_eq!(
        world.post("/v1.0/directoryObjects/getByIds", &graph, "{}").await.refusal(),
        (400, "Request_BadRequest".to_owned())
    );
}
