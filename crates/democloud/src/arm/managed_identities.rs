//! User-assigned managed identities as resources: listed in a subscription or a resource group, or one
//! alone. Their tokens are got on machines.

use latchkey_types::Scope;
use serde_json::{Value, json};

use super::ArmRequest;
use crate::{error::ArmError, reply::Reply, state::ManagedIdentity};

const READ: &str = "Microsoft.ManagedIdentity/userAssignedIdentities/read";
const KIND: &str = "Microsoft.ManagedIdentity/userAssignedIdentities";
const PAGE_SIZE: usize = 100;

/// Answers if the path is one of the provider's.
pub(super) fn answer(
    request: &ArmRequest<'_>,
    method: &str,
    segments: &[&str],
) -> Option<Result<Reply, ArmError>> {
    match (method, segments) {
        (
            "GET",
            ["subscriptions", _, "providers", "microsoft.managedidentity", "userassignedidentities"]
            | [
                "subscriptions",
                _,
                "resourcegroups",
                _,
                "providers",
                "microsoft.managedidentity",
                "userassignedidentities",
            ],
        ) => Some(list(request)),
        (
            "GET",
            [
                "subscriptions",
                _,
                "resourcegroups",
                _,
                "providers",
                "microsoft.managedidentity",
                "userassignedidentities",
                _,
            ],
        ) => Some(show(request)),
        _ => None,
    }
}

fn list(request: &ArmRequest<'_>) -> Result<Reply, ArmError> {
    let subscription = request.subscription()?;
    let is_in_group = request.call.route().1.get(2) == Some(&"resourcegroups");
    let scope = if is_in_group { request.scope_before(4) } else { subscription.path() };
    if !request.access.touches(&scope) {
        return Err(ArmError::not_allowed(&request.access, READ, &scope));
    }
    if is_in_group {
        request.check_resource_group()?;
    }
    let prefix = format!("{}/", scope.to_lowercase());
    let value = readable(request)
        .filter(|identity| identity.resource_id.to_lowercase().starts_with(&prefix))
        .map(|identity| body(request, identity))
        .collect();
    super::paged(request, value, PAGE_SIZE)
}

fn show(request: &ArmRequest<'_>) -> Result<Reply, ArmError> {
    request.subscription()?;
    let id = request.scope_before(8);
    request.need(&id, READ)?;
    request.check_resource_group()?;
    let (group, name) = (request.call.segment(3), request.call.segment(7));
    let found = readable(request).find(|identity| identity.resource_id.eq_ignore_ascii_case(&id));
    found
        .map(|identity| Reply::ok(&body(request, identity)))
        .ok_or_else(|| ArmError::resource_not_found(&format!("{KIND}/{name}"), group))
}

/// Those that the caller may read. The identity of a machine or a workspace is no resource of its own.
pub(super) fn readable<'a>(request: &'a ArmRequest<'_>) -> impl Iterator<Item = &'a ManagedIdentity> {
    let tenant = &request.access.caller.tenant_id;
    let reach = request.access.reach(READ);
    request
        .state
        .managed_identities
        .iter()
        .filter(move |identity| identity.is_user_assigned && identity.tenant_id == *tenant)
        .filter(move |identity| reach.allows(&Scope::new(&identity.resource_id)))
}

/// It is in the region of its resource group.
pub(super) fn body(request: &ArmRequest<'_>, identity: &ManagedIdentity) -> Value {
    let id = &identity.resource_id;
    let mut groups = request.state.resource_groups.iter();
    let group =
        groups.find(|group| id.to_lowercase().starts_with(&format!("{}/", group.path().to_lowercase())));
    json!({
        "id": id,
        "name": identity.name,
        "type": KIND,
        "location": group.map(|group| &group.location),
        "tags": {},
        "properties": {
            "tenantId": identity.tenant_id,
            "principalId": identity.principal_id,
            "clientId": identity.client_id,
        },
    })
}
