//! People, groups and service principals.

use latchkey_types::Entropy;

use super::{DOMAIN, tenant_id};
use crate::{
    hash::guid,
    random,
    state::{Group, PersonaFacts, ServicePrincipal, User},
};

/// Given name, family name, job, and for personas the role's word and its description.
type Facts = (&'static str, &'static str, &'static str, Option<(&'static str, &'static str)>);

const PEOPLE: &[Facts] = &[
    (
        "Adele",
        "Okafor",
        "Head of Machine Learning",
        Some(("owner", "Owner of both subscriptions: may do everything")),
    ),
    (
        "Tomás",
        "Lindqvist",
        "Data Scientist",
        Some(("dataScientist", "AzureML Data Scientist: uses keys and tokens, cannot see who has access")),
    ),
    ("Priya", "Raman", "Analyst", Some(("reader", "Reader: sees services and access, but no keys"))),
    (
        "Jonas",
        "Weber",
        "Identity Administrator",
        Some(("accessAdmin", "User Access Administrator: manages who has access, gets no keys")),
    ),
    ("Mei", "Tanaka", "Apprentice", Some(("none", "No role: sees nothing yet"))),
    ("Ruth", "Abernathy", "Machine Learning Engineer", None),
    ("Samir", "Haddad", "Platform Engineer", None),
    ("Ingrid", "Solheim", "Data Scientist", None),
];

pub(super) fn users(entropy: &dyn Entropy) -> Vec<User> {
    PEOPLE
        .iter()
        .map(|(given_name, family_name, job_title, persona)| User {
            id: user_id(given_name),
            tenant_id: tenant_id(),
            home: None,
            sign_in_name: format!("{}@{DOMAIN}", given_name.to_lowercase().replace('á', "a")),
            given_name: (*given_name).to_owned(),
            family_name: (*family_name).to_owned(),
            job_title: (*job_title).to_owned(),
            persona: persona.map(|(role, role_in_words)| PersonaFacts {
                role: role.to_owned(),
                role_in_words: role_in_words.to_owned(),
                password: random::password(entropy),
            }),
        })
        .collect()
}

pub(super) fn groups() -> Vec<Group> {
    let group = |name: &str, members: &[&str]| Group {
        id: group_id(name),
        tenant_id: tenant_id(),
        display_name: name.to_owned(),
        members: members.iter().map(|member| user_id(member)).collect(),
    };
    vec![
        group("ML Platform Owners", &["Adele", "Samir"]),
        group("Routing Team", &["Tomás", "Ruth"]),
        group("Auditors", &["Ingrid"]),
    ]
}

pub(super) fn service_principals() -> Vec<ServicePrincipal> {
    [("github-deploy", "Application"), ("quote-portal", "Application"), ("ml-routing", "ManagedIdentity")]
        .into_iter()
        .map(|(name, kind)| ServicePrincipal {
            id: service_principal_id(name),
            tenant_id: tenant_id(),
            app_id: guid(&format!("app/{name}")),
            display_name: name.to_owned(),
            kind: kind.to_owned(),
        })
        .collect()
}

pub(super) fn user_id(given_name: &str) -> String {
    guid(&format!("user/{given_name}"))
}

pub(super) fn group_id(name: &str) -> String {
    guid(&format!("group/{name}"))
}

pub(super) fn service_principal_id(name: &str) -> String {
    guid(&format!("service-principal/{name}"))
}
