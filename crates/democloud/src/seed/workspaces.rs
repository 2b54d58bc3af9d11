//! Subscriptions, resource groups, workspaces, and what is found of them by name.

use super::{
    SeedError,
    file::File,
    names::{Index, Place, places},
    people::Directory,
};
use crate::state::{ResourceGroup, Subscription, Workspace};

/// Where resources are.
pub(super) struct ResourceContainers {
    pub(super) subscriptions: Vec<Subscription>,
    pub(super) resource_groups: Vec<ResourceGroup>,
    pub(super) workspaces: Vec<Workspace>,
    subscription_index: Index,
    group_index: Index,
    workspace_index: Index,
    /// Position of each subscription's tenant, and of each group's and workspace's subscription.
    tenants: Vec<usize>,
    group_subscriptions: Vec<usize>,
    workspace_groups: Vec<usize>,
}

impl ResourceContainers {
    pub(super) fn load(file: &File, directory: &Directory) -> Result<Self, SeedError> {
        let mut containers = Self {
            subscriptions: Vec::new(),
            resource_groups: Vec::new(),
            workspaces: Vec::new(),
            subscription_index: Index::new("subscription"),
            group_index: Index::new("resource group"),
            workspace_index: Index::new("workspace"),
            tenants: Vec::new(),
            group_subscriptions: Vec::new(),
            workspace_groups: Vec::new(),
        };
        for (place, one) in places("subscriptions", &file.subscriptions) {
            let tenant = directory.tenant(one.tenant.as_ref(), place)?;
            containers.subscription_index.add(&one.name, place, "name")?;
            containers.tenants.push(tenant);
            containers.subscriptions.push(Subscription {
                id: place.id(one.id.as_ref(), &format!("subscription/{}", one.name))?,
                tenant_id: directory.tenants[tenant].id.clone(),
                display_name: one.name.clone(),
            });
        }
        for (place, group) in places("resourceGroups", &file.resource_groups) {
            let subscription =
                containers.subscription_index.find(&group.subscription, place, "subscription")?;
            containers.group_index.add(&group.name, place, "name")?;
            containers.group_subscriptions.push(subscription);
            containers.resource_groups.push(ResourceGroup {
                subscription_id: containers.subscriptions[subscription].id.clone(),
                name: place.name("name", &group.name)?,
                location: place.name("location", &group.location)?,
                tags: group.tags.clone(),
            });
        }
        containers.add_workspaces(file, directory)?;
        Ok(containers)
    }

    fn add_workspaces(&mut self, file: &File, directory: &Directory) -> Result<(), SeedError> {
        for (place, one) in places("workspaces", &file.workspaces) {
            let group_at = self.group_index.find(&one.group, place, "group")?;
            let group = &self.resource_groups[group_at];
            let tenant = self.tenants[self.group_subscriptions[group_at]];
            self.workspace_index.add(&one.name, place, "name")?;
            self.workspace_groups.push(group_at);
            let name = place.name("name", &one.name)?;
            self.workspaces.push(Workspace {
                id: format!("{}/providers/Microsoft.MachineLearningServices/workspaces/{name}", group.path()),
                guid: place.id(one.id.as_ref(), &format!("workspace/{name}"))?,
                subscription_id: group.subscription_id.clone(),
                resource_group: group.name.clone(),
                friendly_name: one.friendly_name.clone(),
                description: one.description.clone(),
                location: place.name("location", one.location.as_ref().unwrap_or(&group.location))?,
                kind: one.kind.clone(),
                principal_id: crate::hash::guid(&directory.key(tenant, "service-principal", &name)),
                created_by: directory.user(tenant, &one.created_by, place, "createdBy")?.sign_in_name.clone(),
                created_at: place.time("createdAt", &one.created_at)?,
                tags: one.tags.clone(),
                name,
            });
        }
        Ok(())
    }

    pub(super) fn subscription(
        &self,
        name: &str,
        place: Place,
        field: &str,
    ) -> Result<&Subscription, SeedError> {
        self.subscription_index.find(name, place, field).map(|at| &self.subscriptions[at])
    }

    /// A workspace with the position of its tenant.
    pub(super) fn workspace(
        &self,
        name: &str,
        place: Place,
        field: &str,
    ) -> Result<(&Workspace, usize), SeedError> {
        let at = self.workspace_index.find(name, place, field)?;
        let subscription = self.group_subscriptions[self.workspace_groups[at]];
        Ok((&self.workspaces[at], self.tenants[subscription]))
    }

    /// The path of a scope, `subscription:NAME`, `resourceGroup:NAME` or `workspace:NAME`, with the position of
    /// its tenant.
    pub(super) fn scope(&self, text: &str, place: Place) -> Result<(String, usize), SeedError> {
        match text.split_once(':') {
            Some(("subscription", name)) => {
                let at = self.subscription_index.find(name, place, "scope")?;
                Ok((self.subscriptions[at].path(), self.tenants[at]))
            }
            Some(("resourceGroup", name)) => {
                let at = self.group_index.find(name, place, "scope")?;
                Ok((self.resource_groups[at].path(), self.tenants[self.group_subscriptions[at]]))
            }
            Some(("workspace", name)) => {
                self.workspace(name, place, "scope").map(|(found, tenant)| (found.id.clone(), tenant))
            }
            _ => Err(place.malformed(
                "scope",
                text,
                "a scope (subscription:NAME, resourceGroup:NAME or workspace:NAME)",
            )),
        }
    }
}
