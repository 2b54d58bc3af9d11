//! Who has which role on a workspace, with the names that the directory gives, if the person wants it asked.

use std::{
    cmp::Reverse,
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

use latchkey_azure::{
    principals::{self, Principal},
    role_assignments::{self, RoleAssignmentResource, Selection},
};
use latchkey_types::{Clock, Scope, ScopeLevel};
use latchkey_words::source;

use crate::{
    AppError,
    bridge::{AccessList, AccessRow, PrincipalKind, PrincipalSummary, RoleKind, SourceFailure},
    handle::WorkspaceHandle,
    inventory::Roles,
    profile::Profile,
    roles,
    session::Session,
    unlocked::Unlocked,
    workspaces,
};

/// Whether the directory is asked for names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Names {
    Wanted,
    Unwanted,
}

/// The person wants names, or wants them no more: from now on Microsoft Graph is asked for those of who has a role.
///
/// # Errors
/// What keeps the settings from being written.
pub(crate) fn choose_names(_: &Unlocked, profile: &Profile, names: Names) -> Result<(), AppError> {
    let wants = names == Names::Wanted;
    profile.settings.change(|settings| settings.names_from_graph = wants).map(drop)
}

/// What the person has chosen.
pub(crate) fn chosen_names(profile: &Profile) -> Names {
    if profile.settings.current().names_from_graph { Names::Wanted } else { Names::Unwanted }
}

/// Lists the role assignments that hold on a workspace, made there or above.
///
/// # Errors
/// What kept the assignments from being listed. Names that cannot be read cost only themselves: the
/// rows then show ids, and `failures` says why.
pub(crate) async fn list(
    session: &Session,
    workspace: &WorkspaceHandle,
    names: Names,
    clock: &dyn Clock,
) -> Result<AccessList, AppError> {
    let known = workspaces::known_workspace(session, workspace).await?;
    let azure = session.azure();
    let here = Scope::new(known.workspace.id.as_str());
    let mut assignments = role_assignments::list(azure, &here, Selection::HoldingThere).await?;
    assignments.retain(|listed| listed.assignment.scope.contains(&here));

    let ids: BTreeSet<String> =
        assignments.iter().map(|listed| listed.assignment.principal_id.clone()).collect();
    let ids: Vec<String> = ids.into_iter().filter(|id| !id.is_empty()).collect();
    let find = async || match names {
        Names::Wanted => Some(principals::find(azure, &ids).await),
        Names::Unwanted => None,
    };
    let subscription_id = known.workspace.id.subscription();
    let (roles, directory) =
        tokio::join!(roles::of_subscription(azure, session.inventory(), subscription_id), find());
    let mut failures = Vec::new();
    let (roles, unread) = match roles {
        Ok(roles) => (roles, None),
        Err(error) => {
            (Arc::default(), Some(SourceFailure::or_session_error(source::role_names(), error)?.of_names()))
        }
    };
    // The names of built-in roles are known all the same.
    let is_unnamed = |listed: &RoleAssignmentResource| {
        roles::describe(&roles, &listed.assignment.role_id).kind == RoleKind::Unknown
    };
    failures.extend(unread.filter(|_| assignments.iter().any(is_unnamed)));
    session.require_open()?;
    let has_names = directory.is_some();
    let directory = match directory {
        None => None,
        Some(Ok(directory)) => Some(directory),
        Some(Err(error)) => {
            failures.push(SourceFailure::or_session_error(source::principal_names(), error)?.of_names());
            None
        }
    };
    let me = session.account().object_id.clone().unwrap_or_default();
    let mut rows: Vec<AccessRow> = assignments
        .into_iter()
        .map(|listed| {
            let scope_name = scope_name(&listed.assignment.scope, &known.subscription_name);
            row(listed, &here, scope_name, &roles, directory.as_ref(), &me)
        })
        .collect();
    rows.sort_by_key(|row| {
        let name = row.principal.name.as_ref().unwrap_or(&row.principal.id).to_lowercase();
        (Reverse(row.scope_kind), Reverse(row.role_strength), name, row.role_name.clone())
    });
    Ok(AccessList { assignments: rows, has_names, failures, as_of: clock.now() })
}

fn row(
    listed: RoleAssignmentResource,
    here: &Scope,
    scope_name: Option<String>,
    roles: &Roles,
    directory: Option<&HashMap<String, Principal>>,
    me: &str,
) -> AccessRow {
    let assignment = &listed.assignment;
    let role = roles::describe(roles, &assignment.role_id);
    AccessRow {
        role_name: role.name,
        role_kind: role.kind,
        role_strength: role.strength,
        scope_name,
        scope_kind: roles::scope_kind(&assignment.scope),
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
