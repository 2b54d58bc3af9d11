//! A locked app refuses every command except those named here, and stops work in progress.

use std::{sync::Arc, time::Duration};

use latchkey_app::{
    CommandError, ErrorCode, Reason,
    bridge::{
        AppOverview, AuthMode, CallLanguage, CloudDescription, KeySlot, Language, LockReason, LockSettings,
        Refresh, SecretStorage, ServiceKind, ServiceSummary, SettingsUpdate, SignInOptions, SignInProgress,
        Site, Theme, UnlockMethod,
    },
};
use latchkey_democloud::Fault;
use latchkey_testing::until;
use latchkey_tests::{Habit, Scene, SceneBuilder};
use latchkey_types::{Audience, Clock, ManualClock, SystemClock};

/// The commands that a locked app accepts: unlocking, signing out, and those that show and change nothing.
const OPEN: [&str; 15] = [
    "describe_app",
    "allow_session_only",
    "cancel_sign_in",
    "copy_sign_in_link",
    "reopen_sign_in_page",
    "dismiss_sign_in_failure",
    "dismiss_requested_workspace",
    "describe_settings",
    "describe_lock_settings",
    "list_jobs",
    "stop_job",
    "note_activity",
    "sign_out",
    "unlock_app",
    "lock_app",
];

#[macro_use]
#[path = "../../src-tauri/src/command_list.rs"]
mod command_list;

/// A story for each command of the window.
macro_rules! stories {
    ($($name:ident),* $(,)?) => {
        $(mod $name {
            #[tokio::test]
            async fn is_refused_while_the_app_is_locked() {
                super::assert_refused(stringify!($name)).await;
            }
        })*

        #[test]
        fn the_commands_that_a_locked_app_answers_exist() {
            let commands = [$(stringify!($name)),*];
            assert!(OPEN.iter().all(|open| commands.contains(open)));
        }
    };
}
for_each_command!(stories);

/// Every argument is valid, so only the lock can refuse the command. No request is sent.
async fn assert_refused(name: &str) {
    if OPEN.contains(&name) {
        return;
    }
    let (scene, _) = scene().await;
    let service = scene.service(has_keys).await.unwrap();
    let workspace = scene.workspaces().await.unwrap().remove(0).handle;
    let account = scene.app.lock_app().await.unwrap().account.unwrap().id;
    let requests = scene.recorder.exchanges().len();
    let right = Right { service, workspace, account, cloud: scene.demo.cloud().id };
    let refusal = call(&scene, name, &right).await.unwrap();
    assert_eq!((refusal.code, *refusal.reason), (ErrorCode::Locked, Reason::Locked));
    assert_eq!(scene.recorder.exchanges().len(), requests, "nothing was asked of anybody");
    assert_eq!(scene.clipboard.content(), None);
}

/// A scene with a stopped clock and a signed-in person.
async fn scene() -> (Scene, Arc<ManualClock>) {
    let clock = Arc::new(ManualClock::stopped(SystemClock.now()));
    let scene = SceneBuilder::default().clock(clock.clone()).set().await.unwrap();
    scene.sign_in("owner").await.unwrap();
    (scene, clock)
}

fn has_keys(service: &ServiceSummary) -> bool {
    service.auth_mode == AuthMode::Key && service.state == "Succeeded"
}

fn has_tokens(service: &ServiceSummary) -> bool {
    service.kind == ServiceKind::ManagedOnline && service.auth_mode == AuthMode::AmlToken
}

async fn unlock(scene: &Scene) {
    let persona = scene.persona("owner");
    scene.person.set_habit(Habit::SignsIn { user_name: persona.user_name, password: persona.password });
    scene.app.unlock_app().await.unwrap();
    assert!(scene.until(|app| app.sign_in.is_none()).await.unwrap().locked.is_none());
}

/// Valid arguments for each command, so that only the lock can refuse it.
struct Right {
    service: ServiceSummary,
    workspace: String,
    account: String,
    cloud: String,
}

