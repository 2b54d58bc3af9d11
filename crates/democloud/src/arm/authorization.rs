//! `Microsoft.Authorization`: who may do what. Its resources stand below any scope, so its name is
//! looked for from the path's end.

use axum::http::StatusCode;
use latchkey_rbac::RoleAssignment;
use latchkey_types::Scope;
use serde::de::DeserializeOwned;
use serde_json::json;

use super::{
    ArmRequest, deny_assignments, permissions, provider_operations, resources::subscription_of,
    role_assignments, role_definitions,
};
use crate::{
    dates,
    error::ArmError,
    reply::Reply,
    roles,
    state::{Assignment, State},
};

/// Where `providers/Microsoft.Authorization` stands; a resource's own provider may stand before it.
pub(super) fn stands_at(segments: &[&str]) -> Option<usize> {
    let at = (0..segments.len().saturating_sub(1))
        .rev()
        .find(|at| segments[*at] == "providers" && segments[at + 1] == "microsoft.authorization")?;
    // The provider itself, not something of it.
    let is_provider = matches!(&segments[at + 2..], [] | ["register" | "unregister"]);
    (!is_provider).then_some(at)
}

pub(super) fn route(request: &mut ArmRequest<'_>, at: usize) -> Result<Reply, ArmError> {
    let scope = request.scope_before(at);
    let (method, segments) = request.call.route();
    match (method, &segments[at + 2..]) {
        ("GET", ["roleassignments"]) => role_assignments::list(request, &scope),
        ("GET", ["roleassignments", id]) => role_assignments::show(request, &scope, id),
        ("PUT", ["roleassignments", id]) => role_assignments::create(request, &scope, id),
        ("DELETE", ["roleassignments", id]) => role_assignments::delete(request, &scope, id),
        ("GET", ["roledefinitions"]) => role_definitions::list(request, &scope),
        ("GET", ["roledefinitions", id]) => role_definitions::show(request, &scope, id),
        ("PUT", ["roledefinitions", id]) => role_definitions::create_or_update(request, &scope, id),
        ("DELETE", ["roledefinitions", id]) => role_definitions::delete(request, &scope, id),
        ("GET", ["denyassignments"]) => deny_assignments::list(request, &scope),
        ("GET", ["denyassignments", id]) => deny_assignments::show(request, &scope, id),
        ("PUT" | "DELETE", ["denyassignments", _]) => Err(ArmError::new(
            StatusCode::METHOD_NOT_ALLOWED,
            "MethodNotAllowed",
            "Deny assignments are created and managed by Azure to protect resources. They cannot be created or deleted directly.",
        )),
        ("GET", ["permissions"]) => permissions::list(request, &scope),
        ("GET", ["provideroperations"]) if at == 0 => Ok(provider_operations::list(request)),
        ("GET", ["provideroperations", namespace]) if at == 0 => {
            provider_operations::show(request, namespace)
        }
        ("GET", ["classicadministrators"]) if segments[0] == "subscriptions" && at == 2 => {
            request.subscription()?;
            request.need(&scope, "Microsoft.Authorization/classicAdministrators/read")?;
            // Azure retired them in 2024.
            Ok(Reply::ok(&json!({"value": []})))
        }
        ("GET", ["operations"]) if at == 0 => provider_operations::operations(request, segments[1]),
        ("POST", ["elevateaccess"]) if at == 0 => elevate_access(request),
        _ => Err(ArmError::not_implemented(request.call)),
    }
}

/// Checks that a scope is one of the token's tenant; whether it exists is another question.
pub(super) fn check_tenant(request: &ArmRequest<'_>) -> Result<(), ArmError> {
    if request.call.route().1.first() == Some(&"subscriptions") {
        request.subscription()?;
    }
    Ok(())
}

/// Checks that what a scope names exists, as far as the demo cloud has such resources.
pub(super) fn check_exists(request: &ArmRequest<'_>) -> Result<(), ArmError> {
    let (_, segments) = request.call.route();
    if segments.first() != Some(&"subscriptions") || segments.get(2) != Some(&"resourcegroups") {
        return Ok(());
    }
    request.check_resource_group()?;
    let is_workspace =
        matches!(segments.get(4..7), Some(["providers", "microsoft.machinelearningservices", "workspaces"]));
    if is_workspace && request.state.workspace(&request.workspace_id()).is_none() {
        let resource = format!("{}/workspaces/{}", super::ML, request.call.segment(7));
        return Err(ArmError::resource_not_found(&resource, request.call.segment(3)));
    }
    Ok(())
}

