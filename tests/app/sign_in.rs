//! Signing in, staying signed in, signing out, and each way in which it can go wrong.

use std::{sync::Arc, time::Duration};

use latchkey_app::{
    ErrorCode, Field, Reason,
    bridge::{AppOverview, SecretStorage, SignInOptions, SignInProgress},
};
use latchkey_democloud::Fault;
use latchkey_identity::Browser;
use latchkey_peer::Peer;
use latchkey_testing::until;
use latchkey_tests::{Habit, Scene, SceneBuilder};
use latchkey_types::{Clock, ManualClock, SystemClock};
use latchkey_vault::MemoryKeychain;

fn failure(overview: &AppOverview) -> Option<(ErrorCode, Reason)> {
    match &overview.sign_in {
        Some(SignInProgress::Failed { error }) => Some((error.code, (*error.reason).clone())),
        _ => None,
    }
}

/// Starts a sign-in with this habit and waits for the failure that it must end in.
async fn failing(scene: &Scene, habit: Habit) -> (ErrorCode, Reason) {
    scene.person.set_habit(habit);
    scene.start_sign_in().await.unwrap();
    failure(&scene.until(|app| failure(app).is_some()).await.unwrap()).unwrap()
}

#[tokio::test]
async fn a_person_signs_in_and_the_app_says_who_it_is() {
    let scene = Scene::set().await.unwrap();
    let persona = scene.persona("owner");
    let account = scene.sign_in("owner").await.unwrap().account.unwrap();
    assert_eq!(account.user_name, persona.user_name);
    assert_eq!(account.display_name, persona.display_name);
    assert_eq!((account.tenant_id, account.object_id), (persona.tenant_id, Some(persona.object_id)));
    let page = scene.person.last_page().unwrap();
    assert!(page.contains(&latchkey_words::page::signed_in_next()), "{page}");
}

#[tokio::test]
async fn the_session_survives_a_restart_without_a_browser() {
    let scene = Scene::signed_in_as("owner").await.unwrap();
    let app = scene.restarted();
    assert_eq!(app.describe_app().await.account.unwrap().user_name, scene.persona("owner").user_name);
    assert_eq!(app.list_workspaces().await.unwrap().workspaces.len(), 5);
    assert_eq!(scene.person.opened().len(), 1);
}

#[tokio::test]
async fn signing_out_leaves_nothing_of_the_account_behind() {
    let scene = Scene::signed_in_as("owner").await.unwrap();
    assert_eq!(scene.keychain.entries().len(), 1);
    let report = scene.app.sign_out(None).await.unwrap();
    assert_eq!(report.remaining_items, 0);
    assert_eq!(scene.keychain.entries(), []);
    assert!(scene.app.describe_app().await.account.is_none());
    assert!(scene.restarted().describe_app().await.account.is_none());
    assert_eq!(scene.app.list_workspaces().await.unwrap_err().code, ErrorCode::SignInRequired);
    assert_eq!(scene.app.sign_out(None).await.unwrap_err().code, ErrorCode::SignInRequired);
}

#[tokio::test]
async fn another_person_sees_nothing_of_the_one_before() {
    let scene = Scene::signed_in_as("owner").await.unwrap();
    let workspace = scene.workspaces().await.unwrap().remove(0);
    let overview = scene.sign_in("none").await.unwrap();
    assert_eq!(overview.account.unwrap().user_name, scene.persona("none").user_name);
    assert_eq!(overview.accounts.len(), 2);
    assert_eq!(scene.workspaces().await.unwrap(), []);
    let error = scene.app.list_services(&workspace.handle).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::OtherAccount, "{error:?}");
}

#[tokio::test]
async fn a_declined_sign_in_ends_calmly_and_can_be_repeated() {
    let scene = Scene::set().await.unwrap();
    let (code, reason) = failing(&scene, Habit::Cancels).await;
    assert_eq!((code, reason), (ErrorCode::Cancelled, Reason::SignInDeclined));
    // The app ends the sign-in while the browser still receives its last page.
    until("the last page", async || scene.person.last_page().is_some()).await;
    let page = scene.person.last_page().unwrap();
    assert!(page.contains(&latchkey_words::page::cancelled_next()), "{page}");
    scene.app.dismiss_sign_in_failure();
    assert!(scene.app.describe_app().await.sign_in.is_none());
    scene.sign_in("reader").await.unwrap();
}

