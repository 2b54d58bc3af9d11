//! Subscriptions, workspaces and what is deployed in them. Ids are spelled as ARM spells them.

use std::collections::BTreeMap;

use latchkey_types::{Entropy, Secret};
use serde::{Deserialize, Serialize};

use super::secret_text;
use crate::random;

#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Subscription {
    pub(crate) id: String,
    pub(crate) tenant_id: String,
    pub(crate) display_name: String,
}

impl Subscription {
    pub(crate) fn path(&self) -> String {
        format!("/subscriptions/{}", self.id)
    }
}

#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct ResourceGroup {
    pub(crate) subscription_id: String,
    pub(crate) name: String,
    pub(crate) location: String,
    pub(crate) tags: BTreeMap<String, String>,
}

impl ResourceGroup {
    pub(crate) fn path(&self) -> String {
        format!("/subscriptions/{}/resourceGroups/{}", self.subscription_id, self.name)
    }
}

#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Workspace {
    /// The ARM resource id.
    pub(crate) id: String,
    /// The GUID that the ML services know it by.
    pub(crate) guid: String,
    pub(crate) subscription_id: String,
    pub(crate) resource_group: String,
    pub(crate) name: String,
    pub(crate) friendly_name: String,
    pub(crate) description: String,
    pub(crate) location: String,
    pub(crate) kind: Option<String>,
    pub(crate) principal_id: String,
    pub(crate) created_by: String,
    pub(crate) created_at: String,
    pub(crate) tags: BTreeMap<String, String>,
}

impl Workspace {
    /// The ARM id of its resource group.
    pub(crate) fn group_path(&self) -> String {
        format!("/subscriptions/{}/resourceGroups/{}", self.subscription_id, self.resource_group)
    }

    /// The name without what the names of the resources that it was made with cannot have.
    pub(crate) fn short_name(&self) -> String {
        self.name.chars().filter(char::is_ascii_alphanumeric).collect()
    }

    /// The name of its key vault.
    pub(crate) fn vault_name(&self) -> String {
        format!("{}-kv", self.short_name())
    }
}

/// How callers of an online endpoint prove who they are.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum AuthMode {
    Key,
    #[serde(rename = "AMLToken")]
    AmlToken,
    #[serde(rename = "AADToken")]
    EntraToken,
}

impl AuthMode {
    pub(crate) fn parse(text: &str) -> Option<Self> {
        [Self::Key, Self::AmlToken, Self::EntraToken]
            .into_iter()
            .find(|mode| mode.as_wire().eq_ignore_ascii_case(text))
    }

    pub(crate) fn as_wire(self) -> &'static str {
        match self {
            Self::Key => "Key",
            Self::AmlToken => "AMLToken",
            Self::EntraToken => "AADToken",
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Provisioning {
    Creating,
    Succeeded,
    Updating,
    Deleting,
    Failed,
}

impl Provisioning {
    pub(crate) fn as_wire(self) -> &'static str {
        match self {
            Self::Creating => "Creating",
            Self::Succeeded => "Succeeded",
            Self::Updating => "Updating",
            Self::Deleting => "Deleting",
            Self::Failed => "Failed",
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Slot {
    Primary,
    Secondary,
}

impl Slot {
    pub(crate) fn parse(text: &str) -> Option<Self> {
        [(Self::Primary, "primary"), (Self::Secondary, "secondary")]
            .into_iter()
            .find_map(|(slot, word)| text.eq_ignore_ascii_case(word).then_some(slot))
    }

    pub(crate) fn other(self) -> Self {
        match self {
            Self::Primary => Self::Secondary,
            Self::Secondary => Self::Primary,
        }
    }
}

/// A service's two keys, interchangeable at its scoring address.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Keys {
    #[serde(with = "secret_text")]
    pub(crate) primary: Secret,
    #[serde(with = "secret_text")]
    pub(crate) secondary: Secret,
}

impl Keys {
    pub(crate) fn random(entropy: &dyn Entropy) -> Self {
        Self { primary: random::service_key(entropy), secondary: random::service_key(entropy) }
    }

    pub(crate) fn slot(&self, slot: Slot) -> &Secret {
        match slot {
            Slot::Primary => &self.primary,
            Slot::Secondary => &self.secondary,
        }
    }

    pub(crate) fn slot_mut(&mut self, slot: Slot) -> &mut Secret {
        match slot {
            Slot::Primary => &mut self.primary,
            Slot::Secondary => &mut self.secondary,
        }
    }

    pub(crate) fn hold(&self, key: &Secret) -> bool {
        self.primary.matches(key) || self.secondary.matches(key)
    }
}
