//! Online endpoints created, changed, deleted; lists with conditions; deployments.

use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};

use crate::{
    keys::Endpoint,
    support::{ARM, Answer, ML_VERSION, World, text},
};

const BODY: &str = r#"{"location":"West Europe","tags":{"a":"b"},"properties":{"authMode":"Key","description":"New","properties":{"k":"v"}}}"#;

struct Caller<'a> {
    world: &'a World,
    token: String,
}

impl Caller<'_> {
    async fn send(&self, method: Method, path: &str, condition: Option<(&str, &str)>, body: &str) -> Answer {
        let authorization = format!("Bearer {}", self.token);
        let mut headers =
            vec![("authorization", authorization.as_str()), ("content-type", "application/json")];
        headers.extend(condition);
        self.world.send(method, path, &headers, body.to_owned()).await.unwrap()
    }
}

#[tokio::test]
async fn an_endpoint_is_created_changed_and_deleted() {
    let world = World::new().await;
    let caller = Caller { world: &world, token: world.token("owner", ARM).await };
    let workspace = world.workspace(&caller.token, "ml-routing").await;
    let path = format!("{workspace}/onlineEndpoints/brand-new?{ML_VERSION}");

    let created = caller.send(Method::PUT, &path, None, BODY).await;
    assert_eq!((created.status.as_u16(), created.header("location")), (201, ""), "{}", created.text);
    let body = created.json();
    assert_eq!(
        (&body["properties"]["provisioningState"], &body["location"], &body["properties"]["properties"]["k"]),
        (&json!("Creating"), &json!("westeurope"), &json!("v"))
    );
    let status = created.header("azure-asyncoperation").to_owned();
    assert_eq!(world.get(&status, &caller.token).await.json()["status"], "InProgress");
    assert_eq!(caller.send(Method::PUT, &path, None, BODY).await.status, 409, "it is still being made");
    world.clock.advance(Duration::from_secs(1));
    assert_eq!(world.get(&status, &caller.token).await.json()["status"], "Succeeded");
    let endpoint = Endpoint::find(&world, &caller.token, "ml-routing", "brand-new").await;
    let (primary, _) = endpoint.keys(&caller.token).await;
    assert_eq!(endpoint.score(&primary).await.status, 404, "nothing is deployed");

    let changed = caller.send(Method::PATCH, &path, None, r#"{"tags":{"a":null,"c":"d"}}"#).await;
    assert_eq!(changed.status, 202);
    world.clock.advance(Duration::from_secs(1));
    assert_eq!(world.get(changed.header("location"), &caller.token).await.status, 200);
    assert_eq!(world.get(&path, &caller.token).await.json()["tags"], json!({"c": "d"}));
    let replaced = caller
        .send(Method::PUT, &path, None, r#"{"location":"westeurope","properties":{"authMode":"AMLToken"}}"#)
        .await;
    assert_eq!(replaced.status, 200);
    world.clock.advance(Duration::from_secs(1));
    assert_eq!(endpoint.act("token", &caller.token, "").await.status, 200);

    let deleted = caller.send(Method::DELETE, &path, None, "").await;
    assert_eq!(deleted.status, 202);
    assert_eq!(world.get(&path, &caller.token).await.json()["properties"]["provisioningState"], "Deleting");
    world.clock.advance(Duration::from_secs(1));
    assert_eq!(world.get(deleted.header("location"), &caller.token).await.status, 204);
    assert_eq!(world.get(&path, &caller.token).await.status, 404);
    assert_eq!(caller.send(Method::DELETE, &path, None, "").await.status, 204);
}

#[tokio::test]
async fn bad_bodies_and_callers_without_the_right_change_nothing() {
    let world = World::new().await;
    let caller = Caller { world: &world, token: world.token("owner", ARM).await };
    let workspace = world.workspace(&caller.token, "ml-routing").await;
    let check = async |name: &str, body: &str, status: u16| {
        let path = format!("{workspace}/onlineEndpoints/{name}?{ML_VERSION}");
        let answer = caller.send(Method::PUT, &path, None, body).await;
        assert_eq!(answer.status, status, "{name} {body}: {}", answer.text);
    };
    check("brand-new", "", 400).await;
    check("brand-new", "{}", 400).await;
    check("brand-new", r#"{"location":"westeurope","properties":{"authMode":"None"}}"#, 400).await;
    check("brand-new", r#"{"location":"westeurope","properties":{"authMode":"Key","compute":"/x"}}"#, 400)
        .await;
    check("2", BODY, 400).await;
    check("anomaly-lab", BODY, 409).await;
    let traffic = |share: u8| {
        json!({"location": "westeurope", "properties": {"authMode": "Key", "traffic": {"blue": share}}})
            .to_string()
    };
    check("route-eta", &traffic(50), 400).await;
    check("route-eta", &traffic(100), 200).await;
    let reader = Caller { world: &world, token: world.token("reader", ARM).await };
    let path = format!("{workspace}/onlineEndpoints/route-planner?{ML_VERSION}");
    for method in [Method::PUT, Method::PATCH, Method::DELETE] {
        assert_eq!(
            reader.send(method, &path, None, BODY).await.refusal(),
            (403, "AuthorizationFailed".to_owned())
        );
    }
}

#[tokio::test]
async fn conditions_are_held_to() {
    let world = World::new().await;
    let caller = Caller { world: &world, token: world.token("owner", ARM).await };
    let workspace = world.workspace(&caller.token, "ml-routing").await;
    let path = format!("{workspace}/onlineEndpoints/route-eta?{ML_VERSION}");
    let tag = world.get(&path, &caller.token).await.header("etag").to_owned();
    let check = async |method: Method, name: &str, value: &str, status: u16| {
        let body = if method == Method::GET { "" } else { r#"{"tags":{"x":"y"}}"# };
        let answer = caller.send(method, &path, Some((name, value)), body).await;
        assert_eq!(answer.status, status, "{name} {value}: {}", answer.text);
    };
    check(Method::GET, "if-none-match", &tag, 304).await;
    check(Method::GET, "if-none-match", "\"other\"", 200).await;
    check(Method::PATCH, "if-match", "\"other\"", 412).await;
    check(Method::PUT, "if-none-match", "*", 412).await;
    check(Method::PATCH, "if-match", &tag, 202).await;
    world.clock.advance(Duration::from_secs(1));
    check(Method::DELETE, "if-match", &tag, 412).await;
}

#[tokio::test]
async fn lists_are_filtered_and_ordered() {
    let world = World::new().await;
    let token = world.token("reader", ARM).await;
    let workspace = world.workspace(&token, "ml-routing").await;
    let check = async |query: &str, expected: &[&str]| {
        let path = format!("{workspace}/onlineEndpoints?{ML_VERSION}&{query}");
        let found: Vec<String> =
            world.all(&path, &token).await.iter().map(|one| text(&one["name"])).collect();
        assert_eq!(found, expected, "{query}");
    };
    check("tags=tier", &["route-eta", "route-planner"]).await;
    check("tags=tier%3Dgold,owner", &["route-eta"]).await;
    check("tags=tier%3Dbronze", &[]).await;
    check("properties=k", &[]).await;
    check("name=ROUTE-eta", &["route-eta"]).await;
    check("computeType=Kubernetes", &[]).await;
    check("orderBy=CreatedAtAsc&count=1", &["route-eta", "route-planner", "depot-assign"]).await;
    check("orderBy=CreatedAtDesc", &["route-planner", "depot-assign", "route-eta"]).await;
    let path = format!("{workspace}/onlineEndpoints?{ML_VERSION}&orderBy=Colour");
    assert_eq!(world.get(&path, &token).await.refusal(), (400, "UserError".to_owned()));
}

#[tokio::test]
async fn deployments_have_logs_and_sizes() {
    let world = World::new().await;
    let token = world.token("owner", ARM).await;
    let workspace = world.workspace(&token, "ml-routing").await;
    let base = format!("{workspace}/onlineEndpoints/route-eta/deployments");
    let blue = world.get(&format!("{base}/blue?{ML_VERSION}"), &token).await.json();
    assert_eq!(
        (&blue["name"], &blue["properties"]["endpointComputeType"]),
        (&json!("blue"), &json!("Managed"))
    );
    assert_eq!(world.get(&format!("{base}/red?{ML_VERSION}"), &token).await.status, 404);
    let skus = world.get(&format!("{base}/blue/skus?{ML_VERSION}"), &token).await.json();
    assert_eq!(skus["value"][0]["sku"]["name"], "Default");
    let logs = async |body: &str, token: &str| {
        world.post(&format!("{base}/blue/getLogs?{ML_VERSION}"), token, body).await
    };
    let lines = |answer: &Answer| text(&answer.json()["content"]).lines().count();
    assert_eq!(lines(&logs("", &token).await), 3);
    assert_eq!(lines(&logs(r#"{"containerType":"StorageInitializer","tail":1}"#, &token).await), 1);
    assert_eq!(logs(r#"{"containerType":"Other"}"#, &token).await.status, 400);
    let reader = world.token("reader", ARM).await;
    assert_eq!(logs("", &reader).await.refusal(), (403, "UserError".to_owned()));
}

#[tokio::test]
async fn a_key_that_is_sent_back_is_replaced() {
    let world = World::new().await;
    let token = world.token("owner", ARM).await;
    let endpoint = Endpoint::find(&world, &token, "ml-routing", "route-eta").await;
    let before = endpoint.keys(&token).await;
    let body: Value = json!({"keyType": "Primary", "keyValue": before.0});
    assert_eq!(endpoint.act("regenerateKeys", &token, &body.to_string()).await.status, 202);
    world.clock.advance(Duration::from_secs(1));
    let after = endpoint.keys(&token).await;
    assert_eq!((after.0 == before.0, after.1 == before.1), (false, true));
}
