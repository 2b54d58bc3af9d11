//! Services of every kind behind one type: which request each operation sends, and what becomes of each answer.

use latchkey_azure::{
    keys::KeyType,
    services::{AuthMode, ServiceId, ServiceKind, ServiceList, ServiceSource},
    workspaces::{self, Workspace},
};
use serde_json::{Value, json};
use wiremock::{
    Mock,
    matchers::{path, path_regex},
};

use super::{Stage, json as answer, status, workspace};

/// The v1 API's path below its host.
const V1: &str = "/modelmanagement/v1.0/subscriptions/s/resourceGroups/g/providers\
                  /Microsoft.MachineLearningServices/workspaces/w";

/// A workspace with a discovery, and an answer to everything that is no list.
async fn stage() -> (Stage, Workspace) {
    let stage = Stage::set().await;
    let discovery = format!("{}/discovery", stage.server.uri());
    let found = json!({"modelmanagement": stage.server.uri()});
    Mock::given(path("/discovery")).respond_with(answer(&found)).mount(&stage.server).await;
    let body = json!({"id": workspace(), "name": "w", "properties": {"discoveryUrl": discovery}});
    Mock::given(path(workspace().as_str())).respond_with(answer(&body)).mount(&stage.server).await;
    let workspace = workspaces::read_one(&stage.azure, &workspace()).await.unwrap();
    (stage, workspace)
}

async fn list_is(stage: &Stage, list: &str, rows: &Value) {
    let list = format!("{list}$");
    Mock::given(path_regex(list)).respond_with(answer(&json!({"value": rows}))).mount(&stage.server).await;
}

async fn list(stage: &Stage, workspace: &Workspace) -> ServiceList {
    stage.azure.list_services(workspace, &ServiceSource::ALL).await
}

fn in_workspace(rest: &str) -> ServiceId {
    format!("{}/{rest}", workspace()).parse().unwrap()
}

#[tokio::test]
async fn every_kind_is_listed_with_its_auth_mode() {
    let (stage, workspace) = stage().await;
    let below = |rest: &str| format!("{}/{rest}", workspace.id);
    list_is(
        &stage,
        "/onlineEndpoints",
        &json!([
            {"name": "a", "kind": "Managed", "properties": {"authMode": "Key", "traffic": {"blue": 100}}},
            {"name": "b", "properties": {"authMode": "aadtoken", "compute": "/x/computes/k8s"}},
        ]),
    )
    .await;
    let batch = json!([{"id": below("batchEndpoints/c"), "properties": {"authMode": "AADToken"}}]);
    list_is(&stage, "/batchEndpoints", &batch).await;
    let serverless = json!([{"id": below("serverlessEndpoints/d"), "properties": {
        "authMode": "Key", "endpointState": "Suspended", "inferenceEndpoint": {"uri": "https://d.example"}}}]);
    list_is(&stage, "/serverlessEndpoints", &serverless).await;
    list_is(
        &stage,
        "/services",
        &json!([
            {"name": "e", "computeType": "AKS", "aadAuthEnabled": true},
            {"name": "f", "computeType": "ACI", "aadAuthEnabled": true},
        ]),
    )
    .await;
    let listed = list(&stage, &workspace).await;
    assert!(listed.failures.is_empty(), "{:?}", listed.failures);
    let rows: Vec<_> =
        listed.services.iter().map(|one| (one.id.clone(), one.kind.clone(), one.auth_mode.clone())).collect();
    assert_eq!(
        rows,
        [
            (in_workspace("onlineEndpoints/a"), ServiceKind::ManagedOnline, AuthMode::Key),
            (in_workspace("onlineEndpoints/b"), ServiceKind::KubernetesOnline, AuthMode::AadToken),
            (in_workspace("batchEndpoints/c"), ServiceKind::Batch, AuthMode::AadToken),
            (in_workspace("serverlessEndpoints/d"), ServiceKind::Serverless, AuthMode::Key),
            (in_workspace("services/e"), ServiceKind::AksWebService, AuthMode::AmlToken),
            (in_workspace("services/f"), ServiceKind::AciWebService, AuthMode::None),
        ]
    );
    assert_eq!(listed.services[0].traffic["blue"], 100);
    assert_eq!(listed.services[1].compute_name.as_deref(), Some("k8s"));
    let serverless = &listed.services[3];
    assert_eq!(serverless.scoring_uri.as_deref(), Some("https://d.example"));
    assert_eq!(serverless.state.as_deref(), Some("Suspended"));
}

#[tokio::test]
async fn a_source_that_fails_is_named_and_hides_no_other() {
    let (stage, workspace) = stage().await;
    let refused = Mock::given(path_regex("/batchEndpoints$")).respond_with(status(403));
    refused.mount(&stage.server).await;
    for list in ["/onlineEndpoints", "/serverlessEndpoints", "/services"] {
        list_is(
            &stage,
            list,
            &json!([{"name": "x", "id": in_workspace("serverlessEndpoints/x").to_string()}]),
        )
        .await;
    }
    let listed = list(&stage, &workspace).await;
    assert_eq!(listed.services.len(), 3);
    let failed: Vec<_> =
        listed.failures.iter().map(|(source, error)| (*source, error.is_forbidden())).collect();
    assert_eq!(failed, [(ServiceSource::BatchEndpoints, true)]);
}

#[tokio::test]
async fn each_operation_goes_to_the_api_of_its_service() {
    let (stage, _) = stage().await;
    let body = json!({"name": "x", "accessToken": "t", "expiryTimeUtc": 1, "primaryKey": "k",
                      "id": in_workspace("batchEndpoints/x").to_string()});
    Mock::given(path_regex("x")).respond_with(answer(&body)).with_priority(9).mount(&stage.server).await;
    let check = async |rest: &str, expected: &[&str]| {
        let id = in_workspace(rest);
        let before = stage.asked().await.len();
        stage.azure.show_service(&id).await.unwrap();
        assert!(stage.azure.list_service_keys(&id).await.unwrap().primary.is_some());
        stage.azure.regenerate_service_key(&id, KeyType::Secondary).await.unwrap();
        stage.azure.request_service_token(&id).await.unwrap();
        let asked: Vec<String> = stage.asked().await[before..]
            .iter()
            .map(|line| {
                line.replace(V1, "v1:")
                    .replace(workspace().as_str(), "arm:")
                    .replace("?api-version=2024-10-01", "")
            })
            .collect();
        assert_eq!(asked, expected, "{rest}");
    };
    for collection in ["onlineEndpoints", "batchEndpoints", "serverlessEndpoints"] {
        let lines = [
            format!("GET arm:/{collection}/x"),
            format!("POST arm:/{collection}/x/listKeys"),
            format!("POST arm:/{collection}/x/regenerateKeys {{\"keyType\":\"Secondary\"}}"),
            format!("POST arm:/{collection}/x/token"),
        ];
        check(&format!("{collection}/x"), &lines.each_ref().map(String::as_str)).await;
    }
    let of_web_service = [
        "GET v1:/services/x?expand=true",
        "POST v1:/services/x/listkeys",
        "POST v1:/services/x/regenerateKeys {\"keyType\":\"Secondary\"}",
        "POST v1:/services/x/token",
    ];
    // A service that nobody has listed is found by its workspace, once.
    check("services/x", &[&["GET arm:", "GET /discovery"], &of_web_service[..]].concat()).await;
    check("services/x", &of_web_service).await;
}
