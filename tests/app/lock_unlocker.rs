//! Who can unlock the app: the person with the most at stake, independent of the chosen cloud and account.

use std::{path::PathBuf, sync::Arc};

use latchkey_app::{
    App, ErrorCode,
    bridge::{
        AccountKind, AppOverview, CloudDescription, LockView, SignInMethod, SignInOptions, SignInProgress,
        UnlockMethod,
    },
};
use latchkey_testing::soon;
use latchkey_tests::{Habit, Scene, SceneBuilder};
use latchkey_types::{Cloud, Reach};

const EMULATOR: &str = "emulator";

/// A scene with a cloud that counts as a real one. Its resources are its own origins.
async fn scene() -> Scene {
    let as_real = |cloud: &mut Cloud| {
        cloud.reach = Reach::Internet;
        let own = cloud.arm.as_str().trim_end_matches('/').to_owned();
        for name in [&mut cloud.arm_resource, &mut cloud.ml_resource, &mut cloud.graph_resource] {
            name.clone_from(&own);
        }
    };
    SceneBuilder::default().cloud(as_real).set().await.unwrap()
}

/// Adds an emulator beside it and works with that.
async fn choose_emulator(scene: &Scene) {
    let own = scene.demo.cloud();
    let cloud =
        Cloud { id: EMULATOR.to_owned(), display_name: "Emulator".to_owned(), reach: Reach::Loopback, ..own };
    let text = serde_json::to_string(&cloud).unwrap();
    scene.app.add_cloud(CloudDescription::Json { text, certificates: None, name: None }).await.unwrap();
    scene.app.choose_cloud(EMULATOR).await.unwrap();
}

async fn sign_in_application(scene: &Scene) {
    let one = scene.demo.service_principals().remove(0);
    let options = SignInOptions {
        tenant: Some(one.tenant_id.clone()),
        client_id: Some(one.client_id.clone()),
        method: Some(SignInMethod::ClientSecret { secret: one.secret.clone() }),
        ..SignInOptions::default()
    };
    scene.app.start_sign_in(options).await.unwrap();
    let is_it =
        |app: &AppOverview| app.account.as_ref().is_some_and(|one| one.kind == AccountKind::ServicePrincipal);
    scene.until(is_it).await.unwrap();
}

/// Unlocks as this persona and returns the outcome.
async fn unlock_as(scene: &Scene, app: &Arc<App>, role: &str) -> AppOverview {
    let persona = scene.persona(role);
    scene.person.set_habit(Habit::SignsIn { user_name: persona.user_name, password: persona.password });
    let mut changes = scene.recorder.changes();
    app.unlock_app().await.unwrap();
    loop {
        let overview = app.describe_app().await;
        if matches!(overview.sign_in, None | Some(SignInProgress::Failed { .. })) {
            return overview;
        }
        soon("the end of the attempt", changes.changed()).await.unwrap();
    }
}

fn assert_is_owners(scene: &Scene, locked: Option<LockView>) {
    let locked = locked.expect("it is locked");
    let owner = scene.persona("owner").user_name;
    assert_eq!((locked.unlocks_by, locked.account_name), (UnlockMethod::Browser, Some(owner)));
}

fn own_cloud(scene: &Scene) -> String {
    scene.demo.cloud().id
}

/// Changes the settings of the profile as they lie on the disk.
fn edit_settings(scene: &Scene, edit: impl FnOnce(&mut serde_json::Value)) {
    let path = scene.profile().join("settings.json");
    let mut kept = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
    edit(&mut kept);
    std::fs::write(path, serde_json::to_vec(&kept).unwrap()).unwrap();
}

fn sealed_files(scene: &Scene) -> Vec<PathBuf> {
    let folder = std::fs::read_dir(scene.profile().join("vault")).unwrap();
    let paths = folder.map(|entry| entry.unwrap().path());
    let is_session = |path: &PathBuf| {
        path.extension().is_some_and(|extension| extension == "sealed")
            && !path.to_string_lossy().contains("-token.")
    };
    paths.filter(is_session).collect()
}

#[tokio::test]
async fn a_persona_of_an_emulator_does_not_open_a_real_cloud() {
    let scene = scene().await;
    scene.sign_in("owner").await.unwrap();
    choose_emulator(&scene).await;
    scene.sign_in("reader").await.unwrap();
    assert_is_owners(&scene, scene.app.lock_app().await.unwrap().locked);

    let refused = unlock_as(&scene, &scene.app, "reader").await;
    assert!(refused.locked.is_some(), "{refused:?}");
    let opened = unlock_as(&scene, &scene.app, "owner").await;
    assert!(opened.locked.is_none(), "{opened:?}");
    assert_eq!(opened.cloud.unwrap().id, EMULATOR, "the cloud that was worked with is so still");
    assert_eq!(opened.account.unwrap().user_name, scene.persona("reader").user_name);
}

