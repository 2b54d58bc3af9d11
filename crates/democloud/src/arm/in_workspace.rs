//! What a workspace's address leads to, and since which version of the API each of it is there.

use super::{
    ArmRequest, ML, api_version,
    path::{self, WORKSPACE_SEGMENTS},
    routes::IN_WORKSPACE,
    workspaces,
};
use crate::{error::ArmError, reply::Reply};

/// Answers a request at or below a workspace's address.
pub(super) fn route(request: &mut ArmRequest<'_>) -> Result<Reply, ArmError> {
    let call = request.call;
    let below = &call.segments[WORKSPACE_SEGMENTS..];
    if let Some(kind) = below.first() {
        check_version(request, &kind.to_lowercase())?;
    }
    let Some((handler, parameters)) = IN_WORKSPACE.find(call.method.as_str(), below) else {
        return Err(ArmError::not_implemented(call));
    };
    request.path = path::scopes(&call.segments).and(parameters).read();
    handler(request)
}

/// Refuses a kind of resource that this version of the API doesn't have: endpoints came with a preview
/// in 2021, models as a service in 2023, and the first generation's services were in three versions.
fn check_version(request: &ArmRequest<'_>, kind: &str) -> Result<(), ArmError> {
    let version = &*request.version().to_lowercase();
    let has = |version: &str| match kind {
        "services" => ["2020-09-01-preview", "2021-01-01", "2021-04-01"].contains(&version),
        // Versions are dates, so their order is that of their texts.
        "onlineendpoints" | "batchendpoints" => {
            version >= "2021-03-01" && version != "2021-04-01" && version != "2021-07-01"
        }
        "serverlessendpoints" => version >= "2023-08-01" && version != "2023-10-01",
        _ => true,
    };
    if has(version) {
        return Ok(());
    }
    let known: Vec<&str> =
        api_version::MACHINE_LEARNING.iter().copied().filter(|version| has(version)).collect();
    let location = workspaces::existing(request).map_or("", |workspace| workspace.location.as_str());
    Err(ArmError::bad_request(
        "NoRegisteredProviderFound",
        format!(
            "No registered resource provider found for location '{location}' and API version '{version}' for type 'workspaces/{kind}'. \
             The supported api-versions are '{}' in {ML}.",
            known.join(", ")
        ),
    ))
}
