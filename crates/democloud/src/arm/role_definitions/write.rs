//! Creates, changes and deletes custom roles.
//!
//! Rules: <https://learn.microsoft.com/azure/role-based-access-control/custom-roles>. Where Azure does not publish
//! the code of a refusal, ours says what it means.

use axum::http::StatusCode;
use latchkey_rbac::{ActionPattern, Permission, RoleDefinition};
use latchkey_types::{Scope, ScopeLevel};
use serde::Deserialize;

use super::{ArmRequest, Role, authorization, body, is_in_tenant, roles, subscription_of};
use crate::{
    call::shortened, dates, error::ArmError, hash::is_guid, reply::Reply, roles::BUILT_IN, state::CustomRole,
};

const WRITE: &str = "Microsoft.Authorization/roleDefinitions/write";
const DELETE: &str = "Microsoft.Authorization/roleDefinitions/delete";
const LONGEST_NAME: usize = 512;
const LONGEST_DESCRIPTION: usize = 2048;
/// The most custom roles that a tenant may have.
const LIMIT: usize = 5000;

#[derive(Deserialize)]
struct Document {
    properties: RoleDefinitionProperties,
}

/// What a request to make a role says.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct RoleDefinitionProperties {
    role_name: Option<String>,
    #[serde(default)]
    description: Option<String>,
    #[serde(rename = "type")]
    kind: Option<String>,
    #[serde(default)]
    permissions: Vec<Permission>,
    #[serde(default)]
    assignable_scopes: Vec<String>,
}

pub(in crate::arm) fn create_or_update(
    request: &mut ArmRequest<'_>,
    scope: &str,
    id: &str,
) -> Result<Reply, ArmError> {
    authorization::check_tenant(request)?;
    request.need(scope, WRITE)?;
    let Document { properties } = authorization::body(request)?;
    if !is_guid(id) {
        let message =
            format!("The role definition ID '{id}' is not valid. The role definition ID must be a GUID.");
        return Err(ArmError::bad_request("InvalidRoleDefinitionId", message));
    }
    check_is_custom(id)?;
    let name = check_name(request, id, &properties)?;
    let scopes = check_scopes(request, scope, &properties.assignable_scopes)?;
    check_permissions(&properties.permissions)?;
    let at = request.state.custom_roles.iter().position(|role| role.definition.id.eq_ignore_ascii_case(id));
    let known = at.map(|at| &request.state.custom_roles[at]);
    if let Some(role) = known {
        if !is_in_tenant(request, role) {
            return Err(ArmError::not_allowed(&request.access, WRITE, scope));
        }
        need_at_every_scope(request, role, WRITE)?;
    }
    let count = request.state.custom_roles.iter().filter(|role| is_in_tenant(request, role)).count();
    if known.is_none() && count >= LIMIT {
        let message = "Role definition limit exceeded. No more role definitions can be created.";
        return Err(ArmError::bad_request("RoleDefinitionLimitExceeded", message));
    }
    let (caller, now) = (request.access.caller.object_id.clone(), dates::with_seven_digits(request.now));
    let role = CustomRole {
        definition: RoleDefinition {
            id: id.to_lowercase(),
            name,
            permissions: properties.permissions,
            assignable_scopes: scopes,
        },
        description: properties.description.unwrap_or_default(),
        created_on: known.map_or_else(|| now.clone(), |role| role.created_on.clone()),
        created_by: known.map_or_else(|| caller.clone(), |role| role.created_by.clone()),
        updated_on: now,
        updated_by: caller,
    };
    let answer = body(request, &Role::from(&role));
    match at {
        Some(at) => request.state.custom_roles[at] = role,
        None => request.state.custom_roles.push(role),
    }
    request.state.touch();
    Ok(Reply::json(StatusCode::CREATED, &answer))
}

pub(in crate::arm) fn delete(request: &mut ArmRequest<'_>, scope: &str, id: &str) -> Result<Reply, ArmError> {
    authorization::check_tenant(request)?;
    request.need(scope, DELETE)?;
    check_is_custom(id)?;
    let at = request
        .state
        .custom_roles
        .iter()
        .position(|role| role.definition.id.eq_ignore_ascii_case(id) && is_in_tenant(request, role));
    let Some(at) = at else { return Ok(Reply::empty(StatusCode::NO_CONTENT)) };
    need_at_every_scope(request, &request.state.custom_roles[at], DELETE)?;
    if request.state.assignments.iter().any(|one| one.grant.role_id.eq_ignore_ascii_case(id)) {
        let message =
            "There are existing role assignments referencing role (code: RoleDefinitionHasAssignments).";
        return Err(ArmError::bad_request("RoleDefinitionHasAssignments", message));
    }
    let role = request.state.custom_roles.remove(at);
    request.state.touch();
    Ok(Reply::ok(&body(request, &Role::from(&role))))
}

/// A role is changed for everybody who has it: whoever does that needs the right wherever it may be assigned.
fn need_at_every_scope(request: &ArmRequest<'_>, role: &CustomRole, action: &str) -> Result<(), ArmError> {
    role.definition.assignable_scopes.iter().try_for_each(|scope| request.need(scope.as_str(), action))
}

fn check_is_custom(id: &str) -> Result<(), ArmError> {
    if BUILT_IN.iter().any(|role| role.id.eq_ignore_ascii_case(id)) {
        let message = "Built-in role definitions cannot be created, updated or deleted.";
        return Err(ArmError::bad_request("BuiltInRoleDefinitionNotEditable", message));
    }
    Ok(())
}

