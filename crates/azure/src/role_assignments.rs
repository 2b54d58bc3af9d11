//! Role assignments: who has which role where.

use jiff::Timestamp;
use latchkey_rbac::{AssignedCondition, RoleAssignment};
use latchkey_types::Scope;

use crate::{Azure, Error, pager, wire::Node};

const API_VERSION: &str = "2022-04-01";

/// A role assignment as Azure lists it: what decides about access, ready to be evaluated, and what Azure tells beside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleAssignmentResource {
    /// Its ARM id.
    pub id: String,
    /// Who has which role where, under which condition. Its ids are in lower case.
    pub assignment: RoleAssignment,
    /// `User`, `Group`, `ServicePrincipal`, `ForeignGroup`, `Device`; absent in older API versions.
    pub principal_type: Option<String>,
    /// Version of the condition's language, such as `2.0`.
    pub condition_version: Option<String>,
    /// What somebody noted about it.
    pub description: Option<String>,
    /// When it was made, UTC.
    pub created_at: Option<Timestamp>,
    /// Object id of whoever made it.
    pub created_by: Option<String>,
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
) -> Result<Vec<RoleAssignmentResource>, Error> {
    let path = format!("{}/providers/Microsoft.Authorization/roleAssignments", scope.as_str());
    let mut url = azure.arm_url(&path, API_VERSION);
    let filter = match selection {
        Selection::HoldingThere => "atScope()".to_owned(),
        Selection::Of(object_id) => format!("assignedTo('{}')", object_id.replace('\'', "''")),
    };
    url.query_pairs_mut().append_pair("$filter", &filter);
    pager::read_all(azure, url, |row| Some(read(row))).await
}

fn read(row: Node<'_>) -> RoleAssignmentResource {
    let properties = row.child("properties");
    let last_segment = |text: &str| text.rsplit('/').next().unwrap_or_default().to_ascii_lowercase();
    let name = row.text("name").unwrap_or_default();
    let id = row.text("id").unwrap_or(name);
    let condition = properties.owned_text("condition").map(AssignedCondition::new);
    RoleAssignmentResource {
        id: id.to_owned(),
        assignment: RoleAssignment {
            id: last_segment(row.text("name").unwrap_or(id)),
            scope: Scope::new(properties.text("scope").unwrap_or("/")),
            role_id: properties.text("roleDefinitionId").map(last_segment).unwrap_or_default(),
            principal_id: properties.text("principalId").unwrap_or_default().to_ascii_lowercase(),
            condition,
        },
        principal_type: properties.owned_text("principalType"),
        condition_version: properties.owned_text("conditionVersion"),
        description: properties.owned_text("description"),
        created_at: properties.time("createdOn"),
        created_by: properties.owned_text("createdBy"),
    }
}
