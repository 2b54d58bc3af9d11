//! The operating system's own store. It asks for a session with an unlocked one, so it runs on request only.

use std::sync::Arc;

use latchkey_types::OsEntropy;
use latchkey_vault::{Backend, OsKeychain, Vault};

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
}
