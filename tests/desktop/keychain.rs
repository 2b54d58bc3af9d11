//! The operating system's own store, under the vault.

use std::{path::Path, sync::Arc};

use latchkey_tests::desktop::{SecretService, Session, output_of};
use latchkey_types::OsEntropy;
use latchkey_vault::{Backend, ItemName, Keychain, Orphans, OsKeychain, Vault};
use zeroize::Zeroizing;

/// Set where this program runs inside of a session.
const INSIDE: &str = "LATCHKEY_TESTS_INSIDE";
const NAME: &str = "keychain::the_systems_store_keeps_a_key";

/// The store is that of the session in which a program was started, so the test starts itself once more in one.
#[tokio::test(flavor = "multi_thread")]
#[expect(clippy::disallowed_methods, reason = "the program tells itself where it runs")]
async fn the_systems_store_keeps_a_key() {
    let folder = tempfile::tempdir().unwrap();
    if std::env::var_os(INSIDE).is_some() {
        return keep_a_key(folder.path()).await;
    }
    let session = Session::start(SecretService::Present).await.unwrap();
    let mut inside = session.command(std::env::current_exe().unwrap());
    let output = output_of(inside.args(["--exact", NAME, "--nocapture"]).env(INSIDE, "1")).unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && said.contains("1 passed"), "{output:?}");
}

fn item(name: &str) -> ItemName {
    ItemName::new(name)
}

fn value(text: &str) -> Zeroizing<Vec<u8>> {
    Zeroizing::new(text.as_bytes().to_vec())
}

async fn keep_a_key(folder: &Path) {
    let vault = || Vault::new(folder.join("vault"), Arc::new(OsKeychain), Arc::new(OsEntropy));
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
    let lost = std::fs::read_dir(folder.join("vault")).unwrap().map(|entry| entry.unwrap().path());
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
