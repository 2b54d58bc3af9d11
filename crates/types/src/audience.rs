//! What access tokens are for.

use serde::{Deserialize, Serialize};

/// What an access token is for; each cloud has its own name for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Audience {
    /// Azure Resource Manager, and the v1 model management API.
    Arm,
    /// Azure Machine Learning's data plane: scoring with an Entra token.
    MachineLearning,
    /// Microsoft Graph.
    Graph,
}

impl Audience {
    /// Every one.
    pub const ALL: [Self; 3] = [Self::Arm, Self::MachineLearning, Self::Graph];
}
