//! Deployed services of a workspace: v2 endpoints and v1 web services in one list.

mod address;
mod readings;
mod snippets;

use std::{path::Path, sync::Arc};

pub(crate) use self::{readings::ServiceReadings, snippets::CallTemplate};

use self::snippets::{CallFacts, Shell};
use latchkey_azure::services::{
    AuthMode as AzureAuthMode, Service, ServiceKind as AzureServiceKind, ServiceSource,
};
use latchkey_types::Clock;
use latchkey_words::source;

use crate::{
    AppError, Reason,
    bridge::{
        Address, AuthMode, CallLanguage, KeyActions, Permission, ServiceDetails, ServiceKind, ServiceList,
        ServiceSummary, SourceFailure,
    },
    error::OrGone,
    handle::{ServiceHandle, WorkspaceHandle},
    inventory::{KnownService, KnownWorkspace},
    permission,
    session::Session,
    workspaces,
};

/// The lists that are shown.
const SOURCES: [ServiceSource; 2] = [ServiceSource::OnlineEndpoints, ServiceSource::WebServices];

/// Lists every service of a workspace. The two APIs are asked at the same time; one that fails is a
/// row in `failures`.
///
/// # Errors
/// [`Reason::WorkspaceGone`]; the first failure if both fail.
pub(crate) async fn list(
    session: &Session,
    workspace: &WorkspaceHandle,
    clock: &dyn Clock,
) -> Result<ServiceList, AppError> {
    let workspace = workspaces::known_workspace(session, workspace).await?;
    let listed = session.azure().list_services(&workspace.workspace, &SOURCES).await;
    // An API that has nothing to say about the session says why the page is empty.
    if listed.failures.len() == SOURCES.len() {
        let errors = listed.failures.into_iter().map(|(_, error)| AppError::from(error));
        let worst = errors.min_by_key(|error| !error.requires_sign_in());
        return Err(worst.expect("both have failed"));
    }
    let mut failures = Vec::new();
    for (source, error) in listed.failures {
        failures.push(SourceFailure::or_session_error(name_of(source), error)?);
    }
    session.require_open()?;
    let mut services: Vec<ServiceSummary> = listed
        .services
        .into_iter()
        .map(|service| remember(session, &workspace, service).summary.clone())
        .collect();
    services.sort_by_key(|service| (service.name.to_lowercase(), service.kind));
    Ok(ServiceList { services, failures, as_of: clock.now() })
}

/// Reads one service, and what the account may do with it. No key is read for this. Code that calls it reads the
/// cloud's certificates from their file.
///
/// # Errors
/// [`Reason::ServiceGone`]; what Azure refused.
pub(crate) async fn describe(
    session: &Session,
    service: &ServiceHandle,
    certificate_file: Option<&Path>,
) -> Result<ServiceDetails, AppError> {
    let known = known_service(session, service).await?;
    let (azure, id) = (session.azure(), &known.service.id);
    let (read, permissions) =
        tokio::join!(azure.show_service(id), permission::of_service(azure, &known.service));
    session.require_open()?;
    let read = read.or_gone(Reason::ServiceGone);
    if read.as_ref().is_err_and(|error| matches!(error, AppError::Gone { .. })) {
        session.inventory().forget_service(id);
    }
    let known = remember(session, &known.workspace, read?);
    let auth_mode = &known.service.auth_mode;
    let keys = auth_mode.has_keys().then(|| KeyActions {
        read: permissions.read_keys,
        regenerate: permissions.regenerate_key,
        fingerprints: session.inventory().fingerprints(&known.service.id),
    });
    let token = match auth_mode {
        AzureAuthMode::AmlToken => Some(permissions.request_token),
        mode if mode.takes_entra_tokens() => Some(permissions.score),
        _ => None,
    };
    Ok(details(session, &known, keys, token, certificate_file))
}

/// The service of a handle. One that was not listed yet is read, and its workspace with it.
///
/// # Errors
/// [`Reason::ServiceGone`], [`Reason::WorkspaceGone`]; what Azure refused.
pub(crate) async fn known_service(
    session: &Session,
    service: &ServiceHandle,
) -> Result<Arc<KnownService>, AppError> {
    if let Some(known) = session.inventory().service(&service.id) {
        return Ok(known);
    }
    let handle = service.workspace()?;
    let workspace = workspaces::known_workspace(session, &handle).await?;
    let read = session.azure().show_service(&service.id).await.or_gone(Reason::ServiceGone)?;
    Ok(remember(session, &workspace, read))
}

/// A call of a service with a place for its key or token.
///
/// # Errors
/// [`Reason::AddressUnsafe`].
pub(crate) fn call_template(
    session: &Session,
    known: &KnownService,
    language: CallLanguage,
    certificate_file: Option<&Path>,
) -> Result<CallTemplate, AppError> {
    let (account_id, address) = (session.account().key.id(), address_of(session, known));
    call_facts(session, known, &account_id, &address, certificate_file).template(language)
}

