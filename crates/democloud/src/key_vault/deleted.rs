//! Deleted secrets: they stay for 90 days, can be taken back, or be purged for good.

use axum::http::StatusCode;

use super::{VaultRequest, attributes, secrets};
use crate::{
    error::KeyVaultError,
    reply::Reply,
    state::{Deletion, VaultSecret},
};

pub(super) fn delete(request: &mut VaultRequest<'_>) -> Result<Reply, KeyVaultError> {
    request.need("delete")?;
    if request.vault().secret(request.name()).is_some_and(|secret| secret.deletion.is_some()) {
        return Err(KeyVaultError::deleted_but_recoverable(request.name()));
    }
    secrets::existing(request)?;
    let deletion = Some(Deletion::at(request.now));
    set_deletion(request, deletion);
    Ok(body(request, existing(request)?))
}

pub(super) fn show(request: &VaultRequest<'_>) -> Result<Reply, KeyVaultError> {
    request.need("readMetadata/action")?;
    Ok(body(request, existing(request)?))
}

pub(super) fn recover(request: &mut VaultRequest<'_>) -> Result<Reply, KeyVaultError> {
    request.need("recover/action")?;
    existing(request)?;
    set_deletion(request, None);
    let secret = secrets::existing(request)?;
    Ok(Reply::ok(&attributes::bundle(&request.call.address, secret, secret.latest())))
}

pub(super) fn purge(request: &mut VaultRequest<'_>) -> Result<Reply, KeyVaultError> {
    request.need("purge/action")?;
    existing(request)?;
    let name = request.name().to_owned();
    request.vault_mut().secrets.retain(|secret| !secret.name.eq_ignore_ascii_case(&name));
    request.state.touch();
    Ok(Reply::empty(StatusCode::NO_CONTENT))
}

/// The secret of the path, if it is deleted.
fn existing<'a>(request: &'a VaultRequest<'_>) -> Result<&'a VaultSecret, KeyVaultError> {
    request
        .vault()
        .secret(request.name())
        .filter(|secret| secret.deletion.is_some())
        .ok_or_else(|| KeyVaultError::not_found(request.name()))
}

fn set_deletion(request: &mut VaultRequest<'_>, deletion: Option<Deletion>) {
    let name = request.name().to_owned();
    if let Some(secret) = request.vault_mut().secret_mut(&name) {
        secret.deletion = deletion;
    }
    request.state.touch();
}

fn body(request: &VaultRequest<'_>, secret: &VaultSecret) -> Reply {
    let address = &request.call.address;
    let bundle = attributes::bundle(address, secret, secret.latest());
    Reply::ok(&attributes::with_deletion(bundle, address, secret))
}
