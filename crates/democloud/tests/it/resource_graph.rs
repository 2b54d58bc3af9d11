//! Resource Graph over real HTTP: what is found, in which shape, and when it is enough.

use std::time::Duration;

use serde_json::{Value, json};

use crate::support::{ARM, Answer, World, text};

async fn ask(world: &World, token: &str, body: &Value) -> Answer {
    let path = "/providers/Microsoft.ResourceGraph/resources?api-version=2022-10-01";
    world.post(path, token, &body.to_string()).await
}

async fn query(world: &World, token: &str, query: &str) -> Value {
    let answer = ask(world, token, &json!({"query": query})).await;
    assert_eq!(answer.status, 200, "{query}: {}", answer.text);
    answer.json()
}

fn column(body: &Value, name: &str) -> Vec<String> {
    body["data"].as_array().unwrap().iter().map(|row| text(&row[name])).collect()
}

#[tokio::test]
async fn a_query_finds_what_the_caller_may_read() {
    let world = World::new().await;
    let workspaces = "Resources | where type =~ 'Microsoft.MachineLearningServices/workspaces' | project id, name, location, resourceGroup, subscriptionId, properties.workspaceId";
    let check = async |role: &str, expected: &[&str]| {
        let token = world.token(role, ARM).await;
        let body = query(&world, &token, workspaces).await;
        assert_eq!(column(&body, "name"), expected, "{role}");
        assert_eq!((&body["count"], &body["resultTruncated"]), (&json!(expected.len()), &json!("false")));
    };
    check("owner", &["ml-routing", "ml-pricing", "ml-demand", "ml-sandbox", "ml-research"]).await;
    check("dataScientist", &["ml-routing", "ml-pricing", "ml-sandbox"]).await;
    check("none", &[]).await;
    let owner = world.token("owner", ARM).await;
    let first = query(&world, &owner, workspaces).await["data"][0].clone();
    assert_eq!(first["id"], world.workspace(&owner, "ml-routing").await);
    assert_eq!(
        (&first["location"], &first["resourceGroup"]),
        (&json!("westeurope"), &json!("rg-ml-prod-eu"))
    );
    assert!(first["properties_workspaceId"].is_string(), "{first}");
    let endpoints = query(
        &world,
        &owner,
        "resources | where type == 'microsoft.machinelearningservices/workspaces/onlineendpoints' and properties.authMode == 'AMLToken' | order by name asc",
    )
    .await;
    assert_eq!(column(&endpoints, "name"), ["fx-hedge", "route-planner", "try-embeddings"]);
    let counts = query(&world, &owner, "resources | summarize count() by type | order by type asc").await;
    assert_eq!(
        column(&counts, "type"),
        [
            "microsoft.keyvault/vaults",
            "microsoft.machinelearningservices/workspaces",
            "microsoft.machinelearningservices/workspaces/batchendpoints",
            "microsoft.machinelearningservices/workspaces/batchendpoints/deployments",
            "microsoft.machinelearningservices/workspaces/onlineendpoints",
            "microsoft.machinelearningservices/workspaces/onlineendpoints/deployments",
            "microsoft.machinelearningservices/workspaces/serverlessendpoints",
            "microsoft.managedidentity/userassignedidentities",
        ]
    );
}