fn check_name(
    request: &ArmRequest<'_>,
    id: &str,
    properties: &RoleDefinitionProperties,
) -> Result<String, ArmError> {
    let name = properties.role_name.as_deref().map(str::trim).filter(|name| !name.is_empty());
    let name = name.ok_or_else(|| {
        ArmError::bad_request("RoleDefinitionNameNullOrEmpty", "A role definition needs a name.")
    })?;
    let description_length = properties.description.as_deref().map_or(0, |text| text.chars().count());
    if name.chars().count() > LONGEST_NAME || description_length > LONGEST_DESCRIPTION {
        let message = format!(
            "The name of a role definition has at most {LONGEST_NAME} characters and its description at most {LONGEST_DESCRIPTION}."
        );
        return Err(ArmError::bad_request("RoleDefinitionTextTooLong", message));
    }
    if properties
        .kind
        .as_deref()
        .is_some_and(|kind| !kind.is_empty() && !kind.eq_ignore_ascii_case("CustomRole"))
    {
        let message = "The type of a role definition must be 'CustomRole'.";
        return Err(ArmError::bad_request("InvalidRoleDefinitionType", message));
    }
    let is_taken = |role: &Role| role.name.eq_ignore_ascii_case(name) && !role.id.eq_ignore_ascii_case(id);
    if roles(request).iter().any(is_taken) {
        let message =
            "A custom role with the same name already exists in this directory. Use a different name.";
        return Err(ArmError::conflict("RoleDefinitionWithSameNameExists", message));
    }
    Ok(name.to_owned())
}

/// Each scope is a subscription or a resource group of the tenant where the caller may make roles.
fn check_scopes(request: &ArmRequest<'_>, path: &str, asked: &[String]) -> Result<Vec<Scope>, ArmError> {
    let invalid = |text: &str| {
        let text = shortened(text, 300);
        let message = format!(
            "Property id '{text}' at path 'properties.assignableScopes' is invalid. Expect fully qualified resource Id that start with \
             '/subscriptions/{{subscriptionId}}' or '/providers/{{resourceProviderNamespace}}/'."
        );
        ArmError::bad_request("LinkedInvalidPropertyId", message)
    };
    if asked.is_empty() {
        return Err(invalid(""));
    }
    let mut scopes: Vec<Scope> = Vec::new();
    for text in asked {
        let scope = Scope::new(text);
        let is_place = matches!(scope.level(), ScopeLevel::Subscription | ScopeLevel::ResourceGroup);
        if !text.starts_with('/') || !is_place {
            return Err(invalid(text));
        }
        let subscription = subscription_of(scope.as_str()).and_then(|id| request.state.subscription(id));
        let is_own = subscription.is_some_and(|found| found.tenant_id == request.access.caller.tenant_id);
        if !is_own || !request.access.allows(scope.as_str(), WRITE) {
            let caller = &request.access.caller;
            let message = format!(
                "The client '{}' with object id '{}' has permission to perform action '{WRITE}' on scope '{path}'; however, it does not have permission to perform \
                 action(s) '{WRITE}' on the linked scope(s) '{}' (respectively) or the linked scope(s) are invalid.",
                caller.name,
                caller.object_id,
                scope.as_str()
            );
            return Err(ArmError::new(StatusCode::FORBIDDEN, "LinkedAuthorizationFailed", message));
        }
        if !scopes.contains(&scope) {
            scopes.push(scope);
        }
    }
    Ok(scopes)
}

fn check_permissions(permissions: &[Permission]) -> Result<(), ArmError> {
    let has_any = permissions.iter().any(|set| !set.actions.is_empty() || !set.data_actions.is_empty());
    if !has_any {
        let message = "A role definition needs at least one action or data action.";
        return Err(ArmError::bad_request("RoleDefinitionPermissionsEmpty", message));
    }
    let all = permissions.iter().flat_map(|set| {
        [&set.actions, &set.not_actions, &set.data_actions, &set.not_data_actions].into_iter().flatten()
    });
    match all.into_iter().find(|pattern| !is_action(pattern)) {
        None => Ok(()),
        Some(pattern) => {
            let text = shortened(pattern.as_str(), 300);
            let message = format!("'{text}' does not match any of the actions supported by the providers.");
            Err(ArmError::bad_request("InvalidActionOrNotAction", message))
        }
    }
}

/// `*`, `*/read`, or a provider's namespace with types and a verb, any of which may be a star.
fn is_action(pattern: &ActionPattern) -> bool {
    let text = pattern.as_str();
    let is_allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '*' | '$');
    let mut segments = text.split('/');
    let first = segments.next().unwrap_or_default();
    let rest: Vec<&str> = segments.collect();
    let is_sound = text.split('/').all(|segment| !segment.is_empty() && segment.chars().all(is_allowed));
    let has_verb = rest.last().is_some_and(|verb| {
        verb.contains('*')
            || ["read", "write", "delete", "action"].iter().any(|one| one.eq_ignore_ascii_case(verb))
    });
    text == "*" || (is_sound && has_verb && (first.contains('*') || first.contains('.')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn actions_have_a_provider_and_a_verb() {
        let check = |text: &str, expected: bool| {
            assert_eq!(is_action(&ActionPattern::new(text)), expected, "{text}");
        };
        for good in [
            "*",
            "*/read",
            "Microsoft.X/*",
            "Microsoft.X/y/read",
            "Microsoft.X/*/read",
            "Microsoft.X/y/listKeys/action",
            "microsoft.web/sites/slots/*/Delete",
        ] {
            check(good, true);
        }
        for bad in [
            "",
            "read",
            "Microsoft.X",
            "Microsoft.X/",
            "Microsoft.X//read",
            "X/y/read",
            "Microsoft.X/y/fly",
            "a b.c/read",
        ] {
            check(bad, false);
        }
    }
}
