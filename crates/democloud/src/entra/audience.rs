//! The resources that tokens are issued for, with the names that Azure knows them by.

use serde::{Deserialize, Serialize};

use crate::error::EntraError;

/// A service that takes Entra tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Resource {
    Arm,
    MachineLearning,
    Graph,
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
const KEY_VAULT_NAMES: [&str; 2] = ["https://vault.azure.net", "cfa8b339-82a2-471a-a3c9-0fc0be7a4093"];

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
        } else if is_in(&KEY_VAULT_NAMES) {
            Some(Self::KeyVault)
        } else {
            None
        }
    }

    /// The delegated permission that a token for it carries in `scp`.
    pub(crate) fn delegated_scope(self) -> &'static str {
        match self {
            Self::Arm | Self::MachineLearning | Self::KeyVault => "user_impersonation",
            Self::Graph => "Directory.Read.All User.Read email openid profile",
        }
    }
}

/// What a `scope` parameter asks for.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct AskedScopes {
    /// The resources named, as spelled; each becomes a token's `aud` as it is.
    pub(crate) resources: Vec<String>,
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
                let resource = match scope.rsplit_once('/') {
                    Some((resource, _)) => resource,
                    // A bare permission is Microsoft Graph's.
                    None if scope.chars().all(|c| c.is_ascii_alphanumeric() || c == '.') => GRAPH_NAMES[0],
                    None => return Err(EntraError::scope_not_valid(scope)),
                };
                if named(resource).is_none() {
                    return Err(EntraError::resource_not_found(resource, tenant));
                }
                if !asked.resources.iter().any(|known| known == resource) {
                    asked.resources.push(resource.to_owned());
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
        assert_eq!(
            parse_scopes("https://other.example/.default", Resource::named, "t").unwrap_err().number,
            500_011
        );
        assert_eq!(parse_scopes("a,b", Resource::named, "t").unwrap_err().number, 70011);
    }
}
