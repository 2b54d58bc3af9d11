//! Deployed services: the list of a workspace, one of them, its keys and its token.

use std::collections::BTreeMap;

use jiff::Timestamp;
use latchkey_types::Fingerprint;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{CommandError, Permission, Snippet, SourceFailure};

/// Every service of a workspace, v1 and v2.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct ServiceList {
    /// The services, by name.
    pub services: Vec<ServiceSummary>,
    /// Sources that could not be read.
    pub failures: Vec<SourceFailure>,
    /// When the list was read, UTC.
    #[ts(type = "string")]
    pub as_of: Timestamp,
}

/// What has changed in the list of services of every workspace, or of one, since a screen last asked.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct ServiceChanges {
    /// Asks for what comes after this.
    pub mark: ListMark,
    /// Whether `services` are all rows, and not only the changed ones.
    pub is_whole: bool,
    /// New and changed rows, in no order.
    pub services: Vec<ServiceSummary>,
    /// Handles of services that are gone.
    pub removed: Vec<String>,
    /// Sources that could not be read; the rows that they had before are kept.
    pub failures: Vec<ListFailure>,
    /// Workspaces whose services have been read, or could not be.
    pub workspaces_read: u32,
    /// Workspaces that are known so far.
    pub workspace_count: u32,
    /// Whether more is being read.
    pub is_reading: bool,
    /// When the oldest part of the list was read, UTC; none before anything was read.
    #[ts(type = "string | null")]
    pub as_of: Option<Timestamp>,
    /// Why nothing could be read at all; the rows from before are kept.
    pub error: Option<CommandError>,
}

/// Services that the list shows first, by their handles.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct ServicePins {
    /// Those that the person pinned, in the order in which that was done.
    pub pinned: Vec<String>,
    /// Those that were opened, the last one first.
    pub recent: Vec<String>,
}

/// How much of a list is read again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum Refresh {
    /// All of it.
    Everything,
    /// The sources that could not be read.
    Failed,
}

/// A point in the history of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct ListMark {
    /// Which list; after signing in again it is another one.
    pub list: u32,
    /// The number of the last change.
    pub revision: u32,
}

/// A source of a list that could not be read, and which rows are therefore missing or old.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct ListFailure {
    /// What failed.
    #[serde(flatten)]
    #[ts(flatten)]
    pub failure: SourceFailure,
    /// The handles of its rows begin with this, in any letter case.
    pub handles: String,
}

/// A service as a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct ServiceSummary {
    /// Handle that commands take: cloud, account and resource id.
    pub handle: String,
    /// Its name.
    pub name: String,
    /// Handle of its workspace.
    pub workspace_handle: String,
    /// Name of its workspace.
    pub workspace_name: String,
    /// What it runs on.
    pub kind: ServiceKind,
    /// How callers prove themselves.
    pub auth_mode: AuthMode,
    /// Azure region; empty if Azure left it out.
    pub region: String,
    /// Region of the workspace, if it is another one: a token request then crosses regions.
    pub workspace_region: Option<String>,
    /// `Succeeded`, `Healthy`, `Failed`, `Updating`, …, as Azure spells it.
    pub state: String,
}

/// What a service runs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum ServiceKind {
    /// Managed online endpoint (v2).
    ManagedOnline,
    /// Kubernetes online endpoint (v2).
    KubernetesOnline,
    /// Azure Kubernetes Service web service (v1).
    AksWebService,
    /// Azure Container Instances web service (v1).
    AciWebService,
    /// Something that this version does not know.
    Unknown,
}

/// How callers prove themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum AuthMode {
    /// One of two keys.
    Key,
    /// A token that Azure Machine Learning issues for this service.
    AmlToken,
    /// A Microsoft Entra token for Azure Machine Learning.
    AadToken,
    /// Not at all: anyone with the address can call it.
    None,
    /// Something that this version does not know.
    Unknown,
}

