//! The seed holds what it promises.

mod scale;

use std::collections::HashSet;

use latchkey_rbac::Evaluation;
use latchkey_types::{OsEntropy, ResourceId};

use super::*;
use crate::{
    authz::Access,
    caller::{Caller, CallerKind},
    roles,
    state::{AuthMode, Provisioning, WebServiceAuth, WebServiceCompute},
};

fn now() -> jiff::Timestamp {
    "2026-03-02T09:30:00Z".parse().unwrap()
}

fn seed() -> State {
    company(&Seed::BuiltIn, &OsEntropy, now()).unwrap()
}

#[test]
fn the_personas_of_a_seed_are_those_that_can_sign_in() {
    let state = seed();
    let in_state: Vec<_> = state
        .users
        .iter()
        .filter_map(|user| {
            let role = user.persona.as_ref()?.role.clone();
            let (user_name, display_name) = (user.sign_in_name.clone(), user.display_name());
            Some(SeedPersona { user_name, display_name, role })
        })
        .collect();
    assert_eq!(Seed::BuiltIn.personas().unwrap(), in_state);
}

/// What there is in the company's own tenant.
fn home() -> State {
    let mut state = seed();
    let tenant = state.home_tenant().id.clone();
    state.subscriptions.retain(|subscription| subscription.tenant_id == tenant);
    let own: Vec<String> = state.subscriptions.iter().map(|subscription| subscription.path() + "/").collect();
    let is_own = |id: &str| own.iter().any(|path| id.starts_with(path));
    state.workspaces.retain(|workspace| is_own(&workspace.id));
    state.endpoints.retain(|endpoint| is_own(&endpoint.workspace));
    state.services.retain(|service| is_own(&service.workspace));
    state
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
        },
    )
}

