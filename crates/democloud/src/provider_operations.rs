//! The operations of resource providers by name, which role definitions and the activity log use: a
//! table of facts, of as many as matter here.
//!
//! Source: <https://learn.microsoft.com/azure/role-based-access-control/resource-provider-operations>.

/// A resource provider.
pub(crate) struct Provider {
    pub(crate) namespace: &'static str,
    pub(crate) display_name: &'static str,
    /// Resource types with their operations; an empty type stands for the provider itself.
    pub(crate) types: &'static [ResourceType],
}

/// A type of resources: `workspaces/onlineEndpoints`.
pub(crate) struct ResourceType {
    pub(crate) name: &'static str,
    /// What follows the type in the operation's name (`listKeys/action`), and what people call it.
    pub(crate) operations: &'static [(&'static str, &'static str)],
}

const fn of(name: &'static str, operations: &'static [(&'static str, &'static str)]) -> ResourceType {
    ResourceType { name, operations }
}

const REGISTER: (&str, &str) = ("register/action", "Register the subscription for the resource provider");

pub(crate) const PROVIDERS: &[Provider] = &[
    Provider {
        namespace: "Microsoft.Authorization",
        display_name: "Microsoft Authorization",
        types: &[
            of("", &[("elevateAccess/action", "Assign the caller to User Access Administrator role")]),
            of("classicAdministrators", &[("read", "Get classic administrators of a subscription")]),
            of(
                "denyAssignments",
                &[
                    ("read", "Get deny assignment"),
                    ("write", "Create deny assignment"),
                    ("delete", "Delete deny assignment"),
                ],
            ),
            of("operations", &[("read", "Get operations")]),
            of("permissions", &[("read", "List permissions")]),
            of("providerOperations", &[("read", "Get operations for resource providers")]),
            of(
                "roleAssignments",
                &[
                    ("read", "Get role assignment"),
                    ("write", "Create role assignment"),
                    ("delete", "Delete role assignment"),
                ],
            ),
            of(
                "roleDefinitions",
                &[
                    ("read", "Get role definition"),
                    ("write", "Create or update custom role definition"),
                    ("delete", "Delete custom role definition"),
                ],
            ),
        ],
    },
    Provider {
        namespace: "Microsoft.KeyVault",
        display_name: "Microsoft Key Vault",
        types: &[
            of("", &[REGISTER]),
            of(
                "vaults",
                &[("read", "View key vault"), ("write", "Update key vault"), ("delete", "Delete key vault")],
            ),
        ],
    },
    Provider {
        namespace: "Microsoft.MachineLearningServices",
        display_name: "Microsoft Machine Learning Services",
        types: &[
            of("", &[REGISTER]),
            of("locations/mfeOperationResults", &[("read", "Get the result of an operation")]),
            of("locations/mfeOperationsStatus", &[("read", "Get the status of an operation")]),
            of("locations/workspaceOperationsStatus", &[("read", "Get the status of a workspace operation")]),
            of(
                "workspaces",
                &[
                    ("read", "Get workspace"),
                    ("write", "Create or update workspace"),
                    ("delete", "Delete workspace"),
                    ("listKeys/action", "List workspace keys"),
                    ("resynckeys/action", "Resync workspace keys"),
                    ("listStorageAccountKeys/action", "List storage account keys"),
                    ("listNotebookAccessToken/read", "List notebook access token"),
                    ("listNotebookKeys/read", "List notebook keys"),
                    ("diagnose/read", "Diagnose workspace"),
                ],
            ),
            of(
                "workspaces/batchEndpoints",
                &[
                    ("read", "Get batch endpoint"),
                    ("write", "Create or update batch endpoint"),
                    ("delete", "Delete batch endpoint"),
                    ("listKeys/action", "List keys for batch endpoint"),
                ],
            ),
            of(
                "workspaces/batchEndpoints/deployments",
                &[
                    ("read", "Get batch deployment"),
                    ("write", "Create or update batch deployment"),
                    ("delete", "Delete batch deployment"),
                ],
            ),
            of(
                "workspaces/computes",
                &[
                    ("read", "Get compute"),
                    ("write", "Create or update compute"),
                    ("delete", "Delete compute"),
                    ("listKeys/action", "List secrets of a compute"),
                    ("listNodes/action", "List nodes of a compute"),
                ],
            ),
            of(
                "workspaces/connections",
                &[
                    ("read", "Get connection"),
                    ("write", "Create or update connection"),
                    ("delete", "Delete connection"),
                    ("listsecrets/action", "Get connection with its secret"),
                ],
            ),
            of(
                "workspaces/endpoints",
                &[("read", "Get endpoint"), ("listkeys/action", "List keys of an endpoint")],
            ),
            of("workspaces/metadata/secrets", &[("read", "Read secrets of a workspace")]),
            of(
                "workspaces/onlineEndpoints",
                &[
                    ("read", "Get online endpoint"),
                    ("write", "Create or update online endpoint"),
                    ("delete", "Delete online endpoint"),
                    ("listKeys/action", "List keys for online endpoint"),
                    ("regenerateKeys/action", "Regenerate keys for online endpoint"),
                    ("token/action", "Get token for online endpoint"),
                    ("score/action", "Score online endpoint"),
                ],
            ),
            of(
                "workspaces/onlineEndpoints/deployments",
                &[
                    ("read", "Get online deployment"),
                    ("write", "Create or update online deployment"),
                    ("delete", "Delete online deployment"),
                    ("getlogs/action", "Get logs of online deployment"),
                ],
            ),
            of("workspaces/onlineEndpoints/operationresults", &[("read", "Get operation result")]),
            of("workspaces/onlineEndpoints/operationsstatus", &[("read", "Get operation status")]),
            of(
                "workspaces/serverlessEndpoints",
                &[
                    ("read", "Get serverless endpoint"),
                    ("write", "Create or update serverless endpoint"),
                    ("delete", "Delete serverless endpoint"),
                    ("listKeys/action", "List keys for serverless endpoint"),
                    ("regenerateKeys/action", "Regenerate keys for serverless endpoint"),
                ],
            ),
            of("workspaces/services", &[("read", "Get service")]),
            of(
                "workspaces/services/aci",
                &[
                    ("write", "Create or update ACI service"),
                    ("listkeys/action", "List keys for ACI service"),
                    ("delete", "Delete ACI service"),
                ],
            ),
            of(
                "workspaces/services/aks",
                &[
                    ("write", "Create or update AKS service"),
                    ("listkeys/action", "List keys for AKS service"),
                    ("delete", "Delete AKS service"),
                    ("score/action", "Retrieve auth token or keys to score AKS service"),
                ],
            ),
        ],
    },
    Provider {
        namespace: "Microsoft.ManagedIdentity",
        display_name: "Microsoft.ManagedIdentity",
        types: &[
            of("", &[REGISTER]),
            of(
                "userAssignedIdentities",
                &[
                    ("read", "Get user assigned identity"),
                    ("write", "Create or update user assigned identity"),
                    ("delete", "Delete user assigned identity"),
                    ("assign/action", "Assign user assigned identity"),
                ],
            ),
        ],
    },
    Provider {
        namespace: "Microsoft.Resources",
        display_name: "Microsoft Resources",
        types: &[
            of("subscriptions", &[("read", "Get subscriptions")]),
            of("subscriptions/locations", &[("read", "List locations")]),
            of("subscriptions/providers", &[("read", "Get resource provider")]),
            of(
                "subscriptions/resourceGroups",
                &[
                    ("read", "Get resource group"),
                    ("write", "Update resource group"),
                    ("delete", "Delete resource group"),
                ],
            ),
            of("subscriptions/resources", &[("read", "Get subscription resources")]),
            of("subscriptions/resourcegroups/resources", &[("read", "Get resource group resources")]),
            of("tenants", &[("read", "Get tenants")]),
        ],
    },
    Provider {
        namespace: "Microsoft.ResourceGraph",
        display_name: "Microsoft Resource Graph",
        types: &[
            of("operations", &[("read", "Get operations")]),
            of("resources", &[("read", "Query resources")]),
        ],
    },
    Provider {
        namespace: "Microsoft.Insights",
        display_name: "Microsoft Monitoring Insights",
        types: &[
            of("eventCategories", &[("read", "Read available Activity Log Event Categories")]),
            of("eventtypes/management/values", &[("read", "Read management event type values")]),
        ],
    },
];

