//! Reads services in the background, of every workspace or of one, page by page. What was read is in the inventory; a
//! screen is told when a reading begins and ends, and asks in between.
//!
//! A source that fails is a failure of its own rows and of no others. Nothing is read by itself a second time.

use std::sync::Arc;

use futures::{StreamExt, future, stream};
use latchkey_azure::{
    services::ServiceSource,
    subscriptions::{self, Subscription},
};
use latchkey_types::{Clock, ResourceId};
use latchkey_words::source;

use super::{SOURCES, name_of, remember};
use crate::{
    AppError, Events,
    bridge::{Change, ListFailure, ListMark, Refresh, ServiceChanges, SourceFailure},
    handle::WorkspaceHandle,
    inventory::KnownWorkspace,
    session::Session,
    tasks::Tasks,
    workspaces,
};

/// Subscriptions whose workspaces are listed at once.
const SUBSCRIPTIONS_AT_ONCE: usize = 4;
/// Workspaces whose services are read at once. Each has two APIs, so 12 requests are under way at most; Resource Manager's
/// buckets refill at 25 a second.
const WORKSPACES_AT_ONCE: usize = 6;

/// Reads services and tells of them.
#[derive(Clone)]
pub(crate) struct ServiceReadings {
    pub(crate) tasks: Tasks,
    pub(crate) events: Arc<dyn Events>,
    pub(crate) clock: Arc<dyn Clock>,
}

impl ServiceReadings {
    /// What has changed in every workspace, or in one, since the mark. Begins to read what was never read.
    pub(crate) fn follow(
        &self,
        session: Session,
        workspace: Option<WorkspaceHandle>,
        since: Option<ListMark>,
    ) -> ServiceChanges {
        let session = Arc::new(session);
        let id = workspace.as_ref().map(|handle| handle.id.clone());
        if !session.inventory().with_services(|index| index.was_begun(id.as_ref())) {
            self.begin(&session, workspace, Refresh::Everything);
        }
        session.inventory().with_services(|index| index.changes(id.as_ref(), since))
    }

    /// Reads every workspace, or one, again. Nothing happens while that is being read already.
    pub(crate) fn refresh(&self, session: Session, workspace: Option<WorkspaceHandle>, refresh: Refresh) {
        self.begin(&Arc::new(session), workspace, refresh);
    }

    fn begin(&self, session: &Arc<Session>, workspace: Option<WorkspaceHandle>, refresh: Refresh) {
        let id = workspace.as_ref().map(|handle| handle.id.clone());
        let Some(failed) = session.inventory().with_services(|index| index.begin(id.as_ref())) else {
            return;
        };
        let (readings, session) = (self.clone(), Arc::clone(session));
        self.events.notify(Change::Services);
        self.tasks.spawn(async move {
            let result = match workspace {
                Some(workspace) => readings.read_one(&session, &workspace).await,
                // A workspace that was not found has no failed source.
                None if refresh == Refresh::Failed && !failed.is_empty() => {
                    readings.read_again(&session, failed).await
                }
                None => readings.read_all(&session).await,
            };
            session.inventory().with_services(|index| index.end(id.as_ref(), result.err().map(Into::into)));
            readings.events.notify(Change::Services);
        });
    }

    async fn read_one(&self, session: &Session, workspace: &WorkspaceHandle) -> Result<(), AppError> {
        let known = workspaces::known_workspace(session, workspace).await?;
        self.read_workspace(session, &known).await
    }

    async fn read_again(&self, session: &Session, failed: Vec<ResourceId>) -> Result<(), AppError> {
        let failed = failed.into_iter().filter_map(|id| session.inventory().workspace(&id));
        let read = stream::iter(failed)
            .map(|known| async move { self.read_workspace(session, &known).await })
            .buffer_unordered(WORKSPACES_AT_ONCE);
        first_error(read.collect::<Vec<_>>().await)
    }

    async fn read_all(&self, session: &Session) -> Result<(), AppError> {
        let (subscriptions, ()) =
            tokio::join!(subscriptions::list(session.azure()), session.learn_tenant_names());
        let subscriptions = subscriptions?;
        let ids: Vec<String> = subscriptions.iter().map(|one| one.id.to_lowercase()).collect();
        session.inventory().with_services(|index| {
            index.keep_workspaces(|workspace| ids.contains(&workspace.subscription().to_lowercase()));
        });
        let read = stream::iter(subscriptions)
            .map(|subscription| self.list_workspaces(session, subscription))
            .buffer_unordered(SUBSCRIPTIONS_AT_ONCE)
            .flat_map(|listed| {
                let (known, error) = match listed {
                    Ok(known) => (known, None),
                    Err(error) => (Vec::new(), Some(error)),
                };
                stream::iter(known.into_iter().map(Ok).chain(error.map(Err)))
            })
            .map(|known| async move { self.read_workspace(session, &known?).await })
            .buffer_unordered(WORKSPACES_AT_ONCE);
        first_error(read.collect::<Vec<_>>().await)
    }

    /// The workspaces of a subscription; a failure is kept as one of the list.
    async fn list_workspaces(
        &self,
        session: &Session,
        subscription: Subscription,
    ) -> Result<Vec<Arc<KnownWorkspace>>, AppError> {
        let known = match workspaces::list_in(session, &subscription).await {
            Ok(known) => known,
            Err(error) => {
                let handles = session.handle(format!("/subscriptions/{}/", subscription.id)).to_string();
                let failure = SourceFailure::or_session_error(subscription.name, error)?;
                session
                    .inventory()
                    .with_services(|index| index.note_failure(ListFailure { failure, handles }));
                return Ok(Vec::new());
            }
        };
        session.inventory().with_services(|index| {
            index.keep_workspaces(|id| {
                !id.subscription().eq_ignore_ascii_case(&subscription.id)
                    || known.iter().any(|known| known.workspace.id == *id)
            });
            // They are counted before their turn comes.
            for known in &known {
                index.expect(&known.workspace.id, &SOURCES);
            }
        });
        Ok(known)
    }

    /// Reads both APIs of a workspace.
    async fn read_workspace(
        &self,
        session: &Session,
        workspace: &Arc<KnownWorkspace>,
    ) -> Result<(), AppError> {
        let read = SOURCES.map(|source| self.read_source(session, workspace, source));
        first_error(future::join_all(read).await)
    }

    async fn read_source(
        &self,
        session: &Session,
        workspace: &Arc<KnownWorkspace>,
        source: ServiceSource,
    ) -> Result<(), AppError> {
        let (inventory, key) = (session.inventory(), (workspace.workspace.id.clone(), source));
        if !inventory.with_services(|index| index.begin_source(&key)) {
            return Ok(());
        }
        let take = |page| {
            for service in page {
                remember(session, workspace, service);
            }
        };
        let read = session.azure().read_services(&workspace.workspace, source, take).await;
        let (result, failure) = match read {
            Ok(()) => {
                inventory.with_services(|index| index.finish_source(&key, self.clock.now()));
                return Ok(());
            }
            Err(error) => {
                let name = source::in_workspace(name_of(source), &workspace.workspace.name);
                match SourceFailure::or_session_error(name, error) {
                    Ok(failure) => {
                        let handles = format!("{}/{}/", workspace.handle, source.collection());
                        (Ok(()), Some(ListFailure { failure, handles }))
                    }
                    Err(error) => (Err(error), None),
                }
            }
        };
        inventory.with_services(|index| index.fail_source(&key, failure));
        result
    }
}

/// The first error, once everything has ended.
fn first_error(results: impl IntoIterator<Item = Result<(), AppError>>) -> Result<(), AppError> {
    results.into_iter().collect()
}