#[tokio::test]
async fn every_kind_of_resource_is_found_by_those_who_may_read_it() {
    let world = World::new().await;
    let types = "resources | where type !startswith 'microsoft.machinelearningservices/workspaces/online' | project type, name | order by type asc, name asc";
    let check = async |role: &str, expected: &[(&str, &str)]| {
        let token = world.token(role, ARM).await;
        let found = query(&world, &token, types).await;
        let rows: Vec<(String, String)> =
            column(&found, "type").into_iter().zip(column(&found, "name")).collect();
        let last = |kind: &str| kind.split_once('/').unwrap().1.to_owned();
        let rows: Vec<(String, String)> = rows.into_iter().map(|(kind, name)| (last(&kind), name)).collect();
        let expected: Vec<_> =
            expected.iter().map(|(kind, name)| ((*kind).to_owned(), (*name).to_owned())).collect();
        assert_eq!(rows, expected, "{role}");
    };
    check(
        "owner",
        &[
            ("vaults", "mldemand-kv"),
            ("vaults", "mlpricing-kv"),
            ("vaults", "mlresearch-kv"),
            ("vaults", "mlrouting-kv"),
            ("vaults", "mlsandbox-kv"),
            ("workspaces", "ml-demand"),
            ("workspaces", "ml-pricing"),
            ("workspaces", "ml-research"),
            ("workspaces", "ml-routing"),
            ("workspaces", "ml-sandbox"),
            ("workspaces/batchendpoints", "demand-backfill"),
            ("workspaces/batchendpoints", "route-history"),
            ("workspaces/batchendpoints/deployments", "monthly"),
            ("workspaces/batchendpoints/deployments", "nightly"),
            ("workspaces/batchendpoints/deployments", "v2"),
            ("workspaces/serverlessendpoints", "freight-chat"),
            ("workspaces/serverlessendpoints", "paper-summary"),
            ("userassignedidentities", "ml-batch-identity"),
        ],
    )
    .await;
    // Whoever reads workspaces reads neither the vaults beside them nor the identities.
    check(
        "dataScientist",
        &[
            ("workspaces", "ml-pricing"),
            ("workspaces", "ml-routing"),
            ("workspaces", "ml-sandbox"),
            ("workspaces/batchendpoints", "route-history"),
            ("workspaces/batchendpoints/deployments", "monthly"),
            ("workspaces/batchendpoints/deployments", "nightly"),
            ("workspaces/serverlessendpoints", "freight-chat"),
        ],
    )
    .await;
    check("none", &[]).await;
}

#[tokio::test]
async fn containers_and_assignments_have_tables_of_their_own() {
    let world = World::new().await;
    let (owner, scientist) = (world.token("owner", ARM).await, world.token("dataScientist", ARM).await);
    let names = "resourcecontainers | where type =~ 'microsoft.resources/subscriptions' | order by name asc";
    assert_eq!(
        column(&query(&world, &owner, names).await, "name"),
        ["Larkspur Development", "Larkspur Production"]
    );
    let groups = "ResourceContainers | where type =~ 'microsoft.resources/subscriptions/resourcegroups'";
    assert_eq!(query(&world, &owner, groups).await["count"], 4);
    let tomas = world.persona("dataScientist").object_id;
    let roles = format!(
        "authorizationresources | where type =~ 'microsoft.authorization/roleassignments' | where properties.principalId == '{tomas}' \
         | project id, role = tostring(split(properties.roleDefinitionId, '/')[-1])"
    );
    assert_eq!(query(&world, &owner, &roles).await["count"], 2, "at a workspace and at its key vault");
    assert_eq!(query(&world, &scientist, &roles).await["count"], 0, "he may not see who has access");
    let definitions = "authorizationresources | where type =~ 'microsoft.authorization/roledefinitions' | where properties.type == 'CustomRole' | project name, title = tostring(properties.roleName)";
    assert_eq!(column(&query(&world, &owner, definitions).await, "title"), ["Larkspur Key Rotator"]);
}

#[tokio::test]
async fn pages_scopes_and_formats_are_the_requests_own() {
    let world = World::new().await;
    let owner = world.token("owner", ARM).await;
    let workspaces = "resources | where type endswith '/workspaces' | project id, name | order by name asc";
    let page =
        async |options: Value| ask(&world, &owner, &json!({"query": workspaces, "options": options})).await;
    let first = page(json!({"$top": 2})).await.json();
    assert_eq!((&first["totalRecords"], &first["count"]), (&json!(5), &json!(2)));
    let mut names = column(&first, "name");
    let mut token = first["$skipToken"].clone();
    while token.is_string() {
        let next = page(json!({"$skipToken": token})).await.json();
        names.extend(column(&next, "name"));
        token = next["$skipToken"].clone();
    }
    assert_eq!(names, ["ml-demand", "ml-pricing", "ml-research", "ml-routing", "ml-sandbox"]);
    assert_eq!(column(&page(json!({"$skip": 4})).await.json(), "name"), ["ml-sandbox"]);
    let table = page(json!({"resultFormat": "table", "$top": 1})).await.json();
    assert_eq!(
        table["data"]["columns"],
        json!([{"name": "id", "type": "string"}, {"name": "name", "type": "string"}])
    );
    assert_eq!(table["data"]["rows"][0][1], "ml-demand");
    let nameless = ask(&world, &owner, &json!({"query": "resources | project name", "options": {"$top": 1}}))
        .await
        .json();
    assert_eq!((&nameless["resultTruncated"], &nameless["$skipToken"]), (&json!("true"), &Value::Null));

    let subscription = world.workspace(&owner, "ml-research").await.split('/').nth(2).unwrap().to_owned();
    let one =
        ask(&world, &owner, &json!({"subscriptions": [subscription], "query": workspaces})).await.json();
    assert_eq!(column(&one, "name"), ["ml-research", "ml-sandbox"]);
    let faceted = json!({"query": workspaces, "subscriptions": [subscription], "facets": [
        {"expression": "name", "options": {"$top": 1, "sortBy": "name", "sortOrder": "desc"}},
        {"expression": "nothing"},
    ]});
    world.clock.advance(Duration::from_secs(5));
    let facets = ask(&world, &owner, &faceted).await.json()["facets"].clone();
    assert_eq!(
        facets[0],
        json!({
            "expression": "name",
            "resultType": "FacetResult",
            "totalRecords": 2,
            "count": 1,
            "data": [{"name": "ml-sandbox", "count": 1}],
        })
    );
    assert_eq!(
        (&facets[1]["resultType"], &facets[1]["errors"][0]["code"]),
        (&json!("FacetError"), &json!("NoValidColumns"))
    );
}

