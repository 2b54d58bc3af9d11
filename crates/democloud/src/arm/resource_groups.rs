//! Resource groups that the caller may read.

use serde_json::{Value, json};

use super::ArmRequest;
use crate::{error::ArmError, reply::Reply, state::ResourceGroup};

const READ: &str = "Microsoft.Resources/subscriptions/resourceGroups/read";

pub(super) fn list(request: &ArmRequest<'_>) -> Result<Reply, ArmError> {
    let subscription = request.subscription()?;
    if !request.access.touches(&subscription.path()) {
        return Err(ArmError::not_allowed(&request.access, READ, &subscription.path()));
    }
    let value: Vec<Value> = request
        .state
        .resource_groups
        .iter()
        .filter(|group| group.subscription_id == subscription.id)
        .filter(|group| request.access.allows(&group.path(), READ))
        .map(body)
        .collect();
    Ok(Reply::ok(&json!({"value": value})))
}

pub(super) fn show(request: &ArmRequest<'_>) -> Result<Reply, ArmError> {
    let subscription = request.subscription()?;
    request.need(&request.scope_before(4), READ)?;
    request.check_resource_group()?;
    let name = request.call.segment(3);
    let group = request
        .state
        .resource_groups
        .iter()
        .find(|group| group.subscription_id == subscription.id && group.name.eq_ignore_ascii_case(name));
    group.map(|group| Reply::ok(&body(group))).ok_or_else(|| ArmError::resource_group_not_found(name))
}

fn body(group: &ResourceGroup) -> Value {
    json!({
        "id": group.path(),
        "name": group.name,
        "type": "Microsoft.Resources/resourceGroups",
        "location": group.location,
        "tags": {},
        "properties": {"provisioningState": "Succeeded"},
    })
}
