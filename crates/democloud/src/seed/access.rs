//! Who has which role where, and the company's own role.

use latchkey_rbac::{ActionPattern, Permission, RoleAssignment, RoleDefinition};
use latchkey_types::Scope;

use super::{
    people::{group_id, service_principal_id, user_id},
    workspaces::{DEVELOPMENT, PRODUCTION, group_path, subscription_id, workspace_id},
};
use crate::{
    hash::guid,
    roles,
    state::{Assignment, CustomRole},
};

const KEY_ROTATOR: &str = "Larkspur Key Rotator";

pub(super) fn assignments() -> Vec<Assignment> {
    let production = format!("/subscriptions/{}", subscription_id(PRODUCTION));
    let development = format!("/subscriptions/{}", subscription_id(DEVELOPMENT));
    let (europe, america) = (group_path("rg-ml-prod-eu"), group_path("rg-ml-prod-us"));
    let key_rotator = guid(KEY_ROTATOR);
    let user = |name: &str| (user_id(name), "User");
    let group = |name: &str| (group_id(name), "Group");
    let service_principal = |name: &str| (service_principal_id(name), "ServicePrincipal");
    [
        (&production, roles::OWNER, user("Adele"), None),
        (&development, roles::OWNER, group("ML Platform Owners"), Some("Through the platform group")),
        (&production, roles::USER_ACCESS_ADMINISTRATOR, user("Jonas"), None),
        (&production, roles::READER, user("Priya"), None),
        (&production, roles::READER, group("Auditors"), Some("Yearly audit")),
        (&production, roles::CONTRIBUTOR, user("Samir"), None),
        (&development, roles::READER, user("Jonas"), None),
        (&europe, roles::DATA_SCIENTIST, group("Routing Team"), None),
        (&europe, roles::CONTRIBUTOR, service_principal("github-deploy"), Some("Deployments from GitHub")),
        (&europe, &*key_rotator, service_principal("quote-portal"), Some("Rotates keys at night")),
        (&america, roles::COMPUTE_OPERATOR, user("Ruth"), None),
        (&america, roles::CONTRIBUTOR, (guid("user/Left the company"), "User"), None),
        (&workspace_id("ml-routing"), roles::METRICS_WRITER, service_principal("ml-routing"), None),
        (&workspace_id("ml-demand"), roles::DATA_SCIENTIST, user("Ruth"), None),
        (&workspace_id("ml-sandbox"), roles::DATA_SCIENTIST, user("Tomás"), None),
        (&workspace_id("ml-sandbox"), roles::READER, user("Priya"), None),
        (&workspace_id("ml-research"), roles::DATA_SCIENTIST, user("Ingrid"), None),
        (&workspace_id("ml-research"), &*key_rotator, user("Ingrid"), None),
    ]
    .into_iter()
    .map(
        |(scope, role, (principal_id, principal_type), description): (
            &String,
            &str,
            (String, &str),
            Option<&str>,
        )| Assignment {
            grant: RoleAssignment {
                id: guid(&format!("assignment/{scope}/{role}/{principal_id}")),
                scope: Scope::new(scope),
                role_id: role.to_owned(),
                principal_id,
                condition: None,
            },
            principal_type: principal_type.to_owned(),
            created_on: "2024-03-11T08:20:37.1370834Z".to_owned(),
            created_by: user_id("Adele"),
            description: description.map(str::to_owned),
        },
    )
    .collect()
}

pub(super) fn custom_roles() -> Vec<CustomRole> {
    let ml = "Microsoft.MachineLearningServices/workspaces";
    let actions = [
        format!("{ml}/read"),
        format!("{ml}/onlineEndpoints/read"),
        format!("{ml}/onlineEndpoints/listKeys/action"),
        format!("{ml}/onlineEndpoints/regenerateKeys/action"),
        format!("{ml}/services/read"),
        format!("{ml}/services/aks/listkeys/action"),
        format!("{ml}/services/aks/write"),
    ];
    let scopes =
        [PRODUCTION, DEVELOPMENT].map(|name| Scope::new(format!("/subscriptions/{}", subscription_id(name))));
    vec![CustomRole {
        definition: RoleDefinition {
            id: guid(KEY_ROTATOR),
            name: KEY_ROTATOR.to_owned(),
            permissions: vec![Permission {
                actions: actions.into_iter().map(ActionPattern::new).collect(),
                ..Permission::default()
            }],
            assignable_scopes: scopes.to_vec(),
        },
        description: "Reads and regenerates keys of services, nothing else.".to_owned(),
        created_on: "2024-08-19T11:09:54.0213345Z".to_owned(),
        created_by: user_id("Adele"),
    }]
}
