//! Roles of Azure Machine Learning and Azure AI.

use super::BuiltInRole;

pub(super) const AZUREML_DATA_SCIENTIST: BuiltInRole = BuiltInRole {
    id: super::DATA_SCIENTIST,
    name: "AzureML Data Scientist",
    description: "Can perform all actions within an Azure Machine Learning workspace, except for creating or deleting compute resources and modifying the workspace itself.",
    actions: &[
        "Microsoft.MachineLearningServices/workspaces/*/read",
        "Microsoft.MachineLearningServices/workspaces/*/action",
        "Microsoft.MachineLearningServices/workspaces/*/delete",
        "Microsoft.MachineLearningServices/workspaces/*/write",
    ],
    not_actions: &[
        "Microsoft.MachineLearningServices/workspaces/delete",
        "Microsoft.MachineLearningServices/workspaces/write",
        "Microsoft.MachineLearningServices/workspaces/computes/*/write",
        "Microsoft.MachineLearningServices/workspaces/computes/*/delete",
        "Microsoft.MachineLearningServices/workspaces/computes/listKeys/action",
        "Microsoft.MachineLearningServices/workspaces/listKeys/action",
        "Microsoft.MachineLearningServices/workspaces/hubs/write",
        "Microsoft.MachineLearningServices/workspaces/hubs/delete",
        "Microsoft.MachineLearningServices/workspaces/featurestores/write",
        "Microsoft.MachineLearningServices/workspaces/featurestores/delete",
    ],
    data_actions: &[],
    not_data_actions: &[],
};

pub(super) const AZUREML_COMPUTE_OPERATOR: BuiltInRole = BuiltInRole {
    id: super::COMPUTE_OPERATOR,
    name: "AzureML Compute Operator",
    description: "Can access and perform CRUD operations on Machine Learning Services managed compute resources (including Notebook VMs).",
    actions: &[
        "Microsoft.MachineLearningServices/workspaces/computes/*",
        "Microsoft.MachineLearningServices/workspaces/notebooks/vm/*",
    ],
    not_actions: &[],
    data_actions: &[],
    not_data_actions: &[],
};

pub(super) const AZUREML_METRICS_WRITER: BuiltInRole = BuiltInRole {
    id: super::METRICS_WRITER,
    name: "AzureML Metrics Writer (preview)",
    description: "Lets you write metrics to AzureML workspace",
    actions: &["Microsoft.MachineLearningServices/workspaces/metrics/*/write"],
    not_actions: &[],
    data_actions: &[],
    not_data_actions: &[],
};

pub(super) const AZUREML_REGISTRY_USER: BuiltInRole = BuiltInRole {
    id: "1823dd4f-9b8c-4ab6-ab4e-7397a3684615",
    name: "AzureML Registry User",
    description: "Can perform all actions on Machine Learning Services Registry assets\u{a0}as well as get Registry resources.",
    actions: &[
        "Microsoft.MachineLearningServices/registries/read",
        "Microsoft.MachineLearningServices/registries/assets/*",
    ],
    not_actions: &[],
    data_actions: &[],
    not_data_actions: &[],
};

pub(super) const AZURE_MACHINE_LEARNING_WORKSPACE_CONNECTION_SECRETS_READER: BuiltInRole = BuiltInRole {
    id: "ea01e6af-a1c1-4350-9563-ad00f8c72ec5",
    name: "Azure Machine Learning Workspace Connection Secrets Reader",
    description: "Can list workspace connection secrets",
    actions: &[
        "Microsoft.MachineLearningServices/workspaces/connections/listsecrets/action",
        "Microsoft.MachineLearningServices/workspaces/metadata/secrets/read",
    ],
    not_actions: &[],
    data_actions: &[],
    not_data_actions: &[],
};

pub(super) const AZURE_AI_DEVELOPER: BuiltInRole = BuiltInRole {
    id: "64702f94-c441-49e6-a78b-ef80e0188fee",
    name: "Azure AI Developer",
    description: "Can perform all actions within an Azure Machine Learning workspace besides managing the workspace itself. For Foundry project access, use the Foundry User or Foundry Owner roles instead.",
    actions: &[
        "Microsoft.MachineLearningServices/workspaces/*/read",
        "Microsoft.MachineLearningServices/workspaces/*/action",
        "Microsoft.MachineLearningServices/workspaces/*/delete",
        "Microsoft.MachineLearningServices/workspaces/*/write",
        "Microsoft.MachineLearningServices/locations/*/read",
        "Microsoft.Authorization/*/read",
        "Microsoft.Resources/deployments/*",
    ],
    not_actions: &[
        "Microsoft.MachineLearningServices/workspaces/delete",
        "Microsoft.MachineLearningServices/workspaces/write",
        "Microsoft.MachineLearningServices/workspaces/listKeys/action",
        "Microsoft.MachineLearningServices/workspaces/hubs/write",
        "Microsoft.MachineLearningServices/workspaces/hubs/delete",
        "Microsoft.MachineLearningServices/workspaces/featurestores/write",
        "Microsoft.MachineLearningServices/workspaces/featurestores/delete",
        "Microsoft.MachineLearningServices/workspaces/evaluations/results/labels/read",
        "Microsoft.MachineLearningServices/workspaces/evaluations/results/reasonings/read",
        "Microsoft.MachineLearningServices/workspaces/simulations/results/images/read",
    ],
    data_actions: &[
        "Microsoft.CognitiveServices/accounts/OpenAI/*",
        "Microsoft.CognitiveServices/accounts/SpeechServices/*",
        "Microsoft.CognitiveServices/accounts/ContentSafety/*",
        "Microsoft.CognitiveServices/accounts/MaaS/*",
    ],
    not_data_actions: &["Microsoft.CognitiveServices/accounts/OpenAI/fine-tunes-deployments/write"],
};

