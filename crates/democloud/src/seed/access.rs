//! Who has which role where, and roles of the company's own.

use std::collections::HashSet;

use latchkey_rbac::{ActionPattern, AssignedCondition, Permission, RoleAssignment, RoleDefinition};
use latchkey_types::Scope;

use super::{
    SeedError,
    file::{self, File},
    names::{Index, Place, places},
    people::Directory,
    workspaces::ResourceContainers,
};
use crate::{
    hash::guid,
    roles::BUILT_IN,
    state::{Assignment, CustomRole},
};

/// When roles were given and made if the file doesn't say.
const USUAL_TIME: &str = "2024-03-11T08:20:37.1370834Z";

/// Makes the roles of a seed.
pub(super) fn custom_roles(
    file: &File,
    directory: &Directory,
    containers: &ResourceContainers,
) -> Result<Vec<CustomRole>, SeedError> {
    let mut names = Index::new("role");
    let mut roles = Vec::with_capacity(file.custom_roles.len());
    for (place, role) in places("customRoles", &file.custom_roles) {
        names.add(&role.name, place, "name")?;
        let patterns = |words: &[String]| words.iter().map(ActionPattern::new).collect();
        let mut assignable_scopes = Vec::with_capacity(role.subscriptions.len());
        let mut tenant = 0;
        for (at, name) in role.subscriptions.iter().enumerate() {
            let field = format!("subscriptions[{at}]");
            let subscription = containers.subscription(name, place, &field)?;
            assignable_scopes.push(Scope::new(subscription.path()));
            tenant = directory.tenants.iter().position(|one| one.id == subscription.tenant_id).unwrap_or(0);
        }
        let created_on = place.time("createdAt", role.created_at.as_deref().unwrap_or(USUAL_TIME))?;
        let creator = creator(directory, tenant, role.created_by.as_ref(), place)?;
        roles.push(CustomRole {
            definition: RoleDefinition {
                id: place.id(role.id.as_ref(), &role.name)?,
                name: role.name.clone(),
                permissions: vec![Permission {
                    actions: patterns(&role.actions),
                    not_actions: patterns(&role.not_actions),
                    data_actions: patterns(&role.data_actions),
                    not_data_actions: patterns(&role.not_data_actions),
                }],
                assignable_scopes,
            },
            description: role.description.clone(),
            updated_on: created_on.clone(),
            updated_by: creator.clone(),
            created_on,
            created_by: creator,
        });
    }
    Ok(roles)
}

/// Makes the role assignments of a seed.
pub(super) fn assignments(
    file: &File,
    directory: &Directory,
    containers: &ResourceContainers,
    custom_roles: &[CustomRole],
) -> Result<Vec<Assignment>, SeedError> {
    let mut ids = HashSet::new();
    let mut assignments = Vec::with_capacity(file.assignments.len());
    for (place, one) in places("assignments", &file.assignments) {
        let (scope, tenant) = containers.scope(&one.scope, place)?;
        let (principal_id, principal_type) = principal(directory, tenant, one, place)?;
        let role_id = role(custom_roles, one, place)?;
        let id = place.id(one.id.as_ref(), &format!("assignment/{scope}/{role_id}/{principal_id}"))?;
        if !ids.insert(id.clone()) {
            let name = format!("{} for {} at {}", one.role, one.principal, one.scope);
            return Err(SeedError::Repeated { place: place.field("principal"), kind: "assignment", name });
        }
        let condition = one.condition.as_deref().map(AssignedCondition::new);
        if let Some(Err(error)) = condition.as_ref().map(AssignedCondition::read) {
            return Err(SeedError::Condition { place: place.field("condition"), source: error.clone() });
        }
        let created_on = place.time("createdAt", one.created_at.as_deref().unwrap_or(USUAL_TIME))?;
        let creator = creator(directory, tenant, one.created_by.as_ref(), place)?;
        assignments.push(Assignment {
            grant: RoleAssignment { id, scope: Scope::new(scope), role_id, principal_id, condition },
            principal_type: principal_type.to_owned(),
            created_by: creator.clone(),
            updated_on: created_on.clone(),
            updated_by: creator,
            created_on,
            description: one.description.clone(),
            condition_version: one.condition.is_some().then(|| "2.0".to_owned()),
            delegated_managed_identity: None,
            effective_at: None,
        });
    }
    Ok(assignments)
}

/// The object id of whoever did it; the first person of the tenant if the file doesn't say.
fn creator(
    directory: &Directory,
    tenant: usize,
    said: Option<&String>,
    place: Place,
) -> Result<String, SeedError> {
    if let Some(name) = said {
        return directory.user(tenant, name, place, "createdBy").map(|user| user.id.clone());
    }
    let tenant_id = &directory.tenants[tenant].id;
    let first = directory.users.iter().find(|user| user.tenant_id == *tenant_id && user.home.is_none());
    Ok(first.map_or_else(String::new, |user| user.id.clone()))
}

fn principal(
    directory: &Directory,
    tenant: usize,
    assignment: &file::Assignment,
    place: Place,
) -> Result<(String, &'static str), SeedError> {
    let text = &assignment.principal;
    match text.split_once(':') {
        Some(("user", name)) => {
            directory.user(tenant, name, place, "principal").map(|user| (user.id.clone(), "User"))
        }
        Some(("group", name)) => directory.group(tenant, name, place).map(|id| (id, "Group")),
        Some(("servicePrincipal", name)) => {
            directory.service_principal(tenant, name, place).map(|id| (id, "ServicePrincipal"))
        }
        // Assignments of deleted people stay in Azure until somebody removes them.
        Some(("deletedUser", name)) => Ok((guid(&directory.key(tenant, "user", name)), "User")),
        _ => Err(place.malformed(
            "principal",
            text,
            "a principal (user:NAME, group:NAME, servicePrincipal:NAME or deletedUser:NAME)",
        )),
    }
}

/// The id of a role by its name, the company's own before Azure's.
fn role(
    custom_roles: &[CustomRole],
    assignment: &file::Assignment,
    place: Place,
) -> Result<String, SeedError> {
    let name = &assignment.role;
    let custom = custom_roles.iter().map(|role| (&role.definition.name[..], &role.definition.id[..]));
    custom
        .chain(BUILT_IN.iter().map(|role| (role.name, role.id)))
        .find(|(known, _)| known.eq_ignore_ascii_case(name))
        .map(|(_, id)| id.to_owned())
        .ok_or_else(|| SeedError::Unknown {
            place: place.field("role"),
            kind: "role".to_owned(),
            name: name.clone(),
        })
}
