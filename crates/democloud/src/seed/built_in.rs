//! Finds what is in `larkspur.json` by the names that it has there.

use crate::{
    hash::guid,
    state::{ResourceGroup, State, Workspace},
};

/// A workspace of the built-in file.
pub(super) fn workspace<'a>(state: &'a State, name: &str) -> &'a Workspace {
    state.workspaces.iter().find(|one| one.name == name).expect("the built-in file has this workspace")
}

/// A resource group of the built-in file.
pub(super) fn group<'a>(state: &'a State, name: &str) -> &'a ResourceGroup {
    state.resource_groups.iter().find(|one| one.name == name).expect("the built-in file has this group")
}

/// The object id of a person of the first tenant.
pub(super) fn user_id(given_name: &str) -> String {
    guid(&format!("user/{given_name}"))
}

/// The object id of a service principal of the first tenant.
pub(super) fn service_principal_id(name: &str) -> String {
    guid(&format!("service-principal/{name}"))
}

/// The object id of a group of the first tenant.
pub(super) fn group_id(name: &str) -> String {
    guid(&format!("group/{name}"))
}
