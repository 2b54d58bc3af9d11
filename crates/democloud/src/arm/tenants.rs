//! Tenants of the caller: the demo cloud has one.

use serde_json::json;

use super::ArmRequest;
use crate::reply::Reply;

pub(super) fn list(request: &ArmRequest<'_>) -> Reply {
    let tenant = &request.state.tenant;
    Reply::ok(&json!({"value": [{
        "id": format!("/tenants/{}", tenant.id),
        "tenantId": tenant.id,
        "countryCode": "NL",
        "displayName": tenant.display_name,
        "domains": [tenant.domain],
        "tenantCategory": "Home",
        "defaultDomain": tenant.domain,
        "tenantType": "AAD",
    }]}))
}
