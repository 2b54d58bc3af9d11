//! Serverless endpoints (v2): models that Azure hosts and bills by use. Their keys are listed and regenerated as those
//! of online endpoints are.

use std::collections::BTreeMap;

use jiff::Timestamp;
use latchkey_http::Request;
use latchkey_types::{Audience, ResourceId};

use crate::{Azure, Error, pager, wire::Node, workspaces::API_VERSION};

/// A serverless endpoint.
#[derive(Debug)]
pub(crate) struct ServerlessEndpoint {
    pub(crate) id: ResourceId,
    pub(crate) name: String,
    pub(crate) location: Option<String>,
    /// `Key`; later versions know `AAD` and `KeyAndAAD` too.
    pub(crate) auth_mode: Option<String>,
    /// Where to send requests.
    pub(crate) inference_uri: Option<String>,
    /// `Online`, `Suspended`, `CreationFailed`, …
    pub(crate) endpoint_state: Option<String>,
    pub(crate) provisioning_state: Option<String>,
    pub(crate) created_at: Option<Timestamp>,
    pub(crate) tags: BTreeMap<String, String>,
}

/// Lists the serverless endpoints of a workspace.
pub(crate) async fn list(azure: &Azure, workspace: &ResourceId) -> Result<Vec<ServerlessEndpoint>, Error> {
    let path = format!("{workspace}/serverlessEndpoints");
    pager::read_all(azure, azure.arm_url(&path, API_VERSION), read).await
}

/// Reads one endpoint.
pub(crate) async fn read_one(azure: &Azure, id: &ResourceId) -> Result<ServerlessEndpoint, Error> {
    let document = azure.call(Audience::Arm, Request::get(azure.arm_url(id.as_str(), API_VERSION))).await?;
    read(document.root()).ok_or(Error::Incomplete { field: "id" })
}

fn read(row: Node<'_>) -> Option<ServerlessEndpoint> {
    let id: ResourceId = row.text("id")?.parse().ok()?;
    let properties = row.child("properties");
    Some(ServerlessEndpoint {
        name: row.text("name").unwrap_or_else(|| id.name()).to_owned(),
        location: row.owned_text("location"),
        auth_mode: properties.owned_text("authMode"),
        inference_uri: properties.child("inferenceEndpoint").owned_text("uri"),
        endpoint_state: properties.owned_text("endpointState"),
        provisioning_state: properties.owned_text("provisioningState"),
        created_at: row.child("systemData").time("createdAt"),
        tags: row.text_fields("tags"),
        id,
    })
}
