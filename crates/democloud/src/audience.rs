//! The resources that tokens are issued for, with the names that Azure knows them by, and what a `scope`
//! parameter asks of them.

use serde::{Deserialize, Serialize};

use crate::{error::EntraError, state::Permission};

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
const GRAPH_NAMES: [&str; 2] = ["https://graph.microsoft.com", "00000003-0000-0000-c000-000000000000"];
const VAULT_NAMES: [&str; 2] = ["https://vault.azure.net", "cfa8b339-82a2-471a-a3c9-0fc0be7a4093"];

/// What a scope names to ask for whatever the application has been given.
pub(crate) const DEFAULT_PERMISSION: &str = ".default";

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

/// Graph's permissions over everybody's data, which users cannot give away.
pub(crate) fn needs_administrator(permission: &Permission) -> bool {
    permission.resource == Resource::Graph
        && permission.name.ends_with(".All")
        && permission.name != "User.ReadBasic.All"
}

/// What a `scope` parameter asks for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct AskedScopes {
    /// The resources named, as spelled; each becomes a token's `aud` as it is.
    pub(crate) resources: Vec<String>,
    /// The permissions named; `.default` for all that there are.
    pub(crate) permissions: Vec<Permission>,
    pub(crate) openid: bool,
    pub(crate) profile: bool,
    pub(crate) offline_access: bool,
}

/// Reads a `scope` parameter. A resource may itself end in a slash: `…net//.default`.
pub(crate) fn parse_scopes(
    text: &str,
    named: impl Fn(&str) -> Option<Resource>,
    tenant: &str,
) -> Result<AskedScopes, EntraError> {
    let mut asked = AskedScopes::default();
    for scope in text.split_ascii_whitespace() {
        match scope {
            "openid" => asked.openid = true,
            "profile" => asked.profile = true,
            "offline_access" => asked.offline_access = true,
            "email" => {}
            _ => {
                let (name, permission) = match scope.rsplit_once('/') {
                    Some(parts) => parts,
                    // A bare permission is Microsoft Graph's.
                    None if scope.chars().all(|c| c.is_ascii_alphanumeric() || c == '.') => {
                        (GRAPH_NAMES[0], scope)
                    }
                    None => return Err(EntraError::scope_not_valid(scope)),
                };
                let resource = named(name).ok_or_else(|| EntraError::resource_not_found(name, tenant))?;
                if permission.is_empty() {
                    return Err(EntraError::scope_not_valid(scope));
                }
                // The other services have one permission, however it is spelled.
                let permission = if resource == Resource::Graph { permission } else { DEFAULT_PERMISSION };
                let permission = Permission { resource, name: permission.to_owned() };
                if !asked.permissions.contains(&permission) {
                    asked.permissions.push(permission);
                }
                if !asked.resources.iter().any(|known| known == name) {
                    asked.resources.push(name.to_owned());
                }
            }
        }
    }
    Ok(asked)
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

    #[test]
    fn a_resource_with_a_slash_keeps_it() {
        let check = |scope: &str, expected: &[&str]| {
            let asked = parse_scopes(scope, Resource::named, "t").unwrap();
            assert_eq!(asked.resources, expected, "{scope}");
        };
        check("https://management.core.windows.net//.default", &["https://management.core.windows.net/"]);
        check("openid https://ml.azure.com/.default", &["https://ml.azure.com"]);
        check("User.Read openid profile", &["https://graph.microsoft.com"]);
        check("openid profile offline_access", &[]);
        let number = |scope: &str| parse_scopes(scope, Resource::named, "t").map(|_| ()).unwrap_err().number;
        assert_eq!(number("https://other.example/.default"), 500_011);
        assert_eq!(number("a,b"), 70011);
        assert_eq!(number("https://ml.azure.com"), 500_011);
        assert_eq!(number("https://ml.azure.com/"), 70011);
    }

    #[test]
    fn permissions_over_everybody_are_an_administrators_to_give() {
        let check = |resource: Resource, name: &str, expected: bool| {
            assert_eq!(
                needs_administrator(&Permission { resource, name: name.to_owned() }),
                expected,
                "{name}"
            );
        };
        check(Resource::Graph, "Directory.Read.All", true);
        check(Resource::Graph, "User.ReadBasic.All", false);
        check(Resource::Graph, "User.Read", false);
        check(Resource::Graph, ".default", false);
        check(Resource::Arm, "user_impersonation", false);
    }
}
