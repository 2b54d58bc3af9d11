//! Which identity of this machine.

use serde::{Deserialize, Serialize};

/// Which identity. Nothing here is secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ManagedIdentity {
    /// The kind of host it was found on.
    pub host: HostKind,
    /// Which of the host's identities.
    pub selection: IdentitySelection,
}

/// Which of a host's identities.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum IdentitySelection {
    /// The one that lives and dies with the host.
    #[default]
    SystemAssigned,
    /// A user-assigned one, by its client id.
    ClientId(String),
    /// A user-assigned one, by the object id of its principal.
    ObjectId(String),
    /// A user-assigned one, by its resource id in Azure.
    ResourceId(String),
}

/// A kind of host with a managed identity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum HostKind {
    /// A virtual machine: the instance metadata service.
    VirtualMachine,
    /// App Service and Functions.
    AppService,
    /// A server elsewhere that is joined by Azure Arc.
    Arc,
    /// A compute instance or cluster of Azure Machine Learning.
    MachineLearningCompute,
}
