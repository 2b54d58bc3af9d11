//! What the caller may do at a scope, as sets of actions.

use latchkey_rbac::Permission;
use serde_json::{Value, json};

use super::{ArmRequest, ML};
use crate::{error::ArmError, reply::Reply};

pub(super) fn list(request: &ArmRequest<'_>, scope: &str) -> Result<Reply, ArmError> {
    request.subscription()?;
    let sets = request.access.permission_sets(scope);
    if sets.is_empty() {
        let action = "Microsoft.Authorization/permissions/read";
        return Err(ArmError::not_allowed(&request.access, action, scope));
    }
    if request.call.route().1.get(2) == Some(&"resourcegroups") {
        request.check_resource_group()?;
    }
    let is_workspace = matches!(
        request.call.route().1.get(4..7),
        Some(["providers", "microsoft.machinelearningservices", "workspaces"])
    );
    if is_workspace && request.state.workspace(&request.workspace_id()).is_none() {
        let resource = format!("{ML}/workspaces/{}", request.call.segment(7));
        return Err(ArmError::resource_not_found(&resource, request.call.segment(3)));
    }
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
