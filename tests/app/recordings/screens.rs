//! What the screens show of recorded workspaces, endpoints, permissions and keys, through the whole app.

use latchkey_app::{
    ErrorCode, Reason,
    bridge::{
        Address, AuthMode, KeySlot, Permission, Readable, RegenerationOutcome, ServiceKind, ServiceSummary,
        SlotFingerprints,
    },
};
use latchkey_tests::{Recording, Replay, Scene, azure_data};
use serde_json::Value;

use super::{Operation, of, replayed, text};

/// A list of five endpoints, with keys and with tokens.
const FIVE_ENDPOINTS: &str = "online-endpoints/001-list-five-mixed-auth.json";
const LISTS_ENDPOINTS: &str = r"/onlineEndpoints\?";
const READS_ENDPOINT: &str = r"/onlineEndpoints/[^/]+\?";

/// The recorded endpoints of a workspace, after both lists were read.
async fn five_endpoints(replay: &Replay, scene: &Scene) -> Vec<ServiceSummary> {
    replay.force(LISTS_ENDPOINTS, &[FIVE_ENDPOINTS]).await.unwrap();
    let workspace = scene.workspaces().await.unwrap().remove(0);
    let services = scene.app.list_services(&workspace.handle).await.unwrap().services;
    assert_eq!(services.len(), 5);
    replay.reset().await.unwrap();
    services
}

fn with_auth(services: &[ServiceSummary], auth_mode: AuthMode) -> &ServiceSummary {
    services.iter().find(|service| service.auth_mode == auth_mode).unwrap()
}

fn auth_mode_of(row: &Value) -> AuthMode {
    match row["properties"]["authMode"].as_str().unwrap() {
        "Key" => AuthMode::Key,
        "AMLToken" => AuthMode::AmlToken,
        "AADToken" => AuthMode::AadToken,
        other => panic!("{other}"),
    }
}

/// Whether a recording holds a list.
fn is_list(recording: &Recording) -> bool {
    recording.body.get("value").is_some()
}

#[tokio::test]
async fn every_recorded_subscription_and_workspace_is_a_row() {
    let Some(data) = azure_data("every_recorded_subscription_and_workspace_is_a_row") else { return };
    let (recordings, replay, scene) = replayed(&data).await;
    for recording in of(&recordings, Operation::Subscriptions).into_iter().filter(|it| is_list(it)) {
        replay.force(r"^/subscriptions\?", &[&recording.file]).await.unwrap();
        let list = scene.app.list_workspaces().await.unwrap();
        assert_eq!(list.subscription_count as usize, recording.rows().len(), "{}", recording.file);
        assert_eq!(list.failures.len(), 0, "{:?}", list.failures);
        replay.reset().await.unwrap();
    }
    for recording in of(&recordings, Operation::Workspaces) {
        let forced = if is_list(recording) { r"/workspaces\?" } else { r"/workspaces/[^/]+\?" };
        replay.force(forced, &[&recording.file]).await.unwrap();
        let list = scene.app.list_workspaces().await.unwrap();
        assert_eq!(list.failures.len(), 0, "{:?}", list.failures);
        assert!(list.workspaces.iter().all(|row| matches!(row.my_roles, Readable::Known { .. })));
        if is_list(recording) {
            let shown = list.workspaces.iter().map(|row| {
                let region = Some(row.region.clone());
                (Some(row.name.clone()), region, row.kind.clone(), row.provisioning_state.clone())
            });
            let recorded = recording.rows();
            let recorded = recorded.iter().map(|row| {
                let state = text(row, "/properties/provisioningState");
                (text(row, "/name"), text(row, "/location"), text(row, "/kind"), state)
            });
            assert_eq!(sorted(shown), sorted(recorded), "{}", recording.file);
        } else {
            let details = scene.app.describe_workspace(&list.workspaces[0].handle).await.unwrap();
            let row = &recording.body;
            assert_eq!(Some(details.resource_id), text(row, "/id"));
            assert_eq!(details.discovery_url, text(row, "/properties/discoveryUrl"));
            assert_eq!(details.created_by, text(row, "/systemData/createdBy"));
            assert!(details.created_at.is_some());
        }
        replay.reset().await.unwrap();
    }
}

fn sorted<T: Ord>(rows: impl Iterator<Item = T>) -> Vec<T> {
    let mut rows: Vec<T> = rows.collect();
    rows.sort();
    rows
}

