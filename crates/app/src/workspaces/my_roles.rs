//! The roles that the account itself holds on workspaces.

use std::{cmp::Reverse, collections::HashSet, sync::Arc};

use futures::{StreamExt, stream};
use latchkey_azure::{
    Error,
    role_assignments::{self, RoleAssignmentResource, Selection},
    workspaces::Workspace,
};
use latchkey_types::Scope;
use latchkey_words::permission;

use crate::{
    bridge::{HeldRole, Readable, Refusal, RoleKind},
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
/// where some have none. One request answers for all where the account may read assignments on the subscription; else each
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
    let (mut unread, mut names, mut has_unnamed) = (None, Arc::default(), false);
    if each.iter().any(Result::is_ok) {
        match roles::of_subscription(azure, session.inventory(), subscription_id).await {
            Ok(known) => names = known,
            Err(error) => unread = Some(error),
        }
    }
    let held = workspaces.iter().zip(each).map(|(known, assignments)| match assignments {
        Ok(assignments) => {
            let (value, are_named) = held_roles(&known.workspace, &assignments, &names);
            has_unnamed |= !are_named;
            if unread.is_none() || are_named {
                session.inventory().remember_my_roles(&known.workspace.id, value.clone());
            }
            Readable::Known { value }
        }
        Err(error) => Readable::Refused { refusal: error.into() },
    });
    let held = held.collect();
    (held, unread.filter(|_| has_unnamed))
}

/// The roles that hold on a workspace, strongest first; and whether each has a name.
fn held_roles(
    workspace: &Workspace,
    assignments: &[RoleAssignmentResource],
    names: &Roles,
) -> (Vec<HeldRole>, bool) {
    let here = Scope::new(workspace.id.as_str());
    let mut are_named = true;
    let held: HashSet<HeldRole> = assignments
        .iter()
        .map(|listed| &listed.assignment)
        .filter(|assignment| assignment.scope.contains(&here))
        .map(|assignment| {
            let role = roles::describe(names, &assignment.role_id);
            are_named &= role.kind != RoleKind::Unknown;
            let assigned_at = roles::scope_kind(&assignment.scope);
            HeldRole { name: role.name, strength: role.strength, assigned_at }
        })
        .collect();
    let mut held: Vec<HeldRole> = held.into_iter().collect();
    held.sort_by(|one, other| {
        let key = |role: &HeldRole| (Reverse(role.strength), role.name.to_lowercase(), role.assigned_at);
        key(one).cmp(&key(other))
    });
    (held, are_named)
}
