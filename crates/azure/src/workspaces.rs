//! Machine Learning workspaces.

use std::collections::BTreeMap;

use jiff::Timestamp;
use latchkey_http::Request;
use latchkey_types::{Audience, ResourceId};

use crate::{Azure, Error, pager, wire::Node};

/// Version of the Azure Machine Learning management API.
pub(crate) const API_VERSION: &str = "2024-10-01";

/// A workspace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Workspace {
    /// Its ARM id, as Azure spells it.
    pub id: ResourceId,
    /// Its name.
    pub name: String,
    /// Azure region.
    pub location: Option<String>,
    /// `Default`, `Hub`, `Project`, `FeatureStore`.
    pub kind: Option<String>,
    /// `Succeeded`, `Failed`, …
    pub provisioning_state: Option<String>,
    /// The workspace's own GUID.
    pub workspace_id: Option<String>,
    /// A friendlier name.
    pub friendly_name: Option<String>,
    /// What it is for.
    pub description: Option<String>,
    /// Address of the v1 service discovery.
    pub discovery_url: Option<String>,
    /// ARM id of the key vault.
    pub key_vault: Option<String>,
    /// ARM id of the storage account.
    pub storage_account: Option<String>,
    /// ARM id of the container registry.
    pub container_registry: Option<String>,
    /// ARM id of Application Insights.
    pub application_insights: Option<String>,
    /// `Enabled` or `Disabled`.
    pub public_network_access: Option<String>,
    /// When it was created, UTC.
    pub created_at: Option<Timestamp>,
    /// Who created it.
    pub created_by: Option<String>,
    /// Tags.
    pub tags: BTreeMap<String, String>,
}

/// Lists the workspaces of a subscription.
///
/// # Errors
/// [`Error`] as for every call.
pub async fn list(azure: &Azure, subscription_id: &str) -> Result<Vec<Workspace>, Error> {
    let path =
        format!("/subscriptions/{subscription_id}/providers/Microsoft.MachineLearningServices/workspaces");
    pager::read_all(azure, azure.arm_url(&path, API_VERSION), read).await
}

/// Reads one workspace.
///
/// # Errors
/// [`Error`] as for every call.
pub async fn read_one(azure: &Azure, id: &ResourceId) -> Result<Workspace, Error> {
    let document = azure.call(Audience::Arm, Request::get(azure.arm_url(id.as_str(), API_VERSION))).await?;
    read(document.root()).ok_or(Error::Incomplete { field: "id" })
}

fn read(row: Node<'_>) -> Option<Workspace> {
    let id: ResourceId = row.text("id")?.parse().ok()?;
    let properties = row.child("properties");
    let system = row.child("systemData");
    Some(Workspace {
        name: row.text("name").unwrap_or_else(|| id.name()).to_owned(),
        location: row.owned_text("location"),
        kind: row.owned_text("kind"),
        provisioning_state: properties.owned_text("provisioningState"),
        workspace_id: properties.owned_text("workspaceId"),
        friendly_name: properties.owned_text("friendlyName"),
        description: properties.owned_text("description"),
        discovery_url: properties.owned_text("discoveryUrl"),
        key_vault: properties.owned_text("keyVault"),
        storage_account: properties.owned_text("storageAccount"),
        container_registry: properties.owned_text("containerRegistry"),
        application_insights: properties.owned_text("applicationInsights"),
        public_network_access: properties.owned_text("publicNetworkAccess"),
        created_at: system.time("createdAt").or_else(|| properties.time("creationTime")),
        created_by: system.owned_text("createdBy"),
        tags: row.text_fields("tags"),
        id,
    })
}
