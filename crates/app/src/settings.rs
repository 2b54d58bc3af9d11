//! What a person can set, kept as `settings.json` in the profile. Nothing in it is secret.

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
    sync::Mutex,
};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    App, CommandError, ErrorCode,
    view::{SettingsUpdate, SettingsView, Theme},
};

/// The public client that Microsoft's azure-identity libraries use for developers.
pub(crate) const DEFAULT_CLIENT_ID: &str = "04b07795-8ddb-461a-bbee-02f9e1bf7b46";
/// Lets the person's account decide about the tenant; personal Microsoft accounts have no Azure ML.
pub(crate) const DEFAULT_TENANT: &str = "organizations";
const LONGEST_FILE: u64 = 64 * 1024;

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
}

/// The settings and the file they are kept in.
pub(crate) struct SettingsFile {
    path: PathBuf,
    current: Mutex<Settings>,
}

impl SettingsFile {
    /// Reads the file. One that cannot be understood is set aside, with a sentence that says so.
    pub(crate) fn open(profile: &Path) -> (Self, Option<String>) {
        let path = profile.join("settings.json");
        let (settings, notice) = match read(&path) {
            Ok(settings) => (settings, None),
            Err(reason) => (Settings::default(), Some(set_aside(&path, &reason))),
        };
        (Self { path, current: Mutex::new(settings) }, notice)
    }

    pub(crate) fn current(&self) -> Settings {
        self.lock().clone()
    }

    /// Changes the settings and writes them.
    pub(crate) fn change(&self, change: impl FnOnce(&mut Settings)) -> Result<Settings, CommandError> {
        let mut current = self.lock();
        let mut changed = current.clone();
        change(&mut changed);
        if changed != *current {
            write(&self.path, &changed).map_err(|error| {
                let path = self.path.display();
                CommandError::new(
                    ErrorCode::Internal,
                    format!("The settings could not be written to {path}: {error}."),
                )
            })?;
            *current = changed;
        }
        Ok(current.clone())
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Settings> {
        self.current.lock().expect("no holder of this lock panics")
    }
}

impl App {
    /// The settings as they are.
    pub fn describe_settings(&self) -> SettingsView {
        view(self.settings.current())
    }

    /// Checks and keeps new settings. They hold for the next sign-in.
    ///
    /// # Errors
    /// [`ErrorCode::Invalid`] names the field.
    pub fn save_settings(&self, update: SettingsUpdate) -> Result<SettingsView, CommandError> {
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
    let text = text.trim();
    let is_name = |label: &str| {
        let is_plain = label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
        is_plain && !label.is_empty() && !label.starts_with('-') && label.len() <= 63
    };
    if text.is_empty() {
        Ok(None)
    } else if text.len() <= 253 && text.split('.').all(is_name) {
        Ok(Some(text.to_ascii_lowercase()))
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

fn read(path: &Path) -> Result<Settings, String> {
    match fs::metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Settings::default()),
        Err(error) => return Err(error.to_string()),
        Ok(metadata) if metadata.len() > LONGEST_FILE => return Err("it is too large".to_owned()),
        Ok(_) => {}
    }
    let text = fs::read(path).map_err(|error| error.to_string())?;
    serde_json::from_slice(&text).map_err(|error| error.to_string())
}

fn set_aside(path: &Path, reason: &str) -> String {
    let aside = path.with_extension("unreadable.json");
    let kept = match fs::rename(path, &aside) {
        Ok(()) => format!("It was set aside as {}.", aside.display()),
        Err(error) => format!("It could not be set aside: {error}."),
    };
    format!(
        "The settings in {} could not be read ({reason}), so the defaults are in use. {kept}",
        path.display()
    )
}

fn write(path: &Path, settings: &Settings) -> io::Result<()> {
    let text = serde_json::to_vec_pretty(settings)?;
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let draft = path.with_extension("json.new");
    fs::write(&draft, text)?;
    fs::rename(draft, path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_survive_and_an_unreadable_file_is_set_aside() {
        let profile = tempfile::tempdir().unwrap();
        let (file, notice) = SettingsFile::open(profile.path());
        assert_eq!((file.current(), notice), (Settings::default(), None));
        file.change(|settings| settings.cloud = Some("demo".to_owned())).unwrap();
        assert_eq!(SettingsFile::open(profile.path()).0.current().cloud.as_deref(), Some("demo"));

        fs::write(profile.path().join("settings.json"), "{ not json").unwrap();
        let (file, notice) = SettingsFile::open(profile.path());
        assert_eq!(file.current(), Settings::default());
        assert!(notice.unwrap().contains("settings.unreadable.json"));
        assert_eq!(
            fs::read_to_string(profile.path().join("settings.unreadable.json")).unwrap(),
            "{ not json"
        );
    }

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
