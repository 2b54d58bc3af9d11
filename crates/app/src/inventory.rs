//! What one account has listed so far, so that opening it again asks for less.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard},
};

use latchkey_azure::{
    role_definitions::RoleDefinitionResource,
    services::{Service, ServiceId},
    workspaces::Workspace,
};
use latchkey_types::ResourceId;

use crate::bridge::{ServiceSummary, SlotFingerprints, WorkspaceSummary};

/// Roles by their GUID.
pub(crate) type Roles = HashMap<String, RoleDefinitionResource>;

/// Workspaces, services and roles that this account has seen.
#[derive(Default)]
pub(crate) struct Inventory {
    contents: Mutex<Contents>,
}

#[derive(Default)]
struct Contents {
    workspaces: HashMap<ResourceId, Arc<KnownWorkspace>>,
    services: HashMap<ServiceId, Arc<KnownService>>,
    fingerprints: HashMap<ServiceId, SlotFingerprints>,
    /// Roles by subscription.
    roles: HashMap<String, Arc<Roles>>,
}

/// A workspace that was read.
pub(crate) struct KnownWorkspace {
    pub(crate) summary: WorkspaceSummary,
    pub(crate) workspace: Workspace,
}

/// A service that was read.
pub(crate) struct KnownService {
    pub(crate) summary: ServiceSummary,
    pub(crate) workspace: Arc<KnownWorkspace>,
    pub(crate) service: Service,
}

impl Inventory {
    pub(crate) fn remember_workspace(&self, known: KnownWorkspace) -> Arc<KnownWorkspace> {
        let known = Arc::new(known);
        self.lock().workspaces.insert(known.workspace.id.clone(), Arc::clone(&known));
        known
    }

    pub(crate) fn workspace(&self, id: &ResourceId) -> Option<Arc<KnownWorkspace>> {
        self.lock().workspaces.get(id).cloned()
    }

    pub(crate) fn remember_service(&self, known: KnownService) -> Arc<KnownService> {
        let known = Arc::new(known);
        self.lock().services.insert(known.service.id.clone(), Arc::clone(&known));
        known
    }

    pub(crate) fn service(&self, id: &ServiceId) -> Option<Arc<KnownService>> {
        self.lock().services.get(id).cloned()
    }

    pub(crate) fn remember_fingerprints(&self, id: &ServiceId, fingerprints: SlotFingerprints) {
        self.lock().fingerprints.insert(id.clone(), fingerprints);
    }

    pub(crate) fn fingerprints(&self, id: &ServiceId) -> Option<SlotFingerprints> {
        self.lock().fingerprints.get(id).cloned()
    }

    /// The roles of a subscription, if they have been read.
    pub(crate) fn roles(&self, subscription_id: &str) -> Option<Arc<Roles>> {
        self.lock().roles.get(subscription_id).cloned()
    }

    pub(crate) fn remember_roles(&self, subscription_id: &str, roles: Roles) -> Arc<Roles> {
        let roles = Arc::new(roles);
        self.lock().roles.insert(subscription_id.to_owned(), Arc::clone(&roles));
        roles
    }

    fn lock(&self) -> MutexGuard<'_, Contents> {
        self.contents.lock().expect("no holder of this lock panics")
    }
}
