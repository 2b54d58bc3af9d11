//! The vault over a real folder and a keychain in memory.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod beside;
mod doctor;

use std::{fs, path::Path, sync::Arc};

use latchkey_types::OsEntropy;
use latchkey_vault::{Backend, ItemName, Keychain, KeychainError, MemoryKeychain, Vault, VaultError};
use tempfile::TempDir;
use zeroize::Zeroizing;

struct Stage {
    folder: TempDir,
    keychain: Arc<MemoryKeychain>,
}

impl Stage {
    fn new() -> Self {
        Self::with(MemoryKeychain::default())
    }

    fn with(keychain: MemoryKeychain) -> Self {
        Self { folder: tempfile::tempdir().unwrap(), keychain: Arc::new(keychain) }
    }

    fn vault(&self) -> Vault {
        Vault::new(self.path(), Arc::clone(&self.keychain) as _, Arc::new(OsEntropy))
    }

    fn path(&self) -> std::path::PathBuf {
        self.folder.path().join("vault")
    }

    fn files(&self) -> Vec<std::path::PathBuf> {
        let Ok(entries) = fs::read_dir(self.path()) else { return Vec::new() };
        let paths = entries.map(|entry| entry.unwrap().path());
        paths.filter(|path| path.extension().is_none_or(|extension| extension != "lock")).collect()
    }
}

fn item(name: &str) -> ItemName {
    ItemName::new(name)
}

fn value(text: &str) -> Zeroizing<Vec<u8>> {
    Zeroizing::new(text.as_bytes().to_vec())
}

fn locked() -> KeychainError {
    KeychainError::Locked { reason: "the collection is locked".to_owned() }
}

#[tokio::test]
async fn large_item_survives_a_restart() {
    let stage = Stage::new();
    let large = Zeroizing::new(vec![0xA5; 20_000]);
    stage.vault().seal(&item("account/1"), large.clone()).await.unwrap();
    assert_eq!(stage.vault().unseal(&item("account/1")).await.unwrap(), Some(large));
    assert_eq!(stage.vault().unseal(&item("account/2")).await.unwrap(), None);
    assert_eq!(stage.vault().names().await.unwrap(), [item("account/1")]);
}

#[tokio::test]
async fn neither_name_nor_value_is_on_the_disk() {
    let stage = Stage::new();
    stage.vault().seal(&item("needle-name"), value("needle-value")).await.unwrap();
    for file in stage.files() {
        let bytes = fs::read(&file).unwrap();
        assert!(!bytes.windows(6).any(|window| window == b"needle"), "{file:?}");
        assert!(!file.to_string_lossy().contains("needle"));
    }
}

#[tokio::test]
async fn each_item_has_a_key_of_its_own() {
    let stage = Stage::new();
    for name in ["account/1", "account/2", "account/3"] {
        stage.vault().seal(&item(name), value("the same")).await.unwrap();
    }
    let keys = || {
        let load = |(service, account): (String, String)| {
            stage.keychain.load(&service, &account).unwrap().unwrap().to_vec()
        };
        stage.keychain.entries().into_iter().map(load).collect::<Vec<_>>()
    };
    let first = keys();
    let different: std::collections::HashSet<&Vec<u8>> = first.iter().collect();
    assert_eq!((first.len(), different.len()), (3, 3));
    assert!(first.iter().all(|key| key.len() == 32 && key.iter().any(|byte| *byte != key[0])));
    // No item opens with the key of another one.
    let entries = stage.keychain.entries();
    for ((service, account), other) in entries.iter().zip(first.iter().cycle().skip(1)) {
        stage.keychain.store(service, account, other).unwrap();
    }
    for name in ["account/1", "account/2", "account/3"] {
        let opened = stage.vault().unseal(&item(name)).await;
        assert!(matches!(opened, Err(VaultError::Tampered { .. })), "{opened:?}");
    }
}

#[cfg(unix)]
#[tokio::test]
async fn only_the_owner_can_read() {
    use std::os::unix::fs::PermissionsExt;

    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let stage = Stage::new();
    fs::create_dir(stage.path()).unwrap();
    fs::set_permissions(stage.path(), fs::Permissions::from_mode(0o755)).unwrap();
    stage.vault().seal(&item("a"), value("v")).await.unwrap();
    assert_eq!(mode(&stage.path()), 0o700);
    assert_eq!(stage.files().iter().map(|file| mode(file)).collect::<Vec<_>>(), [0o600]);
}

