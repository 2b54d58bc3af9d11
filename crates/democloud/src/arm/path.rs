//! What the path of a request to ARM names, as the caller spelled it.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::routes::{Parameters, Route, Routes};

/// The names in a path. Those that it does not have are empty.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct ArmPath<'a> {
    pub(super) subscription: &'a str,
    pub(super) resource_group: &'a str,
    /// A resource provider's namespace.
    pub(super) namespace: &'a str,
    /// A resource of a type that is only read.
    pub(super) resource: &'a str,
    pub(super) region: &'a str,
    pub(super) operation: &'a str,
    pub(super) workspace: &'a str,
    /// An endpoint of any kind.
    pub(super) endpoint: &'a str,
    pub(super) deployment: &'a str,
    pub(super) compute: &'a str,
    pub(super) connection: &'a str,
    pub(super) service: &'a str,
    /// What `Microsoft.Authorization` has below a scope.
    pub(super) id: &'a str,
}

/// The scopes that a path begins with, with anything below them.
const SCOPES: &[Route<()>] = &[
    ("*", "/subscriptions/{subscription}", ()),
    ("*", "/subscriptions/{subscription}/{*rest}", ()),
    ("*", "/subscriptions/{subscription}/resourcegroups/{resource_group}", ()),
    ("*", "/subscriptions/{subscription}/resourcegroups/{resource_group}/{*rest}", ()),
    (
        "*",
        "/subscriptions/{subscription}/resourcegroups/{resource_group}/providers/microsoft.machinelearningservices/workspaces/{workspace}",
        (),
    ),
    (
        "*",
        "/subscriptions/{subscription}/resourcegroups/{resource_group}/providers/microsoft.machinelearningservices/workspaces/{workspace}/{*rest}",
        (),
    ),
];

/// How many segments a resource group's and a workspace's own path have.
pub(super) const GROUP_SEGMENTS: usize = 4;
pub(super) const WORKSPACE_SEGMENTS: usize = 8;

/// The scopes that a path names, of a subscription, a resource group and a workspace.
pub(super) fn scopes(segments: &[String]) -> Parameters<'_> {
    static ROUTES: LazyLock<Routes<()>> = LazyLock::new(|| Routes::new(SCOPES));
    ROUTES.find("*", segments).map(|((), parameters)| parameters).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_names_scopes_whatever_is_below_them() {
        let check = |path: &str, expected: [&str; 3]| {
            let segments: Vec<String> = path.split('/').skip(1).map(str::to_owned).collect();
            let path: ArmPath<'_> = scopes(&segments).read();
            assert_eq!([path.subscription, path.resource_group, path.workspace], expected, "{segments:?}");
        };
        check("/subscriptions", ["", "", ""]);
        check("/Subscriptions/S", ["S", "", ""]);
        check("/subscriptions/S/resourceGroups", ["S", "", ""]);
        check("/subscriptions/S/resourceGroups/G", ["S", "G", ""]);
        check("/subscriptions/S/resourceGroups/G/providers/Microsoft.KeyVault/vaults/V", ["S", "G", ""]);
        let workspaces =
            "/subscriptions/S/resourceGroups/G/providers/Microsoft.MachineLearningServices/workspaces";
        check(workspaces, ["S", "G", ""]);
        check(&format!("{workspaces}/W"), ["S", "G", "W"]);
        check(&format!("{workspaces}/W/onlineEndpoints/E"), ["S", "G", "W"]);
        check("/providers/Microsoft.Authorization", ["", "", ""]);
    }
}
