//! The services' own addresses.

use std::time::Duration;

use reqwest::{Method, StatusCode};
use serde_json::json;

use crate::{
    client_credentials::{ask, principal},
    keys::Endpoint,
    support::{ARM, ML_VERSION, World, text},
};

#[tokio::test]
async fn a_deployment_is_picked_by_its_header() {
    let world = World::new().await;
    let token = world.token("owner", ARM).await;
    let endpoint = Endpoint::find(&world, &token, "ml-routing", "route-eta").await;
    let (key, _) = endpoint.keys(&token).await;
    let authorization = format!("Bearer {key}");
    let check = async |deployment: &str, status: u16| {
        let headers = [("authorization", authorization.as_str()), ("azureml-model-deployment", deployment)];
        let answer = world.send(Method::POST, &endpoint.scoring_uri, &headers, "[1]").await.unwrap();
        assert_eq!(answer.status, status, "{deployment}");
        if status == 200 {
            assert_eq!(answer.json()["deployment"], deployment);
        }
    };
    check("blue", 200).await;
    check("green", 200).await;
    check("red", 404).await;
}

#[tokio::test]
async fn other_methods_and_paths_are_refused_and_described() {
    let world = World::new().await;
    let token = world.token("owner", ARM).await;
    let endpoint = Endpoint::find(&world, &token, "ml-routing", "route-eta").await;
    let (key, _) = endpoint.keys(&token).await;
    let answer = world.get(&endpoint.scoring_uri, &key).await;
    assert_eq!((answer.status.as_u16(), answer.header("allow")), (405, "POST"));
    let swagger = world.get(&endpoint.scoring_uri.replace("/score", "/swagger.json"), &key).await;
    assert_eq!(swagger.json()["info"]["title"], "route-eta");
    assert_eq!(world.get(&endpoint.scoring_uri.replace("/score", "/nothing"), &key).await.status, 404);
    assert_eq!(world.get(&endpoint.scoring_uri.replace("/score", ""), &key).await.text, "Healthy");
    assert_eq!(world.get(&endpoint.scoring_uri, "wrong").await.status, 401, "nobody learns more");
}

#[tokio::test]
async fn a_flood_of_requests_is_told_to_wait() {
    let world = World::new().await;
    let token = world.token("owner", ARM).await;
    let endpoint = Endpoint::find(&world, &token, "ml-routing", "route-eta").await;
    let (key, _) = endpoint.keys(&token).await;
    let mut statuses = Vec::new();
    for _ in 0..501 {
        statuses.push(endpoint.score(&key).await.status);
    }
    assert_eq!((statuses[499], statuses[500]), (StatusCode::OK, StatusCode::TOO_MANY_REQUESTS));
    world.clock.advance(Duration::from_secs(1));
    assert_eq!(endpoint.score(&key).await.status, 200);
}

#[tokio::test]
async fn a_token_outlives_the_rotation_of_keys_and_not_its_own_end() {
    let world = World::new().await;
    let token = world.token("owner", ARM).await;
    let endpoint = Endpoint::find(&world, &token, "ml-routing", "route-planner").await;
    let issued = endpoint.act("token", &token, "").await.json();
    let service_token = issued["accessToken"].as_str().unwrap();
    let switch = async |mode: &str| {
        let authorization = format!("Bearer {token}");
        let body = json!({"location": "westeurope", "properties": {"authMode": mode}}).to_string();
        let path = format!("{}?{ML_VERSION}", endpoint.id);
        let headers = [("authorization", authorization.as_str())];
        assert_eq!(world.send(Method::PUT, &path, &headers, body).await.unwrap().status, 200);
        world.clock.advance(Duration::from_secs(1));
    };
    switch("Key").await;
    assert_eq!(endpoint.score(service_token).await.status, 401, "it takes keys now");
    let before = endpoint.keys(&token).await;
    endpoint.act("regenerateKeys", &token, r#"{"keyType":"Primary"}"#).await;
    world.clock.advance(Duration::from_secs(1));
    assert_ne!(endpoint.keys(&token).await, before);
    switch("AMLToken").await;
    assert_eq!(endpoint.score(service_token).await.status, 200);
    world.clock.advance(Duration::from_hours(24));
    let late = endpoint.score(service_token).await;
    assert_eq!((late.status.as_u16(), late.text.as_str()), (401, "aml_token_auth_access_denied"));
}

#[tokio::test]
async fn applications_score_by_what_their_roles_allow() {
    let world = World::new().await;
    let check = async |application: &str, resource: &str, status: u16| {
        let principal = principal(&world, application);
        let scope = format!("{resource}/.default");
        // EXPOSE: the test sends the secret where it belongs.
        let answer = ask(&world, &principal.client_id, principal.secret.expose(), &scope).await;
        let token = text(&answer.json()["access_token"]);
        let scored = world.post("/scoring/westeurope/depot-assign/score", &token, "[1]").await;
        assert_eq!(scored.status, status, "{application} {resource}");
    };
    check("github-deploy", "https://ml.azure.com", 200).await;
    check("github-deploy", ARM, 401).await;
    check("quote-portal", "https://ml.azure.com", 401).await;
}
