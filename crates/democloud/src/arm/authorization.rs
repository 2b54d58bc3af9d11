//! `Microsoft.Authorization`: who may do what. Its resources stand below any scope, so its name is looked for from
//! the end of the path. This file holds what all of its resources share.

use axum::http::StatusCode;
use latchkey_rbac::RoleAssignment;
use latchkey_types::Scope;
use serde::de::DeserializeOwned;
use serde_json::json;

use super::{ArmRequest, ML, ids::subscription_of, path::ArmPath};
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

pub(super) fn denials_are_read_only() -> ArmError {
    let message = "Deny assignments are created and managed by Azure to protect resources. They cannot be created or deleted directly.";
    ArmError::new(StatusCode::METHOD_NOT_ALLOWED, "MethodNotAllowed", message)
}

/// Azure retired them in 2024.
pub(super) fn classic_administrators(request: &ArmRequest<'_>, scope: &str) -> Result<Reply, ArmError> {
    request.subscription()?;
    request.need(scope, "Microsoft.Authorization/classicAdministrators/read")?;
    Ok(Reply::ok(&json!({"value": []})))
}

/// Checks that a scope is one of the token's tenant; whether it exists is another question.
pub(super) fn check_tenant(request: &ArmRequest<'_>) -> Result<(), ArmError> {
    if !request.path.subscription.is_empty() {
        request.subscription()?;
    }
    Ok(())
}

/// Checks that what a scope names exists, as far as the demo cloud has such resources.
pub(super) fn check_exists(request: &ArmRequest<'_>) -> Result<(), ArmError> {
    if !request.is_in_group() {
        return Ok(());
    }
    request.check_resource_group()?;
    let ArmPath { resource_group, workspace, .. } = request.path;
    if !workspace.is_empty() && request.state.workspace(&request.workspace_id()).is_none() {
        return Err(ArmError::resource_not_found(&format!("{ML}/workspaces/{workspace}"), resource_group));
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
pub(super) fn elevate_access(request: &mut ArmRequest<'_>) -> Result<Reply, ArmError> {
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
