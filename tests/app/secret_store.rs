//! The doctor of the secret store, and removing everything with proof.

use std::fs;

use latchkey_app::{
    ErrorCode,
    bridge::{AccountKind, OrphanedKeys, SecretItemKind, SecretStorage, StoreTroubleKind},
};
use latchkey_tests::{Scene, SceneBuilder};
use latchkey_vault::{KeychainError, MemoryKeychain};

#[tokio::test]
async fn each_item_is_listed_with_its_account_and_encryption() {
    let scene = Scene::signed_in_as("owner").await.unwrap();
    scene.sign_in("reader").await.unwrap();
    let vault = scene.profile().join("vault");
    fs::write(vault.join("notes.txt"), "mine").unwrap();

    let report = scene.app.check_secret_store().await.unwrap();
    assert_eq!(report.storage, SecretStorage::OsStore { name: "Memory".to_owned() });
    assert_eq!((&report.trouble, report.orphaned_keys), (&None, OrphanedKeys::Counted { count: 0 }));
    assert_eq!((report.other_files.as_slice(), report.items.len()), (["notes.txt".to_owned()].as_slice(), 2));
    let mut names: Vec<String> = Vec::new();
    for item in &report.items {
        let account = item.account.clone().unwrap();
        assert_eq!((item.kind, account.kind), (SecretItemKind::Session, AccountKind::User));
        assert_eq!(account.cloud_id, scene.demo.cloud().id);
        assert_eq!(item.encryption.as_deref(), Some("AES-256-GCM (LKV2)"));
        assert_eq!(item.backend, "Memory");
        let file = item.file.as_ref().unwrap();
        let length = fs::metadata(vault.join(format!("{file}.sealed"))).unwrap().len();
        assert_eq!(u64::from(item.size_bytes), length);
        assert!(item.sealed_at.is_some() && item.trouble.is_none());
        names.push(account.user_name);
    }
    names.sort();
    let mut expected = [scene.persona("owner").user_name, scene.persona("reader").user_name];
    expected.sort();
    assert_eq!(names, expected);
    let took = scene.app.try_secret_store().await.unwrap().took_ms;
    assert!(took < 60_000, "{took}");
    assert_eq!(scene.app.check_secret_store().await.unwrap().items.len(), 2, "the trial left nothing");
}

#[tokio::test]
async fn a_store_that_is_locked_or_missing_is_explained_with_the_way_out() {
    let scene = Scene::signed_in_as("owner").await.unwrap();
    let reason = || "the system's own words".to_owned();
    for (failure, kind) in [
        (KeychainError::Locked { reason: reason() }, StoreTroubleKind::Locked),
        (KeychainError::Missing { reason: reason() }, StoreTroubleKind::Missing),
        (KeychainError::Failed { reason: reason() }, StoreTroubleKind::Failed),
    ] {
        scene.keychain.fail_with(Some(failure));
        let report = scene.restarted().check_secret_store().await.unwrap();
        assert!(matches!(report.storage, SecretStorage::Unavailable { .. }));
        let trouble = report.trouble.unwrap();
        assert_eq!((trouble.kind, trouble.reason), (kind, Some(reason())));
        assert!(!trouble.way_out.is_empty());
        let item = &report.items[0];
        assert_eq!((item.kind, item.account.is_some()), (SecretItemKind::Unknown, false));
        assert_eq!(item.trouble.as_ref().map(|trouble| trouble.kind), Some(kind), "{item:?}");
        assert_eq!(report.orphaned_keys, OrphanedKeys::Unknown);
        assert!(scene.app.try_secret_store().await.is_err());
    }
    scene.keychain.fail_with(None);
    assert_eq!(scene.restarted().check_secret_store().await.unwrap().trouble, None);
}