#[tokio::test]
async fn repeated_sealing_asks_the_keychain_once() {
    let stage = Stage::new();
    let vault = stage.vault();
    vault.seal(&item("a"), value("0")).await.unwrap();
    let calls = stage.keychain.calls();
    for round in 1..5 {
        vault.seal(&item("a"), value(&round.to_string())).await.unwrap();
    }
    assert_eq!(vault.unseal(&item("a")).await.unwrap(), Some(value("4")));
    assert_eq!(stage.keychain.calls(), calls);
}

#[tokio::test]
async fn without_a_store_nothing_is_written() {
    let stage = Stage::with(MemoryKeychain::missing());
    let vault = stage.vault();
    assert!(
        matches!(vault.backend().await, Backend::Unavailable { trouble } if trouble.reason() == Some("no secret service"))
    );
    assert!(matches!(vault.seal(&item("a"), value("v")).await, Err(VaultError::NoStore { .. })));
    vault.remove(&item("a")).await.unwrap();
    assert!(!stage.path().exists());

    vault.keep_in_memory();
    assert_eq!(vault.backend().await, Backend::Memory);
    vault.seal(&item("a"), value("v")).await.unwrap();
    assert_eq!(vault.unseal(&item("a")).await.unwrap(), Some(value("v")));
    assert_eq!(vault.names().await.unwrap(), [item("a")]);
    vault.remove(&item("a")).await.unwrap();
    assert_eq!(vault.unseal(&item("a")).await.unwrap(), None);
    assert!(!stage.path().exists());
}

#[tokio::test]
async fn backend_is_found_again_after_somebody_mended_it() {
    let stage = Stage::new();
    stage.keychain.fail_with(Some(locked()));
    let vault = stage.vault();
    assert!(matches!(vault.backend().await, Backend::Unavailable { .. }));
    stage.keychain.fail_with(None);
    assert!(matches!(vault.backend().await, Backend::Unavailable { .. }), "the answer is remembered");
    assert_eq!(vault.probe().await, Backend::OsStore { name: "Memory".to_owned() });
    assert_eq!(stage.keychain.entries(), [], "the probe leaves nothing behind");
}

#[tokio::test]
async fn locked_store_is_told_apart_from_a_missing_item() {
    let stage = Stage::new();
    stage.vault().seal(&item("a"), value("v")).await.unwrap();
    stage.keychain.fail_with(Some(locked()));
    let vault = stage.vault();
    assert!(matches!(vault.unseal(&item("a")).await, Err(VaultError::Locked { .. })));
    assert!(matches!(vault.names().await, Err(VaultError::Locked { .. })));
    assert_eq!(vault.unseal(&item("b")).await.unwrap(), None);
}

#[tokio::test]
async fn damage_is_named_and_does_not_hide_other_items() {
    let stage = Stage::new();
    stage.vault().seal(&item("a"), value("v")).await.unwrap();
    let file = stage.files().remove(0);
    let good = fs::read(&file).unwrap();
    stage.vault().seal(&item("b"), value("w")).await.unwrap();
    let other = stage.files().into_iter().find(|path| *path != file).unwrap();

    let mut flipped = good.clone();
    *flipped.last_mut().unwrap() ^= 1;
    fs::write(&file, &flipped).unwrap();
    assert!(
        matches!(stage.vault().unseal(&item("a")).await, Err(VaultError::Tampered { item }) if item.as_str() == "a")
    );
    fs::write(&file, &good[..20]).unwrap();
    assert!(matches!(stage.vault().unseal(&item("a")).await, Err(VaultError::Truncated { .. })));
    fs::write(&file, b"plain text").unwrap();
    assert!(matches!(stage.vault().unseal(&item("a")).await, Err(VaultError::UnknownFormat { .. })));
    fs::copy(&other, &file).unwrap();
    assert!(matches!(stage.vault().unseal(&item("a")).await, Err(VaultError::WrongItem { .. })));
    assert_eq!(stage.vault().names().await.unwrap(), [item("b")]);

    stage.vault().seal(&item("a"), value("again")).await.unwrap();
    assert_eq!(stage.vault().unseal(&item("a")).await.unwrap(), Some(value("again")));
}

#[tokio::test]
async fn a_file_without_its_key_stays_closed() {
    let stage = Stage::new();
    stage.vault().seal(&item("a"), value("v")).await.unwrap();
    let elsewhere = Stage { folder: stage.folder, keychain: Arc::default() };
    assert!(matches!(elsewhere.vault().unseal(&item("a")).await, Err(VaultError::KeyMissing { .. })));
}

