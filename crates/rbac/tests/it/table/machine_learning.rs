//! Answers for the roles of Azure Machine Learning and Azure AI.

use latchkey_rbac::Plane::{Control, Data};

use super::Row;

pub(super) const ROWS: &[Row] = &[
    (
        "AzureML Data Scientist",
        Control,
        &[
            "Microsoft.MachineLearningServices/workspaces/read",
            "Microsoft.MachineLearningServices/workspaces/onlineEndpoints/read",
            "Microsoft.MachineLearningServices/workspaces/onlineEndpoints/write",
            "Microsoft.MachineLearningServices/workspaces/onlineEndpoints/delete",
            "Microsoft.MachineLearningServices/workspaces/onlineEndpoints/listKeys/action",
            "Microsoft.MachineLearningServices/workspaces/onlineEndpoints/regenerateKeys/action",
            "Microsoft.MachineLearningServices/workspaces/onlineEndpoints/token/action",
            "Microsoft.MachineLearningServices/workspaces/onlineEndpoints/score/action",
            "Microsoft.MachineLearningServices/workspaces/onlineEndpoints/deployments/write",
            "Microsoft.MachineLearningServices/workspaces/batchEndpoints/listKeys/action",
            "Microsoft.MachineLearningServices/workspaces/serverlessEndpoints/regenerateKeys/action",
            "Microsoft.MachineLearningServices/workspaces/services/aks/listkeys/action",
            "Microsoft.MachineLearningServices/workspaces/services/aks/write",
            "Microsoft.MachineLearningServices/workspaces/connections/listsecrets/action",
            "Microsoft.MachineLearningServices/workspaces/computes/read",
            "Microsoft.MachineLearningServices/workspaces/computes/listNodes/action",
            "Microsoft.MachineLearningServices/workspaces/resynckeys/action",
        ],
        &[
            "Microsoft.MachineLearningServices/workspaces/write",
            "Microsoft.MachineLearningServices/workspaces/delete",
            "Microsoft.MachineLearningServices/workspaces/listKeys/action",
            "Microsoft.MachineLearningServices/workspaces/listkeys/action",
            "Microsoft.MachineLearningServices/workspaces/computes/write",
            "Microsoft.MachineLearningServices/workspaces/computes/delete",
            "Microsoft.MachineLearningServices/workspaces/computes/listKeys/action",
            "Microsoft.MachineLearningServices/workspaces/hubs/write",
            "Microsoft.MachineLearningServices/workspaces/featurestores/delete",
            "Microsoft.MachineLearningServices/locations/workspaceOperationsStatus/read",
            "Microsoft.Authorization/roleAssignments/read",
            "Microsoft.Resources/subscriptions/resourceGroups/read",
        ],
    ),
    (
        "AzureML Compute Operator",
        Control,
        &[
            "Microsoft.MachineLearningServices/workspaces/computes/read",
            "Microsoft.MachineLearningServices/workspaces/computes/write",
            "Microsoft.MachineLearningServices/workspaces/computes/delete",
            "Microsoft.MachineLearningServices/workspaces/computes/listKeys/action",
            "Microsoft.MachineLearningServices/workspaces/notebooks/vm/read",
        ],
        &[
            "Microsoft.MachineLearningServices/workspaces/read",
            "Microsoft.MachineLearningServices/workspaces/onlineEndpoints/read",
            "Microsoft.MachineLearningServices/workspaces/onlineEndpoints/listKeys/action",
            "Microsoft.MachineLearningServices/workspaces/notebooks/read",
            "Microsoft.MachineLearningServices/workspaces/computesettings/read",
        ],
    ),
    (
        "AzureML Metrics Writer (preview)",
        Control,
        &["Microsoft.MachineLearningServices/workspaces/metrics/resource/write"],
        &[
            "Microsoft.MachineLearningServices/workspaces/read",
            "Microsoft.MachineLearningServices/workspaces/metrics/resource/read",
            "Microsoft.MachineLearningServices/workspaces/metrics/resource/delete",
        ],
    ),
    (
        "AzureML Registry User",
        Control,
        &[
            "Microsoft.MachineLearningServices/registries/read",
            "Microsoft.MachineLearningServices/registries/assets/write",
            "Microsoft.MachineLearningServices/registries/assets/delete",
        ],
        &[
            "Microsoft.MachineLearningServices/registries/write",
            "Microsoft.MachineLearningServices/registries/delete",
            "Microsoft.MachineLearningServices/workspaces/read",
        ],
    ),
    (
        "Azure Machine Learning Workspace Connection Secrets Reader",
        Control,
        &[
            "Microsoft.MachineLearningServices/workspaces/connections/listsecrets/action",
            "Microsoft.MachineLearningServices/workspaces/connections/listSecrets/action",
            "Microsoft.MachineLearningServices/workspaces/metadata/secrets/read",
        ],
        &[
            "Microsoft.MachineLearningServices/workspaces/connections/read",
            "Microsoft.MachineLearningServices/workspaces/read",
            "Microsoft.MachineLearningServices/workspaces/onlineEndpoints/listKeys/action",
        ],
    ),
    (
        "Azure AI Developer",
        Control,
        &[
            "Microsoft.MachineLearningServices/workspaces/onlineEndpoints/listKeys/action",
            "Microsoft.MachineLearningServices/workspaces/onlineEndpoints/score/action",
            "Microsoft.MachineLearningServices/workspaces/computes/write",
            "Microsoft.MachineLearningServices/locations/workspaceOperationsStatus/read",
            "Microsoft.Authorization/roleAssignments/read",
            "Microsoft.Resources/deployments/write",
        ],
        &[
            "Microsoft.MachineLearningServices/workspaces/write",
            "Microsoft.MachineLearningServices/workspaces/delete",
            "Microsoft.MachineLearningServices/workspaces/listKeys/action",
            "Microsoft.MachineLearningServices/workspaces/hubs/write",
            "Microsoft.MachineLearningServices/workspaces/evaluations/results/labels/read",
            "Microsoft.Authorization/roleAssignments/write",
        ],
    ),
    (
        "Azure AI Developer",
        Data,
        &[
            "Microsoft.CognitiveServices/accounts/OpenAI/deployments/chat/completions/action",
            "Microsoft.CognitiveServices/accounts/OpenAI/fine-tunes/write",
            "Microsoft.CognitiveServices/accounts/ContentSafety/text:analyze/action",
        ],
        &[
            "Microsoft.CognitiveServices/accounts/OpenAI/fine-tunes-deployments/write",
            "Microsoft.CognitiveServices/accounts/Language/query-text/action",
            "Microsoft.KeyVault/vaults/secrets/getSecret/action",
            "Microsoft.MachineLearningServices/workspaces/onlineEndpoints/score/action",
        ],
    ),
    (
        "Azure AI Administrator",
        Control,
        &[
            "Microsoft.MachineLearningServices/workspaces/write",
            "Microsoft.MachineLearningServices/workspaces/delete",
            "Microsoft.MachineLearningServices/workspaces/listKeys/action",
            "Microsoft.KeyVault/vaults/write",
            "Microsoft.Search/searchServices/listAdminKeys/action",
        ],
        &[
            "Microsoft.Authorization/roleAssignments/write",
            "Microsoft.Search/searchServices/listQueryKeys/action",
            "Microsoft.MachineLearningServices/registries/read",
        ],
    ),
    (
        "Azure AI Administrator",
        Data,
        &[],
        &["Microsoft.CognitiveServices/accounts/OpenAI/deployments/chat/completions/action"],
    ),
    (
        "Data Labeling - Labeler",
        Control,
        &[
            "Microsoft.MachineLearningServices/workspaces/read",
            "Microsoft.MachineLearningServices/workspaces/labeling/labels/write",
            "Microsoft.MachineLearningServices/workspaces/labeling/projects/summary/read",
        ],
        &[
            "Microsoft.MachineLearningServices/workspaces/labeling/projects/write",
            "Microsoft.MachineLearningServices/workspaces/labeling/labels/delete",
            "Microsoft.MachineLearningServices/workspaces/onlineEndpoints/read",
        ],
    ),
    (
        "AI Model Scanner Operator",
        Control,
        &[
            "Microsoft.MachineLearningServices/workspaces/models/read",
            "Microsoft.MachineLearningServices/workspaces/models/versions/read",
        ],
        &[
            "Microsoft.MachineLearningServices/workspaces/models/write",
            "Microsoft.MachineLearningServices/workspaces/onlineEndpoints/read",
        ],
    ),
    (
        "Azure AI Enterprise Network Connection Approver",
        Control,
        &[
            "Microsoft.MachineLearningServices/workspaces/privateEndpointConnectionsApproval/action",
            "Microsoft.MachineLearningServices/workspaces/privateEndpointConnections/write",
        ],
        &[
            "Microsoft.MachineLearningServices/workspaces/privateEndpointConnections/delete",
            "Microsoft.MachineLearningServices/workspaces/write",
        ],
    ),
    (
        "Azure AI Enterprise Networking Outbound Rules Operator",
        Control,
        &["Microsoft.MachineLearningServices/workspaces/managedNetworks/outboundRules/delete"],
        &[
            "Microsoft.MachineLearningServices/workspaces/managedNetworks/delete",
            "Microsoft.MachineLearningServices/workspaces/read",
        ],
    ),
    (
        "Azure AI Safety Evaluator",
        Control,
        &[
            "Microsoft.MachineLearningServices/workspaces/evaluations/results/read",
            "Microsoft.MachineLearningServices/workspaces/simulations/write",
        ],
        &[
            "Microsoft.MachineLearningServices/workspaces/read",
            "Microsoft.MachineLearningServices/workspaces/onlineEndpoints/score/action",
        ],
    ),
];
