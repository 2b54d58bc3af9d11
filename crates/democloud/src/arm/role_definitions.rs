//! Role definitions: Azure's built-in ones and the company's own.

mod write;

use latchkey_rbac::Permission;
use latchkey_types::Scope;
use serde_json::{Value, json};

use super::{
    ArmRequest, authorization,
    filter::{self, Term},
    ids::subscription_of,
    permissions,
};
use crate::{
    error::ArmError,
    reply::Reply,
    roles::{BUILT_IN, DEFINITIONS},
    state::CustomRole,
};

pub(super) use write::{create_or_update, delete};

const READ: &str = "Microsoft.Authorization/roleDefinitions/read";
const BUILT_IN_AT: &str = "2015-02-02T21:55:09.8806423Z";

/// A role with what its JSON says besides its permissions.
struct Role {
    id: String,
    name: String,
    description: String,
    kind: &'static str,
    permissions: Vec<Permission>,
    assignable_scopes: Vec<String>,
    created_on: String,
    updated_on: String,
    created_by: Option<String>,
    updated_by: Option<String>,
}

pub(super) fn list(request: &ArmRequest<'_>, scope: &str) -> Result<Reply, ArmError> {
    may_read(request, scope)?;
    let filter = request.call.parameter("$filter").map_or(Some(Filter::default()), parse_filter);
    let filter = filter.ok_or_else(|| {
        ArmError::bad_request("UnsupportedQuery", "The filter is not supported for role definitions.")
    })?;
    let asked = Scope::new(scope);
    let is_for = |role: &Role| {
        role.assignable_scopes
            .iter()
            .map(Scope::new)
            .any(|one| one.contains(&asked) || (filter.and_below && asked.contains(&one)))
    };
    let value: Vec<Value> = roles(request)
        .iter()
        .filter(|role| is_for(role))
        .filter(|role| filter.name.as_ref().is_none_or(|name| role.name.eq_ignore_ascii_case(name)))
        .filter(|role| filter.kind.as_ref().is_none_or(|kind| role.kind.eq_ignore_ascii_case(kind)))
        .map(|role| body(request, role))
        .collect();
    Ok(Reply::ok(&json!({"value": value})))
}

pub(super) fn show(request: &ArmRequest<'_>, scope: &str, id: &str) -> Result<Reply, ArmError> {
    may_read(request, scope)?;
    let found = roles(request).into_iter().find(|role| role.id.eq_ignore_ascii_case(id));
    found.map(|role| Reply::ok(&body(request, &role))).ok_or_else(|| {
        ArmError::not_found(
            "RoleDefinitionDoesNotExist",
            format!("The specified role definition with ID '{id}' does not exist."),
        )
    })
}

/// Every role definition of the tenant, for Resource Graph.
pub(super) fn bodies(request: &ArmRequest<'_>) -> Vec<Value> {
    roles(request).iter().map(|role| body(request, role)).collect()
}

/// What `$filter` asks for.
#[derive(Debug, Default, PartialEq, Eq)]
struct Filter {
    name: Option<String>,
    kind: Option<String>,
    /// `atScopeAndBelow()`: roles that can be assigned below the scope too.
    and_below: bool,
}

fn parse_filter(text: &str) -> Option<Filter> {
    let mut filter = Filter::default();
    for term in filter::parse(text)? {
        match term {
            Term::Function { name, argument } if argument.is_empty() => match name.as_str() {
                "atscopeandbelow" => filter.and_below = true,
                "atscope" => {}
                _ => return None,
            },
            Term::Comparison { field, operator: "eq", value } => match field.as_str() {
                "rolename" => filter.name = Some(value),
                "type" => filter.kind = Some(value),
                _ => return None,
            },
            _ => return None,
        }
    }
    Some(filter)
}

