//! Deployed services of a workspace: v2 endpoints and v1 web services in one list.

use std::{collections::BTreeMap, sync::Arc};

use latchkey_azure::{
    Azure, Error,
    online_endpoints::{self, OnlineEndpoint},
    web_services::{self, WebService},
};

use crate::{
    App, CommandError, ErrorCode,
    bridge::{
        AuthMode, KeyActions, Permission, ServiceDetails, ServiceKind, ServiceList, ServiceSummary,
        SourceFailure,
    },
    connection::Connection,
    handle::handle_of,
    inventory::{KnownService, KnownWorkspace, ServiceSource},
    permission,
};

mod address;

impl App {
    /// Lists every service of a workspace. The two APIs are asked at the same time; one that fails is a
    /// row in `failures`.
    ///
    /// # Errors
    /// [`ErrorCode::NotFound`] for a handle that was not given out, the first failure if both fail.
    pub async fn list_services(&self, workspace: &str) -> Result<ServiceList, CommandError> {
        let (connection, workspace) = self.known_workspace(workspace).await?;
        let azure = connection.azure()?;
        let (endpoints, web_services) = tokio::join!(
            online_endpoints::list(&azure, &workspace.workspace.id),
            list_web_services(&azure, &workspace)
        );
        let mut sources = Vec::new();
        let mut failures = Vec::new();
        match endpoints {
            Ok(endpoints) => sources.extend(endpoints.into_iter().map(ServiceSource::Endpoint)),
            Err(error) => failures.push(SourceFailure::session_first("Online endpoints".to_owned(), error)?),
        }
        match web_services {
            Ok(web_services) => sources.extend(web_services),
            Err(error) => failures.push(SourceFailure::session_first("Web services (v1)".to_owned(), error)?),
        }
        if failures.len() == 2 {
            return Err(failures.swap_remove(0).error);
        }
        let mut services: Vec<ServiceSummary> = sources
            .into_iter()
            .map(|source| remember(&connection, &workspace, source).summary.clone())
            .collect();
        services.sort_by_key(|service| (service.name.to_lowercase(), service.kind));
        Ok(ServiceList { services, failures, as_of: self.ports.clock.now() })
    }

    /// Reads one service, and what the account may do with it. No key is read for this.
    ///
    /// # Errors
    /// [`ErrorCode::NotFound`] for a handle that was not given out or a service that is gone.
    pub async fn describe_service(&self, service: &str) -> Result<ServiceDetails, CommandError> {
        let (connection, known) = self.known_service(service).await?;
        let azure = connection.azure()?;
        let (source, permissions) =
            tokio::join!(read_again(&azure, &known), permission::of_service(&azure, &known));
        let known = remember(&connection, &known.workspace, source?);
        let auth_mode = known.summary.auth_mode;
        let keys = (auth_mode == AuthMode::Key).then(|| KeyActions {
            read: permissions.read_keys,
            regenerate: permissions.regenerate_key,
            fingerprints: connection.inventory().fingerprints(service),
        });
        let token = match auth_mode {
            AuthMode::AmlToken => Some(permissions.request_token),
            AuthMode::AadToken => Some(permissions.score),
            _ => None,
        };
        Ok(details(&known, connection.cloud(), keys, token))
    }

    /// The service behind a handle, and the connection that it belongs to. After a restart the lists are
    /// read until it is found; if one could not be read, that is the reason, and not that it is gone.
    pub(crate) async fn known_service(
        &self,
        handle: &str,
    ) -> Result<(Arc<Connection>, Arc<KnownService>), CommandError> {
        self.resume().await;
        let connection = self.connection()?;
        if let Some(known) = connection.inventory().service(handle) {
            return Ok((connection, known));
        }
        // Whoever asks meanwhile waits, and finds what this search has found.
        let _one_at_a_time = connection.inventory().search().await;
        let mut unread = self.list_workspaces().await?.failures;
        for workspace in connection.inventory().workspaces() {
            if let Some(known) = connection.inventory().service(handle) {
                return Ok((connection, known));
            }
            match self.list_services(&workspace.summary.handle).await {
                Ok(list) => unread.extend(list.failures),
                Err(error) => unread.push(SourceFailure { source: workspace.summary.name.clone(), error }),
            }
        }
        if let Some(known) = connection.inventory().service(handle) {
            return Ok((connection, known));
        }
        let gone = || {
            CommandError::new(
                ErrorCode::NotFound,
                "This service is not there any more, or this account cannot see it.".to_owned(),
            )
        };
        Err(unread.into_iter().next().map_or_else(gone, |failure| failure.error))
    }
}

/// The v1 services, as far as the workspace has the address at which they are found.
async fn list_web_services(azure: &Azure, workspace: &KnownWorkspace) -> Result<Vec<ServiceSource>, Error> {
    let Some(discovery_url) = &workspace.workspace.discovery_url else { return Ok(Vec::new()) };
    let api = web_services::discover(azure, &workspace.workspace.id, discovery_url).await?;
    let services = api.list(azure).await?;
    Ok(services.into_iter().map(|service| ServiceSource::WebService(api.clone(), service)).collect())
}

async fn read_again(azure: &Azure, known: &KnownService) -> Result<ServiceSource, Error> {
    Ok(match &known.source {
        ServiceSource::Endpoint(endpoint) => ServiceSource::Endpoint(
            online_endpoints::read_one(azure, known.workspace_id(), &endpoint.id).await?,
        ),
        ServiceSource::WebService(api, service) => {
            ServiceSource::WebService(api.clone(), api.read_one(azure, &service.name).await?)
        }
    })
}

