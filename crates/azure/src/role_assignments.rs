//! Role assignments: who has which role where.

use latchkey_types::Scope;

use crate::{Azure, Error, pager};

const API_VERSION: &str = "2022-04-01";

/// A role given to a principal at a scope.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleAssignment {
    /// Its ARM id.
    pub id: String,
    /// GUID of the role, lower case.
    pub role_id: String,
    /// Object id of the principal, lower case.
    pub principal_id: String,
    /// `User`, `Group`, `ServicePrincipal`, `ForeignGroup`, `Device`; absent in older API versions.
    pub principal_type: Option<String>,
    /// Where it was made.
    pub scope: Scope,
    /// Whether a condition narrows it.
    pub has_condition: bool,
}

/// Which assignments to list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Selection<'a> {
    /// Those that hold at the scope: made there or above.
    HoldingThere,
    /// Those of a user or service principal, through groups too: above, at and below the scope.
    Of(&'a str),
}

/// Lists role assignments.
///
/// # Errors
/// [`Error`] as for every call.
pub async fn list(
    azure: &Azure,
    scope: &Scope,
    selection: Selection<'_>,
) -> Result<Vec<RoleAssignment>, Error> {
    let path = format!("{}/providers/Microsoft.Authorization/roleAssignments", scope.as_str());
    let mut url = azure.arm_url(&path, API_VERSION);
    let filter = match selection {
        Selection::HoldingThere => "atScope()".to_owned(),
        Selection::Of(object_id) => format!("assignedTo('{}')", object_id.replace('\'', "''")),
    };
    url.query_pairs_mut().append_pair("$filter", &filter);
    pager::read_all(azure, url, |row| {
        let properties = row.child("properties");
        let last_segment = |text: &str| text.rsplit('/').next().unwrap_or_default().to_ascii_lowercase();
        let name = row.text("name").unwrap_or_default();
        Some(RoleAssignment {
            id: row.text("id").unwrap_or(name).to_owned(),
            role_id: properties.text("roleDefinitionId").map(last_segment).unwrap_or_default(),
            principal_id: properties.text("principalId").unwrap_or_default().to_ascii_lowercase(),
            principal_type: properties.owned_text("principalType"),
            scope: Scope::new(properties.text("scope").unwrap_or("/")),
            has_condition: properties.text("condition").is_some(),
        })
    })
    .await
}
