//! Which of the described operations the demo cloud answers. To add one that it has learned, write its
//! name under its service (the first folder of its document); whatever is not here must answer 501.

/// Service, and operations that are answered in every api-version of its documents.
pub(crate) const ANSWERED: &[(&str, &[&str])] = &[
    (
        "authorization",
        &[
            "Permissions_ListForResource",
            "Permissions_ListForResourceGroup",
            "RoleAssignments_Get",
            "RoleAssignments_GetById",
            "RoleAssignments_ListForResource",
            "RoleAssignments_ListForResourceGroup",
            "RoleAssignments_ListForScope",
            "RoleAssignments_ListForSubscription",
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
    (
        "resources",
        &[
            "ResourceGroups_Get",
            "ResourceGroups_List",
            "Resources_GetById",
            "Subscriptions_Get",
            "Subscriptions_List",
            "Tenants_List",
        ],
    ),
];

/// Whether the demo cloud has an operation, by its service and name.
pub(crate) fn is_answered(area: &str, id: &str) -> bool {
    ANSWERED.iter().any(|(service, operations)| *service == area && operations.contains(&id))
}
