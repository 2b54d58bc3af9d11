//! What the caller may do with a resource, as Azure adds it up from roles and denials.

use latchkey_rbac::{ActionPattern, Permission};
use latchkey_types::ResourceId;

use crate::{Azure, Error, pager, wire::Node};

const API_VERSION: &str = "2022-04-01";

/// Lists the caller's sets of permissions on a resource; they add up.
///
/// # Errors
/// [`Error`] as for every call.
pub async fn list(azure: &Azure, resource: &ResourceId) -> Result<Vec<Permission>, Error> {
    let path = format!("{resource}/providers/Microsoft.Authorization/permissions");
    pager::read_all(azure, azure.arm_url(&path, API_VERSION), |row| Some(read(row))).await
}

/// Reads one set of permissions, of a role definition too.
pub(crate) fn read(row: Node<'_>) -> Permission {
    let patterns = |name: &str| row.texts(name).into_iter().map(ActionPattern::new).collect();
    Permission {
        actions: patterns("actions"),
        not_actions: patterns("notActions"),
        data_actions: patterns("dataActions"),
        not_data_actions: patterns("notDataActions"),
    }
}