fn remember(
    connection: &Connection,
    workspace: &Arc<KnownWorkspace>,
    source: ServiceSource,
) -> Arc<KnownService> {
    let cloud = &connection.cloud().id;
    let region_of_workspace = workspace.workspace.location.as_deref();
    let summary = match &source {
        ServiceSource::Endpoint(endpoint) => endpoint_summary(cloud, endpoint, region_of_workspace),
        ServiceSource::WebService(_, service) => web_service_summary(cloud, workspace, service),
    };
    connection.inventory().remember_service(KnownService {
        summary,
        workspace: Arc::clone(workspace),
        source,
    })
}

fn endpoint_summary(
    cloud: &str,
    endpoint: &OnlineEndpoint,
    region_of_workspace: Option<&str>,
) -> ServiceSummary {
    let kind = match endpoint.kind.as_deref().map(str::to_ascii_lowercase).as_deref() {
        Some("managed") => ServiceKind::ManagedOnline,
        Some("kubernetes" | "k8s") => ServiceKind::KubernetesOnline,
        _ if endpoint.compute.is_some() => ServiceKind::KubernetesOnline,
        None => ServiceKind::ManagedOnline,
        Some(_) => ServiceKind::Unknown,
    };
    let auth_mode = match endpoint.auth_mode.as_deref().map(str::to_ascii_lowercase).as_deref() {
        Some("key") => AuthMode::Key,
        Some("amltoken") => AuthMode::AmlToken,
        Some("aadtoken") => AuthMode::AadToken,
        _ => AuthMode::Unknown,
    };
    ServiceSummary {
        handle: handle_of(&[cloud, endpoint.id.as_str()]),
        name: endpoint.name.clone(),
        kind,
        auth_mode,
        region: endpoint.location.clone().unwrap_or_default(),
        workspace_region: other_region(endpoint.location.as_deref(), region_of_workspace),
        state: endpoint.provisioning_state.clone().unwrap_or_default(),
    }
}

fn web_service_summary(cloud: &str, workspace: &KnownWorkspace, service: &WebService) -> ServiceSummary {
    let (kind, has_tokens) = match service.compute_type.as_deref().map(str::to_ascii_uppercase).as_deref() {
        Some("AKS" | "AKSENDPOINT") => (ServiceKind::AksWebService, true),
        Some("ACI") => (ServiceKind::AciWebService, false),
        _ => (ServiceKind::Unknown, true),
    };
    let auth_mode = match (service.key_auth, service.token_auth && has_tokens) {
        (true, _) => AuthMode::Key,
        (false, true) => AuthMode::AmlToken,
        (false, false) => AuthMode::None,
    };
    let region_of_workspace = workspace.workspace.location.as_deref();
    ServiceSummary {
        handle: handle_of(&[cloud, workspace.workspace.id.as_str(), "services", &service.name]),
        name: service.name.clone(),
        kind,
        auth_mode,
        region: service.location.as_deref().or(region_of_workspace).unwrap_or_default().to_owned(),
        workspace_region: other_region(service.location.as_deref(), region_of_workspace),
        state: service.state.clone().unwrap_or_default(),
    }
}

/// The workspace's region, if the service's is another one. Azure writes both `westeurope` and `West Europe`.
fn other_region(service: Option<&str>, workspace: Option<&str>) -> Option<String> {
    let folded = |region: &str| region.replace(' ', "").to_ascii_lowercase();
    let (service, workspace) = (service?, workspace?);
    (folded(service) != folded(workspace)).then(|| workspace.to_owned())
}

fn details(
    known: &KnownService,
    cloud: &latchkey_types::Cloud,
    keys: Option<KeyActions>,
    token: Option<Permission>,
) -> ServiceDetails {
    let (workspace, reach) = (&known.workspace, cloud.reach);
    let common = ServiceDetails {
        summary: known.summary.clone(),
        workspace_handle: workspace.summary.handle.clone(),
        workspace_name: workspace.summary.name.clone(),
        resource_id: String::new(),
        address: address::check(None, reach),
        swagger_uri: None,
        description: None,
        compute_name: None,
        created_at: None,
        traffic: BTreeMap::new(),
        tags: BTreeMap::new(),
        keys,
        token,
        entra_resource: cloud.open_id().is_none().then(|| cloud.ml_resource.clone()),
    };
    match &known.source {
        ServiceSource::Endpoint(endpoint) => ServiceDetails {
            resource_id: endpoint.id.as_str().to_owned(),
            address: address::check(endpoint.scoring_uri.as_deref(), reach),
            swagger_uri: address::spelled(endpoint.swagger_uri.as_deref()),
            description: endpoint.description.clone(),
            compute_name: endpoint.compute.as_deref().and_then(|id| id.rsplit('/').next()).map(str::to_owned),
            created_at: endpoint.created_at,
            traffic: endpoint.traffic.clone(),
            tags: endpoint.tags.clone(),
            ..common
        },
        ServiceSource::WebService(_, service) => ServiceDetails {
            resource_id: format!("{}/services/{}", workspace.workspace.id, service.name),
            address: address::check(service.scoring_uri.as_deref(), reach),
            swagger_uri: address::spelled(service.swagger_uri.as_deref()),
            description: service.description.clone(),
            compute_name: service.compute_name.clone(),
            created_at: service.created_at,
            tags: service.tags.clone(),
            ..common
        },
    }
}
