//! A service that puts control characters into every text: names, descriptions, addresses, messages, keys.

use latchkey_app::{
    ErrorCode, Reason, SecretKind,
    bridge::{Address, AuthMode, KeySlot, ServiceKind, ServiceSummary, Shown},
};
use latchkey_democloud::Fault;
use latchkey_tests::Scene;
use latchkey_types::is_printable;
use serde::Serialize;
use serde_json::{Value, json};

/// Clears a terminal, turns the direction of writing, hides, breaks a line.
const ACTS: &str = "\u{1b}[2J\u{202e}\u{200b}\u{9b}31m\u{2066}\r";

fn answer(path: &str, status: u16, body: &Value) -> Fault {
    Fault::Status {
        path_contains: path.to_owned(),
        status,
        headers: vec![("content-type".to_owned(), "application/json".to_owned())],
        body: body.to_string(),
        times: 1,
    }
}

/// Fails where a text that acts would reach the window.
fn assert_harmless(view: impl Serialize) {
    let text = serde_json::to_string(&Shown(view)).unwrap();
    let value: Value = serde_json::from_str(&text).unwrap();
    let mut texts = vec![&value];
    while let Some(value) = texts.pop() {
        match value {
            Value::String(text) => {
                assert!(text.chars().all(|next| next == '\n' || is_printable(next)), "{text:?}");
            }
            Value::Array(items) => texts.extend(items),
            Value::Object(fields) => {
                assert!(fields.keys().all(|name| name.chars().all(is_printable)), "{fields:?}");
                texts.extend(fields.values());
            }
            _ => {}
        }
    }
}

fn has_keys(service: &ServiceSummary) -> bool {
    service.auth_mode == AuthMode::Key && matches!(service.state.as_str(), "Succeeded" | "Healthy")
}

#[tokio::test]
async fn no_text_of_a_service_acts_in_the_window() {
    let scene = Scene::signed_in_as("owner").await.unwrap();
    let managed = |one: &ServiceSummary| has_keys(one) && one.kind == ServiceKind::ManagedOnline;
    let service = scene.service(managed).await.unwrap();
    let known = scene.app.describe_service(&service.handle).await.unwrap();
    let (workspace, id) = (known.summary.workspace_handle, known.resource_id);
    let name = format!("e{ACTS}");
    let endpoint = json!({
        "id": id, "name": name, "location": name, "kind": "Managed", "tags": { name.as_str(): name },
        "properties": {
            "authMode": "Key", "provisioningState": name, "description": name,
            "scoringUri": format!("https:\\\\a.example\\@b.example/{ACTS}"),
            "swaggerUri": format!("https:\\\\a.example\\{ACTS}"), "traffic": { name.as_str(): 100 },
        },
    });
    scene.demo.faults().inject(answer("/onlineEndpoints", 200, &json!({ "value": [endpoint.clone()] })));
    let list = scene.app.list_services(&workspace).await.unwrap();
    let hostile = list.services.iter().find(|service| service.name.starts_with("e\u{1b}")).unwrap().clone();
    assert_harmless(list);
    // The endpoint and the permissions on it are read at the same time.
    for _ in 0..2 {
        scene.demo.faults().inject(answer(&format!("/onlineEndpoints/{}", service.name), 200, &endpoint));
    }
    let details = scene.app.describe_service(&hostile.handle).await.unwrap();
    let Address::Doubtful { uri, .. } = &details.address else { panic!("{:?}", details.address) };
    assert!(uri.starts_with("https://a.example/@b.example/%1B[2J%E2%80%AE"), "{uri}");
    assert!(details.swagger_uri.as_ref().unwrap().starts_with("https://a.example/%1B[2J"), "{details:?}");
    assert_harmless(details);

    let refusal =
        json!({ "error": { "code": format!("Bad{ACTS}"), "message": format!("no{ACTS}\n{ACTS}") } });
    scene.demo.faults().inject(answer("/onlineEndpoints", 400, &refusal));
    assert_harmless(scene.app.list_services(&workspace).await.unwrap());
    scene.demo.faults().inject(answer("/subscriptions", 403, &refusal));
    assert_harmless(scene.app.list_workspaces().await.unwrap_err());
    assert_harmless(scene.app.describe_app().await);
}

#[tokio::test]
async fn a_key_or_token_that_could_act_is_neither_shown_nor_copied() {
    let scene = Scene::signed_in_as("owner").await.unwrap();
    let service = scene.service(has_keys).await.unwrap();
    for key in ["abc\ntouch pwned\n", "abc\u{1b}[2J", "abc def", "schlüssel", "abc\u{202e}"] {
        let keys = json!({ "primaryKey": key, "secondaryKey": "plain" });
        scene.demo.faults().inject(answer("listKeys", 200, &keys));
        let refused = scene.app.reveal_key(&service.handle, KeySlot::Primary).await.err().unwrap();
        assert_eq!(refused.code, ErrorCode::ServiceFailed, "{key:?}");
        assert_eq!(*refused.reason, Reason::SecretMalformed { kind: SecretKind::Key });
        assert!(!format!("{refused:?}").contains("abc"), "{refused:?}");
        scene.demo.faults().inject(answer("listKeys", 200, &keys));
        let refused = scene.app.copy_key(&service.handle, KeySlot::Primary).await.unwrap_err();
        assert_eq!(refused.code, ErrorCode::ServiceFailed, "{key:?}");
        assert_eq!(scene.clipboard.content(), None);
        scene.demo.faults().inject(answer("listKeys", 200, &keys));
        let plain = scene.app.reveal_key(&service.handle, KeySlot::Secondary).await.unwrap();
        assert_eq!(plain.value(), "plain", "the other one is as good as ever");
    }
    let service = scene.service(|service| service.auth_mode == AuthMode::AmlToken).await.unwrap();
    let token = json!({ "accessToken": "abc\ntouch pwned\n", "expiryTimeUtc": 4_000_000_000_i64 });
    for _ in 0..2 {
        scene.demo.faults().inject(answer(&format!("{}/token", service.name), 200, &token));
        let refused = scene.app.copy_token(&service.handle).await.unwrap_err();
        assert_eq!(refused.code, ErrorCode::ServiceFailed, "it is not kept: {refused:?}");
        assert_eq!(scene.clipboard.content(), None);
    }
}
