//! A type of resource that is only read: listed in a subscription or a resource group, or one alone.

use latchkey_types::Scope;
use serde_json::Value;

use super::{ArmRequest, paged, path::ArmPath};
use crate::{
    error::ArmError,
    reply::Reply,
    state::{List, State},
};

/// What there is to know of such a type.
pub(super) struct ResourceType<T> {
    /// `Microsoft.KeyVault/vaults`.
    pub(super) name: &'static str,
    pub(super) page_size: usize,
    pub(super) all: fn(&State) -> &List<T>,
    pub(super) id: fn(&T) -> &str,
    /// Whether one is a resource of a tenant.
    pub(super) is_in_tenant: fn(&T, &str) -> bool,
    pub(super) body: fn(&ArmRequest<'_>, &T) -> Value,
}

impl<T: 'static> ResourceType<T> {
    /// Those of the tenant that the caller may read.
    pub(super) fn readable<'a>(&self, request: &'a ArmRequest<'_>) -> impl Iterator<Item = &'a T> {
        let reach = request.access.reach(&self.read());
        let (id, is_in_tenant, tenant) = (self.id, self.is_in_tenant, &request.access.caller.tenant_id);
        (self.all)(request.state)
            .iter()
            .filter(move |one| is_in_tenant(one, tenant) && reach.allows(&Scope::new(id(one))))
    }

    pub(super) fn list(&self, request: &ArmRequest<'_>) -> Result<Reply, ArmError> {
        let scope = Scope::new(request.list_scope(&self.read())?);
        let value = self
            .readable(request)
            .filter(|one| scope.contains(&Scope::new((self.id)(one))))
            .map(|one| (self.body)(request, one))
            .collect();
        paged(request, value, self.page_size)
    }

    pub(super) fn show(&self, request: &ArmRequest<'_>) -> Result<Reply, ArmError> {
        request.subscription()?;
        let id = request.scope_before(request.call.segments.len());
        request.need(&id, &self.read())?;
        request.check_resource_group()?;
        let ArmPath { resource_group: group, resource: name, .. } = request.path;
        let found = self.readable(request).find(|one| (self.id)(one).eq_ignore_ascii_case(&id));
        found
            .map(|one| Reply::ok(&(self.body)(request, one)))
            .ok_or_else(|| ArmError::resource_not_found(&format!("{}/{name}", self.name), group))
    }

    fn read(&self) -> String {
        format!("{}/read", self.name)
    }
}