#[test]
fn the_company_is_as_varied_as_promised() {
    let state = home();
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
    let roles = crate::authz::role_definitions(&state).cloned().collect::<Vec<_>>();
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
    let state = home();
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

#[test]
fn each_faulty_seed_is_refused_with_the_thing_and_its_place() {
    let good = || {
        serde_json::json!({
            "tenants": [{"domain": "a.example", "displayName": "A"}, {"domain": "b.example", "displayName": "B"}],
            "people": [
                {"givenName": "Ann", "familyName": "Lee", "jobTitle": "Baker"},
                {"givenName": "Ann", "familyName": "Roe", "jobTitle": "Smith", "signInName": "ann.roe",
                 "id": "00000000-0000-4000-8000-000000000001"},
                {"givenName": "Bo", "familyName": "Yu", "jobTitle": "Tailor"},
            ],
            "guests": [{"person": "Bo", "tenant": "b.example"}],
            "groups": [{"name": "Team", "members": ["Bo", "ann.roe@a.example"]}],
            "subscriptions": [{"name": "S"}, {"name": "T", "tenant": "b.example"}],
            "resourceGroups": [
                {"subscription": "S", "name": "rg", "location": "westeurope"},
                {"subscription": "T", "name": "rg-t", "location": "westeurope"},
            ],
            "workspaces": [
                {"group": "rg", "name": "w", "createdBy": "Bo", "createdAt": "2025-01-01T00:00:00Z"},
                {"group": "rg-t", "name": "x", "createdBy": "Bo", "createdAt": "2025-01-01T00:00:00Z"},
            ],
            "endpoints": [
                {"workspace": "w", "name": "e", "authMode": "Key", "createdBy": "Bo", "createdAt": "2025-01-01T00:00:00Z",
                 "deployments": [{"name": "blue", "traffic": 100, "model": "m"}]},
                {"workspace": "x", "name": "f", "authMode": "AADToken", "createdBy": "Bo", "createdAt": "2025-01-01T00:00:00Z"},
            ],
            "customRoles": [{"name": "Own", "subscriptions": ["S"], "actions": ["*/read"]}],
            "assignments": [
                {"principal": "group:Team", "role": "own", "scope": "subscription:S"},
                {"principal": "user:Bo", "role": "Reader", "scope": "workspace:x"},
            ],
            "servicePrincipals": [
                {"name": "bot", "kind": "Application", "hasSecret": true, "graphPermissions": ["Directory.Read.All"]},
                {"name": "robot", "kind": "Application", "hasSecret": true,
                 "appId": "00000000-0000-4000-8000-00000000000a"},
                {"name": "box", "kind": "ManagedIdentity"},
            ],
        })
    };
    let load = |seed: &serde_json::Value| company(&Seed::Text(seed.to_string()), &OsEntropy, now());
    let state = load(&good()).unwrap_or_else(|error| panic!("{error:?}"));
    // The same name in another tenant is another account.
    assert_ne!(state.assignments[1].grant.principal_id, state.users[2].id);
    assert_eq!(state.assignments[1].grant.principal_id, state.users[3].id);
    let check = |pointer: &str, value: serde_json::Value, expected: &str| {
        let mut seed = good();
        let (parent, field) = pointer.rsplit_once('/').unwrap();
        match seed.pointer_mut(parent).unwrap() {
            serde_json::Value::Array(items) => items.push(value),
            fields => fields[field] = value,
        }
        let error = load(&seed).err().unwrap_or_else(|| panic!("{pointer} was taken"));
        let error = anyhow::Error::from(error);
        assert!(
            format!("{error:#}").starts_with(&format!("the seed cannot be used: {expected}")),
            "{error:#}"
        );
    };
    check("/tenants", serde_json::json!([]), "tenants: a seed needs");
    check("/tenants/0/domain", "a b".into(), "tenants[0].domain: \"a b\" is not a name of");
    check("/tenants/1/domain", "A.example".into(), "tenants[1].domain: another tenant is called");
    check("/people/0/jobtitle", "x".into(), "people[0].jobtitle cannot be read: unknown field");
    check("/people/0/givenName", "Zoë".into(), "people[0].signInName: \"zoë\" is not a name");
    check("/people/2/id", "7".into(), "people[2].id: \"7\" is not a GUID");
    check("/people/2/id", "00000000-0000-4000-8000-000000000001".into(), "people[2].id: another object");
    check("/people/2/tenant", "c.example".into(), "people[2].tenant: there is no tenant named \"c.example\"");
    check("/guests/0/tenant", "a.example".into(), "guests[0].tenant: Bo is at home in this tenant");
    check("/guests/0/person", "Ann".into(), "guests[0].person: several people are called \"Ann\"");
    check(
        "/groups/0/members/-",
        "Cy".into(),
        "groups[0].members[2]: there is no person in a.example named \"Cy\"",
    );
    check(
        "/servicePrincipals/2/hasSecret",
        true.into(),
        "servicePrincipals[2].hasSecret: \"true\" is not something that a managed identity can have",
    );
    check(
        "/servicePrincipals/1/appId",
        PUBLIC_CLIENT_ID.into(),
        "servicePrincipals[1].appId: another application is called",
    );
    check(
        "/servicePrincipals/0/graphPermissions/-",
        "Directory.Read".into(),
        "servicePrincipals[0].graphPermissions[1]: there is no application permission of Microsoft Graph named",
    );
    check("/subscriptions/1/name", "s".into(), "subscriptions[1].name: another subscription is called");
    check(
        "/resourceGroups/0/subscription",
        "X".into(),
        "resourceGroups[0].subscription: there is no subscription",
    );
    check("/workspaces/1/group", "X".into(), "workspaces[1].group: there is no resource group named \"X\"");
    check(
        "/workspaces/1/createdBy",
        "Ann".into(),
        "workspaces[1].createdBy: there is no person in b.example",
    );
    check("/workspaces/0/createdAt", "today".into(), "workspaces[0].createdAt: \"today\" is not a time");
    check("/endpoints/0/authMode", "key".into(), "endpoints[0].authMode cannot be read: unknown variant");
    check("/endpoints/0/keys", serde_json::json!({}), "endpoints[0].keys cannot be read: unknown field");
    check(
        "/endpoints/1/name",
        "E".into(),
        "endpoints[1].name: another endpoint of the region is called \"E\"",
    );
    check("/endpoints/0/name", "a/b".into(), "endpoints[0].name: \"a/b\" is not a name");
    check(
        "/endpoints/0/deployments/-",
        serde_json::json!({"name": "green", "traffic": 10, "model": "m"}),
        "endpoints[0].deployments: the deployments have 110 percent",
    );
    check(
        "/customRoles/0/action",
        serde_json::json!([]),
        "customRoles[0].action cannot be read: unknown field",
    );
    check("/assignments/0/role", "Ruler".into(), "assignments[0].role: there is no role named \"Ruler\"");
    check("/assignments/0/scope", "w".into(), "assignments[0].scope: \"w\" is not a scope");
    check(
        "/assignments/0/scope",
        "workspace:y".into(),
        "assignments[0].scope: there is no workspace named \"y\"",
    );
    check("/assignments/1/principal", "Bo".into(), "assignments[1].principal: \"Bo\" is not a principal");
    check(
        "/assignments/1/principal",
        "user:Ann".into(),
        "assignments[1].principal: there is no person in b.example",
    );
    check(
        "/assignments/1/condition",
        "@@".into(),
        "assignments[1].condition is no condition that can be read: line 1",
    );
    check(
        "/assignments/-",
        good()["assignments"][1].clone(),
        "assignments[2].principal: another assignment is called",
    );
}

#[test]
fn the_example_of_the_description_is_a_seed() {
    let description = include_str!("../../SEED.md");
    let example = description.split("```").find_map(|block| block.strip_prefix("json\n")).unwrap();
    let state = company(&Seed::Text(example.to_owned()), &OsEntropy, now()).unwrap();
    assert_eq!((state.users.len(), state.endpoints.len(), state.applications.len()), (1, 1, 4));
    // The file's own two, and what the owners may do in the vault that comes with the first workspace.
    let roles: Vec<&str> = state.assignments.iter().map(|one| one.grant.role_id.as_str()).collect();
    assert_eq!(
        roles,
        [roles::OWNER, roles::OWNER, roles::KEY_VAULT_SECRETS_OFFICER, roles::KEY_VAULT_SECRETS_OFFICER]
    );
}

#[test]
fn a_scale_is_met_exactly_and_gives_the_same_ids_each_time() {
    let check = |scale: &str, counts: [usize; 3]| {
        let seed = Seed::Scale(scale.parse().unwrap());
        let (state, again) =
            (company(&seed, &OsEntropy, now()).unwrap(), company(&seed, &OsEntropy, now()).unwrap());
        let services = state.endpoints.len() + state.services.len();
        assert_eq!([state.subscriptions.len(), state.workspaces.len(), services], counts, "{scale}");
        let ids = |state: &State| -> Vec<String> {
            let services = state.services.iter().map(crate::state::WebService::id);
            state.endpoints.iter().map(crate::state::OnlineEndpoint::id).chain(services).collect()
        };
        assert_eq!(ids(&state), ids(&again));
        assert_eq!(state.services.len(), counts[2] / 10);
        let owner = access(&state, "owner");
        let action = "Microsoft.Authorization/roleAssignments/write";
        assert!(state.subscriptions.iter().all(|one| owner.allows(&one.path(), action)));
        for subscription in &state.subscriptions {
            let own = state.workspaces.iter().filter(|one| one.subscription_id == subscription.id).count();
            assert!(own.abs_diff(counts[1] / counts[0]) <= 1, "{scale}: {own}");
        }
    };
    check("1,1,1", [1, 1, 1]);
    check("1,1,100", [1, 1, 100]);
    check("3,7,200", [3, 7, 200]);
    check("7,3,0", [7, 3, 0]);
    check("4,90,31", [4, 90, 31]);
    check("1,1,20", [1, 1, 20]);
    for (text, expected) in [
        ("1,2", ScaleError::NotThreeNumbers),
        ("1,2,3,4", ScaleError::NotThreeNumbers),
        ("1,-2,3", ScaleError::NotThreeNumbers),
        ("", ScaleError::NotThreeNumbers),
        ("0,1,0", ScaleError::MissingParent),
        ("1,0,1", ScaleError::MissingParent),
        ("1,1,200001", ScaleError::TooLarge),
    ] {
        assert_eq!(text.parse::<Scale>(), Err(expected), "{text}");
    }
}
