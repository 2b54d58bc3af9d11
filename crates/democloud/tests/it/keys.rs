//! Keys and tokens of online endpoints, and what their scoring addresses take.

use std::time::Duration;

use serde_json::{Value, json};

use crate::support::{ARM, Answer, ML, ML_VERSION, World, text};

pub(crate) struct Endpoint<'a> {
    pub(crate) world: &'a World,
    pub(crate) id: String,
    pub(crate) scoring_uri: String,
}

impl<'a> Endpoint<'a> {
    pub(crate) async fn find(world: &'a World, owner: &str, workspace: &str, name: &str) -> Self {
        let id = format!("{}/onlineEndpoints/{name}", world.workspace(owner, workspace).await);
        let body = world.get(&format!("{id}?{ML_VERSION}"), owner).await.json();
        Self { world, id, scoring_uri: text(&body["properties"]["scoringUri"]) }
    }

    pub(crate) async fn act(&self, verb: &str, token: &str, body: &str) -> Answer {
        self.world.post(&format!("{}/{verb}?{ML_VERSION}", self.id), token, body).await
    }

    pub(crate) async fn keys(&self, token: &str) -> (String, String) {
        let keys = self.act("listKeys", token, "").await.json();
        (text(&keys["primaryKey"]), text(&keys["secondaryKey"]))
    }

    pub(crate) async fn score(&self, credential: &str) -> Answer {
        self.world.post(&self.scoring_uri, credential, "{\"data\":[1,2,3]}").await
    }
}

