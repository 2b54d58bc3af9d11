//! What a person can set: the look of the window, its keys, the language, and the tenant and application of the next sign-in.

use std::ops::RangeInclusive;

use latchkey_types::is_tenant;
use uuid::Uuid;

use crate::{
    AppError, Reason,
    bridge::{Language, SettingsUpdate, SettingsView},
    profile::{Profile, Settings},
    unlocked::Unlocked,
};

/// The public client that Microsoft's azure-identity libraries use for developers.
pub(crate) const DEFAULT_CLIENT_ID: &str = "04b07795-8ddb-461a-bbee-02f9e1bf7b46";
/// Lets the person's account decide about the tenant; personal Microsoft accounts have no Azure ML.
pub(crate) const DEFAULT_TENANT: &str = "organizations";

/// The size of the window's content that is usual, and the range of it, in percent.
const ZOOM_PERCENT: u16 = 100;
const ZOOM_RANGE: RangeInclusive<u16> = 50..=300;

/// The settings as they are.
pub(crate) fn describe(profile: &Profile) -> SettingsView {
    view(profile.settings.current())
}

/// Checks and keeps new settings. They hold for the next sign-in.
///
/// # Errors
/// [`crate::ErrorCode::Invalid`] names the field.
pub(crate) fn save(
    _: &Unlocked,
    profile: &Profile,
    update: SettingsUpdate,
) -> Result<SettingsView, AppError> {
    let tenant = update.tenant.as_deref().map(parse_tenant).transpose()?.flatten();
    let client_id = update.client_id.as_deref().map(parse_client_id).transpose()?.flatten();
    let settings = profile.settings.change(|settings| {
        settings.theme = update.theme;
        settings.zoom_percent = Some(in_range(update.zoom_percent));
        settings.without_single_keys = !update.single_keys;
        settings.tenant = tenant;
        settings.client_id = client_id;
    })?;
    Ok(view(settings))
}

/// Keeps the language of texts and uses it from now on.
pub(crate) fn set_language(
    _: &Unlocked,
    profile: &Profile,
    system_languages: &[String],
    language: Language,
) -> Result<SettingsView, AppError> {
    let settings = profile.settings.change(|settings| settings.language = language)?;
    speak(language, system_languages);
    Ok(view(settings))
}

/// Uses this language for texts. The system's languages are tags (BCP 47), the best one first.
pub(crate) fn speak(language: Language, system_languages: &[String]) {
    let of_system = || latchkey_words::Language::of_system(system_languages.iter().map(String::as_str));
    latchkey_words::set_language(match language {
        Language::En => latchkey_words::Language::ENGLISH,
        #[cfg(debug_assertions)]
        Language::Pseudo => latchkey_words::Language::PSEUDO,
        #[cfg(not(debug_assertions))]
        Language::Pseudo => of_system(),
        Language::System => of_system(),
    });
}

/// The language that is set; the system's if another build set one that cannot be chosen here.
fn offered(language: Language, languages: &[Language]) -> Language {
    if languages.contains(&language) { language } else { Language::System }
}

fn view(settings: Settings) -> SettingsView {
    let mut languages = vec![Language::System, Language::En];
    languages.extend(cfg!(debug_assertions).then_some(Language::Pseudo));
    SettingsView {
        theme: settings.theme,
        zoom_percent: in_range(settings.zoom_percent.unwrap_or(ZOOM_PERCENT)),
        single_keys: !settings.without_single_keys,
        shows_names: settings.names_from_graph,
        language: offered(settings.language, &languages),
        languages,
        text_language: latchkey_words::language().name().to_owned(),
        tenant: settings.tenant,
        client_id: settings.client_id,
        default_client_id: DEFAULT_CLIENT_ID.to_owned(),
    }
}

fn in_range(zoom_percent: u16) -> u16 {
    zoom_percent.clamp(*ZOOM_RANGE.start(), *ZOOM_RANGE.end())
}

/// A tenant: a GUID, a domain, or one of Entra's words for several tenants. Blank is none.
pub(crate) fn parse_tenant(text: &str) -> Result<Option<String>, AppError> {
    let text = text.trim().to_ascii_lowercase();
    if text.is_empty() {
        Ok(None)
    } else if is_tenant(&text) {
        Ok(Some(text))
    } else {
        Err(Reason::TenantInvalid.into())
    }
}

/// A client id: a GUID. Blank is none.
pub(crate) fn parse_client_id(text: &str) -> Result<Option<String>, AppError> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    match Uuid::try_parse(text) {
        Ok(id) => Ok(Some(id.hyphenated().to_string())),
        Err(_) => Err(Reason::ClientIdInvalid.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorCode;

    #[test]
    fn what_a_file_leaves_out_is_as_usual() {
        let settings = view(Settings::default());
        assert_eq!((settings.zoom_percent, settings.single_keys, settings.shows_names), (100, true, false));
        let bent = view(Settings { zoom_percent: Some(9_000), ..Settings::default() });
        assert_eq!(bent.zoom_percent, 300);
    }

    #[test]
    fn tenants_and_client_ids_are_checked() {
        assert_eq!(parse_tenant(" Contoso.com ").unwrap().as_deref(), Some("contoso.com"));
        assert_eq!(parse_tenant("").unwrap(), None);
        for bad in ["a/b", "a b", "https://contoso.com", "-x.com", "a..b", "a?b", "ü.example"] {
            assert_eq!(parse_tenant(bad).unwrap_err().code(), ErrorCode::Invalid, "{bad}");
        }
        assert_eq!(parse_client_id(DEFAULT_CLIENT_ID).unwrap().as_deref(), Some(DEFAULT_CLIENT_ID));
        assert_eq!(parse_client_id("nope").unwrap_err().code(), ErrorCode::Invalid);
    }

    #[test]
    fn a_language_that_cannot_be_chosen_is_the_systems() {
        let release = [Language::System, Language::En];
        assert_eq!(offered(Language::Pseudo, &release), Language::System);
        assert_eq!(offered(Language::En, &release), Language::En);
        assert_eq!(offered(Language::Pseudo, &[Language::Pseudo]), Language::Pseudo);
    }
}
