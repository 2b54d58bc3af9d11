//! The lock: what it hides, what it refuses, and what ends it.

use std::{sync::Arc, time::Duration};

use latchkey_app::{
    App, ErrorCode, Reason,
    bridge::{
        AppOverview, AuthMode, Change, JobOutcome, JobState, KeySlot, LockReason, LockSettings,
        RegenerationOutcome, ServiceSummary, SignInMethod, SignInOptions, SignInProgress, UnlockMethod,
    },
};
use latchkey_democloud::Fault;
use latchkey_testing::until;
use latchkey_tests::{Habit, Scene, SceneBuilder};
use latchkey_types::{Clock, ManualClock, SystemClock};
use latchkey_vault::KeychainError;

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

/// Unlocks as the persona with this role. Waits until the sign-in ends.
async fn unlock_as(scene: &Scene, role: &str) -> AppOverview {
    let persona = scene.persona(role);
    scene.person.set_habit(Habit::SignsIn { user_name: persona.user_name, password: persona.password });
    scene.app.unlock_app().await.unwrap();
    let has_ended = |app: &AppOverview| matches!(app.sign_in, None | Some(SignInProgress::Failed { .. }));
    scene.until(has_ended).await.unwrap()
}

/// Waits until the watch has locked the app.
async fn until_locked(scene: &Scene) -> LockReason {
    scene.until(|app| app.locked.is_some()).await.unwrap().locked.unwrap().reason
}

/// Starts the watch with these settings. Returns the number of sleeps before it.
async fn watch(scene: &Scene, clock: &ManualClock, settings: LockSettings) -> usize {
    scene.app.keep_watch();
    for _ in 0..10 {
        tokio::task::yield_now().await;
    }
    let before = clock.slept().len();
    scene.app.save_lock_settings(settings).unwrap();
    until_asleep(clock, before + 1).await;
    before
}

/// Waits until the watch sleeps.
async fn until_asleep(clock: &ManualClock, sleeps: usize) {
    until("the watch to sleep", async || clock.slept().len() >= sleeps).await;
}

fn settings(after_minutes: Option<u32>, on_suspend: bool) -> LockSettings {
    LockSettings { after_minutes, on_suspend }
}

#[tokio::test]
async fn only_the_same_person_unlocks_it() {
    let (scene, _) = scene().await;
    let service = scene.service(has_keys).await.unwrap();
    scene.app.lock_app().await.unwrap();
    let before = scene.recorder.count("/oauth2/v2.0/token");

    let refused = unlock_as(&scene, "reader").await;
    assert!(refused.locked.is_some());
    let Some(SignInProgress::Failed { error }) = refused.sign_in else { panic!("{refused:?}") };
    assert_eq!(error.code, ErrorCode::SignInFailed);
    let user_name = scene.persona("reader").user_name;
    assert_eq!(*error.reason, Reason::UnlockedByAnother { user_name });
    assert_eq!(refused.accounts.len(), 1, "nobody else's session is kept");
    let page = scene.person.pages().await.pop().unwrap();
    let asked =
        |name: &str| page.query_pairs().find(|(one, _)| one == name).map(|(_, value)| value.into_owned());
    assert_eq!(asked("prompt").as_deref(), Some("login"), "the browser's own session will not do");
    assert_eq!(asked("login_hint"), Some(scene.persona("owner").user_name));

    let opened = unlock_as(&scene, "owner").await;
    assert_eq!((opened.locked, opened.account.unwrap().user_name), (None, scene.persona("owner").user_name));
    assert!(scene.app.describe_service(&service.handle).await.is_ok(), "handles are what they were");
    assert_eq!(scene.recorder.count("/oauth2/v2.0/token") - before, 2);
}

#[tokio::test]
async fn signing_out_ends_the_lock_and_every_session() {
    let (scene, _) = scene().await;
    scene.sign_in("reader").await.unwrap();
    scene.app.lock_app().await.unwrap();
    let report = scene.app.sign_out(None).await.unwrap();
    assert_eq!((report.user_names.len(), report.remaining_items), (2, 0));
    let overview = scene.app.describe_app().await;
    assert!(overview.locked.is_none() && overview.account.is_none() && overview.accounts.is_empty());
    assert_eq!(scene.keychain.entries(), []);
    assert_eq!(
        scene.app.lock_app().await.unwrap_err().code,
        ErrorCode::SignInRequired,
        "there is nothing to lock"
    );
}

