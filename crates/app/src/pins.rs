//! The services that a person pinned, and those that were opened last. They are handles, kept in the settings; each
//! account sees its own.

use crate::{
    AppError,
    bridge::ServicePins,
    handle::ServiceHandle,
    profile::{Profile, Settings},
    session::Session,
};

/// Services of one account that count as recent.
const RECENT: usize = 8;
/// Services that are kept in each list, of all accounts.
const LONGEST: usize = 200;

/// The pinned and the recent services of the session's account.
pub(crate) fn list(session: &Session, profile: &Profile) -> ServicePins {
    view(session, profile.settings.current())
}

/// Pins a service. It stays pinned when the account signs out.
///
/// # Errors
/// What keeps the settings from being written.
pub(crate) fn pin(
    session: &Session,
    profile: &Profile,
    service: &ServiceHandle,
) -> Result<ServicePins, AppError> {
    let handle = service.to_string();
    let settings = profile.settings.change(|settings| {
        if !settings.pinned_services.contains(&handle) {
            settings.pinned_services.push(handle);
            settings.pinned_services.truncate(LONGEST);
        }
    })?;
    Ok(view(session, settings))
}

/// Unpins a service.
///
/// # Errors
/// What keeps the settings from being written.
pub(crate) fn unpin(
    session: &Session,
    profile: &Profile,
    service: &ServiceHandle,
) -> Result<ServicePins, AppError> {
    let handle = service.to_string();
    let settings =
        profile.settings.change(|settings| settings.pinned_services.retain(|one| *one != handle))?;
    Ok(view(session, settings))
}

/// A service was opened. That it cannot be kept is no reason not to open it.
pub(crate) fn note_opened(profile: &Profile, service: &ServiceHandle) {
    let handle = service.to_string();
    if profile.settings.current().recent_services.first() == Some(&handle) {
        return;
    }
    let written = profile.settings.change(|settings| {
        settings.recent_services.retain(|one| *one != handle);
        settings.recent_services.insert(0, handle);
        settings.recent_services.truncate(LONGEST);
    });
    if let Err(error) = written {
        tracing::warn!(%error, "the opened service is not kept as a recent one");
    }
}

fn view(session: &Session, settings: Settings) -> ServicePins {
    let own = session.handle("/").to_string();
    let of_account = |handles: Vec<String>| handles.into_iter().filter(|handle| handle.starts_with(&own));
    ServicePins {
        pinned: of_account(settings.pinned_services).collect(),
        recent: of_account(settings.recent_services).take(RECENT).collect(),
    }
}
