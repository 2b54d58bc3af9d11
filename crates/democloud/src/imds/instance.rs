//! The instance metadata of a virtual machine.

use serde_json::json;

use super::metadata;
use crate::{
    call::Call,
    error::IdentityHostError,
    hash::guid,
    reply::Reply,
    state::{IdentityHostKind, State},
};

pub(super) fn show(state: &State, call: &Call) -> Result<Reply, IdentityHostError> {
    metadata::check(call)?;
    let host = state
        .identity_hosts
        .iter()
        .find(|host| host.kind == IdentityHostKind::VirtualMachine)
        .ok_or_else(IdentityHostError::identity_not_found)?;
    let compute = json!({
        "azEnvironment": "AzurePublicCloud",
        "location": host.location,
        "name": host.name,
        "osType": "Linux",
        "provider": "Microsoft.Compute",
        "resourceGroupName": host.resource_group,
        "resourceId": host.resource_id,
        "subscriptionId": host.subscription_id,
        "tags": "",
        "tagsList": [],
        "vmId": guid(&host.resource_id),
        "vmSize": "Standard_D2s_v5",
        "zone": "",
    });
    let is_compute_alone = call.segments.len() > 2;
    let body =
        if is_compute_alone { compute } else { json!({"compute": compute, "network": {"interface": []}}) };
    Ok(Reply::ok(&body))
}
