//! The company that the demo cloud starts with: Larkspur Freight, which doesn't exist.
//!
//! Names and ids are always the same; everything secret is made anew each time.

mod access;
mod endpoints;
mod identities;
mod people;
mod registrations;
mod vaults;
mod web_services;
mod workspaces;

use std::collections::VecDeque;

use latchkey_types::Entropy;

use crate::{
    hash::guid,
    state::{Application, Signer, SignerError, State, Tenant, VERSION},
};

/// The public client that Microsoft's developer tools sign in with; the demo cloud knows it too.
pub const PUBLIC_CLIENT_ID: &str = "04b07795-8ddb-461a-bbee-02f9e1bf7b46";

/// A public client that the company has registered itself.
pub const DEMO_CLIENT_ID: &str = "7d3a1f0e-52c8-4b6e-9a41-8c0f6be2d915";

const DOMAIN: &str = "larkspurfreight.example";

/// Makes the company with secrets of its own.
pub(crate) fn company(entropy: &dyn Entropy) -> Result<State, SignerError> {
    Ok(State {
        version: VERSION,
        signer: Signer::generate()?,
        tenants: vec![Tenant {
            id: tenant_id(),
            domain: DOMAIN.to_owned(),
            display_name: "Larkspur Freight".to_owned(),
        }],
        users: people::users(entropy),
        groups: people::groups(),
        service_principals: [people::service_principals(), identities::service_principals()]
            .into_iter()
            .flatten()
            .collect(),
        applications: applications(),
        subscriptions: workspaces::subscriptions(),
        resource_groups: workspaces::resource_groups(),
        workspaces: workspaces::workspaces(),
        endpoints: endpoints::endpoints(entropy),
        services: web_services::services(entropy),
        assignments: [access::assignments(), vaults::assignments(), identities::assignments()].concat(),
        custom_roles: access::custom_roles(),
        sessions: Vec::new(),
        grants: Vec::new(),
        operations: VecDeque::new(),
        vaults: vaults::vaults(entropy),
        managed_identities: identities::managed_identities(),
        identity_hosts: identities::hosts(),
        app_roles: identities::app_roles(),
        registrations: registrations::registrations(),
        revision: 0,
    })
}

fn tenant_id() -> String {
    guid("tenant")
}

fn applications() -> Vec<Application> {
    let application = |client_id: &str, display_name: &str, family: bool| Application {
        id: guid(&format!("application/{display_name}")),
        client_id: client_id.to_owned(),
        tenant_id: tenant_id(),
        is_multi_tenant: family,
        is_public: true,
        created_at: "2024-02-05T09:00:00Z".parse().expect("a date of the seed"),
        secrets: Vec::new(),
        certificates: Vec::new(),
        display_name: display_name.to_owned(),
        redirect_uris: vec!["http://localhost".to_owned()],
        family,
    };
    vec![
        application(PUBLIC_CLIENT_ID, "Microsoft Azure CLI", true),
        application(DEMO_CLIENT_ID, "Latchkey of Larkspur Freight", false),
    ]
}

#[cfg(test)]
mod tests;
