//! The pages of one list are of one moment, whatever changes between them.

use std::time::Duration;

use serde_json::{Value, json};

use crate::support::{ARM, ML_VERSION, ROLES_VERSION, World, text};

const GRAPH_QUERY: &str = "/providers/Microsoft.ResourceGraph/resources?api-version=2022-10-01";

fn names(page: &Value) -> Vec<String> {
    page["value"].as_array().unwrap().iter().map(|one| text(&one["name"])).collect()
}

/// The pages after the first.
async fn rest(world: &World, token: &str, first: &Value) -> Vec<String> {
    let next = text(&first["nextLink"]);
    world.all(&next, token).await.iter().map(|one| text(&one["name"])).collect()
}

#[tokio::test]
async fn an_endpoint_that_goes_between_two_pages_hides_no_other() {
    let world = World::new().await;
    let token = world.token("owner", ARM).await;
    let workspace = world.workspace(&token, "ml-routing").await;
    let path = format!("{workspace}/onlineEndpoints?{ML_VERSION}&count=1");
    let all: Vec<String> = world.all(&path, &token).await.iter().map(|one| text(&one["name"])).collect();
    let first = world.get(&path, &token).await.json();
    let gone = names(&first)[0].clone();

    let deleted = world.delete(&format!("{workspace}/onlineEndpoints/{gone}?{ML_VERSION}"), &token).await;
    assert_eq!(deleted.status, 202, "{}", deleted.text);
    world.clock.advance(Duration::from_secs(2));
    assert_eq!([names(&first), rest(&world, &token, &first).await].concat(), all);
    let now: Vec<String> = world.all(&path, &token).await.iter().map(|one| text(&one["name"])).collect();
    assert_eq!(now, all[1..], "a new list is of now");
}

#[tokio::test]
async fn rows_that_go_between_two_pages_of_a_query_hide_no_others() {
    let world = World::new().await;
    let token = world.token("owner", ARM).await;
    let workspace = world.workspace(&token, "ml-routing").await;
    let query = "resources | where type endswith '/onlineEndpoints' | project id, name";
    let page = async |options: Value| {
        let body = json!({"query": query, "options": options}).to_string();
        let answer = world.post(GRAPH_QUERY, &token, &body).await;
        assert_eq!(answer.status, 200, "{}", answer.text);
        answer.json()
    };
    let all = page(json!({})).await;
    let first = page(json!({"$top": 2})).await;
    let gone = format!("{workspace}/onlineEndpoints/{}?{ML_VERSION}", text(&first["data"][0]["name"]));
    let deleted = world.delete(&gone, &token).await;
    assert_eq!(deleted.status, 202, "{}", deleted.text);
    world.clock.advance(Duration::from_secs(2));

    let second = page(json!({"$top": 2, "$skipToken": first["$skipToken"]})).await;
    assert_eq!(second["totalRecords"], all["totalRecords"]);
    assert_eq!(second["data"].as_array().unwrap()[..], all["data"].as_array().unwrap()[2..4]);
    let now = page(json!({})).await;
    assert_eq!(now["totalRecords"].as_u64(), all["totalRecords"].as_u64().map(|count| count - 1));
}

#[tokio::test]
async fn whoever_has_lost_a_right_reads_no_further_page() {
    let world = World::new().await;
    let (owner, reader) = (world.token("owner", ARM).await, world.token("reader", ARM).await);
    let workspace = world.workspace(&owner, "ml-routing").await;
    let path = format!("{workspace}/onlineEndpoints?{ML_VERSION}&count=1");
    let first = world.get(&path, &reader).await.json();
    let next = text(&first["nextLink"]);
    assert_eq!(world.get(&next, &reader).await.status, 200);
    let principal = world.persona("reader").object_id;
    let filter = format!("$filter=principalId%20eq%20'{principal}'");
    let assignments =
        format!("{workspace}/providers/Microsoft.Authorization/roleAssignments?{ROLES_VERSION}&{filter}");
    for assignment in world.all(&assignments, &owner).await {
        let deleted = world.delete(&format!("{}?{ROLES_VERSION}", text(&assignment["id"])), &owner).await;
        assert_eq!(deleted.status, 200, "{}", deleted.text);
    }
    assert_eq!(world.get(&next, &reader).await.status, 403);
}

#[tokio::test]
async fn a_list_goes_on_with_what_there_is_where_its_moment_is_forgotten() {
    let world = World::new().await;
    let token = world.token("owner", ARM).await;
    let workspace = world.workspace(&token, "ml-routing").await;
    let path = format!("{workspace}/onlineEndpoints?{ML_VERSION}&count=1");
    let first = world.get(&path, &token).await.json();
    let next = text(&first["nextLink"]);
    let expected = names(&world.get(&next, &token).await.json());

    let again = World::from_snapshot(Some(world.demo.snapshot())).await;
    let next = next.replace(&world.base(), &again.base());
    assert_eq!(names(&again.get(&next, &token).await.json()), expected);
}
