//! The connection that every noun uses: addresses, credential, HTTP.
//!
//! A token only ever goes to an address that the cloud names for it; an address that came in an
//! answer (`nextLink`, `Location`, a discovered API) is checked before a token is sent there.

use std::{collections::HashMap, fmt, sync::Arc};

use latchkey_http::{Client, Request, Response, StatusCode};
use latchkey_types::{Audience, Clock, Cloud, ResourceId};
use parking_lot::Mutex;
use tokio_util::sync::CancellationToken;
use url::Url;

use crate::{Credential, Error, ServiceError, claims_challenge, document::Document};

/// A cloud, as one account sees it.
#[derive(Clone)]
pub struct Azure {
    http: Client,
    cloud: Cloud,
    credential: Arc<dyn Credential>,
    pub(crate) clock: Arc<dyn Clock>,
    /// Addresses of regional APIs by workspace, as their discovery named them.
    discovered: Arc<Mutex<HashMap<ResourceId, Url>>>,
}

impl Azure {
    /// Puts a connection together; nothing is sent.
    pub fn new(http: Client, cloud: Cloud, credential: Arc<dyn Credential>, clock: Arc<dyn Clock>) -> Self {
        Self { http, cloud, credential, clock, discovered: Arc::default() }
    }

    /// The same connection until `ended` is cancelled: requests under way stop then ([`latchkey_http::Error::Ended`]).
    #[must_use]
    pub fn until(&self, ended: CancellationToken) -> Self {
        Self { http: self.http.until(ended), ..self.clone() }
    }

    /// The same connection with tokens from somewhere else.
    #[must_use]
    pub fn with_credential(&self, credential: Arc<dyn Credential>) -> Self {
        Self { credential, ..self.clone() }
    }

    /// The cloud it talks to.
    pub fn cloud(&self) -> &Cloud {
        &self.cloud
    }

    /// The address of an ARM path with its api-version.
    pub(crate) fn arm_url(&self, path: &str, api_version: &str) -> Url {
        let mut url = append_path(&self.cloud.arm, path);
        url.query_pairs_mut().append_pair("api-version", api_version);
        url
    }

    /// The address of a Graph path.
    pub(crate) fn graph_url(&self, path: &str) -> Url {
        append_path(&self.cloud.graph, path)
    }

    /// The address of a workspace's regional API, if it was discovered already.
    pub(crate) fn known_address(&self, workspace: &ResourceId) -> Option<Url> {
        self.discovered.lock().get(workspace).cloned()
    }

    /// Keeps the address of a workspace's regional API, so that discovery is asked once.
    pub(crate) fn note_address(&self, workspace: &ResourceId, address: &Url) {
        let mut discovered = self.discovered.lock();
        discovered.insert(workspace.clone(), address.clone());
    }

    /// Sends a request with a token for the audience and reads a JSON answer.
    pub(crate) async fn call(&self, audience: Audience, request: Request) -> Result<Document, Error> {
        Document::read(&self.exchange(audience, request).await?)
    }

    /// Sends a request with a token for the audience; an answer that is no success is an error.
    pub(crate) async fn exchange(&self, audience: Audience, request: Request) -> Result<Response, Error> {
        let response = self.exchange_any(audience, request).await?;
        if response.is_success() {
            return Ok(response);
        }
        Err(Error::Service(ServiceError::read(&response, self.clock.now())))
    }

    /// Sends a request with a token for the audience; every answer is `Ok`.
    pub(crate) async fn exchange_any(&self, audience: Audience, request: Request) -> Result<Response, Error> {
        // No token is asked for in vain. The client looks once more, at the token's own places.
        self.check_place(audience, request.url())?;
        let token = self.credential.token(audience).await.map_err(Error::Credential)?;
        let response = self.http.send(request.clone().bearer(&token)).await?;
        // Whoever did not take the token did nothing else either, so the request is sent once more.
        let Some(claims) = claims_challenge::read(&response) else {
            if response.status() == StatusCode::UNAUTHORIZED {
                self.credential.note_refused(audience, &token).await;
            }
            return Ok(response);
        };
        let token =
            self.credential.token_with_claims(audience, &claims, &token).await.map_err(Error::Credential)?;
        Ok(self.http.send(request.bearer(&token)).await?)
    }

    /// Whether an address may be sent tokens for an audience.
    ///
    /// # Errors
    /// [`Error::ForeignAddress`] if it is not one of this cloud's.
    pub(crate) fn check_place(&self, audience: Audience, url: &Url) -> Result<(), Error> {
        if self.cloud.destinations_of(audience).allows(url) {
            return Ok(());
        }
        Err(Error::ForeignAddress { origin: url.origin().ascii_serialization() })
    }

    /// Sends a request without a token; every answer is `Ok`.
    pub(crate) async fn ask_openly(&self, request: Request) -> Result<Response, Error> {
        Ok(self.http.send(request).await?)
    }

    /// Reads an address that wants no token.
    pub(crate) async fn call_openly(&self, request: Request) -> Result<Document, Error> {
        let response = self.ask_openly(request).await?;
        if !response.is_success() {
            return Err(Error::Service(ServiceError::read(&response, self.clock.now())));
        }
        Document::read(&response)
    }
}

impl fmt::Debug for Azure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Azure").field("cloud", &self.cloud.id).finish_non_exhaustive()
    }
}

/// A path below a base address, whatever slashes either has; the path is not interpreted.
pub(crate) fn append_path(base: &Url, path: &str) -> Url {
    let mut url = base.clone();
    let joined = format!("{}/{}", base.path().trim_end_matches('/'), path.trim_start_matches('/'));
    url.set_path(&joined);
    url.set_query(None);
    url
}
