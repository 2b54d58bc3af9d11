//! Tokens over hours: renewed in time, across suspends and clock changes. An idle app sends no request.

use std::{sync::Arc, time::Duration};

use latchkey_app::{ErrorCode, bridge::SignInProgress};
use latchkey_democloud::Fault;
use latchkey_tests::{Habit, Scene, SceneBuilder};
use latchkey_types::{Audience, Clock, ManualClock, SystemClock};

const LIFE: Duration = Duration::from_mins(5);

async fn scene() -> (Scene, Arc<ManualClock>) {
    let clock = Arc::new(ManualClock::stopped(SystemClock.now()));
    let scene = SceneBuilder::default().clock(clock.clone()).set().await.unwrap();
    scene.sign_in("owner").await.unwrap();
    (scene, clock)
}

fn renewals(scene: &Scene) -> usize {
    scene.recorder.count("/oauth2/v2.0/token")
}

#[tokio::test]
async fn a_token_is_fresh_after_hours_of_sleep() {
    let (scene, clock) = scene().await;
    for hours in [30, 48, 300] {
        let before = renewals(&scene);
        clock.suspend(Duration::from_hours(hours));
        let token = scene.app.account_token(Audience::Arm, LIFE).await.unwrap();
        assert!(token.expires_at >= clock.now() + LIFE, "{token:?}");
        scene.app.account_token(Audience::Arm, LIFE).await.unwrap();
        assert_eq!(renewals(&scene) - before, 1, "once after {hours} hours");
    }
}

#[tokio::test]
async fn a_clock_that_is_set_back_makes_no_token_live_longer() {
    let (scene, clock) = scene().await;
    clock.advance(Duration::from_hours(50));
    let first = scene.app.account_token(Audience::Arm, LIFE).await.unwrap();
    let before = renewals(&scene);
    clock.set_back(Duration::from_hours(40));
    let token = scene.app.account_token(Audience::Arm, LIFE).await.unwrap();
    assert_eq!(renewals(&scene) - before, 1);
    assert!(token.expires_at < first.expires_at, "{token:?}");
}

#[tokio::test]
async fn a_service_that_is_down_takes_no_token_away_before_its_end() {
    let (scene, clock) = scene().await;
    let first = scene.app.account_token(Audience::Arm, LIFE).await.unwrap();
    let left = first.expires_at.duration_since(clock.now()).unsigned_abs();
    clock.advance(left.checked_sub(Duration::from_mins(4)).unwrap());
    let body = r#"{"error":"temporarily_unavailable","error_description":"AADSTS50196: slow down"}"#;
    for _ in 0..20 {
        scene.demo.faults().inject(Fault::Status {
            path_contains: "/oauth2/v2.0/token".to_owned(),
            status: 400,
            headers: Vec::new(),
            body: body.to_owned(),
            times: 1,
        });
    }
    let before = renewals(&scene);
    for _ in 0..10 {
        let kept = scene.app.account_token(Audience::Arm, Duration::from_mins(2)).await.unwrap();
        assert_eq!(kept.expires_at, first.expires_at);
    }
    assert_eq!(renewals(&scene) - before, 1, "the service is left in peace");
    let refused = scene.app.account_token(Audience::Arm, Duration::from_mins(10)).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::ServiceFailed, "{refused:?}");
}

#[tokio::test]
async fn the_session_says_since_when_it_is_open_and_how_the_clocks_differ() {
    let (scene, clock) = scene().await;
    let signed_in_at = clock.now();
    let timer = scene.app.describe_session().await.unwrap();
    assert_eq!(timer.signed_in_at, Some(signed_in_at));
    let (renews, expires) = (timer.token_renews_after.unwrap(), timer.token_expires_at.unwrap());
    assert!(clock.now() < renews && renews <= expires, "{timer:?}");
    assert_eq!(timer.locks_at, None);
    assert!(timer.clock_ahead_ms.is_some_and(|ahead| ahead.abs() <= 1_000), "{timer:?}");

    clock.advance(Duration::from_hours(50));
    scene.app.account_token(Audience::Arm, LIFE).await.unwrap();
    let later = scene.app.describe_session().await.unwrap();
    assert_eq!(later.signed_in_at, Some(signed_in_at), "a renewal is no sign-in");
    assert!(later.token_expires_at > timer.token_expires_at);
    let checked = scene.app.check_clock().await.unwrap();
    assert!(!checked.is_wrong && checked.margin_ms.is_some(), "{checked:?}");
}

#[tokio::test]
async fn a_clock_that_is_off_is_measured_and_said() {
    let (scene, clock) = scene().await;
    let theirs = clock.now() - Duration::from_mins(20);
    scene.demo.faults().inject(Fault::Status {
        path_contains: "/.well-known/openid-configuration".to_owned(),
        status: 503,
        headers: vec![("date".to_owned(), theirs.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string())],
        body: String::new(),
        times: 1,
    });
    let checked = scene.app.check_clock().await.unwrap();
    assert!(checked.is_wrong, "{checked:?}");
    let minutes = checked.ahead_ms.unwrap() / 60_000;
    assert!((19..=20).contains(&minutes), "{checked:?}");
    let timer = scene.app.describe_session().await.unwrap();
    assert_eq!(timer.clock_ahead_ms, checked.ahead_ms);
}

#[tokio::test]
async fn a_window_goes_on_by_the_sign_in_of_the_command_line() {
    let (scene, _) = scene().await;
    scene.demo.faults().inject(Fault::RevokeRefreshTokens);
    let window = scene.restarted_later();
    for _ in 0..3 {
        assert_eq!(window.list_workspaces().await.unwrap_err().code, ErrorCode::SignInRequired);
    }
    let before = renewals(&scene);
    assert_eq!(window.list_workspaces().await.unwrap_err().code, ErrorCode::SignInRequired);
    assert_eq!(renewals(&scene), before, "it is not asked about again");
    // Another program on the same profile.
    scene.sign_in("owner").await.unwrap();
    assert_eq!(window.list_workspaces().await.unwrap().workspaces.len(), 5);
}

#[tokio::test]
async fn an_idle_app_with_an_ended_session_asks_nothing_and_wakes_for_nothing() {
    let (scene, clock) = scene().await;
    scene.demo.faults().inject(Fault::RevokeRefreshTokens);
    clock.advance(Duration::from_hours(50));
    assert_eq!(scene.app.list_workspaces().await.unwrap_err().code, ErrorCode::SignInRequired);
    let (slept, asked) = (clock.slept().len(), scene.recorder.exchanges().len());
    for _ in 0..600 {
        clock.advance(Duration::from_secs(1));
        tokio::task::yield_now().await;
    }
    assert_eq!((clock.slept().len(), scene.recorder.exchanges().len()), (slept, asked));
    scene.person.set_habit(Habit::ClosesTheTab);
    scene.start_sign_in().await.unwrap();
    let waits =
        |app: &latchkey_app::bridge::AppOverview| matches!(app.sign_in, Some(SignInProgress::Waiting { .. }));
    scene.until(waits).await.unwrap();
    scene.app.cancel_sign_in();
}
