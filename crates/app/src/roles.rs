//! The roles of a subscription by name, and the level of the scope at which one is assigned.

use std::sync::Arc;

use latchkey_azure::{Azure, Error, role_definitions};
use latchkey_types::{Scope, ScopeLevel};

use crate::{
    bridge::ScopeKind,
    inventory::{Inventory, Roles},
};

/// The roles that can be assigned in a subscription, by GUID. They hardly ever change, so they are read once.
///
/// # Errors
/// What Azure refused.
pub(crate) async fn of_subscription(
    azure: &Azure,
    inventory: &Inventory,
    subscription_id: &str,
) -> Result<Arc<Roles>, Error> {
    if let Some(roles) = inventory.roles(subscription_id) {
        return Ok(roles);
    }
    let scope = Scope::new(format!("/subscriptions/{subscription_id}"));
    let definitions = role_definitions::list(azure, &scope).await?;
    let roles = definitions.into_iter().map(|role| (role.definition.id.clone(), role)).collect();
    Ok(inventory.remember_roles(subscription_id, roles))
}

/// What a role is called, or its GUID where the name is not known.
pub(crate) fn name_of(roles: &Roles, role_id: &str) -> String {
    roles.get(role_id).map_or_else(|| role_id.to_owned(), |role| role.definition.name.clone())
}

/// How far up the tree an assignment was made.
pub(crate) fn scope_kind(scope: &Scope) -> ScopeKind {
    match scope.level() {
        ScopeLevel::Root => ScopeKind::Root,
        ScopeLevel::ManagementGroup => ScopeKind::ManagementGroup,
        ScopeLevel::Subscription => ScopeKind::Subscription,
        ScopeLevel::ResourceGroup => ScopeKind::ResourceGroup,
        ScopeLevel::Resource => ScopeKind::Resource,
    }
}
