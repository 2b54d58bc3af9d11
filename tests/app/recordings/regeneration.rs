//! The recorded regeneration: Azure accepts it with an empty answer and forgets it by the first poll. The keys show what
//! happened.

use std::sync::Arc;

use latchkey_app::bridge::{AuthMode, KeySlot, RegenerationOutcome};
use latchkey_tests::{FastForwardClock, Recording, azure_data};
use serde_json::{Value, json};
use url::Url;
use wiremock::{
    Mock, MockServer, ResponseTemplate,
    matchers::{method, path_regex},
};

use super::owner_at;

const ACCEPTED: &str = "keys/001-regenerate-202-location-only-null-body.json";
const FORGOTTEN: [&str; 2] = [
    "keys/002-regenerate-poll-404-operation-not-found.json",
    "keys/003-regenerate-poll-404-operation-not-found-again.json",
];
const ENDPOINTS: &str = "online-endpoints/001-list-five-mixed-auth.json";
const WORKSPACES: &str = "workspaces/001-list-2025-hub-project.json";

/// The recorded answer, with this server in Azure's place.
fn as_recorded(server: &MockServer, recording: &Recording) -> ResponseTemplate {
    let here = |text: &str| text.replace("https://management.azure.com", &server.uri());
    let answer = ResponseTemplate::new(recording.status).set_body_string(here(&recording.text));
    recording
        .headers
        .iter()
        .fold(answer, |answer, (name, value)| answer.append_header(name.as_str(), here(value).as_str()))
}

fn keys(pair: [&str; 2]) -> ResponseTemplate {
    ResponseTemplate::new(200).set_body_json(json!({"primaryKey": pair[0], "secondaryKey": pair[1]}))
}

async fn answer(server: &MockServer, regex: &str, answer: ResponseTemplate) {
    Mock::given(path_regex(regex)).respond_with(answer).mount(server).await;
}

/// Regenerates the primary key while the service lists these keys before and afterwards.
async fn check(before: [&str; 2], after: [&str; 2], expected: RegenerationOutcome) {
    let Some(data) = azure_data("a_forgotten_operation_is_judged_by_the_keys") else { return };
    let recordings = Recording::read_all(&data).unwrap();
    let named = |file: &str| recordings.iter().find(|recording| recording.file == file).unwrap();
    let server = MockServer::start().await;
    let clock = Arc::new(FastForwardClock::default());
    let scene = owner_at(&Url::parse(&server.uri()).unwrap(), &clock).await;
    clock.skip_sleeps();
    let list = |rows: Value| ResponseTemplate::new(200).set_body_json(json!({"value": rows}));
    answer(&server, "^/subscriptions$", list(json!([{"subscriptionId": "s"}]))).await;
    answer(&server, "/(roleAssignments|roleDefinitions)$", list(json!([]))).await;
    answer(&server, "/workspaces$", as_recorded(&server, named(WORKSPACES))).await;
    answer(&server, "/onlineEndpoints$", as_recorded(&server, named(ENDPOINTS))).await;
    let workspace = scene.workspaces().await.unwrap().remove(0);
    let services = scene.app.list_services(&workspace.handle).await.unwrap().services;
    let service = services.into_iter().find(|service| service.auth_mode == AuthMode::Key).unwrap();

    for forgotten in FORGOTTEN {
        let listing = Mock::given(method("POST")).and(path_regex("/listKeys$"));
        listing.respond_with(keys(before)).up_to_n_times(1).with_priority(1).mount(&server).await;
        answer(&server, "/listKeys$", keys(after)).await;
        answer(&server, "/regenerateKeys$", as_recorded(&server, named(ACCEPTED))).await;
        let at_operation = Mock::given(path_regex("/mfeOperationResults/"));
        let looked_at = at_operation.respond_with(as_recorded(&server, named(forgotten)));
        let looked_at = looked_at.up_to_n_times(1).expect(1).mount_as_scoped(&server).await;
        let result =
            scene.app.regenerate_key(&service.handle, KeySlot::Primary, &service.name).await.unwrap();
        assert_eq!(result.outcome, expected, "{before:?} {after:?}");
        drop(looked_at);
    }
}

#[tokio::test]
async fn a_forgotten_operation_is_judged_by_the_keys() {
    check(["a", "b"], ["c", "b"], RegenerationOutcome::Rotated).await;
    check(["a", "b"], ["a", "b"], RegenerationOutcome::Unchanged).await;
    check(["a", "b"], ["c", "d"], RegenerationOutcome::OtherChanged).await;
    check(["", ""], ["", ""], RegenerationOutcome::Unproven).await;
}
