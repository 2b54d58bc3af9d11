//! Who has which role on a workspace, with the names that the directory gives, if the person wants it asked.

use std::collections::{BTreeSet, HashMap};

use latchkey_azure::{
    principals::{self, Principal},
    role_assignments::{self, RoleAssignmentResource, Selection},
    role_definitions::RoleDefinitionResource,
};
use latchkey_types::{Scope, ScopeLevel};

use crate::{
    App, CommandError,
    bridge::{AccessList, AccessRow, PrincipalKind, PrincipalSummary, RoleKind, ScopeKind, SourceFailure},
    workspaces::role_names,
};

/// Whether the directory is asked.
enum Names {
    Wanted,
    Unwanted,
}

impl App {
    /// Lists the role assignments that hold on a workspace, made there or above; with names if the person wants them
    /// ([`App::show_names`]).
    ///
    /// # Errors
    /// What kept the assignments from being listed. Names that cannot be read cost only themselves: the
    /// rows then show ids, and `failures` says why.
    pub async fn list_access(&self, workspace: &str) -> Result<AccessList, CommandError> {
        let is_wanted = self.settings.current().names_from_graph;
        self.access_of(workspace, if is_wanted { Names::Wanted } else { Names::Unwanted }).await
    }

    /// The same with names, this once.
    ///
    /// # Errors
    /// As of [`App::list_access`].
    pub async fn list_access_with_names(&self, workspace: &str) -> Result<AccessList, CommandError> {
        self.access_of(workspace, Names::Wanted).await
    }

    /// The person wants names: from now on Microsoft Graph is asked for those of who has a role.
    ///
    /// # Errors
    /// [`crate::ErrorCode::Locked`] while the app is locked; what keeps the settings from being written.
    pub fn show_names(&self) -> Result<(), CommandError> {
        self.refuse_if_locked()?;
        self.settings.change(|settings| settings.names_from_graph = true).map(drop)
    }

    /// The person wants no names any more.
    ///
    /// # Errors
    /// [`crate::ErrorCode::Locked`] while the app is locked; what keeps the settings from being written.
    pub fn hide_names(&self) -> Result<(), CommandError> {
        self.refuse_if_locked()?;
        self.settings.change(|settings| settings.names_from_graph = false).map(drop)
    }

    async fn access_of(&self, workspace: &str, names: Names) -> Result<AccessList, CommandError> {
        let (connection, known) = self.known_workspace(workspace).await?;
        let azure = connection.azure()?;
        let here = Scope::new(known.workspace.id.as_str());
        let mut assignments = role_assignments::list(&azure, &here, Selection::HoldingThere).await?;
        assignments.retain(|listed| listed.assignment.scope.contains(&here));

        let ids: BTreeSet<String> =
            assignments.iter().map(|listed| listed.assignment.principal_id.clone()).collect();
        let ids: Vec<String> = ids.into_iter().filter(|id| !id.is_empty()).collect();
        let find = async || match names {
            Names::Wanted => Some(principals::find(&azure, &ids).await),
            Names::Unwanted => None,
        };
        let (roles, directory) =
            tokio::join!(role_names(&azure, connection.inventory(), &known.summary.subscription_id), find(),);
        let mut failures = Vec::new();
        let roles = match roles {
            Ok(roles) => roles,
            Err(error) => {
                failures.push(SourceFailure::session_first("Names of roles".to_owned(), error)?);
                HashMap::new()
            }
        };
        let has_names = directory.is_some();
        let directory = match directory {
            None => None,
            Some(Ok(directory)) => Some(directory),
            Some(Err(error)) => {
                failures.push(SourceFailure::session_first(
                    "Names of people, groups and applications".to_owned(),
                    error,
                )?);
                None
            }
        };
        let me = connection.account()?.object_id.clone().unwrap_or_default();
        let mut rows: Vec<AccessRow> = assignments
            .into_iter()
            .map(|listed| {
                let scope_name = scope_name(&listed.assignment.scope, &known.summary.subscription_name);
                row(listed, &here, scope_name, &roles, directory.as_ref(), &me)
            })
            .collect();
        rows.sort_by_key(|row| {
            let name = row.principal.name.as_ref().unwrap_or(&row.principal.id).to_lowercase();
            (std::cmp::Reverse(row.scope_kind), name, row.role_name.clone())
        });
        Ok(AccessList { assignments: rows, has_names, failures, as_of: self.ports.clock.now() })
    }
}

fn row(
    listed: RoleAssignmentResource,
    here: &Scope,
    scope_name: Option<String>,
    roles: &HashMap<String, RoleDefinitionResource>,
    directory: Option<&HashMap<String, Principal>>,
    me: &str,
) -> AccessRow {
    let assignment = &listed.assignment;
    let role = roles.get(&assignment.role_id);
    let role_kind = match role {
        Some(role) if role.is_custom => RoleKind::Custom,
        Some(_) => RoleKind::BuiltIn,
        None => RoleKind::Unknown,
    };
    AccessRow {
        role_name: role.map_or_else(|| assignment.role_id.clone(), |role| role.definition.name.clone()),
        role_kind,
        scope_name,
        scope_kind: scope_kind(&assignment.scope),
        is_inherited: assignment.scope != *here,
        scope: assignment.scope.as_str().to_owned(),
        has_condition: assignment.condition.is_some(),
        is_mine: assignment.principal_id.eq_ignore_ascii_case(me),
        principal: principal(&listed, directory),
        id: listed.id,
    }
}

fn principal(
    listed: &RoleAssignmentResource,
    directory: Option<&HashMap<String, Principal>>,
) -> PrincipalSummary {
    let entry = directory.and_then(|directory| directory.get(&listed.assignment.principal_id));
    let kind =
        listed.principal_type.as_deref().or(entry.map(|entry| entry.kind.as_str())).unwrap_or_default();
    PrincipalSummary {
        id: listed.assignment.principal_id.clone(),
        name: entry.and_then(|entry| entry.name.clone()),
        detail: entry.and_then(|entry| entry.detail.clone()),
        kind: match kind.to_ascii_lowercase().as_str() {
            "user" => PrincipalKind::User,
            "group" => PrincipalKind::Group,
            "serviceprincipal" => PrincipalKind::ServicePrincipal,
            "foreigngroup" => PrincipalKind::ForeignGroup,
            "device" => PrincipalKind::Device,
            _ => PrincipalKind::Unknown,
        },
        is_missing: directory.is_some() && entry.is_none(),
    }
}

/// What people call a scope.
fn scope_name(scope: &Scope, subscription_name: &str) -> Option<String> {
    match scope.level() {
        ScopeLevel::Root => None,
        ScopeLevel::Subscription => Some(subscription_name.to_owned()),
        _ => scope.as_str().rsplit('/').next().map(str::to_owned),
    }
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
