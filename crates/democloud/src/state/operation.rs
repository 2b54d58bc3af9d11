//! Long-running operations: a change that has been accepted and is not done yet.

use jiff::Timestamp;
use latchkey_types::Secret;
use serde::{Deserialize, Serialize};

use super::{Keys, Slot, secret_text};

/// What an operation changes, by resource id.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Target {
    Workspace(String),
    OnlineEndpoint(String),
    ServerlessEndpoint(String),
    WebService(String),
}

impl Target {
    pub(crate) fn id(&self) -> &str {
        match self {
            Self::Workspace(id)
            | Self::OnlineEndpoint(id)
            | Self::ServerlessEndpoint(id)
            | Self::WebService(id) => id,
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Outcome {
    Running,
    Succeeded,
    Failed,
}

#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum OperationKind {
    RegenerateKeys,
    Write,
    Delete,
    ResyncKeys,
}

/// One operation. It ends by itself when its time has come.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Operation {
    pub(crate) id: String,
    pub(crate) target: Target,
    pub(crate) kind: OperationKind,
    pub(crate) started_at: Timestamp,
    pub(crate) ready_at: Timestamp,
    pub(crate) ended_at: Option<Timestamp>,
    pub(crate) outcome: Outcome,
    /// What it will do. Nothing left to do when its time comes means that it fails.
    pub(crate) change: Option<Change>,
}

/// What happens to the target when an operation's time has come.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) enum Change {
    Keys(KeyChange),
    /// The resource is provisioned; it was created or updated when the operation began.
    Provisioned,
    Removed,
    /// Nothing that can be seen here: a workspace reads its keys again, and they are the same.
    Resynced,
}

/// A change of a service's keys.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct KeyChange {
    pub(crate) slot: Slot,
    #[serde(with = "secret_text")]
    pub(crate) key: Secret,
    /// A second change that was not requested; only a fault makes it.
    pub(crate) also: Option<Box<KeyChange>>,
}

impl Change {
    pub(crate) fn kind(&self) -> OperationKind {
        match self {
            Self::Keys(_) => OperationKind::RegenerateKeys,
            Self::Provisioned => OperationKind::Write,
            Self::Removed => OperationKind::Delete,
            Self::Resynced => OperationKind::ResyncKeys,
        }
    }
}

impl KeyChange {
    pub(crate) fn apply(self, keys: &mut Keys) {
        *keys.slot_mut(self.slot) = self.key;
        if let Some(also) = self.also {
            also.apply(keys);
        }
    }
}
