//! Creates and deletes role assignments.
//!
//! Refusals: <https://learn.microsoft.com/azure/role-based-access-control/troubleshooting>. Azure does not publish
//! its codes for a bad condition and for a role that is not assignable at a scope; ours say what they mean.

use axum::http::StatusCode;
use jiff::SignedDuration;
use latchkey_rbac::{AssignedCondition, Attributes, RoleAssignment, RoleDefinition, Source};
use latchkey_types::Scope;
use serde::Deserialize;

use super::{ArmRequest, authorization, body, is_in_tenant};
use crate::{
    authz,
    call::shortened,
    dates,
    error::ArmError,
    hash::is_guid,
    reply::Reply,
    state::{Assignment, RemovedAssignment},
};

const WRITE: &str = "Microsoft.Authorization/roleAssignments/write";
const DELETE: &str = "Microsoft.Authorization/roleAssignments/delete";
/// The most that a subscription may have.
const LIMIT: usize = 4000;
const KINDS: [&str; 5] = ["User", "Group", "ServicePrincipal", "ForeignGroup", "Device"];

#[derive(Deserialize)]
struct Document {
    properties: RoleAssignmentProperties,
}

/// What a request to give a role says.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct RoleAssignmentProperties {
    role_definition_id: String,
    principal_id: String,
    principal_type: Option<String>,
    description: Option<String>,
    condition: Option<String>,
    condition_version: Option<String>,
    delegated_managed_identity_resource_id: Option<String>,
}

pub(in crate::arm) fn create(request: &mut ArmRequest<'_>, scope: &str, id: &str) -> Result<Reply, ArmError> {
    authorization::check_tenant(request)?;
    let Document { properties } = authorization::body(request)?;
    let tenant = request.access.caller.tenant_id.clone();
    let role_id = properties.role_definition_id.rsplit('/').next().unwrap_or_default().to_lowercase();
    let principal_id = properties.principal_id.to_lowercase();
    let found_type = authorization::principal_type(request.state, &tenant, &principal_id);
    let principal_type = found_type.map(str::to_owned).or_else(|| properties.principal_type.clone());
    let attributes = Attributes::default()
        .with_role_assignment(
            Source::Request,
            &role_id,
            &principal_id,
            principal_type.as_deref().unwrap_or_default(),
        )
        .complete(Source::Request);
    if !request.access.allows_with(scope, WRITE, &attributes) {
        return Err(ArmError::not_allowed(&request.access, WRITE, scope));
    }
    authorization::check_exists(request)?;
    if !is_guid(id) {
        let message =
            format!("The role assignment ID '{id}' is not valid. The role assignment ID must be a GUID.");
        return Err(ArmError::bad_request("InvalidRoleAssignmentId", message));
    }
    let asked = Scope::new(scope);
    let role = role(request, &properties.role_definition_id, &role_id)?;
    if !role.assignable_scopes.iter().any(|one| one.contains(&asked)) {
        let message = format!(
            "The role definition '{}' cannot be assigned at the scope '{scope}'. It is not one of its assignable scopes or below one of them.",
            role.name
        );
        return Err(ArmError::bad_request("RoleDefinitionNotAssignableAtScope", message));
    }
    check_principal(&properties, &principal_id, found_type, &tenant)?;
    if found_type.is_none() && request.state.is_principal(&principal_id) {
        let message =
            format!("Principal {} is of another directory than {tenant}.", principal_id.replace('-', ""));
        return Err(ArmError::bad_request("PrincipalNotFound", message));
    }
    let condition = condition(&properties)?;
    let kept = existing(request, id, &asked, &role_id, &principal_id)?;
    if kept.is_none() {
        check_limit(request, scope)?;
    }
    let status = if kept.is_some() { StatusCode::OK } else { StatusCode::CREATED };
    let caller = request.access.caller.object_id.clone();
    let now = dates::with_seven_digits(request.now);
    let assignment = Assignment {
        grant: RoleAssignment { id: id.to_lowercase(), scope: asked, role_id, principal_id, condition },
        principal_type: principal_type.unwrap_or_else(|| "User".to_owned()),
        created_on: kept.map_or_else(|| now.clone(), |at| request.state.assignments[at].created_on.clone()),
        created_by: kept
            .map_or_else(|| caller.clone(), |at| request.state.assignments[at].created_by.clone()),
        updated_on: now,
        updated_by: caller,
        description: properties.description,
        condition_version: properties.condition_version,
        delegated_managed_identity: properties.delegated_managed_identity_resource_id,
        effective_at: match kept {
            Some(at) => request.state.assignments[at].effective_at,
            None => felt_at(request),
        },
    };
    let body = body(request, &assignment);
    match kept {
        Some(at) => request.state.assignments[at] = assignment,
        None => request.state.assignments.push(assignment),
    }
    request.state.touch();
    Ok(Reply::json(status, &body))
}

pub(in crate::arm) fn delete(request: &mut ArmRequest<'_>, scope: &str, id: &str) -> Result<Reply, ArmError> {
    authorization::check_tenant(request)?;
    let asked = Scope::new(scope);
    let at = request.state.assignments.iter().position(|one| {
        one.grant.id.eq_ignore_ascii_case(id) && one.grant.scope == asked && is_in_tenant(request, one)
    });
    let attributes = match at.map(|at| &request.state.assignments[at]) {
        Some(Assignment { grant, principal_type, .. }) => Attributes::default()
            .with_role_assignment(Source::Resource, &grant.role_id, &grant.principal_id, principal_type)
            .complete(Source::Resource),
        None => Attributes::default(),
    };
    if !request.access.allows_with(scope, DELETE, &attributes) {
        return Err(ArmError::not_allowed(&request.access, DELETE, scope));
    }
    let Some(at) = at else { return Ok(Reply::empty(StatusCode::NO_CONTENT)) };
    let gone = request.state.assignments.remove(at);
    let body = body(request, &gone);
    if let Some(until) = felt_at(request).filter(|_| gone.effective_at.is_none()) {
        request.state.lingering.push(RemovedAssignment { grant: gone.grant, until });
    }
    request.state.touch();
    Ok(Reply::ok(&body))
}

