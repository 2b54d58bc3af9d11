//! What a person can set, kept as `settings.json` in the profile. Nothing in it is secret.

use std::collections::BTreeMap;

use latchkey_types::is_tenant;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    App, CommandError,
    lock::Locked,
    view::{LockSettings, SettingsUpdate, SettingsView, Theme},
};

/// The public client that Microsoft's azure-identity libraries use for developers.
pub(crate) const DEFAULT_CLIENT_ID: &str = "04b07795-8ddb-461a-bbee-02f9e1bf7b46";
/// Lets the person's account decide about the tenant; personal Microsoft accounts have no Azure ML.
pub(crate) const DEFAULT_TENANT: &str = "organizations";

/// The file's content. Unknown fields of a newer version are kept out; missing ones take defaults.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Settings {
    pub(crate) cloud: Option<String>,
    /// The account that was last worked with in each cloud, by their ids.
    pub(crate) accounts: BTreeMap<String, String>,
    pub(crate) theme: Theme,
    pub(crate) tenant: Option<String>,
    pub(crate) client_id: Option<String>,
    /// When the window locks by itself.
    pub(crate) lock: LockSettings,
    /// That it is locked, so that a new start does not unlock it.
    pub(crate) locked: Option<Locked>,
    /// Whether the person wants the names of people, groups and applications, which Microsoft Graph has.
    pub(crate) names_from_graph: bool,
}

impl App {
    /// The settings as they are.
    pub fn describe_settings(&self) -> SettingsView {
        view(self.settings.current())
    }

    /// Checks and keeps new settings. They hold for the next sign-in.
    ///
    /// # Errors
    /// [`crate::ErrorCode::Invalid`] names the field.
    pub fn save_settings(&self, update: SettingsUpdate) -> Result<SettingsView, CommandError> {
        self.refuse_if_locked()?;
        let tenant = update.tenant.as_deref().map(tenant).transpose()?.flatten();
        let client_id = update.client_id.as_deref().map(client_id).transpose()?.flatten();
        let settings = self.settings.change(|settings| {
            settings.theme = update.theme;
            settings.tenant = tenant;
            settings.client_id = client_id;
        })?;
        Ok(view(settings))
    }
}

fn view(settings: Settings) -> SettingsView {
    SettingsView {
        theme: settings.theme,
        tenant: settings.tenant,
        client_id: settings.client_id,
        default_client_id: DEFAULT_CLIENT_ID.to_owned(),
    }
}

/// A tenant: a GUID, a domain, or one of Entra's words for several tenants. Blank is none.
pub(crate) fn tenant(text: &str) -> Result<Option<String>, CommandError> {
    let text = text.trim().to_ascii_lowercase();
    if text.is_empty() {
        Ok(None)
    } else if is_tenant(&text) {
        Ok(Some(text))
    } else {
        Err(CommandError::invalid(
            "tenant",
            "Enter the tenant's GUID or one of its domains, like contoso.com.",
        ))
    }
}

/// A client id: a GUID. Blank is none.
pub(crate) fn client_id(text: &str) -> Result<Option<String>, CommandError> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    match Uuid::try_parse(text) {
        Ok(id) => Ok(Some(id.hyphenated().to_string())),
        Err(_) => Err(CommandError::invalid(
            "clientId",
            "Enter the application (client) id of your app registration, a GUID.",
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorCode;

    #[test]
    fn tenants_and_client_ids_are_checked() {
        assert_eq!(tenant(" Contoso.com ").unwrap().as_deref(), Some("contoso.com"));
        assert_eq!(tenant("").unwrap(), None);
        for bad in ["a/b", "a b", "https://contoso.com", "-x.com", "a..b", "a?b", "ü.example"] {
            assert_eq!(tenant(bad).unwrap_err().code, ErrorCode::Invalid, "{bad}");
        }
        assert_eq!(client_id(DEFAULT_CLIENT_ID).unwrap().as_deref(), Some(DEFAULT_CLIENT_ID));
        assert_eq!(client_id("nope").unwrap_err().code, ErrorCode::Invalid);
    }
}
