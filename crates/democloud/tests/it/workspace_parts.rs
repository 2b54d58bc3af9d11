//! What a workspace has besides services: keys, connections, computes; and versions of the API.

use std::time::Duration;

use serde_json::{Value, json};

use crate::support::{ARM, ML_VERSION, World, text};

#[tokio::test]
async fn a_workspaces_keys_are_for_those_who_may_have_them() {
    let world = World::new().await;
    let owner = world.token("owner", ARM).await;
    let workspace = world.workspace(&owner, "ml-routing").await;
    let act = async |verb: &str, token: &str| {
        world.post(&format!("{workspace}/{verb}?{ML_VERSION}"), token, "").await
    };
    let keys = act("listKeys", &owner).await.json();
    let body = world.get(&format!("{workspace}?{ML_VERSION}"), &owner).await.json();
    assert_eq!(keys["userStorageResourceId"], body["properties"]["storageAccount"]);
    assert_eq!(keys["containerRegistryCredentials"]["passwords"].as_array().unwrap().len(), 2);
    assert_eq!(act("listStorageAccountKeys", &owner).await.json()["userStorageKey"], keys["userStorageKey"]);
    assert_eq!(act("listNotebookKeys", &owner).await.json(), keys["notebookAccessKeys"]);
    assert_eq!(act("listNotebookAccessToken", &owner).await.json()["expiresIn"], 28_800);
    let (reader, scientist) = (world.token("reader", ARM).await, world.token("dataScientist", ARM).await);
    let check = async |verb: &str, token: &str, status: u16| {
        assert_eq!(act(verb, token).await.status, status, "{verb}");
    };
    for verb in ["listKeys", "resyncKeys", "listStorageAccountKeys"] {
        check(verb, &reader, 403).await;
    }
    check("listNotebookKeys", &reader, 200).await;
    check("listKeys", &scientist, 403).await;
    check("listStorageAccountKeys", &scientist, 200).await;
}

#[tokio::test]
async fn keys_are_resynced_in_an_operation() {
    let world = World::new().await;
    let owner = world.token("owner", ARM).await;
    let workspace = world.workspace(&owner, "ml-routing").await;
    let accepted = world.post(&format!("{workspace}/resyncKeys?{ML_VERSION}"), &owner, "").await;
    assert_eq!((accepted.status.as_u16(), accepted.header("retry-after")), (202, "1"));
    let (status, result) = (accepted.header("azure-asyncoperation"), accepted.header("location"));
    assert_eq!(world.get(status, &owner).await.json()["status"], "InProgress");
    assert_eq!(world.get(result, &owner).await.status, 202);
    world.clock.advance(Duration::from_secs(1));
    assert_eq!(world.get(status, &owner).await.json()["status"], "Succeeded");
    assert_eq!(world.get(result, &owner).await.status, 200);
}

#[tokio::test]
async fn connections_show_their_key_only_when_asked_for_it() {
    let world = World::new().await;
    let owner = world.token("owner", ARM).await;
    let workspace = world.workspace(&owner, "ml-sandbox").await;
    let list = world.get(&format!("{workspace}/connections?{ML_VERSION}"), &owner).await;
    assert_eq!(list.names(), ["freight-openai"]);
    assert!(!list.text.contains("credentials"));
    let path = format!("{workspace}/connections/freight-openai");
    let one = world.get(&format!("{path}?{ML_VERSION}"), &owner).await.json();
    assert_eq!(one["properties"]["category"], "AzureOpenAI");
    let secret = world.post(&format!("{path}/listsecrets?{ML_VERSION}"), &owner, "").await.json();
    assert_eq!(text(&secret["properties"]["credentials"]["key"]).len(), 32);
    let reader = world.token("reader", ARM).await;
    assert_eq!(world.get(&format!("{path}?{ML_VERSION}"), &reader).await.status, 200);
    assert_eq!(world.post(&format!("{path}/listsecrets?{ML_VERSION}"), &reader, "").await.status, 403);
}

