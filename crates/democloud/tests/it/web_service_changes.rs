//! Changes of the first generation's services, their lists with conditions, logs and older addresses.

use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{ARM, Answer, World, text};

struct Services<'a> {
    world: &'a World,
    token: String,
    base: String,
}

impl<'a> Services<'a> {
    async fn of(world: &'a World, role: &str, workspace: &str, region: &str) -> Self {
        let owner = world.token("owner", ARM).await;
        let id = world.workspace(&owner, workspace).await;
        Self {
            world,
            token: world.token(role, ARM).await,
            base: format!("/ml/{region}/modelmanagement/v1.0{id}/services"),
        }
    }

    async fn get(&self, path: &str) -> Answer {
        self.world.get(&format!("{}{path}", self.base), &self.token).await
    }

    async fn post(&self, path: &str) -> Answer {
        self.world.post(&format!("{}{path}", self.base), &self.token, "").await
    }

    async fn send(&self, method: Method, name: &str, content_type: &str, body: &Value) -> Answer {
        let authorization = format!("Bearer {}", self.token);
        let headers = [("authorization", authorization.as_str()), ("content-type", content_type)];
        let path = format!("{}/{name}", self.base);
        self.world.send(method, &path, &headers, body.to_string()).await.unwrap()
    }

    async fn patch(&self, name: &str, operations: &[(&str, &str, Value)]) -> Answer {
        let patch: Vec<Value> = operations
            .iter()
            .map(|(op, path, value)| json!({"op": op, "path": path, "value": value}))
            .collect();
        self.send(Method::PATCH, name, "application/json-patch+json", &json!(patch)).await
    }

    async fn delete(&self, name: &str) -> Answer {
        self.send(Method::DELETE, name, "application/json", &Value::Null).await
    }
}

#[tokio::test]
async fn tokens_are_turned_on_when_keys_are_turned_off() {
    let world = World::new().await;
    let services = Services::of(&world, "owner", "ml-routing", "westeurope").await;
    let on = |path| ("replace", path, json!(true));
    let off = |path| ("replace", path, json!(false));
    let refused = services.patch("eta-fallback", &[on("/aadAuthEnabled")]).await;
    assert_eq!(
        (refused.status.as_u16(), &refused.json()["details"][0]["code"]),
        (400, &json!("InvalidAuthSettings"))
    );
    assert_eq!(services.post("/eta-fallback/token").await.status, 400, "nothing has changed");

    let changed = services.patch("eta-fallback", &[on("/aadAuthEnabled"), off("/authEnabled")]).await;
    assert_eq!(changed.status, 200, "{}", changed.text);
    let body = services.get("/eta-fallback?expand=true").await.json();
    assert_eq!((&body["authEnabled"], &body["aadAuthEnabled"]), (&json!(false), &json!(true)));
    assert_eq!(services.post("/eta-fallback/listkeys").await.status, 400);
    assert_eq!(services.post("/eta-fallback/token").await.status, 201);
    assert_eq!(services.patch("eta-fallback", &[on("/authEnabled")]).await.status, 400);

    let aci = services.patch("address-clean", &[on("/aadAuthEnabled")]).await;
    assert_eq!(
        (aci.status.as_u16(), &aci.json()["details"][0]["code"]),
        (400, &json!("TokenAuthNotSupported"))
    );
    assert_eq!(services.patch("address-clean", &[on("/authEnabled")]).await.status, 200);
    assert_eq!(services.post("/address-clean/listkeys").await.status, 200);
}

#[tokio::test]
async fn settings_are_changed_by_a_json_patch() {
    let world = World::new().await;
    let services = Services::of(&world, "owner", "ml-routing", "westeurope").await;
    let changed = services
        .patch(
            "eta-fallback",
            &[
                ("test", "/authEnabled", json!(true)),
                ("replace", "/description", json!("Other words")),
                ("add", "/kvTags/season", json!("winter")),
                ("replace", "/numReplicas", json!(4)),
                ("replace", "/autoScaler/maxReplicas", json!(9)),
                ("replace", "/appInsightsEnabled", json!(true)),
                ("add", "/properties/reviewed", json!("yes")),
            ],
        )
        .await;
    assert_eq!(changed.status, 200, "{}", changed.text);
    let body = services.get("/eta-fallback?expand=true").await.json();
    assert_eq!(
        json!([
            body["description"],
            body["kvTags"]["season"],
            body["numReplicas"],
            body["autoScaler"]["maxReplicas"],
            body["appInsightsEnabled"],
            body["properties"]["reviewed"],
            body["deploymentStatus"]["desiredReplicas"]
        ]),
        json!(["Other words", "winter", 4, 9, true, "yes", 4])
    );
    for operation in [
        ("test", "/authEnabled", json!(false)),
        ("replace", "/id", json!("x")),
        ("replace", "/numReplicas", json!("many")),
        ("sing", "/numReplicas", json!(1)),
    ] {
        let answer = services.patch("eta-fallback", std::slice::from_ref(&operation)).await;
        assert_eq!(
            (answer.status.as_u16(), &answer.json()["statusCode"]),
            (400, &json!(400)),
            "{operation:?}"
        );
    }
    let odd = services.send(Method::PATCH, "eta-fallback", "text/plain", &json!([])).await;
    assert_eq!((odd.status.as_u16(), &odd.json()["code"]), (415, &json!("UnsupportedMediaType")));
    let reader = Services::of(&world, "reader", "ml-routing", "westeurope").await;
    assert_eq!(reader.patch("eta-fallback", &[("remove", "/description", Value::Null)]).await.status, 403);
}