/// The command that prints a service's key, or a token for it.
///
/// # Errors
/// Same as [`known_service`].
pub(crate) async fn command_line(session: &Session, service: &ServiceHandle) -> Result<String, AppError> {
    let known = known_service(session, service).await?;
    let (account_id, address) = (session.account().key.id(), address_of(session, &known));
    Ok(call_facts(session, &known, &account_id, &address, None).command_line(Shell::OF_THIS_SYSTEM))
}

fn address_of(session: &Session, known: &KnownService) -> Address {
    address::check(known.service.scoring_uri.as_deref(), session.cloud().reach)
}

fn call_facts<'a>(
    session: &'a Session,
    known: &'a KnownService,
    account_id: &'a str,
    address: &'a Address,
    certificate_file: Option<&'a Path>,
) -> CallFacts<'a> {
    CallFacts {
        cloud: session.cloud(),
        account_id,
        id: &known.service.id,
        mode: known.summary.auth_mode,
        address,
        certificate_file,
    }
}

fn name_of(source: ServiceSource) -> String {
    match source {
        ServiceSource::OnlineEndpoints => source::online_endpoints(),
        ServiceSource::BatchEndpoints => source::batch_endpoints(),
        ServiceSource::ServerlessEndpoints => source::serverless_endpoints(),
        ServiceSource::WebServices => source::web_services(),
    }
}

fn remember(session: &Session, workspace: &Arc<KnownWorkspace>, service: Service) -> Arc<KnownService> {
    let region_of_workspace = workspace.workspace.location.as_deref();
    // A v1 service runs in its workspace's region where it names none.
    let region = service.location.as_deref().or(match service.kind {
        AzureServiceKind::AksWebService | AzureServiceKind::AciWebService => region_of_workspace,
        _ => None,
    });
    let summary = ServiceSummary {
        handle: session.handle(service.id.clone()).to_string(),
        name: service.name.clone(),
        workspace_handle: workspace.handle.clone(),
        workspace_name: workspace.workspace.name.clone(),
        kind: kind_of(&service.kind),
        auth_mode: auth_mode_of(&service.auth_mode),
        region: region.unwrap_or_default().to_owned(),
        workspace_region: other_region(service.location.as_deref(), region_of_workspace),
        state: service.state.clone().unwrap_or_default(),
    };
    let workspace = Arc::clone(workspace);
    session.inventory().remember_service(KnownService { summary, workspace, service })
}

fn kind_of(kind: &AzureServiceKind) -> ServiceKind {
    match kind {
        AzureServiceKind::ManagedOnline => ServiceKind::ManagedOnline,
        AzureServiceKind::KubernetesOnline => ServiceKind::KubernetesOnline,
        AzureServiceKind::AksWebService => ServiceKind::AksWebService,
        AzureServiceKind::AciWebService => ServiceKind::AciWebService,
        AzureServiceKind::Batch | AzureServiceKind::Serverless | AzureServiceKind::Other(_) => {
            ServiceKind::Unknown
        }
    }
}

fn auth_mode_of(mode: &AzureAuthMode) -> AuthMode {
    match mode {
        AzureAuthMode::Key | AzureAuthMode::KeyOrAadToken => AuthMode::Key,
        AzureAuthMode::AmlToken => AuthMode::AmlToken,
        AzureAuthMode::AadToken => AuthMode::AadToken,
        AzureAuthMode::None => AuthMode::None,
        AzureAuthMode::Other(_) => AuthMode::Unknown,
    }
}

/// The workspace's region, if the service's is another one. Azure writes both `westeurope` and `West Europe`.
fn other_region(service: Option<&str>, workspace: Option<&str>) -> Option<String> {
    let folded = |region: &str| region.replace(' ', "").to_ascii_lowercase();
    let (service, workspace) = (service?, workspace?);
    (folded(service) != folded(workspace)).then(|| workspace.to_owned())
}

fn details(
    session: &Session,
    known: &KnownService,
    keys: Option<KeyActions>,
    token: Option<Permission>,
    certificate_file: Option<&Path>,
) -> ServiceDetails {
    let (service, account_id) = (&known.service, session.account().key.id());
    let address = address_of(session, known);
    let facts = call_facts(session, known, &account_id, &address, certificate_file);
    ServiceDetails {
        summary: known.summary.clone(),
        resource_id: service.id.to_string(),
        snippets: facts.snippets(Shell::OF_THIS_SYSTEM),
        certificate_file: facts.certificate_file().map(str::to_owned),
        address,
        swagger_uri: address::spelled(service.swagger_uri.as_deref()),
        description: service.description.clone(),
        compute_name: service.compute_name.clone(),
        created_at: service.created_at,
        traffic: service.traffic.clone(),
        tags: service.tags.clone(),
        keys,
        token,
    }
}
