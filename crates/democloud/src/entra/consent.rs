//! Which permissions an application still has to be given, and which its tokens carry.

use crate::{
    audience::Resource,
    entra::scopes::{DEFAULT_PERMISSION, RequestedScopes, needs_administrator},
    error::EntraError,
    state::{Application, Permission, State, User},
};

/// The permissions that were asked for and that nobody has given yet. Microsoft's own clients are known to its
/// services and need nobody's consent.
pub(super) fn missing(
    state: &State,
    user: &User,
    application: &Application,
    asked: &[Permission],
) -> Vec<Permission> {
    if application.family {
        return Vec::new();
    }
    let given = state.consented(&application.client_id, &user.tenant_id, &user.id);
    let is_given = |wanted: &Permission| {
        given.iter().any(|given| {
            given.resource == wanted.resource
                && (wanted.name == DEFAULT_PERMISSION || given.name == wanted.name)
        })
    };
    asked
        .iter()
        .filter(|wanted| !is_given(wanted))
        .map(|wanted| match wanted.name.as_str() {
            DEFAULT_PERMISSION => {
                Permission { name: wanted.resource.first_permission().to_owned(), ..wanted.clone() }
            }
            _ => wanted.clone(),
        })
        .collect()
}

/// Whether the user may give all of them, or else the error to tell.
pub(super) fn check_may_give(
    state: &State,
    user: &User,
    application: &Application,
    missing: &[Permission],
) -> Result<(), EntraError> {
    if state.administers_applications(&user.id) || !missing.iter().any(needs_administrator) {
        Ok(())
    } else {
        Err(EntraError::administrator_consent(&application.display_name))
    }
}

/// Checks what a token is asked for without a page.
pub(super) fn check_given(
    state: &State,
    user: &User,
    application: &Application,
    asked: &RequestedScopes,
    resource: Resource,
) -> Result<(), EntraError> {
    // A refresh that names no resource gets another token for the first one.
    let first = [Permission { resource, name: DEFAULT_PERMISSION.to_owned() }];
    let is_unnamed = asked.permissions.is_empty() && resource != Resource::Graph;
    let wanted = if is_unnamed { &first[..] } else { &asked.permissions };
    if missing(state, user, application, wanted).is_empty() {
        Ok(())
    } else {
        Err(EntraError::not_consented(&application.client_id, &application.display_name))
    }
}

/// The delegated permissions of a token, as `scp` lists them.
pub(super) fn token_permissions(
    state: &State,
    user: &User,
    application: &Application,
    resource: Resource,
) -> Vec<String> {
    let mut names: Vec<String> = if application.family {
        resource.family_permissions().iter().map(|name| (*name).to_owned()).collect()
    } else {
        state
            .consented(&application.client_id, &user.tenant_id, &user.id)
            .into_iter()
            .filter(|given| given.resource == resource)
            .map(|given| given.name.clone())
            .collect()
    };
    if resource == Resource::Graph {
        names.extend(["email", "openid", "profile"].map(str::to_owned));
    }
    names.sort();
    names.dedup();
    names
}
