//! Subscriptions: seen by whoever has any role at, above or below them.

use serde_json::{Value, json};

use super::ArmRequest;
use crate::{error::ArmError, reply::Reply, state::Subscription};

pub(super) fn list(request: &ArmRequest<'_>) -> Reply {
    let value: Vec<Value> = request
        .state
        .subscriptions
        .iter()
        .filter(|subscription| subscription.tenant_id == request.access.caller.tenant_id)
        .filter(|subscription| request.access.touches(&subscription.path()))
        .map(body)
        .collect();
    let count = value.len();
    Reply::ok(&json!({"value": value, "count": {"type": "Total", "value": count}}))
}

pub(super) fn show(request: &ArmRequest<'_>) -> Result<Reply, ArmError> {
    let subscription = request.subscription()?;
    if !request.access.touches(&subscription.path()) {
        let action = "Microsoft.Resources/subscriptions/read";
        return Err(ArmError::not_allowed(&request.access, action, &subscription.path()));
    }
    Ok(Reply::ok(&body(subscription)))
}

fn body(subscription: &Subscription) -> Value {
    json!({
        "id": subscription.path(),
        "authorizationSource": "RoleBased",
        "managedByTenants": [],
        "subscriptionId": subscription.id,
        "tenantId": subscription.tenant_id,
        "displayName": subscription.display_name,
        "state": "Enabled",
        "subscriptionPolicies": {
            "locationPlacementId": "Public_2014-09-01",
            "quotaId": "PayAsYouGo_2014-09-01",
            "spendingLimit": "Off",
        },
    })
}