#[tokio::test]
async fn computes_are_what_services_run_on() {
    let world = World::new().await;
    let owner = world.token("owner", ARM).await;
    let workspace = world.workspace(&owner, "ml-routing").await;
    let computes = world.all(&format!("{workspace}/computes?{ML_VERSION}"), &owner).await;
    let kinds: Vec<Value> =
        computes.iter().map(|one| json!([one["name"], one["properties"]["computeType"]])).collect();
    assert_eq!(
        kinds,
        [
            json!(["routing-aks", "AKS"]),
            json!(["night-cluster", "AmlCompute"]),
            json!(["ruth-workbench", "ComputeInstance"]),
        ]
    );
    let act = async |path: &str, token: &str| {
        world.post(&format!("{workspace}/computes/{path}?{ML_VERSION}"), token, "").await
    };
    let keys = act("routing-aks/listKeys", &owner).await.json();
    assert!(text(&keys["adminKubeConfig"]).contains("kind: Config"));
    assert_ne!(keys["adminKubeConfig"], keys["userKubeConfig"]);
    assert_eq!(act("night-cluster/listKeys", &owner).await.status, 400);
    let nodes = act("night-cluster/listNodes", &owner).await.json();
    assert_eq!(nodes["nodes"].as_array().unwrap().len(), 2);
    assert_eq!(act("routing-aks/listNodes", &owner).await.status, 400);
    let scientist = world.token("dataScientist", ARM).await;
    assert_eq!(act("routing-aks/listKeys", &scientist).await.status, 403);
    assert_eq!(act("nothing/listKeys", &owner).await.refusal(), (404, "ResourceNotFound".to_owned()));
    let endpoints = world.workspace(&owner, "ml-pricing").await + "/onlineEndpoints?" + ML_VERSION;
    for endpoint in world.all(&endpoints, &owner).await {
        if let Some(compute) = endpoint["properties"]["compute"].as_str() {
            assert_eq!(world.get(&format!("{compute}?{ML_VERSION}"), &owner).await.status, 200, "{compute}");
        }
    }
}

#[tokio::test]
async fn each_version_of_the_api_has_its_own_resources_and_fields() {
    let world = World::new().await;
    let owner = world.token("owner", ARM).await;
    let workspace = world.workspace(&owner, "ml-routing").await;
    let check = async |kind: &str, version: &str, expected: u16| {
        let answer = world.get(&format!("{workspace}/{kind}?api-version={version}"), &owner).await;
        assert_eq!(answer.status, expected, "{kind} {version}: {}", answer.text);
        if expected == 400 {
            assert_eq!(answer.refusal().1, "NoRegisteredProviderFound");
        }
    };
    for version in ["2020-09-01-preview", "2021-01-01", "2021-04-01"] {
        check("services", version, 200).await;
        check("onlineEndpoints", version, 400).await;
    }
    for version in ["2021-07-01", "2024-10-01", "2020-08-01"] {
        check("services", version, 400).await;
    }
    check("onlineEndpoints", "2022-02-01-preview", 200).await;
    check("serverlessEndpoints", "2023-04-01", 400).await;
    check("serverlessEndpoints", "2024-01-01-preview", 200).await;
    let fields = async |version: &str| {
        let body = world.get(&format!("{workspace}?api-version={version}"), &owner).await.json();
        let properties = &body["properties"];
        ["tenantId", "v1LegacyMode", "discoveryUrl"].map(|name| !properties[name].is_null())
    };
    assert_eq!(fields("2020-08-01").await, [false, false, true]);
    assert_eq!(fields("2021-04-01").await, [true, false, true]);
    assert_eq!(fields("2024-10-01-preview").await, [true, true, true]);
}

#[tokio::test]
async fn the_first_generations_services_are_in_arm_too() {
    let world = World::new().await;
    let owner = world.token("owner", ARM).await;
    let workspace = world.workspace(&owner, "ml-routing").await;
    let version = "api-version=2021-04-01";
    let services = world.all(&format!("{workspace}/services?{version}&expand=true"), &owner).await;
    let facts: Vec<Value> =
        services.iter().map(|one| json!([one["name"], one["properties"]["authEnabled"]])).collect();
    assert_eq!(
        facts,
        [json!(["eta-fallback", true]), json!(["toll-cost", false]), json!(["address-clean", false])]
    );
    let tagged = world.all(&format!("{workspace}/services?{version}&tags=critical"), &owner).await;
    assert_eq!(tagged.len(), 1);
    assert_eq!(tagged[0]["properties"]["authEnabled"], Value::Null, "only expand brings it");
    let path = format!("{workspace}/services/address-clean?{version}");
    let authorization = format!("Bearer {owner}");
    let delete = async || {
        let headers = [("authorization", authorization.as_str())];
        world.send(reqwest::Method::DELETE, &path, &headers, "").await.unwrap().status.as_u16()
    };
    assert_eq!((delete().await, delete().await), (200, 204));
    assert_eq!(world.get(&path, &owner).await.status, 404);
}

#[tokio::test]
async fn the_provider_names_its_operations_and_a_workspace_its_features() {
    let world = World::new().await;
    let owner = world.token("owner", ARM).await;
    let path = format!("/providers/Microsoft.MachineLearningServices/operations?{ML_VERSION}");
    let names = world.get(&path, &owner).await.names();
    assert!(
        names.iter().any(|name| name
            == "Microsoft.MachineLearningServices/workspaces/onlineEndpoints/regenerateKeys/action")
    );
    let workspace = world.workspace(&owner, "ml-routing").await;
    let features = world.get(&format!("{workspace}/features?{ML_VERSION}"), &owner).await.json();
    assert_eq!(features["value"].as_array().unwrap().len(), 2);
}
