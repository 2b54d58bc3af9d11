//! The resources that tokens are issued for, with the names that Azure knows them by.

use serde::{Deserialize, Serialize};

/// A service that takes Entra tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Resource {
    /// Azure Resource Manager.
    Arm,
    /// Azure Machine Learning: scoring and the data planes.
    MachineLearning,
    /// Microsoft Graph.
    Graph,
    /// Azure Key Vault.
    KeyVault,
}

const ARM_NAMES: [&str; 3] = [
    "https://management.azure.com",
    "https://management.core.windows.net",
    "797f4846-ba00-4fd7-ba43-dac1f8f63013",
];
const ML_NAMES: [&str; 3] =
    ["https://ml.azure.com", "https://ai.azure.com", "18a66f5f-dbdf-4c17-9dd7-1634712a9cbe"];
/// Microsoft Graph's address.
pub(crate) const GRAPH: &str = "https://graph.microsoft.com";
const GRAPH_NAMES: [&str; 2] = [GRAPH, "00000003-0000-0000-c000-000000000000"];
const VAULT_NAMES: [&str; 2] = ["https://vault.azure.net", "cfa8b339-82a2-471a-a3c9-0fc0be7a4093"];

impl Resource {
    /// The resource of that name. A slash at the end makes no difference.
    pub(crate) fn named(name: &str) -> Option<Self> {
        let name = name.strip_suffix('/').unwrap_or(name);
        let is_in = |names: &[&str]| names.iter().any(|known| known.eq_ignore_ascii_case(name));
        if is_in(&ARM_NAMES) {
            Some(Self::Arm)
        } else if is_in(&ML_NAMES) {
            Some(Self::MachineLearning)
        } else if is_in(&GRAPH_NAMES) {
            Some(Self::Graph)
        } else if is_in(&VAULT_NAMES) {
            Some(Self::KeyVault)
        } else {
            None
        }
    }

    /// Its name as consent pages show it.
    pub(crate) fn display_name(self) -> &'static str {
        match self {
            Self::Arm => "Azure Resource Manager",
            Self::MachineLearning => "Azure Machine Learning",
            Self::Graph => "Microsoft Graph",
            Self::KeyVault => "Azure Key Vault",
        }
    }

    /// The application that stands for it in every tenant.
    pub(crate) fn application_id(self) -> &'static str {
        match self {
            Self::Arm => ARM_NAMES[2],
            Self::MachineLearning => ML_NAMES[2],
            Self::Graph => GRAPH_NAMES[1],
            Self::KeyVault => VAULT_NAMES[1],
        }
    }

    /// The delegated permissions that clients of Microsoft's own have everywhere, as tokens of Azure's command line
    /// list them.
    pub(crate) fn family_permissions(self) -> &'static [&'static str] {
        match self {
            Self::Arm | Self::MachineLearning | Self::KeyVault => &["user_impersonation"],
            Self::Graph => &[
                "AppRoleAssignment.ReadWrite.All",
                "Application.ReadWrite.All",
                "AuditLog.Read.All",
                "DelegatedPermissionGrant.ReadWrite.All",
                "Directory.AccessAsUser.All",
                "Group.ReadWrite.All",
                "User.ReadWrite.All",
            ],
        }
    }

    /// The permission that `.default` means to an application that has none yet.
    pub(crate) fn first_permission(self) -> &'static str {
        match self {
            Self::Arm | Self::MachineLearning | Self::KeyVault => "user_impersonation",
            Self::Graph => "User.Read",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn resources_have_several_names() {
        let check = |name: &str, expected: Option<Resource>| {
            assert_eq!(Resource::named(name), expected, "{name}");
        };
        check("https://management.azure.com", Some(Resource::Arm));
        check("https://management.azure.com/", Some(Resource::Arm));
        check("https://management.core.windows.net/", Some(Resource::Arm));
        check("http://localhost:1", None);
        check("https://ML.azure.com", Some(Resource::MachineLearning));
        check("https://graph.microsoft.com/", Some(Resource::Graph));
        check("https://vault.azure.net", Some(Resource::KeyVault));
        check("https://vault.azure.net//", None);
        check("", None);
    }
}