#[tokio::test]
async fn a_regenerated_key_works_and_the_old_one_no_longer() {
    let world = World::new().await;
    let token = world.token("owner", ARM).await;
    let endpoint = Endpoint::find(&world, &token, "ml-routing", "route-eta").await;
    let (primary, secondary) = endpoint.keys(&token).await;
    for key in [&primary, &secondary] {
        let answer = endpoint.score(key).await;
        assert_eq!(answer.status, 200, "{}", answer.text);
        assert_eq!(answer.json()["result"], json!({"sum": 6.0, "numbers": 3, "texts": 0}));
    }
    let accepted = endpoint.act("regenerateKeys", &token, r#"{"keyType":"Primary","keyValue":null}"#).await;
    assert_eq!(
        (accepted.status.as_u16(), accepted.json(), accepted.header("retry-after")),
        (202, Value::Null, "1")
    );
    let status = accepted.header("azure-asyncoperation").to_owned();
    let result = accepted.header("location").to_owned();
    assert!(status.contains("/locations/westeurope/mfeOperationsStatus/oe:"), "{status}");
    assert_eq!(world.get(&status, &token).await.json()["status"], "InProgress");
    assert_eq!(world.get(&result, &token).await.status, 202);
    assert_eq!(endpoint.keys(&token).await, (primary.clone(), secondary.clone()));
    world.clock.advance(Duration::from_secs(1));
    assert_eq!(world.get(&status, &token).await.json()["status"], "Succeeded");
    assert_eq!(world.get(&result, &token).await.status, 200);

    let (new_primary, same_secondary) = endpoint.keys(&token).await;
    assert_ne!(new_primary, primary);
    assert_eq!(same_secondary, secondary);
    let old = endpoint.score(&primary).await;
    assert_eq!((old.status.as_u16(), old.text.as_str()), (401, "key_auth_access_denied"));
    assert_eq!(endpoint.score(&new_primary).await.status, 200);
    assert_eq!(endpoint.score(&secondary).await.status, 200);
}

#[tokio::test]
async fn a_given_key_is_taken_and_other_bodies_are_refused() {
    let world = World::new().await;
    let token = world.token("dataScientist", ARM).await;
    let endpoint = Endpoint::find(&world, &token, "ml-routing", "route-eta").await;
    endpoint.act("regenerateKeys", &token, r#"{"keyType":"Secondary","keyValue":"chosen"}"#).await;
    world.clock.advance(Duration::from_secs(1));
    assert_eq!(endpoint.keys(&token).await.1, "chosen");
    for body in ["", "{}", r#"{"keyType":"Third"}"#] {
        let answer = endpoint.act("regenerateKeys", &token, body).await;
        assert_eq!(answer.refusal(), (400, "UserError".to_owned()), "{body}");
    }
}

#[tokio::test]
async fn keys_are_refused_in_the_front_ends_words() {
    let world = World::new().await;
    let owner = world.token("owner", ARM).await;
    let endpoint = Endpoint::find(&world, &owner, "ml-routing", "route-eta").await;
    for role in ["reader", "accessAdmin"] {
        let token = world.token(role, ARM).await;
        for verb in ["listKeys", "regenerateKeys", "token"] {
            let answer = endpoint.act(verb, &token, r#"{"keyType":"Primary"}"#).await;
            assert_eq!(answer.refusal(), (403, "UserError".to_owned()), "{role} {verb}");
            let body = answer.json();
            let expected = format!(
                "Identity(object id: {}) does not have permissions for Microsoft.MachineLearningServices/workspaces/onlineEndpoints/{verb}/action actions.",
                world.persona(role).object_id
            );
            assert_eq!(body["error"]["message"], expected);
            let info = body["error"]["additionalInfo"].as_array().unwrap();
            assert!(info.iter().any(|one| one["info"]["value"]["code"] == "ForbiddenError"), "{body}");
        }
    }
    let none = world.token("none", ARM).await;
    assert_eq!(endpoint.act("listKeys", &none, "").await.refusal(), (403, "AuthorizationFailed".to_owned()));
}

#[tokio::test]
async fn the_wrong_auth_mode_is_a_user_error() {
    let world = World::new().await;
    let token = world.token("owner", ARM).await;
    for (name, verb) in [
        ("route-eta", "token"),
        ("route-planner", "listKeys"),
        ("route-planner", "regenerateKeys"),
        ("depot-assign", "listKeys"),
        ("depot-assign", "token"),
    ] {
        let endpoint = Endpoint::find(&world, &token, "ml-routing", name).await;
        let answer = endpoint.act(verb, &token, r#"{"keyType":"Primary"}"#).await;
        assert_eq!(answer.refusal(), (400, "UserError".to_owned()), "{name} {verb}");
    }
}

#[tokio::test]
async fn a_services_token_opens_that_service_until_it_expires() {
    let world = World::new().await;
    let token = world.token("dataScientist", ARM).await;
    let endpoint = Endpoint::find(&world, &token, "ml-routing", "route-planner").await;
    let answer = endpoint.act("token", &token, "").await.json();
    let now = 1_772_443_800;
    assert_eq!(
        (&answer["expiryTimeUtc"], &answer["refreshAfterTimeUtc"]),
        (&json!(now + 86400), &json!(now + 43200))
    );
    let service_token = text(&answer["accessToken"]);
    assert_eq!(endpoint.score(&service_token).await.status, 200);
    assert_eq!(endpoint.score(&token).await.status, 401, "an ARM token is not a service's");
    let other = Endpoint::find(&world, &token, "ml-sandbox", "try-embeddings").await;
    assert_eq!(other.score(&service_token).await.status, 401);
    world.clock.advance(Duration::from_hours(24));
    assert_eq!(endpoint.score(&service_token).await.status, 401);
}

#[tokio::test]
async fn an_entra_token_opens_with_the_right_audience_and_role() {
    let world = World::new().await;
    let owner = world.token("owner", ARM).await;
    let endpoint = Endpoint::find(&world, &owner, "ml-routing", "depot-assign").await;
    assert_eq!(endpoint.score(&owner).await.status, 401);
    for (role, status) in [("owner", 200), ("dataScientist", 200), ("reader", 401), ("none", 401)] {
        let token = world.token(role, ML).await;
        assert_eq!(endpoint.score(&token).await.status, status, "{role}");
    }
}

#[tokio::test]
async fn endpoints_are_listed_with_their_deployments() {
    let world = World::new().await;
    let token = world.token("reader", ARM).await;
    let pricing = world.workspace(&token, "ml-pricing").await;
    let endpoints = world.all(&format!("{pricing}/onlineEndpoints?{ML_VERSION}"), &token).await;
    let facts: Vec<Value> = endpoints
        .iter()
        .map(|one| json!([one["name"], one["kind"], one["location"], one["properties"]["authMode"]]))
        .collect();
    assert_eq!(
        facts,
        [
            json!(["quote-price", "Managed", "northeurope", "Key"]),
            json!(["surge-guard", "Kubernetes", "northeurope", "Key"]),
            json!(["fx-hedge", "Kubernetes", "uksouth", "AMLToken"]),
        ]
    );
    let routing = world.workspace(&token, "ml-routing").await;
    let path = format!("{routing}/onlineEndpoints/route-eta/deployments?{ML_VERSION}");
    assert_eq!(world.get(&path, &token).await.names(), ["blue", "green"]);
    let path = format!("{routing}/onlineEndpoints/nothing?{ML_VERSION}");
    assert_eq!(world.get(&path, &token).await.refusal(), (404, "ResourceNotFound".to_owned()));
}

#[tokio::test]
async fn the_failed_endpoint_has_nothing_that_answers() {
    let world = World::new().await;
    let token = world.token("owner", ARM).await;
    let endpoint = Endpoint::find(&world, &token, "ml-demand", "stock-alert").await;
    let (primary, _) = endpoint.keys(&token).await;
    assert_eq!(endpoint.score(&primary).await.status, 404);
    let good = Endpoint::find(&world, &token, "ml-demand", "demand-weekly").await;
    let (primary, _) = good.keys(&token).await;
    let broken = world.post(&good.scoring_uri, &primary, "not json").await;
    assert_eq!((broken.status.as_u16(), broken.header("ms-azureml-model-error-statuscode")), (424, "400"));
}
