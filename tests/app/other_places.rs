//! Answers that name a foreign host. No token goes there.

use latchkey_app::{
    ErrorCode, Reason,
    bridge::{AuthMode, KeySlot, ServiceKind},
};
use latchkey_democloud::Fault;
use latchkey_tests::{Scene, SceneBuilder};
use serde_json::json;
use wiremock::{Mock, MockServer, ResponseTemplate, matchers::any};

/// A foreign server and the requests that it receives.
async fn elsewhere() -> MockServer {
    let server = MockServer::start().await;
    let answer = json!({"value": [], "modelmanagement": server.uri(), "status": "Succeeded"});
    Mock::given(any()).respond_with(ResponseTemplate::new(200).set_body_json(answer)).mount(&server).await;
    server
}

async fn assert_unasked(server: &MockServer) {
    assert_eq!(server.received_requests().await.unwrap().len(), 0, "something was sent there");
}

fn answer(path: &str, status: u16, headers: &[(&str, &str)], body: &serde_json::Value) -> Fault {
    let json = [("content-type", "application/json")];
    Fault::Status {
        path_contains: path.to_owned(),
        status,
        headers: headers.iter().chain(&json).map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect(),
        body: body.to_string(),
        times: 1,
    }
}

#[tokio::test]
async fn a_link_to_another_place_gets_no_token() {
    let (scene, elsewhere) = (Scene::signed_in_as("owner").await.unwrap(), elsewhere().await);
    let next = format!("{}/subscriptions?api-version=2022-12-01", elsewhere.uri());
    for link in [next.as_str(), "https://management.azure.com.evil.example/", "http://169.254.169.254/"] {
        let page = json!({"value": [], "nextLink": link});
        scene.demo.faults().inject(answer("/subscriptions", 200, &[], &page));
        let error = scene.app.list_workspaces().await.unwrap_err();
        assert_eq!(error.code, ErrorCode::ServiceFailed, "{link}: {error:?}");
        assert!(matches!(&*error.reason, Reason::ForeignAddress { .. }), "{error:?}");
    }
    assert_unasked(&elsewhere).await;
}

#[tokio::test]
async fn a_redirect_to_another_place_is_not_followed() {
    let (scene, elsewhere) = (Scene::signed_in_as("owner").await.unwrap(), elsewhere().await);
    for status in [301, 302, 303, 307, 308] {
        let location = [("location", elsewhere.uri())];
        let headers = location.each_ref().map(|(name, value)| (*name, value.as_str()));
        scene.demo.faults().inject(answer("/subscriptions", status, &headers, &json!({})));
        let error = scene.app.list_workspaces().await.unwrap_err();
        assert_eq!(error.code, ErrorCode::ServiceFailed, "{status}: {error:?}");
    }
    assert_unasked(&elsewhere).await;
}

#[tokio::test]
async fn an_operation_at_another_place_is_not_asked_about() {
    let (scene, elsewhere) = (Scene::signed_in_as("owner").await.unwrap(), elsewhere().await);
    let has_keys = |service: &latchkey_app::bridge::ServiceSummary| {
        service.auth_mode == AuthMode::Key && service.kind == ServiceKind::ManagedOnline
    };
    let service = scene.service(has_keys).await.unwrap();
    for header in ["azure-asyncoperation", "location"] {
        let place = elsewhere.uri();
        let headers = [(header, place.as_str()), ("retry-after", "0")];
        scene.demo.faults().inject(answer("/regenerateKeys", 202, &headers, &json!(null)));
        let error =
            scene.app.regenerate_key(&service.handle, KeySlot::Primary, &service.name).await.unwrap_err();
        assert_eq!(error.code, ErrorCode::ServiceFailed, "{header}: {error:?}");
    }
    assert_unasked(&elsewhere).await;
}

#[tokio::test]
async fn a_workspace_whose_api_is_at_another_place_keeps_its_other_services() {
    let (scene, elsewhere) = (Scene::signed_in_as("owner").await.unwrap(), elsewhere().await);
    let workspace = scene.workspaces().await.unwrap().remove(0);
    let map = json!({"modelmanagement": elsewhere.uri(), "api": elsewhere.uri()});
    scene.demo.faults().inject(answer("/discovery", 200, &[], &map));
    let partial = scene.app.list_services(&workspace.handle).await.unwrap();
    assert_eq!(partial.failures.len(), 1, "{:?}", partial.failures);
    let reason = &*partial.failures[0].error.reason;
    assert!(matches!(reason, Reason::ForeignAddress { .. }), "{reason:?}");
    assert_unasked(&elsewhere).await;
    let whole = scene.app.list_services(&workspace.handle).await.unwrap();
    assert_eq!(whole.failures.len(), 0);
}

#[tokio::test]
async fn an_emulated_cloud_that_leads_outside_is_not_opened() {
    for field in ["authority", "arm", "graph"] {
        let builder = SceneBuilder::default().cloud(move |cloud| {
            let place = match field {
                "authority" => &mut cloud.authority,
                "arm" => &mut cloud.arm,
                _ => &mut cloud.graph,
            };
            *place = "https://management.azure.com".parse().unwrap();
        });
        let refused = format!("{:?}", builder.set().await.err().expect("it is not opened"));
        assert!(refused.contains("Invalid") && refused.contains("NotLoopback"), "{field}: {refused}");
    }
}
