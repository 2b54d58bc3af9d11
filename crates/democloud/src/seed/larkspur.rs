//! What Larkspur Freight has beyond its file: applications with secrets, conditions of signing in, what a
//! blueprint denies, key vaults, machines. It is put together by the names in `larkspur.json`.

use jiff::Timestamp;
use latchkey_rbac::{ActionPattern, DenyAssignment, EVERYBODY, Permission};
use latchkey_types::{Entropy, Scope};

use super::{
    applications,
    built_in::{group, service_principal_id, user_id},
    identities, machine_learning, policies, registrations, vaults,
};
use crate::{
    hash::guid,
    state::{Denial, State},
};

/// Adds what belongs to the directory and needs no subscription.
pub(super) fn add_to_directory(state: &mut State, entropy: &dyn Entropy, now: Timestamp) {
    let tenant_id = state.home_tenant().id.clone();
    state.service_principals.extend(applications::service_principals(&tenant_id));
    state.applications.extend(applications::applications(&tenant_id, entropy, now));
    state.registrations = registrations::registrations();
    state.app_roles.extend(applications::app_roles());
    state.policies = policies::policies();
    state.application_administrators = vec![user_id("Adele")];
    // The identity administrator can take control of every subscription, which everybody is told of.
    state.global_administrators = vec![user_id("Jonas")];
}

/// What belongs to the company's own subscriptions.
pub(super) fn add_resources(state: &mut State, entropy: &dyn Entropy) {
    machine_learning::add(state, entropy);
    state.denials = denials(state);
    state.vaults = vaults::vaults(state, entropy).into();
    state.identity_hosts = identities::hosts(state);
    state.managed_identities = identities::managed_identities(state).into();
    state.service_principals.extend(identities::service_principals(state));
    state.app_roles.extend(identities::app_roles());
    let assignments = [vaults::assignments(state), identities::assignments(state)].concat();
    state.assignments.extend(assignments);
}

/// A blueprint protects the American production: nobody deletes its group, its workspaces or who has
/// access there, not even an owner.
fn denials(state: &State) -> Vec<Denial> {
    let actions = [
        "Microsoft.Resources/subscriptions/resourceGroups/delete",
        "Microsoft.MachineLearningServices/workspaces/delete",
        "Microsoft.Authorization/roleAssignments/delete",
    ];
    let group = group(state, "rg-ml-prod-us");
    vec![Denial {
        rule: DenyAssignment {
            id: guid("denial/rg-ml-prod-us"),
            scope: Scope::new(group.path()),
            this_scope_only: false,
            permissions: vec![Permission {
                actions: actions.into_iter().map(ActionPattern::new).collect(),
                ..Permission::default()
            }],
            principal_ids: vec![EVERYBODY.to_owned()],
            excluded_principal_ids: vec![service_principal_id("github-deploy")],
            condition: None,
        },
        name: format!(
            "Deny assignment '{}' created by Blueprint Assignment '/subscriptions/{}/providers/Microsoft.Blueprint/blueprintAssignments/production-baseline'.",
            guid("denial/rg-ml-prod-us"),
            group.subscription_id
        ),
        description: "Created by Blueprint Assignment 'production-baseline'.".to_owned(),
        is_system_protected: true,
        created_on: "2024-03-11T08:21:02.5520917Z".to_owned(),
    }]
}
