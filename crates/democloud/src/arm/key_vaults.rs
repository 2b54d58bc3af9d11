//! Key vaults as resources: listed in a subscription or a resource group, or one alone. Their secrets
//! are behind listeners of their own.

use serde_json::{Value, json};

use super::{ArmRequest, resource_type::ResourceType};
use crate::{
    listener::{Listener, Service},
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

/// The vault's listener that is like the one that ARM was asked at, loopback spelled the same way.
fn vault_uri(request: &ArmRequest<'_>, vault: &Vault) -> Option<String> {
    let is_secure = request.call.address.starts_with("https:");
    let is_listener = |listener: &&Listener| listener.service == Service::KeyVault(vault.name.clone());
    let listeners = || request.core.listeners.iter().filter(is_listener);
    let listener =
        listeners().find(|listener| listener.is_secure == is_secure).or_else(|| listeners().next())?;
    let name = request.call.host().rsplit_once(':').map_or("localhost", |(name, _)| name);
    let address =
        listener.address_for(&format!("{name}:{}", listener.port)).unwrap_or_else(|| listener.address());
    Some(format!("{address}/"))
}
