//! A key vault for each workspace, a few secrets in them, and who may use those.

use std::collections::BTreeMap;

use jiff::Timestamp;
use latchkey_rbac::RoleAssignment;
use latchkey_types::{Entropy, Scope, Secret};

use super::{
    people::{group_id, service_principal_id, user_id},
    tenant_id, workspaces,
};
use crate::{
    hash::guid,
    random, roles,
    state::{Assignment, SecretVersion, Vault, VaultSecret},
};

/// Vault, name, kind of content, whether it may be read, and when each version was made, oldest first.
type Facts = (&'static str, &'static str, Option<&'static str>, bool, &'static [&'static str]);

const SECRETS: &[Facts] = &[
    (
        "mlrouting-kv",
        "route-eta-key",
        Some("text/plain"),
        true,
        &["2024-09-02T06:00:00Z", "2025-03-03T06:00:00Z"],
    ),
    ("mlrouting-kv", "maps-api-key", None, true, &["2024-03-12T09:30:00Z"]),
    ("mlrouting-kv", "old-ftp-password", None, false, &["2023-11-20T15:05:00Z"]),
    ("mlpricing-kv", "quote-portal-key", Some("text/plain"), true, &["2024-07-01T12:00:00Z"]),
    ("mlsandbox-kv", "trial-key", None, true, &["2025-09-03T08:00:00Z"]),
];

pub(super) fn vault_name(workspace: &str) -> String {
    let short: String = workspace.chars().filter(char::is_ascii_alphanumeric).collect();
    format!("{short}-kv")
}

pub(super) fn vault_id(workspace: &str) -> String {
    let id = workspaces::workspace_id(workspace);
    let group = id.split("/providers/").next().unwrap_or_default();
    format!("{group}/providers/Microsoft.KeyVault/vaults/{}", vault_name(workspace))
}

pub(super) fn vaults(entropy: &dyn Entropy) -> Vec<Vault> {
    workspaces::workspaces()
        .into_iter()
        .map(|workspace| {
            let name = vault_name(&workspace.name);
            Vault {
                id: vault_id(&workspace.name),
                tenant_id: tenant_id(),
                subscription_id: workspace.subscription_id,
                resource_group: workspace.resource_group,
                location: workspace.location,
                created_by: workspace.created_by,
                created_at: workspace.created_at,
                tags: workspace.tags,
                secrets: secrets(&name, entropy),
                name,
            }
        })
        .collect()
}

fn secrets(vault: &str, entropy: &dyn Entropy) -> Vec<VaultSecret> {
    SECRETS
        .iter()
        .filter(|facts| facts.0 == vault)
        .map(|(_, name, content_type, is_enabled, versions)| VaultSecret {
            name: (*name).to_owned(),
            versions: versions
                .iter()
                .map(|made| {
                    let made: Timestamp = made.parse().expect("a date of the seed");
                    SecretVersion {
                        id: guid(&format!("secret/{vault}/{name}/{made}")).replace('-', ""),
                        value: Secret::new(random::opaque(entropy)),
                        content_type: content_type.map(str::to_owned),
                        tags: BTreeMap::new(),
                        is_enabled: *is_enabled,
                        not_before: None,
                        expires_at: None,
                        created_at: made,
                        updated_at: made,
                    }
                })
                .collect(),
            deletion: None,
        })
        .collect()
}

/// The owner of both subscriptions needs a role of the data plane too: *Owner* has none.
pub(super) fn assignments() -> Vec<Assignment> {
    let officers = workspaces::workspaces().into_iter().map(|workspace| {
        (vault_id(&workspace.name), roles::KEY_VAULT_SECRETS_OFFICER, user_id("Adele"), "User")
    });
    let users = [
        (vault_id("ml-routing"), roles::KEY_VAULT_SECRETS_USER, group_id("Routing Team"), "Group"),
        (vault_id("ml-sandbox"), roles::KEY_VAULT_SECRETS_USER, user_id("Tomás"), "User"),
        (
            vault_id("ml-pricing"),
            roles::KEY_VAULT_SECRETS_OFFICER,
            service_principal_id("github-deploy"),
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
        },
        principal_type: principal_type.to_owned(),
        created_on: "2025-01-14T09:02:11.5530120Z".to_owned(),
        created_by: user_id("Adele"),
        description: None,
    }
}