#[tokio::test]
async fn bad_queries_are_refused_with_details() {
    let world = World::new().await;
    let owner = world.token("owner", ARM).await;
    let check = async |body: Value, status: u16, code: &str| {
        world.clock.advance(Duration::from_secs(5));
        let answer = ask(&world, &owner, &body).await;
        assert_eq!(answer.status, status, "{body}: {}", answer.text);
        let error = answer.json()["error"].clone();
        let details = error["details"].as_array().unwrap().clone();
        assert!(details.iter().any(|one| one["code"] == code), "{body}: {}", answer.text);
        assert_eq!(error["code"], if status == 403 { "AccessDenied" } else { "BadRequest" }, "{body}");
        let message = text(&error["message"]);
        assert!(
            message.starts_with(
                "Please provide below info when asking for support: timestamp = 2026-03-02T09:30:"
            ) && message.contains(".0000000Z, correlationId = "),
            "{message}"
        );
        assert_eq!(answer.header("x-ms-failure-cause"), "service");
    };
    check(json!({"query": "resources | where"}), 400, "ParserFailure").await;
    check(json!({"query": "nothing | limit 1"}), 400, "InvalidQuery").await;
    check(json!({"query": " "}), 400, "EmptyQuery").await;
    check(json!({}), 400, "InvalidRequestBody").await;
    check(json!({"query": "resources", "options": {"$top": 1001}}), 400, "InvalidTop").await;
    check(json!({"query": "resources", "options": {"$skipToken": "x"}}), 400, "InvalidSkipToken").await;
    check(json!({"query": "resources", "subscriptions": ["x"]}), 400, "InvalidSubscriptionId").await;
    check(json!({"query": "resources", "managementGroups": ["x"]}), 403, "AccessDenied").await;
    let missing = world.post("/providers/Microsoft.ResourceGraph/resources", &owner, "{}").await;
    assert_eq!(missing.refusal(), (400, "MissingApiVersionParameter".to_owned()));
}

#[tokio::test]
async fn a_user_has_fifteen_queries_in_five_seconds() {
    let world = World::new().await;
    let owner = world.token("owner", ARM).await;
    let body = json!({"query": "resources | count"});
    for left in (0..15).rev() {
        let answer = ask(&world, &owner, &body).await;
        assert_eq!(answer.status, 200, "{}", answer.text);
        assert_eq!(answer.header("x-ms-user-quota-remaining"), left.to_string());
        assert_eq!(answer.header("x-ms-user-quota-resets-after"), "00:00:05");
    }
    world.clock.advance(Duration::from_secs(2));
    let refused = ask(&world, &owner, &body).await;
    assert_eq!(refused.refusal(), (429, "RateLimiting".to_owned()));
    assert_eq!(
        (refused.header("retry-after"), refused.header("x-ms-user-quota-resets-after")),
        ("3", "00:00:03")
    );
    let reader = world.token("reader", ARM).await;
    assert_eq!(ask(&world, &reader, &body).await.status, 200, "each user has its own");
    world.clock.advance(Duration::from_secs(3));
    assert_eq!(ask(&world, &owner, &body).await.status, 200);
}
