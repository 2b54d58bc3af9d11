//! Secrets at rest: each item is a sealed file whose random key lies in the operating system's store.
//!
//! The store holds keys and not the items themselves, because Windows limits an entry to 2,560 bytes.
//! A part can lie beside an item, sealed with the same key, and goes with it.
//! Where there is no store nothing is written; keeping items in memory is the person's choice, never a
//! silent way out.

mod disk;
mod error;
mod item;
mod keychain;
mod sealed_file;
mod vault;

pub use error::VaultError;
pub use item::ItemName;
pub use keychain::{Keychain, KeychainError, MemoryKeychain, OsKeychain};
pub use vault::{Backend, InspectedItem, Inspection, ItemLock, Orphans, Purged, Seal, Unsealed, Vault};
