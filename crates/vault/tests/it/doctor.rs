//! Looking at what is kept, trying the store, and removing everything.

use std::fs;

use latchkey_vault::{Backend, InspectedItem, MemoryKeychain, Orphans, VaultError};

use super::{Stage, item, locked, value};

fn by_name<'a>(items: &'a [InspectedItem], name: &str) -> &'a InspectedItem {
    items.iter().find(|one| one.name.as_ref().is_some_and(|one| one.as_str() == name)).unwrap()
}

/// Everything in the folder, locks too.
fn left_in(stage: &Stage) -> Vec<String> {
    let Ok(entries) = fs::read_dir(stage.path()) else { return Vec::new() };
    entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect()
}

#[tokio::test]
async fn each_item_is_described_and_each_trouble_named() {
    let stage = Stage::new();
    let vault = stage.vault();
    for name in ["a", "b", "c"] {
        vault.seal(&item(name), value(name)).await.unwrap();
    }
    let broken = stage.files().remove(0);
    let mut bytes = fs::read(&broken).unwrap();
    *bytes.last_mut().unwrap() ^= 1;
    fs::write(&broken, &bytes).unwrap();
    fs::write(stage.path().join("notes.txt"), "mine").unwrap();
    let service = stage.keychain.entries()[0].0.clone();
    latchkey_vault::Keychain::store(&*stage.keychain, &service, "probe-left-behind", b"x").unwrap();

    let found = stage.vault().inspect().await.unwrap();
    assert_eq!(found.backend, Backend::OsStore { name: "Memory".to_owned() });
    assert_eq!(
        (found.items.len(), found.strangers, found.orphans),
        (3, vec!["notes.txt".to_owned()], Orphans::Counted(1))
    );
    let (open, shut): (Vec<_>, Vec<_>) = found.items.iter().partition(|one| one.trouble.is_none());
    assert_eq!((open.len(), shut.len()), (2, 1));
    for one in &found.items {
        assert_eq!(one.encryption, Some(("LKV2", "AES-256-GCM")));
        assert_eq!(one.sealed_bytes, bytes.len() as u64);
        assert!(one.sealed_at.is_some() && one.file.is_some());
    }
    assert!(matches!(shut[0].trouble, Some(VaultError::Tampered { .. })), "{shut:?}");
    assert_eq!(shut[0].name, None, "a name is believed only once the file opens");
    assert_eq!(stage.keychain.entries().len(), 4, "looking changes nothing");
}

#[tokio::test]
async fn a_store_that_is_locked_or_gone_is_told_with_its_items() {
    let stage = Stage::new();
    stage.vault().seal(&item("a"), value("v")).await.unwrap();
    stage.keychain.fail_with(Some(locked()));
    let found = stage.vault().inspect().await.unwrap();
    assert_eq!(found.trouble, Some(locked()));
    assert!(matches!(found.backend, Backend::Unavailable { .. }));
    assert!(matches!(found.items[0].trouble, Some(VaultError::Locked { .. })), "{:?}", found.items);
    assert_eq!(found.orphans, Orphans::Unknown);

    stage.keychain.fail_with(None);
    let elsewhere = Stage { folder: stage.folder, keychain: MemoryKeychain::unlisted().into() };
    let found = elsewhere.vault().inspect().await.unwrap();
    assert!(matches!(found.items[0].trouble, Some(VaultError::KeyMissing { .. })), "{:?}", found.items);
    assert_eq!(found.orphans, Orphans::Unlisted);
}

#[tokio::test]
async fn what_is_in_memory_is_described_too() {
    let stage = Stage::with(MemoryKeychain::missing());
    let vault = stage.vault();
    vault.keep_in_memory();
    vault.seal(&item("a"), value("four")).await.unwrap();
    let found = vault.inspect().await.unwrap();
    let one = by_name(&found.items, "a");
    assert_eq!((found.backend, one.sealed_bytes, one.encryption), (Backend::Memory, 4, None));
    vault.try_round_trip().await.unwrap();
    let purged = vault.purge().await;
    assert!(purged.is_proven() && purged.items == 1, "{purged:?}");
    assert_eq!(vault.unseal(&item("a")).await.unwrap(), None);
}

#[tokio::test]
async fn a_trial_shows_that_secrets_can_be_kept_and_leaves_nothing() {
    let stage = Stage::new();
    let vault = stage.vault();
    vault.try_round_trip().await.unwrap();
    assert_eq!((stage.files().len(), stage.keychain.entries().len()), (0, 0));
    stage.keychain.fail_with(Some(locked()));
    assert!(matches!(
        vault.try_round_trip().await,
        Err(VaultError::Locked { .. } | VaultError::NoStore { .. })
    ));
    assert_eq!(stage.files().len(), 0);
}