/// Built-in roles live at the tenant's root, where whoever has a role anywhere may read them.
fn may_read(request: &ArmRequest<'_>, scope: &str) -> Result<(), ArmError> {
    authorization::check_tenant(request)?;
    if scope == "/" {
        let has_role = request.state.subscriptions.iter().any(|one| request.access.touches(&one.path()));
        return if has_role { Ok(()) } else { Err(ArmError::not_allowed(&request.access, READ, scope)) };
    }
    request.need(scope, READ)
}

/// The built-in roles, and the custom ones of the caller's tenant.
fn roles(request: &ArmRequest<'_>) -> Vec<Role> {
    let built_in = BUILT_IN.iter().zip(&*DEFINITIONS).map(|(role, definition)| Role {
        id: role.id.to_owned(),
        name: role.name.to_owned(),
        description: role.description.to_owned(),
        kind: "BuiltInRole",
        permissions: definition.permissions.clone(),
        assignable_scopes: vec!["/".to_owned()],
        created_on: BUILT_IN_AT.to_owned(),
        updated_on: BUILT_IN_AT.to_owned(),
        created_by: None,
        updated_by: None,
    });
    let custom = request.state.custom_roles.iter().filter(|role| is_in_tenant(request, role)).map(Role::from);
    built_in.chain(custom).collect()
}

/// A custom role belongs to the tenant of the subscriptions that it can be assigned in.
fn is_in_tenant(request: &ArmRequest<'_>, role: &CustomRole) -> bool {
    role.definition.assignable_scopes.iter().any(|scope| {
        let subscription = subscription_of(scope.as_str()).and_then(|id| request.state.subscription(id));
        subscription.is_some_and(|found| found.tenant_id == request.access.caller.tenant_id)
    })
}

impl From<&CustomRole> for Role {
    fn from(role: &CustomRole) -> Self {
        let scopes = &role.definition.assignable_scopes;
        Self {
            id: role.definition.id.clone(),
            name: role.definition.name.clone(),
            description: role.description.clone(),
            kind: "CustomRole",
            permissions: role.definition.permissions.clone(),
            assignable_scopes: scopes.iter().map(|scope| scope.as_str().to_owned()).collect(),
            created_on: role.created_on.clone(),
            updated_on: role.updated_on.clone(),
            created_by: Some(role.created_by.clone()),
            updated_by: Some(role.updated_by.clone()),
        }
    }
}

fn body(request: &ArmRequest<'_>, role: &Role) -> Value {
    let subscription = match request.path.subscription {
        "" => String::new(),
        id => format!("/subscriptions/{id}"),
    };
    json!({
        "properties": {
            "roleName": role.name,
            "type": role.kind,
            "description": role.description,
            "assignableScopes": role.assignable_scopes,
            "permissions": role.permissions.iter().map(permissions::body).collect::<Vec<_>>(),
            "createdOn": role.created_on,
            "updatedOn": role.updated_on,
            "createdBy": role.created_by,
            "updatedBy": role.updated_by,
        },
        "id": format!("{subscription}/providers/Microsoft.Authorization/roleDefinitions/{}", role.id),
        "type": "Microsoft.Authorization/roleDefinitions",
        "name": role.id,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filters_are_read_in_azures_forms_and_no_other() {
        let check = |text: &str, expected: Option<(Option<&str>, Option<&str>, bool)>| {
            let expected = expected.map(|(name, kind, and_below)| Filter {
                name: name.map(str::to_owned),
                kind: kind.map(str::to_owned),
                and_below,
            });
            assert_eq!(parse_filter(text), expected, "{text}");
        };
        check("", Some((None, None, false)));
        check("atScopeAndBelow()", Some((None, None, true)));
        check("roleName eq 'Reader'", Some((Some("Reader"), None, false)));
        check("roleName eq 'Team''s own'", Some((Some("Team's own"), None, false)));
        check("type eq 'CustomRole'", Some((None, Some("CustomRole"), false)));
        check("atScopeAndBelow() and type eq 'CustomRole'", Some((None, Some("CustomRole"), true)));
        check("roleName ne 'Reader'", None);
        check("description eq 'x'", None);
        check("nothing()", None);
    }
}