/// Calls the command of this name; what it refused with.
async fn call(scene: &Scene, name: &str, right: &Right) -> Option<CommandError> {
    let app = &scene.app;
    let (handle, place) = (right.service.handle.as_str(), right.workspace.as_str());
    let (account, cloud) = (right.account.as_str(), right.cloud.as_str());
    let described = CloudDescription::Json { text: "{}".to_owned(), certificates: None, name: None };
    let update = SettingsUpdate {
        theme: Theme::Dark,
        zoom_percent: 100,
        single_keys: true,
        tenant: None,
        client_id: None,
    };
    let never = LockSettings { after_minutes: None, on_suspend: false };
    match name {
        "choose_cloud" => app.choose_cloud(cloud).await.err(),
        "choose_account" => app.choose_account(account).await.err(),
        "confirm_destinations" => app.confirm_destinations(account, None).await.err(),
        "start_sign_in" => app.start_sign_in(SignInOptions::default()).await.err(),
        "list_tenants" => app.list_tenants(account).await.err(),
        "enter_tenant" => app.enter_tenant(account, "0c6e1c3a-5f7e-4bbd-9c0e-6d6a4f6a9b11").await.err(),
        "describe_credential" => app.describe_credential(account).await.err(),
        "list_credential_sources" => app.list_credential_sources().await.err(),
        "request_workspace" => app.request_workspace("{}").err(),
        "locate_requested_workspace" => app.locate_requested_workspace().await.err(),
        "add_cloud" => app.add_cloud(described).await.err(),
        "remove_cloud" => app.remove_cloud(cloud).await.err(),
        "list_workspaces" => app.list_workspaces().await.err(),
        "describe_workspace" => app.describe_workspace(place).await.err(),
        "follow_services" => app.follow_services(None, None).await.err(),
        "refresh_services" => app.refresh_services(Some(place), Refresh::Everything).await.err(),
        "list_pins" => app.list_pins().await.err(),
        "pin_service" => app.pin_service(handle).await.err(),
        "unpin_service" => app.unpin_service(handle).await.err(),
        "list_access" => app.list_access(place).await.err(),
        "show_names" => app.show_names().err(),
        "hide_names" => app.hide_names().err(),
        "describe_service" => app.describe_service(handle).await.err(),
        "reveal_key" => app.reveal_key(handle, KeySlot::Primary).await.err(),
        "copy_key" => app.copy_key(handle, KeySlot::Primary).await.err(),
        "copy_call" => app.copy_call(handle, CallLanguage::Curl, Some(KeySlot::Primary)).await.err(),
        "copy_command_line" => app.copy_command_line(handle).await.err(),
        "open_service_page" => app.open_service_page(handle, Site::Studio).await.err(),
        "open_workspace_page" => app.open_workspace_page(place, Site::Portal).await.err(),
        "save_workspace_config" => app.save_workspace_config(place, Some("/".into())).await.err(),
        "regenerate_key" => app.regenerate_key(handle, KeySlot::Primary, &right.service.name).await.err(),
        "describe_token" => app.describe_token(handle).await.err(),
        "copy_token" => app.copy_token(handle).await.err(),
        "copy_text" => app.copy_text("x").err(),
        "dismiss_job" => app.dismiss_job(1).err(),
        "save_settings" => app.save_settings(update).err(),
        "set_language" => app.set_language(Language::En).err(),
        "reset_demo_cloud" => app.reset_demo_cloud().await.err(),
        "describe_session" => app.describe_session().await.err(),
        "save_lock_settings" => app.save_lock_settings(never).err(),
        "check_secret_store" => app.check_secret_store().await.err(),
        "try_secret_store" => app.try_secret_store().await.err(),
        "purge_secret_store" => app.purge_secret_store("purge").await.err(),
        other => panic!("{other} is a new command: call it here, or name it among those that are open"),
    }
}

#[tokio::test]
async fn a_locked_app_hands_out_nothing_and_refuses_the_calls_of_the_command_line() {
    let (scene, _) = scene().await;
    let app = &scene.app;
    let service = scene.service(has_keys).await.unwrap();
    let workspace = scene.workspaces().await.unwrap().remove(0).handle;
    app.copy_key(&service.handle, KeySlot::Primary).await.unwrap();
    assert!(scene.clipboard.content().is_some());
    let requests = scene.recorder.exchanges().len();

    let locked = app.lock_app().await.unwrap().locked.unwrap();
    assert_eq!((locked.reason, locked.unlocks_by), (LockReason::Demand, UnlockMethod::Browser));
    assert_eq!(locked.account_name, Some(scene.persona("owner").user_name));
    assert_eq!(scene.clipboard.content(), None, "what was copied is taken away");
    let account = app.describe_app().await.account.unwrap().id;
    let right = Right { service, workspace, account, cloud: scene.demo.cloud().id };
    // What the command line has besides.
    let (handle, account, life) = (&right.service.handle, &right.account, Duration::from_mins(5));
    let others = [
        ("service_token", app.service_token(handle, life).await.err()),
        ("account_token", app.account_token(Audience::Arm, life).await.err()),
        ("choose_account_for_this_run", app.choose_account_for_this_run(account).await.err()),
        ("check_clock", app.check_clock().await.err()),
        ("list_access_with_names", app.list_access_with_names(&right.workspace).await.err()),
        ("sign_out of one", app.sign_out(Some(account.clone())).await.err()),
        ("lock_app", app.lock_app().await.err()),
    ];
    for (name, refusal) in others {
        assert_eq!(refusal.map(|error| error.code), Some(ErrorCode::Locked), "{name}");
    }
    assert_eq!(scene.recorder.exchanges().len(), requests, "nothing was asked of anybody");
    assert_eq!(scene.keychain.entries().len(), 1, "the session itself stays");
}

