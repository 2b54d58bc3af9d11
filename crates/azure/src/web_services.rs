//! Web services (v1) on AKS and ACI, through the model management API that the v1 SDK uses.

use std::collections::BTreeMap;

use jiff::Timestamp;
use latchkey_http::Request;
use latchkey_types::{Audience, ResourceId};
use serde_json::json;
use url::Url;

use crate::{
    Azure, Error, OperationOutcome,
    azure::append_path,
    keys::{KeyPair, KeyType},
    operation, pager,
    tokens::ServiceToken,
    wire::Node,
};

/// A web service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebService {
    /// Its name, unique in the workspace.
    pub name: String,
    /// `AKS`, `ACI`, …
    pub compute_type: Option<String>,
    /// Name of the cluster.
    pub compute_name: Option<String>,
    /// Azure region of the container group (ACI) or cluster, where Azure names it.
    pub location: Option<String>,
    /// `Transitioning`, `Healthy`, `Unhealthy`, `Failed`, `Unschedulable`.
    pub state: Option<String>,
    /// Where to send requests.
    pub scoring_uri: Option<String>,
    /// Where its OpenAPI description is.
    pub swagger_uri: Option<String>,
    /// Whether keys are asked for.
    pub key_auth: bool,
    /// Whether tokens are asked for; AKS alone.
    pub token_auth: bool,
    /// What it is for.
    pub description: Option<String>,
    /// When it was created, UTC.
    pub created_at: Option<Timestamp>,
    /// Tags.
    pub tags: BTreeMap<String, String>,
}

/// The model management API of one workspace.
#[derive(Debug, Clone)]
pub struct ModelManagement {
    base: Url,
}

/// Finds a workspace's model management API: its discovery address answers a map of service addresses,
/// without authentication. The found address is only used if it may be given ARM tokens.
///
/// # Errors
/// [`Error::ForeignAddress`] if an address is not this cloud's; else as for every call.
pub async fn discover(
    azure: &Azure,
    workspace: &ResourceId,
    discovery_url: &str,
) -> Result<ModelManagement, Error> {
    let trusted = |text: &str| -> Result<Url, Error> {
        let url = Url::parse(text).map_err(|_| Error::Incomplete { field: "modelmanagement" })?;
        azure.check_place(Audience::Arm, &url)?;
        Ok(url)
    };
    let document = azure.call_openly(Request::get(trusted(discovery_url)?)).await?;
    let host =
        document.root().text("modelmanagement").ok_or(Error::Incomplete { field: "modelmanagement" })?;
    let path = format!("/modelmanagement/v1.0{workspace}");
    Ok(ModelManagement { base: append_path(&trusted(host)?, &path) })
}

impl ModelManagement {
    /// The API at an address that was discovered before.
    pub(crate) fn at(base: Url) -> Self {
        Self { base }
    }

    /// Where it is.
    pub(crate) fn base(&self) -> &Url {
        &self.base
    }

    /// Lists the workspace's services and hands each page over as it arrives.
    ///
    /// # Errors
    /// [`Error`] as for every call.
    pub async fn read_pages(&self, azure: &Azure, take: impl FnMut(Vec<WebService>)) -> Result<(), Error> {
        let mut url = self.url("services");
        url.query_pairs_mut().append_pair("expand", "true").append_pair("count", pager::PAGE_SIZE);
        pager::read_pages(azure, url, read, take).await
    }

    /// Reads one service.
    ///
    /// # Errors
    /// [`Error`] as for every call.
    pub async fn read_one(&self, azure: &Azure, name: &str) -> Result<WebService, Error> {
        let mut url = self.url(&format!("services/{name}"));
        url.query_pairs_mut().append_pair("expand", "true");
        let document = azure.call(Audience::Arm, Request::get(url)).await?;
        read(document.root()).ok_or(Error::Incomplete { field: "name" })
    }

    /// Reads both keys.
    ///
    /// # Errors
    /// [`Error`] as for every call.
    pub async fn list_keys(&self, azure: &Azure, name: &str) -> Result<KeyPair, Error> {
        let request = Request::post(self.url(&format!("services/{name}/listkeys"))).repeatable();
        KeyPair::read(&azure.exchange(Audience::Arm, request).await?)
    }

    /// Has Azure make a new key in one slot, and follows the operation to its end.
    ///
    /// # Errors
    /// [`Error`] as for every call.
    pub async fn regenerate_key(
        &self,
        azure: &Azure,
        name: &str,
        key: KeyType,
    ) -> Result<OperationOutcome, Error> {
        let url = self.url(&format!("services/{name}/regenerateKeys"));
        let request = Request::post(url).json(&json!({"keyType": key.as_str()}));
        let started = azure.exchange(Audience::Arm, request).await?;
        operation::follow(azure, &started, Some(&self.url("operations"))).await
    }

    /// Asks for a token of a service with token authentication.
    ///
    /// # Errors
    /// [`Error`] as for every call.
    pub async fn request_token(&self, azure: &Azure, name: &str) -> Result<ServiceToken, Error> {
        let request = Request::post(self.url(&format!("services/{name}/token"))).repeatable();
        ServiceToken::read(&azure.exchange(Audience::Arm, request).await?)
    }

    fn url(&self, path: &str) -> Url {
        append_path(&self.base, path)
    }
}

fn read(row: Node<'_>) -> Option<WebService> {
    let name = row.text("name").or_else(|| row.text("id")?.rsplit('/').next())?.to_owned();
    // The name becomes part of addresses; no service can be named so that it leads elsewhere.
    ResourceId::is_segment(&name).then_some(())?;
    Some(WebService {
        name,
        compute_type: row.owned_text("computeType"),
        compute_name: row.owned_text("computeName"),
        location: row.owned_text("location"),
        state: row.owned_text("state"),
        scoring_uri: row.owned_text("scoringUri"),
        swagger_uri: row.owned_text("swaggerUri"),
        key_auth: row.flag("authEnabled").unwrap_or(false),
        token_auth: row.flag("aadAuthEnabled").unwrap_or(false),
        description: row.owned_text("description"),
        created_at: row.time("createdTime"),
        tags: row.text_fields("kvTags"),
    })
}
