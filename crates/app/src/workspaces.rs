//! Workspaces over all subscriptions, with the roles that the account holds on each.

mod my_roles;

use std::sync::Arc;

use futures::{StreamExt, stream};
use latchkey_azure::{
    Error,
    subscriptions::{self, Subscription},
    workspaces::{self, Workspace},
};
use latchkey_types::Clock;
use latchkey_words::source;

use crate::{
    AppError, Reason,
    bridge::{HeldRole, Readable, SourceFailure, WorkspaceDetails, WorkspaceList, WorkspaceSummary},
    error::OrGone,
    handle::{Handle, WorkspaceHandle},
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
                workspaces.extend(known.into_iter().map(|known| known.summary.clone()));
                if let Some(error) = unnamed {
                    let source = source::role_names_of(&subscription.name);
                    failures.push(SourceFailure::or_session_error(source, error)?);
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
    session.require_open()?;
    let workspace = read.or_gone(Reason::WorkspaceGone)?;
    Ok(WorkspaceDetails {
        summary: known.summary.clone(),
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
    let (roles, unnamed) = my_roles::list(session, subscription_id, std::slice::from_ref(&read)).await;
    let my_roles = roles.into_iter().next().expect("the roles on one workspace were asked for");
    session.require_open()?;
    // What could not be read now is asked for again at the next opening.
    let is_whole = subscription.is_ok() && unnamed.is_none() && matches!(my_roles, Readable::Known { .. });
    let name = subscription.map_or_else(|_| subscription_id.to_owned(), |one| one.name);
    let known = known(session, subscription_id, &name, read, my_roles);
    Ok(if is_whole { session.inventory().remember_workspace(known) } else { Arc::new(known) })
}

/// Workspaces, and why their roles have no names where that is so.
type SubscriptionWorkspaces = (Vec<Arc<KnownWorkspace>>, Option<Error>);

/// The workspaces of one subscription, with the account's roles.
async fn read_subscription(
    session: &Session,
    subscription: Subscription,
) -> (Subscription, Result<SubscriptionWorkspaces, Error>) {
    let result = async {
        let workspaces = workspaces::list(session.azure(), &subscription.id).await?;
        if workspaces.is_empty() {
            return Ok((Vec::new(), None));
        }
        let (roles, unnamed) = my_roles::list(session, &subscription.id, &workspaces).await;
        let known = workspaces.into_iter().zip(roles).map(|(workspace, roles)| {
            let known = known(session, &subscription.id, &subscription.name, workspace, roles);
            session.inventory().remember_workspace(known)
        });
        Ok((known.collect(), unnamed))
    };
    let result = result.await;
    (subscription, result)
}

fn known(
    session: &Session,
    subscription_id: &str,
    subscription_name: &str,
    workspace: Workspace,
    my_roles: Readable<Vec<HeldRole>>,
) -> KnownWorkspace {
    let handle = Handle {
        cloud: session.cloud().id.clone(),
        account: session.account().key.id(),
        id: workspace.id.clone(),
    };
    let summary = WorkspaceSummary {
        handle: handle.to_string(),
        name: workspace.name.clone(),
        region: workspace.location.clone().unwrap_or_default(),
        kind: workspace.kind.clone(),
        resource_group: workspace.id.resource_group().to_owned(),
        subscription_id: subscription_id.to_owned(),
        subscription_name: subscription_name.to_owned(),
        provisioning_state: workspace.provisioning_state.clone(),
        my_roles,
    };
    KnownWorkspace { summary, workspace }
}