/// Reads the body of a request that writes.
pub(super) fn body<T: DeserializeOwned>(request: &ArmRequest<'_>) -> Result<T, ArmError> {
    serde_json::from_slice(&request.call.body)
        .map_err(|_| ArmError::bad_request("BadRequestFormat", "The request was incorrectly formatted."))
}

/// What a scope's resources begin with: nothing at the tenant's root.
pub(super) fn prefix(scope: &str) -> &str {
    scope.trim_end_matches('/')
}

/// `/subscriptions/{s}` of a scope, or nothing outside of subscriptions; definitions are named under it.
pub(super) fn subscription_prefix(scope: &str) -> String {
    subscription_of(scope).map_or_else(String::new, |id| format!("/subscriptions/{id}"))
}

/// `User`, `Group` or `ServicePrincipal`, if the tenant has such a principal.
pub(super) fn principal_type(state: &State, tenant_id: &str, object_id: &str) -> Option<&'static str> {
    let is_it = |id: &str, tenant: &str| id.eq_ignore_ascii_case(object_id) && tenant == tenant_id;
    if state.users.iter().any(|one| is_it(&one.id, &one.tenant_id)) {
        Some("User")
    } else if state.groups.iter().any(|one| is_it(&one.id, &one.tenant_id)) {
        Some("Group")
    } else if state.service_principals.iter().any(|one| is_it(&one.id, &one.tenant_id)) {
        Some("ServicePrincipal")
    } else {
        None
    }
}

/// A global administrator takes the right to give access to everything in the tenant.
fn elevate_access(request: &mut ArmRequest<'_>) -> Result<Reply, ArmError> {
    let caller = request.access.caller.object_id.clone();
    if !request.state.is_global_administrator(&caller) {
        let action = "Microsoft.Authorization/elevateAccess/action";
        return Err(ArmError::not_allowed(&request.access, action, "/"));
    }
    let root = Scope::new("/");
    let is_elevated = request.state.assignments.iter().any(|one| {
        one.grant.scope == root
            && one.grant.principal_id == caller
            && one.grant.role_id == roles::USER_ACCESS_ADMINISTRATOR
    });
    if !is_elevated {
        let now = dates::with_seven_digits(request.now);
        request.state.assignments.push(Assignment {
            grant: RoleAssignment {
                id: request.core.entropy.uuid().to_string(),
                scope: root,
                role_id: roles::USER_ACCESS_ADMINISTRATOR.to_owned(),
                principal_id: caller.clone(),
                condition: None,
            },
            principal_type: "User".to_owned(),
            created_on: now.clone(),
            created_by: caller.clone(),
            updated_on: now,
            updated_by: caller,
            description: None,
            condition_version: None,
            delegated_managed_identity: None,
            effective_at: None,
        });
        request.state.touch();
    }
    Ok(Reply::empty(StatusCode::OK))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_provider_is_found_from_the_end_and_not_alone() {
        let check = |path: &str, expected: Option<usize>| {
            let segments: Vec<&str> = path.split('/').filter(|segment| !segment.is_empty()).collect();
            assert_eq!(stands_at(&segments), expected, "{path}");
        };
        check("providers/microsoft.authorization/roledefinitions", Some(0));
        check("subscriptions/s/providers/microsoft.authorization/roleassignments/a", Some(2));
        check("subscriptions/s/providers/microsoft.authorization", None);
        check("subscriptions/s/providers/microsoft.authorization/register", None);
        check("subscriptions/s/resourcegroups/g", None);
        check("providers", None);
        check(
            "subscriptions/s/providers/microsoft.authorization/roleassignments/a/providers/microsoft.authorization/permissions",
            Some(6),
        );
    }

    #[test]
    fn ids_begin_with_their_scope() {
        assert_eq!((prefix("/"), prefix("/subscriptions/s")), ("", "/subscriptions/s"));
        assert_eq!(subscription_prefix("/Subscriptions/s/resourceGroups/g"), "/subscriptions/s");
        assert_eq!(subscription_prefix("/"), "");
        assert_eq!(subscription_prefix("/providers/Microsoft.Management/managementGroups/m"), "");
    }
}
