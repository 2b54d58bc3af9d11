//! Role assignments at, above and below a scope, with the filters that Azure knows.
//!
//! Filters: <https://learn.microsoft.com/azure/role-based-access-control/role-assignments-list-rest>.

use latchkey_types::Scope;
use serde_json::{Value, json};

use super::ArmRequest;
use crate::{authz, error::ArmError, reply::Reply, state::Assignment};

const READ: &str = "Microsoft.Authorization/roleAssignments/read";

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
    request.subscription()?;
    request.need(scope, READ)?;
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
        .filter(|assignment| {
            let grant = &assignment.grant;
            let is_in_line =
                grant.scope.contains(&asked) || (!filter.at_scope && asked.contains(&grant.scope));
            is_in_line
                && filter.principal.as_ref().is_none_or(|id| grant.principal_id.eq_ignore_ascii_case(id))
                && assigned_to.as_ref().is_none_or(|ids| ids.contains(&grant.principal_id))
        })
        .map(body)
        .collect();
    Ok(Reply::ok(&json!({"value": value})))
}

pub(super) fn show(request: &ArmRequest<'_>, scope: &str, id: &str) -> Result<Reply, ArmError> {
    request.subscription()?;
    request.need(scope, READ)?;
    let asked = Scope::new(scope);
    let found =
        request.state.assignments.iter().find(|assignment| {
            assignment.grant.id.eq_ignore_ascii_case(id) && assignment.grant.scope == asked
        });
    found.map(|assignment| Reply::ok(&body(assignment))).ok_or_else(|| {
        ArmError::not_found("RoleAssignmentNotFound", format!("The role assignment '{id}' is not found."))
    })
}

fn parse_filter(text: &str) -> Option<Filter> {
    let mut filter = Filter::default();
    for term in text.split(" and ").map(str::trim).filter(|term| !term.is_empty()) {
        let folded = term.to_lowercase();
        if folded == "atscope()" {
            filter.at_scope = true;
        } else if let Some(id) = folded.strip_prefix("assignedto(").and_then(|rest| rest.strip_suffix(')')) {
            filter.assigned_to = Some(unquote(id)?);
        } else if let Some(id) = folded.strip_prefix("principalid eq ") {
            filter.principal = Some(unquote(id)?);
        } else {
            return None;
        }
    }
    // Azure refuses the two together.
    if filter.principal.is_some() && (filter.at_scope || filter.assigned_to.is_some()) {
        None
    } else {
        Some(filter)
    }
}

fn unquote(text: &str) -> Option<String> {
    text.trim().strip_prefix('\'')?.strip_suffix('\'').map(str::to_owned)
}

fn body(assignment: &Assignment) -> Value {
    let grant = &assignment.grant;
    let scope = grant.scope.as_str();
    let subscription = scope.split('/').nth(2).unwrap_or_default();
    json!({
        "properties": {
            "roleDefinitionId": format!(
                "/subscriptions/{subscription}/providers/Microsoft.Authorization/roleDefinitions/{}",
                grant.role_id
            ),
            "principalId": grant.principal_id,
            "principalType": assignment.principal_type,
            "scope": scope,
            "condition": null,
            "conditionVersion": null,
            "createdOn": assignment.created_on,
            "updatedOn": assignment.created_on,
            "createdBy": assignment.created_by,
            "updatedBy": assignment.created_by,
            "delegatedManagedIdentityResourceId": null,
            "description": assignment.description,
        },
        "id": format!("{scope}/providers/Microsoft.Authorization/roleAssignments/{}", grant.id),
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
        check("principalId eq a", None);
        check("roleName eq 'x'", None);
        check("assignedTo('a'", None);
    }
}