#[tokio::test]
async fn a_new_start_does_not_unlock_it() {
    let (scene, _) = scene().await;
    scene.app.keep_watch();
    scene.app.lock_app().await.unwrap();

    let app = scene.restarted();
    app.keep_watch();
    let overview = app.describe_app().await;
    assert_eq!(overview.locked.map(|locked| locked.unlocks_by), Some(UnlockMethod::Browser));
    assert_eq!(app.list_workspaces().await.unwrap_err().code, ErrorCode::Locked);
    let persona = scene.persona("owner");
    scene.person.set_habit(Habit::SignsIn { user_name: persona.user_name, password: persona.password });
    app.unlock_app().await.unwrap();
    until("the end of the lock", async || app.describe_app().await.locked.is_none()).await;
    assert_eq!(app.list_workspaces().await.unwrap().workspaces.len(), 5);
    assert!(scene.restarted().describe_app().await.locked.is_none());
}

#[tokio::test]
async fn an_application_is_unlocked_by_a_click_if_the_store_gives_its_key() {
    let (scene, _) = scene().await;
    scene.app.sign_out(None).await.unwrap();
    let one = scene.demo.service_principals().remove(0);
    let options = SignInOptions {
        tenant: Some(one.tenant_id.clone()),
        client_id: Some(one.client_id.clone()),
        method: Some(SignInMethod::ClientSecret { secret: one.secret.clone() }),
        ..SignInOptions::default()
    };
    scene.app.start_sign_in(options).await.unwrap();
    scene.until(|app| app.account.is_some()).await.unwrap();

    let locked = scene.app.lock_app().await.unwrap().locked.unwrap();
    assert_eq!(locked.unlocks_by, UnlockMethod::Confirmation);
    scene.keychain.fail_with(Some(KeychainError::Locked { reason: "nobody unlocked it".to_owned() }));
    assert!(scene.app.unlock_app().await.is_err());
    assert!(scene.app.describe_app().await.locked.is_some());
    scene.keychain.fail_with(None);
    assert!(scene.app.unlock_app().await.unwrap().locked.is_none());
    assert!(scene.app.list_workspaces().await.is_ok());
    assert_eq!(scene.person.opened().len(), 1, "no browser opens for a program");
}

#[tokio::test]
async fn a_start_that_is_locked_asks_the_store_before_a_click_unlocks_it() {
    let (scene, _) = scene().await;
    scene.app.sign_out(None).await.unwrap();
    let one = scene.demo.service_principals().remove(0);
    let options = SignInOptions {
        tenant: Some(one.tenant_id.clone()),
        client_id: Some(one.client_id.clone()),
        method: Some(SignInMethod::ClientSecret { secret: one.secret.clone() }),
        ..SignInOptions::default()
    };
    scene.app.keep_watch();
    scene.app.sign_in(options, |_| {}).await.unwrap();
    scene.app.lock_app().await.unwrap();
    let app = scene.restarted();
    app.keep_watch();
    assert!(app.describe_app().await.locked.is_some());
    // The store was open when the program started, and is not any more.
    scene.keychain.fail_with(Some(KeychainError::Locked { reason: "nobody unlocked it".to_owned() }));
    assert!(app.unlock_app().await.is_err());
    assert!(app.describe_app().await.locked.is_some());
    scene.keychain.fail_with(None);
    assert!(app.unlock_app().await.unwrap().locked.is_none());
}

