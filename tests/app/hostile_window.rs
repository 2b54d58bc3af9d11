//! A compromised window. For any arguments, a command returns a typed error or data that the person may read anyway, and
//! sends requests to the chosen cloud alone.

use latchkey_app::{
    CommandError, ErrorCode,
    bridge::{
        AuthMode, CallLanguage, KeySlot, Refresh, SettingsUpdate, SignInOptions, SignInProgress, Site, Theme,
    },
};
use latchkey_tests::{Habit, Scene};
use proptest::{
    prelude::*,
    test_runner::{Config, TestCaseError, TestRunner},
};
use tokio::runtime::Runtime;

/// Texts with a special meaning somewhere, mixed with random ones.
fn hostile() -> impl Strategy<Value = String> {
    let telling = [
        "",
        "demo",
        "public",
        "common",
        "../../etc/passwd",
        "https://evil.example/subscriptions/0/resourceGroups/r",
        "http://169.254.169.254/metadata/identity",
        "//evil.example",
        "contoso.com@evil.example",
        "a.b?client_id=x&redirect_uri=https://evil.example",
        "a.b#fragment",
        "x\r\nHost: evil.example",
        "04b07795-8ddb-461a-bbee-02f9e1bf7b46\0",
        "{\"$ne\":null}",
        "%2e%2e%2f",
        "0000000000000000000000ff",
        "/subscriptions/0/resourceGroups/r/providers/Microsoft.MachineLearningServices/workspaces/w",
    ];
    prop_oneof![
        proptest::sample::select(telling.to_vec()).prop_map(str::to_owned),
        any::<String>(),
        "[a-f0-9]{24}",
        "[a-z.:/?#&=%]{1,40}",
        "x{100000,200000}",
    ]
}

fn slot() -> impl Strategy<Value = KeySlot> {
    prop_oneof![Just(KeySlot::Primary), Just(KeySlot::Secondary)]
}

fn runtime() -> Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap()
}

/// Runs a case for each of some hostile inputs, on one scene.
fn fuzz<S: Strategy>(
    runtime: &Runtime,
    cases: u32,
    strategy: S,
    case: impl AsyncFn(S::Value) -> Result<(), TestCaseError>,
) {
    let config = Config { cases, failure_persistence: None, max_shrink_iters: 64, ..Config::default() };
    let mut runner = TestRunner::new(config);
    runner.run(&strategy, |value| runtime.block_on(case(value))).unwrap();
}

async fn assert_nothing_left(scene: &Scene) {
    let base = scene.demo.cloud().arm.to_string();
    for (_, url, _) in scene.recorder.exchanges() {
        assert!(url.starts_with(&base), "{url} is not the cloud's");
    }
    for page in scene.person.pages().await {
        assert!(page.as_str().starts_with(&base), "{page} is not the cloud's");
    }
}

fn refused<T>(answer: Result<T, CommandError>, code: ErrorCode) -> Result<(), TestCaseError> {
    let got = answer.err().map(|error| error.code);
    if got == Some(code) { Ok(()) } else { Err(TestCaseError::fail(format!("{got:?} is not {code:?}"))) }
}

#[test]
fn a_made_up_handle_opens_nothing() {
    let runtime = runtime();
    let scene = runtime.block_on(Scene::signed_in_as("none")).unwrap();
    fuzz(&runtime, 48, (hostile(), hostile(), slot()), async |(handle, text, slot)| {
        let app = &scene.app;
        refused(app.describe_workspace(&handle).await, ErrorCode::Invalid)?;
        refused(app.list_services(&handle).await, ErrorCode::Invalid)?;
        refused(app.follow_services(Some(&handle), None).await, ErrorCode::Invalid)?;
        refused(app.refresh_services(Some(&handle), Refresh::Failed).await, ErrorCode::Invalid)?;
        refused(app.pin_service(&handle).await, ErrorCode::Invalid)?;
        refused(app.unpin_service(&handle).await, ErrorCode::Invalid)?;
        refused(app.list_access(&handle).await, ErrorCode::Invalid)?;
        refused(app.describe_service(&handle).await, ErrorCode::Invalid)?;
        refused(app.reveal_key(&handle, slot).await, ErrorCode::Invalid)?;
        refused(app.copy_key(&handle, slot).await, ErrorCode::Invalid)?;
        refused(app.copy_call(&handle, CallLanguage::Python, Some(slot)).await, ErrorCode::Invalid)?;
        refused(app.copy_command_line(&handle).await, ErrorCode::Invalid)?;
        refused(app.open_service_page(&handle, Site::Studio).await, ErrorCode::Invalid)?;
        refused(app.open_workspace_page(&handle, Site::Portal).await, ErrorCode::Invalid)?;
        refused(app.save_workspace_config(&handle, None).await, ErrorCode::Invalid)?;
        refused(app.regenerate_key(&handle, slot, &text).await, ErrorCode::Invalid)?;
        refused(app.describe_token(&handle).await, ErrorCode::Invalid)?;
        refused(app.copy_token(&handle).await, ErrorCode::Invalid)
    });
    assert_eq!(scene.clipboard.content(), None);
    runtime.block_on(assert_nothing_left(&scene));
}

