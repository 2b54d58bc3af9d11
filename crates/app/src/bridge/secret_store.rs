//! What is kept on this machine, and how.

use jiff::Timestamp;
use serde::Serialize;
use ts_rs::TS;

use super::{AccountKind, SecretStorage};

/// Everything that is kept. It names items and says nothing of what is in them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct SecretStoreReport {
    /// Where secrets are kept, looked at just now.
    pub storage: SecretStorage,
    /// What is the matter with the store, and the way out.
    pub trouble: Option<StoreTrouble>,
    /// Each item.
    pub items: Vec<SecretItem>,
    /// Files in the folder that are not Latchkey's. Nothing touches them.
    pub other_files: Vec<String>,
    /// Keys in the store that no item belongs to.
    pub orphaned_keys: OrphanedKeys,
    /// The folder of the sealed files.
    pub folder: String,
    /// When this was, UTC.
    #[ts(type = "string")]
    pub as_of: Timestamp,
}

/// What is the matter with a store or an item, in plain words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct StoreTrouble {
    /// What it is.
    pub kind: StoreTroubleKind,
    /// What happened.
    pub message: String,
    /// What to do about it.
    pub way_out: String,
    /// What the system said.
    pub reason: Option<String>,
}

/// The kinds of trouble.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum StoreTroubleKind {
    /// There is no store.
    Missing,
    /// It is locked.
    Locked,
    /// It failed in another way.
    Failed,
    /// The key of an item is gone.
    KeyMissing,
    /// The file of an item was changed, cut off or exchanged.
    Tampered,
    /// The file is of another format.
    UnknownFormat,
    /// The file cannot be read.
    Unreadable,
}

/// An item that is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct SecretItem {
    /// What it is.
    pub kind: SecretItemKind,
    /// Whose session it is.
    pub account: Option<SecretItemAccount>,
    /// The file's name; none for what is in memory only.
    pub file: Option<String>,
    /// Its length as it is kept, in bytes.
    pub size_bytes: u32,
    /// When it was sealed last, UTC, by the file system's word.
    #[ts(type = "string | null")]
    pub sealed_at: Option<Timestamp>,
    /// Where its key is: the store's name.
    pub backend: String,
    /// Cipher and format, such as `AES-256-GCM (LKV1)`.
    pub encryption: Option<String>,
    /// Why it does not open.
    pub trouble: Option<StoreTrouble>,
}

/// What an item is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum SecretItemKind {
    /// An account's session.
    Session,
    /// The demo cloud's state.
    DemoCloud,
    /// Something else of Latchkey's.
    Other,
    /// It does not open, so what it is cannot be known.
    Unknown,
}

/// Whose session an item is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct SecretItemAccount {
    /// The user name.
    pub user_name: String,
    /// What kind of principal it is.
    pub kind: AccountKind,
    /// The cloud's id.
    pub cloud_id: String,
    /// GUID of the tenant.
    pub tenant_id: String,
}

/// Keys without an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
#[ts(export)]
pub enum OrphanedKeys {
    /// So many.
    Counted {
        /// How many.
        count: u32,
    },
    /// This system's store cannot be asked for a list.
    Unlisted,
    /// The store did not answer.
    Unknown,
}

/// That a secret was kept, read and removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct RoundTrip {
    /// How long that took, in milliseconds.
    pub took_ms: u32,
}

/// What a purge did, and what a second look found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct PurgeReport {
    /// Items that were removed.
    pub items: u32,
    /// Keys that were removed from the store.
    pub keys: u32,
    /// Items and keys that the second look still found.
    pub remaining: u32,
    /// Whether the store could be asked for every key of this profile.
    pub has_listed_keys: bool,
    /// Whether it is proven that nothing is left: the second look found nothing, and nothing refused.
    pub is_proven: bool,
    /// What could not be removed or looked at, in plain words.
    pub failures: Vec<String>,
    /// Files in the folder that are not Latchkey's, and stay.
    pub other_files: Vec<String>,
}
