//! What one account has listed so far, by handle. It is the only way from a handle to an address.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard},
};

use latchkey_azure::{
    online_endpoints::OnlineEndpoint,
    role_definitions::RoleDefinitionResource,
    web_services::{ModelManagement, WebService},
    workspaces::Workspace,
};
use latchkey_types::ResourceId;

use crate::bridge::{ServiceSummary, SlotFingerprints, WorkspaceSummary};

/// Workspaces, services and roles that this account has seen.
#[derive(Default)]
pub(crate) struct Inventory {
    contents: Mutex<Contents>,
    searching: Arc<tokio::sync::Mutex<()>>,
}

#[derive(Default)]
struct Contents {
    workspaces: HashMap<String, Arc<KnownWorkspace>>,
    services: HashMap<String, Arc<KnownService>>,
    fingerprints: HashMap<String, SlotFingerprints>,
    roles: HashMap<String, HashMap<String, RoleDefinitionResource>>,
}

/// A workspace that was listed.
pub(crate) struct KnownWorkspace {
    pub(crate) summary: WorkspaceSummary,
    pub(crate) workspace: Workspace,
}

/// A service that was listed.
pub(crate) struct KnownService {
    pub(crate) summary: ServiceSummary,
    pub(crate) workspace: Arc<KnownWorkspace>,
    pub(crate) source: ServiceSource,
}

/// Which API a service is asked through.
#[derive(Clone)]
pub(crate) enum ServiceSource {
    /// Online endpoint (v2), through ARM.
    Endpoint(OnlineEndpoint),
    /// Web service (v1), through model management.
    WebService(ModelManagement, WebService),
}

impl KnownService {
    pub(crate) fn workspace_id(&self) -> &ResourceId {
        &self.workspace.workspace.id
    }
}

impl Inventory {
    pub(crate) fn remember_workspaces(&self, workspaces: impl IntoIterator<Item = KnownWorkspace>) {
        let mut contents = self.lock();
        for workspace in workspaces {
            contents.workspaces.insert(workspace.summary.handle.clone(), Arc::new(workspace));
        }
    }

    pub(crate) fn workspace(&self, handle: &str) -> Option<Arc<KnownWorkspace>> {
        self.lock().workspaces.get(handle).cloned()
    }

    pub(crate) fn workspaces(&self) -> Vec<Arc<KnownWorkspace>> {
        self.lock().workspaces.values().cloned().collect()
    }

    pub(crate) fn remember_service(&self, service: KnownService) -> Arc<KnownService> {
        let service = Arc::new(service);
        self.lock().services.insert(service.summary.handle.clone(), Arc::clone(&service));
        service
    }

    pub(crate) fn service(&self, handle: &str) -> Option<Arc<KnownService>> {
        self.lock().services.get(handle).cloned()
    }

    /// A turn at looking through every list for one service.
    pub(crate) async fn search(&self) -> tokio::sync::OwnedMutexGuard<()> {
        Arc::clone(&self.searching).lock_owned().await
    }

    pub(crate) fn remember_fingerprints(&self, handle: &str, fingerprints: SlotFingerprints) {
        self.lock().fingerprints.insert(handle.to_owned(), fingerprints);
    }

    pub(crate) fn fingerprints(&self, handle: &str) -> Option<SlotFingerprints> {
        self.lock().fingerprints.get(handle).cloned()
    }

    /// The roles of a subscription by GUID, if they have been read.
    pub(crate) fn roles(&self, subscription_id: &str) -> Option<HashMap<String, RoleDefinitionResource>> {
        self.lock().roles.get(subscription_id).cloned()
    }

    pub(crate) fn remember_roles(
        &self,
        subscription_id: &str,
        roles: HashMap<String, RoleDefinitionResource>,
    ) {
        self.lock().roles.insert(subscription_id.to_owned(), roles);
    }

    fn lock(&self) -> MutexGuard<'_, Contents> {
        self.contents.lock().expect("no holder of this lock panics")
    }
}