/// When a change is felt, if it takes its time.
fn felt_at(request: &ArmRequest<'_>) -> Option<jiff::Timestamp> {
    let delay = SignedDuration::try_from(request.core.propagation).ok().filter(|delay| !delay.is_zero())?;
    request.now.checked_add(delay).ok()
}

fn role(request: &ArmRequest<'_>, asked: &str, id: &str) -> Result<RoleDefinition, ArmError> {
    let found = authz::role_definitions(request.state).find(|role| role.id.eq_ignore_ascii_case(id));
    found.cloned().ok_or_else(|| {
        let asked = shortened(asked, 300);
        let message = format!("The specified role definition with ID '{asked}' does not exist.");
        ArmError::bad_request("RoleDefinitionDoesNotExist", message)
    })
}

/// A principal that was made just now need not be known everywhere, so that one whose type is given is
/// not looked for.
fn check_principal(
    properties: &RoleAssignmentProperties,
    id: &str,
    found_type: Option<&str>,
    tenant: &str,
) -> Result<(), ArmError> {
    if !is_guid(id) {
        let message = "A valid principal ID must be provided for role assignment.";
        return Err(ArmError::bad_request("InvalidPrincipalId", message));
    }
    if let Some(asked) = &properties.principal_type
        && !KINDS.iter().any(|kind| kind.eq_ignore_ascii_case(asked))
    {
        let message = format!("The principal type '{}' is not valid.", shortened(asked, 40));
        return Err(ArmError::bad_request("InvalidPrincipalType", message));
    }
    match (found_type, &properties.principal_type) {
        (Some(found), Some(asked)) if !found.eq_ignore_ascii_case(asked) => {
            let message = format!(
                "The PrincipalId '{}' has type '{found}' , which is different from specified PrincipalType '{asked}'.",
                id.replace('-', "")
            );
            Err(ArmError::bad_request("UnmatchedPrincipalType", message))
        }
        (None, None) => {
            let message = format!(
                "Principal {} does not exist in the directory {tenant}. Check that you have the correct principal ID. If you are creating this principal and then \
                 immediately assigning a role, this error might be related to a replication delay. In this case, set the role assignment principalType property \
                 to a value, such as ServicePrincipal, User, or Group.  See https://aka.ms/docs-principaltype",
                id.replace('-', "")
            );
            Err(ArmError::bad_request("PrincipalNotFound", message))
        }
        _ => Ok(()),
    }
}

/// As in Azure (<https://learn.microsoft.com/azure/role-based-access-control/conditions-faq>), in bytes.
const LONGEST_CONDITION: usize = 8 * 1024;

/// The condition that the assignment is to have, if any.
fn condition(properties: &RoleAssignmentProperties) -> Result<Option<AssignedCondition>, ArmError> {
    let Some(text) = properties.condition.as_deref().filter(|text| !text.trim().is_empty()) else {
        return Ok(None);
    };
    if properties.condition_version.as_deref() != Some("2.0") {
        let message = "The condition version must be '2.0' where a condition is given.";
        return Err(ArmError::bad_request("InvalidConditionVersion", message));
    }
    if text.len() > LONGEST_CONDITION {
        let message = format!("The condition is longer than {LONGEST_CONDITION} bytes.");
        return Err(ArmError::bad_request("InvalidCondition", message));
    }
    let condition = AssignedCondition::new(text);
    if let Err(error) = condition.read() {
        let message = format!("The condition is not valid: {error}.");
        return Err(ArmError::bad_request("InvalidCondition", message));
    }
    Ok(Some(condition))
}

/// Where the assignment of this name is, if there is one and it may be changed to this.
fn existing(
    request: &ArmRequest<'_>,
    id: &str,
    scope: &Scope,
    role_id: &str,
    principal_id: &str,
) -> Result<Option<usize>, ArmError> {
    let is_same = |grant: &RoleAssignment| {
        grant.scope == *scope
            && grant.role_id.eq_ignore_ascii_case(role_id)
            && grant.principal_id.eq_ignore_ascii_case(principal_id)
    };
    let assignments = &request.state.assignments;
    if let Some(at) = assignments.iter().position(|one| one.grant.id.eq_ignore_ascii_case(id)) {
        if is_same(&assignments[at].grant) {
            return Ok(Some(at));
        }
        let message = "Tenant ID, application ID, principal ID, and scope are not allowed to be updated.";
        return Err(ArmError::bad_request("RoleAssignmentUpdateNotPermitted", message));
    }
    match assignments.iter().find(|one| is_same(&one.grant)) {
        None => Ok(None),
        Some(other) => {
            let message = format!(
                "The role assignment already exists. The ID of the existing role assignment is {}.",
                other.grant.id.replace('-', "")
            );
            Err(ArmError::conflict("RoleAssignmentExists", message))
        }
    }
}

fn check_limit(request: &ArmRequest<'_>, scope: &str) -> Result<(), ArmError> {
    let subscription = Scope::new(authorization::subscription_prefix(scope));
    let count =
        request.state.assignments.iter().filter(|one| subscription.contains(&one.grant.scope)).count();
    if count < LIMIT {
        return Ok(());
    }
    let message = "No more role assignments can be created. The number of role assignments for this subscription has reached its limit.";
    Err(ArmError::bad_request("RoleAssignmentLimitExceeded", message))
}