#[tokio::test]
async fn a_service_is_deleted_in_an_operation() {
    let world = World::new().await;
    let services = Services::of(&world, "owner", "ml-routing", "westeurope").await;
    let accepted = services.delete("toll-cost").await;
    assert_eq!(accepted.status, 202);
    let operation = accepted.header("operation-location").to_owned();
    assert_eq!(services.get("/toll-cost").await.json()["state"], "Transitioning");
    let busy = services.patch("toll-cost", &[("replace", "/description", json!("x"))]).await;
    assert_eq!((busy.status.as_u16(), &busy.json()["code"]), (409, &json!("Conflict")));
    let state = world.get(&operation, &services.token).await.json();
    assert_eq!(
        json!([state["state"], state["operationDetails"]["subOperationType"]]),
        json!(["Running", "Delete"])
    );
    world.clock.advance(Duration::from_secs(1));
    let state = world.get(&operation, &services.token).await.json();
    assert_eq!(state["state"], "Succeeded");
    assert!(!state["endTime"].is_null());
    assert_eq!(services.get("/toll-cost").await.status, 404);
    assert_eq!(services.delete("toll-cost").await.status, 204);
    let reader = Services::of(&world, "reader", "ml-routing", "westeurope").await;
    assert_eq!(reader.delete("eta-fallback").await.status, 403);
}

#[tokio::test]
async fn lists_are_filtered_and_ordered() {
    let world = World::new().await;
    let services = Services::of(&world, "reader", "ml-routing", "westeurope").await;
    let check = async |query: &str, expected: &[&str]| {
        let found = world.all(&format!("{}?{query}", services.base), &services.token).await;
        let names: Vec<String> = found.iter().map(|one| text(&one["name"])).collect();
        assert_eq!(names, expected, "{query}");
    };
    check("computeType=ACI", &["address-clean"]).await;
    check("tags=team%3Drouting", &["eta-fallback", "toll-cost"]).await;
    check("tags=team%3Drouting,critical", &["eta-fallback"]).await;
    check("properties=hasHttps%3DFalse&count=1", &["eta-fallback", "toll-cost", "address-clean"]).await;
    check("modelName=toll-cost-model", &["toll-cost"]).await;
    check("modelId=toll-cost-model:1", &["toll-cost"]).await;
    check("modelId=toll-cost-model:2", &[]).await;
    check("imageId=any", &[]).await;
    check("orderby=CreatedAtDesc", &["eta-fallback", "toll-cost", "address-clean"]).await;
    assert_eq!(services.get("?computeType=Abacus").await.status, 400);
}

#[tokio::test]
async fn an_aks_service_has_every_field_that_its_clients_insist_on() {
    let world = World::new().await;
    let services = Services::of(&world, "reader", "ml-routing", "westeurope").await;
    let body = services.get("/eta-fallback?expand=true").await.json();
    for name in [
        "computeType",
        "createdTime",
        "description",
        "kvTags",
        "name",
        "properties",
        "appInsightsEnabled",
        "authEnabled",
        "autoScaler",
        "computeName",
        "containerResourceRequirements",
        "dataCollection",
        "maxConcurrentRequestsPerContainer",
        "maxQueueWaitMs",
        "numReplicas",
        "scoringTimeoutMs",
        "scoringUri",
        "livenessProbeRequirements",
        "aadAuthEnabled",
    ] {
        assert!(!body[name].is_null(), "{name}");
    }
}

#[tokio::test]
async fn logs_and_headers_and_the_older_address() {
    let world = World::new().await;
    let services = Services::of(&world, "reader", "ml-routing", "westeurope").await;
    let logs = services.get("/eta-fallback/logs?tail=2&init=false").await;
    assert_eq!(text(&logs.json()["content"]).lines().count(), 2);
    assert!(logs.header("api-supported-versions").contains("2018-11-19"));
    assert!(!logs.header("x-ms-client-request-id").is_empty());
    assert_eq!(services.get("/eta-fallback/logs?tail=x").await.status, 400);

    let older = services.base.replace("/modelmanagement/v1.0/", "/api/");
    let check = async |query: &str, status: u16| {
        let answer = world.get(&format!("{older}{query}"), &services.token).await;
        assert_eq!(answer.status, status, "{query}");
    };
    check("?api-version=2018-11-19", 200).await;
    check("/eta-fallback?api-version=2019-11-01", 200).await;
    check("?api-version=2024-10-01", 400).await;
    check("", 400).await;
    let owner = world.token("owner", ARM).await;
    let path = format!("{older}/eta-fallback/regenerateKeys?api-version=2019-11-01");
    let accepted = world.post(&path, &owner, r#"{"keyType":"Primary"}"#).await;
    assert_eq!(world.get(accepted.header("operation-location"), &owner).await.json()["state"], "Running");
}