#[tokio::test]
async fn commands_that_work_while_it_is_locked_change_the_sign_in_alone() {
    let (scene, _) = scene().await;
    scene.workspaces().await.unwrap();
    let before = scene.app.describe_app().await;
    scene.app.lock_app().await.unwrap();
    let requests = scene.recorder.exchanges().len();
    assert_eq!(scene.app.reopen_sign_in_page().unwrap_err().code, ErrorCode::NotFound);
    assert_eq!(scene.app.copy_sign_in_link().await.unwrap_err().code, ErrorCode::NotFound);
    scene.app.cancel_sign_in();
    scene.app.dismiss_sign_in_failure();
    scene.app.dismiss_requested_workspace();
    scene.app.note_activity().await;
    scene.app.describe_settings();
    scene.app.describe_lock_settings();
    let after = scene.app.allow_session_only().await;
    assert!(after.locked.is_some());
    assert_eq!(format!("{:?}", after.secret_storage), format!("{:?}", before.secret_storage));
    assert!(!matches!(after.secret_storage, SecretStorage::Memory));
    assert_eq!(scene.recorder.exchanges().len(), requests, "nothing was asked of anybody");
    unlock(&scene).await;
    assert!(scene.restarted().describe_app().await.account.is_some(), "the session is on the disk still");
}

/// Whether the demo cloud answers requests.
async fn is_demo_open(scene: &Scene) -> bool {
    #[expect(clippy::disallowed_methods, reason = "this is another program of the person's")]
    let client = reqwest::Client::new();
    let address = scene.demo.cloud().arm.join("/metadata/endpoints?api-version=2022-09-01").unwrap();
    client.get(address).send().await.is_ok_and(|answer| answer.status().is_success())
}

#[tokio::test]
async fn the_demo_cloud_is_shut_while_the_app_is_locked_but_for_unlocking() {
    let (scene, _) = scene().await;
    assert!(is_demo_open(&scene).await);
    scene.app.lock_app().await.unwrap();
    assert!(!is_demo_open(&scene).await);
    scene.person.set_habit(Habit::ClosesTheTab);
    scene.app.unlock_app().await.unwrap();
    let waits = |app: &AppOverview| matches!(app.sign_in, Some(SignInProgress::Waiting { .. }));
    scene.until(waits).await.unwrap();
    assert!(is_demo_open(&scene).await, "its person signs in to unlock");
    scene.app.cancel_sign_in();
    assert!(!is_demo_open(&scene).await);
    unlock(&scene).await;
    assert!(is_demo_open(&scene).await);
}

#[tokio::test]
async fn the_lock_drops_the_tokens_of_services() {
    let (scene, _) = scene().await;
    let service = scene.service(has_tokens).await.unwrap();
    let asked = || scene.recorder.count(&format!("{}/token", service.name));
    scene.app.copy_token(&service.handle).await.unwrap();
    scene.app.copy_token(&service.handle).await.unwrap();
    assert_eq!(asked(), 1, "one that is fresh is handed out again");
    scene.app.lock_app().await.unwrap();
    assert_eq!(scene.clipboard.content(), None);
    unlock(&scene).await;
    scene.app.copy_token(&service.handle).await.unwrap();
    assert_eq!(asked(), 2, "after the lock Azure is asked anew");
}

#[tokio::test]
async fn a_token_of_a_service_ends_with_the_session_of_its_account() {
    let (scene, _) = scene().await;
    let service = scene.service(has_tokens).await.unwrap();
    scene.app.copy_token(&service.handle).await.unwrap();
    let asked = || scene.recorder.count(&format!("{}/token", service.name));
    assert_eq!(asked(), 1);
    scene.app.sign_out(None).await.unwrap();
    scene.sign_in("owner").await.unwrap();
    scene.app.copy_token(&service.handle).await.unwrap();
    assert_eq!(asked(), 2, "the same person who signs in again is given another token");
}

