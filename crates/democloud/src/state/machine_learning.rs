//! What belongs to workspaces besides services that answer: computes, connections, keys of their own.

use latchkey_types::{Entropy, Secret};
use serde::{Deserialize, Serialize};

use super::{BatchEndpoint, Keys, List, ServerlessEndpoint, secret_text};
use crate::random;

/// The parts of Azure Machine Learning that are neither online endpoints nor the first generation's.
#[derive(Clone, Default, Serialize, Deserialize)]
pub(crate) struct MachineLearning {
    pub(crate) batch_endpoints: List<BatchEndpoint>,
    pub(crate) serverless_endpoints: List<ServerlessEndpoint>,
    pub(crate) computes: List<Compute>,
    pub(crate) connections: List<Connection>,
    pub(crate) workspace_keys: List<WorkspaceKeys>,
}

/// Keys that a workspace holds for the resources that it was made with.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct WorkspaceKeys {
    /// The workspace's ARM resource id.
    pub(crate) workspace: String,
    #[serde(with = "secret_text")]
    pub(crate) storage: Secret,
    #[serde(with = "secret_text")]
    pub(crate) insights: Secret,
    /// The two passwords of the container registry.
    pub(crate) registry: Keys,
    pub(crate) notebooks: Keys,
}

impl WorkspaceKeys {
    pub(crate) fn random(workspace: String, entropy: &dyn Entropy) -> Self {
        Self {
            workspace,
            storage: Secret::new(random::opaque(entropy)),
            insights: Secret::new(entropy.uuid().to_string()),
            registry: Keys::random(entropy),
            notebooks: Keys::random(entropy),
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum ComputeKind {
    Aks,
    Kubernetes,
    Instance,
    Cluster,
}

impl ComputeKind {
    pub(crate) fn as_wire(self) -> &'static str {
        match self {
            Self::Aks => "AKS",
            Self::Kubernetes => "Kubernetes",
            Self::Instance => "ComputeInstance",
            Self::Cluster => "AmlCompute",
        }
    }
}

#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Compute {
    /// The workspace's ARM resource id.
    pub(crate) workspace: String,
    pub(crate) name: String,
    pub(crate) kind: ComputeKind,
    pub(crate) location: String,
    pub(crate) description: String,
    pub(crate) vm_size: String,
    /// Machines that run now.
    pub(crate) nodes: u16,
    pub(crate) created_at: String,
    /// The owner of a compute instance: object id and name. Other kinds have none.
    pub(crate) owner: Option<(String, String)>,
    /// Opens the cluster: for its users, then for its administrators.
    pub(crate) tokens: Keys,
}

impl Compute {
    pub(crate) fn id(&self) -> String {
        format!("{}/computes/{}", self.workspace, self.name)
    }
}

/// A workspace's way to another service, with the key for it.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Connection {
    /// The workspace's ARM resource id.
    pub(crate) workspace: String,
    pub(crate) name: String,
    pub(crate) category: String,
    pub(crate) target: String,
    pub(crate) created_by: String,
    pub(crate) created_at: String,
    #[serde(with = "secret_text")]
    pub(crate) key: Secret,
}

impl Connection {
    pub(crate) fn id(&self) -> String {
        format!("{}/connections/{}", self.workspace, self.name)
    }
}
