//! A company with thousands of endpoints: whoever may read them finds and lists every one.

use latchkey_democloud::Seed;
use serde_json::json;

use crate::support::{ARM, SUBSCRIPTIONS_VERSION, World, text};

#[tokio::test]
async fn every_endpoint_of_a_large_company_is_found_and_listed() {
    let world = World::from_seed(Seed::Scale("10,100,5000".parse().unwrap())).await;
    let check = async |role: &str, query: &str, expected: u64| {
        let token = world.token(role, ARM).await;
        let path = "/providers/Microsoft.ResourceGraph/resources?api-version=2022-10-01";
        let found = world.post(path, &token, &json!({"query": query}).to_string()).await.json();
        assert_eq!(found["totalRecords"], expected, "{role}: {query}");
        assert_eq!(found["count"], expected.min(1000), "{role}: {query}");
    };
    let endpoints = "resources | where type endswith '/onlineEndpoints'";
    check("owner", endpoints, 4500).await;
    check("reader", endpoints, 4500).await;
    check("accessAdmin", endpoints, 4500).await;
    check("none", endpoints, 0).await;
    check("owner", "resources | where type endswith '/workspaces'", 100).await;
    check("owner", "resources | join kind=inner (resources | project id, location) on id | where type endswith '/onlineEndpoints'", 4500).await;
    let token = world.token("owner", ARM).await;
    let subscriptions = world.get(&format!("/subscriptions?{SUBSCRIPTIONS_VERSION}"), &token).await.json();
    let mut listed = 0;
    for subscription in subscriptions["value"].as_array().unwrap() {
        let wanted = "resourceType eq 'Microsoft.MachineLearningServices/workspaces/onlineEndpoints'";
        let id = text(&subscription["id"]);
        let path = format!("{id}/resources?{SUBSCRIPTIONS_VERSION}&$filter={wanted}");
        let resources = world.all(&path, &token).await;
        assert!(resources.iter().all(|one| text(&one["id"]).starts_with(&id)), "{id}");
        listed += resources.len();
    }
    assert_eq!(listed, 4500);
}

#[tokio::test]
async fn a_query_with_thousands_of_facets_is_answered_like_any_other() {
    let world = World::new().await;
    let token = world.token("owner", ARM).await;
    let facets = vec![json!({"expression": "type"}); 5000];
    let body = json!({"query": "resources", "facets": facets}).to_string();
    let path = "/providers/Microsoft.ResourceGraph/resources?api-version=2022-10-01";
    let answer = world.post(path, &token, &body).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    assert_eq!(answer.json()["facets"].as_array().unwrap().len(), 10);
}