#[tokio::test]
async fn every_recorded_endpoint_is_a_row_and_a_page() {
    let Some(data) = azure_data("every_recorded_endpoint_is_a_row_and_a_page") else { return };
    let (recordings, replay, scene) = replayed(&data).await;
    let workspace = scene.workspaces().await.unwrap().remove(0);
    let of_endpoints = of(&recordings, Operation::Endpoints);
    for recording in of_endpoints.iter().filter(|it| is_list(it)) {
        replay.force(LISTS_ENDPOINTS, &[&recording.file]).await.unwrap();
        let list = scene.app.list_services(&workspace.handle).await.unwrap();
        let shown = list.services.iter().map(|row| {
            let state = Some(row.state.clone());
            (Some(row.name.clone()), row.auth_mode, Some(row.region.clone()), state, row.kind)
        });
        let recorded = recording.rows();
        let recorded = recorded.iter().map(|row| {
            assert_eq!(row["kind"], "Managed");
            let state = text(row, "/properties/provisioningState");
            let kind = ServiceKind::ManagedOnline;
            (text(row, "/name"), auth_mode_of(row), text(row, "/location"), state, kind)
        });
        assert_eq!(sorted(shown), sorted(recorded), "{}", recording.file);
        // The recorded workspace names a discovery service on the internet, which this cloud must not ask.
        assert_eq!(list.failures.len(), 1, "{:?}", list.failures);
        assert_eq!(list.failures[0].source, "Web services (v1)");
        replay.reset().await.unwrap();
    }
    let service = five_endpoints(&replay, &scene).await.remove(0);
    for recording in of_endpoints.iter().filter(|it| !is_list(it)) {
        replay.force(READS_ENDPOINT, &[&recording.file]).await.unwrap();
        let details = scene.app.describe_service(&service.handle).await.unwrap();
        let row = &recording.body;
        assert_eq!(Some(details.resource_id), text(row, "/id"), "{}", recording.file);
        assert_eq!(details.summary.auth_mode, auth_mode_of(row));
        assert_eq!(Some(details.summary.state), text(row, "/properties/provisioningState"));
        assert_eq!(details.summary.region, text(row, "/location").unwrap_or_default());
        assert_eq!(
            details.created_at.map(|at| at.to_string()),
            text(row, "/systemData/createdAt").map(|at| at.replace("+00:00", "Z")),
            "with every digit"
        );
        let uri = match details.address {
            Address::Sound { uri } | Address::Doubtful { uri, .. } => Some(uri),
            Address::Absent => None,
        };
        assert_eq!(uri, text(row, "/properties/scoringUri"));
        let shares = row["properties"]["traffic"].as_object().unwrap();
        assert_eq!(serde_json::to_value(&details.traffic).unwrap(), Value::from(shares.clone()));
        replay.reset().await.unwrap();
    }
}

#[tokio::test]
async fn recorded_permissions_say_what_may_be_done() {
    let Some(data) = azure_data("recorded_permissions_say_what_may_be_done") else { return };
    let (recordings, replay, scene) = replayed(&data).await;
    let services = five_endpoints(&replay, &scene).await;
    for recording in of(&recordings, Operation::Permissions) {
        replay.force("/permissions", &[&recording.file]).await.unwrap();
        replay
            .force(READS_ENDPOINT, &["online-endpoints/007-create-201-creating-null-uris.json"])
            .await
            .unwrap();
        let details = scene.app.describe_service(&with_auth(&services, AuthMode::Key).handle).await.unwrap();
        let keys = details.keys.unwrap();
        // No recorded caller has a role of Azure Machine Learning: either everything is allowed or nothing of it.
        let is_owner = recording.rows().iter().any(|set| set["actions"][0] == "*");
        let missing = Permission::Missing {
            action: "Microsoft.MachineLearningServices/workspaces/onlineEndpoints/listKeys/action".to_owned(),
            scope: with_auth(&services, AuthMode::Key).name.clone(),
        };
        let expected = if is_owner { Permission::Allowed } else { missing };
        for permission in [keys.read, keys.regenerate] {
            // A scope is an id; its name is enough here.
            let permission = match permission {
                Permission::Missing { action, scope } => {
                    Permission::Missing { action, scope: scope.rsplit('/').next().unwrap().to_owned() }
                }
                other => other,
            };
            assert_eq!(permission, expected, "{}", recording.file);
        }
        replay.reset().await.unwrap();
    }
}

#[tokio::test]
async fn a_token_that_has_ended_long_ago_is_not_handed_out() {
    let Some(data) = azure_data("a_token_that_has_ended_long_ago_is_not_handed_out") else { return };
    let (recordings, replay, scene) = replayed(&data).await;
    let services = five_endpoints(&replay, &scene).await;
    for recording in of(&recordings, Operation::Token) {
        replay.force("/token", &[&recording.file]).await.unwrap();
        let service = with_auth(&services, AuthMode::AmlToken);
        let error = scene.app.copy_token(&service.handle).await.unwrap_err();
        assert_eq!(error.code, ErrorCode::ServiceFailed, "{error:?}");
        assert!(matches!(&*error.reason, Reason::TokenEndsEarly { .. }), "{error:?}");
        assert_eq!(scene.clipboard.content(), None);
    }
}

#[tokio::test]
async fn keys_that_are_null_prove_nothing_and_break_nothing() {
    let Some(data) = azure_data("keys_that_are_null_prove_nothing_and_break_nothing") else { return };
    let (recordings, replay, scene) = replayed(&data).await;
    let services = five_endpoints(&replay, &scene).await;
    let service = with_auth(&services, AuthMode::Key);
    let looks = of(&recordings, Operation::Look);
    let all_keys = of(&recordings, Operation::KeyPair);
    for keys in &all_keys {
        replay.force("/listKeys", &[&keys.file]).await.unwrap();
        let error = scene.app.reveal_key(&service.handle, KeySlot::Primary).await.err().unwrap();
        assert_eq!(error.code, ErrorCode::NotFound, "{error:?}");
        replay.reset().await.unwrap();
    }
    for accepted in of(&recordings, Operation::Accepted) {
        for (look, keys) in looks.iter().zip(all_keys.iter().cycle()) {
            let end = "online-endpoints/008-create-async-status-2022.json";
            replay.force("/listKeys", &[&keys.file]).await.unwrap();
            replay.force("/regenerateKeys", &[&accepted.file]).await.unwrap();
            replay.force("(?i)operation", &[&look.file, end]).await.unwrap();
            let result = scene.app.regenerate_key(&service.handle, KeySlot::Primary, &service.name).await;
            let result = result.unwrap();
            assert_eq!(result.outcome, RegenerationOutcome::Unproven, "{} {}", accepted.file, look.file);
            assert_eq!(result.before, SlotFingerprints { primary: None, secondary: None });
            assert_eq!(result.after, result.before);
            replay.reset().await.unwrap();
        }
    }
}
