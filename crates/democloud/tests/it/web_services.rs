//! The first generation's services.

use std::time::Duration;

use serde_json::{Value, json};

use crate::support::{ARM, World, text};

/// Finds model management as a client does: by the workspace's discovery address.
async fn services_of(world: &World, token: &str, workspace: &str) -> String {
    let id = world.workspace(token, workspace).await;
    let region = match workspace {
        "ml-pricing" => "northeurope",
        _ => "westeurope",
    };
    let map =
        world.send(reqwest::Method::GET, &format!("/ml/{region}/discovery"), &[], "").await.unwrap().json();
    format!("{}/modelmanagement/v1.0{id}", text(&map["modelmanagement"]))
}

#[tokio::test]
async fn services_are_listed_with_their_auth_modes() {
    let world = World::new().await;
    let token = world.token("reader", ARM).await;
    let base = services_of(&world, &token, "ml-routing").await;
    let services = world.all(&format!("{base}/services?expand=true"), &token).await;
    let facts: Vec<Value> = services
        .iter()
        .map(|one| json!([one["name"], one["computeType"], one["authEnabled"], one["aadAuthEnabled"]]))
        .collect();
    assert_eq!(
        facts,
        [
            json!(["eta-fallback", "AKS", true, false]),
            json!(["toll-cost", "AKS", false, true]),
            json!(["address-clean", "ACI", false, null]),
        ]
    );
    let brief = world.all(&format!("{base}/services"), &token).await;
    assert_eq!(brief[0]["authEnabled"], Value::Null);
    let open =
        world.send(reqwest::Method::POST, &text(&services[2]["scoringUri"]), &[], "[4]").await.unwrap();
    assert_eq!(open.status, 200);
}

#[tokio::test]
async fn keys_are_regenerated_with_an_operation_to_wait_for() {
    let world = World::new().await;
    let token = world.token("dataScientist", ARM).await;
    let base = services_of(&world, &token, "ml-routing").await;
    let service = format!("{base}/services/eta-fallback");
    let scoring = text(&world.get(&format!("{service}?expand=true"), &token).await.json()["scoringUri"]);
    let before = world.post(&format!("{service}/listkeys"), &token, "").await.json();
    let accepted = world
        .post(&format!("{service}/regenerateKeys"), &token, r#"{"keyType":"Secondary","keyValue":null}"#)
        .await;
    assert_eq!(accepted.status, 202);
    let operation = accepted.header("operation-location").to_owned();
    assert_eq!(world.get(&operation, &token).await.json()["state"], "Running");
    world.clock.advance(Duration::from_secs(1));
    assert_eq!(world.get(&operation, &token).await.json()["state"], "Succeeded");
    let after = world.post(&format!("{service}/listkeys"), &token, "").await.json();
    assert_eq!(after["primaryKey"], before["primaryKey"]);
    assert_ne!(after["secondaryKey"], before["secondaryKey"]);
    assert_eq!(world.post(&scoring, &text(&before["secondaryKey"]), "[1]").await.status, 401);
    assert_eq!(world.post(&scoring, &text(&after["secondaryKey"]), "[1]").await.status, 200);
}

#[tokio::test]
async fn readers_get_tokens_and_no_keys() {
    let world = World::new().await;
    let token = world.token("reader", ARM).await;
    let base = services_of(&world, &token, "ml-routing").await;
    let answer = world.post(&format!("{base}/services/toll-cost/token"), &token, "").await;
    assert_eq!(answer.status, 201);
    let body = answer.json();
    assert_eq!(body["expiryOn"].as_i64().unwrap() - body["refreshAfter"].as_i64().unwrap(), 12 * 3600);
    let scoring = world.get(&format!("{base}/services/toll-cost"), &token).await.json();
    assert_eq!(
        world.post(&text(&scoring["scoringUri"]), &text(&body["accessToken"]), "[1]").await.status,
        200
    );
    assert_eq!(world.post(&text(&scoring["scoringUri"]), &token, "[1]").await.status, 401);
    let refused = world.post(&format!("{base}/services/eta-fallback/listkeys"), &token, "").await;
    assert_eq!((refused.status.as_u16(), &refused.json()["statusCode"]), (403, &json!(403)));
}

#[tokio::test]
async fn errors_are_not_wrapped() {
    let world = World::new().await;
    let (owner, none) = (world.token("owner", ARM).await, world.token("none", ARM).await);
    let base = services_of(&world, &owner, "ml-routing").await;
    let check = async |method: &str, path: &str, token: &str, status: u16, code: &str| {
        let path = format!("{base}/{path}");
        let answer = if method == "GET" {
            world.get(&path, token).await
        } else {
            world.post(&path, token, "{}").await
        };
        let body = answer.json();
        assert_eq!((answer.status.as_u16(), &body["statusCode"]), (status, &json!(status)), "{path}");
        assert_eq!(body["details"][0]["code"], code, "{path}");
    };
    check("GET", "services", "x", 401, "InvalidOrExpiredToken").await;
    check("GET", "services", &none, 403, "AuthorizationFailed").await;
    check("GET", "services/nothing", &owner, 404, "ServiceNotFound").await;
    check("GET", "operations/nothing", &owner, 404, "OperationNotFound").await;
    check("POST", "services/toll-cost/listkeys", &owner, 400, "KeyAuthNotEnabled").await;
    check("POST", "services/address-clean/listkeys", &owner, 400, "KeyAuthNotEnabled").await;
    check("POST", "services/eta-fallback/token", &owner, 400, "TokenAuthNotEnabled").await;
    check("POST", "services/eta-fallback/regenerateKeys", &owner, 400, "InvalidRegenerateKeysRequest").await;
    check("GET", "services?$skipToken=x", &owner, 400, "InvalidSkipToken").await;
    assert_eq!(
        world.get(&format!("{base}/models"), &owner).await.refusal(),
        (501, "NotImplemented".to_owned())
    );
}
