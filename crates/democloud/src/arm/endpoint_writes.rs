//! Creates, changes and deletes online endpoints. Each change is accepted at once and done a second later.

use std::collections::BTreeMap;

use axum::http::StatusCode;
use serde::Deserialize;

use super::{ArmRequest, ML, etag, front_end, online_endpoints, workspaces};
use crate::{
    dates,
    error::ArmError,
    regeneration, regions,
    reply::Reply,
    state::{AuthMode, Change, Keys, OnlineEndpoint, Provisioning, Target, Workspace},
};

/// Endpoints of the whole cloud; Azure allows fewer in a subscription.
const ENDPOINTS_KEPT: usize = 500;
const LARGEST_BODY_BYTES: usize = 32 * 1024;
const TAGS: usize = 50;

/// The body of a PUT.
#[derive(Deserialize)]
struct Body {
    location: Option<String>,
    tags: Option<BTreeMap<String, String>>,
    properties: Option<Properties>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Properties {
    auth_mode: Option<String>,
    description: Option<String>,
    compute: Option<String>,
    /// Properties of the caller's own.
    #[serde(rename = "properties")]
    own: Option<BTreeMap<String, Option<String>>>,
    traffic: Option<BTreeMap<String, u8>>,
}

/// The body of a PATCH. A tag that is null is taken away.
#[derive(Deserialize)]
struct Changes {
    tags: Option<BTreeMap<String, Option<String>>>,
}

pub(super) fn put(request: &mut ArmRequest<'_>) -> Result<Reply, ArmError> {
    let workspace = allowed(request, "write")?;
    if request.call.body.len() > LARGEST_BODY_BYTES {
        return Err(ArmError::bad_request("RequestTooLarge", "The description of an endpoint is too long."));
    }
    let present = online_endpoints::existing(request, workspace).ok();
    etag::check(request, present.map(|one| online_endpoints::body(request, workspace, one)).as_ref())?;
    need_rest(present)?;
    let is_new = present.is_none();
    if is_new && request.state.endpoints.len() >= ENDPOINTS_KEPT {
        return Err(ArmError::bad_request("QuotaExceeded", "The demo cloud keeps no more endpoints."));
    }
    let endpoint = read(request, workspace, present)?;
    let (id, location) = (endpoint.id(), endpoint.location.clone());
    let target = Target::OnlineEndpoint(id.clone());
    match request.state.endpoint_mut(&id) {
        Some(found) => *found = endpoint,
        None => request.state.endpoints.push(endpoint),
    }
    let operation = regeneration::begin(request.core, request.state, target.clone(), Change::Provisioned);
    let status = if is_new { StatusCode::CREATED } else { StatusCode::OK };
    let found = request.state.endpoint_mut(&id).expect("the endpoint was just put there");
    found.last_operation.clone_from(&operation);
    let workspace = workspaces::existing(request)?;
    let endpoint = online_endpoints::existing(request, workspace)?;
    let reply = Reply::json(status, &online_endpoints::body(request, workspace, endpoint));
    Ok(front_end::followed(request, reply, &target, &operation, &location))
}

pub(super) fn patch(request: &mut ArmRequest<'_>) -> Result<Reply, ArmError> {
    let workspace = allowed(request, "write")?;
    let endpoint = online_endpoints::existing(request, workspace)?;
    etag::check(request, Some(&online_endpoints::body(request, workspace, endpoint)))?;
    need_rest(Some(endpoint))?;
    let changes: Changes = serde_json::from_slice(&request.call.body).map_err(|_| {
        ArmError::bad_request_to_front_end("The request body is not valid.", &endpoint.location)
    })?;
    let added = changes
        .tags
        .iter()
        .flatten()
        .filter(|(name, value)| value.is_some() && !endpoint.tags.contains_key(*name))
        .count();
    if endpoint.tags.len() + added > TAGS || request.call.body.len() > LARGEST_BODY_BYTES {
        let message = "An endpoint has at most 50 tags.";
        return Err(ArmError::bad_request_to_front_end(message, &endpoint.location));
    }
    let (id, location) = (endpoint.id(), endpoint.location.clone());
    let target = Target::OnlineEndpoint(id.clone());
    let operation = regeneration::begin(request.core, request.state, target.clone(), Change::Provisioned);
    if let Some(endpoint) = request.state.endpoint_mut(&id) {
        for (name, value) in changes.tags.unwrap_or_default() {
            match value {
                Some(value) => endpoint.tags.insert(name, value),
                None => endpoint.tags.remove(&name),
            };
        }
        endpoint.provisioning = Provisioning::Updating;
        endpoint.last_operation.clone_from(&operation);
        endpoint.updated_at = Some(dates::with_seven_digits(request.now));
    }
    Ok(front_end::accepted(request, &target, &operation, &location))
}

/// Accepts the deletion of an endpoint with its deployments. One that isn't there is as good as deleted.
pub(super) fn delete(request: &mut ArmRequest<'_>) -> Result<Reply, ArmError> {
    let workspace = allowed(request, "delete")?;
    let Ok(endpoint) = online_endpoints::existing(request, workspace) else {
        return Ok(Reply::empty(StatusCode::NO_CONTENT));
    };
    etag::check(request, Some(&online_endpoints::body(request, workspace, endpoint)))?;
    let (id, location) = (endpoint.id(), endpoint.location.clone());
    let target = Target::OnlineEndpoint(id.clone());
    let operation = regeneration::begin(request.core, request.state, target.clone(), Change::Removed);
    if let Some(endpoint) = request.state.endpoint_mut(&id) {
        endpoint.provisioning = Provisioning::Deleting;
        endpoint.last_operation.clone_from(&operation);
    }
    Ok(front_end::accepted(request, &target, &operation, &location))
}

fn allowed<'a>(request: &'a ArmRequest<'_>, verb: &str) -> Result<&'a Workspace, ArmError> {
    let workspace = workspaces::find(request, &format!("{ML}/workspaces/onlineEndpoints/{verb}"))?;
    front_end::need_region(request, &workspace.location)?;
    Ok(workspace)
}

/// Refuses a change while another one is under way.
fn need_rest(endpoint: Option<&OnlineEndpoint>) -> Result<(), ArmError> {
    match endpoint.map(|endpoint| endpoint.provisioning) {
        Some(Provisioning::Creating | Provisioning::Updating | Provisioning::Deleting) => Err(ArmError::new(
            StatusCode::CONFLICT,
            "Conflict",
            "Another change of the endpoint is under way. Try again when it is done.",
        )),
        _ => Ok(()),
    }
}

/// The endpoint that the body of a PUT asks for. What the body leaves out of a present one stays.
fn read(
    request: &ArmRequest<'_>,
    workspace: &Workspace,
    present: Option<&OnlineEndpoint>,
) -> Result<OnlineEndpoint, ArmError> {
    let refuse = |message: &str| ArmError::bad_request_to_front_end(message, &workspace.location);
    let name = request.path.endpoint;
    if present.is_none() && !is_name(name) {
        return Err(refuse(
            "The name must have 3 to 32 letters, digits and hyphens, and begin with a letter.",
        ));
    }
    let body: Body =
        serde_json::from_slice(&request.call.body).map_err(|_| refuse("The request body is not valid."))?;
    let location =
        body.location.filter(|text| !text.is_empty()).ok_or_else(|| refuse("The location is missing."))?;
    let location = regions::plain(&location);
    let properties = body.properties.ok_or_else(|| refuse("The properties are missing."))?;
    let auth_mode = properties.auth_mode.as_deref().and_then(AuthMode::parse);
    let auth_mode = auth_mode.ok_or_else(|| refuse("The authMode must be Key, AMLToken or AADToken."))?;
    if let Some(compute) = &properties.compute {
        let is_known = request.state.ml.computes.iter().any(|one| one.id().eq_ignore_ascii_case(compute));
        if !is_known {
            return Err(refuse("The compute was not found."));
        }
    }
    let is_taken = request.state.endpoints.iter().any(|one| {
        one.name.eq_ignore_ascii_case(name) && one.location == location && one.workspace != workspace.id
    });
    if is_taken || present.is_some_and(|one| one.location != location) {
        return Err(ArmError::new(
            StatusCode::CONFLICT,
            "Conflict",
            "An endpoint with this name exists already in this region or elsewhere in the workspace.",
        ));
    }
    let mut endpoint = OnlineEndpoint {
        workspace: workspace.id.clone(),
        name: present.map_or(name, |one| &one.name).to_owned(),
        description: properties.description,
        location,
        auth_mode,
        compute: properties.compute,
        provisioning: if present.is_some() { Provisioning::Updating } else { Provisioning::Creating },
        principal_id: present
            .map_or_else(|| request.core.entropy.uuid().to_string(), |one| one.principal_id.clone()),
        last_operation: String::new(),
        created_by: present.map_or(&request.access.caller.name, |one| &one.created_by).clone(),
        created_at: present
            .map_or_else(|| dates::with_seven_digits(request.now), |one| one.created_at.clone()),
        updated_at: present.map(|_| dates::with_seven_digits(request.now)),
        deployments: present.map_or_else(Vec::new, |one| one.deployments.clone()),
        tags: body.tags.unwrap_or_default(),
        properties: present.map_or_else(BTreeMap::new, |one| one.properties.clone()),
        keys: present.map_or_else(|| Keys::random(&*request.core.entropy), |one| one.keys.clone()),
    };
    for (name, value) in properties.own.unwrap_or_default() {
        endpoint.properties.entry(name).or_insert(value.unwrap_or_default());
    }
    if let Some(traffic) = properties.traffic {
        share(&mut endpoint, &traffic).map_err(refuse)?;
    }
    Ok(endpoint)
}

/// Gives each deployment its share of the traffic.
fn share(endpoint: &mut OnlineEndpoint, traffic: &BTreeMap<String, u8>) -> Result<(), &'static str> {
    let total: u32 = traffic.values().map(|share| u32::from(*share)).sum();
    if ![0, 100].contains(&total) {
        return Err("The shares of the traffic must add up to 0 or 100.");
    }
    let known = |name: &str| endpoint.deployments.iter().any(|one| one.name == name);
    if traffic.iter().any(|(name, share)| *share > 0 && !known(name)) {
        return Err("The traffic names a deployment that does not exist.");
    }
    for deployment in &mut endpoint.deployments {
        deployment.traffic = traffic.get(&deployment.name).copied().unwrap_or_default();
    }
    Ok(())
}

fn is_name(name: &str) -> bool {
    (3..=32).contains(&name.len())
        && name.starts_with(|letter: char| letter.is_ascii_alphabetic())
        && name.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '-')
        && !name.ends_with('-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_short_and_plain() {
        let check = |name: &str, expected: bool| assert_eq!(is_name(name), expected, "{name}");
        check("abc", true);
        check("route-eta-2", true);
        check("ab", false);
        check("2nd-try", false);
        check("with space", false);
        check("ends-", false);
        check(&"a".repeat(33), false);
    }
}