#[tokio::test]
async fn cancelling_in_the_window_closes_the_listener() {
    let scene = Scene::set().await.unwrap();
    scene.person.set_habit(Habit::ClosesTheTab);
    scene.start_sign_in().await.unwrap();
    scene.until(|app| matches!(app.sign_in, Some(SignInProgress::Waiting { .. }))).await.unwrap();
    let redirect = redirect_of(&scene).await;
    assert!(tokio::net::TcpStream::connect(("127.0.0.1", redirect)).await.is_ok());
    scene.app.cancel_sign_in();
    assert!(scene.app.describe_app().await.sign_in.is_none());
    until_closed(redirect).await;
}

#[tokio::test]
async fn a_closed_tab_ends_after_five_minutes_with_a_way_to_try_again() {
    let clock = Arc::new(ManualClock::stopped(SystemClock.now()));
    let scene = SceneBuilder::default().clock(clock.clone()).set().await.unwrap();
    scene.person.set_habit(Habit::ClosesTheTab);
    scene.start_sign_in().await.unwrap();
    let waiting =
        scene.until(|app| matches!(app.sign_in, Some(SignInProgress::Waiting { .. }))).await.unwrap();
    let Some(SignInProgress::Waiting { until, authority_host, .. }) = waiting.sign_in else { unreachable!() };
    assert_eq!(until, clock.now() + Duration::from_mins(5));
    assert!(authority_host.starts_with("localhost:"));
    let redirect = redirect_of(&scene).await;
    // The app begins to wait right after the page has opened.
    SystemClock.sleep(Duration::from_millis(100)).await;
    clock.advance(Duration::from_mins(5));
    let overview = scene.until(|app| failure(app).is_some()).await.unwrap();
    let (code, reason) = failure(&overview).unwrap();
    assert_eq!(code, ErrorCode::SignInFailed);
    assert_eq!(reason, Reason::SignInTimedOut { minutes: 5 });
    until_closed(redirect).await;
}

#[tokio::test]
async fn a_return_of_another_program_is_never_exchanged() {
    for query in ["code=stolen&state=guessed", "code=stolen", "code=a&code=b&state=x", "state=x", "error=x"] {
        let scene = Scene::set().await.unwrap();
        let (code, reason) = failing(&scene, Habit::IsForestalled { query: query.to_owned() }).await;
        assert_eq!(code, ErrorCode::SignInFailed, "{query}: {reason:?}");
        assert_eq!(scene.recorder.count("/oauth2/v2.0/token"), 0, "{query}");
    }
}

#[tokio::test]
async fn a_missing_browser_is_reported() {
    let scene = Scene::set().await.unwrap();
    let (code, reason) = failing(&scene, Habit::HasNoBrowser).await;
    assert_eq!(code, ErrorCode::SignInFailed);
    assert_eq!(reason, Reason::BrowserNotOpened);
}

#[tokio::test]
async fn the_page_can_be_opened_again_and_its_link_copied_each_time_for_a_new_attempt() {
    let scene = Scene::set().await.unwrap();
    scene.person.set_habit(Habit::ClosesTheTab);
    scene.start_sign_in().await.unwrap();
    let (first, first_port) = (scene.person.page(0).await, redirect_of(&scene).await);
    scene.app.reopen_sign_in_page().unwrap();
    let second = scene.person.page(1).await;
    until_closed(first_port).await;
    scene.until(|app| matches!(app.sign_in, Some(SignInProgress::Waiting { .. }))).await.unwrap();
    let copied = scene.app.copy_sign_in_link().await.unwrap();
    assert!(copied.clears_at.is_some());
    assert_eq!(scene.person.opened().len(), 2, "a link that is copied opens nothing");
    let link = scene.clipboard.content().unwrap();
    for name in ["state", "nonce", "code_challenge"] {
        let of = |page: &url::Url| page.query_pairs().find(|(one, _)| one == name).unwrap().1.into_owned();
        assert_ne!(of(&first), of(&second), "{name}");
        for told in scene.person.opened().iter().map(url::Url::as_str).chain([link.as_str()]) {
            assert!(![of(&first), of(&second)].iter().any(|value| told.contains(value)), "{name} in {told}");
        }
    }

    // The person puts it into another browser, and signs in there.
    let persona = scene.persona("owner");
    scene
        .person
        .set_habit(Habit::SignsIn { user_name: persona.user_name.clone(), password: persona.password });
    scene.person.open(&url::Url::parse(&link).unwrap()).unwrap();
    let overview = scene.until(|app| app.sign_in.is_none()).await.unwrap();
    assert_eq!(overview.account.unwrap().user_name, persona.user_name);
    assert_eq!(scene.app.reopen_sign_in_page().unwrap_err().code, ErrorCode::NotFound);
    assert_eq!(scene.app.copy_sign_in_link().await.unwrap_err().code, ErrorCode::NotFound);
}

