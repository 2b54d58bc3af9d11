//! Every recorded error of Azure as an answer to the app. The app reports it with Azure's message and goes on working.

use latchkey_app::{
    CommandError, ErrorCode,
    bridge::{KeySlot, ServiceSummary},
};
use latchkey_tests::{Recording, Replay, Scene, azure_data};
use latchkey_words::detail;
use serde_json::Value;

use super::{Operation, of, replayed, text};

/// The expected result of an error: the app's code, and the missing action that it names.
const EXPECTED: [(&str, ErrorCode, Option<&str>); 29] = [
    ("errors/001-429-subscription-throttled.json", ErrorCode::Throttled, None),
    ("errors/002-429-resource-throttled.json", ErrorCode::Throttled, None),
    ("errors/004-429-namespace-in-transition.json", ErrorCode::Throttled, None),
    ("errors/005-429-retryable-nested.json", ErrorCode::Throttled, None),
    (
        "errors/007-403-authorization-failed-mg.json",
        ErrorCode::Forbidden,
        Some("Microsoft.Management/managementGroups/read"),
    ),
    // It names an action that the caller does have.
    ("errors/008-403-linked-authorization-failed.json", ErrorCode::Forbidden, None),
    // A quota, not the session.
    ("errors/010-401-quota-pascal-case.json", ErrorCode::ServiceFailed, None),
    ("errors/011-409-role-assignment-exists.json", ErrorCode::ServiceFailed, None),
    ("errors/013-409-operation-not-allowed-pretty.json", ErrorCode::ServiceFailed, None),
    ("errors/014-400-principal-not-found.json", ErrorCode::ServiceFailed, None),
    ("errors/016-400-numeric-code.json", ErrorCode::ServiceFailed, None),
    ("errors/017-400-empty-body.json", ErrorCode::ServiceFailed, None),
    ("errors/019-404-resource-group-not-found.json", ErrorCode::NotFound, None),
    ("errors/020-404-parent-resource-not-found.json", ErrorCode::NotFound, None),
    ("errors/022-404-bare-json-string.json", ErrorCode::NotFound, None),
    ("errors/023-404-html.json", ErrorCode::NotFound, None),
    ("errors/025-404-invalid-resource-type.json", ErrorCode::NotFound, None),
    ("errors/026-404-devcenter-pascal.json", ErrorCode::NotFound, None),
    ("errors/028-500-internal-error.json", ErrorCode::ServiceFailed, None),
    ("errors/029-500-message-only.json", ErrorCode::ServiceFailed, None),
    ("errors/031-502-bad-gateway.json", ErrorCode::ServiceFailed, None),
    ("errors/032-503-html.json", ErrorCode::ServiceFailed, None),
    ("errors/034-503-server-timeout.json", ErrorCode::ServiceFailed, None),
    ("errors/035-503-empty-body.json", ErrorCode::ServiceFailed, None),
    ("errors/037-400-invalid-template-nested.json", ErrorCode::ServiceFailed, None),
    ("errors/038-401-expired-token.json", ErrorCode::SignInRequired, None),
    ("graph/013-err-404-resource-not-found.json", ErrorCode::NotFound, None),
    // Nothing but a challenge for a token.
    ("keyvault/007-err-401-empty-body.json", ErrorCode::SignInRequired, None),
    ("keyvault/008-err-409-conflict-innererror.json", ErrorCode::ServiceFailed, None),
];

/// What the details panel is to show of a recorded error.
fn details_of(recording: &Recording) -> Vec<(String, String)> {
    let body = &recording.body;
    let error = if body["error"].is_object() { &body["error"] } else { body };
    let either = |small: &str, large: &str| text(error, small).or_else(|| text(error, large));
    let number = error["code"].as_i64().map(|code| code.to_string());
    let words = body.as_str().map(str::to_owned).or_else(|| either("/message", "/Message"));
    let status = Some((detail::http_status(), recording.status.to_string()));
    let code = either("/code", "/Code").or(number).map(|code| (detail::code(), code));
    let missing = expected(recording).1.map(|action| (detail::missing_action(), action.to_owned()));
    let words = words.map(|words| (detail::azure_says(), words));
    [status, code, missing, words].into_iter().flatten().collect()
}

fn expected(recording: &Recording) -> (ErrorCode, Option<&'static str>) {
    let found = EXPECTED.iter().find(|(file, ..)| *file == recording.file);
    let (_, code, missing) = found.unwrap_or_else(|| panic!("{} is not judged yet", recording.file));
    (*code, *missing)
}

/// How long the recorded error asks to wait; the recordings have it in words alone.
fn asked_wait_ms(recording: &Recording) -> Option<u64> {
    let (before, _) = recording.text.split_once("' seconds")?;
    before.rsplit('\'').next()?.parse::<u64>().ok().map(|seconds| seconds * 1_000)
}

