//! Deployed services of a workspace behind one type, whichever API they are asked through: v2 endpoints through
//! Resource Manager, v1 web services through model management.
//!
//! It decides which API serves which service. What a kind does not offer (no key of a batch endpoint can be
//! regenerated) is refused by Azure itself, so an operation that Azure adds needs no change here.

mod id;
mod kind;

use std::collections::BTreeMap;

use futures::future;
use jiff::Timestamp;
use latchkey_types::ResourceId;

use crate::{
    Azure, Error, OperationOutcome,
    batch_endpoints::{self, BatchEndpoint},
    keys::{KeyPair, KeyType},
    online_endpoints::{self, OnlineEndpoint},
    serverless_endpoints::{self, ServerlessEndpoint},
    tokens::ServiceToken,
    web_services::{self, ModelManagement, WebService},
    workspaces::{self, Workspace},
};
pub use id::{EndpointKind, ServiceId, ServiceIdError};
pub use kind::{AuthMode, ServiceKind};

/// A service that can be called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Service {
    /// What it is asked for by.
    pub id: ServiceId,
    /// Its name.
    pub name: String,
    /// What it runs on.
    pub kind: ServiceKind,
    /// How callers prove themselves.
    pub auth_mode: AuthMode,
    /// Azure region, as Azure spells it; `None` where Azure names none.
    pub location: Option<String>,
    /// `Succeeded`, `Healthy`, `Failed`, `Updating`, `Suspended`, …, as Azure spells it.
    pub state: Option<String>,
    /// Where to send requests. It is whatever the answer says; nobody has checked it.
    pub scoring_uri: Option<String>,
    /// Where its OpenAPI description is.
    pub swagger_uri: Option<String>,
    /// What it is for.
    pub description: Option<String>,
    /// Name of the compute that it runs on.
    pub compute_name: Option<String>,
    /// When it was created, UTC.
    pub created_at: Option<Timestamp>,
    /// Share of requests by deployment, percent.
    pub traffic: BTreeMap<String, i64>,
    /// Tags.
    pub tags: BTreeMap<String, String>,
}

/// A list that services come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ServiceSource {
    /// Managed and Kubernetes online endpoints (v2).
    OnlineEndpoints,
    /// Batch endpoints (v2).
    BatchEndpoints,
    /// Serverless endpoints (v2).
    ServerlessEndpoints,
    /// Web services on AKS and ACI (v1).
    WebServices,
}

/// What the sources answered.
#[derive(Debug, Default)]
pub struct ServiceList {
    /// Every service that was listed.
    pub services: Vec<Service>,
    /// Sources that could not be read, so that a list is never silently shorter.
    pub failures: Vec<(ServiceSource, Error)>,
}

impl ServiceSource {
    /// Every source.
    pub const ALL: [Self; 4] =
        [Self::OnlineEndpoints, Self::BatchEndpoints, Self::ServerlessEndpoints, Self::WebServices];

    /// What ids of its services have after their workspace.
    pub fn collection(self) -> &'static str {
        match self {
            Self::OnlineEndpoints => EndpointKind::Online.as_str(),
            Self::BatchEndpoints => EndpointKind::Batch.as_str(),
            Self::ServerlessEndpoints => EndpointKind::Serverless.as_str(),
            Self::WebServices => id::WEB_SERVICES,
        }
    }
}

impl Azure {
    /// Lists the services of a workspace from these sources, which are asked at the same time. The pages that were
    /// read before a failure are kept.
    pub async fn list_services(&self, workspace: &Workspace, sources: &[ServiceSource]) -> ServiceList {
        let lists = sources.iter().map(|source| async {
            let mut services = Vec::new();
            let read = self.read_services(workspace, *source, |page| services.extend(page)).await;
            (services, read.err().map(|error| (*source, error)))
        });
        let mut listed = ServiceList::default();
        for (services, failure) in future::join_all(lists).await {
            listed.services.extend(services);
            listed.failures.extend(failure);
        }
        listed
    }

