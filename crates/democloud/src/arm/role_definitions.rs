//! Role definitions: Azure's built-in ones and the company's own.

use latchkey_rbac::Permission;
use serde_json::{Value, json};

use super::{ArmRequest, permissions};
use crate::{error::ArmError, reply::Reply, roles::BUILT_IN};

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
    created_by: Option<String>,
}

pub(super) fn list(request: &ArmRequest<'_>, scope: &str) -> Result<Reply, ArmError> {
    may_read(request, scope)?;
    let matches =
        request.call.parameter("$filter").map_or(Some(Filter::Any), parse_filter).ok_or_else(|| {
            ArmError::bad_request("UnsupportedQuery", "The filter is not supported for role definitions.")
        })?;
    let value: Vec<Value> = roles(request)
        .iter()
        .filter(|role| match &matches {
            Filter::Any => true,
            Filter::Name(name) => role.name.eq_ignore_ascii_case(name),
            Filter::Kind(kind) => role.kind.eq_ignore_ascii_case(kind),
        })
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

/// What `$filter` asks for.
#[derive(Debug, PartialEq, Eq)]
enum Filter {
    Any,
    Name(String),
    Kind(String),
}

fn parse_filter(text: &str) -> Option<Filter> {
    let text = text.trim();
    if text.is_empty() || text.eq_ignore_ascii_case("atScopeAndBelow()") {
        return Some(Filter::Any);
    }
    let (field, value) = text.split_once(" eq ")?;
    // In OData a quote inside a text is doubled.
    let value = value.trim().strip_prefix('\'')?.strip_suffix('\'')?.replace("''", "'");
    match field.trim().to_lowercase().as_str() {
        "rolename" => Some(Filter::Name(value)),
        "type" => Some(Filter::Kind(value)),
        _ => None,
    }
}

/// Built-in roles live at the tenant's root, where whoever has a role anywhere may read them.
fn may_read(request: &ArmRequest<'_>, scope: &str) -> Result<(), ArmError> {
    if scope == "/" {
        let has_role = request.state.subscriptions.iter().any(|one| request.access.touches(&one.path()));
        return if has_role { Ok(()) } else { Err(ArmError::not_allowed(&request.access, READ, scope)) };
    }
    request.subscription()?;
    request.need(scope, READ)
}

fn roles(request: &ArmRequest<'_>) -> Vec<Role> {
    let built_in = BUILT_IN.iter().map(|role| Role {
        id: role.id.to_owned(),
        name: role.name.to_owned(),
        description: role.description.to_owned(),
        kind: "BuiltInRole",
        permissions: role.definition().permissions,
        assignable_scopes: vec!["/".to_owned()],
        created_on: BUILT_IN_AT.to_owned(),
        created_by: None,
    });
    let custom = request.state.custom_roles.iter().map(|role| Role {
        id: role.definition.id.clone(),
        name: role.definition.name.clone(),
        description: role.description.clone(),
        kind: "CustomRole",
        permissions: role.definition.permissions.clone(),
        assignable_scopes: role
            .definition
            .assignable_scopes
            .iter()
            .map(|scope| scope.as_str().to_owned())
            .collect(),
        created_on: role.created_on.clone(),
        created_by: Some(role.created_by.clone()),
    });
    built_in.chain(custom).collect()
}

fn body(request: &ArmRequest<'_>, role: &Role) -> Value {
    let subscription = match request.call.route().1.first() {
        Some(&"subscriptions") => format!("/subscriptions/{}", request.call.segment(1)),
        _ => String::new(),
    };
    json!({
        "properties": {
            "roleName": role.name,
            "type": role.kind,
            "description": role.description,
            "assignableScopes": role.assignable_scopes,
            "permissions": role.permissions.iter().map(permissions::body).collect::<Vec<_>>(),
            "createdOn": role.created_on,
            "updatedOn": role.created_on,
            "createdBy": role.created_by,
            "updatedBy": role.created_by,
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
        let check = |text: &str, expected: Option<Filter>| assert_eq!(parse_filter(text), expected, "{text}");
        check("atScopeAndBelow()", Some(Filter::Any));
        check("roleName eq 'Reader'", Some(Filter::Name("Reader".to_owned())));
        check("roleName eq 'Team''s own'", Some(Filter::Name("Team's own".to_owned())));
        check("type eq 'CustomRole'", Some(Filter::Kind("CustomRole".to_owned())));
        check("roleName ne 'Reader'", None);
        check("description eq 'x'", None);
    }
}
