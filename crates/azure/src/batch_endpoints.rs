//! Batch endpoints (v2). Their keys are listed as those of online endpoints are; Azure regenerates none of them.

use std::collections::BTreeMap;

use jiff::Timestamp;
use latchkey_http::Request;
use latchkey_types::{Audience, ResourceId};

use crate::{Azure, Error, pager, wire::Node, workspaces::API_VERSION};

/// A batch endpoint.
#[derive(Debug)]
pub(crate) struct BatchEndpoint {
    pub(crate) id: ResourceId,
    pub(crate) name: String,
    pub(crate) location: Option<String>,
    /// `AADToken`; the schema knows the others too.
    pub(crate) auth_mode: Option<String>,
    /// Where jobs are started.
    pub(crate) scoring_uri: Option<String>,
    pub(crate) swagger_uri: Option<String>,
    pub(crate) provisioning_state: Option<String>,
    pub(crate) description: Option<String>,
    pub(crate) created_at: Option<Timestamp>,
    pub(crate) tags: BTreeMap<String, String>,
}

/// Lists the batch endpoints of a workspace.
pub(crate) async fn list(azure: &Azure, workspace: &ResourceId) -> Result<Vec<BatchEndpoint>, Error> {
    let path = format!("{workspace}/batchEndpoints");
    pager::read_all(azure, azure.arm_url(&path, API_VERSION), read).await
}

/// Reads one endpoint.
pub(crate) async fn read_one(azure: &Azure, id: &ResourceId) -> Result<BatchEndpoint, Error> {
    let document = azure.call(Audience::Arm, Request::get(azure.arm_url(id.as_str(), API_VERSION))).await?;
    read(document.root()).ok_or(Error::Incomplete { field: "id" })
}

fn read(row: Node<'_>) -> Option<BatchEndpoint> {
    let id: ResourceId = row.text("id")?.parse().ok()?;
    let properties = row.child("properties");
    Some(BatchEndpoint {
        name: row.text("name").unwrap_or_else(|| id.name()).to_owned(),
        location: row.owned_text("location"),
        auth_mode: properties.owned_text("authMode"),
        scoring_uri: properties.owned_text("scoringUri"),
        swagger_uri: properties.owned_text("swaggerUri"),
        provisioning_state: properties.owned_text("provisioningState"),
        description: properties.owned_text("description"),
        created_at: row.child("systemData").time("createdAt"),
        tags: row.text_fields("tags"),
        id,
    })
}