#[tokio::test]
async fn it_locks_after_minutes_without_a_person() {
    let (scene, clock) = scene().await;
    let begun = watch(&scene, &clock, settings(Some(10), false)).await;
    assert_eq!(clock.slept().last(), Some(&Duration::from_mins(10)), "one sleep until then");
    clock.advance(Duration::from_mins(6));
    scene.app.note_activity().await;
    let timer = scene.app.describe_session().await.unwrap();
    assert_eq!(timer.locks_at, Some(clock.now() + Duration::from_mins(10)));
    clock.advance(Duration::from_mins(6));
    until_asleep(&clock, begun + 2).await;
    assert!(scene.app.describe_app().await.locked.is_none(), "somebody was there six minutes ago");
    assert_eq!(clock.slept()[begun..], [Duration::from_mins(10), Duration::from_mins(4)]);

    clock.advance(Duration::from_mins(4));
    assert_eq!(until_locked(&scene).await, LockReason::Idle);
    assert_eq!(scene.app.list_workspaces().await.unwrap_err().code, ErrorCode::Locked);
    scene.app.note_activity().await;
    assert!(scene.app.describe_app().await.locked.is_some(), "a later command does not unlock it");
    let slept = clock.slept().len();
    clock.advance(Duration::from_hours(10));
    for _ in 0..50 {
        tokio::task::yield_now().await;
    }
    assert_eq!(clock.slept().len(), slept, "a locked app waits for nothing");
}

#[tokio::test]
async fn the_first_command_after_a_pause_finds_it_locked() {
    // The machine was suspended, so the watch still sleeps.
    for (settings, reason) in
        [(settings(None, true), LockReason::Suspend), (settings(Some(10), false), LockReason::Idle)]
    {
        let (scene, clock) = scene().await;
        watch(&scene, &clock, settings).await;
        scene.workspaces().await.unwrap();
        clock.suspend(Duration::from_hours(1));
        assert_eq!(scene.app.list_workspaces().await.unwrap_err().code, ErrorCode::Locked);
        assert_eq!(until_locked(&scene).await, reason);
    }
}

#[tokio::test]
async fn it_locks_after_a_suspend() {
    let (scene, clock) = scene().await;
    watch(&scene, &clock, settings(None, true)).await;
    assert_eq!(clock.slept().last(), Some(&Duration::from_secs(30)), "two looks in a minute");
    clock.suspend(Duration::from_hours(8));
    clock.advance(Duration::from_secs(30));
    assert_eq!(until_locked(&scene).await, LockReason::Suspend);
}

#[tokio::test]
async fn a_finished_sign_in_is_a_sign_of_a_person_and_nothing_wakes_before() {
    let clock = Arc::new(ManualClock::stopped(SystemClock.now()));
    let scene = SceneBuilder::default().clock(clock.clone()).set().await.unwrap();
    scene.app.save_lock_settings(settings(Some(5), false)).unwrap();
    scene.app.keep_watch();
    for _ in 0..20 {
        clock.advance(Duration::from_mins(6));
        tokio::task::yield_now().await;
    }
    assert!(clock.slept().is_empty(), "nobody is signed in, so there is nothing to wait for");

    scene.sign_in("owner").await.unwrap();
    let five = Duration::from_mins(5);
    until("five minutes of sleep", async || clock.slept().contains(&five)).await;
    assert!(scene.app.describe_app().await.locked.is_none());
    assert!(scene.app.list_workspaces().await.is_ok());
    clock.advance(five);
    assert_eq!(until_locked(&scene).await, LockReason::Idle);
}

#[tokio::test]
async fn the_window_hears_of_the_lock_before_the_store_is_asked() {
    let (scene, clock) = scene().await;
    scene.app.save_lock_settings(settings(Some(5), false)).unwrap();
    // The watch has started but does not run before the command below.
    scene.app.keep_watch();
    clock.advance(Duration::from_mins(5));
    let before = scene.recorder.changes().borrow().len();
    assert_eq!(scene.app.copy_text("x").unwrap_err().code, ErrorCode::Locked);
    let changes = scene.recorder.changes();
    assert!(changes.borrow()[before..].contains(&Change::Lock), "{:?}", changes.borrow());
}

