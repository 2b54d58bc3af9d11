//! Tokens: copied fresh, accepted by the service, renewed in time.

use std::{sync::Arc, time::Duration};

use latchkey_app::{
    ErrorCode,
    bridge::{Address, AuthMode, Permission, ServiceKind, ServiceSummary},
};
use latchkey_democloud::Fault;
use latchkey_tests::{Scene, SceneBuilder};
use latchkey_types::{Clock, ManualClock, SystemClock};
use serde_json::json;

async fn call(scene: &Scene, service: &ServiceSummary, token: &str) -> u16 {
    let details = scene.app.describe_service(&service.handle).await.unwrap();
    let Address::Sound { uri } = details.address else { panic!("{:?}", details.address) };
    #[expect(clippy::disallowed_methods, reason = "this is a caller of the service, not the program")]
    let client = reqwest::Client::new();
    let request = client.post(uri).bearer_auth(token).header("content-type", "application/json");
    request.body(r#"{"data":[[1,2,3]]}"#).send().await.unwrap().status().as_u16()
}

fn is(kind: ServiceKind, auth_mode: AuthMode) -> impl Fn(&ServiceSummary) -> bool {
    move |service| {
        service.kind == kind
            && service.auth_mode == auth_mode
            && matches!(service.state.as_str(), "Succeeded" | "Healthy")
    }
}

#[tokio::test]
async fn a_copied_token_is_accepted_by_the_service() {
    let scene = Scene::signed_in_as("owner").await.unwrap();
    for (kind, auth_mode) in [
        (ServiceKind::ManagedOnline, AuthMode::AmlToken),
        (ServiceKind::ManagedOnline, AuthMode::AadToken),
        (ServiceKind::AksWebService, AuthMode::AmlToken),
    ] {
        let service = scene.service(is(kind, auth_mode)).await.unwrap();
        let copied = scene.app.copy_token(&service.handle).await.unwrap();
        let life = copied.token.unwrap();
        assert!(life.refresh_by <= life.expires_at);
        let token = scene.clipboard.content().unwrap();
        assert!(scene.clipboard.is_marked_secret());
        assert_eq!(call(&scene, &service, &token).await, 200, "{kind:?} {auth_mode:?}");
    }
}

#[tokio::test]
async fn a_copied_token_always_has_five_minutes_left() {
    let clock = Arc::new(ManualClock::stopped(SystemClock.now()));
    let scene = SceneBuilder::default().clock(clock.clone()).set().await.unwrap();
    scene.sign_in("owner").await.unwrap();
    let service = scene.service(is(ServiceKind::ManagedOnline, AuthMode::AmlToken)).await.unwrap();
    let first = scene.app.describe_token(&service.handle).await.unwrap();
    let again = scene.app.describe_token(&service.handle).await.unwrap();
    assert_eq!(first, again, "a token that is fresh is handed out again");
    for _ in 0..30 {
        clock.advance(Duration::from_mins(37));
        let life = scene.app.copy_token(&service.handle).await.unwrap().token.unwrap();
        assert!(life.expires_at >= clock.now() + Duration::from_mins(5), "{life:?} at {}", clock.now());
        assert!(life.refresh_by > clock.now());
    }
}

/// What Azure answers: a token that ends after so many seconds, and is to be renewed a minute before.
fn token_for(seconds: i64, clock: &ManualClock) -> Fault {
    let end = clock.now().as_second() + seconds;
    let body = json!({ "accessToken": "short-lived", "expiryTimeUtc": end, "refreshAfterTimeUtc": end - 60 });
    Fault::Status {
        path_contains: "/token".to_owned(),
        status: 200,
        headers: vec![("content-type".to_owned(), "application/json".to_owned())],
        body: body.to_string(),
        times: 1,
    }
}

#[tokio::test]
async fn a_token_with_less_than_five_minutes_left_is_not_copied() {
    let clock = Arc::new(ManualClock::stopped(SystemClock.now()));
    let scene = SceneBuilder::default().clock(clock.clone()).set().await.unwrap();
    scene.sign_in("owner").await.unwrap();
    let service = scene.service(is(ServiceKind::ManagedOnline, AuthMode::AmlToken)).await.unwrap();
    for seconds in [-1, 0, 1, 60, 299] {
        scene.demo.faults().inject(token_for(seconds, &clock));
        let error = scene.app.copy_token(&service.handle).await.unwrap_err();
        assert_eq!(error.code, ErrorCode::ServiceFailed, "{seconds}: {error:?}");
        assert_eq!(scene.clipboard.content(), None, "{seconds}");
    }
    // A token that lives ten minutes is used for five, also if Azure names a later time of renewal.
    scene.demo.faults().inject(token_for(600, &clock));
    scene.app.copy_token(&service.handle).await.unwrap();
    assert_eq!(scene.clipboard.content().as_deref(), Some("short-lived"));
    clock.advance(Duration::from_secs(299));
    scene.app.copy_token(&service.handle).await.unwrap();
    assert_eq!(scene.clipboard.content().as_deref(), Some("short-lived"));
    clock.advance(Duration::from_secs(2));
    scene.app.copy_token(&service.handle).await.unwrap();
    assert_ne!(scene.clipboard.content().as_deref(), Some("short-lived"), "299 seconds are too few");
}

#[tokio::test]
async fn a_reader_may_not_have_a_v2_token_but_may_have_a_v1_token() {
    let scene = Scene::signed_in_as("reader").await.unwrap();
    for auth_mode in [AuthMode::AmlToken, AuthMode::AadToken] {
        let v2 = scene.service(is(ServiceKind::ManagedOnline, auth_mode)).await.unwrap();
        let permission = scene.app.describe_service(&v2.handle).await.unwrap().token.unwrap();
        assert!(matches!(permission, Permission::Missing { .. }), "{permission:?}");
    }
    let v2 = scene.service(is(ServiceKind::ManagedOnline, AuthMode::AmlToken)).await.unwrap();
    assert_eq!(scene.app.copy_token(&v2.handle).await.unwrap_err().code, ErrorCode::Forbidden);
    assert_eq!(scene.clipboard.content(), None);

    let v1 = scene.service(is(ServiceKind::AksWebService, AuthMode::AmlToken)).await.unwrap();
    assert!(scene.app.copy_token(&v1.handle).await.unwrap().token.is_some());
}

#[tokio::test]
async fn many_at_once_share_one_renewal() {
    let scene = Scene::signed_in_as("owner").await.unwrap();
    let app = scene.restarted_later();
    let before = scene.recorder.count("/oauth2/v2.0/token");
    let asks = (0..20).map(|_| {
        let app = Arc::clone(&app);
        tokio::spawn(async move { app.list_workspaces().await.map(|list| list.workspaces.len()) })
    });
    for ask in asks.collect::<Vec<_>>() {
        assert_eq!(ask.await.unwrap().unwrap(), 5);
    }
    assert_eq!(scene.recorder.count("/oauth2/v2.0/token") - before, 1);
}
