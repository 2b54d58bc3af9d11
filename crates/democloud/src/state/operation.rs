//! Long-running operations: a regeneration of keys that has been accepted and is not done yet.

use jiff::Timestamp;
use latchkey_types::Secret;
use serde::{Deserialize, Serialize};

use super::{Keys, Slot, secret_text};

/// Whose keys an operation changes, by resource id.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Target {
    OnlineEndpoint(String),
    WebService(String),
}

#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Outcome {
    Running,
    Succeeded,
    Failed,
}

/// One operation. It ends by itself when its time has come; nobody need ask about it.
#[derive(Serialize, Deserialize)]
pub(crate) struct Operation {
    pub(crate) id: String,
    pub(crate) target: Target,
    pub(crate) started_at: Timestamp,
    pub(crate) ready_at: Timestamp,
    pub(crate) ended_at: Option<Timestamp>,
    pub(crate) outcome: Outcome,
    /// What it will do. Nothing left to do when its time comes means that it fails.
    pub(crate) change: Option<KeyChange>,
}

/// A change of a service's keys.
#[derive(Serialize, Deserialize)]
pub(crate) struct KeyChange {
    pub(crate) slot: Slot,
    #[serde(with = "secret_text")]
    pub(crate) key: Secret,
    /// A second change that nobody asked for; only a fault makes it.
    pub(crate) also: Option<Box<KeyChange>>,
}

impl KeyChange {
    pub(crate) fn apply(self, keys: &mut Keys) {
        *keys.slot_mut(self.slot) = self.key;
        if let Some(also) = self.also {
            also.apply(keys);
        }
    }
}
