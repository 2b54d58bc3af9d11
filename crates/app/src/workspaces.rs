//! Workspaces over all subscriptions, with the roles that the account holds on each.

use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

use futures::{StreamExt, stream};
use latchkey_azure::{
    Azure, Error,
    role_assignments::{self, RoleAssignmentResource, Selection},
    role_definitions::{self, RoleDefinitionResource},
    subscriptions::{self, Subscription},
    workspaces::{self, Workspace},
};
use latchkey_types::Scope;

use crate::{
    App, Change, CommandError, ErrorCode,
    access::scope_kind,
    bridge::{HeldRole, Readable, Refusal, SourceFailure, WorkspaceDetails, WorkspaceList, WorkspaceSummary},
    connection::Connection,
    handle::handle_of,
    inventory::{Inventory, KnownWorkspace},
    permission::refusal,
};

/// Subscriptions read at once, and workspaces asked at once in each of them: 8 requests under way at most.
/// ARM's buckets refill at 25 a second.
const SUBSCRIPTIONS_AT_ONCE: usize = 4;
const WORKSPACES_AT_ONCE: usize = 2;

impl App {
    /// Lists every workspace that the account can see, subscription by subscription.
    ///
    /// # Errors
    /// What kept the subscriptions from being listed; a subscription that fails is a row in `failures`.
    pub async fn list_workspaces(&self) -> Result<WorkspaceList, CommandError> {
        self.resume().await;
        self.list_workspaces_of(&*self.connection()?).await
    }

    async fn list_workspaces_of(&self, connection: &Connection) -> Result<WorkspaceList, CommandError> {
        let azure = connection.azure()?;
        let (subscriptions, has_learned) =
            tokio::join!(subscriptions::list(&azure), connection.learn_tenant_names(&azure));
        if has_learned {
            self.ports.events.notify(Change::App);
        }
        let subscriptions = subscriptions?;
        let subscription_count = u32::try_from(subscriptions.len()).unwrap_or(u32::MAX);
        let results: Vec<_> = stream::iter(subscriptions)
            .map(|subscription| read_subscription(&azure, connection, subscription))
            .buffered(SUBSCRIPTIONS_AT_ONCE)
            .collect()
            .await;
        let mut known = Vec::new();
        let mut failures = Vec::new();
        for (subscription, result) in results {
            match result {
                Ok((workspaces, unnamed)) => {
                    known.extend(workspaces);
                    if let Some(error) = unnamed {
                        let source = format!("Names of roles in {}", subscription.name);
                        failures.push(SourceFailure::session_first(source, error)?);
                    }
                }
                Err(error) => failures.push(SourceFailure::session_first(subscription.name, error)?),
            }
        }
        known.sort_by(|a, b| {
            let key = |known: &KnownWorkspace| {
                (known.summary.subscription_name.to_lowercase(), known.summary.name.to_lowercase())
            };
            key(a).cmp(&key(b))
        });
        let workspaces = known.iter().map(|known| known.summary.clone()).collect();
        connection.inventory().remember_workspaces(known);
        Ok(WorkspaceList { workspaces, failures, subscription_count, as_of: self.ports.clock.now() })
    }

