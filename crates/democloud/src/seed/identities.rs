//! Managed identities and the machines that have them.

use super::{
    people::service_principal_id,
    tenant_id,
    vaults::{assignment, vault_id},
    workspaces::{DEVELOPMENT, PRODUCTION, group_path, subscription_id, workspace_id},
};
use crate::{
    entra::audience::Resource,
    hash::guid,
    roles,
    state::{AppRole, Assignment, IdentityHost, IdentityHostKind, ManagedIdentity, ServicePrincipal},
};

/// The one identity that is a resource of its own; every machine but the last may use it.
const BATCH: &str = "ml-batch-identity";

/// Name, kind, subscription, resource group, type, location.
type Facts = (&'static str, IdentityHostKind, &'static str, &'static str, &'static str, &'static str);

const HOSTS: &[Facts] = &[
    (
        "ml-jumpbox",
        IdentityHostKind::VirtualMachine,
        DEVELOPMENT,
        "rg-ml-research",
        "Microsoft.Compute/virtualMachines/ml-jumpbox",
        "westeurope",
    ),
    (
        "quote-portal-web",
        IdentityHostKind::AppService,
        PRODUCTION,
        "rg-ml-prod-eu",
        "Microsoft.Web/sites/quote-portal-web",
        "northeurope",
    ),
    (
        "night-cluster",
        IdentityHostKind::MachineLearningCompute,
        PRODUCTION,
        "rg-ml-prod-eu",
        "Microsoft.MachineLearningServices/workspaces/ml-pricing/computes/night-cluster",
        "northeurope",
    ),
    (
        "depot-server",
        IdentityHostKind::Arc,
        PRODUCTION,
        "rg-ml-prod-us",
        "Microsoft.HybridCompute/machines/depot-server",
        "eastus2",
    ),
];

/// Workspaces have identities too; the first of them is among the people's service principals already.
const WORKSPACES: [&str; 5] = ["ml-routing", "ml-pricing", "ml-demand", "ml-sandbox", "ml-research"];

pub(super) fn managed_identities() -> Vec<ManagedIdentity> {
    let own = |name: &str, resource_id: String, is_user_assigned: bool| ManagedIdentity {
        principal_id: service_principal_id(name),
        client_id: guid(&format!("app/{name}")),
        tenant_id: tenant_id(),
        name: name.to_owned(),
        resource_id,
        is_user_assigned,
    };
    let batch = format!(
        "{}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/{BATCH}",
        group_path("rg-ml-prod-eu")
    );
    let hosts = hosts().into_iter().map(|host| own(&host.name, host.resource_id, false));
    let workspaces = WORKSPACES.iter().map(|name| own(name, workspace_id(name), false));
    std::iter::once(own(BATCH, batch, true)).chain(hosts).chain(workspaces).collect()
}

pub(super) fn service_principals() -> Vec<ServicePrincipal> {
    managed_identities()
        .into_iter()
        .filter(|identity| identity.name != WORKSPACES[0])
        .map(|identity| ServicePrincipal {
            id: identity.principal_id,
            tenant_id: identity.tenant_id,
            app_id: identity.client_id,
            display_name: identity.name,
            kind: "ManagedIdentity".to_owned(),
        })
        .collect()
}

pub(super) fn hosts() -> Vec<IdentityHost> {
    HOSTS
        .iter()
        .map(|(name, kind, subscription, group, resource, location)| {
            let is_on_premises = *kind == IdentityHostKind::Arc;
            let batch = (!is_on_premises).then(|| service_principal_id(BATCH));
            IdentityHost {
                kind: *kind,
                name: (*name).to_owned(),
                resource_id: format!("{}/providers/{resource}", group_path(group)),
                subscription_id: subscription_id(subscription),
                resource_group: (*group).to_owned(),
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

pub(super) fn assignments() -> Vec<Assignment> {
    [
        (workspace_id("ml-pricing"), roles::DATA_SCIENTIST, BATCH),
        (vault_id("ml-pricing"), roles::KEY_VAULT_SECRETS_USER, BATCH),
        (workspace_id("ml-research"), roles::READER, "ml-jumpbox"),
        (vault_id("ml-pricing"), roles::KEY_VAULT_SECRETS_USER, "quote-portal-web"),
        (workspace_id("ml-demand"), roles::READER, "depot-server"),
    ]
    .into_iter()
    .map(|(scope, role, name)| assignment(&scope, role, service_principal_id(name), "ServicePrincipal"))
    .collect()
}
