//! A workspace's connections to other services. Lists never hold the key.

use serde_json::{Value, json};

use super::{ArmRequest, ML, etag, front_end, workspaces};
use crate::{
    error::ArmError,
    paging,
    reply::Reply,
    state::{Connection, Workspace},
};

const READ: &str = "Microsoft.MachineLearningServices/workspaces/connections/read";
const PAGE_SIZE: usize = 50;

pub(super) fn list(request: &ArmRequest<'_>) -> Result<Reply, ArmError> {
    let workspace = workspaces::find(request, READ)?;
    let wanted = |name: &str, value: &str| {
        request.call.parameter(name).is_none_or(|text| text.is_empty() || value.eq_ignore_ascii_case(text))
    };
    let connections = request.state.ml.connections.iter().filter(|one| {
        one.workspace == workspace.id && wanted("category", &one.category) && wanted("target", &one.target)
    });
    Ok(Reply::ok(&paging::page(
        connections.collect(),
        PAGE_SIZE,
        request.call,
        "$skip",
        || request.keep_snapshot(),
        body,
    )?))
}

pub(super) fn show(request: &ArmRequest<'_>) -> Result<Reply, ArmError> {
    let workspace = workspaces::find(request, READ)?;
    Ok(etag::show(request, &body(existing(request, workspace)?)))
}

pub(super) fn list_secrets(request: &ArmRequest<'_>) -> Result<Reply, ArmError> {
    let workspace = workspaces::find(request, &format!("{ML}/workspaces/connections/listsecrets/action"))?;
    let connection = existing(request, workspace)?;
    let mut body = body(connection);
    // EXPOSE: a caller who may list the secrets gets them.
    body["properties"]["credentials"] = json!({"key": connection.key.expose()});
    Ok(Reply::ok(&body))
}

fn existing<'a>(request: &'a ArmRequest<'_>, workspace: &Workspace) -> Result<&'a Connection, ArmError> {
    let name = request.path.connection;
    let mut connections = request.state.ml.connections.iter();
    connections
        .find(|one| one.workspace == workspace.id && one.name.eq_ignore_ascii_case(name))
        .ok_or_else(|| front_end::not_found(request, workspace))
}

fn body(connection: &Connection) -> Value {
    let Connection { name, category, target, created_at, created_by, .. } = connection;
    json!({
        "id": connection.id(),
        "name": name,
        "type": "Microsoft.MachineLearningServices/workspaces/connections",
        "properties": {
            "authType": "ApiKey",
            "category": category,
            "target": target,
            "isSharedToAll": true,
            "metadata": {},
        },
        "systemData": {"createdAt": created_at, "createdBy": created_by, "lastModifiedAt": created_at},
    })
}