/// A service as a page.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct ServiceDetails {
    /// The row that led here.
    pub summary: ServiceSummary,
    /// ARM id for v2, the service's path for v1.
    pub resource_id: String,
    /// Where to send requests.
    pub address: Address,
    /// Where its OpenAPI description is.
    pub swagger_uri: Option<String>,
    /// What it is for.
    pub description: Option<String>,
    /// Name of the compute it runs on.
    pub compute_name: Option<String>,
    /// When it was created, UTC.
    #[ts(type = "string | null")]
    pub created_at: Option<Timestamp>,
    /// Share of requests by deployment, percent.
    #[ts(type = "Record<string, number>")]
    pub traffic: BTreeMap<String, i64>,
    /// Tags.
    pub tags: BTreeMap<String, String>,
    /// What may be done with its keys; none if it has no keys.
    pub keys: Option<KeyActions>,
    /// Whether a token may be asked for; none if it has no tokens.
    pub token: Option<Permission>,
    /// Code that calls it, to be pasted; none for an address that is doubtful or absent.
    pub snippets: Vec<Snippet>,
    /// The file with the cloud's own certificates, which that code reads; none where it needs none.
    pub certificate_file: Option<String>,
}

/// Where to send requests, after a look at whether a key may be sent there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "state", rename_all = "camelCase", rename_all_fields = "camelCase")]
#[ts(export)]
pub enum Address {
    /// Secure enough for a credential.
    Sound {
        /// The address.
        uri: String,
    },
    /// Shown, but a credential sent there could be read or stolen.
    Doubtful {
        /// The address.
        uri: String,
        /// Why, in a sentence.
        reason: String,
    },
    /// Azure named none (yet).
    Absent,
}

/// What may be done with a service's keys.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct KeyActions {
    /// Reading them.
    pub read: Permission,
    /// Regenerating one.
    pub regenerate: Permission,
    /// Fingerprints, where this session has read the keys already.
    pub fingerprints: Option<SlotFingerprints>,
}

/// One of a service's two keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum KeySlot {
    /// The first.
    Primary,
    /// The second.
    Secondary,
}

/// Fingerprints of both keys: 16 hexadecimal digits of SHA-256; none where Azure answered no key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct SlotFingerprints {
    /// Of the primary key.
    #[ts(type = "string | null")]
    pub primary: Option<Fingerprint>,
    /// Of the secondary key.
    #[ts(type = "string | null")]
    pub secondary: Option<Fingerprint>,
}

/// Something was put on the clipboard.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct Copied {
    /// When it is taken away again if it is still there, UTC; none for what is not secret.
    #[ts(type = "string | null")]
    pub clears_at: Option<Timestamp>,
    /// Fingerprints of both keys, after copying a key.
    pub fingerprints: Option<SlotFingerprints>,
    /// The life of the token, after copying a token.
    pub token: Option<TokenLife>,
}

/// What regenerating a key came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct KeyRegeneration {
    /// Which key was to change.
    pub slot: KeySlot,
    /// What happened, judged by listing the keys again.
    pub outcome: RegenerationOutcome,
    /// Fingerprints before.
    pub before: SlotFingerprints,
    /// Fingerprints after.
    pub after: SlotFingerprints,
    /// How long it took, milliseconds.
    #[ts(type = "number")]
    pub took_ms: u64,
}

/// What happened to the two keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum RegenerationOutcome {
    /// This key changed, the other did not.
    Rotated,
    /// This key is what it was, although Azure reported no failure.
    Unchanged,
    /// The other key changed, whatever became of this one.
    OtherChanged,
    /// Azure listed no key in one of the slots, or was still at work, so nothing is proven.
    Unproven,
}

/// How long a service's token lives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct TokenLife {
    /// When a new one should be fetched, UTC.
    #[ts(type = "string")]
    pub refresh_by: Timestamp,
    /// When it stops working, UTC.
    #[ts(type = "string")]
    pub expires_at: Timestamp,
}