#[tokio::test]
async fn a_key_that_was_regenerated_while_it_was_locked_is_shown_afterwards() {
    let (scene, clock) = scene().await;
    let service = scene.service(has_keys).await.unwrap();
    let wait = Duration::from_mins(1);
    scene.demo.faults().inject(Fault::Hold {
        path_contains: "regenerateKeys".to_owned(),
        duration: wait,
        times: 1,
    });
    let (app, handle, name) = (Arc::clone(&scene.app), service.handle.clone(), service.name.clone());
    let regenerating =
        tokio::spawn(async move { app.regenerate_key(&handle, KeySlot::Primary, &name).await });
    until("a request under way", async || clock.slept().contains(&wait)).await;
    scene.app.lock_app().await.unwrap();
    // The caller gets the error at once. The job goes on and shows its counts alone.
    assert_eq!(regenerating.await.unwrap().unwrap_err().code, ErrorCode::Locked);
    let job = scene.app.list_jobs().remove(0);
    assert_eq!((job.state, job.done, job.total), (JobState::Running, 0, 1));
    assert!(job.subject.is_none() && job.outcome.is_none());
    until("the end of the regeneration", async || {
        clock.advance(Duration::from_secs(1));
        scene.app.list_jobs()[0].state == JobState::Ended
    })
    .await;
    assert!(scene.app.list_jobs()[0].outcome.is_none(), "a locked app does not say what became of it");
    let told = unlock_as(&scene, "owner").await;
    assert!(told.locked.is_none());
    let notice = latchkey_words::notice::primary_rotated(&service.name);
    assert!(told.notices.contains(&notice), "{:?}", told.notices);
    let job = scene.app.list_jobs().remove(0);
    let Some(JobOutcome::Regenerated { regeneration }) = job.outcome else { panic!("{job:?}") };
    assert_eq!(regeneration.outcome, RegenerationOutcome::Rotated);
    scene.app.dismiss_job(job.id).unwrap();
    assert!(scene.app.list_jobs().is_empty());
}

#[tokio::test]
async fn a_job_is_stopped_from_the_lock_screen_and_proves_nothing_then() {
    let (scene, clock) = scene().await;
    let service = scene.service(has_keys).await.unwrap();
    let wait = Duration::from_mins(10);
    scene.demo.faults().inject(Fault::Hold {
        path_contains: "regenerateKeys".to_owned(),
        duration: wait,
        times: 1,
    });
    let (app, handle, name) = (Arc::clone(&scene.app), service.handle.clone(), service.name.clone());
    let regenerating =
        tokio::spawn(async move { app.regenerate_key(&handle, KeySlot::Primary, &name).await });
    until("a request under way", async || clock.slept().contains(&wait)).await;
    scene.app.lock_app().await.unwrap();
    assert_eq!(regenerating.await.unwrap().unwrap_err().code, ErrorCode::Locked);
    scene.app.stop_job(scene.app.list_jobs()[0].id).unwrap();
    until("the end of the job", async || {
        clock.advance(Duration::from_secs(1));
        scene.app.list_jobs()[0].state == JobState::Ended
    })
    .await;
    unlock_as(&scene, "owner").await;
    let outcome = scene.app.list_jobs().remove(0).outcome;
    let Some(JobOutcome::Regenerated { regeneration }) = outcome else { panic!("{outcome:?}") };
    assert_eq!(regeneration.outcome, RegenerationOutcome::Unproven, "Azure may still be at it");
}

#[tokio::test]
async fn without_a_setting_it_never_locks_and_no_timer_runs() {
    let (scene, clock) = scene().await;
    scene.app.keep_watch();
    assert_eq!(scene.app.describe_lock_settings(), settings(None, false));
    let (slept, requests) = (clock.slept().len(), scene.recorder.exchanges().len());
    for _ in 0..100 {
        clock.advance(Duration::from_mins(30));
        tokio::task::yield_now().await;
    }
    clock.suspend(Duration::from_hours(100));
    scene.app.note_activity().await;
    assert!(scene.app.describe_app().await.locked.is_none());
    assert_eq!((clock.slept().len(), scene.recorder.exchanges().len()), (slept, requests));
}

#[tokio::test]
async fn invalid_times_are_refused() {
    let (scene, _) = scene().await;
    for minutes in [0, 1441, u32::MAX] {
        let refused = scene.app.save_lock_settings(settings(Some(minutes), false)).unwrap_err();
        assert_eq!(refused.code, ErrorCode::Invalid, "{minutes}");
    }
    let kept = settings(Some(1440), true);
    assert_eq!(scene.app.save_lock_settings(kept).unwrap(), kept);
    let app: Arc<App> = scene.restarted();
    assert_eq!(app.describe_lock_settings(), kept);
}
