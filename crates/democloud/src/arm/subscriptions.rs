//! Subscriptions. A caller with any role at, above or below one can see it.

use serde_json::{Value, json};

use super::ArmRequest;
use crate::{error::ArmError, reply::Reply, state::Subscription};

pub(super) fn list(request: &ArmRequest<'_>) -> Reply {
    let value: Vec<Value> = visible(request).map(body).collect();
    let count = value.len();
    Reply::ok(&json!({"value": value, "count": {"type": "Total", "value": count}}))
}

pub(super) fn show(request: &ArmRequest<'_>) -> Result<Reply, ArmError> {
    readable(request).map(|subscription| Reply::ok(&body(subscription)))
}

/// The subscriptions of the token's tenant that the caller has any role in.
pub(super) fn visible<'a>(request: &'a ArmRequest<'_>) -> impl Iterator<Item = &'a Subscription> {
    request
        .state
        .subscriptions
        .iter()
        .filter(|subscription| subscription.tenant_id == request.access.caller.tenant_id)
        .filter(|subscription| request.access.touches(&subscription.path()))
}

/// The subscription of the path, if the caller has any role in it.
pub(super) fn readable<'a>(request: &'a ArmRequest<'_>) -> Result<&'a Subscription, ArmError> {
    let subscription = request.subscription()?;
    if request.access.touches(&subscription.path()) {
        Ok(subscription)
    } else {
        let action = "Microsoft.Resources/subscriptions/read";
        Err(ArmError::not_allowed(&request.access, action, &subscription.path()))
    }
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