pub(super) const AZURE_AI_ADMINISTRATOR: BuiltInRole = BuiltInRole {
    id: "b78c5d69-af96-48a3-bf8d-a8b4d589de94",
    name: "Azure AI Administrator",
    description: "A Built-In Role that has all control plane permissions to work with Azure AI and its dependencies.",
    actions: &[
        "Microsoft.Authorization/*/read",
        "Microsoft.CognitiveServices/*",
        "Microsoft.ContainerRegistry/registries/*",
        "Microsoft.DocumentDb/databaseAccounts/*",
        "Microsoft.Features/features/read",
        "Microsoft.Features/providers/features/read",
        "Microsoft.Features/providers/features/register/action",
        "Microsoft.Insights/alertRules/*",
        "Microsoft.Insights/components/*",
        "Microsoft.Insights/diagnosticSettings/*",
        "Microsoft.Insights/generateLiveToken/read",
        "Microsoft.Insights/logDefinitions/read",
        "Microsoft.Insights/metricAlerts/*",
        "Microsoft.Insights/metricdefinitions/read",
        "Microsoft.Insights/metrics/read",
        "Microsoft.Insights/scheduledqueryrules/*",
        "Microsoft.Insights/topology/read",
        "Microsoft.Insights/transactions/read",
        "Microsoft.Insights/webtests/*",
        "Microsoft.KeyVault/*",
        "Microsoft.MachineLearningServices/workspaces/*",
        "Microsoft.Network/virtualNetworks/subnets/joinViaServiceEndpoint/action",
        "Microsoft.ResourceHealth/availabilityStatuses/read",
        "Microsoft.Resources/deployments/*",
        "Microsoft.Resources/deployments/operations/read",
        "Microsoft.Resources/subscriptions/operationresults/read",
        "Microsoft.Resources/subscriptions/read",
        "Microsoft.Resources/subscriptions/resourcegroups/deployments/*",
        "Microsoft.Resources/subscriptions/resourceGroups/read",
        "Microsoft.Resources/subscriptions/resourceGroups/write",
        "Microsoft.Storage/storageAccounts/*",
        "Microsoft.Support/*",
        "Microsoft.Search/searchServices/write",
        "Microsoft.Search/searchServices/read",
        "Microsoft.Search/searchServices/delete",
        "Microsoft.Search/searchServices/indexes/*",
        "Microsoft.Search/searchServices/listAdminKeys/action",
        "Microsoft.Search/searchServices/privateEndpointConnections/*",
        "Microsoft.DataFactory/factories/*",
    ],
    not_actions: &[],
    data_actions: &[],
    not_data_actions: &[],
};

pub(super) const DATA_LABELING_LABELER: BuiltInRole = BuiltInRole {
    id: "c6decf44-fd0a-444c-a844-d653c394e7ab",
    name: "Data Labeling - Labeler",
    description: "Can label data in Labeling.",
    actions: &[
        "Microsoft.MachineLearningServices/workspaces/read",
        "Microsoft.MachineLearningServices/workspaces/experiments/runs/read",
        "Microsoft.MachineLearningServices/workspaces/labeling/projects/read",
        "Microsoft.MachineLearningServices/workspaces/labeling/projects/summary/read",
        "Microsoft.MachineLearningServices/workspaces/labeling/labels/read",
        "Microsoft.MachineLearningServices/workspaces/labeling/labels/write",
    ],
    not_actions: &[],
    data_actions: &[],
    not_data_actions: &[],
};

pub(super) const AI_MODEL_SCANNER_OPERATOR: BuiltInRole = BuiltInRole {
    id: "8b9beb50-e28c-4879-8472-24c9d328085f",
    name: "AI Model Scanner Operator",
    description: "Grants Microsoft Defender for AI access to AI services and resources.",
    actions: &[
        "Microsoft.MachineLearningServices/workspaces/read",
        "Microsoft.MachineLearningServices/workspaces/models/read",
        "Microsoft.MachineLearningServices/workspaces/models/versions/read",
        "Microsoft.MachineLearningServices/workspaces/datastores/read",
        "Microsoft.MachineLearningServices/workspaces/metadata/artifacts/read",
        "Microsoft.MachineLearningServices/registries/read",
        "Microsoft.MachineLearningServices/registries/assets/read",
    ],
    not_actions: &[],
    data_actions: &[],
    not_data_actions: &[],
};

pub(super) const AZURE_AI_SAFETY_EVALUATOR: BuiltInRole = BuiltInRole {
    id: "11102f94-c441-49e6-a78b-ef80e0188abc",
    name: "Azure AI Safety Evaluator",
    description: "This role can perform all actions under workspace evaluations and simulations.",
    actions: &[
        "Microsoft.MachineLearningServices/workspaces/evaluations/*",
        "Microsoft.MachineLearningServices/workspaces/simulations/*",
    ],
    not_actions: &[],
    data_actions: &[],
    not_data_actions: &[],
};
