//! Which of the described operations the demo cloud answers. To add one that it has learned, write its
//! name under its service (the first folder of its document); whatever is not here must answer 501.

/// Service, and operations that are answered in every api-version of its documents.
pub(crate) const ANSWERED: &[(&str, &[&str])] = &[
    (
        "authorization",
        &[
            "ClassicAdministrators_List",
            "DenyAssignments_Get",
            "DenyAssignments_GetById",
            "DenyAssignments_List",
            "DenyAssignments_ListForResource",
            "DenyAssignments_ListForResourceGroup",
            "DenyAssignments_ListForScope",
            "GlobalAdministrator_ElevateAccess",
            "Permissions_ListForResource",
            "Permissions_ListForResourceGroup",
            "ProviderOperationsMetadata_Get",
            "ProviderOperationsMetadata_List",
            "RoleAssignments_Create",
            "RoleAssignments_CreateById",
            "RoleAssignments_Delete",
            "RoleAssignments_DeleteById",
            "RoleAssignments_Get",
            "RoleAssignments_GetById",
            "RoleAssignments_ListForResource",
            "RoleAssignments_ListForResourceGroup",
            "RoleAssignments_ListForScope",
            "RoleAssignments_ListForSubscription",
            "RoleDefinitions_CreateOrUpdate",
            "RoleDefinitions_Delete",
            "RoleDefinitions_Get",
            "RoleDefinitions_GetById",
            "RoleDefinitions_List",
        ],
    ),
    (
        "machinelearning",
        &[
            "OnlineDeployments_List",
            "OnlineEndpoints_Get",
            "OnlineEndpoints_GetToken",
            "OnlineEndpoints_List",
            "OnlineEndpoints_ListKeys",
            "OnlineEndpoints_RegenerateKeys",
            "Operations_List",
            "Workspaces_Get",
            "Workspaces_ListByResourceGroup",
            "Workspaces_ListBySubscription",
        ],
    ),
    (
        "machinelearning-v1-arm",
        &["Workspaces_Get", "Workspaces_ListByResourceGroup", "Workspaces_ListBySubscription"],
    ),
    (
        "machinelearning-v1-dataplane",
        &[
            "Operations_Get",
            "Services_GetServiceToken",
            "Services_ListQuery",
            "Services_ListServiceKeys",
            "Services_QueryById",
            "Services_RegenerateServiceKeys",
        ],
    ),
    ("monitor", &["ActivityLogs_List", "EventCategories_List", "TenantActivityLogs_List"]),
    ("resourcegraph", &["Operations_List", "Resources"]),
    (
        "resources",
        &[
            "Operations_List",
            "Providers_Get",
            "Providers_List",
            "Providers_ProviderPermissions",
            "Providers_Register",
            "ResourceGroups_CheckExistence",
            "ResourceGroups_CreateOrUpdate",
            "ResourceGroups_Get",
            "ResourceGroups_List",
            "Resources_GetById",
            "Resources_List",
            "Resources_ListByResourceGroup",
            "Subscriptions_Get",
            "Subscriptions_List",
            "Subscriptions_ListLocations",
            "Tenants_List",
        ],
    ),
];

/// Whether the demo cloud has an operation, by its service and name.
pub(crate) fn is_answered(area: &str, id: &str) -> bool {
    ANSWERED.iter().any(|(service, operations)| *service == area && operations.contains(&id))
}