fn compare(error: &CommandError, recording: &Recording) {
    let file = &recording.file;
    let (code, missing) = expected(recording);
    assert_eq!(error.code, code, "{file}: {error:?}");
    let shown: Vec<(String, String)> =
        error.details.iter().map(|detail| (detail.label.clone(), detail.value.clone())).collect();
    assert_eq!(shown, details_of(recording), "{file}");
    let correlation_headers = ["x-ms-correlation-request-id", "x-ms-request-id", "request-id"];
    let correlation_id = correlation_headers.iter().find_map(|name| recording.header(name));
    assert_eq!(error.correlation_id.as_deref(), correlation_id, "{file}");
    assert_eq!(error.retry_after_ms, asked_wait_ms(recording), "{file}");
    assert!(missing.is_none_or(|action| error.message.contains(action)), "{file}: {error:?}");
    assert!(!error.message.is_empty() && !error.message.contains('<'), "{file}: {error:?}");
}

/// The screens that are answered with an error, and where they ask.
struct Screens {
    scene: Scene,
    service: ServiceSummary,
}

impl Screens {
    async fn set(replay: &Replay, scene: Scene) -> Self {
        let service = list_service(replay, &scene).await;
        Self { scene, service }
    }

    /// Reads everything. Returns the error of the part with this address.
    async fn error_at(&self, address: &str) -> Option<CommandError> {
        let app = &self.scene.app;
        match address {
            SUBSCRIPTIONS => app.list_workspaces().await.err(),
            ENDPOINT => app.describe_service(&self.service.handle).await.err(),
            KEYS => app.reveal_key(&self.service.handle, KeySlot::Primary).await.err(),
            _ => unreachable!("the screens are those below"),
        }
    }
}

/// Lists a service that has keys. One that Azure does not find any more is forgotten.
async fn list_service(replay: &Replay, scene: &Scene) -> ServiceSummary {
    let workspace = scene.workspaces().await.unwrap().remove(0);
    replay
        .force(r"/onlineEndpoints\?", &["online-endpoints/019-list-minimal-properties.json"])
        .await
        .unwrap();
    let service = scene.app.list_services(&workspace.handle).await.unwrap().services.remove(0);
    replay.reset().await.unwrap();
    service
}

const SUBSCRIPTIONS: &str = r"^/subscriptions\?";
const ENDPOINT: &str = r"/onlineEndpoints/[^/]+\?";
const KEYS: &str = "/listKeys";

#[tokio::test]
async fn every_recorded_error_is_reported_and_survived() {
    let Some(data) = azure_data("every_recorded_error_is_reported_and_survived") else { return };
    let (recordings, replay, scene) = replayed(&data).await;
    let screens = Screens::set(&replay, scene).await;
    let errors = of(&recordings, Operation::Refusal);
    assert_eq!(errors.len(), EXPECTED.len());
    for recording in errors {
        list_service(&replay, &screens.scene).await;
        for address in [SUBSCRIPTIONS, KEYS, ENDPOINT] {
            replay.force(address, &[&recording.file]).await.unwrap();
            let error = screens.error_at(address).await.unwrap();
            compare(&error, recording);
            replay.reset().await.unwrap();
        }
        assert!(screens.scene.app.describe_app().await.account.is_some(), "{}", recording.file);
        assert_eq!(screens.scene.workspaces().await.unwrap().len(), 4, "{}", recording.file);
    }
}

#[tokio::test]
async fn an_error_of_one_part_leaves_the_other_parts() {
    let Some(data) = azure_data("an_error_of_one_part_leaves_the_other_parts") else { return };
    let (recordings, replay, scene) = replayed(&data).await;
    let assignments = ["role-assignments/008-list-400-with-condition.json"];
    let workspace = scene.workspaces().await.unwrap().remove(0);
    replay.force("/roleAssignments", &assignments).await.unwrap();
    scene.app.show_names().unwrap();
    let whole = scene.app.list_access(&workspace.handle).await.unwrap();
    for recording in of(&recordings, Operation::Refusal) {
        replay.reset().await.unwrap();
        replay.force("/roleAssignments", &assignments).await.unwrap();
        replay.force("/directoryObjects/", &[&recording.file]).await.unwrap();
        let list = scene.app.list_access(&workspace.handle).await;
        if expected(recording).0 == ErrorCode::SignInRequired {
            compare(&list.unwrap_err(), recording);
        } else {
            let list = list.unwrap();
            assert_eq!(list.assignments.len(), whole.assignments.len(), "{}", recording.file);
            assert_eq!(list.failures.len(), 1, "{}", recording.file);
            compare(&list.failures[0].error, recording);
        }
    }
}

#[tokio::test]
async fn a_transient_error_is_tried_four_times_and_a_refusal_once() {
    let Some(data) = azure_data("a_transient_error_is_tried_four_times_and_a_refusal_once") else { return };
    let (recordings, replay, scene) = replayed(&data).await;
    for recording in of(&recordings, Operation::Refusal) {
        replay.reset().await.unwrap();
        replay.force(SUBSCRIPTIONS, &[&recording.file]).await.unwrap();
        scene.app.list_workspaces().await.unwrap_err();
        let may_pass = matches!(recording.status, 429 | 500..=599);
        // A wait of minutes is not repeated silently: the person gets the error.
        let is_short = asked_wait_ms(recording).is_none_or(|wait| wait < 20_000);
        let requests: Vec<Value> = replay.requests().await.unwrap();
        let expected = if may_pass && is_short { 4 } else { 1 };
        let asked = requests.iter().filter(|request| request["path"] == "/subscriptions").count();
        assert_eq!(asked, expected, "{}", recording.file);
    }
}
