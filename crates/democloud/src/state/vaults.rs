//! Key vaults with their secrets, every version of them, and what was deleted but not yet purged.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use latchkey_types::Secret;
use serde::{Deserialize, Serialize};

use super::secret_text;

/// Deleted secrets can be recovered for this long, Azure's default.
pub(crate) const RETENTION_DAYS: i64 = 90;

#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Vault {
    /// The ARM resource id.
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) tenant_id: String,
    pub(crate) subscription_id: String,
    pub(crate) resource_group: String,
    pub(crate) location: String,
    pub(crate) created_by: String,
    pub(crate) created_at: String,
    pub(crate) tags: BTreeMap<String, String>,
    pub(crate) secrets: Vec<VaultSecret>,
}

/// A name in a vault with every version of its value, oldest first; there is at least one.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct VaultSecret {
    pub(crate) name: String,
    pub(crate) versions: Vec<SecretVersion>,
    /// Set while it is deleted and can be recovered.
    pub(crate) deletion: Option<Deletion>,
}

#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct SecretVersion {
    /// 32 hexadecimal digits.
    pub(crate) id: String,
    #[serde(with = "secret_text")]
    pub(crate) value: Secret,
    pub(crate) content_type: Option<String>,
    pub(crate) tags: BTreeMap<String, String>,
    pub(crate) is_enabled: bool,
    pub(crate) not_before: Option<Timestamp>,
    pub(crate) expires_at: Option<Timestamp>,
    pub(crate) created_at: Timestamp,
    pub(crate) updated_at: Timestamp,
}

#[derive(Clone, Copy, Serialize, Deserialize)]
pub(crate) struct Deletion {
    pub(crate) deleted_at: Timestamp,
    pub(crate) purge_at: Timestamp,
}

impl Deletion {
    pub(crate) fn at(now: Timestamp) -> Self {
        Self { deleted_at: now, purge_at: now + SignedDuration::from_hours(RETENTION_DAYS * 24) }
    }
}

impl VaultSecret {
    /// The version that a request without a version means.
    pub(crate) fn latest(&self) -> &SecretVersion {
        self.versions.last().expect("a secret is made with its first version and never loses one")
    }
}

impl Vault {
    /// The secret of that name, deleted or not. Names differ in more than letter case.
    pub(crate) fn secret(&self, name: &str) -> Option<&VaultSecret> {
        self.secrets.iter().find(|secret| secret.name.eq_ignore_ascii_case(name))
    }

    pub(crate) fn secret_mut(&mut self, name: &str) -> Option<&mut VaultSecret> {
        self.secrets.iter_mut().find(|secret| secret.name.eq_ignore_ascii_case(name))
    }

    /// Forgets what was deleted too long ago. Whether anything was.
    pub(crate) fn purge(&mut self, now: Timestamp) -> bool {
        let before = self.secrets.len();
        self.secrets.retain(|secret| secret.deletion.is_none_or(|deletion| deletion.purge_at > now));
        self.secrets.len() != before
    }
}
