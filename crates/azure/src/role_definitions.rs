//! Role definitions: names and kinds of the roles that assignments point to.

use latchkey_types::Scope;

use crate::{Azure, Error, pager};

const API_VERSION: &str = "2022-04-01";

/// A role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleDefinition {
    /// Its GUID, lower case.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Whether it is the company's own.
    pub is_custom: bool,
}

/// Lists the roles that can be assigned at a scope.
///
/// # Errors
/// [`Error`] as for every call.
pub async fn list(azure: &Azure, scope: &Scope) -> Result<Vec<RoleDefinition>, Error> {
    let path = format!("{}/providers/Microsoft.Authorization/roleDefinitions", scope.as_str());
    pager::read_all(azure, azure.arm_url(&path, API_VERSION), |row| {
        let properties = row.child("properties");
        let id = row.text("name").or_else(|| row.text("id")?.rsplit('/').next())?.to_ascii_lowercase();
        Some(RoleDefinition {
            name: properties.text("roleName").unwrap_or(&id).to_owned(),
            is_custom: properties
                .text("type")
                .or_else(|| properties.text("roleType"))
                .is_some_and(|kind| kind.eq_ignore_ascii_case("CustomRole")),
            id,
        })
    })
    .await
}
