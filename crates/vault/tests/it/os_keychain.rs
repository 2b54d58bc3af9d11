//! The operating system's own store. It asks for a session with an unlocked one, so it runs on request only.

use std::sync::Arc;

use latchkey_types::OsEntropy;
use latchkey_vault::{Backend, Keychain, Orphans, OsKeychain, Vault};

use super::{item, value};

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs an unlocked secret store in the session"]
async fn the_systems_store_keeps_a_key() {
    let folder = tempfile::tempdir().unwrap();
    let vault = || Vault::new(folder.path().join("vault"), Arc::new(OsKeychain), Arc::new(OsEntropy));
    assert!(matches!(vault().backend().await, Backend::OsStore { .. }), "{:?}", vault().backend().await);
    vault().seal(&item("a"), value("v")).await.unwrap();
    assert_eq!(vault().unseal(&item("a")).await.unwrap(), Some(value("v")));
    assert_eq!(vault().names().await.unwrap(), [item("a")]);
    vault().remove(&item("a")).await.unwrap();
    assert_eq!(vault().unseal(&item("a")).await.unwrap(), None);
    assert!(matches!(vault().probe().await, Backend::OsStore { .. }));

    vault().try_round_trip().await.unwrap();
    for name in ["a", "b"] {
        vault().seal(&item(name), value(name)).await.unwrap();
    }
    let found = vault().inspect().await.unwrap();
    assert!(found.items.iter().all(|item| item.trouble.is_none()), "{found:?}");
    // Where keys can be listed, one that lost its file is found, and removed with the others.
    let lost = std::fs::read_dir(folder.path().join("vault")).unwrap().map(|entry| entry.unwrap().path());
    let lost = lost.into_iter().find(|path| path.extension().is_some_and(|one| one == "sealed")).unwrap();
    std::fs::remove_file(lost).unwrap();
    let lists = OsKeychain.list("of nobody").unwrap().is_some();
    let expected = if lists { Orphans::Counted(1) } else { Orphans::Unlisted };
    assert_eq!(vault().inspect().await.unwrap().orphans, expected);
    let purged = vault().purge().await;
    assert!(purged.is_proven(), "{purged:?}");
    assert_eq!((purged.items, purged.keys), (1, if lists { 2 } else { 1 }));
    assert_eq!(purged.has_listed_keys, lists);
}
