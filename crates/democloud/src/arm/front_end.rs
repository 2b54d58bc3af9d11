//! The ML front end behind ARM: its own refusals, its outages by region, and how it accepts long-running
//! operations.

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::{ArmRequest, ML, path::WORKSPACE_SEGMENTS, workspaces};
use crate::{
    error::ArmError,
    paging,
    reply::Reply,
    state::{Keys, Target, Workspace},
};

/// The workspace of the path, if the caller may do an action to something in it. ARM refuses whoever has
/// no role near; everybody else hears the front end.
pub(super) fn workspace<'a>(
    request: &'a ArmRequest<'_>,
    child: &str,
    action: &str,
) -> Result<&'a Workspace, ArmError> {
    let id = request.workspace_id();
    request.subscription()?;
    if !request.access.touches(&id) {
        return Err(ArmError::not_allowed(&request.access, action, &id));
    }
    let workspace = workspaces::existing(request)?;
    need_region(request, &workspace.location)?;
    if request.access.allows(&format!("{}/{child}", workspace.id), action) {
        Ok(workspace)
    } else {
        Err(ArmError::not_allowed_by_front_end(&request.access, action, &workspace.location))
    }
}

/// A page of a list of the front end.
pub(super) fn page<T>(
    request: &ArmRequest<'_>,
    workspace: &Workspace,
    found: Vec<T>,
    size: usize,
    body: impl FnMut(T) -> Value,
) -> Result<Reply, ArmError> {
    let page = paging::page(found, size, request.call, "$skip", || request.keep_snapshot(), body);
    page.map(|page| Reply::ok(&page)).map_err(|paging::BadToken| {
        ArmError::bad_request_to_front_end("The continuation token is not valid.", &workspace.location)
    })
}

/// Refuses while a region is down.
pub(super) fn need_region(request: &ArmRequest<'_>, region: &str) -> Result<(), ArmError> {
    if request.core.regions.is_down(region) {
        return Err(ArmError::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "ServiceUnavailable",
            format!("The service is not available in {region}. Try again later."),
        ));
    }
    Ok(())
}

/// The resource of the path in a workspace was not found.
pub(super) fn not_found(request: &ArmRequest<'_>, workspace: &Workspace) -> ArmError {
    let below = request.call.segments.get(WORKSPACE_SEGMENTS..).unwrap_or_default();
    // A verb at the end is no part of the resource's name.
    let path = below[..below.len() - below.len() % 2].join("/");
    ArmError::resource_not_found(
        &format!("{ML}/workspaces/{}/{path}", workspace.name),
        &workspace.resource_group,
    )
}

/// Both keys, as every kind of endpoint shows them.
pub(super) fn keys(keys: &Keys) -> Reply {
    Reply::ok(&json!({
        // EXPOSE: a caller who may list the keys gets them.
        "primaryKey": keys.primary.expose(),
        // EXPOSE: as above.
        "secondaryKey": keys.secondary.expose(),
    }))
}

/// The answer to a change that takes a while: 202 with the word `null`, where the caller can see how it goes, and
/// where the result will be.
pub(super) fn accepted(request: &ArmRequest<'_>, target: &Target, operation: &str, region: &str) -> Reply {
    let reply = Reply::json(StatusCode::ACCEPTED, &Value::Null);
    followed(request, reply, target, operation, region)
        .with("location", &address(request, target, operation, region, "mfeOperationResults"))
}

/// Adds to a reply where the caller can see how an operation goes.
pub(super) fn followed(
    request: &ArmRequest<'_>,
    reply: Reply,
    target: &Target,
    operation: &str,
    region: &str,
) -> Reply {
    reply
        .with("azure-asyncoperation", &address(request, target, operation, region, "mfeOperationsStatus"))
        .with("x-ms-async-operation-timeout", "PT1H")
        .with("retry-after", "1")
}

/// Where `kind` of an operation is.
fn address(request: &ArmRequest<'_>, target: &Target, operation: &str, region: &str, kind: &str) -> String {
    let workspace = request.state.workspace(&request.workspace_id());
    let guid = workspace.map_or("", |found| found.guid.as_str());
    let prefix = match target {
        Target::OnlineEndpoint(_) => "oe",
        Target::ServerlessEndpoint(_) => "se",
        Target::WebService(_) | Target::Workspace(_) => "ws",
    };
    format!(
        "{}/subscriptions/{}/providers/{ML}/locations/{region}/{kind}/{prefix}:{guid}:{operation}?api-version={}",
        request.call.address,
        request.path.subscription,
        request.version()
    )
}
