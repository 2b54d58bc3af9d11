//! `Microsoft.Authorization`: who may do what. Its resources stand below any scope, so its name is
//! looked for from the path's end.

use std::sync::LazyLock;

use axum::http::StatusCode;
use latchkey_rbac::RoleAssignment;
use latchkey_types::Scope;
use serde::de::DeserializeOwned;
use serde_json::json;

use super::{
    ArmRequest, ML, deny_assignments,
    path::{self, ArmPath},
    permissions, provider_operations,
    resources::subscription_of,
    role_assignments, role_definitions,
};
use crate::{
    dates,
    error::ArmError,
    reply::Reply,
    roles,
    routes::{Route, Routes},
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

type Handler = fn(&mut ArmRequest<'_>, &str, &str) -> Result<Reply, ArmError>;

/// What stands below a scope. A handler is given the scope, and the id in lower case.
const ROUTES: &[Route<Handler>] = &[
    ("GET", "/roleassignments", |request, scope, _| role_assignments::list(request, scope)),
    ("GET", "/roleassignments/{id}", |request, scope, id| role_assignments::show(request, scope, id)),
    ("PUT", "/roleassignments/{id}", role_assignments::create),
    ("DELETE", "/roleassignments/{id}", role_assignments::delete),
    ("GET", "/roledefinitions", |request, scope, _| role_definitions::list(request, scope)),
    ("GET", "/roledefinitions/{id}", |request, scope, id| role_definitions::show(request, scope, id)),
    ("PUT", "/roledefinitions/{id}", role_definitions::create_or_update),
    ("DELETE", "/roledefinitions/{id}", role_definitions::delete),
    ("GET", "/denyassignments", |request, scope, _| deny_assignments::list(request, scope)),
    ("GET", "/denyassignments/{id}", |request, scope, id| deny_assignments::show(request, scope, id)),
    ("PUT", "/denyassignments/{id}", |_, _, _| Err(denials_are_read_only())),
    ("DELETE", "/denyassignments/{id}", |_, _, _| Err(denials_are_read_only())),
    ("GET", "/permissions", |request, scope, _| permissions::list(request, scope)),
];

/// What stands at the tenant's root alone.
const AT_ROOT: &[Route<Handler>] = &[
    ("GET", "/provideroperations", |request, _, _| Ok(provider_operations::list(request))),
    ("GET", "/provideroperations/{id}", |request, _, _| provider_operations::show(request)),
    ("GET", "/operations", |request, _, _| {
        provider_operations::operations(request, "Microsoft.Authorization")
    }),
    ("POST", "/elevateaccess", |request, _, _| elevate_access(request)),
];

/// What stands at a subscription alone.
const AT_SUBSCRIPTION: &[Route<Handler>] =
    &[("GET", "/classicadministrators", |request, scope, _| classic_administrators(request, scope))];

pub(super) fn route(request: &mut ArmRequest<'_>, at: usize) -> Result<Reply, ArmError> {
    static ANYWHERE: LazyLock<Routes<Handler>> = LazyLock::new(|| Routes::new(ROUTES));
    static ROOT: LazyLock<Routes<Handler>> = LazyLock::new(|| Routes::new(AT_ROOT));
    static SUBSCRIPTION: LazyLock<Routes<Handler>> = LazyLock::new(|| Routes::new(AT_SUBSCRIPTION));
    let call = request.call;
    let scope = request.scope_before(at);
    let (method, below) = (call.method.as_str(), &call.segments[at + 2..]);
    let found = ANYWHERE.find(method, below).or_else(|| match at {
        0 => ROOT.find(method, below),
        2 if !request.path.subscription.is_empty() => SUBSCRIPTION.find(method, below),
        _ => None,
    });
    let (handler, parameters) = found.ok_or_else(|| ArmError::not_implemented(call))?;
    request.path = path::scopes(&call.segments).and(parameters).read();
    let id = request.path.id.to_lowercase();
    handler(request, &scope, &id)
}

fn denials_are_read_only() -> ArmError {
    let message = "Deny assignments are created and managed by Azure to protect resources. They cannot be created or deleted directly.";
    ArmError::new(StatusCode::METHOD_NOT_ALLOWED, "MethodNotAllowed", message)
}

/// Azure retired them in 2024.
fn classic_administrators(request: &ArmRequest<'_>, scope: &str) -> Result<Reply, ArmError> {
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
