//! Key vaults as resources: listed in a subscription or a resource group, or one alone. Their secrets
//! are behind doors of their own.

use latchkey_types::Scope;
use serde_json::{Value, json};

use super::ArmRequest;
use crate::{
    door::{Door, Service},
    error::ArmError,
    paging,
    reply::Reply,
    state::{RETENTION_DAYS, Vault},
};

const READ: &str = "Microsoft.KeyVault/vaults/read";
const PAGE_SIZE: usize = 25;

/// Answers if the path is one of the provider's.
pub(super) fn answer(
    request: &ArmRequest<'_>,
    method: &str,
    segments: &[&str],
) -> Option<Result<Reply, ArmError>> {
    match (method, segments) {
        (
            "GET",
            ["subscriptions", _, "providers", "microsoft.keyvault", "vaults"]
            | ["subscriptions", _, "resourcegroups", _, "providers", "microsoft.keyvault", "vaults"],
        ) => Some(list(request)),
        (
            "GET",
            ["subscriptions", _, "resourcegroups", _, "providers", "microsoft.keyvault", "vaults", _],
        ) => Some(show(request)),
        _ => None,
    }
}

fn list(request: &ArmRequest<'_>) -> Result<Reply, ArmError> {
    let scope = Scope::new(request.list_scope(READ)?);
    let value = readable(request)
        .filter(|vault| scope.contains(&Scope::new(&vault.id)))
        .map(|vault| body(request, vault))
        .collect();
    Ok(Reply::ok(&paging::page(value, PAGE_SIZE, request.call, "$skipToken", |item| item)?))
}

fn show(request: &ArmRequest<'_>) -> Result<Reply, ArmError> {
    request.subscription()?;
    let id = request.scope_before(8);
    request.need(&id, READ)?;
    request.check_resource_group()?;
    let (group, name) = (request.call.segment(3), request.call.segment(7));
    let found = request.state.vaults.iter().find(|vault| vault.id.eq_ignore_ascii_case(&id));
    found
        .map(|vault| Reply::ok(&body(request, vault)))
        .ok_or_else(|| ArmError::resource_not_found(&format!("Microsoft.KeyVault/vaults/{name}"), group))
}

/// Those that the caller may read.
pub(super) fn readable<'a>(request: &'a ArmRequest<'_>) -> impl Iterator<Item = &'a Vault> {
    let tenant = &request.access.caller.tenant_id;
    let own = request.state.vaults.iter().filter(move |vault| vault.tenant_id == *tenant);
    let reach = request.access.reach(READ);
    own.filter(move |vault| reach.allows(&Scope::new(&vault.id)))
}

pub(super) fn body(request: &ArmRequest<'_>, vault: &Vault) -> Value {
    json!({
        "id": vault.id,
        "name": vault.name,
        "type": "Microsoft.KeyVault/vaults",
        "location": vault.location,
        "tags": vault.tags,
        "systemData": {
            "createdAt": vault.created_at,
            "createdBy": vault.created_by,
            "createdByType": "User",
            "lastModifiedAt": vault.created_at,
            "lastModifiedBy": vault.created_by,
            "lastModifiedByType": "User",
        },
        "properties": {
            "sku": {"family": "A", "name": "standard"},
            "tenantId": vault.tenant_id,
            "accessPolicies": [],
            "enabledForDeployment": false,
            "enableSoftDelete": true,
            "softDeleteRetentionInDays": RETENTION_DAYS,
            "enableRbacAuthorization": true,
            "vaultUri": vault_uri(request, vault),
            "provisioningState": "Succeeded",
            "publicNetworkAccess": "Enabled",
        },
    })
}

/// The vault's door that is like the one that ARM was asked at, loopback spelled the same way.
fn vault_uri(request: &ArmRequest<'_>, vault: &Vault) -> Option<String> {
    let is_secure = request.call.address.starts_with("https:");
    let is_door = |door: &&Door| door.service == Service::KeyVault(vault.name.clone());
    let doors = || request.core.doors.iter().filter(is_door);
    let door = doors().find(|door| door.is_secure == is_secure).or_else(|| doors().next())?;
    let name = request.call.host().rsplit_once(':').map_or("localhost", |(name, _)| name);
    let address = door.address_for(&format!("{name}:{}", door.port)).unwrap_or_else(|| door.address());
    Some(format!("{address}/"))
}
