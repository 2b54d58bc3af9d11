//! Role definitions: what the roles that assignments point to allow.

mod built_in;

use latchkey_rbac::RoleDefinition;
use latchkey_types::Scope;

use crate::{Azure, Error, pager, permissions, wire::Node};
pub use built_in::{BuiltInRole, built_in};

const API_VERSION: &str = "2022-04-01";

/// A role as Azure lists it: what it allows, ready to be evaluated, and what Azure tells beside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleDefinitionResource {
    /// Its ARM id.
    pub id: String,
    /// Its name, its permissions and where it may be assigned. Its id is the GUID in lower case.
    pub definition: RoleDefinition,
    /// Whether it is the company's own.
    pub is_custom: bool,
    /// What it is for.
    pub description: Option<String>,
}

/// Lists the roles that can be assigned at a scope.
///
/// # Errors
/// [`Error`] as for every call.
pub async fn list(azure: &Azure, scope: &Scope) -> Result<Vec<RoleDefinitionResource>, Error> {
    let path = format!("{}/providers/Microsoft.Authorization/roleDefinitions", scope.as_str());
    pager::read_all(azure, azure.arm_url(&path, API_VERSION), read).await
}

fn read(row: Node<'_>) -> Option<RoleDefinitionResource> {
    let properties = row.child("properties");
    let guid = row.text("name").or_else(|| row.text("id")?.rsplit('/').next())?.to_ascii_lowercase();
    let kind = properties.text("type").or_else(|| properties.text("roleType"));
    Some(RoleDefinitionResource {
        id: row.text("id").unwrap_or(&guid).to_owned(),
        definition: RoleDefinition {
            name: properties.text("roleName").unwrap_or(&guid).to_owned(),
            permissions: properties.list("permissions").map(permissions::read).collect(),
            assignable_scopes: properties.texts("assignableScopes").into_iter().map(Scope::new).collect(),
            id: guid,
        },
        is_custom: kind.is_some_and(|kind| kind.eq_ignore_ascii_case("CustomRole")),
        description: properties.owned_text("description"),
    })
}
