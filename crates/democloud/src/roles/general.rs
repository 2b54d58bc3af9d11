//! The general roles, and those of key vaults, monitoring and managed identities.

use super::BuiltInRole;

pub(super) const OWNER: BuiltInRole = BuiltInRole {
    id: super::OWNER,
    name: "Owner",
    description: "Grants full access to manage all resources, including the ability to assign roles in Azure RBAC.",
    actions: &["*"],
    not_actions: &[],
    data_actions: &[],
    not_data_actions: &[],
};

pub(super) const CONTRIBUTOR: BuiltInRole = BuiltInRole {
    id: super::CONTRIBUTOR,
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
};

pub(super) const READER: BuiltInRole = BuiltInRole {
    id: super::READER,
    name: "Reader",
    description: "View all resources, but does not allow you to make any changes.",
    actions: &["*/read"],
    not_actions: &[],
    data_actions: &[],
    not_data_actions: &[],
};

pub(super) const USER_ACCESS_ADMINISTRATOR: BuiltInRole = BuiltInRole {
    id: super::USER_ACCESS_ADMINISTRATOR,
    name: "User Access Administrator",
    description: "Lets you manage user access to Azure resources.",
    actions: &["*/read", "Microsoft.Authorization/*", "Microsoft.Support/*"],
    not_actions: &[],
    data_actions: &[],
    not_data_actions: &[],
};

pub(super) const ROLE_BASED_ACCESS_CONTROL_ADMINISTRATOR: BuiltInRole = BuiltInRole {
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
};

pub(super) const KEY_VAULT_SECRETS_OFFICER: BuiltInRole = BuiltInRole {
    id: "b86a8fe4-44ce-4948-aee5-eccb2c155cd7",
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
};

pub(super) const KEY_VAULT_SECRETS_USER: BuiltInRole = BuiltInRole {
    id: "4633458b-17de-408a-b874-0445c86b69e6",
    name: "Key Vault Secrets User",
    description: "Read secret contents. Only works for key vaults that use the 'Azure role-based access control' permission model.",
    actions: &[],
    not_actions: &[],
    data_actions: &[
        "Microsoft.KeyVault/vaults/secrets/getSecret/action",
        "Microsoft.KeyVault/vaults/secrets/readMetadata/action",
    ],
    not_data_actions: &[],
};

pub(super) const LOG_ANALYTICS_READER: BuiltInRole = BuiltInRole {
    id: "73c42c96-874c-492b-b04d-ab87d138a893",
    name: "Log Analytics Reader",
    description: "Log Analytics Reader can view and search all monitoring data as well as and view monitoring settings, including viewing the configuration of Azure diagnostics on all Azure resources.",
    actions: &[
        "*/read",
        "Microsoft.OperationalInsights/workspaces/analytics/query/action",
        "Microsoft.OperationalInsights/workspaces/search/action",
        "Microsoft.Support/*",
    ],
    not_actions: &["Microsoft.OperationalInsights/workspaces/sharedKeys/read"],
    data_actions: &["Microsoft.OperationalInsights/workspaces/jobs/export/action"],
    not_data_actions: &[],
};

pub(super) const MANAGED_IDENTITY_OPERATOR: BuiltInRole = BuiltInRole {
    id: "f1a07417-d97a-45cb-824c-7a7467783830",
    name: "Managed Identity Operator",
    description: "Read and Assign User Assigned Identity",
    actions: &[
        "Microsoft.ManagedIdentity/userAssignedIdentities/*/read",
        "Microsoft.ManagedIdentity/userAssignedIdentities/*/assign/action",
        "Microsoft.Authorization/*/read",
        "Microsoft.Insights/alertRules/*",
        "Microsoft.Resources/subscriptions/resourceGroups/read",
        "Microsoft.Resources/deployments/*",
        "Microsoft.Support/*",
    ],
    not_actions: &[],
    data_actions: &[],
    not_data_actions: &[],
};

pub(super) const MONITORING_READER: BuiltInRole = BuiltInRole {
    id: "43d0d8ad-25c7-4714-9337-8ba259a9fe05",
    name: "Monitoring Reader",
    description: "Can read all monitoring data.",
    actions: &["*/read", "Microsoft.OperationalInsights/workspaces/search/action", "Microsoft.Support/*"],
    not_actions: &[],
    data_actions: &[],
    not_data_actions: &[],
};
