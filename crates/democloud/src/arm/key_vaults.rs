//! Key vaults as resources: listed in a subscription or a resource group, or one alone. Their secrets
//! are behind doors of their own.

use serde_json::{Value, json};

use super::{ArmRequest, resource_type::ResourceType};
use crate::{
    door::{Door, Service},
    state::{RETENTION_DAYS, Vault},
};

pub(super) const TYPE: ResourceType<Vault> = ResourceType {
    name: "Microsoft.KeyVault/vaults",
    page_size: 25,
    all: |state| &state.vaults,
    id: |vault| &vault.id,
    is_in_tenant: |vault, tenant_id| vault.tenant_id == tenant_id,
    body,
};

fn body(request: &ArmRequest<'_>, vault: &Vault) -> Value {
    json!({
        "id": vault.id,
        "name": vault.name,
        "type": TYPE.name,
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
