//! Who has which role on a workspace.

use jiff::Timestamp;
use serde::Serialize;
use ts_rs::TS;

use super::SourceFailure;

/// Every role assignment that holds on a workspace.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct AccessList {
    /// The assignments: nearest scope first, then the strongest role.
    pub assignments: Vec<AccessRow>,
    /// Whether Microsoft Graph was asked for names. It is asked only once the person wants it; until then there
    /// are ids and kinds.
    pub has_names: bool,
    /// Sources that could not be read.
    pub failures: Vec<SourceFailure>,
    /// When the list was read, UTC.
    #[ts(type = "string")]
    pub as_of: Timestamp,
}

/// One role assignment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct AccessRow {
    /// ARM id of the assignment.
    pub id: String,
    /// Who has the role.
    pub principal: PrincipalSummary,
    /// The role's name, or its GUID where the name cannot be read.
    pub role_name: String,
    /// Whether the role is Microsoft's or the company's own.
    pub role_kind: RoleKind,
    /// How much the role permits, to sort by: more is more, and 0 is unknown.
    pub role_strength: u8,
    /// Where the assignment was made, as Azure spells it.
    pub scope: String,
    /// The scope's own name: a subscription's display name, a resource group's or resource's name. None
    /// at the root.
    pub scope_name: Option<String>,
    /// Which kind of scope that is.
    pub scope_kind: ScopeKind,
    /// Whether it comes from above the workspace.
    pub is_inherited: bool,
    /// Whether a condition narrows it.
    pub has_condition: bool,
    /// Whether it is the signed-in account's own, not through a group.
    pub is_mine: bool,
}

/// A user, group or service principal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct PrincipalSummary {
    /// Object id.
    pub id: String,
    /// Display name; none where the directory was not asked, does not know the id (deleted) or may not be read.
    pub name: Option<String>,
    /// User principal name of a user, application id of a service principal.
    pub detail: Option<String>,
    /// What it is.
    pub kind: PrincipalKind,
    /// Whether the directory was asked and has no such object: it was deleted, or lives in another tenant.
    pub is_missing: bool,
}

/// What a principal is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum PrincipalKind {
    /// A person.
    User,
    /// A group.
    Group,
    /// An application or managed identity.
    ServicePrincipal,
    /// A group of another tenant.
    ForeignGroup,
    /// A device.
    Device,
    /// Azure did not say, or said something new.
    Unknown,
}

/// Whose role it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum RoleKind {
    /// Microsoft's.
    BuiltIn,
    /// The company's own.
    Custom,
    /// The definition could not be read.
    Unknown,
}

/// How far up the tree a scope is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum ScopeKind {
    /// The tenant's root.
    Root,
    /// A management group.
    ManagementGroup,
    /// The subscription.
    Subscription,
    /// The resource group.
    ResourceGroup,
    /// The workspace itself or something in it.
    Resource,
}
