//! What a `scope` parameter asks for.

use crate::{
    audience::{GRAPH, Resource},
    error::EntraError,
    state::Permission,
};

/// The name in a scope that stands for all permissions that the application was granted.
pub(crate) const DEFAULT_PERMISSION: &str = ".default";

/// Whether only an administrator can grant a permission: those of Graph over all users' data.
pub(crate) fn needs_administrator(permission: &Permission) -> bool {
    permission.resource == Resource::Graph
        && permission.name.ends_with(".All")
        && permission.name != "User.ReadBasic.All"
}

/// What a `scope` parameter asks for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct RequestedScopes {
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
) -> Result<RequestedScopes, EntraError> {
    let mut asked = RequestedScopes::default();
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
                    None if scope.chars().all(|c| c.is_ascii_alphanumeric() || c == '.') => (GRAPH, scope),
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
