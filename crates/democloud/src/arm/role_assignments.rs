//! Role assignments at, above and below a scope, with the filters that Azure knows.
//!
//! Filters: <https://learn.microsoft.com/azure/role-based-access-control/role-assignments-list-rest>.

mod write;

use latchkey_types::{Scope, ScopeLevel};
use serde_json::{Value, json};

use super::{
    ArmRequest, authorization,
    filter::{self, Term},
    ids::subscription_of,
};
use crate::{authz, error::ArmError, reply::Reply, state::Assignment};

pub(super) use write::{create, delete};

const READ: &str = "Microsoft.Authorization/roleAssignments/read";
/// The first versions don't tell all that is known of an assignment.
const SHORT_VERSIONS: [&str; 3] = ["2015-07-01", "2018-01-01-preview", "2018-07-01"];
const PAGE_SIZE: usize = 1000;

/// What `$filter` asks for.
#[derive(Debug, Default, PartialEq, Eq)]
struct Filter {
    /// `atScope()`: at the scope or above, none below.
    at_scope: bool,
    /// `principalId eq '…'`: of exactly this principal.
    principal: Option<String>,
    /// `assignedTo('…')`: of this principal or a group it is in.
    assigned_to: Option<String>,
}

pub(super) fn list(request: &ArmRequest<'_>, scope: &str) -> Result<Reply, ArmError> {
    authorization::check_tenant(request)?;
    request.need(scope, READ)?;
    authorization::check_exists(request)?;
    let filter = request.call.parameter("$filter").map_or(Some(Filter::default()), parse_filter);
    let filter = filter.ok_or_else(|| {
        ArmError::bad_request("UnsupportedQuery", "The filter is not supported for role assignments.")
    })?;
    let assigned_to = filter.assigned_to.as_deref().map(|id| authz::principals_of(request.state, id));
    let asked = Scope::new(scope);
    let value: Vec<Value> = request
        .state
        .assignments
        .iter()
        .filter(|assignment| is_in_tenant(request, assignment))
        .filter(|assignment| {
            let grant = &assignment.grant;
            let is_in_line =
                grant.scope.contains(&asked) || (!filter.at_scope && asked.contains(&grant.scope));
            is_in_line
                && filter.principal.as_ref().is_none_or(|id| grant.principal_id.eq_ignore_ascii_case(id))
                && assigned_to.as_ref().is_none_or(|ids| ids.contains(&grant.principal_id))
        })
        .map(|assignment| body(request, assignment))
        .collect();
    super::paged(request, value, PAGE_SIZE)
}

pub(super) fn show(request: &ArmRequest<'_>, scope: &str, id: &str) -> Result<Reply, ArmError> {
    authorization::check_tenant(request)?;
    request.need(scope, READ)?;
    authorization::check_exists(request)?;
    let asked = Scope::new(scope);
    let found =
        request.state.assignments.iter().filter(|assignment| is_in_tenant(request, assignment)).find(
            |assignment| assignment.grant.id.eq_ignore_ascii_case(id) && assignment.grant.scope == asked,
        );
    found.map(|assignment| Reply::ok(&body(request, assignment))).ok_or_else(|| {
        ArmError::not_found("RoleAssignmentNotFound", format!("The role assignment '{id}' is not found."))
    })
}

/// At the root, which all tenants have, an assignment belongs to the tenant of its principal.
pub(super) fn is_in_tenant(request: &ArmRequest<'_>, assignment: &Assignment) -> bool {
    let tenant = &request.access.caller.tenant_id;
    let grant = &assignment.grant;
    if grant.scope.level() == ScopeLevel::Root {
        return authorization::principal_type(request.state, tenant, &grant.principal_id).is_some();
    }
    let subscription = subscription_of(grant.scope.as_str()).and_then(|id| request.state.subscription(id));
    subscription.is_none_or(|found| found.tenant_id == *tenant)
}

fn parse_filter(text: &str) -> Option<Filter> {
    let mut filter = Filter::default();
    for term in filter::parse(text)? {
        match term {
            Term::Function { name, argument } if name == "atscope" && argument.is_empty() => {
                filter.at_scope = true;
            }
            Term::Function { name, argument } if name == "assignedto" && !argument.is_empty() => {
                filter.assigned_to = Some(argument.to_lowercase());
            }
            Term::Comparison { field, operator: "eq", value } if field == "principalid" => {
                filter.principal = Some(value.to_lowercase());
            }
            _ => return None,
        }
    }
    // Azure refuses the two together.
    if filter.principal.is_some() && (filter.at_scope || filter.assigned_to.is_some()) {
        None
    } else {
        Some(filter)
    }
}

pub(super) fn body(request: &ArmRequest<'_>, assignment: &Assignment) -> Value {
    let grant = &assignment.grant;
    let scope = grant.scope.as_str();
    let mut properties = json!({
        "roleDefinitionId": format!(
            "{}/providers/Microsoft.Authorization/roleDefinitions/{}",
            authorization::subscription_prefix(scope),
            grant.role_id
        ),
        "principalId": grant.principal_id,
        "scope": scope,
        "createdOn": assignment.created_on,
        "updatedOn": assignment.updated_on,
        "createdBy": assignment.created_by,
        "updatedBy": assignment.updated_by,
    });
    let version = request.version();
    if !SHORT_VERSIONS.contains(&version) {
        properties["principalType"] = json!(assignment.principal_type);
        properties["condition"] = json!(grant.condition);
        properties["conditionVersion"] = json!(assignment.condition_version);
        properties["delegatedManagedIdentityResourceId"] = json!(assignment.delegated_managed_identity);
        properties["description"] = json!(assignment.description);
    }
    json!({
        "properties": properties,
        "id": format!(
            "{}/providers/Microsoft.Authorization/roleAssignments/{}",
            authorization::prefix(scope),
            grant.id
        ),
        "type": "Microsoft.Authorization/roleAssignments",
        "name": grant.id,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filters_are_read_in_azures_forms_and_no_other() {
        let check = |text: &str, expected: Option<(bool, Option<&str>, Option<&str>)>| {
            let expected = expected.map(|(at_scope, principal, assigned_to)| Filter {
                at_scope,
                principal: principal.map(str::to_owned),
                assigned_to: assigned_to.map(str::to_owned),
            });
            assert_eq!(parse_filter(text), expected, "{text}");
        };
        check("", Some((false, None, None)));
        check("atScope()", Some((true, None, None)));
        check("AtScope()", Some((true, None, None)));
        check("principalId eq 'A'", Some((false, Some("a"), None)));
        check("assignedTo('a')", Some((false, None, Some("a"))));
        check("atScope() and assignedTo('a')", Some((true, None, Some("a"))));
        check("atScope() and principalId eq 'a'", None);
        check("principalId ne 'a'", None);
        check("roleName eq 'x'", None);
        check("assignedTo()", None);
        check("assignedTo('a'", None);
    }
}
