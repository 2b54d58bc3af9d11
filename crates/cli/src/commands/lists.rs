//! Commands that print a list, or who is signed in.

use std::path::Path;

use latchkey_app::bridge::{AppOverview, Readable, SourceFailure, WorkspaceLocation};
use serde::Serialize;

use crate::{
    output::{Failure, say, show},
    session::Session,
};

/// A word as the views spell it in JSON.
pub(super) fn word(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

fn tell(failures: &[SourceFailure]) {
    for failure in failures {
        say(&format!("{} could not be read: {}", failure.source, failure.error.message));
    }
}

pub(crate) async fn whoami(session: &Session) -> Result<(), Failure> {
    let overview = session.app.describe_app().await;
    session.current_account().await?;
    show_account(session, &overview)
}

/// Who is signed in, and where.
pub(crate) fn show_account(session: &Session, overview: &AppOverview) -> Result<(), Failure> {
    #[derive(Serialize)]
    #[serde(rename_all = "camelCase")]
    struct Who<'a> {
        account: &'a Option<latchkey_app::bridge::AccountSummary>,
        cloud: &'a Option<latchkey_app::bridge::CloudSummary>,
    }
    let who = Who { account: &overview.account, cloud: &overview.cloud };
    let account = overview.account.iter().flat_map(|account| {
        let rows = [
            ("Name", account.user_name.clone()),
            ("Kind", word(&account.kind)),
            ("Tenant", account.tenant_id.clone()),
            ("Client id", account.client_id.clone()),
        ];
        // Not every sign-in service has tenants.
        rows.into_iter().filter(|(_, value)| !value.is_empty())
    });
    let cloud = overview
        .cloud
        .iter()
        .map(|cloud| ("Cloud", format!("{} ({})", cloud.display_name, cloud.authority_host)));
    let rows = account.chain(cloud).map(|(name, value)| vec![name.to_owned(), value]);
    show(session.options.output, &who, &[], rows)
}

pub(crate) async fn workspaces(session: &Session) -> Result<(), Failure> {
    let list = session.app.list_workspaces().await?;
    tell(&list.failures);
    let rows = list.workspaces.iter().map(|workspace| {
        let roles = match &workspace.my_roles {
            Readable::Known { value } => {
                value.iter().map(|role| role.name.clone()).collect::<Vec<_>>().join(", ")
            }
            Readable::Refused { .. } => "?".to_owned(),
        };
        let place = workspace.subscription_name.clone();
        vec![workspace.name.clone(), workspace.region.clone(), place, workspace.resource_group.clone(), roles]
    });
    let header = ["name", "region", "subscription", "resource group", "my roles"];
    show(session.options.output, &list, &header, rows)
}

pub(crate) async fn services(session: &Session, workspace: Option<String>) -> Result<(), Failure> {
    let workspaces = match &workspace {
        Some(name) => vec![session.workspace(name).await?],
        None => session.app.list_workspaces().await?.workspaces,
    };
    let mut lists = Vec::new();
    let mut rows = Vec::new();
    for (workspace, list) in session.services_of(workspaces).await? {
        rows.extend(list.services.iter().map(|service| {
            let (kind, auth) = (word(&service.kind), word(&service.auth_mode));
            let place = workspace.name.clone();
            vec![service.name.clone(), place, kind, auth, service.region.clone(), service.state.clone()]
        }));
        lists.push(serde_json::json!({ "workspace": workspace.name, "services": list.services }));
    }
    let header = ["name", "workspace", "kind", "auth", "region", "state"];
    show(session.options.output, &lists, &header, rows)
}

pub(crate) async fn access(session: &Session, workspace: &str, names: bool) -> Result<(), Failure> {
    let workspace = session.workspace(workspace).await?;
    let list = if names {
        session.app.list_access_with_names(&workspace.handle).await?
    } else {
        session.app.list_access(&workspace.handle).await?
    };
    tell(&list.failures);
    if !list.has_names {
        say("With --names, Microsoft Graph is asked whose ids these are.");
    }
    let rows = list.assignments.iter().map(|row| {
        let name = row.principal.name.as_ref().unwrap_or(&row.principal.id).clone();
        let scope = row.scope_name.clone().unwrap_or_else(|| row.scope.clone());
        vec![name, word(&row.principal.kind), row.role_name.clone(), word(&row.scope_kind), scope]
    });
    show(session.options.output, &list, &["who", "kind", "role", "at", "scope"], rows)
}

/// The workspace of a `config.json`; what is missing on the way there is an error.
pub(crate) async fn find(session: &Session, path: &Path) -> Result<(), Failure> {
    let location = session.app.locate_workspace_from(path).await?;
    let missing = match &location {
        WorkspaceLocation::Here { name, .. } => {
            return show(session.options.output, &location, &[], [vec![name.clone()]]);
        }
        WorkspaceLocation::OtherTenant { name, tenant_id, tenant_name } => {
            say(&format!("{name} is in the tenant {}.", tenant_name.as_ref().unwrap_or(tenant_id)));
            return Err(Failure::interaction(&format!(
                "Go there with: latchkey tenants use {tenant_id}, or sign in with --tenant {tenant_id}."
            )));
        }
        WorkspaceLocation::NoAccess { name } => format!("{name} is there, and this account may not read it."),
        WorkspaceLocation::Gone { name } => format!("{name} is not there: it was deleted, or never was."),
        WorkspaceLocation::NotListed { name } => format!("{name} came into being just now. Try again."),
    };
    Err(Failure::plain(missing))
}
