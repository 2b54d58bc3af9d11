//! The seed holds what it promises.

use std::collections::HashSet;

use latchkey_rbac::Evaluation;
use latchkey_types::{OsEntropy, ResourceId};

use super::*;
use crate::{
    authn::{Caller, CallerKind},
    authz::Access,
    state::{AuthMode, Provisioning, WebServiceAuth, WebServiceCompute},
};

fn seed() -> State {
    company(&OsEntropy, "2026-03-02T09:30:00Z".parse().unwrap()).unwrap()
}

fn access(state: &State, role: &str) -> Access {
    let is_role =
        |user: &&crate::state::User| user.persona.as_ref().is_some_and(|persona| persona.role == role);
    let user = state.users.iter().find(is_role).unwrap();
    Access::new(
        state,
        Caller {
            object_id: user.id.clone(),
            tenant_id: user.tenant_id.clone(),
            name: user.sign_in_name.clone(),
            kind: CallerKind::User,
            handles_challenges: false,
        },
    )
}

#[test]
fn the_company_is_as_varied_as_promised() {
    let state = seed();
    let regions: HashSet<&str> =
        state.workspaces.iter().map(|workspace| workspace.location.as_str()).collect();
    assert_eq!((state.subscriptions.len(), state.workspaces.len(), regions.len()), (2, 5, 4));
    assert_eq!(state.endpoints.len() + state.services.len(), 20);
    let has_endpoint = |kubernetes: bool, mode: AuthMode| {
        state.endpoints.iter().any(|one| one.compute.is_some() == kubernetes && one.auth_mode == mode)
    };
    assert!(has_endpoint(false, AuthMode::Key));
    assert!(has_endpoint(false, AuthMode::AmlToken));
    assert!(has_endpoint(false, AuthMode::EntraToken));
    assert!(has_endpoint(true, AuthMode::Key));
    for (compute, auth) in [
        (WebServiceCompute::Aks, WebServiceAuth::Key),
        (WebServiceCompute::Aks, WebServiceAuth::Token),
        (WebServiceCompute::Aci, WebServiceAuth::Key),
        (WebServiceCompute::Aci, WebServiceAuth::None),
    ] {
        assert!(state.services.iter().any(|one| one.compute == compute && one.auth == auth));
    }
    for provisioning in [Provisioning::Failed, Provisioning::Updating] {
        assert_eq!(state.endpoints.iter().filter(|one| one.provisioning == provisioning).count(), 1);
    }
    let is_elsewhere = |endpoint: &&crate::state::OnlineEndpoint| {
        state.workspace(&endpoint.workspace).is_some_and(|workspace| workspace.location != endpoint.location)
    };
    assert_eq!(state.endpoints.iter().filter(is_elsewhere).count(), 1);
}

#[test]
fn everything_hangs_together() {
    let state = seed();
    for workspace in &state.workspaces {
        let id: ResourceId = workspace.id.parse().unwrap();
        assert_eq!(id.name(), workspace.name);
        assert!(state.subscription(id.subscription()).is_some());
        assert!(state.resource_groups.iter().any(|group| group.name == workspace.resource_group));
    }
    for id in state
        .endpoints
        .iter()
        .map(|one| &one.workspace)
        .chain(state.services.iter().map(|one| &one.workspace))
    {
        assert!(state.workspace(id).is_some(), "{id}");
    }
    for endpoint in &state.endpoints {
        let traffic: u32 = endpoint.deployments.iter().map(|one| u32::from(one.traffic)).sum();
        assert!([0, 100].contains(&traffic), "{}", endpoint.name);
    }
    let roles = crate::authz::role_definitions(&state);
    let assignments: Vec<_> = state.assignments.iter().map(|one| one.grant.clone()).collect();
    let evaluation = Evaluation { roles: &roles, assignments: &assignments, denials: &[] };
    assert!(assignments.iter().all(|one| evaluation.role(&one.role_id).is_some()));
    let known: HashSet<&str> = state
        .users
        .iter()
        .map(|user| user.id.as_str())
        .chain(state.groups.iter().map(|group| group.id.as_str()))
        .chain(state.service_principals.iter().map(|one| one.id.as_str()))
        .collect();
    let deleted = assignments.iter().filter(|one| !known.contains(one.principal_id.as_str())).count();
    assert_eq!(deleted, 1);
    let ids: HashSet<&str> = assignments.iter().map(|one| one.id.as_str()).collect();
    assert_eq!(ids.len(), assignments.len());
}

#[test]
fn each_persona_may_do_what_its_role_says() {
    let state = seed();
    let ml = "Microsoft.MachineLearningServices/workspaces";
    let actions = [
        format!("{ml}/read"),
        format!("{ml}/onlineEndpoints/listKeys/action"),
        format!("{ml}/services/aks/listkeys/action"),
        "Microsoft.Authorization/roleAssignments/read".to_owned(),
        "Microsoft.Authorization/roleAssignments/write".to_owned(),
    ];
    let first = state.workspaces[0].id.clone();
    let check = |role: &str, expected: [bool; 5]| {
        let access = access(&state, role);
        let allowed: Vec<bool> = actions.iter().map(|action| access.allows(&first, action)).collect();
        assert_eq!(allowed, expected, "{role}");
    };
    check("owner", [true; 5]);
    check("dataScientist", [true, true, true, false, false]);
    check("reader", [true, false, false, true, false]);
    check("accessAdmin", [true, false, false, true, true]);
    check("none", [false; 5]);
    let owner = access(&state, "owner");
    assert!(
        state.workspaces.iter().all(|workspace| actions.iter().all(|one| owner.allows(&workspace.id, one)))
    );
}

#[test]
fn secrets_are_never_the_same_twice() {
    let (one, other) = (seed(), seed());
    assert!(!one.endpoints[0].keys.primary.matches(&other.endpoints[0].keys.primary));
    for (one, other) in one.users.iter().zip(&other.users) {
        if let (Some(one), Some(other)) = (&one.persona, &other.persona) {
            assert!(!one.password.matches(&other.password));
        }
    }
}
