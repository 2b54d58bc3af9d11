//! The company that the demo cloud starts with: Larkspur Freight, which doesn't exist.
//!
//! Names and ids are always the same; everything secret is made anew each time.

mod access;
mod applications;
mod endpoints;
mod people;
mod policies;
mod web_services;
mod workspaces;

use std::collections::VecDeque;

use jiff::Timestamp;
use latchkey_types::Entropy;

use crate::{
    hash::guid,
    state::{Signer, SignerError, State, Tenant, VERSION},
};

/// The public client that Microsoft's developer tools sign in with; the demo cloud knows it too.
pub const PUBLIC_CLIENT_ID: &str = "04b07795-8ddb-461a-bbee-02f9e1bf7b46";

/// A public client that the company has registered itself.
pub const DEMO_CLIENT_ID: &str = "7d3a1f0e-52c8-4b6e-9a41-8c0f6be2d915";

/// A public client of another company, which asks each user for consent.
pub const BERTH_PLANNER_CLIENT_ID: &str = "5b8e2c47-90d1-4f3a-8c6e-1d27f9a4b053";

const DOMAIN: &str = "larkspurfreight.example";

/// Makes the company with secrets of its own, some of which end soon after now.
pub(crate) fn company(entropy: &dyn Entropy, now: Timestamp) -> Result<State, SignerError> {
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
        service_principals: people::service_principals()
            .into_iter()
            .chain(applications::service_principals())
            .collect(),
        applications: applications::applications(entropy, now),
        consents: applications::consents(),
        app_roles: applications::app_roles(),
        policies: policies::policies(),
        second_factor_users: Vec::new(),
        administrators: policies::administrators(),
        subscriptions: workspaces::subscriptions(),
        resource_groups: workspaces::resource_groups(),
        workspaces: workspaces::workspaces(),
        endpoints: endpoints::endpoints(entropy),
        services: web_services::services(entropy),
        assignments: access::assignments(),
        custom_roles: access::custom_roles(),
        sessions: Vec::new(),
        grants: Vec::new(),
        operations: VecDeque::new(),
        revision: 0,
    })
}

fn tenant_id() -> String {
    guid("tenant")
}

#[cfg(test)]
mod tests;
