//! Every request that the clients send: method, path, query and body.

use latchkey_azure::{
    keys::KeyType,
    online_endpoints, permissions, principals,
    role_assignments::{self, Selection},
    role_definitions, subscriptions, web_services, workspaces,
};
use latchkey_types::Scope;
use serde_json::json;
use wiremock::{Request, ResponseTemplate};

use super::{Stage, endpoint, json as answer, workspace};

/// A server that has an answer to everything.
async fn stage() -> Stage {
    let stage = Stage::set().await;
    stage
        .answers([answer(&json!({
            "value": [], "name": "x", "accessToken": "t", "expiryTimeUtc": 1,
            "id": "/subscriptions/s/resourceGroups/g/providers/N/t/x", "modelmanagement": stage.server.uri(),
        }))])
        .await;
    stage
}

#[tokio::test]
async fn lists_and_things_are_read_from_resource_manager() {
    let stage = stage().await;
    let azure = &stage.azure;
    subscriptions::list(azure).await.unwrap();
    workspaces::list(azure, "s").await.unwrap();
    workspaces::read_one(azure, &workspace()).await.unwrap();
    online_endpoints::read_pages(azure, &workspace(), |_| ()).await.unwrap();
    online_endpoints::read_one(azure, &workspace(), &endpoint()).await.unwrap();
    insta::assert_snapshot!(stage.asked().await.join("\n"), @r"
    GET /subscriptions?api-version=2022-12-01
    GET /subscriptions/s/providers/Microsoft.MachineLearningServices/workspaces?api-version=2024-10-01
    GET /subscriptions/s/resourceGroups/g/providers/Microsoft.MachineLearningServices/workspaces/w?api-version=2024-10-01
    GET /subscriptions/s/resourceGroups/g/providers/Microsoft.MachineLearningServices/workspaces/w/onlineEndpoints?api-version=2024-10-01&count=100
    GET /subscriptions/s/resourceGroups/g/providers/Microsoft.MachineLearningServices/workspaces/w/onlineEndpoints/e?api-version=2024-10-01
    ");
}

#[tokio::test]
async fn a_regeneration_names_the_slot_and_never_a_key() {
    let stage = stage().await;
    let azure = &stage.azure;
    online_endpoints::list_keys(azure, &endpoint()).await.unwrap();
    online_endpoints::regenerate_key(azure, &endpoint(), KeyType::Primary).await.unwrap();
    online_endpoints::regenerate_key(azure, &endpoint(), KeyType::Secondary).await.unwrap();
    online_endpoints::request_token(azure, &endpoint()).await.unwrap();
    insta::assert_snapshot!(stage.asked().await.join("\n"), @r#"
    POST /subscriptions/s/resourceGroups/g/providers/Microsoft.MachineLearningServices/workspaces/w/onlineEndpoints/e/listKeys?api-version=2024-10-01
    POST /subscriptions/s/resourceGroups/g/providers/Microsoft.MachineLearningServices/workspaces/w/onlineEndpoints/e/regenerateKeys?api-version=2024-10-01 {"keyType":"Primary"}
    POST /subscriptions/s/resourceGroups/g/providers/Microsoft.MachineLearningServices/workspaces/w/onlineEndpoints/e/regenerateKeys?api-version=2024-10-01 {"keyType":"Secondary"}
    POST /subscriptions/s/resourceGroups/g/providers/Microsoft.MachineLearningServices/workspaces/w/onlineEndpoints/e/token?api-version=2024-10-01
    "#);
}

#[tokio::test]
async fn access_is_read_at_a_scope() {
    let stage = stage().await;
    let azure = &stage.azure;
    let whole = Scope::new("/subscriptions/s");
    role_assignments::list(azure, &whole, Selection::Of("o'1")).await.unwrap();
    role_assignments::list(azure, &Scope::new("/"), Selection::HoldingThere).await.unwrap();
    role_definitions::list(azure, &whole).await.unwrap();
    permissions::list(azure, &endpoint()).await.unwrap();
    insta::assert_snapshot!(stage.asked().await.join("\n"), @r"
    GET /subscriptions/s/providers/Microsoft.Authorization/roleAssignments?api-version=2022-04-01&%24filter=assignedTo%28%27o%27%271%27%29
    GET /providers/Microsoft.Authorization/roleAssignments?api-version=2022-04-01&%24filter=atScope%28%29
    GET /subscriptions/s/providers/Microsoft.Authorization/roleDefinitions?api-version=2022-04-01
    GET /subscriptions/s/resourceGroups/g/providers/Microsoft.MachineLearningServices/workspaces/w/onlineEndpoints/e/providers/Microsoft.Authorization/permissions?api-version=2022-04-01
    ");
}

#[tokio::test]
async fn names_are_asked_of_graph_a_thousand_at_a_time() {
    let stage = stage().await;
    let ids: Vec<String> = (0..2_001).map(|number| number.to_string()).collect();
    principals::find(&stage.azure, &ids).await.unwrap();
    let requests = stage.server.received_requests().await.unwrap();
    let sizes: Vec<usize> = requests.iter().map(|request| ids_of(request).len()).collect();
    assert_eq!(sizes, [1_000, 1_000, 1]);
    insta::assert_snapshot!(stage.asked().await[2], @r#"POST /v1.0/directoryObjects/getByIds {"ids":["2000"],"types":["user","group","servicePrincipal"]}"#);
    let token = requests[0].headers.get("authorization").unwrap();
    assert_eq!(token, "Bearer for Graph");
}

fn ids_of(request: &Request) -> Vec<String> {
    let body: serde_json::Value = serde_json::from_slice(&request.body).unwrap();
    serde_json::from_value(body["ids"].clone()).unwrap()
}

#[tokio::test]
async fn v1_services_are_asked_at_the_discovered_address() {
    let stage = stage().await;
    let azure = &stage.azure;
    let discovery = format!("{}/discovery", stage.server.uri());
    let api = web_services::discover(azure, &workspace(), &discovery).await.unwrap();
    assert_eq!(stage.tokens(), 0, "discovery wants no token");
    api.read_pages(azure, |_| ()).await.unwrap();
    api.read_one(azure, "svc").await.unwrap();
    api.list_keys(azure, "svc").await.unwrap();
    api.regenerate_key(azure, "svc", KeyType::Primary).await.unwrap();
    api.request_token(azure, "svc").await.unwrap();
    let below = "/modelmanagement/v1.0/subscriptions/s/resourceGroups/g/providers\
                 /Microsoft.MachineLearningServices/workspaces/w";
    insta::assert_snapshot!(stage.asked().await.join("\n").replace(below, "…"), @r#"
    GET /discovery
    GET …/services?expand=true&count=100
    GET …/services/svc?expand=true
    POST …/services/svc/listkeys
    POST …/services/svc/regenerateKeys {"keyType":"Primary"}
    POST …/services/svc/token
    "#);
}

#[tokio::test]
async fn a_discovered_address_elsewhere_is_not_asked() {
    let stage = Stage::set().await;
    let discover = async |url: &str| web_services::discover(&stage.azure, &workspace(), url).await;
    for foreign in ["https://evil.example/discovery", "http://127.0.0.1:1/discovery"] {
        discover(foreign).await.unwrap_err();
    }
    assert_eq!(stage.asked().await.len(), 0);
    let own = format!("{}/discovery", stage.server.uri());
    let answers =
        [json!({"modelmanagement": "https://evil.example"}), json!({}), json!({"modelmanagement": "x"})];
    for body in answers {
        stage.server.reset().await;
        stage.answers([ResponseTemplate::new(200).set_body_json(&body)]).await;
        discover(&own).await.unwrap_err();
    }
    assert_eq!(stage.tokens(), 0);
}
