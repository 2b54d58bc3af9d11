//! Subscriptions, workspaces and what is deployed in them. Ids are spelled as ARM spells them.

use std::collections::BTreeMap;

use latchkey_types::{Entropy, Secret};
use serde::{Deserialize, Serialize};

use super::secret_text;
use crate::random;

#[derive(Serialize, Deserialize)]
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

#[derive(Serialize, Deserialize)]
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

#[derive(Serialize, Deserialize)]
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
    Succeeded,
    Updating,
    Failed,
}

impl Provisioning {
    pub(crate) fn as_wire(self) -> &'static str {
        match self {
            Self::Succeeded => "Succeeded",
            Self::Updating => "Updating",
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
#[derive(Serialize, Deserialize)]
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

#[derive(Serialize, Deserialize)]
pub(crate) struct OnlineEndpoint {
    /// The workspace's ARM resource id.
    pub(crate) workspace: String,
    pub(crate) name: String,
    pub(crate) description: Option<String>,
    pub(crate) location: String,
    pub(crate) auth_mode: AuthMode,
    /// ARM id of the Kubernetes cluster; absent on managed compute.
    pub(crate) compute: Option<String>,
    pub(crate) provisioning: Provisioning,
    pub(crate) principal_id: String,
    /// The id of the operation that last changed the endpoint.
    pub(crate) last_operation: String,
    pub(crate) created_by: String,
    pub(crate) created_at: String,
    pub(crate) deployments: Vec<Deployment>,
    pub(crate) tags: BTreeMap<String, String>,
    pub(crate) keys: Keys,
}

impl OnlineEndpoint {
    pub(crate) fn id(&self) -> String {
        format!("{}/onlineEndpoints/{}", self.workspace, self.name)
    }
}

#[derive(Serialize, Deserialize)]
pub(crate) struct Deployment {
    pub(crate) name: String,
    /// Share of the traffic in percent.
    pub(crate) traffic: u8,
    pub(crate) model: String,
    pub(crate) instance_type: String,
    pub(crate) instances: u32,
    pub(crate) provisioning: Provisioning,
}

#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum WebServiceCompute {
    Aks,
    Aci,
}

#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum WebServiceAuth {
    Key,
    Token,
    None,
}

/// A service of the first generation, on AKS or a container instance.
#[derive(Serialize, Deserialize)]
pub(crate) struct WebService {
    /// The workspace's ARM resource id.
    pub(crate) workspace: String,
    pub(crate) name: String,
    pub(crate) description: String,
    pub(crate) compute: WebServiceCompute,
    /// Name of the attached cluster; for a container instance, the GUID in its address.
    pub(crate) host: String,
    pub(crate) location: String,
    pub(crate) auth: WebServiceAuth,
    /// `Healthy`, `Transitioning`, `Unhealthy` or `Failed`.
    pub(crate) state: String,
    pub(crate) model: String,
    pub(crate) created_by: String,
    pub(crate) created_at: String,
    pub(crate) updated_at: String,
    pub(crate) keys: Keys,
}

impl WebService {
    pub(crate) fn id(&self) -> String {
        format!("{}/services/{}", self.workspace, self.name)
    }
}
