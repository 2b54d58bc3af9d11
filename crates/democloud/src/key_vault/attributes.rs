//! The JSON of secrets: what a request may set, and how versions are written.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::{
    error::KeyVaultError,
    state::{RETENTION_DAYS, SecretVersion, VaultSecret},
};

/// A secret has at most this many tags.
const TAGS: usize = 15;

/// What a request sets besides the value. What it leaves out stays as it is.
#[derive(Default, Deserialize)]
pub(super) struct Changes {
    #[serde(rename = "contentType")]
    content_type: Option<String>,
    tags: Option<BTreeMap<String, String>>,
    attributes: Option<Attributes>,
}

#[derive(Default, Deserialize)]
struct Attributes {
    enabled: Option<bool>,
    nbf: Option<i64>,
    exp: Option<i64>,
}

impl Changes {
    /// Applies them to a version, or to none of it.
    pub(super) fn apply(self, version: &mut SecretVersion) -> Result<(), KeyVaultError> {
        if self.tags.as_ref().is_some_and(|tags| tags.len() > TAGS || tags.iter().any(is_long)) {
            return Err(KeyVaultError::bad_parameter("Property tags has invalid value."));
        }
        if self.content_type.as_ref().is_some_and(|kind| kind.len() > 255) {
            return Err(KeyVaultError::bad_parameter("Property contentType has invalid value."));
        }
        let attributes = self.attributes.unwrap_or_default();
        let not_before = attributes.nbf.map(timestamp).transpose()?.or(version.not_before);
        let expires_at = attributes.exp.map(timestamp).transpose()?.or(version.expires_at);
        if let (Some(from), Some(to)) = (not_before, expires_at)
            && to <= from
        {
            return Err(KeyVaultError::bad_parameter(
                "Property attributes has invalid value: exp is before nbf.",
            ));
        }
        (version.not_before, version.expires_at) = (not_before, expires_at);
        version.is_enabled = attributes.enabled.unwrap_or(version.is_enabled);
        if let Some(tags) = self.tags {
            version.tags = tags;
        }
        if let Some(kind) = self.content_type {
            version.content_type = Some(kind);
        }
        Ok(())
    }
}

fn is_long((name, value): (&String, &String)) -> bool {
    name.chars().count() > 256 || value.chars().count() > 256
}

fn timestamp(seconds: i64) -> Result<Timestamp, KeyVaultError> {
    Timestamp::from_second(seconds)
        .map_err(|_| KeyVaultError::bad_parameter("Property attributes has invalid value."))
}

/// A version without its value. `address` is the vault's own, as the caller spelled it.
pub(super) fn bundle(address: &str, secret: &VaultSecret, version: &SecretVersion) -> Value {
    let id = format!("{address}/secrets/{}/{}", secret.name, version.id);
    let mut body = facts(version);
    body.insert("id".to_owned(), json!(id));
    Value::Object(body)
}

/// A secret in a list: named without a version.
pub(super) fn item(address: &str, secret: &VaultSecret) -> Value {
    let mut body = facts(secret.latest());
    body.insert("id".to_owned(), json!(format!("{address}/secrets/{}", secret.name)));
    Value::Object(body)
}

/// Adds what is known of a deletion.
pub(super) fn with_deletion(mut body: Value, address: &str, secret: &VaultSecret) -> Value {
    if let Some(deletion) = secret.deletion {
        body["recoveryId"] = json!(format!("{address}/deletedsecrets/{}", secret.name));
        body["deletedDate"] = json!(deletion.deleted_at.as_second());
        body["scheduledPurgeDate"] = json!(deletion.purge_at.as_second());
    }
    body
}

fn facts(version: &SecretVersion) -> Map<String, Value> {
    let mut attributes = json!({
        "enabled": version.is_enabled,
        "created": version.created_at.as_second(),
        "updated": version.updated_at.as_second(),
        "recoveryLevel": "Recoverable+Purgeable",
        "recoverableDays": RETENTION_DAYS,
    });
    for (name, at) in [("nbf", version.not_before), ("exp", version.expires_at)] {
        if let Some(at) = at {
            attributes[name] = json!(at.as_second());
        }
    }
    let mut body =
        Map::from_iter([("attributes".to_owned(), attributes), ("tags".to_owned(), json!(version.tags))]);
    if let Some(kind) = &version.content_type {
        body.insert("contentType".to_owned(), json!(kind));
    }
    body
}