/// A provider by its namespace.
pub(crate) fn provider(namespace: &str) -> Option<&'static Provider> {
    PROVIDERS.iter().find(|provider| provider.namespace.eq_ignore_ascii_case(namespace))
}

/// An operation as the catalogue spells it, with what people call it.
pub(crate) fn find(operation: &str) -> Option<(String, &'static str)> {
    let (namespace, _) = operation.split_once('/')?;
    provider(namespace)?.operations().find(|(name, _)| name.eq_ignore_ascii_case(operation))
}

impl Provider {
    /// Every operation with its full name.
    pub(crate) fn operations(&self) -> impl Iterator<Item = (String, &'static str)> {
        self.types.iter().flat_map(|kind| {
            kind.operations.iter().map(|(name, words)| (kind.operation(self.namespace, name), *words))
        })
    }

    /// Whether a path that goes on with this word is about something of the provider. Each provider has the
    /// list of its operations.
    pub(crate) fn has(&self, word: &str) -> bool {
        let is_it = |name: &str| name.split('/').next().is_some_and(|first| first.eq_ignore_ascii_case(word));
        let is_own = |kind: &ResourceType| {
            if kind.name.is_empty() {
                kind.operations.iter().any(|(name, _)| is_it(name))
            } else {
                is_it(kind.name)
            }
        };
        word.eq_ignore_ascii_case("operations") || self.types.iter().any(is_own)
    }
}

impl ResourceType {
    /// The full name of one of its operations.
    pub(crate) fn operation(&self, namespace: &str, name: &str) -> String {
        if self.name.is_empty() {
            format!("{namespace}/{name}")
        } else {
            format!("{namespace}/{}/{name}", self.name)
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn operations_are_found_in_any_letter_case_and_named_once() {
        let found = find("microsoft.machinelearningservices/workspaces/onlineendpoints/LISTKEYS/action");
        let expected = "Microsoft.MachineLearningServices/workspaces/onlineEndpoints/listKeys/action";
        assert_eq!(found.map(|(name, _)| name).as_deref(), Some(expected));
        assert_eq!(find("Microsoft.MachineLearningServices/workspaces/x/action"), None);
        assert_eq!(find("Microsoft.Nothing/read"), None);
        assert_eq!(find(""), None);
        let names: Vec<String> =
            PROVIDERS.iter().flat_map(Provider::operations).map(|(name, _)| name.to_lowercase()).collect();
        assert_eq!(names.iter().collect::<HashSet<_>>().len(), names.len());
    }
}
