//! Commands that print a list or the signed-in account.

use std::path::Path;

use latchkey_app::bridge::{AccessList, AppOverview, Lacking, Readable, SourceFailure, WorkspaceLocation};
use latchkey_words::terminal;
use serde::Serialize;

use crate::{
    command_context::CommandContext,
    output::{Failure, print_message, show},
};

/// The JSON spelling of an enum variant.
pub(super) fn word(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

fn print_failures(failures: &[SourceFailure]) {
    for failure in failures {
        let (source, cause) = (&failure.source, &failure.error.message);
        print_message(&match failure.lacks {
            Lacking::Rows => terminal::source_unreadable(source, cause),
            Lacking::Names => terminal::names_unreadable(source, cause),
        });
    }
}

pub(crate) async fn whoami(context: &CommandContext) -> Result<(), Failure> {
    let overview = context.app.describe_app().await;
    context.current_account().await?;
    show_account(context, &overview)
}

/// Prints the selected account and its cloud.
pub(crate) fn show_account(context: &CommandContext, overview: &AppOverview) -> Result<(), Failure> {
    #[derive(Serialize)]
    #[serde(rename_all = "camelCase")]
    struct Who<'a> {
        account: &'a Option<latchkey_app::bridge::AccountSummary>,
        cloud: &'a Option<latchkey_app::bridge::CloudSummary>,
    }
    let who = Who { account: &overview.account, cloud: &overview.cloud };
    let account = overview.account.iter().flat_map(|account| {
        let rows = [
            (terminal::row_name(), account.user_name.clone()),
            (terminal::row_kind(), word(&account.kind)),
            (terminal::row_tenant(), account.tenant_id.clone()),
            (terminal::row_client_id(), account.client_id.clone()),
        ];
        // Not every sign-in service has tenants.
        rows.into_iter().filter(|(_, value)| !value.is_empty())
    });
    let cloud = overview.cloud.iter().map(|cloud| {
        let (name, authority) = (&cloud.display_name, &cloud.authority_host);
        (terminal::row_cloud(), terminal::cloud_and_authority(name, authority))
    });
    let rows = account.chain(cloud).map(|(name, value)| vec![name, value]);
    show(context.options.output, &who, &[], rows)
}

pub(crate) async fn workspaces(context: &CommandContext) -> Result<(), Failure> {
    let list = context.app.list_workspaces().await?;
    print_failures(&list.failures);
    let rows = list.workspaces.iter().map(|workspace| {
        let roles = match &workspace.my_roles {
            Readable::Known { value } => {
                let names: Vec<&str> = value.iter().map(|role| &*role.name).collect();
                names.join(", ")
            }
            Readable::Refused { .. } => "?".to_owned(),
        };
        let place = workspace.subscription_name.clone();
        vec![workspace.name.clone(), workspace.region.clone(), place, workspace.resource_group.clone(), roles]
    });
    let header = [
        terminal::column_name(),
        terminal::column_region(),
        terminal::column_subscription(),
        terminal::column_resource_group(),
        terminal::column_my_roles(),
    ];
    show(context.options.output, &list, &header, rows)
}

pub(crate) async fn services(context: &CommandContext, workspace: Option<String>) -> Result<(), Failure> {
    let workspaces = match &workspace {
        Some(name) => vec![context.workspace(name).await?],
        None => context.app.list_workspaces().await?.workspaces,
    };
    let mut lists = Vec::new();
    let mut rows = Vec::new();
    for (workspace, list) in context.services_of(workspaces).await? {
        rows.extend(list.services.iter().map(|service| {
            let (kind, auth) = (word(&service.kind), word(&service.auth_mode));
            let place = workspace.name.clone();
            vec![service.name.clone(), place, kind, auth, service.region.clone(), service.state.clone()]
        }));
        lists.push(serde_json::json!({ "workspace": workspace.name, "services": list.services }));
    }
    let header = [
        terminal::column_name(),
        terminal::column_workspace(),
        terminal::column_kind(),
        terminal::column_authentication(),
        terminal::column_region(),
        terminal::column_state(),
    ];
    show(context.options.output, &lists, &header, rows)
}

pub(crate) async fn access(context: &CommandContext, workspace: &str) -> Result<(), Failure> {
    let workspace = context.workspace(workspace).await?;
    show_access(context, &context.app.list_access(&workspace.handle).await?)
}

/// Looks the names of the principals up in Microsoft Graph first.
pub(crate) async fn access_with_names(context: &CommandContext, workspace: &str) -> Result<(), Failure> {
    let workspace = context.workspace(workspace).await?;
    show_access(context, &context.app.list_access_with_names(&workspace.handle).await?)
}

fn show_access(context: &CommandContext, list: &AccessList) -> Result<(), Failure> {
    print_failures(&list.failures);
    if !list.has_names {
        print_message(&terminal::access_names());
    }
    let rows = list.assignments.iter().map(|row| {
        let name = row.principal.name.as_ref().unwrap_or(&row.principal.id).clone();
        let scope = row.scope_name.clone().unwrap_or_else(|| row.scope.clone());
        vec![name, word(&row.principal.kind), row.role_name.clone(), word(&row.scope_kind), scope]
    });
    let header = [
        terminal::column_who(),
        terminal::column_kind(),
        terminal::column_role(),
        terminal::column_at(),
        terminal::column_scope(),
    ];
    show(context.options.output, list, &header, rows)
}

/// Prints the workspace of a `config.json`. Fails if it cannot be opened, and says why.
pub(crate) async fn find(context: &CommandContext, path: &Path) -> Result<(), Failure> {
    let location = context.app.locate_workspace_from(path).await?;
    let missing = match &location {
        WorkspaceLocation::Here { name, .. } => {
            return show(context.options.output, &location, &[], [vec![name.clone()]]);
        }
        WorkspaceLocation::OtherTenant { name, tenant_id, tenant_name } => {
            let tenant = tenant_name.as_ref().unwrap_or(tenant_id);
            print_message(&terminal::find_other_tenant(name, tenant));
            return Err(Failure::interaction(terminal::find_go_there(tenant_id)));
        }
        WorkspaceLocation::NoAccess { name } => terminal::find_no_access(name),
        WorkspaceLocation::Gone { name } => terminal::find_gone(name),
    };
    Err(Failure::plain(missing))
}
