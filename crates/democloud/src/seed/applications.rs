//! Registered applications, with secrets that are good, about to end, and ended.

use std::collections::HashSet;

use jiff::{SignedDuration, Timestamp};
use latchkey_types::Entropy;

use super::{
    BERTH_PLANNER_CLIENT_ID, DEMO_CLIENT_ID, PUBLIC_CLIENT_ID, SeedError,
    built_in::service_principal_id,
    file::{File, PrincipalKind},
    names::places,
    people::Directory,
};
use crate::{
    audience::Resource,
    graph,
    hash::guid,
    random,
    state::{AppRole, Application, ClientSecret, Consent, Permission, ServicePrincipal},
};

/// The editor of Microsoft's, another of the clients that share refresh tokens.
const EDITOR_CLIENT_ID: &str = "aebc6443-996d-45c2-90f0-388ff96faa56";
const NIGHTLY_AUDIT: &str = "nightly-audit";
const DAY: SignedDuration = SignedDuration::from_hours(24);

/// Microsoft's own clients, and the one that the company has registered for Latchkey. Every demo cloud has them.
pub(super) fn public_clients(tenant_id: &str) -> Vec<Application> {
    let family = |client_id: &str, display_name: &str| Application {
        is_multi_tenant: true,
        family: true,
        ..public_client(tenant_id, client_id, display_name)
    };
    vec![
        family(PUBLIC_CLIENT_ID, "Microsoft Azure CLI"),
        family(EDITOR_CLIENT_ID, "Visual Studio Code"),
        public_client(tenant_id, DEMO_CLIENT_ID, "Latchkey of Larkspur Freight"),
    ]
}

fn public_client(tenant_id: &str, client_id: &str, display_name: &str) -> Application {
    Application {
        id: guid(&format!("application/{display_name}")),
        client_id: client_id.to_owned(),
        tenant_id: tenant_id.to_owned(),
        is_multi_tenant: false,
        is_public: true,
        created_at: "2024-02-05T09:00:00Z".parse().expect("the dates written in this file are RFC 3339"),
        secrets: Vec::new(),
        certificates: Vec::new(),
        display_name: display_name.to_owned(),
        redirect_uris: ["http://localhost", "http://127.0.0.1"].map(str::to_owned).to_vec(),
        family: false,
    }
}

/// The applications of a file that sign in by themselves, each with a secret that is good for a long while.
pub(super) fn with_secrets(
    file: &File,
    directory: &Directory,
    entropy: &dyn Entropy,
    now: Timestamp,
) -> Result<Vec<Application>, SeedError> {
    let mut applications = Vec::new();
    let mut client_ids =
        HashSet::from([PUBLIC_CLIENT_ID, EDITOR_CLIENT_ID, DEMO_CLIENT_ID].map(str::to_owned));
    let principals = places("servicePrincipals", &file.service_principals).zip(&directory.service_principals);
    for ((place, said), principal) in principals.filter(|((_, said), _)| said.has_secret) {
        if said.kind == PrincipalKind::ManagedIdentity {
            return Err(place.malformed("hasSecret", "true", "something that a managed identity can have"));
        }
        if !client_ids.insert(principal.app_id.clone()) {
            let name = principal.app_id.clone();
            return Err(SeedError::Repeated { place: place.field("appId"), kind: "application", name });
        }
        applications.push(Application {
            id: guid(&format!("application/{}", principal.id)),
            is_public: false,
            redirect_uris: Vec::new(),
            secrets: vec![ClientSecret {
                key_id: guid(&format!("client-secret/{}", principal.id)),
                display_name: Some("Automation".to_owned()),
                text: random::client_secret(entropy),
                starts_at: now - DAY,
                ends_at: now + DAY * 729,
            }],
            ..public_client(&principal.tenant_id, &principal.app_id, &principal.display_name)
        });
    }
    Ok(applications)
}

