//! Keys of the resources that a workspace was made with, and the token for its notebooks.

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::{ArmRequest, ML, workspaces};
use crate::{
    error::ArmError,
    random, regeneration,
    reply::Reply,
    state::{Change, Target, Workspace, WorkspaceKeys},
};

/// How long a token for notebooks is good.
const NOTEBOOK_TOKEN_SECONDS: u32 = 28_800;

pub(super) fn list(request: &ArmRequest<'_>) -> Result<Reply, ArmError> {
    let (workspace, keys) = allowed(request, "listKeys/action")?;
    let storage = workspaces::storage_account(workspace);
    let mut body = json!({
        // EXPOSE: a caller who may list the keys gets them.
        "userStorageKey": keys.storage.expose(),
        "userStorageResourceId": storage,
        // EXPOSE: as above.
        "appInsightsInstrumentationKey": keys.insights.expose(),
        "containerRegistryCredentials": {
            "location": workspace.location,
            "username": workspace.short_name(),
            "passwords": [
                // EXPOSE: as above.
                {"name": "password", "value": keys.registry.primary.expose()},
                // EXPOSE: as above.
                {"name": "password2", "value": keys.registry.secondary.expose()},
            ],
        },
    });
    // The first versions don't have it.
    if request.version() >= "2021-01-01" {
        body["notebookAccessKeys"] = notebook_keys(keys);
    }
    Ok(Reply::ok(&body))
}

pub(super) fn storage(request: &ArmRequest<'_>) -> Result<Reply, ArmError> {
    let (_, keys) = allowed(request, "listStorageAccountKeys/action")?;
    // EXPOSE: a caller who may list the keys gets them.
    Ok(Reply::ok(&json!({"userStorageKey": keys.storage.expose()})))
}

pub(super) fn notebooks(request: &ArmRequest<'_>) -> Result<Reply, ArmError> {
    let (_, keys) = allowed(request, "listNotebookKeys/read")?;
    Ok(Reply::ok(&notebook_keys(keys)))
}

pub(super) fn notebook_token(request: &ArmRequest<'_>) -> Result<Reply, ArmError> {
    let (workspace, _) = allowed(request, "listNotebookAccessToken/read")?;
    let host = format!("ml-{}-{}.{}.notebooks.azure.net", workspace.name, workspace.guid, workspace.location);
    Ok(Reply::ok(&json!({
        "notebookResourceId": workspace.guid.replace('-', ""),
        "hostName": host,
        "publicDns": host,
        "accessToken": random::opaque(&*request.core.entropy),
        "tokenType": "Bearer",
        "expiresIn": NOTEBOOK_TOKEN_SECONDS,
        "refreshToken": random::opaque(&*request.core.entropy),
        "scope": "aznb_identity",
    })))
}

/// Accepts that the workspace reads the keys of its resources again. They are the same.
pub(super) fn resync(request: &mut ArmRequest<'_>) -> Result<Reply, ArmError> {
    let (workspace, _) = allowed(request, "resynckeys/action")?;
    let (id, location) = (workspace.id.clone(), workspace.location.clone());
    let operation = regeneration::begin(request.core, request.state, Target::Workspace(id), Change::Resynced);
    let status = format!(
        "{}/subscriptions/{}/providers/{ML}/locations/{location}/workspaceOperationsStatus/{operation}?api-version={}",
        request.call.address,
        request.path.subscription,
        request.version()
    );
    Ok(Reply::empty(StatusCode::ACCEPTED)
        .with("azure-asyncoperation", &format!("{status}&type=async"))
        .with("location", &format!("{status}&type=location"))
        .with("retry-after", "1"))
}

fn notebook_keys(keys: &WorkspaceKeys) -> Value {
    json!({
        // EXPOSE: a caller who may list the keys gets them.
        "primaryAccessKey": keys.notebooks.primary.expose(),
        // EXPOSE: as above.
        "secondaryAccessKey": keys.notebooks.secondary.expose(),
    })
}

fn allowed<'a>(
    request: &'a ArmRequest<'_>,
    action: &str,
) -> Result<(&'a Workspace, &'a WorkspaceKeys), ArmError> {
    let workspace = workspaces::find(request, &format!("{ML}/workspaces/{action}"))?;
    let keys = request.state.ml.workspace_keys.iter().find(|keys| keys.workspace == workspace.id);
    keys.map(|keys| (workspace, keys)).ok_or_else(|| {
        ArmError::not_found("KeysNotFound", "The workspace was made without resources of its own.")
    })
}
