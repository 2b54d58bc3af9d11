//! Managed identities and the machines that have them.

use super::{
    built_in::{group, service_principal_id, workspace},
    vaults::{assignment, vault_id},
};
use crate::{
    audience::Resource,
    hash::guid,
    roles,
    state::{AppRole, Assignment, IdentityHost, IdentityHostKind, ManagedIdentity, ServicePrincipal, State},
};

/// The one identity that is a resource of its own; every machine but the last may use it.
const BATCH: &str = "ml-batch-identity";

/// A machine of the built-in company.
struct SeededHost {
    name: &'static str,
    kind: IdentityHostKind,
    group: &'static str,
    /// What its ARM id ends with, behind `providers`.
    resource: &'static str,
    location: &'static str,
}

const HOSTS: &[SeededHost] = &[
    SeededHost {
        name: "ml-jumpbox",
        kind: IdentityHostKind::VirtualMachine,
        group: "rg-ml-research",
        resource: "Microsoft.Compute/virtualMachines/ml-jumpbox",
        location: "westeurope",
    },
    SeededHost {
        name: "quote-portal-web",
        kind: IdentityHostKind::AppService,
        group: "rg-ml-prod-eu",
        resource: "Microsoft.Web/sites/quote-portal-web",
        location: "northeurope",
    },
    SeededHost {
        name: "night-cluster",
        kind: IdentityHostKind::MachineLearningCompute,
        group: "rg-ml-prod-eu",
        resource: "Microsoft.MachineLearningServices/workspaces/ml-pricing/computes/night-cluster",
        location: "northeurope",
    },
    SeededHost {
        name: "depot-server",
        kind: IdentityHostKind::Arc,
        group: "rg-ml-prod-us",
        resource: "Microsoft.HybridCompute/machines/depot-server",
        location: "eastus2",
    },
];

/// Workspaces have identities too; the first of them is among the people's service principals already.
const WORKSPACES: [&str; 5] = ["ml-routing", "ml-pricing", "ml-demand", "ml-sandbox", "ml-research"];

pub(super) fn managed_identities(state: &State) -> Vec<ManagedIdentity> {
    let tenant_id = &state.home_tenant().id;
    let own = |name: &str, resource_id: String, is_user_assigned: bool| ManagedIdentity {
        principal_id: service_principal_id(name),
        client_id: guid(&format!("app/{name}")),
        tenant_id: tenant_id.clone(),
        name: name.to_owned(),
        resource_id,
        is_user_assigned,
    };
    let batch = format!(
        "{}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/{BATCH}",
        group(state, "rg-ml-prod-eu").path()
    );
    let hosts = state.identity_hosts.iter().map(|host| own(&host.name, host.resource_id.clone(), false));
    let workspaces = WORKSPACES.iter().map(|name| own(name, workspace(state, name).id.clone(), false));
    std::iter::once(own(BATCH, batch, true)).chain(hosts).chain(workspaces).collect()
}

pub(super) fn service_principals(state: &State) -> Vec<ServicePrincipal> {
    state
        .managed_identities
        .iter()
        .filter(|identity| identity.name != WORKSPACES[0])
        .cloned()
        .map(|identity| ServicePrincipal {
            id: identity.principal_id,
            tenant_id: identity.tenant_id,
            app_id: identity.client_id,
            display_name: identity.name,
            kind: "ManagedIdentity".to_owned(),
        })
        .collect()
}

pub(super) fn hosts(state: &State) -> Vec<IdentityHost> {
    HOSTS
        .iter()
        .map(|SeededHost { name, kind, group: group_name, resource, location }| {
            let group = group(state, group_name);
            let is_on_premises = *kind == IdentityHostKind::Arc;
            let batch = (!is_on_premises).then(|| service_principal_id(BATCH));
            IdentityHost {
                kind: *kind,
                name: (*name).to_owned(),
                resource_id: format!("{}/providers/{resource}", group.path()),
                subscription_id: group.subscription_id.clone(),
                resource_group: group.name.clone(),
                location: (*location).to_owned(),
                identities: std::iter::once(service_principal_id(name)).chain(batch).collect(),
            }
        })
        .collect()
}

/// What applications may do in the directory by themselves.
pub(super) fn app_roles() -> Vec<AppRole> {
    [("quote-portal", "Application.ReadWrite.OwnedBy"), (BATCH, "Directory.Read.All")]
        .into_iter()
        .map(|(name, role)| AppRole {
            principal_id: service_principal_id(name),
            resource: Resource::Graph,
            name: role.to_owned(),
        })
        .collect()
}

pub(super) fn assignments(state: &State) -> Vec<Assignment> {
    let at = |name: &str| workspace(state, name).id.clone();
    let at_vault = |name: &str| vault_id(workspace(state, name));
    [
        (at("ml-pricing"), roles::DATA_SCIENTIST, BATCH),
        (at_vault("ml-pricing"), roles::KEY_VAULT_SECRETS_USER, BATCH),
        (at("ml-research"), roles::READER, "ml-jumpbox"),
        (at_vault("ml-pricing"), roles::KEY_VAULT_SECRETS_USER, "quote-portal-web"),
        (at("ml-demand"), roles::READER, "depot-server"),
    ]
    .into_iter()
    .map(|(scope, role, name)| assignment(&scope, role, service_principal_id(name), "ServicePrincipal"))
    .collect()
}
