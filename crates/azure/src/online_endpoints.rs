//! Online endpoints (v2): managed and Kubernetes.

use std::collections::BTreeMap;

use jiff::Timestamp;
use latchkey_http::Request;
use latchkey_types::{Audience, ResourceId};
use serde_json::json;

use crate::{
    Azure, Error, OperationOutcome,
    keys::{KeyPair, KeyType},
    operation, pager,
    tokens::ServiceToken,
    wire::Node,
    workspaces::API_VERSION,
};

/// An online endpoint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OnlineEndpoint {
    /// Its ARM id, as Azure spells it.
    pub id: ResourceId,
    /// Its name.
    pub name: String,
    /// Azure region; absent while it is being created.
    pub location: Option<String>,
    /// `Managed`, `Kubernetes`.
    pub kind: Option<String>,
    /// `Key`, `AMLToken`, `AADToken`.
    pub auth_mode: Option<String>,
    /// Where to send requests.
    pub scoring_uri: Option<String>,
    /// Where its OpenAPI description is.
    pub swagger_uri: Option<String>,
    /// `Creating`, `Succeeded`, `Failed`, `Updating`, `Deleting`, `Canceled`.
    pub provisioning_state: Option<String>,
    /// What it is for.
    pub description: Option<String>,
    /// ARM id of the compute that a Kubernetes endpoint runs on.
    pub compute: Option<String>,
    /// Share of requests by deployment, percent.
    pub traffic: BTreeMap<String, i64>,
    /// When it was created, UTC.
    pub created_at: Option<Timestamp>,
    /// Tags.
    pub tags: BTreeMap<String, String>,
}

/// Lists the online endpoints of a workspace and hands each page over as it arrives.
///
/// # Errors
/// [`Error`] as for every call.
pub async fn read_pages(
    azure: &Azure,
    workspace: &ResourceId,
    take: impl FnMut(Vec<OnlineEndpoint>),
) -> Result<(), Error> {
    let mut url = azure.arm_url(&format!("{workspace}/onlineEndpoints"), API_VERSION);
    url.query_pairs_mut().append_pair("count", pager::PAGE_SIZE);
    pager::read_pages(azure, url, |row| read(row, workspace), take).await
}

/// Reads one endpoint.
///
/// # Errors
/// [`Error`] as for every call.
pub async fn read_one(
    azure: &Azure,
    workspace: &ResourceId,
    id: &ResourceId,
) -> Result<OnlineEndpoint, Error> {
    let document = azure.call(Audience::Arm, Request::get(azure.arm_url(id.as_str(), API_VERSION))).await?;
    read(document.root(), workspace).ok_or(Error::Incomplete { field: "name" })
}

/// Reads both keys.
///
/// # Errors
/// [`Error`] as for every call.
pub async fn list_keys(azure: &Azure, id: &ResourceId) -> Result<KeyPair, Error> {
    let url = azure.arm_url(&format!("{id}/listKeys"), API_VERSION);
    KeyPair::read(&azure.exchange(Audience::Arm, Request::post(url).repeatable()).await?)
}

/// Has Azure make a new key in one slot, and follows the operation to its end. No key is sent along:
/// with one, the service would be asked to set it.
///
/// # Errors
/// [`Error`] as for every call.
pub async fn regenerate_key(azure: &Azure, id: &ResourceId, key: KeyType) -> Result<OperationOutcome, Error> {
    let url = azure.arm_url(&format!("{id}/regenerateKeys"), API_VERSION);
    let request = Request::post(url).json(&json!({"keyType": key.as_str()}));
    let started = azure.exchange(Audience::Arm, request).await?;
    operation::follow(azure, &started, None).await
}

/// Asks for a token of an endpoint whose mode is `AMLToken`.
///
/// # Errors
/// [`Error`] as for every call.
pub async fn request_token(azure: &Azure, id: &ResourceId) -> Result<ServiceToken, Error> {
    let url = azure.arm_url(&format!("{id}/token"), API_VERSION);
    ServiceToken::read(&azure.exchange(Audience::Arm, Request::post(url).repeatable()).await?)
}

fn read(row: Node<'_>, workspace: &ResourceId) -> Option<OnlineEndpoint> {
    let id: ResourceId = match row.text("id").and_then(|id| id.parse().ok()) {
        Some(id) => id,
        None => workspace.child("onlineEndpoints", row.text("name")?).ok()?,
    };
    let properties = row.child("properties");
    Some(OnlineEndpoint {
        name: row.text("name").unwrap_or_else(|| id.name()).to_owned(),
        location: row.owned_text("location"),
        kind: row.owned_text("kind"),
        auth_mode: properties.owned_text("authMode"),
        scoring_uri: properties.owned_text("scoringUri"),
        swagger_uri: properties.owned_text("swaggerUri"),
        provisioning_state: properties.owned_text("provisioningState"),
        description: properties.owned_text("description"),
        compute: properties.owned_text("compute"),
        traffic: properties
            .fields("traffic")
            .filter_map(|(name, share)| Some((name.to_owned(), share.as_whole_number()?)))
            .collect(),
        created_at: row.child("systemData").time("createdAt"),
        tags: row.text_fields("tags"),
        id,
    })
}
