//! What the caller may do at a scope, as sets of actions.

use latchkey_rbac::Permission;
use serde_json::{Value, json};

use super::{ArmRequest, authorization};
use crate::{error::ArmError, reply::Reply};

pub(super) fn list(request: &ArmRequest<'_>, scope: &str) -> Result<Reply, ArmError> {
    authorization::check_tenant(request)?;
    let sets = request.access.permission_sets(scope);
    if sets.is_empty() {
        let action = "Microsoft.Authorization/permissions/read";
        return Err(ArmError::not_allowed(&request.access, action, scope));
    }
    authorization::check_exists(request)?;
    Ok(Reply::ok(&json!({"value": sets.iter().map(body).collect::<Vec<_>>()})))
}

pub(super) fn body(set: &Permission) -> Value {
    json!({
        "actions": set.actions,
        "notActions": set.not_actions,
        "dataActions": set.data_actions,
        "notDataActions": set.not_data_actions,
    })
}