#[test]
fn a_well_formed_handle_asks_this_cloud_alone() {
    let runtime = runtime();
    let scene = runtime.block_on(Scene::signed_in_as("owner")).unwrap();
    let account = runtime.block_on(scene.app.describe_app()).account.unwrap().id;
    // Every segment is foreign. A handle that is valid by chance goes to this cloud.
    fuzz(&runtime, 64, (hostile(), hostile(), hostile(), slot()), async |(one, other, name, slot)| {
        let app = &scene.app;
        let workspace = format!(
            "demo/{account}/subscriptions/{one}/resourceGroups/{other}\
             /providers/Microsoft.MachineLearningServices/workspaces/{name}"
        );
        for service in [format!("{workspace}/onlineEndpoints/{name}"), format!("{workspace}/services/{one}")]
        {
            let errors = [
                app.describe_workspace(&workspace).await.err(),
                app.describe_service(&service).await.err(),
                app.copy_key(&service, slot).await.err(),
            ];
            prop_assert!(errors.iter().all(Option::is_some), "{errors:?}");
        }
        Ok(())
    });
    assert_eq!(scene.clipboard.content(), None);
    runtime.block_on(assert_nothing_left(&scene));
}

#[test]
fn a_key_is_regenerated_for_its_own_name_alone() {
    let runtime = runtime();
    let scene = runtime.block_on(Scene::signed_in_as("owner")).unwrap();
    let service = runtime.block_on(scene.service(|service| service.auth_mode == AuthMode::Key)).unwrap();
    fuzz(&runtime, 200, (hostile(), slot()), async |(typed, slot)| {
        refused(scene.app.regenerate_key(&service.handle, slot, &typed).await, ErrorCode::Invalid)
    });
    assert_eq!(scene.recorder.count("egenerateKeys"), 0);
    runtime.block_on(assert_nothing_left(&scene));
}

#[test]
fn settings_and_clouds_accept_only_known_values() {
    let runtime = runtime();
    let scene = runtime.block_on(Scene::set()).unwrap();
    fuzz(&runtime, 200, (hostile(), hostile()), async |(one, other)| {
        let update = SettingsUpdate {
            theme: Theme::Dark,
            zoom_percent: u16::try_from(one.len()).unwrap_or(u16::MAX),
            single_keys: false,
            tenant: Some(one.clone()),
            client_id: Some(other.clone()),
        };
        match scene.app.save_settings(update) {
            Ok(saved) => {
                let is_plain = |text: &String| {
                    text.len() <= 253 && text.chars().all(|c| c.is_ascii_alphanumeric() || "-.".contains(c))
                };
                prop_assert!((50..=300).contains(&saved.zoom_percent), "{saved:?}");
                prop_assert!(saved.tenant.iter().chain(&saved.client_id).all(is_plain), "{saved:?}");
            }
            Err(error) => prop_assert_eq!(error.code, ErrorCode::Invalid),
        }
        match scene.app.choose_cloud(&one).await {
            Ok(overview) => prop_assert_eq!(overview.cloud.unwrap().id, "demo"),
            Err(error) => prop_assert_eq!(error.code, ErrorCode::Invalid),
        }
        match scene.app.copy_text(&other) {
            Ok(_) => prop_assert_eq!(scene.clipboard.content(), Some(other)),
            Err(error) => prop_assert_eq!(error.code, ErrorCode::Invalid),
        }
        Ok(())
    });
    runtime.block_on(assert_nothing_left(&scene));
}

#[test]
fn a_sign_in_cannot_be_bent_by_its_options() {
    let runtime = runtime();
    let scene = runtime.block_on(Scene::set()).unwrap();
    scene.person.set_habit(Habit::ClosesTheTab);
    let options = (hostile(), hostile(), proptest::option::of(hostile()), any::<bool>());
    fuzz(&runtime, 60, options, async |(tenant, client_id, login_hint, is_usual)| {
        let before = scene.person.pages().await.len();
        let options = SignInOptions {
            cloud_id: None,
            tenant: if is_usual { None } else { Some(tenant) },
            client_id: if is_usual { None } else { Some(client_id) },
            login_hint,
            confirmed_host: None,
            method: None,
        };
        match scene.app.start_sign_in(options).await {
            Ok(()) => {
                let settled = scene.until(|app| {
                    matches!(
                        app.sign_in,
                        Some(SignInProgress::Waiting { .. } | SignInProgress::Failed { .. })
                    )
                });
                settled.await.map_err(|error| TestCaseError::fail(error.to_string()))?;
            }
            Err(error) => prop_assert_eq!(error.code, ErrorCode::Invalid),
        }
        let pages = scene.person.pages().await;
        scene.app.cancel_sign_in();
        for page in &pages[before..] {
            for name in ["client_id", "redirect_uri", "state", "response_type", "code_challenge"] {
                let count = page.query_pairs().filter(|(key, _)| key == name).count();
                prop_assert_eq!(count, 1, "{} in {}", name, page);
            }
            let redirect = page.query_pairs().find(|(key, _)| key == "redirect_uri").unwrap().1;
            prop_assert!(redirect.starts_with("http://localhost:"), "{}", redirect);
        }
        Ok(())
    });
    assert!(!runtime.block_on(scene.person.pages()).is_empty(), "some of the sign-ins reached the browser");
    runtime.block_on(assert_nothing_left(&scene));
}
