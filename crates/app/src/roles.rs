//! The roles of a subscription, what each is called and permits, and the level of the scope at which one is assigned.

use std::sync::Arc;

use latchkey_azure::{Azure, Error, role_definitions};
use latchkey_rbac::Strength;
use latchkey_types::{Scope, ScopeLevel};

use crate::{
    bridge::{RoleKind, ScopeKind},
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

/// What is known of a role.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct KnownRole {
    /// What it is called, or its GUID where that is not known.
    pub(crate) name: String,
    pub(crate) kind: RoleKind,
    /// How much it permits, as a number: more is more, and 0 is unknown.
    pub(crate) strength: u8,
}

/// What the subscription's roles say of a role; else what is the same for everybody.
pub(crate) fn describe(roles: &Roles, role_id: &str) -> KnownRole {
    if let Some(role) = roles.get(role_id) {
        let kind = if role.is_custom { RoleKind::Custom } else { RoleKind::BuiltIn };
        let strength = rank(Strength::of(&role.definition.permissions));
        return KnownRole { name: role.definition.name.clone(), kind, strength };
    }
    match role_definitions::built_in(role_id) {
        Some(role) => {
            KnownRole { name: role.name.to_owned(), kind: RoleKind::BuiltIn, strength: rank(role.strength) }
        }
        None => KnownRole { name: role_id.to_owned(), kind: RoleKind::Unknown, strength: 0 },
    }
}

fn rank(strength: Strength) -> u8 {
    strength as u8 + 1
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_built_in_role_has_its_name_where_no_definition_could_be_read() {
        let unread = Roles::default();
        let ids = [
            "acdd72a7-3385-48ef-bd42-f606fba81ae7",
            "b24988ac-6180-42a0-ab88-20f7382dd24c",
            "11111111-2222-3333-4444-555555555555",
            "8e3af657-a8ff-443c-a75c-2fe8c4bcb635",
            "f6c7c914-8db3-469d-8ca1-694a8f32e121",
            "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9",
        ];
        let mut roles = ids.map(|id| describe(&unread, id));
        roles.sort_by_key(|role| std::cmp::Reverse(role.strength));
        let names = roles.each_ref().map(|role| (&*role.name, role.kind));
        let built_in = RoleKind::BuiltIn;
        assert_eq!(
            names,
            [
                ("Owner", built_in),
                ("User Access Administrator", built_in),
                ("Contributor", built_in),
                ("AzureML Data Scientist", built_in),
                ("Reader", built_in),
                ("11111111-2222-3333-4444-555555555555", RoleKind::Unknown),
            ]
        );
    }
}
