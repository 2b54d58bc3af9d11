//! What one account has listed so far, so that opening it again asks for less.

mod service_index;

use std::{collections::HashMap, sync::Arc};

use latchkey_azure::{
    role_definitions::RoleDefinitionResource,
    services::{Service, ServiceId},
    workspaces::Workspace,
};
use latchkey_types::ResourceId;

use parking_lot::{Mutex, MutexGuard};

pub(crate) use self::service_index::ServiceIndex;
use crate::bridge::{HeldRole, Readable, ServiceSummary, SlotFingerprints, WorkspaceSummary};

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
    /// The account's own roles by workspace, where all of them could be read.
    my_roles: HashMap<ResourceId, Vec<HeldRole>>,
    services: ServiceIndex,
    fingerprints: HashMap<ServiceId, SlotFingerprints>,
    /// Roles by subscription.
    roles: HashMap<String, Arc<Roles>>,
}

/// A workspace that was read.
pub(crate) struct KnownWorkspace {
    pub(crate) handle: String,
    pub(crate) subscription_name: String,
    pub(crate) workspace: Workspace,
}

impl KnownWorkspace {
    /// The workspace as a row.
    pub(crate) fn summary(&self, my_roles: Readable<Vec<HeldRole>>) -> WorkspaceSummary {
        let Self { handle, subscription_name, workspace } = self;
        WorkspaceSummary {
            handle: handle.clone(),
            name: workspace.name.clone(),
            region: workspace.location.clone().unwrap_or_default(),
            kind: workspace.kind.clone(),
            resource_group: workspace.id.resource_group().to_owned(),
            subscription_id: workspace.id.subscription().to_owned(),
            subscription_name: subscription_name.clone(),
            provisioning_state: workspace.provisioning_state.clone(),
            my_roles,
        }
    }
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

    pub(crate) fn remember_my_roles(&self, workspace: &ResourceId, roles: Vec<HeldRole>) {
        self.lock().my_roles.insert(workspace.clone(), roles);
    }

    /// The account's own roles on a workspace, if all of them have been read.
    pub(crate) fn my_roles(&self, workspace: &ResourceId) -> Option<Vec<HeldRole>> {
        self.lock().my_roles.get(workspace).cloned()
    }

    pub(crate) fn remember_service(&self, known: KnownService) -> Arc<KnownService> {
        self.lock().services.insert(known)
    }

    pub(crate) fn service(&self, id: &ServiceId) -> Option<Arc<KnownService>> {
        self.lock().services.get(id)
    }

    /// Azure says that the service is gone.
    pub(crate) fn forget_service(&self, id: &ServiceId) {
        self.lock().services.remove(id);
    }

    /// Works with the list of services.
    pub(crate) fn with_services<T>(&self, work: impl FnOnce(&mut ServiceIndex) -> T) -> T {
        work(&mut self.lock().services)
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
        self.contents.lock()
    }
}
