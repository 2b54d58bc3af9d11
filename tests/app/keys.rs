//! Keys: revealed, copied, regenerated, and the report if the service does not do what it answers.

use std::{sync::Arc, time::Duration};

use latchkey_app::{
    App, Clipboard, ErrorCode, Reason, Sensitivity,
    bridge::{Address, AuthMode, KeySlot, Permission, RegenerationOutcome, ServiceKind, ServiceSummary},
};
use latchkey_democloud::Fault;
use latchkey_testing::until;
use latchkey_tests::{Scene, SceneBuilder};
use latchkey_types::{Clock, ManualClock, Secret, SystemClock};

fn has_keys(service: &ServiceSummary) -> bool {
    service.auth_mode == AuthMode::Key && matches!(service.state.as_str(), "Succeeded" | "Healthy")
}

/// Calls a service at its address with a credential; the HTTP status.
async fn call(app: &App, service: &ServiceSummary, credential: &str) -> u16 {
    let details = app.describe_service(&service.handle).await.unwrap();
    let Address::Sound { uri } = details.address else { panic!("{:?}", details.address) };
    #[expect(clippy::disallowed_methods, reason = "this is a caller of the service, not the program")]
    let client = reqwest::Client::new();
    let request = client.post(uri).bearer_auth(credential).header("content-type", "application/json");
    request.body(r#"{"data":[[1,2,3]]}"#).send().await.unwrap().status().as_u16()
}

#[tokio::test]
async fn a_key_is_revealed_for_half_a_minute_and_works() {
    let scene = Scene::signed_in_as("owner").await.unwrap();
    for kind in [ServiceKind::ManagedOnline, ServiceKind::AksWebService, ServiceKind::AciWebService] {
        let service = scene.service(|service| has_keys(service) && service.kind == kind).await.unwrap();
        let revealed = scene.app.reveal_key(&service.handle, KeySlot::Primary).await.unwrap();
        assert_eq!(call(&scene.app, &service, revealed.value()).await, 200, "{kind:?}");
        assert_eq!(call(&scene.app, &service, "not the key").await, 401, "{kind:?}");
        assert!(
            revealed.fingerprints.primary.is_some()
                && revealed.fingerprints.primary != revealed.fingerprints.secondary
        );
    }
}

#[tokio::test]
async fn a_revealed_key_is_hidden_after_thirty_seconds_and_taken_off_every_clipboard() {
    let clock = Arc::new(ManualClock::stopped(SystemClock.now()));
    let scene = SceneBuilder::default().clock(clock.clone()).set().await.unwrap();
    scene.sign_in("owner").await.unwrap();
    let service = scene.service(has_keys).await.unwrap();
    let stays = || clock.slept().iter().filter(|slept| slept.as_secs() == 30).count();
    for end in ["time", "lock"] {
        let before = stays();
        let revealed = scene.app.reveal_key(&service.handle, KeySlot::Primary).await.unwrap();
        assert_eq!(revealed.hide_at.duration_since(clock.now()).as_secs(), 30);
        // The webview does this where the page is selected or copied as a whole.
        let page = format!("quote-price\nPrimary\n{}\nHides in 30 s", revealed.value());
        scene.clipboard.select(&page);
        scene.clipboard.write(&Secret::new(page), Sensitivity::Plain).unwrap();
        if end == "time" {
            until("the guard to sleep", async || stays() > before).await;
            clock.advance(Duration::from_secs(30));
            until("both to be empty", async || {
                scene.clipboard.content().is_none() && scene.clipboard.selected().is_none()
            })
            .await;
        } else {
            scene.app.lock_app().await.unwrap();
        }
        assert_eq!((scene.clipboard.content(), scene.clipboard.selected()), (None, None), "{end}");
    }
}

#[tokio::test]
async fn a_copied_key_is_on_the_clipboard_and_nowhere_else() {
    let scene = Scene::signed_in_as("owner").await.unwrap();
    let service = scene.service(has_keys).await.unwrap();
    let copied = scene.app.copy_key(&service.handle, KeySlot::Secondary).await.unwrap();
    let key = scene.clipboard.content().unwrap();
    assert!(scene.clipboard.is_marked_secret());
    assert!(!format!("{copied:?}").contains(&key));
    assert_eq!(call(&scene.app, &service, &key).await, 200);
    scene.app.clear_clipboard();
    assert_eq!(scene.clipboard.content(), None);
}

#[tokio::test]
async fn a_regenerated_key_replaces_the_old_one_and_leaves_the_other() {
    let scene = Scene::signed_in_as("owner").await.unwrap();
    for kind in [ServiceKind::ManagedOnline, ServiceKind::AksWebService] {
        let service = scene.service(|service| has_keys(service) && service.kind == kind).await.unwrap();
        let reveal =
            async |slot| scene.app.reveal_key(&service.handle, slot).await.unwrap().value().to_owned();
        let (old, other) = (reveal(KeySlot::Primary).await, reveal(KeySlot::Secondary).await);
        let result =
            scene.app.regenerate_key(&service.handle, KeySlot::Primary, &service.name).await.unwrap();
        assert_eq!(result.outcome, RegenerationOutcome::Rotated, "{kind:?}");
        assert_ne!(result.before.primary, result.after.primary);
        assert_eq!(result.before.secondary, result.after.secondary);
        let new = reveal(KeySlot::Primary).await;
        let statuses = [
            call(&scene.app, &service, &old).await,
            call(&scene.app, &service, &new).await,
            call(&scene.app, &service, &other).await,
        ];
        assert_eq!(statuses, [401, 200, 200], "{kind:?}");
        assert!(scene.demo.requests().iter().all(|request| !request.query.contains(&new)));
    }
}

#[tokio::test]
async fn rotated_is_never_said_when_the_key_did_not_change() {
    let scene = Scene::signed_in_as("owner").await.unwrap();
    let service = scene.service(has_keys).await.unwrap();
    let regenerate =
        async || scene.app.regenerate_key(&service.handle, KeySlot::Primary, &service.name).await;

    scene.demo.faults().inject(Fault::EchoOldKey { times: 1 });
    assert_eq!(regenerate().await.unwrap().outcome, RegenerationOutcome::Unchanged);

    scene.demo.faults().inject(Fault::ChangeOtherSlotToo { times: 1 });
    assert_eq!(regenerate().await.unwrap().outcome, RegenerationOutcome::OtherChanged);

    scene.demo.faults().inject(Fault::FailOperation { times: 1 });
    let failed = regenerate().await.unwrap_err();
    assert_eq!(failed.code, ErrorCode::ServiceFailed, "{failed:?}");

    assert_eq!(regenerate().await.unwrap().outcome, RegenerationOutcome::Rotated);
}

#[tokio::test]
async fn an_operation_that_the_service_forgets_is_judged_by_the_keys() {
    let scene = Scene::signed_in_as("owner").await.unwrap();
    let service = scene
        .service(|service| has_keys(service) && service.kind == ServiceKind::ManagedOnline)
        .await
        .unwrap();
    scene.demo.faults().inject(Fault::Status {
        path_contains: "/mfeOperationsStatus/".to_owned(),
        status: 404,
        headers: vec![],
        body: r#"{"error":{"code":"OperationNotFound","message":"gone"}}"#.to_owned(),
        times: 1,
    });
    let result = scene.app.regenerate_key(&service.handle, KeySlot::Secondary, &service.name).await.unwrap();
    assert_eq!(result.outcome, RegenerationOutcome::Rotated);
}

#[tokio::test]
async fn the_name_must_be_typed_and_one_regeneration_runs_at_a_time() {
    let scene = Scene::signed_in_as("owner").await.unwrap();
    let service = scene.service(has_keys).await.unwrap();
    let before = scene.recorder.count("regenerateKeys");
    for typed in ["", "yes", &service.name.to_uppercase()] {
        let error = scene.app.regenerate_key(&service.handle, KeySlot::Primary, typed).await.unwrap_err();
        assert_eq!(error.code, ErrorCode::Invalid);
    }
    assert_eq!(scene.recorder.count("regenerateKeys"), before);
    let (first, second) = tokio::join!(
        scene.app.regenerate_key(&service.handle, KeySlot::Primary, &service.name),
        scene.app.regenerate_key(&service.handle, KeySlot::Secondary, &service.name),
    );
    assert_eq!(first.unwrap().outcome, RegenerationOutcome::Rotated);
    assert_eq!(second.unwrap_err().code, ErrorCode::Invalid);
}

#[tokio::test]
async fn a_reader_is_told_the_missing_action_beforehand_and_by_the_server() {
    let scene = Scene::signed_in_as("reader").await.unwrap();
    for (kind, action) in [
        (
            ServiceKind::ManagedOnline,
            "Microsoft.MachineLearningServices/workspaces/onlineEndpoints/listKeys/action",
        ),
        (
            ServiceKind::AksWebService,
            "Microsoft.MachineLearningServices/workspaces/services/aks/listkeys/action",
        ),
    ] {
        let service = scene.service(|service| has_keys(service) && service.kind == kind).await.unwrap();
        let keys = scene.app.describe_service(&service.handle).await.unwrap().keys.unwrap();
        for permission in [&keys.read, &keys.regenerate] {
            assert!(matches!(permission, Permission::Missing { .. }), "{permission:?}");
        }
        let Permission::Missing { action: missing, .. } = keys.read else { unreachable!() };
        assert_eq!(missing, action);
        let refused = scene.app.reveal_key(&service.handle, KeySlot::Primary).await.err().unwrap();
        assert_eq!(refused.code, ErrorCode::Forbidden);
        assert_eq!(*refused.reason, Reason::PermissionMissing { action: Some(action.to_owned()) });
    }
}

#[tokio::test]
async fn keys_are_not_asked_of_a_service_that_has_none() {
    let scene = Scene::signed_in_as("owner").await.unwrap();
    let service = scene.service(|service| service.auth_mode == AuthMode::AmlToken).await.unwrap();
    let error = scene.app.copy_key(&service.handle, KeySlot::Primary).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::Invalid);
}

#[tokio::test]
async fn a_regeneration_that_cannot_be_followed_is_judged_by_the_keys() {
    let scene = Scene::signed_in_as("owner").await.unwrap();
    let service = scene
        .service(|service| has_keys(service) && service.kind == ServiceKind::ManagedOnline)
        .await
        .unwrap();
    scene.demo.faults().inject(Fault::Status {
        path_contains: "/mfeOperationsStatus/".to_owned(),
        status: 500,
        headers: vec![],
        body: String::new(),
        times: 10,
    });
    let result = scene.app.regenerate_key(&service.handle, KeySlot::Primary, &service.name).await.unwrap();
    assert_eq!(result.outcome, RegenerationOutcome::Rotated);
}
