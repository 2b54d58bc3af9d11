//! One secret: set, read, changed.
//!
//! Dates before and after which a secret should not be used don't stop it from being read; being
//! switched off does. <https://learn.microsoft.com/azure/key-vault/secrets/about-secrets>

use latchkey_types::Secret;
use serde::Deserialize;
use serde_json::json;

use super::{
    VaultRequest,
    attributes::{self, Changes},
};
use crate::{
    error::KeyVaultError,
    reply::Reply,
    state::{SecretVersion, VaultSecret},
};

/// Versions of all secrets in a vault; Azure has no limit.
const VERSIONS_KEPT: usize = 1000;
/// Values are at most 25 kB long.
const VALUE_BYTES: usize = 25 * 1024;

#[derive(Deserialize)]
struct Asked {
    value: Option<Secret>,
    #[serde(flatten)]
    changes: Changes,
}

/// Makes a secret, or a new version of one that is there.
pub(super) fn set(request: &mut VaultRequest<'_>) -> Result<Reply, KeyVaultError> {
    request.need("setSecret/action")?;
    let asked: Asked = read(request)?;
    let value = asked.value.ok_or_else(|| {
        KeyVaultError::bad_parameter("The request body must be specified: Property value is required.")
    })?;
    // EXPOSE: only the length is looked at.
    if value.expose().len() > VALUE_BYTES {
        return Err(KeyVaultError::bad_parameter("Property value is longer than 25 kB."));
    }
    let (now, name) = (request.now, request.name().to_owned());
    let mut version = SecretVersion {
        id: request.core.entropy.uuid().simple().to_string(),
        value,
        content_type: None,
        tags: std::collections::BTreeMap::new(),
        is_enabled: true,
        not_before: None,
        expires_at: None,
        created_at: now,
        updated_at: now,
    };
    asked.changes.apply(&mut version)?;
    let vault = request.vault_mut();
    let kept: usize = vault.secrets.iter().map(|secret| secret.versions.len()).sum();
    if kept >= VERSIONS_KEPT {
        return Err(KeyVaultError::bad_parameter(
            "The demo cloud keeps no more versions of secrets in a vault.",
        ));
    }
    match vault.secret_mut(&name) {
        Some(secret) if secret.deletion.is_some() => {
            return Err(KeyVaultError::deleted_but_recoverable(&name));
        }
        Some(secret) => secret.versions.push(version),
        None => {
            vault.secrets.push(VaultSecret { name: name.clone(), versions: vec![version], deletion: None });
        }
    }
    request.state.touch();
    let secret = existing(request)?;
    Ok(with_value(request, secret, secret.latest()))
}

pub(super) fn show(request: &VaultRequest<'_>) -> Result<Reply, KeyVaultError> {
    request.need("getSecret/action")?;
    let secret = existing(request)?;
    let version = &secret.versions[version_at(request, secret)?];
    if version.is_enabled { Ok(with_value(request, secret, version)) } else { Err(KeyVaultError::disabled()) }
}

/// Changes everything but the value.
pub(super) fn update(request: &mut VaultRequest<'_>) -> Result<Reply, KeyVaultError> {
    request.need("update/action")?;
    let changes: Changes = read(request)?;
    let at = version_at(request, existing(request)?)?;
    let (now, name) = (request.now, request.name().to_owned());
    if let Some(secret) = request.vault_mut().secret_mut(&name) {
        let version = &mut secret.versions[at];
        changes.apply(version)?;
        version.updated_at = now;
    }
    request.state.touch();
    let secret = existing(request)?;
    Ok(Reply::ok(&attributes::bundle(&request.call.address, secret, &secret.versions[at])))
}

/// The secret of the path, unless it is deleted.
pub(super) fn existing<'a>(request: &'a VaultRequest<'_>) -> Result<&'a VaultSecret, KeyVaultError> {
    request
        .vault()
        .secret(request.name())
        .filter(|secret| secret.deletion.is_none())
        .ok_or_else(|| KeyVaultError::not_found(request.name()))
}

/// Where the version of the path stands; the last one if it names none.
fn version_at(request: &VaultRequest<'_>, secret: &VaultSecret) -> Result<usize, KeyVaultError> {
    let asked = request.path.version;
    if asked.is_empty() {
        return Ok(secret.versions.len() - 1);
    }
    let found = secret.versions.iter().position(|version| version.id.eq_ignore_ascii_case(asked));
    found.ok_or_else(|| KeyVaultError::not_found(&format!("{}/{asked}", secret.name)))
}

fn with_value(request: &VaultRequest<'_>, secret: &VaultSecret, version: &SecretVersion) -> Reply {
    let mut body = attributes::bundle(&request.call.address, secret, version);
    // EXPOSE: the value goes to a caller who may read it.
    body["value"] = json!(version.value.expose());
    Reply::ok(&body)
}

fn read<T: for<'de> Deserialize<'de>>(request: &VaultRequest<'_>) -> Result<T, KeyVaultError> {
    serde_json::from_slice(&request.call.body)
        .map_err(|_| KeyVaultError::bad_parameter("The request body could not be read as JSON of a secret."))
}
