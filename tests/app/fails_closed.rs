//! If a trusted part is missing, the app guesses nothing: it refuses to work and says why.

use std::{path::Path, sync::Arc, time::Duration};

use latchkey_app::{
    App, CommandError, ErrorCode, Reason,
    bridge::{SecretStorage, SignInOptions, SignInProgress},
};
use latchkey_democloud::Fault;
use latchkey_tests::{Habit, Scene, SceneBuilder};
use latchkey_types::{Clock, ManualClock, SystemClock};
use latchkey_vault::KeychainError;

/// Starts a sign-in and waits for the error that it must end in.
async fn failing(scene: &Scene) -> CommandError {
    scene.person.set_habit(Habit::ClosesTheTab);
    scene.start_sign_in().await.unwrap();
    let ended = |app: &latchkey_app::bridge::AppOverview| {
        matches!(app.sign_in, None | Some(SignInProgress::Failed { .. }))
    };
    match scene.until(ended).await.unwrap().sign_in {
        Some(SignInProgress::Failed { error }) => error,
        other => panic!("{other:?}"),
    }
}

fn files(folder: &Path) -> Vec<(std::path::PathBuf, Vec<u8>)> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(self::files(&path));
        } else {
            let content = std::fs::read(&path).unwrap();
            files.push((path, content));
        }
    }
    files.sort();
    files
}

async fn is_signed_in(app: &App) -> bool {
    app.describe_app().await.account.is_some()
}

#[tokio::test]
async fn a_locked_store_keeps_the_session_shut_and_unharmed() {
    let scene = Scene::signed_in_as("owner").await.unwrap();
    let before = files(&scene.profile());
    let locked = KeychainError::Locked { reason: "nobody unlocked it".to_owned() };
    scene.keychain.fail_with(Some(locked));

    let app = scene.restarted();
    let overview = app.describe_app().await;
    assert!(overview.account.is_none());
    assert!(matches!(overview.secret_storage, SecretStorage::Unavailable { .. }), "{overview:?}");
    assert_eq!(app.list_workspaces().await.unwrap_err().code, ErrorCode::SignInRequired);
    let refused = app.start_sign_in(SignInOptions::default()).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::NoSecretStore);
    assert_eq!(scene.person.opened().len(), 1, "no browser is opened for what could not be kept");
    assert_eq!(files(&scene.profile()), before, "nothing is written, nothing is lost");

    scene.keychain.fail_with(None);
    assert!(is_signed_in(&scene.restarted()).await, "unlocked, the session is there again");
}

#[tokio::test]
async fn a_session_that_was_tampered_with_is_not_used() {
    let scene = Scene::signed_in_as("owner").await.unwrap();
    let is_sealed = |path: &Path| path.extension().is_some_and(|extension| extension == "sealed");
    for (path, mut content) in files(&scene.profile()).into_iter().filter(|(path, _)| is_sealed(path)) {
        let last = content.len() - 1;
        content[last] ^= 1;
        std::fs::write(path, content).unwrap();
    }
    let app = scene.restarted();
    assert!(!is_signed_in(&app).await);
    assert_eq!(app.list_workspaces().await.unwrap_err().code, ErrorCode::SignInRequired);
}

#[tokio::test]
async fn a_sign_in_service_that_makes_no_sense_is_not_believed() {
    let scene = Scene::set().await.unwrap();
    let other = r#"{"issuer":"https://login.microsoftonline.com/{tenantid}/v2.0","authorization_endpoint":"https://evil.example/a","token_endpoint":"https://evil.example/t","jwks_uri":"https://evil.example/k"}"#;
    for (status, body) in [(200, "{}"), (200, "<html>"), (404, ""), (302, ""), (200, other)] {
        scene.demo.faults().inject(Fault::Status {
            path_contains: "/.well-known/openid-configuration".to_owned(),
            status,
            headers: vec![("content-type".to_owned(), "application/json".to_owned())],
            body: body.to_owned(),
            times: 1,
        });
        let error = failing(&scene).await;
        assert_eq!(error.code, ErrorCode::SignInFailed, "{status} {body}: {error:?}");
        assert_eq!(scene.person.opened(), [], "the browser is opened only for what is believed");
    }
    assert_eq!(scene.recorder.count("/oauth2/v2.0/token"), 0);
}

#[tokio::test]
async fn a_clock_that_is_wrong_stops_the_sign_in() {
    let clock = Arc::new(ManualClock::stopped(SystemClock.now()));
    let scene = SceneBuilder::default().clock(clock.clone()).set().await.unwrap();
    for (time, is_ahead) in
        [(clock.now() - Duration::from_mins(20), true), (clock.now() + Duration::from_mins(20), false)]
    {
        scene.demo.faults().inject(Fault::Status {
            path_contains: "/.well-known/openid-configuration".to_owned(),
            status: 200,
            headers: vec![("date".to_owned(), time.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string())],
            body: description(&scene).await,
            times: 1,
        });
        let error = failing(&scene).await;
        assert_eq!(error.code, ErrorCode::ClockWrong, "{error:?}");
        let Reason::ClockWrong { difference_seconds } = *error.reason else { panic!("{error:?}") };
        let expected = if is_ahead { 20 * 60 } else { -20 * 60 };
        assert_eq!(difference_seconds, expected, "{error:?}");
        assert_eq!(scene.person.opened(), []);
    }
}

/// The demo cloud's own description.
async fn description(scene: &Scene) -> String {
    let authority = scene.demo.cloud().authority;
    let url = authority.join("organizations/v2.0/.well-known/openid-configuration").unwrap();
    #[expect(clippy::disallowed_methods, reason = "this asks as anybody could, it is not the program")]
    let client = reqwest::Client::new();
    client.get(url).send().await.unwrap().text().await.unwrap()
}
