//! Azure's built-in roles, as far as they matter here: a table of facts.
//!
//! Source: <https://learn.microsoft.com/azure/role-based-access-control/built-in-roles>.

use latchkey_rbac::{ActionPattern, Permission, RoleDefinition};
use latchkey_types::Scope;

/// One built-in role.
pub(crate) struct BuiltInRole {
    pub(crate) id: &'static str,
    pub(crate) name: &'static str,
    pub(crate) description: &'static str,
    actions: &'static [&'static str],
    not_actions: &'static [&'static str],
    data_actions: &'static [&'static str],
    not_data_actions: &'static [&'static str],
}

impl BuiltInRole {
    /// The role as the evaluator takes it.
    pub(crate) fn definition(&self) -> RoleDefinition {
        let patterns = |words: &[&str]| words.iter().map(|word| ActionPattern::new(*word)).collect();
        RoleDefinition {
            id: self.id.to_owned(),
            name: self.name.to_owned(),
            permissions: vec![Permission {
                actions: patterns(self.actions),
                not_actions: patterns(self.not_actions),
                data_actions: patterns(self.data_actions),
                not_data_actions: patterns(self.not_data_actions),
            }],
            assignable_scopes: vec![Scope::new("/")],
        }
    }
}

pub(crate) const OWNER: &str = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635";
pub(crate) const CONTRIBUTOR: &str = "b24988ac-6180-42a0-ab88-20f7382dd24c";
pub(crate) const READER: &str = "acdd72a7-3385-48ef-bd42-f606fba81ae7";
pub(crate) const USER_ACCESS_ADMINISTRATOR: &str = "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9";
pub(crate) const DATA_SCIENTIST: &str = "f6c7c914-8db3-469d-8ca1-694a8f32e121";
pub(crate) const COMPUTE_OPERATOR: &str = "e503ece1-11d0-4e8e-8e2c-7a6c3bf38815";
pub(crate) const METRICS_WRITER: &str = "635dd51f-9968-44d3-b7fb-6d9a6bd613ae";

pub(crate) const KEY_VAULT_SECRETS_OFFICER: &str = "b86a8fe4-44ce-4948-aee5-eccb2c155cd7";
pub(crate) const KEY_VAULT_SECRETS_USER: &str = "4633458b-17de-408a-b874-0445c86b69e6";

pub(crate) const BUILT_IN: &[BuiltInRole] = &[
    BuiltInRole {
        id: OWNER,
        name: "Owner",
        description: "Grants full access to manage all resources, including the ability to assign roles in Azure RBAC.",
        actions: &["*"],
        not_actions: &[],
        data_actions: &[],
        not_data_actions: &[],
    },
    BuiltInRole {
        id: CONTRIBUTOR,
        name: "Contributor",
        description: "Grants full access to manage all resources, but does not allow you to assign roles in Azure RBAC, manage assignments in Azure Blueprints, or share image galleries.",
        actions: &["*"],
        not_actions: &[
            "Microsoft.Authorization/*/Delete",
            "Microsoft.Authorization/*/Write",
            "Microsoft.Authorization/elevateAccess/Action",
            "Microsoft.Blueprint/blueprintAssignments/write",
            "Microsoft.Blueprint/blueprintAssignments/delete",
            "Microsoft.Compute/galleries/share/action",
            "Microsoft.Purview/consents/write",
            "Microsoft.Purview/consents/delete",
            "Microsoft.Resources/deploymentStacks/manageDenySetting/action",
            "Microsoft.Subscription/cancel/action",
            "Microsoft.Subscription/enable/action",
        ],
        data_actions: &[],
        not_data_actions: &[],
    },
    BuiltInRole {
        id: READER,
        name: "Reader",
        description: "View all resources, but does not allow you to make any changes.",
        actions: &["*/read"],
        not_actions: &[],
        data_actions: &[],
        not_data_actions: &[],
    },
    BuiltInRole {
        id: USER_ACCESS_ADMINISTRATOR,
        name: "User Access Administrator",
        description: "Lets you manage user access to Azure resources.",
        actions: &["*/read", "Microsoft.Authorization/*", "Microsoft.Support/*"],
        not_actions: &[],
        data_actions: &[],
        not_data_actions: &[],
    },
    BuiltInRole {
        id: "f58310d9-a9f6-439a-9e8d-f62e7b41a168",
        name: "Role Based Access Control Administrator",
        description: "Manage access to Azure resources by assigning roles using Azure RBAC. This role does not allow you to manage access using other ways, such as Azure Policy.",
        actions: &[
            "Microsoft.Authorization/roleAssignments/write",
            "Microsoft.Authorization/roleAssignments/delete",
            "*/read",
            "Microsoft.Support/*",
        ],
        not_actions: &[],
        data_actions: &[],
        not_data_actions: &[],
    },
    BuiltInRole {
        id: DATA_SCIENTIST,
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
    },
    BuiltInRole {
        id: COMPUTE_OPERATOR,
        name: "AzureML Compute Operator",
        description: "Can access and perform CRUD operations on Machine Learning Services managed compute resources (including Notebook VMs).",
        actions: &[
            "Microsoft.MachineLearningServices/workspaces/computes/*",
            "Microsoft.MachineLearningServices/workspaces/notebooks/vm/*",
        ],
        not_actions: &[],
        data_actions: &[],
        not_data_actions: &[],
    },
    BuiltInRole {
        id: METRICS_WRITER,
        name: "AzureML Metrics Writer (preview)",
        description: "Lets you write metrics to AzureML workspace",
        actions: &["Microsoft.MachineLearningServices/workspaces/metrics/*/write"],
        not_actions: &[],
        data_actions: &[],
        not_data_actions: &[],
    },
    BuiltInRole {
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
    },
    BuiltInRole {
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
    },
    BuiltInRole {
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
    },
    BuiltInRole {
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
    },
    BuiltInRole {
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
    },
    BuiltInRole {
        id: KEY_VAULT_SECRETS_OFFICER,
        name: "Key Vault Secrets Officer",
        description: "Perform any action on the secrets of a key vault, except manage permissions. Only works for key vaults that use the 'Azure role-based access control' permission model.",
        actions: &[
            "Microsoft.Authorization/*/read",
            "Microsoft.Insights/alertRules/*",
            "Microsoft.Resources/deployments/*",
            "Microsoft.Resources/subscriptions/resourceGroups/read",
            "Microsoft.Support/*",
            "Microsoft.KeyVault/checkNameAvailability/read",
            "Microsoft.KeyVault/deletedVaults/read",
            "Microsoft.KeyVault/locations/*/read",
            "Microsoft.KeyVault/vaults/*/read",
            "Microsoft.KeyVault/operations/read",
        ],
        not_actions: &[],
        data_actions: &["Microsoft.KeyVault/vaults/secrets/*"],
        not_data_actions: &[],
    },
    BuiltInRole {
        id: KEY_VAULT_SECRETS_USER,
        name: "Key Vault Secrets User",
        description: "Read secret contents. Only works for key vaults that use the 'Azure role-based access control' permission model.",
        actions: &[],
        not_actions: &[],
        data_actions: &[
            "Microsoft.KeyVault/vaults/secrets/getSecret/action",
            "Microsoft.KeyVault/vaults/secrets/readMetadata/action",
        ],
        not_data_actions: &[],
    },
];