#[tokio::test]
async fn a_link_that_is_opened_twice_ends_the_sign_in_and_says_so() {
    let scene = Scene::set().await.unwrap();
    scene.person.set_habit(Habit::ClosesTheTab);
    scene.start_sign_in().await.unwrap();
    scene.person.page(0).await;
    let link = scene.person.opened().remove(0);
    scene.person.open(&link).unwrap();
    let overview = scene.until(|app| failure(app).is_some()).await.unwrap();
    let (code, reason) = failure(&overview).unwrap();
    assert_eq!(code, ErrorCode::SignInFailed);
    assert_eq!(reason, Reason::LinkUsedAgain);
    scene.person.pages().await;
    assert!(scene.person.last_page().unwrap().contains(&latchkey_words::page::link_used_again()));
    assert_eq!(scene.recorder.count("/oauth2/v2.0/token"), 0);
}

#[tokio::test]
async fn another_users_program_is_turned_away_and_the_window_learns_of_it() {
    let scene = Scene::set().await.unwrap();
    scene.person.set_habit(Habit::ClosesTheTab);
    scene.start_sign_in().await.unwrap();
    let page = scene.person.page(0).await;
    let is_told = |app: &AppOverview| {
        matches!(app.sign_in, Some(SignInProgress::Waiting { has_refused_peer: true, .. }))
    };
    assert!(!is_told(&scene.app.describe_app().await));

    scene.peers.set_peer(Peer::OtherUser(1001));
    scene
        .person
        .set_habit(Habit::IsForestalled { query: format!("code=evil&state={}", asked(&page, "state")) });
    scene.person.open(&page).unwrap();
    let overview = scene.until(is_told).await.unwrap();
    assert!(overview.account.is_none());
    assert_eq!(scene.recorder.count("/oauth2/v2.0/token"), 0);

    // The attempt goes on for the person's own browser.
    scene.peers.set_peer(Peer::SameUser);
    let persona = scene.persona("owner");
    scene
        .person
        .set_habit(Habit::SignsIn { user_name: persona.user_name.clone(), password: persona.password });
    scene.person.open(&page).unwrap();
    let overview = scene.until(|app| app.sign_in.is_none()).await.unwrap();
    assert_eq!(overview.account.unwrap().user_name, persona.user_name);
}

fn asked(page: &url::Url, name: &str) -> String {
    page.query_pairs().find(|(one, _)| one == name).unwrap().1.into_owned()
}

#[tokio::test]
async fn without_a_store_nothing_is_written_until_the_person_chooses() {
    let scene = SceneBuilder::default().keychain(MemoryKeychain::missing()).set().await.unwrap();
    assert!(matches!(scene.app.describe_app().await.secret_storage, SecretStorage::Unavailable { .. }));
    let refused = scene.app.start_sign_in(SignInOptions::default()).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::NoSecretStore);
    assert_eq!(scene.person.opened(), []);

    let overview = scene.app.allow_session_only().await;
    assert_eq!(overview.secret_storage, SecretStorage::Memory);
    scene.sign_in("owner").await.unwrap();
    assert_eq!(scene.workspaces().await.unwrap().len(), 5);
    let written = std::fs::read_dir(scene.profile()).unwrap().map(|entry| entry.unwrap().path());
    for path in written {
        assert_eq!(path.file_stem().unwrap(), "settings", "{path:?}");
    }
    assert!(scene.restarted().describe_app().await.account.is_none());
}

#[tokio::test]
async fn a_revoked_session_asks_to_sign_in_once_and_does_not_loop() {
    let scene = Scene::signed_in_as("owner").await.unwrap();
    scene.demo.faults().inject(Fault::RevokeRefreshTokens);
    let app = scene.restarted_later();
    let before = scene.recorder.count("/oauth2/v2.0/token");
    for _ in 0..3 {
        let error = app.list_workspaces().await.unwrap_err();
        assert_eq!(error.code, ErrorCode::SignInRequired, "{error:?}");
    }
    assert_eq!(scene.recorder.count("/oauth2/v2.0/token") - before, 1);
    scene.sign_in("owner").await.unwrap();
    assert_eq!(scene.workspaces().await.unwrap().len(), 5);
}

#[tokio::test]
async fn only_needed_scopes_are_requested_and_no_address_holds_a_secret() {
    let scene = Scene::signed_in_as("owner").await.unwrap();
    scene.services().await.unwrap();
    let scope = |url: &url::Url| url.query_pairs().find(|(name, _)| name == "scope").unwrap().1.into_owned();
    let pages = scene.person.pages().await;
    let scopes: Vec<String> = pages.iter().map(scope).collect();
    let expected = "https://management.azure.com/.default";
    assert_eq!(scopes.len(), 1);
    for scope in &scopes {
        let resources: Vec<&str> = scope.split(' ').filter(|word| word.contains("://")).collect();
        assert_eq!(resources, [expected]);
    }
    for (_, url, _) in scene.recorder.exchanges() {
        for word in ["access_token=", "refresh_token=", "eyJ", "client_secret="] {
            assert!(!url.contains(word), "{url}");
        }
    }
}