#[tokio::test]
async fn a_broken_item_is_listed_beside_the_others() {
    let scene = Scene::signed_in_as("owner").await.unwrap();
    scene.sign_in("reader").await.unwrap();
    let path = scene.app.check_secret_store().await.unwrap().items[0].file.clone().unwrap();
    let path = scene.profile().join("vault").join(format!("{path}.sealed"));
    let mut bytes = fs::read(&path).unwrap();
    *bytes.last_mut().unwrap() ^= 1;
    fs::write(path, bytes).unwrap();
    let report = scene.app.check_secret_store().await.unwrap();
    let troubles: Vec<_> =
        report.items.iter().map(|item| item.trouble.as_ref().map(|one| one.kind)).collect();
    assert_eq!(troubles, [None, Some(StoreTroubleKind::Tampered)]);
}

#[tokio::test]
async fn a_purge_ends_every_session_and_proves_that_nothing_is_left() {
    let scene = Scene::signed_in_as("owner").await.unwrap();
    scene.sign_in("reader").await.unwrap();
    let vault = scene.profile().join("vault");
    let broken = fs::read_dir(&vault).unwrap().map(|entry| entry.unwrap().path());
    let broken = broken.into_iter().find(|path| path.extension().is_some_and(|one| one == "sealed")).unwrap();
    fs::write(broken, "no seal of ours").unwrap();
    for typed in ["", "yes", "PURGE!"] {
        let refused = scene.app.purge_secret_store(typed).await.unwrap_err();
        assert_eq!(refused.code, ErrorCode::Invalid, "{typed}");
    }
    assert_eq!(scene.keychain.entries().len(), 2);

    let report = scene.app.purge_secret_store(" purge ").await.unwrap();
    assert!(report.is_proven && report.has_listed_keys, "{report:?}");
    assert_eq!((report.items, report.keys, report.remaining), (2, 2, 0));
    assert_eq!(scene.keychain.entries(), []);
    assert!(!vault.exists());
    let overview = scene.app.describe_app().await;
    assert!(overview.account.is_none() && overview.accounts.is_empty());
    assert_eq!(scene.app.list_workspaces().await.unwrap_err().code, ErrorCode::SignInRequired);
    assert!(scene.restarted().describe_app().await.account.is_none());
    scene.sign_in("owner").await.unwrap();
    assert_eq!(scene.workspaces().await.unwrap().len(), 5, "it begins anew");
}

#[tokio::test]
async fn a_purge_claims_only_what_it_has_proven() {
    let scene = SceneBuilder::default().keychain(MemoryKeychain::unlisted()).set().await.unwrap();
    scene.sign_in("owner").await.unwrap();
    let report = scene.app.purge_secret_store("purge").await.unwrap();
    assert!(report.is_proven && !report.has_listed_keys, "{report:?}");

    scene.sign_in("owner").await.unwrap();
    scene.keychain.fail_with(Some(KeychainError::Locked { reason: "nobody unlocked it".to_owned() }));
    let report = scene.app.purge_secret_store("purge").await.unwrap();
    assert!(!report.is_proven, "{report:?}");
    assert!(!report.failures.is_empty(), "{report:?}");
    assert!(scene.app.describe_app().await.account.is_none(), "the sealed file is gone all the same");
}

#[tokio::test]
async fn secrets_in_memory_are_listed_and_purged_too() {
    let scene = SceneBuilder::default().keychain(MemoryKeychain::missing()).set().await.unwrap();
    scene.app.allow_session_only().await;
    scene.sign_in("owner").await.unwrap();
    let report = scene.app.check_secret_store().await.unwrap();
    assert_eq!(report.storage, SecretStorage::Memory);
    let item = &report.items[0];
    assert_eq!((item.kind, &item.file, &item.encryption), (SecretItemKind::Session, &None, &None));
    let report = scene.app.purge_secret_store("purge").await.unwrap();
    assert!(report.is_proven && report.items == 1, "{report:?}");
    assert!(scene.app.describe_app().await.account.is_none());
}
