//! Parts beside an item: opened with the item's own key, and gone with it.

use std::{fs, sync::Arc};

use latchkey_types::OsEntropy;
use latchkey_vault::{Backend, InspectedItem, Keychain, KeychainError, MemoryKeychain, Vault, VaultError};
use zeroize::Zeroizing;

use super::{Stage, item, value};

/// A keychain that counts how often it is read.
#[derive(Default)]
struct Counting {
    inner: MemoryKeychain,
    loads: std::sync::atomic::AtomicUsize,
}

impl Counting {
    fn loads(&self) -> usize {
        self.loads.load(std::sync::atomic::Ordering::SeqCst)
    }
}

impl Keychain for Counting {
    fn name(&self) -> String {
        self.inner.name()
    }

    fn store(&self, service: &str, account: &str, secret: &[u8]) -> Result<(), KeychainError> {
        self.inner.store(service, account, secret)
    }

    fn load(&self, service: &str, account: &str) -> Result<Option<Zeroizing<Vec<u8>>>, KeychainError> {
        self.loads.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
        self.inner.load(service, account)
    }

    fn delete(&self, service: &str, account: &str) -> Result<(), KeychainError> {
        self.inner.delete(service, account)
    }

    fn list(&self, service: &str) -> Result<Option<Vec<String>>, KeychainError> {
        self.inner.list(service)
    }
}

#[tokio::test]
async fn a_part_is_shared_by_programs_and_nothing_of_it_is_in_clear() {
    let stage = Stage::new();
    let (window, command_line) = (stage.vault(), stage.vault());
    window.seal(&item("account/a"), value("session")).await.unwrap();
    window.seal_beside(&item("account/a"), "one", value("needle-1")).await.unwrap();
    window.seal_beside(&item("account/a"), "two", value("needle-2")).await.unwrap();
    window.seal_beside(&item("account/a"), "one", value("needle-3")).await.unwrap();
    let opened = async |part| command_line.unseal_beside(&item("account/a"), part).await.unwrap();
    assert_eq!(opened("one").await, Some(value("needle-3")));
    assert_eq!(opened("two").await, Some(value("needle-2")));
    assert_eq!(opened("three").await, None);
    for file in stage.files() {
        assert!(!fs::read(&file).unwrap().windows(6).any(|window| window == b"needle"), "{file:?}");
    }
    assert_eq!(command_line.names().await.unwrap(), [item("account/a")], "a part is no item");
    assert_eq!(stage.keychain.entries().len(), 1, "and has no key of its own");

    command_line.remove_part(&item("account/a"), "one").await.unwrap();
    assert_eq!((opened("one").await, opened("two").await), (None, Some(value("needle-2"))));
    command_line.remove_parts(&item("account/a")).await.unwrap();
    assert_eq!(opened("two").await, None);
    assert_eq!(command_line.unseal(&item("account/a")).await.unwrap(), Some(value("session")));
}

#[tokio::test]
async fn one_reading_of_the_store_opens_an_item_and_its_parts() {
    let (stage, keychain) = (Stage::new(), Arc::new(Counting::default()));
    let start = || Vault::new(stage.path(), Arc::clone(&keychain) as _, Arc::new(OsEntropy));
    let vault = start();
    vault.seal(&item("account/a"), value("session")).await.unwrap();
    vault.seal_beside(&item("account/a"), "one", value("cached")).await.unwrap();
    for looks_first in [true, false] {
        let (restarted, before) = (start(), keychain.loads());
        if looks_first {
            restarted.backend().await;
        }
        assert_eq!(restarted.unseal_kind("account").await.unwrap().len(), 1);
        assert!(restarted.unseal_with_seal(&item("account/a")).await.unwrap().is_some());
        let part = restarted.unseal_beside(&item("account/a"), "one").await.unwrap();
        assert_eq!(part, Some(value("cached")));
        assert!(matches!(restarted.backend().await, Backend::OsStore { .. }));
        assert_eq!(keychain.loads() - before, 1, "{looks_first}");
    }
}

