//! What a person can set: the theme, and the tenant and application of the next sign-in.

use latchkey_types::is_tenant;
use uuid::Uuid;

use crate::{
    AppError, Reason,
    bridge::{SettingsUpdate, SettingsView},
    lock::Unlocked,
    profile::{Profile, Settings},
};

/// The public client that Microsoft's azure-identity libraries use for developers.
pub(crate) const DEFAULT_CLIENT_ID: &str = "04b07795-8ddb-461a-bbee-02f9e1bf7b46";
/// Lets the person's account decide about the tenant; personal Microsoft accounts have no Azure ML.
pub(crate) const DEFAULT_TENANT: &str = "organizations";

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
    let tenant = update.tenant.as_deref().map(tenant).transpose()?.flatten();
    let client_id = update.client_id.as_deref().map(client_id).transpose()?.flatten();
    let settings = profile.settings.change(|settings| {
        settings.theme = update.theme;
        settings.tenant = tenant;
        settings.client_id = client_id;
    })?;
    Ok(view(settings))
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
pub(crate) fn tenant(text: &str) -> Result<Option<String>, AppError> {
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
pub(crate) fn client_id(text: &str) -> Result<Option<String>, AppError> {
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
    fn tenants_and_client_ids_are_checked() {
        assert_eq!(tenant(" Contoso.com ").unwrap().as_deref(), Some("contoso.com"));
        assert_eq!(tenant("").unwrap(), None);
        for bad in ["a/b", "a b", "https://contoso.com", "-x.com", "a..b", "a?b", "ü.example"] {
            assert_eq!(tenant(bad).unwrap_err().code(), ErrorCode::Invalid, "{bad}");
        }
        assert_eq!(client_id(DEFAULT_CLIENT_ID).unwrap().as_deref(), Some(DEFAULT_CLIENT_ID));
        assert_eq!(client_id("nope").unwrap_err().code(), ErrorCode::Invalid);
    }
}
