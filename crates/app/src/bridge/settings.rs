//! What a person can set.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The settings as they are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct SettingsView {
    /// Colours.
    pub theme: Theme,
    /// The size of the window's content in percent.
    pub zoom_percent: u16,
    /// Whether keys without a modifier act, such as `/`.
    pub single_keys: bool,
    /// Whether names of people, groups and applications are read from Microsoft Graph.
    pub shows_names: bool,
    /// The language of texts.
    pub language: Language,
    /// The languages that can be chosen.
    pub languages: Vec<Language>,
    /// The language that texts are in now: a tag (BCP 47), or `pseudo`.
    pub text_language: String,
    /// Tenant to sign in to (GUID or domain); none lets the person's account decide.
    pub tenant: Option<String>,
    /// Client id of an own app registration; none uses `default_client_id`.
    pub client_id: Option<String>,
    /// The client id that is used when none is set: the one of Microsoft's developer tools.
    pub default_client_id: String,
}

/// New settings; every field is set.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct SettingsUpdate {
    /// Colours.
    pub theme: Theme,
    /// The size of the window's content in percent. A value outside of the range becomes the nearest one in it.
    pub zoom_percent: u16,
    /// Whether keys without a modifier act, such as `/`.
    pub single_keys: bool,
    /// Tenant to sign in to (GUID or domain); none lets the person's account decide.
    pub tenant: Option<String>,
    /// Client id of an own app registration; none uses the default.
    pub client_id: Option<String>,
}

/// The language of texts, in the window and on the command line.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum Language {
    /// The first language of the system that Latchkey has; else English.
    #[default]
    System,
    /// English.
    En,
    /// Accented and longer English, in debug builds: it shows texts that are not in the catalogue, or have too little room.
    Pseudo,
}

/// Colours of the window.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum Theme {
    /// As the system.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
    /// High contrast.
    HighContrast,
}
