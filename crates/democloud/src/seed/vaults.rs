//! A key vault for each workspace, a few secrets in them, and who may use those.

use std::collections::BTreeMap;

use jiff::Timestamp;
use latchkey_rbac::RoleAssignment;
use latchkey_types::{Entropy, Scope, Secret};

use super::built_in::{group_id, service_principal_id, user_id, workspace};
use crate::{
    hash::guid,
    random, roles,
    state::{Assignment, SecretVersion, State, Vault, VaultSecret, Workspace},
};

/// A secret of the built-in company.
struct SeededSecret {
    vault: &'static str,
    name: &'static str,
    content_type: Option<&'static str>,
    is_enabled: bool,
    /// When each version was made, oldest first.
    made: &'static [&'static str],
}

/// When the roles at vaults were given.
const MADE_AT: &str = "2025-01-14T09:02:11.5530120Z";

const SECRETS: &[SeededSecret] = &[
    SeededSecret {
        vault: "mlrouting-kv",
        name: "route-eta-key",
        content_type: Some("text/plain"),
        is_enabled: true,
        made: &["2024-09-02T06:00:00Z", "2025-03-03T06:00:00Z"],
    },
    SeededSecret {
        vault: "mlrouting-kv",
        name: "maps-api-key",
        content_type: None,
        is_enabled: true,
        made: &["2024-03-12T09:30:00Z"],
    },
    SeededSecret {
        vault: "mlrouting-kv",
        name: "old-ftp-password",
        content_type: None,
        is_enabled: false,
        made: &["2023-11-20T15:05:00Z"],
    },
    SeededSecret {
        vault: "mlpricing-kv",
        name: "quote-portal-key",
        content_type: Some("text/plain"),
        is_enabled: true,
        made: &["2024-07-01T12:00:00Z"],
    },
    SeededSecret {
        vault: "mlsandbox-kv",
        name: "trial-key",
        content_type: None,
        is_enabled: true,
        made: &["2025-09-03T08:00:00Z"],
    },
];

pub(super) fn vault_id(workspace: &Workspace) -> String {
    format!("{}/providers/Microsoft.KeyVault/vaults/{}", workspace.group_path(), workspace.vault_name())
}

pub(super) fn vaults(state: &State, entropy: &dyn Entropy) -> Vec<Vault> {
    own_workspaces(state)
        .map(|workspace| {
            let vault = empty_vault(workspace, &state.home_tenant().id);
            Vault { secrets: secrets(&vault.name, entropy), ..vault }
        })
        .collect()
}

/// In another company than the built-in one the first workspace alone has a vault, since each vault takes a port
/// of its own. Whoever owns the first subscription may use its secrets.
pub(super) fn add_first_vault(state: &mut State) {
    let Some(subscription) = state.subscriptions.first() else { return };
    let Some(workspace) = state.workspaces.iter().find(|one| one.subscription_id == subscription.id) else {
        return;
    };
    let vault = empty_vault(workspace, &subscription.tenant_id);
    let scope = Scope::new(subscription.path());
    let is_owner = |one: &&Assignment| {
        let grant = &one.grant;
        grant.role_id == roles::OWNER && grant.scope == scope && state.is_principal(&grant.principal_id)
    };
    let officers = state.assignments.iter().filter(is_owner).map(|one| Assignment {
        created_by: one.created_by.clone(),
        updated_by: one.created_by.clone(),
        ..assignment(
            &vault.id,
            roles::KEY_VAULT_SECRETS_OFFICER,
            one.grant.principal_id.clone(),
            &one.principal_type,
        )
    });
    let officers: Vec<Assignment> = officers.collect();
    state.assignments.extend(officers);
    state.vaults = vec![vault].into();
}

fn empty_vault(workspace: &Workspace, tenant_id: &str) -> Vault {
    Vault {
        id: vault_id(workspace),
        name: workspace.vault_name(),
        tenant_id: tenant_id.to_owned(),
        subscription_id: workspace.subscription_id.clone(),
        resource_group: workspace.resource_group.clone(),
        location: workspace.location.clone(),
        created_by: workspace.created_by.clone(),
        created_at: workspace.created_at.clone(),
        tags: workspace.tags.clone(),
        secrets: Vec::new(),
    }
}

/// Those of the company's own tenant.
fn own_workspaces(state: &State) -> impl Iterator<Item = &Workspace> {
    let tenant_id = &state.home_tenant().id;
    state.workspaces.iter().filter(move |workspace| {
        state.subscription(&workspace.subscription_id).is_some_and(|found| found.tenant_id == *tenant_id)
    })
}

fn secrets(vault: &str, entropy: &dyn Entropy) -> Vec<VaultSecret> {
    SECRETS
        .iter()
        .filter(|one| one.vault == vault)
        .map(|SeededSecret { name, content_type, is_enabled, made, .. }| VaultSecret {
            name: (*name).to_owned(),
            versions: made
                .iter()
                .map(|at| {
                    let at: Timestamp = at.parse().expect("the dates written in this file are RFC 3339");
                    SecretVersion {
                        id: guid(&format!("secret/{vault}/{name}/{at}")).replace('-', ""),
                        value: Secret::new(random::opaque(entropy)),
                        content_type: content_type.map(str::to_owned),
                        tags: BTreeMap::new(),
                        is_enabled: *is_enabled,
                        not_before: None,
                        expires_at: None,
                        created_at: at,
                        updated_at: at,
                    }
                })
                .collect(),
            deletion: None,
        })
        .collect()
}

/// The owner of both subscriptions needs a role of the data plane too: *Owner* has none.
pub(super) fn assignments(state: &State) -> Vec<Assignment> {
    let vault_of = |name: &str| vault_id(workspace(state, name));
    let officers = own_workspaces(state)
        .map(|workspace| (vault_id(workspace), roles::KEY_VAULT_SECRETS_OFFICER, user_id("Adele"), "User"));
    let users = [
        (vault_of("ml-routing"), roles::KEY_VAULT_SECRETS_USER, group_id("Routing Team"), "Group"),
        (vault_of("ml-sandbox"), roles::KEY_VAULT_SECRETS_USER, user_id("Tomás"), "User"),
        (
            vault_of("ml-pricing"),
            roles::KEY_VAULT_SECRETS_OFFICER,
            service_principal_id("github-deploy"),
            "ServicePrincipal",
        ),
        (
            vault_of("ml-routing"),
            roles::KEY_VAULT_SECRETS_OFFICER,
            service_principal_id("landing-zone"),
            "ServicePrincipal",
        ),
    ];
    officers
        .chain(users)
        .map(|(scope, role, principal_id, principal_type)| {
            assignment(&scope, role, principal_id, principal_type)
        })
        .collect()
}

pub(super) fn assignment(scope: &str, role: &str, principal_id: String, principal_type: &str) -> Assignment {
    Assignment {
        grant: RoleAssignment {
            id: guid(&format!("assignment/{scope}/{role}/{principal_id}")),
            scope: Scope::new(scope),
            role_id: role.to_owned(),
            principal_id,
            condition: None,
        },
        principal_type: principal_type.to_owned(),
        created_on: MADE_AT.to_owned(),
        created_by: user_id("Adele"),
        updated_on: MADE_AT.to_owned(),
        updated_by: user_id("Adele"),
        description: None,
        condition_version: None,
        delegated_managed_identity: None,
        effective_at: None,
    }
}
