//! Deny assignments at, above and below a scope.
//!
//! Filters: <https://learn.microsoft.com/azure/role-based-access-control/deny-assignments-rest>.

use latchkey_rbac::EVERYBODY;
use latchkey_types::Scope;
use serde_json::{Value, json};

use super::{
    ArmRequest, authorization,
    filter::{self, Term},
    permissions,
};
use crate::{authz, error::ArmError, reply::Reply, state::Denial};

const READ: &str = "Microsoft.Authorization/denyAssignments/read";

pub(super) fn list(request: &ArmRequest<'_>, scope: &str) -> Result<Reply, ArmError> {
    authorization::check_tenant(request)?;
    request.need(scope, READ)?;
    authorization::check_exists(request)?;
    let unsupported =
        || ArmError::bad_request("UnsupportedQuery", "The filter is not supported for deny assignments.");
    let terms = filter::parse(request.call.parameter("$filter").unwrap_or_default());
    let terms = terms.ok_or_else(unsupported)?;
    let asked = Scope::new(scope);
    let mut denials: Vec<&Denial> = request
        .state
        .denials
        .iter()
        .filter(|denial| denial.rule.scope.contains(&asked) || asked.contains(&denial.rule.scope))
        .collect();
    for term in &terms {
        let names = |denial: &Denial, ids: &[String]| {
            denial.rule.principal_ids.iter().any(|id| id == EVERYBODY || ids.contains(id))
        };
        match term {
            Term::Function { name, argument } if name == "atscope" && argument.is_empty() => {
                denials.retain(|denial| denial.rule.scope.contains(&asked));
            }
            Term::Function { name, argument } if name == "assignedto" => {
                let ids = authz::principals_of(request.state, &argument.to_lowercase());
                denials.retain(|denial| names(denial, &ids));
            }
            Term::Comparison { field, operator: "eq", value } => match field.as_str() {
                "principalid" | "gdprexportprincipalid" => {
                    let id = value.to_lowercase();
                    denials.retain(|denial| denial.rule.principal_ids.contains(&id));
                }
                "denyassignmentname" => denials.retain(|denial| denial.name.eq_ignore_ascii_case(value)),
                _ => return Err(unsupported()),
            },
            _ => return Err(unsupported()),
        }
    }
    Ok(Reply::ok(&json!({"value": denials.into_iter().map(body).collect::<Vec<_>>()})))
}

pub(super) fn show(request: &ArmRequest<'_>, scope: &str, id: &str) -> Result<Reply, ArmError> {
    authorization::check_tenant(request)?;
    request.need(scope, READ)?;
    authorization::check_exists(request)?;
    let asked = Scope::new(scope);
    let found = request
        .state
        .denials
        .iter()
        .find(|denial| denial.rule.id.eq_ignore_ascii_case(id) && denial.rule.scope == asked);
    found.map(|denial| Reply::ok(&body(denial))).ok_or_else(|| {
        ArmError::not_found("DenyAssignmentNotFound", format!("The deny assignment '{id}' is not found."))
    })
}

fn body(denial: &Denial) -> Value {
    let rule = &denial.rule;
    let scope = rule.scope.as_str();
    let principals = |ids: &[String]| -> Vec<Value> {
        let kind = |id: &str| if id == EVERYBODY { "SystemDefined" } else { "ServicePrincipal" };
        ids.iter().map(|id| json!({"id": id, "type": kind(id)})).collect()
    };
    let mut body = json!({
        "properties": {
            "denyAssignmentName": denial.name,
            "description": denial.description,
            "permissions": rule.permissions.iter().map(permissions::body).collect::<Vec<_>>(),
            "scope": scope,
            "doNotApplyToChildScopes": rule.this_scope_only,
            "principals": principals(&rule.principal_ids),
            "excludePrincipals": principals(&rule.excluded_principal_ids),
            "isSystemProtected": denial.is_system_protected,
            "createdOn": denial.created_on,
            "updatedOn": denial.created_on,
        },
        "id": format!("{}/providers/Microsoft.Authorization/denyAssignments/{}", authorization::prefix(scope), rule.id),
        "type": "Microsoft.Authorization/denyAssignments",
        "name": rule.id,
    });
    if let Some(condition) = &rule.condition {
        body["properties"]["condition"] = json!(condition);
        body["properties"]["conditionVersion"] = json!("2.0");
    }
    body
}
