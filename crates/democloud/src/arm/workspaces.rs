//! Machine Learning workspaces: listed in a subscription or a resource group, or one alone.

use latchkey_types::Scope;
use serde_json::{Value, json};

use super::{ArmRequest, ML, etag, path::ArmPath};
use crate::{error::ArmError, paging, reply::Reply, state::Workspace};

const READ: &str = "Microsoft.MachineLearningServices/workspaces/read";
/// Small, so that the company's few workspaces take more than one page.
const PAGE_SIZE: usize = 2;

/// Lists what the caller may read; only a caller without any role here is refused.
pub(super) fn list(request: &ArmRequest<'_>) -> Result<Reply, ArmError> {
    let scope = Scope::new(request.list_scope(READ)?);
    let reach = request.access.reach(READ).within(&scope);
    let is_found = |workspace: &&Workspace| {
        let id = Scope::new(&workspace.id);
        scope.contains(&id) && reach.allows(&id)
    };
    let found: Vec<&Workspace> = request.state.workspaces.iter().filter(is_found).collect();
    let page = paging::page(
        found,
        PAGE_SIZE,
        request.call,
        "$skip",
        || request.keep_snapshot(),
        |found| body(request, found),
    )?;
    Ok(Reply::ok(&page))
}

pub(super) fn show(request: &ArmRequest<'_>) -> Result<Reply, ArmError> {
    let workspace = find(request, READ)?;
    Ok(etag::show(request, &body(request, workspace)))
}

/// What the caller may use in the workspace's portal.
pub(super) fn features(request: &ArmRequest<'_>) -> Result<Reply, ArmError> {
    find(request, READ)?;
    let feature = |id: &str, name: &str, description: &str| json!({"id": id, "displayName": name, "description": description});
    Ok(Reply::ok(&json!({"value": [
        feature("azureml_endpoints", "Endpoints", "Create, test and manage endpoints in the studio"),
        feature("azureml_compute", "Compute", "Create and manage computes in the studio"),
    ]})))
}

/// The workspace of the path, if the caller may do this in it. Permission is checked first, as ARM
/// does, so that a refusal doesn't tell what exists.
pub(super) fn find<'a>(request: &'a ArmRequest<'_>, action: &str) -> Result<&'a Workspace, ArmError> {
    request.subscription()?;
    let id = request.workspace_id();
    request.need(&id, action)?;
    existing(request)
}

/// The workspace of the path; permission is the caller's business.
pub(super) fn existing<'a>(request: &'a ArmRequest<'_>) -> Result<&'a Workspace, ArmError> {
    request.subscription()?;
    request.check_resource_group()?;
    let ArmPath { resource_group: group, workspace: name, .. } = request.path;
    request
        .state
        .workspace(&request.workspace_id())
        .ok_or_else(|| ArmError::resource_not_found(&format!("{ML}/workspaces/{name}"), group))
}

pub(super) fn body(request: &ArmRequest<'_>, workspace: &Workspace) -> Value {
    let Workspace { id, location, created_at, created_by, .. } = workspace;
    let (group, short) = (workspace.group_path(), workspace.short_name());
    let tenant = &request.access.caller.tenant_id;
    let mut body = json!({
        "id": id,
        "name": workspace.name,
        "type": "Microsoft.MachineLearningServices/workspaces",
        "location": location,
        "tags": workspace.tags,
        "etag": null,
        "properties": {
            "friendlyName": workspace.friendly_name,
            "description": workspace.description,
            "storageAccount": storage_account(workspace),
            "keyVault": format!("{group}/providers/Microsoft.Keyvault/vaults/{}", workspace.vault_name()),
            "applicationInsights": format!("{group}/providers/Microsoft.insights/components/{short}-insights"),
            "containerRegistry": null,
            "hbiWorkspace": false,
            "tenantId": tenant,
            "imageBuildCompute": null,
            "provisioningState": "Succeeded",
            "v1LegacyMode": false,
            "creationTime": created_at,
            "storageHnsEnabled": false,
            "workspaceId": workspace.guid,
            "privateLinkCount": 0,
            "publicNetworkAccess": "Enabled",
            "discoveryUrl": format!("{}/ml/{location}/discovery", request.call.address),
            "mlFlowTrackingUri": format!("azureml://{location}.api.azureml.ms/mlflow/v1.0{id}"),
            "enableDataIsolation": false,
        },
        "identity": {"type": "SystemAssigned", "principalId": workspace.principal_id, "tenantId": tenant},
        "sku": {"name": "Basic", "tier": "Basic"},
        "systemData": {
            "createdAt": created_at,
            "createdBy": created_by,
            "createdByType": "User",
            "lastModifiedAt": created_at,
            "lastModifiedBy": created_by,
            "lastModifiedByType": "User",
        },
    });
    if let Some(kind) = &workspace.kind {
        body["kind"] = json!(kind);
    }
    leave_out_system_data(request, &mut body);
    shape(&mut body, request.version());
    body
}

/// The first versions don't say who made something.
pub(super) fn leave_out_system_data(request: &ArmRequest<'_>, body: &mut Value) {
    if request.version() < "2021-01-01" {
        remove(body, &["systemData"]);
    }
}

/// The ARM id of the storage account that the workspace was made with.
pub(super) fn storage_account(workspace: &Workspace) -> String {
    let (group, short) = (workspace.group_path(), workspace.short_name());
    format!("{group}/providers/Microsoft.Storage/storageAccounts/{short}data")
}

/// Leaves out what this version of the API doesn't have yet.
fn shape(body: &mut Value, version: &str) {
    if version < "2021-04-01" {
        remove(&mut body["properties"], &["tenantId"]);
    }
    if version < "2021-07-01" {
        remove(&mut body["properties"], &["publicNetworkAccess", "storageHnsEnabled", "mlFlowTrackingUri"]);
    }
    if version < "2022-05-01" {
        remove(&mut body["properties"], &["v1LegacyMode"]);
        remove(body, &["kind"]);
    }
    if version < "2024-04-01" {
        remove(&mut body["properties"], &["enableDataIsolation"]);
    }
}

fn remove(object: &mut Value, names: &[&str]) {
    if let Some(object) = object.as_object_mut() {
        object.retain(|name, _| !names.contains(&name.as_str()));
    }
}