#[tokio::test]
async fn two_profiles_share_no_key() {
    let stage = Stage::new();
    let other = Stage { folder: tempfile::tempdir().unwrap(), keychain: Arc::clone(&stage.keychain) };
    stage.vault().seal(&item("a"), value("v")).await.unwrap();
    fs::create_dir(other.path()).unwrap();
    let file = stage.files().remove(0);
    fs::copy(&file, other.path().join(file.file_name().unwrap())).unwrap();
    assert!(matches!(other.vault().unseal(&item("a")).await, Err(VaultError::KeyMissing { .. })));
}

#[tokio::test]
async fn removing_leaves_neither_file_nor_key() {
    let stage = Stage::new();
    let vault = stage.vault();
    vault.seal(&item("a"), value("v")).await.unwrap();
    vault.seal(&item("b"), value("w")).await.unwrap();
    vault.remove(&item("a")).await.unwrap();
    vault.remove(&item("a")).await.unwrap();
    assert_eq!(vault.unseal(&item("a")).await.unwrap(), None);
    assert_eq!((stage.files().len(), stage.keychain.entries().len()), (1, 1));
    assert_eq!(vault.names().await.unwrap(), [item("b")]);
}

#[tokio::test]
async fn removing_without_the_store_takes_the_file_and_says_that_the_key_remains() {
    let stage = Stage::new();
    let vault = stage.vault();
    vault.seal(&item("a"), value("v")).await.unwrap();
    stage.keychain.fail_with(Some(locked()));
    assert!(matches!(vault.remove(&item("a")).await, Err(VaultError::Locked { .. })));
    assert_eq!(stage.files().len(), 0);
}

#[tokio::test]
async fn concurrent_seals_end_with_one_whole_value() {
    let stage = Stage::new();
    let vault = Arc::new(stage.vault());
    let mut tasks = tokio::task::JoinSet::new();
    for round in 0..30 {
        let vault = Arc::clone(&vault);
        tasks.spawn(async move { vault.seal(&item("a"), value(&format!("value {round}"))).await });
    }
    while let Some(done) = tasks.join_next().await {
        done.unwrap().unwrap();
    }
    let last = stage.vault().unseal(&item("a")).await.unwrap().unwrap();
    assert!(last.starts_with(b"value "));
    assert_eq!((stage.files().len(), stage.keychain.entries().len()), (1, 1));
}

#[tokio::test]
async fn two_programs_share_a_vault_without_spoiling_it() {
    let stage = Stage::new();
    let (window, command_line) = (stage.vault(), stage.vault());
    let name = item("account/1");
    window.seal(&name, value("first")).await.unwrap();
    assert_eq!(command_line.unseal(&name).await.unwrap(), Some(value("first")));
    command_line.remove(&name).await.unwrap();
    command_line.seal(&name, value("second")).await.unwrap();
    assert_eq!(window.unseal(&name).await.unwrap(), Some(value("second")), "its key was another one");
    window.seal(&name, value("third")).await.unwrap();
    assert_eq!(stage.vault().unseal(&name).await.unwrap(), Some(value("third")));

    let both = futures::future::join_all((0..40).map(|number| {
        let vault = if number % 2 == 0 { &window } else { &command_line };
        let name = name.clone();
        async move {
            vault.seal(&name, value(&number.to_string())).await.unwrap();
            vault.unseal(&name).await.unwrap().unwrap()
        }
    }));
    both.await;
}

#[tokio::test]
async fn an_item_is_locked_for_one_program_at_a_time() {
    let stage = Stage::new();
    let (window, command_line) = (stage.vault(), stage.vault());
    let name = item("account/1");
    let lock = window.lock_item(&name).await.unwrap();
    let order = Arc::new(std::sync::Mutex::new(Vec::new()));
    let waiting = tokio::spawn({
        let (name, order) = (name.clone(), Arc::clone(&order));
        async move {
            let _lock = command_line.lock_item(&name).await.unwrap();
            order.lock().unwrap().push("taken by the command line");
        }
    });
    // Each of these takes a turn on the same threads as the lock does.
    for _ in 0..50 {
        window.unseal(&item("another")).await.unwrap();
    }
    order.lock().unwrap().push("given back by the window");
    drop(lock);
    waiting.await.unwrap();
    assert_eq!(*order.lock().unwrap(), ["given back by the window", "taken by the command line"]);
}
