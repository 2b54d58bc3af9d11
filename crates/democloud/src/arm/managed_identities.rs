//! User-assigned managed identities as resources: listed in a subscription or a resource group, or shown alone.
//! Their tokens are issued by `imds`.

use serde_json::{Value, json};

use super::{ArmRequest, resource_type::ResourceType};
use crate::state::ManagedIdentity;

/// The identity of a machine or a workspace is no resource of its own.
pub(super) const TYPE: ResourceType<ManagedIdentity> = ResourceType {
    name: "Microsoft.ManagedIdentity/userAssignedIdentities",
    page_size: 100,
    all: |state| &state.managed_identities,
    id: |identity| &identity.resource_id,
    is_in_tenant: |identity, tenant_id| identity.is_user_assigned && identity.tenant_id == tenant_id,
    body,
};

/// It is in the region of its resource group.
fn body(request: &ArmRequest<'_>, identity: &ManagedIdentity) -> Value {
    let id = &identity.resource_id;
    let mut groups = request.state.resource_groups.iter();
    let group =
        groups.find(|group| id.to_lowercase().starts_with(&format!("{}/", group.path().to_lowercase())));
    json!({
        "id": id,
        "name": identity.name,
        "type": TYPE.name,
        "location": group.map(|group| &group.location),
        "tags": {},
        "properties": {
            "tenantId": identity.tenant_id,
            "principalId": identity.principal_id,
            "clientId": identity.client_id,
        },
    })
}
