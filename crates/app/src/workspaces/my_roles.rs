//! The roles that the account itself holds on workspaces.

use std::{collections::BTreeSet, sync::Arc};

use futures::{StreamExt, stream};
use latchkey_azure::{
    Error,
    role_assignments::{self, RoleAssignmentResource, Selection},
    workspaces::Workspace,
};
use latchkey_types::Scope;
use latchkey_words::permission;

use crate::{
    bridge::{HeldRole, Readable, Refusal},
    inventory::{KnownWorkspace, Roles},
    roles,
    session::Session,
};

/// Workspaces of a subscription that are asked at once.
const WORKSPACES_AT_ONCE: usize = 2;

/// The account's roles on one workspace. They are read once; what could not be read is asked for again.
pub(super) async fn of(session: &Session, workspace: &Arc<KnownWorkspace>) -> Readable<Vec<HeldRole>> {
    let id = &workspace.workspace.id;
    if let Some(value) = session.inventory().my_roles(id) {
        return Readable::Known { value };
    }
    let (roles, _) = list(session, id.subscription(), std::slice::from_ref(workspace)).await;
    roles.into_iter().next().expect("the roles on one workspace were asked for")
}

/// The account's roles on each of these workspaces of a subscription, in their order; and why roles have no names,
/// where that is so. One request answers for all where the account may read assignments on the subscription; else each
/// workspace is asked.
pub(super) async fn list(
    session: &Session,
    subscription_id: &str,
    workspaces: &[Arc<KnownWorkspace>],
) -> (Vec<Readable<Vec<HeldRole>>>, Option<Error>) {
    let all_refused = |refusal: Refusal| {
        workspaces.iter().map(|_| Readable::Refused { refusal: refusal.clone() }).collect()
    };
    let Some(object_id) = session.account().object_id.clone() else {
        // Nothing told who the account is in its tenant, so no assignment can be told to be its own.
        let message = permission::principal_unknown();
        return (all_refused(Refusal { message, missing_action: None, correlation_id: None }), None);
    };
    let azure = session.azure();
    let whole = Scope::new(format!("/subscriptions/{subscription_id}"));
    let each: Vec<Result<Arc<Vec<RoleAssignmentResource>>, Error>> =
        match role_assignments::list(azure, &whole, Selection::Of(&object_id)).await {
            Ok(assignments) => {
                let assignments = Arc::new(assignments);
                workspaces.iter().map(|_| Ok(Arc::clone(&assignments))).collect()
            }
            Err(error) if error.is_forbidden() => {
                let ask = |known: &Arc<KnownWorkspace>| {
                    let scope = Scope::new(known.workspace.id.as_str());
                    let object_id = &object_id;
                    async move {
                        role_assignments::list(azure, &scope, Selection::Of(object_id)).await.map(Arc::new)
                    }
                };
                stream::iter(workspaces.iter().map(ask)).buffered(WORKSPACES_AT_ONCE).collect().await
            }
            // Asking once more for each workspace would only make it worse.
            Err(error) => return (all_refused(error.into()), None),
        };
    let (mut unnamed, mut names) = (None, Arc::default());
    if each.iter().any(Result::is_ok) {
        match roles::of_subscription(azure, session.inventory(), subscription_id).await {
            Ok(known) => names = known,
            Err(error) => unnamed = Some(error),
        }
    }
    let held = workspaces.iter().zip(each).map(|(known, assignments)| match assignments {
        Ok(assignments) => {
            let value = held_roles(&known.workspace, &assignments, &names);
            if unnamed.is_none() {
                session.inventory().remember_my_roles(&known.workspace.id, value.clone());
            }
            Readable::Known { value }
        }
        Err(error) => Readable::Refused { refusal: error.into() },
    });
    (held.collect(), unnamed)
}

fn held_roles(workspace: &Workspace, assignments: &[RoleAssignmentResource], names: &Roles) -> Vec<HeldRole> {
    let here = Scope::new(workspace.id.as_str());
    let held: BTreeSet<HeldRole> = assignments
        .iter()
        .map(|listed| &listed.assignment)
        .filter(|assignment| assignment.scope.contains(&here))
        .map(|assignment| HeldRole {
            name: roles::name_of(names, &assignment.role_id),
            assigned_at: roles::scope_kind(&assignment.scope),
        })
        .collect();
    held.into_iter().collect()
}