#[tokio::test]
async fn parts_go_with_their_item_and_with_everything() {
    let stage = Stage::new();
    let vault = stage.vault();
    let fill = async || {
        for name in ["account/a", "account/b"] {
            vault.seal(&item(name), value("session")).await.unwrap();
            vault.seal_beside(&item(name), "one", value("cached")).await.unwrap();
        }
        assert_eq!(stage.files().len(), 4);
    };
    fill().await;
    vault.remove(&item("account/a")).await.unwrap();
    assert_eq!(stage.files().len(), 2);
    vault.seal_beside(&item("account/a"), "one", value("late")).await.unwrap();
    assert_eq!(stage.files().len(), 2, "nothing is kept beside what is not there");
    fill().await;
    stage.vault().remove_all_parts().await.unwrap();
    assert_eq!((stage.files().len(), vault.names().await.unwrap().len()), (2, 2));
    fill().await;
    let purged = vault.purge().await;
    assert!(purged.is_proven(), "{purged:?}");
    assert_eq!((purged.items, stage.files().len(), purged.strangers.len()), (2, 0, 0));
}

#[tokio::test]
async fn a_part_of_an_earlier_item_does_not_open_beside_the_next() {
    let stage = Stage::new();
    let vault = stage.vault();
    vault.seal(&item("account/a"), value("session")).await.unwrap();
    vault.seal_beside(&item("account/a"), "one", value("cached")).await.unwrap();
    let path = stage.files().into_iter().find(|file| file.to_string_lossy().contains(".one.")).unwrap();
    let kept = fs::read(&path).unwrap();
    vault.remove(&item("account/a")).await.unwrap();
    vault.seal(&item("account/a"), value("anew")).await.unwrap();
    fs::write(&path, kept).unwrap();
    let put_back = vault.unseal_beside(&item("account/a"), "one").await;
    assert!(matches!(put_back, Err(VaultError::Tampered { .. })), "{put_back:?}");
    fs::write(&path, b"LKP1").unwrap();
    let cut = vault.unseal_beside(&item("account/a"), "one").await;
    assert!(matches!(cut, Err(VaultError::Truncated { .. })), "{cut:?}");
    let counted = |items: &[InspectedItem]| items.iter().map(|one| one.parts).collect::<Vec<_>>();
    let inspection = vault.inspect().await.unwrap();
    assert_eq!((counted(&inspection.items), inspection.strangers.len()), (vec![1], 0));
    assert!(inspection.items[0].trouble.is_none(), "a broken cache troubles nobody");
}

#[tokio::test]
async fn a_profile_in_memory_keeps_no_parts() {
    let stage = Stage::new();
    let vault = stage.vault();
    vault.keep_in_memory();
    vault.seal(&item("account/a"), value("session")).await.unwrap();
    vault.seal_beside(&item("account/a"), "one", value("cached")).await.unwrap();
    assert_eq!(vault.unseal_beside(&item("account/a"), "one").await.unwrap(), None);
    assert_eq!(stage.files().len(), 0);
}

#[tokio::test]
async fn items_of_another_kind_stay_closed() {
    let stage = Stage::new();
    let vault = stage.vault();
    for name in ["account/b", "account/a", "accounting/c", "demo"] {
        vault.seal(&item(name), value(name)).await.unwrap();
    }
    let opened = vault.unseal_kind("account").await.unwrap();
    let rows: Vec<_> = opened.iter().map(|one| (one.name.as_str(), one.value.as_slice())).collect();
    assert_eq!(rows, [("account/a", b"account/a".as_slice()), ("account/b", b"account/b")]);
    for one in &opened {
        assert_eq!(vault.seal_of(&one.name).await.unwrap(), Some(one.seal));
    }
    let keychain = Arc::new(Counting::default());
    let counting = Vault::new(stage.path(), Arc::clone(&keychain) as _, Arc::new(OsEntropy));
    assert!(counting.unseal_kind("account").await.unwrap().is_empty(), "its keychain has none of the keys");
    assert_eq!(keychain.loads(), 2);
}