#[tokio::test]
async fn a_purge_removes_what_opens_and_what_does_not_and_looks_again() {
    let stage = Stage::new();
    let vault = stage.vault();
    for name in ["a", "b", "c"] {
        vault.seal(&item(name), value(name)).await.unwrap();
    }
    let files = stage.files();
    fs::write(&files[0], "no format of ours").unwrap();
    fs::write(files[1].with_extension("new"), "half a file").unwrap();
    let service = stage.keychain.entries()[0].0.clone();
    latchkey_vault::Keychain::store(&*stage.keychain, &service, "probe-left-behind", b"x").unwrap();
    let other = Stage { folder: tempfile::tempdir().unwrap(), keychain: stage.keychain.clone() };
    other.vault().seal(&item("of another profile"), value("v")).await.unwrap();

    let purged = vault.purge().await;
    assert!(purged.is_proven() && purged.has_listed_keys, "{purged:?}");
    assert_eq!((purged.items, purged.keys, purged.remaining), (3, 4, 0));
    assert_eq!(left_in(&stage), Vec::<String>::new(), "locks are gone too");
    assert!(!stage.path().exists());
    assert_eq!(stage.keychain.entries().len(), 1, "another profile keeps its own");

    vault.seal(&item("a"), value("anew")).await.unwrap();
    assert_eq!(stage.vault().unseal(&item("a")).await.unwrap(), Some(value("anew")));
    let again = stage.vault().purge().await;
    assert_eq!((again.items, again.keys, again.is_proven()), (1, 1, true));
    assert!(stage.vault().purge().await.is_proven(), "an empty vault is empty");
}

#[tokio::test]
async fn a_purge_without_the_store_says_that_keys_may_be_left() {
    let stage = Stage::new();
    stage.vault().seal(&item("a"), value("v")).await.unwrap();
    fs::write(stage.path().join("notes.txt"), "mine").unwrap();
    stage.keychain.fail_with(Some(locked()));
    let purged = stage.vault().purge().await;
    assert!(!purged.is_proven(), "{purged:?}");
    assert!(matches!(purged.failures[0], VaultError::Locked { .. }));
    assert_eq!((purged.items, purged.strangers.as_slice()), (1, ["notes.txt".to_owned()].as_slice()));
    assert_eq!(left_in(&stage), ["notes.txt"], "what is not ours stays");
}

#[tokio::test]
async fn a_purge_waits_for_whoever_is_using_an_item() {
    let stage = Stage::new();
    let (window, command_line) = (stage.vault(), stage.vault());
    let name = item("account/1");
    window.seal(&name, value("first")).await.unwrap();
    let lock = window.lock_item(&name).await.unwrap();
    let purging = tokio::spawn(async move { command_line.purge().await });
    // Each of these takes a turn on the same threads as the purge does.
    for _ in 0..50 {
        window.unseal(&item("another")).await.unwrap();
    }
    assert_eq!(window.unseal(&name).await.unwrap(), Some(value("first")));
    window.seal(&name, value("renewed")).await.unwrap();
    drop(lock);
    assert!(purging.await.unwrap().is_proven());
    assert_eq!(window.unseal(&name).await.unwrap(), None);
    assert_eq!(stage.keychain.entries(), []);
}

#[tokio::test]
async fn each_sealing_is_another_one() {
    let stage = Stage::new();
    let (window, command_line) = (stage.vault(), stage.vault());
    let name = item("account/1");
    assert_eq!(window.seal_of(&name).await.unwrap(), None);
    window.seal(&name, value("same")).await.unwrap();
    let first = window.seal_of(&name).await.unwrap();
    assert_eq!(command_line.seal_of(&name).await.unwrap(), first);
    let calls = stage.keychain.calls();
    command_line.seal(&name, value("same")).await.unwrap();
    let calls_of_sealing = stage.keychain.calls() - calls;
    let second = window.seal_of(&name).await.unwrap();
    assert!(second.is_some() && second != first);
    assert_eq!(stage.keychain.calls() - calls, calls_of_sealing, "no key is needed to see it");
    fs::write(&stage.files()[0], "LKV2").unwrap();
    assert!(matches!(window.seal_of(&name).await, Err(VaultError::Truncated { .. })));
}

#[tokio::test]
async fn keys_that_were_forgotten_are_read_again() {
    let stage = Stage::new();
    let vault = stage.vault();
    vault.seal(&item("a"), value("v")).await.unwrap();
    vault.forget_keys();
    stage.keychain.fail_with(Some(locked()));
    assert!(matches!(vault.unseal(&item("a")).await, Err(VaultError::Locked { .. })));
    stage.keychain.fail_with(None);
    assert_eq!(vault.unseal(&item("a")).await.unwrap(), Some(value("v")));
}