#[tokio::test]
async fn what_a_job_was_about_is_not_told_to_whoever_comes_after_a_sign_out() {
    let scene = Scene::signed_in_as("owner").await.unwrap();
    let service = scene.service(has_keys).await.unwrap();
    scene.app.regenerate_key(&service.handle, KeySlot::Primary, &service.name).await.unwrap();
    assert_eq!(scene.app.list_jobs().len(), 1);
    scene.app.lock_app().await.unwrap();
    scene.app.sign_out(None).await.unwrap();
    assert!(scene.app.list_jobs().is_empty());
}

#[tokio::test]
async fn another_account_is_not_handed_the_tokens_of_the_one_before() {
    let (scene, _) = scene().await;
    let service = scene.service(has_tokens).await.unwrap();
    scene.app.copy_token(&service.handle).await.unwrap();
    let owner = scene.app.describe_app().await.account.unwrap().id;
    let asked = || scene.recorder.count(&format!("{}/token", service.name));
    assert_eq!(asked(), 1);

    // The reader may not have a token of this service, while one of the owner's is in memory.
    scene.sign_in("reader").await.unwrap();
    let same = scene.service(has_tokens).await.unwrap();
    let id = |handle: &str| handle.splitn(3, '/').last().unwrap().to_owned();
    assert_eq!(id(&same.handle), id(&service.handle));
    let of_owner = scene.app.copy_token(&service.handle).await.unwrap_err();
    assert_eq!(of_owner.code, ErrorCode::OtherAccount, "no account is switched to for a handle");
    scene.app.copy_text("nothing").unwrap();
    assert_eq!(scene.app.copy_token(&same.handle).await.unwrap_err().code, ErrorCode::Forbidden);
    assert_eq!(scene.clipboard.content().as_deref(), Some("nothing"));
    assert_eq!(asked(), 2, "Azure was asked for the reader");

    scene.app.choose_account(&owner).await.unwrap();
    scene.service(has_tokens).await.unwrap();
    scene.app.copy_token(&service.handle).await.unwrap();
    assert_eq!(asked(), 2, "the owner's own is still there");
}

/// Locks the app while this many requests are waiting for Azure's answer.
async fn lock_meanwhile(scene: &Scene, clock: &ManualClock, wait: Duration, answers: usize) {
    let are_under_way = async || clock.slept().iter().filter(|slept| **slept == wait).count() == answers;
    until("requests under way", are_under_way).await;
    let locked = scene.app.lock_app().await;
    clock.advance(wait);
    assert!(locked.unwrap().locked.is_some());
}

fn hold(path: &str, duration: Duration, times: u32) -> Fault {
    Fault::Hold { path_contains: path.to_owned(), duration, times }
}

#[tokio::test]
async fn a_token_that_arrives_after_the_lock_is_not_handed_out() {
    let (scene, clock) = scene().await;
    let service = scene.service(has_tokens).await.unwrap();
    let wait = Duration::from_mins(1);
    let path = format!("{}/token", service.name);
    scene.demo.faults().inject(hold(&path, wait, 3));
    let (copied, described, printed, ()) = tokio::join!(
        scene.app.copy_token(&service.handle),
        scene.app.describe_token(&service.handle),
        scene.app.service_token(&service.handle, Duration::from_mins(5)),
        lock_meanwhile(&scene, &clock, wait, 3),
    );
    assert_eq!(copied.unwrap_err().code, ErrorCode::Locked);
    assert_eq!(described.unwrap_err().code, ErrorCode::Locked);
    assert_eq!(printed.unwrap_err().code, ErrorCode::Locked);
    assert_eq!(scene.clipboard.content(), None);
    unlock(&scene).await;
    let asked = scene.recorder.count(&path);
    scene.app.copy_token(&service.handle).await.unwrap();
    assert_eq!(scene.recorder.count(&path), asked + 1, "it was not kept either");
}

#[tokio::test]
async fn an_answer_of_azure_after_the_lock_is_not_shown() {
    let (scene, clock) = scene().await;
    let service = scene.service(has_keys).await.unwrap();
    // Azure's answer with the keys is delayed; the person locks the app meanwhile.
    let wait = Duration::from_mins(1);
    scene.demo.faults().inject(hold("listKeys", wait, 2));
    let (copied, revealed, ()) = tokio::join!(
        scene.app.copy_key(&service.handle, KeySlot::Primary),
        scene.app.reveal_key(&service.handle, KeySlot::Primary),
        lock_meanwhile(&scene, &clock, wait, 2),
    );
    assert_eq!(copied.unwrap_err().code, ErrorCode::Locked);
    assert!(revealed.is_err_and(|error| error.code == ErrorCode::Locked));
    assert_eq!(scene.clipboard.content(), None);
}