/// What the service principals of a file may do in the directory by themselves.
pub(super) fn graph_permissions(file: &File, directory: &Directory) -> Result<Vec<AppRole>, SeedError> {
    let mut app_roles = Vec::new();
    let principals = places("servicePrincipals", &file.service_principals).zip(&directory.service_principals);
    for ((place, said), principal) in principals {
        for (at, name) in said.graph_permissions.iter().enumerate() {
            if !graph::is_application_permission(name) {
                return Err(SeedError::Unknown {
                    place: place.field(&format!("graphPermissions[{at}]")),
                    kind: "application permission of Microsoft Graph".to_owned(),
                    name: name.clone(),
                });
            }
            app_roles.push(AppRole {
                principal_id: principal.id.clone(),
                resource: Resource::Graph,
                name: name.clone(),
            });
        }
    }
    Ok(app_roles)
}

/// The company's other applications.
pub(super) fn applications(tenant_id: &str, entropy: &dyn Entropy, now: Timestamp) -> Vec<Application> {
    let secret = |name: &str, starts_at: Timestamp, ends_at: Timestamp| ClientSecret {
        key_id: guid(&format!("client-secret/{name}")),
        display_name: Some(name.to_owned()),
        text: random::client_secret(entropy),
        starts_at,
        ends_at,
    };
    let confidential = |name: &str, secrets: Vec<ClientSecret>| Application {
        is_public: false,
        redirect_uris: Vec::new(),
        secrets,
        ..public_client(tenant_id, &app_id(name), name)
    };
    vec![
        Application {
            is_multi_tenant: true,
            ..public_client(tenant_id, BERTH_PLANNER_CLIENT_ID, "Berth Planner")
        },
        confidential(
            "github-deploy",
            vec![
                secret("Made by hand", now - DAY * 400, now - DAY * 35),
                secret("Deployments", now - DAY * 40, now + DAY * 325),
            ],
        ),
        Application {
            redirect_uris: vec![
                "https://quotes.larkspurfreight.example/signin-oidc".to_owned(),
                "http://localhost/signin-oidc".to_owned(),
            ],
            ..confidential("quote-portal", vec![secret("Portal", now - DAY * 171, now + DAY * 9)])
        },
        confidential(NIGHTLY_AUDIT, vec![secret("First year", now - DAY * 370, now - DAY * 5)]),
    ]
}

/// Those of applications that no role assignment of the seed needs.
pub(super) fn service_principals(tenant_id: &str) -> Vec<ServicePrincipal> {
    [(NIGHTLY_AUDIT, app_id(NIGHTLY_AUDIT)), ("Latchkey of Larkspur Freight", DEMO_CLIENT_ID.to_owned())]
        .into_iter()
        .map(|(name, app_id)| ServicePrincipal {
            id: service_principal_id(name),
            tenant_id: tenant_id.to_owned(),
            app_id,
            display_name: name.to_owned(),
            kind: "Application".to_owned(),
        })
        .collect()
}

/// The administrator's consent to the company's own client, for all users.
pub(super) fn consents(tenant_id: &str) -> Vec<Consent> {
    let permission = |(resource, name): (Resource, &str)| Permission { resource, name: name.to_owned() };
    vec![Consent {
        tenant_id: tenant_id.to_owned(),
        client_id: DEMO_CLIENT_ID.to_owned(),
        user_id: None,
        permissions: [
            (Resource::Arm, "user_impersonation"),
            (Resource::MachineLearning, "user_impersonation"),
            (Resource::KeyVault, "user_impersonation"),
            (Resource::Graph, "Directory.Read.All"),
            (Resource::Graph, "User.Read"),
        ]
        .map(permission)
        .to_vec(),
    }]
}

pub(super) fn app_roles() -> Vec<AppRole> {
    vec![AppRole {
        principal_id: service_principal_id("github-deploy"),
        resource: Resource::Graph,
        name: "Directory.Read.All".to_owned(),
    }]
}

fn app_id(name: &str) -> String {
    guid(&format!("app/{name}"))
}
