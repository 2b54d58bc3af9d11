//! What a person can set, as it stands in `settings.json`. Nothing in it is secret.

use std::collections::BTreeMap;

use jiff::Timestamp;
use latchkey_identity::{Account, AccountKind};
use serde::{Deserialize, Serialize};

use crate::bridge::{Language, LockReason, LockSettings, Theme};

/// The file's content. Unknown fields of a newer version are kept out; missing ones take defaults.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Settings {
    pub(crate) cloud: Option<String>,
    /// The account that was last worked with in each cloud, by their ids.
    pub(crate) accounts: BTreeMap<String, String>,
    pub(crate) theme: Theme,
    pub(crate) language: Language,
    pub(crate) tenant: Option<String>,
    pub(crate) client_id: Option<String>,
    /// When the window locks by itself.
    pub(crate) lock: LockSettings,
    /// That it is locked, so that a new start does not unlock it.
    pub(crate) locked: Option<Locked>,
    /// Whether the person wants the names of people, groups and applications, which Microsoft Graph has.
    pub(crate) names_from_graph: bool,
}

/// That the app is locked; kept in the settings, so that a new start does not unlock it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Locked {
    pub(crate) since: Timestamp,
    pub(crate) reason: LockReason,
    /// Who has to unlock; locks of earlier versions do not say it.
    #[serde(default)]
    pub(crate) by: Option<Unlocker>,
}

/// The account that has to unlock, as the settings keep it: nothing of it tells who that is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Unlocker {
    pub(crate) cloud: String,
    pub(crate) account: String,
    pub(crate) is_person: bool,
}

impl Unlocker {
    pub(crate) fn of(account: &Account) -> Self {
        Self {
            cloud: account.key.cloud_id.clone(),
            account: account.key.id(),
            is_person: account.kind == AccountKind::User,
        }
    }
}