#[tokio::test]
async fn a_wrong_tenant_or_client_id_is_refused_before_anything_opens() {
    let scene = Scene::set().await.unwrap();
    for (tenant, client_id) in [(Some("a/b"), None), (None, Some("not-a-guid"))] {
        let options = SignInOptions {
            tenant: tenant.map(str::to_owned),
            client_id: client_id.map(str::to_owned),
            ..SignInOptions::default()
        };
        assert_eq!(scene.app.start_sign_in(options).await.unwrap_err().code, ErrorCode::Invalid);
    }
    assert_eq!(scene.person.opened(), []);
}

#[tokio::test]
async fn a_tenant_that_does_not_exist_is_named_by_its_number() {
    let scene = Scene::set().await.unwrap();
    let options = SignInOptions { tenant: Some("nowhere.example".to_owned()), ..SignInOptions::default() };
    scene.app.start_sign_in(options).await.unwrap();
    let overview = scene.until(|app| failure(app).is_some()).await.unwrap();
    let Some(SignInProgress::Failed { error }) = overview.sign_in else { unreachable!() };
    let details = format!("{:?}", error.details);
    assert!(details.contains("90002"), "{error:?}");
    assert_eq!(error.field, Some(Field::Tenant), "the same sign-in would fail again");
    assert_eq!(scene.person.opened(), []);
}

/// The port of the last sign-in's listener.
async fn redirect_of(scene: &Scene) -> u16 {
    let page = scene.person.page(0).await;
    let redirect = page.query_pairs().find(|(name, _)| name == "redirect_uri").unwrap().1.into_owned();
    url::Url::parse(&redirect).unwrap().port().unwrap()
}

async fn until_closed(port: u16) {
    for _ in 0..100 {
        if tokio::net::TcpStream::connect(("127.0.0.1", port)).await.is_err() {
            return;
        }
        SystemClock.sleep(Duration::from_millis(20)).await;
    }
    panic!("the listener on port {port} stays open");
}

#[tokio::test]
async fn signing_out_after_a_change_of_cloud_leaves_nothing_either() {
    let scene = Scene::signed_in_as("owner").await.unwrap();
    let cloud_id = scene.demo.cloud().id;
    scene.app.choose_cloud(&cloud_id).await.unwrap();
    scene.app.list_workspaces().await.unwrap();
    scene.app.choose_cloud(&cloud_id).await.unwrap();
    assert_eq!(scene.recorder.count("/oauth2/v2.0/token"), 1, "the session is taken along, not renewed");
    assert_eq!(scene.app.sign_out(None).await.unwrap().remaining_items, 0);
    scene.app.choose_cloud(&cloud_id).await.unwrap();
    assert!(scene.app.describe_app().await.account.is_none());
    assert_eq!(scene.keychain.entries(), []);
}

#[tokio::test]
async fn resetting_the_demo_cloud_ends_its_sessions() {
    let scene = Scene::signed_in_as("owner").await.unwrap();
    let overview = scene.app.reset_demo_cloud().await.unwrap();
    assert!(overview.account.is_none() && overview.cloud.is_some());
    assert_eq!(scene.keychain.entries(), []);
}

#[tokio::test]
async fn a_sign_in_that_is_cancelled_leaves_the_account_of_before() {
    let scene = Scene::signed_in_as("owner").await.unwrap();
    scene.person.set_habit(Habit::ClosesTheTab);
    scene.start_sign_in().await.unwrap();
    scene.until(|app| matches!(app.sign_in, Some(SignInProgress::Waiting { .. }))).await.unwrap();
    scene.app.cancel_sign_in();
    let account = scene.restarted().describe_app().await.account.unwrap();
    assert_eq!(account.user_name, scene.persona("owner").user_name);
    assert_eq!(scene.workspaces().await.unwrap().len(), 5);
}

#[tokio::test]
async fn the_tenant_is_called_what_azure_calls_it() {
    let scene = Scene::signed_in_as("owner").await.unwrap();
    assert_eq!(scene.app.describe_app().await.account.unwrap().tenant_name, None);
    scene.workspaces().await.unwrap();
    let tenant = scene.app.describe_app().await.account.unwrap().tenant_name;
    assert_eq!(tenant.as_deref(), Some("larkspurfreight.example"));
}
