//! What a person can set, as it stands in `settings.json`. Nothing in it is secret.

use std::collections::BTreeMap;

use jiff::Timestamp;
use latchkey_identity::{Account, AccountKind};
use serde::{Deserialize, Deserializer, Serialize, de::DeserializeOwned};

use crate::bridge::{Language, LockReason, LockSettings, Theme};

/// The file's content. Unknown fields of a newer version are kept out; missing ones take defaults.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Settings {
    pub(crate) cloud: Option<String>,
    /// The account that was last worked with in each cloud, by their ids.
    pub(crate) accounts: BTreeMap<String, String>,
    #[serde(deserialize_with = "known")]
    pub(crate) theme: Theme,
    #[serde(deserialize_with = "known")]
    pub(crate) language: Language,
    /// How much larger than usual the window is, in percent; none is 100.
    pub(crate) zoom_percent: Option<u16>,
    /// Whether keys without a modifier do nothing.
    pub(crate) without_single_keys: bool,
    pub(crate) tenant: Option<String>,
    pub(crate) client_id: Option<String>,
    /// When the window locks by itself.
    pub(crate) lock: LockSettings,
    /// That it is locked, so that a new start does not unlock it.
    pub(crate) locked: Option<Locked>,
    /// Whether the person wants the names of people, groups and applications, which Microsoft Graph has.
    pub(crate) names_from_graph: bool,
    /// Services that the person pinned, by their handles, in the order in which that was done.
    pub(crate) pinned_services: Vec<String>,
    /// Services that were opened, by their handles, the last one first.
    pub(crate) recent_services: Vec<String>,
}

/// A choice of a newer version becomes the default here, so that the rest of the file is kept.
fn known<'de, D: Deserializer<'de>, T: DeserializeOwned + Default>(from: D) -> Result<T, D::Error> {
    let value = serde_json::Value::deserialize(from)?;
    Ok(serde_json::from_value(value).unwrap_or_default())
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_choice_of_a_newer_version_loses_nothing_else() {
        let text = r#"{"language":"tlh","theme":"sepia","tenant":"contoso.com","locked":{"since":"2026-11-30T08:00:00Z","reason":"idle"}}"#;
        let settings: Settings = serde_json::from_str(text).unwrap();
        assert_eq!((settings.language, settings.theme), (Language::System, Theme::System));
        assert_eq!(settings.tenant.as_deref(), Some("contoso.com"));
        assert!(settings.locked.is_some());
    }
}
