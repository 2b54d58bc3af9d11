//! The grants of the token endpoint, one file each.

pub(super) mod authorization_code;
pub(super) mod client_credentials;
pub(super) mod device_code;
pub(super) mod refresh_token;

use crate::{entra::scopes::RequestedScopes, error::EntraError};

/// A token is for one resource; only the authorization request may name several.
fn single_resource(scopes: &RequestedScopes, text: &str) -> Result<Option<String>, EntraError> {
    match scopes.resources.as_slice() {
        [] => Ok(None),
        [one] => Ok(Some(one.clone())),
        _ => Err(EntraError::several_resources(text)),
    }
}

/// Sign-in scopes alone give a token for Graph's user information.
fn default_resource() -> String {
    "https://graph.microsoft.com".to_owned()
}