    /// Reads the services of a workspace from one source and hands each page over as it arrives.
    ///
    /// # Errors
    /// [`Error`] as for every call.
    pub async fn read_services(
        &self,
        workspace: &Workspace,
        source: ServiceSource,
        mut take: impl FnMut(Vec<Service>),
    ) -> Result<(), Error> {
        let id = &workspace.id;
        match source {
            ServiceSource::OnlineEndpoints => {
                online_endpoints::read_pages(self, id, |page| take(into_services(page))).await
            }
            ServiceSource::BatchEndpoints => {
                take(into_services(batch_endpoints::list(self, id).await?));
                Ok(())
            }
            ServiceSource::ServerlessEndpoints => {
                take(into_services(serverless_endpoints::list(self, id).await?));
                Ok(())
            }
            ServiceSource::WebServices => {
                // A workspace without a discovery address has never had a v1 service.
                let Some(address) = &workspace.discovery_url else { return Ok(()) };
                let api = self.discovered_model_management(id, address).await?;
                let from = |service| Service::from_web_service(id, service);
                api.read_pages(self, |page| take(page.into_iter().map(from).collect())).await
            }
        }
    }

    /// Reads one service.
    ///
    /// # Errors
    /// [`Error`] as for every call.
    pub async fn show_service(&self, id: &ServiceId) -> Result<Service, Error> {
        Ok(match id {
            ServiceId::WebService { workspace, name } => {
                let api = self.model_management(workspace).await?;
                Service::from_web_service(workspace, api.read_one(self, name).await?)
            }
            ServiceId::Endpoint { kind: EndpointKind::Online, id } => {
                online_endpoints::read_one(self, &workspace_of(id)?, id).await?.into()
            }
            ServiceId::Endpoint { kind: EndpointKind::Batch, id } => {
                batch_endpoints::read_one(self, id).await?.into()
            }
            ServiceId::Endpoint { kind: EndpointKind::Serverless, id } => {
                serverless_endpoints::read_one(self, id).await?.into()
            }
        })
    }

    /// Reads both keys of a service.
    ///
    /// # Errors
    /// [`Error`] as for every call.
    pub async fn list_service_keys(&self, id: &ServiceId) -> Result<KeyPair, Error> {
        match id {
            ServiceId::WebService { workspace, name } => {
                self.model_management(workspace).await?.list_keys(self, name).await
            }
            ServiceId::Endpoint { id, .. } => online_endpoints::list_keys(self, id).await,
        }
    }

    /// Has Azure make a new key in one slot, and follows the operation to its end. Only listing the keys again
    /// proves that there is a new one.
    ///
    /// # Errors
    /// [`Error`] as for every call.
    pub async fn regenerate_service_key(
        &self,
        id: &ServiceId,
        key: KeyType,
    ) -> Result<OperationOutcome, Error> {
        match id {
            ServiceId::WebService { workspace, name } => {
                self.model_management(workspace).await?.regenerate_key(self, name, key).await
            }
            ServiceId::Endpoint { id, .. } => online_endpoints::regenerate_key(self, id, key).await,
        }
    }

    /// Asks for a token of a service whose mode is [`AuthMode::AmlToken`].
    ///
    /// # Errors
    /// [`Error`] as for every call.
    pub async fn request_service_token(&self, id: &ServiceId) -> Result<ServiceToken, Error> {
        match id {
            ServiceId::WebService { workspace, name } => {
                self.model_management(workspace).await?.request_token(self, name).await
            }
            ServiceId::Endpoint { id, .. } => online_endpoints::request_token(self, id).await,
        }
    }

    /// The v1 API of a workspace that may not have been listed before.
    async fn model_management(&self, workspace: &ResourceId) -> Result<ModelManagement, Error> {
        if let Some(base) = self.known_address(workspace) {
            return Ok(ModelManagement::at(base));
        }
        let address = workspaces::read_one(self, workspace).await?.discovery_url;
        let address = address.ok_or(Error::Incomplete { field: "discoveryUrl" })?;
        self.discovered_model_management(workspace, &address).await
    }

