//! Tenants that the caller has an account in: home first, then those where it is a guest.

use serde_json::{Value, json};

use super::ArmRequest;
use crate::{
    reply::Reply,
    state::{Tenant, User},
};

pub(super) fn list(request: &ArmRequest<'_>) -> Reply {
    let caller = &request.access.caller;
    let user = request.state.user(&caller.object_id);
    let is_own = |tenant: &Tenant| match user {
        Some(user) => request.state.account_in(user, &tenant.id).is_some(),
        None => tenant.id == caller.tenant_id,
    };
    let is_home = |tenant: &Tenant| user.is_none_or(|user| is_home_of(request, user, tenant));
    let (home, others): (Vec<&Tenant>, Vec<&Tenant>) =
        request.state.tenants.iter().filter(|tenant| is_own(tenant)).partition(|tenant| is_home(tenant));
    let body = |tenant: &&Tenant, category: &str| {
        json!({
            "id": format!("/tenants/{}", tenant.id),
            "tenantId": tenant.id,
            "countryCode": "NL",
            "displayName": tenant.display_name,
            "domains": [tenant.domain],
            "tenantCategory": category,
            "defaultDomain": tenant.domain,
            "tenantType": "AAD",
        })
    };
    let value: Vec<Value> = home
        .iter()
        .map(|tenant| body(tenant, "Home"))
        .chain(others.iter().map(|tenant| body(tenant, "ProjectedBy")))
        .collect();
    Reply::ok(&json!({"value": value}))
}

fn is_home_of(request: &ArmRequest<'_>, user: &User, tenant: &Tenant) -> bool {
    request.state.account_in(user, &tenant.id).is_some_and(|account| account.home.is_none())
}