    /// Reads one workspace.
    ///
    /// # Errors
    /// [`ErrorCode::NotFound`] for a handle that was not given out or a workspace that is gone.
    pub async fn describe_workspace(&self, handle: &str) -> Result<WorkspaceDetails, CommandError> {
        let (connection, known) = self.known_workspace(handle).await?;
        let workspace = workspaces::read_one(&connection.azure()?, &known.workspace.id).await?;
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

    /// The workspace behind a handle, and the connection that it belongs to. After a restart the list is
    /// read once to find it; if that was not possible, this is the reason, and not that it is gone.
    pub(crate) async fn known_workspace(
        &self,
        handle: &str,
    ) -> Result<(Arc<Connection>, Arc<KnownWorkspace>), CommandError> {
        self.resume().await;
        let connection = self.connection()?;
        if let Some(known) = connection.inventory().workspace(handle) {
            return Ok((connection, known));
        }
        let list = self.list_workspaces_of(&connection).await?;
        if let Some(known) = connection.inventory().workspace(handle) {
            return Ok((connection, known));
        }
        let unread = list.failures.into_iter().next().map(|failure| failure.error);
        Err(unread.unwrap_or_else(|| {
            CommandError::new(
                ErrorCode::NotFound,
                "This workspace is not there any more, or this account cannot see it.".to_owned(),
            )
        }))
    }
}

/// Workspaces, and why their roles have no names where that is so.
type SubscriptionWorkspaces = (Vec<KnownWorkspace>, Option<Error>);

/// The workspaces of one subscription, with the account's roles.
async fn read_subscription(
    azure: &Azure,
    connection: &Connection,
    subscription: Subscription,
) -> (Subscription, Result<SubscriptionWorkspaces, Error>) {
    let result = async {
        let workspaces = workspaces::list(azure, &subscription.id).await?;
        if workspaces.is_empty() {
            return Ok((Vec::new(), None));
        }
        let (roles, unnamed) = my_roles(azure, connection, &subscription, &workspaces).await;
        let known = workspaces.into_iter().zip(roles);
        let known = known
            .map(|(workspace, roles)| known_workspace(connection, &subscription, workspace, roles))
            .collect();
        Ok((known, unnamed))
    };
    let result = result.await;
    (subscription, result)
}

fn known_workspace(
    connection: &Connection,
    subscription: &Subscription,
    workspace: Workspace,
    my_roles: Readable<Vec<HeldRole>>,
) -> KnownWorkspace {
    let summary = WorkspaceSummary {
        handle: handle_of(&[&connection.cloud().id, workspace.id.as_str()]),
        name: workspace.name.clone(),
        region: workspace.location.clone().unwrap_or_default(),
        kind: workspace.kind.clone(),
        resource_group: workspace.id.resource_group().to_owned(),
        subscription_id: subscription.id.clone(),
        subscription_name: subscription.name.clone(),
        provisioning_state: workspace.provisioning_state.clone(),
        my_roles,
    };
    KnownWorkspace { summary, workspace }
}

/// The account's roles on each workspace of a subscription, in their order. One request answers for all
/// where the account may read assignments on the subscription; else each workspace is asked.
async fn my_roles(
    azure: &Azure,
    connection: &Connection,
    subscription: &Subscription,
    workspaces: &[Workspace],
) -> (Vec<Readable<Vec<HeldRole>>>, Option<Error>) {
    let Some(object_id) = connection.account().ok().and_then(|account| account.object_id.clone()) else {
        // Nothing told who the account is in its tenant, so no assignment can be told to be its own.
        let unknown = Refusal {
            message: "Nothing told which principal this account is, so its roles cannot be found.".to_owned(),
            missing_action: None,
            correlation_id: None,
        };
        let refused = workspaces.iter().map(|_| Readable::Refused { refusal: unknown.clone() });
        return (refused.collect(), None);
    };
    let whole = Scope::new(format!("/subscriptions/{}", subscription.id));
    let for_all = role_assignments::list(azure, &whole, Selection::Of(&object_id)).await;
    let each: Vec<Result<Arc<Vec<RoleAssignmentResource>>, Error>> = match for_all {
        Ok(assignments) => {
            let assignments = Arc::new(assignments);
            workspaces.iter().map(|_| Ok(Arc::clone(&assignments))).collect()
        }
        Err(error) if error.is_forbidden() => {
            let ask = |workspace: &Workspace| {
                let scope = Scope::new(workspace.id.as_str());
                let object_id = &object_id;
                async move { role_assignments::list(azure, &scope, Selection::Of(object_id)).await.map(Arc::new) }
            };
            stream::iter(workspaces.iter().map(ask)).buffered(WORKSPACES_AT_ONCE).collect().await
        }
        // Asking once more for each workspace would only make it worse.
        Err(error) => {
            let refusal = refusal(error);
            let refused = workspaces.iter().map(|_| Readable::Refused { refusal: refusal.clone() });
            return (refused.collect(), None);
        }
    };
    let mut unnamed = None;
    let mut roles = HashMap::new();
    if each.iter().any(Result::is_ok) {
        match role_names(azure, connection.inventory(), &subscription.id).await {
            Ok(names) => roles = names,
            Err(error) => unnamed = Some(error),
        }
    }
    let held = |(workspace, assignments): (&Workspace, Result<Arc<Vec<RoleAssignmentResource>>, Error>)| {
        match assignments {
            Ok(assignments) => Readable::Known { value: held_roles(workspace, &assignments, &roles) },
            Err(error) => Readable::Refused { refusal: refusal(error) },
        }
    };
    (workspaces.iter().zip(each).map(held).collect(), unnamed)
}

fn held_roles(
    workspace: &Workspace,
    assignments: &[RoleAssignmentResource],
    roles: &HashMap<String, RoleDefinitionResource>,
) -> Vec<HeldRole> {
    let here = Scope::new(workspace.id.as_str());
    let held: BTreeSet<HeldRole> = assignments
        .iter()
        .map(|listed| &listed.assignment)
        .filter(|assignment| assignment.scope.contains(&here))
        .map(|assignment| HeldRole {
            name: roles
                .get(&assignment.role_id)
                .map_or_else(|| assignment.role_id.clone(), |role| role.definition.name.clone()),
            assigned_at: scope_kind(&assignment.scope),
        })
        .collect();
    held.into_iter().collect()
}

/// The roles that can be assigned in a subscription, by GUID. They hardly ever change, so they are read once.
pub(crate) async fn role_names(
    azure: &Azure,
    inventory: &Inventory,
    subscription_id: &str,
) -> Result<HashMap<String, RoleDefinitionResource>, Error> {
    if let Some(roles) = inventory.roles(subscription_id) {
        return Ok(roles);
    }
    let definitions =
        role_definitions::list(azure, &Scope::new(format!("/subscriptions/{subscription_id}"))).await?;
    let roles: HashMap<_, _> =
        definitions.into_iter().map(|role| (role.definition.id.clone(), role)).collect();
    inventory.remember_roles(subscription_id, roles.clone());
    Ok(roles)
}

impl SourceFailure {
    /// A source's failure as a row; the end of the session is one for the whole page.
    pub(crate) fn session_first(source: String, error: Error) -> Result<Self, CommandError> {
        let error = CommandError::from(error);
        if error.code == ErrorCode::SignInRequired { Err(error) } else { Ok(Self { source, error }) }
    }
}