    /// The v1 API of a workspace by its discovery address, which is asked once.
    async fn discovered_model_management(
        &self,
        workspace: &ResourceId,
        address: &str,
    ) -> Result<ModelManagement, Error> {
        if let Some(base) = self.known_address(workspace) {
            return Ok(ModelManagement::at(base));
        }
        let api = web_services::discover(self, workspace, address).await?;
        self.note_address(workspace, api.base());
        Ok(api)
    }
}

fn into_services<T: Into<Service>>(rows: Vec<T>) -> Vec<Service> {
    rows.into_iter().map(Into::into).collect()
}

fn workspace_of(endpoint: &ResourceId) -> Result<ResourceId, Error> {
    id::workspace_of(endpoint).ok_or(Error::Incomplete { field: "id" })
}

impl From<OnlineEndpoint> for Service {
    fn from(endpoint: OnlineEndpoint) -> Self {
        Self {
            kind: ServiceKind::of_online_endpoint(endpoint.kind.as_deref(), endpoint.compute.is_some()),
            auth_mode: AuthMode::from_azure(endpoint.auth_mode.as_deref()),
            id: ServiceId::Endpoint { kind: EndpointKind::Online, id: endpoint.id },
            name: endpoint.name,
            location: endpoint.location,
            state: endpoint.provisioning_state,
            scoring_uri: endpoint.scoring_uri,
            swagger_uri: endpoint.swagger_uri,
            description: endpoint.description,
            compute_name: endpoint.compute.as_deref().and_then(|id| id.rsplit('/').next()).map(str::to_owned),
            created_at: endpoint.created_at,
            traffic: endpoint.traffic,
            tags: endpoint.tags,
        }
    }
}

impl From<BatchEndpoint> for Service {
    fn from(endpoint: BatchEndpoint) -> Self {
        Self {
            kind: ServiceKind::Batch,
            auth_mode: AuthMode::from_azure(endpoint.auth_mode.as_deref()),
            id: ServiceId::Endpoint { kind: EndpointKind::Batch, id: endpoint.id },
            name: endpoint.name,
            location: endpoint.location,
            state: endpoint.provisioning_state,
            scoring_uri: endpoint.scoring_uri,
            swagger_uri: endpoint.swagger_uri,
            description: endpoint.description,
            compute_name: None,
            created_at: endpoint.created_at,
            traffic: BTreeMap::new(),
            tags: endpoint.tags,
        }
    }
}

impl From<ServerlessEndpoint> for Service {
    fn from(endpoint: ServerlessEndpoint) -> Self {
        Self {
            kind: ServiceKind::Serverless,
            auth_mode: AuthMode::from_azure(endpoint.auth_mode.as_deref()),
            id: ServiceId::Endpoint { kind: EndpointKind::Serverless, id: endpoint.id },
            name: endpoint.name,
            location: endpoint.location,
            state: endpoint.endpoint_state.or(endpoint.provisioning_state),
            scoring_uri: endpoint.inference_uri,
            swagger_uri: None,
            description: None,
            compute_name: None,
            created_at: endpoint.created_at,
            traffic: BTreeMap::new(),
            tags: endpoint.tags,
        }
    }
}

impl Service {
    fn from_web_service(workspace: &ResourceId, service: WebService) -> Self {
        let kind = ServiceKind::of_web_service(service.compute_type.as_deref());
        // Tokens exist on AKS alone; a flag that a container group has kept means nothing.
        let takes_tokens = service.token_auth && kind != ServiceKind::AciWebService;
        Self {
            auth_mode: match (service.key_auth, takes_tokens) {
                (true, _) => AuthMode::Key,
                (false, true) => AuthMode::AmlToken,
                (false, false) => AuthMode::None,
            },
            kind,
            id: ServiceId::web_service(workspace, &service.name),
            name: service.name,
            location: service.location,
            state: service.state,
            scoring_uri: service.scoring_uri,
            swagger_uri: service.swagger_uri,
            description: service.description,
            compute_name: service.compute_name,
            created_at: service.created_at,
            traffic: BTreeMap::new(),
            tags: service.tags,
        }
    }
}
