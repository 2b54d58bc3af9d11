//! The two keys of a service, and which of them is meant.

use latchkey_http::Response;
use latchkey_types::Secret;
use serde::Deserialize;

use crate::Error;

/// One of the two slots.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyType {
    /// The first.
    Primary,
    /// The second.
    Secondary,
}

impl KeyType {
    /// As Azure spells it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Primary => "Primary",
            Self::Secondary => "Secondary",
        }
    }
}

/// Both keys; a slot is empty where the service has no key in it.
#[derive(Debug, Clone, Deserialize)]
pub struct KeyPair {
    /// The first.
    #[serde(default, rename = "primaryKey", alias = "PrimaryKey", alias = "primarykey")]
    pub primary: Option<Secret>,
    /// The second.
    #[serde(default, rename = "secondaryKey", alias = "SecondaryKey", alias = "secondarykey")]
    pub secondary: Option<Secret>,
}

impl KeyPair {
    /// Reads the answer of `listKeys`, without a copy of the keys outside of [`Secret`].
    pub(crate) fn read(response: &Response) -> Result<Self, Error> {
        let keys: Self = response.json()?;
        let present = |key: Option<Secret>| key.filter(|key| !key.is_empty());
        Ok(Self { primary: present(keys.primary), secondary: present(keys.secondary) })
    }
}