#[tokio::test]
async fn an_application_beside_a_person_is_not_unlocked_by_a_click() {
    let scene = scene().await;
    scene.sign_in("owner").await.unwrap();
    sign_in_application(&scene).await;
    assert_is_owners(&scene, scene.app.lock_app().await.unwrap().locked);
    assert!(unlock_as(&scene, &scene.app, "owner").await.locked.is_none());
}

#[tokio::test]
async fn a_new_start_in_an_empty_cloud_still_asks_for_the_person() {
    let scene = scene().await;
    scene.app.keep_watch();
    scene.sign_in("owner").await.unwrap();
    choose_emulator(&scene).await;
    assert_is_owners(&scene, scene.app.lock_app().await.unwrap().locked);
    // Also if the settings do not name the person, as in an earlier version.
    for is_said in [true, false] {
        if !is_said {
            edit_settings(&scene, |kept| kept["locked"]["by"] = serde_json::Value::Null);
        }
        let app = scene.restarted();
        app.keep_watch();
        let overview = app.describe_app().await;
        assert_eq!((overview.cloud.unwrap().id.as_str(), overview.account), (EMULATOR, None));
        assert_is_owners(&scene, overview.locked);
        let refused = unlock_as(&scene, &app, "reader").await;
        assert!(refused.locked.is_some(), "{refused:?}");
    }
    let app = scene.restarted();
    app.keep_watch();
    assert!(unlock_as(&scene, &app, "owner").await.locked.is_none());
    assert!(app.choose_cloud(&own_cloud(&scene)).await.unwrap().account.is_some());
}

#[tokio::test]
async fn a_stored_account_of_an_unopened_cloud_also_has_to_unlock() {
    let scene = scene().await;
    scene.sign_in("owner").await.unwrap();
    choose_emulator(&scene).await;
    let app = scene.restarted();
    app.keep_watch();
    assert_eq!(app.describe_app().await.account, None);
    assert_is_owners(&scene, app.lock_app().await.unwrap().locked);
    assert!(unlock_as(&scene, &app, "owner").await.locked.is_none());
}

#[tokio::test]
async fn a_session_that_cannot_be_opened_lets_no_other_person_in() {
    let scene = scene().await;
    scene.app.keep_watch();
    scene.sign_in("owner").await.unwrap();
    let owners = scene.app.describe_app().await.account.unwrap().id;
    let sealed = sealed_files(&scene);
    sign_in_application(&scene).await;
    scene.app.lock_app().await.unwrap();
    // The application's session opens, and the person's does not.
    assert_eq!((sealed.len(), sealed_files(&scene).len()), (1, 2));
    edit_settings(&scene, |kept| assert_eq!(kept["locked"]["by"]["account"], owners.as_str()));
    let mut bytes = std::fs::read(&sealed[0]).unwrap();
    *bytes.last_mut().unwrap() ^= 1;
    std::fs::write(&sealed[0], bytes).unwrap();
    let app = scene.restarted();
    app.keep_watch();
    let locked = app.describe_app().await.locked.unwrap();
    assert_eq!((locked.unlocks_by, locked.account_name), (UnlockMethod::Browser, None));
    assert_eq!(app.unlock_app().await.unwrap_err().code, ErrorCode::Locked);
    assert!(app.describe_app().await.locked.is_some());
    app.sign_out(None).await.unwrap();
    assert!(app.describe_app().await.locked.is_none());
    assert_eq!(scene.keychain.entries(), [], "what does not open is removed too");
}

#[tokio::test]
async fn unlocking_and_signing_out_work_if_the_chosen_cloud_cannot_be_opened() {
    for signs_out in [false, true] {
        let scene = scene().await;
        scene.app.keep_watch();
        scene.sign_in("owner").await.unwrap();
        scene.app.lock_app().await.unwrap();
        edit_settings(&scene, |kept| kept["cloud"] = "gone".into());
        let app = scene.restarted();
        app.keep_watch();
        let overview = app.describe_app().await;
        assert!(overview.cloud.is_none() && !overview.notices.is_empty());
        assert_is_owners(&scene, overview.locked);
        if signs_out {
            let report = app.sign_out(None).await.unwrap();
            assert_eq!(
                (report.user_names, report.remaining_items),
                (vec![scene.persona("owner").user_name], 0)
            );
            assert_eq!(scene.keychain.entries(), []);
        } else {
            assert!(unlock_as(&scene, &app, "owner").await.locked.is_none());
        }
        let chosen = app.choose_cloud(&own_cloud(&scene)).await.unwrap();
        assert_eq!(chosen.account.is_none(), signs_out);
    }
}
