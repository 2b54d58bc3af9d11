//! What computes answers: online, batch and serverless endpoints, and the first generation's services.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{AuthMode, Keys, Provisioning};

#[derive(Clone, Serialize, Deserialize)]
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
    /// Absent if it was never changed.
    pub(crate) updated_at: Option<String>,
    pub(crate) deployments: Vec<Deployment>,
    pub(crate) tags: BTreeMap<String, String>,
    /// The caller's own properties; they can be added and never changed.
    pub(crate) properties: BTreeMap<String, String>,
    pub(crate) keys: Keys,
}

impl OnlineEndpoint {
    pub(crate) fn id(&self) -> String {
        format!("{}/onlineEndpoints/{}", self.workspace, self.name)
    }
}

#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Deployment {
    pub(crate) name: String,
    /// Share of the traffic in percent.
    pub(crate) traffic: u8,
    pub(crate) model: String,
    pub(crate) instance_type: String,
    pub(crate) instances: u32,
    pub(crate) provisioning: Provisioning,
}

/// A batch endpoint. Its callers show Entra tokens; it has no keys.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct BatchEndpoint {
    /// The workspace's ARM resource id.
    pub(crate) workspace: String,
    pub(crate) name: String,
    pub(crate) description: String,
    pub(crate) location: String,
    pub(crate) principal_id: String,
    pub(crate) created_by: String,
    pub(crate) created_at: String,
    /// The deployment that jobs run on if they name none.
    pub(crate) default_deployment: String,
    pub(crate) deployments: Vec<BatchDeployment>,
    /// Jobs in the order in which they came.
    pub(crate) jobs: Vec<BatchJob>,
}

impl BatchEndpoint {
    pub(crate) fn id(&self) -> String {
        format!("{}/batchEndpoints/{}", self.workspace, self.name)
    }
}

#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct BatchDeployment {
    pub(crate) name: String,
    pub(crate) model: String,
    /// Name of the cluster that runs the jobs.
    pub(crate) compute: String,
    pub(crate) instances: u32,
}

/// A job that a call of a batch endpoint began.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct BatchJob {
    pub(crate) id: String,
    pub(crate) deployment: String,
    pub(crate) created_by: String,
    pub(crate) created_at: Timestamp,
    pub(crate) ready_at: Timestamp,
}

/// A model served as a service of Microsoft's, without compute of one's own.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct ServerlessEndpoint {
    /// The workspace's ARM resource id.
    pub(crate) workspace: String,
    pub(crate) name: String,
    pub(crate) location: String,
    pub(crate) model: String,
    pub(crate) is_suspended: bool,
    pub(crate) created_by: String,
    pub(crate) created_at: String,
    pub(crate) keys: Keys,
}

impl ServerlessEndpoint {
    pub(crate) fn id(&self) -> String {
        format!("{}/serverlessEndpoints/{}", self.workspace, self.name)
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum WebServiceCompute {
    Aks,
    Aci,
}

impl WebServiceCompute {
    pub(crate) fn as_wire(self) -> &'static str {
        match self {
            Self::Aks => "AKS",
            Self::Aci => "ACI",
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum WebServiceAuth {
    Key,
    Token,
    None,
}

/// A service of the first generation, on AKS or a container instance.
#[derive(Clone, Serialize, Deserialize)]
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
    pub(crate) tags: BTreeMap<String, String>,
    pub(crate) properties: BTreeMap<String, String>,
    /// Everything else that may be changed, as clients see it: replicas, scaling, resources.
    pub(crate) settings: Map<String, Value>,
    pub(crate) keys: Keys,
}

impl WebService {
    pub(crate) fn id(&self) -> String {
        format!("{}/services/{}", self.workspace, self.name)
    }
}
