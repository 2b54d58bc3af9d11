//! Workspaces: the list over all subscriptions, and one of them.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Readable, ScopeKind, SourceFailure};

/// Every workspace that the account can see.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct WorkspaceList {
    /// The workspaces, by subscription and name.
    pub workspaces: Vec<WorkspaceSummary>,
    /// Sources that could not be read.
    pub failures: Vec<SourceFailure>,
    /// How many subscriptions the account sees.
    pub subscription_count: u32,
    /// When the list was read, UTC.
    #[ts(type = "string")]
    pub as_of: Timestamp,
}

/// Where a workspace or a service has a page for the browser.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum Site {
    /// Azure Machine Learning studio.
    Studio,
    /// The Azure portal.
    Portal,
}

/// A file that was written for the person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct SavedFile {
    /// Its path.
    pub path: String,
}

/// A workspace as a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct WorkspaceSummary {
    /// Handle that commands take: cloud, account and resource id.
    pub handle: String,
    /// Its name.
    pub name: String,
    /// Azure region, as Azure spells it; empty if Azure left it out.
    pub region: String,
    /// `Default`, `Hub`, `Project` or `FeatureStore`; none if Azure left it out.
    pub kind: Option<String>,
    /// Resource group.
    pub resource_group: String,
    /// GUID of the subscription.
    pub subscription_id: String,
    /// Name of the subscription.
    pub subscription_name: String,
    /// `Succeeded`, `Failed`, …; none if Azure left it out.
    pub provisioning_state: Option<String>,
    /// The roles that the account holds there, where it may read them.
    pub my_roles: Readable<Vec<HeldRole>>,
}

/// Where the workspace of a `config.json` is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "state", rename_all = "camelCase", rename_all_fields = "camelCase")]
#[ts(export)]
pub enum WorkspaceLocation {
    /// This account can open it.
    Here {
        /// Handle that commands take.
        handle: String,
        /// Its name.
        name: String,
    },
    /// It is in a tenant that this account is not signed in to.
    OtherTenant {
        /// Its name.
        name: String,
        /// GUID of that tenant.
        tenant_id: String,
        /// What it is called, where that is known.
        tenant_name: Option<String>,
    },
    /// It is there, and this account may not read it.
    NoAccess {
        /// Its name.
        name: String,
    },
    /// It was deleted, or never there.
    Gone {
        /// Its name.
        name: String,
    },
}

/// A role that the account holds on a workspace.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct HeldRole {
    /// The role's name, or its GUID where the name cannot be read.
    pub name: String,
    /// How much it permits, to sort by: more is more, and 0 is unknown.
    pub strength: u8,
    /// Where the assignment was made.
    pub assigned_at: ScopeKind,
}

/// A workspace as a page.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct WorkspaceDetails {
    /// The row that led here.
    pub summary: WorkspaceSummary,
    /// ARM id, as Azure spells it.
    pub resource_id: String,
    /// The workspace's own GUID.
    pub workspace_id: Option<String>,
    /// A friendlier name.
    pub friendly_name: Option<String>,
    /// What it is for.
    pub description: Option<String>,
    /// When it was created, UTC.
    #[ts(type = "string | null")]
    pub created_at: Option<Timestamp>,
    /// Who created it, as Azure names them.
    pub created_by: Option<String>,
    /// Address of the v1 service discovery.
    pub discovery_url: Option<String>,
    /// ARM id of the key vault.
    pub key_vault: Option<String>,
    /// ARM id of the storage account.
    pub storage_account: Option<String>,
    /// ARM id of the container registry.
    pub container_registry: Option<String>,
    /// ARM id of Application Insights.
    pub application_insights: Option<String>,
    /// `Enabled` or `Disabled`.
    pub public_network_access: Option<String>,
    /// Tags.
    pub tags: BTreeMap<String, String>,
}
