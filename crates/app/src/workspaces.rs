//! Workspaces over all subscriptions, with the roles that the account holds on each.

mod config_file;
mod my_roles;

use std::{path::PathBuf, sync::Arc};

use futures::{StreamExt, stream};
use latchkey_azure::{
    Error,
    subscriptions::{self, Subscription},
    workspaces::{self, Workspace},
};
use latchkey_types::{Clock, WorkspaceConfig};
use latchkey_words::source;

use crate::{
    AppError, Reason,
    bridge::{SavedFile, SourceFailure, WorkspaceDetails, WorkspaceList, WorkspaceSummary},
    error::OrGone,
    handle::WorkspaceHandle,
    inventory::KnownWorkspace,
    session::Session,
};

/// Subscriptions read at once. With two workspaces in each, 8 requests are under way at most; ARM's buckets refill at 25
/// a second.
const SUBSCRIPTIONS_AT_ONCE: usize = 4;

/// Lists every workspace that the account can see, subscription by subscription.
///
/// # Errors
/// What kept the subscriptions from being listed; a subscription that fails is a row in `failures`.
pub(crate) async fn list(session: &Session, clock: &dyn Clock) -> Result<WorkspaceList, AppError> {
    let (subscriptions, ()) =
        tokio::join!(subscriptions::list(session.azure()), session.learn_tenant_names());
    let subscriptions = subscriptions?;
    let subscription_count = u32::try_from(subscriptions.len()).unwrap_or(u32::MAX);
    let results: Vec<_> = stream::iter(subscriptions)
        .map(|subscription| read_subscription(session, subscription))
        .buffered(SUBSCRIPTIONS_AT_ONCE)
        .collect()
        .await;
    let mut workspaces = Vec::new();
    let mut failures = Vec::new();
    for (subscription, result) in results {
        match result {
            Ok((known, unnamed)) => {
                workspaces.extend(known);
                if let Some(error) = unnamed {
                    let source = source::role_names_of(&subscription.name);
                    failures.push(SourceFailure::or_session_error(source, error)?.of_names());
                }
            }
            Err(error) => failures.push(SourceFailure::or_session_error(subscription.name, error)?),
        }
    }
    workspaces.sort_by_key(|summary| (summary.subscription_name.to_lowercase(), summary.name.to_lowercase()));
    session.require_open()?;
    Ok(WorkspaceList { workspaces, failures, subscription_count, as_of: clock.now() })
}

/// Reads one workspace.
///
/// # Errors
/// [`Reason::WorkspaceGone`]; what Azure refused.
pub(crate) async fn describe(
    session: &Session,
    workspace: &WorkspaceHandle,
) -> Result<WorkspaceDetails, AppError> {
    let known = known_workspace(session, workspace).await?;
    let read = workspaces::read_one(session.azure(), &known.workspace.id).await;
    let workspace = read.or_gone(Reason::WorkspaceGone)?;
    let my_roles = my_roles::of(session, &known).await;
    session.require_open()?;
    Ok(WorkspaceDetails {
        summary: known.summary(my_roles),
        resource_id: workspace.id.as_str().to_owned(),
        workspace_id: workspace.workspace_id,
        friendly_name: workspace.friendly_name,
        description: workspace.description,
        created_at: workspace.created_at,
        created_by: workspace.created_by,
        discovery_url: workspace.discovery_url,
        key_vault: workspace.key_vault,
        storage_account: workspace.storage_account,
        container_registry: workspace.container_registry,
        application_insights: workspace.application_insights,
        public_network_access: workspace.public_network_access,
        tags: workspace.tags,
    })
}

/// Writes the `config.json` of a workspace into a folder, under a name that is free there.
///
/// # Errors
/// [`Reason::WorkspaceGone`]; [`Reason::FileNotWritten`].
pub(crate) async fn save_config(
    session: &Session,
    workspace: &WorkspaceHandle,
    folder: PathBuf,
) -> Result<SavedFile, AppError> {
    let known = known_workspace(session, workspace).await?;
    session.require_open()?;
    let id = &known.workspace.id;
    let config = WorkspaceConfig {
        subscription_id: id.subscription().to_owned(),
        resource_group: id.resource_group().to_owned(),
        workspace: id.name().to_owned(),
    };
    let saved = tokio::task::spawn_blocking(move || config_file::save(&config, &folder)).await;
    let path = saved.map_err(|_| Reason::Interrupted)??;
    Ok(SavedFile { path: path.display().to_string() })
}

/// The workspace of a handle. One that was not listed yet is read alone.
///
/// # Errors
/// [`Reason::WorkspaceGone`]; what Azure refused.
pub(crate) async fn known_workspace(
    session: &Session,
    workspace: &WorkspaceHandle,
) -> Result<Arc<KnownWorkspace>, AppError> {
    match session.inventory().workspace(&workspace.id) {
        Some(known) => Ok(known),
        // Boxed: it is large, and seldom needed.
        None => Box::pin(read_unlisted(session, workspace)).await,
    }
}

async fn read_unlisted(
    session: &Session,
    workspace: &WorkspaceHandle,
) -> Result<Arc<KnownWorkspace>, AppError> {
    let (azure, subscription_id) = (session.azure(), workspace.id.subscription());
    let (read, subscription, ()) = tokio::join!(
        workspaces::read_one(azure, &workspace.id),
        subscriptions::read_one(azure, subscription_id),
        session.learn_tenant_names()
    );
    let read = read.or_gone(Reason::WorkspaceGone)?;
    session.require_open()?;
    Ok(match subscription {
        Ok(one) => remember(session, &one.name, read),
        // What could not be read now is asked for again at the next opening.
        Err(_) => Arc::new(known(session, subscription_id, read)),
    })
}

/// Workspaces as rows, and why their roles have no names where that is so.
type SubscriptionWorkspaces = (Vec<WorkspaceSummary>, Option<Error>);

/// The workspaces of one subscription, with the account's roles.
async fn read_subscription(
    session: &Session,
    subscription: Subscription,
) -> (Subscription, Result<SubscriptionWorkspaces, Error>) {
    let result = async {
        let known = list_in(session, &subscription).await?;
        if known.is_empty() {
            return Ok((Vec::new(), None));
        }
        let (roles, unnamed) = my_roles::list(session, &subscription.id, &known).await;
        let rows = known.iter().zip(roles).map(|(known, roles)| known.summary(roles)).collect();
        Ok((rows, unnamed))
    };
    let result = result.await;
    (subscription, result)
}

/// The workspaces of one subscription.
///
/// # Errors
/// What Azure refused.
pub(crate) async fn list_in(
    session: &Session,
    subscription: &Subscription,
) -> Result<Vec<Arc<KnownWorkspace>>, Error> {
    let workspaces = workspaces::list(session.azure(), &subscription.id).await?;
    Ok(workspaces.into_iter().map(|workspace| remember(session, &subscription.name, workspace)).collect())
}

fn remember(session: &Session, subscription_name: &str, workspace: Workspace) -> Arc<KnownWorkspace> {
    session.inventory().remember_workspace(known(session, subscription_name, workspace))
}

fn known(session: &Session, subscription_name: &str, workspace: Workspace) -> KnownWorkspace {
    let handle = session.handle(workspace.id.clone()).to_string();
    KnownWorkspace { handle, subscription_name: subscription_name.to_owned(), workspace }
}
