//! The company that the demo cloud starts with: Larkspur Freight, which doesn't exist, or another one from a
//! file in the same format, or a generated one of a given size.
//!
//! Names and ids are always the same; everything secret is made anew each time.

mod access;
mod endpoints;
mod error;
mod file;
mod names;
mod people;
mod scale;
mod web_services;
mod workspaces;

use std::collections::VecDeque;

use latchkey_types::Entropy;

use self::{file::File, people::Directory, workspaces::Estate};
use crate::{
    StartError,
    hash::guid,
    state::{Application, Signer, State, VERSION},
};
pub use error::SeedError;
pub use scale::{Scale, ScaleError};

/// The public client that Microsoft's developer tools sign in with; the demo cloud knows it too.
pub const PUBLIC_CLIENT_ID: &str = "04b07795-8ddb-461a-bbee-02f9e1bf7b46";

/// A public client that the company has registered itself.
pub const DEMO_CLIENT_ID: &str = "7d3a1f0e-52c8-4b6e-9a41-8c0f6be2d915";

const LARKSPUR: &str = include_str!("../seed/larkspur.json");

/// The company that a demo cloud starts with.
#[derive(Debug, Clone, Default)]
pub enum Seed {
    /// Larkspur Freight.
    #[default]
    BuiltIn,
    /// A company in the seed format, as JSON.
    Text(String),
    /// Larkspur Freight's people with a generated estate.
    Scale(Scale),
}

impl Seed {
    fn file(&self) -> Result<File, SeedError> {
        match self {
            Self::BuiltIn => File::read(LARKSPUR),
            Self::Text(text) => File::read(text),
            Self::Scale(scale) => scale.file(File::read(LARKSPUR)?),
        }
    }
}

/// Makes the company with secrets of its own.
pub(crate) fn company(seed: &Seed, entropy: &dyn Entropy) -> Result<State, StartError> {
    let file = &seed.file()?;
    let directory = Directory::load(file, entropy)?;
    let estate = Estate::load(file, &directory)?;
    let endpoints = endpoints::endpoints(file, &directory, &estate, entropy)?;
    let services = web_services::services(file, &directory, &estate, entropy)?;
    let custom_roles = access::custom_roles(file, &directory, &estate)?;
    let assignments = access::assignments(file, &directory, &estate, &custom_roles)?;
    Ok(State {
        version: VERSION,
        signer: Signer::generate()?,
        applications: applications(&directory.tenants[0].id),
        assignments,
        tenants: directory.tenants,
        users: directory.users,
        groups: directory.groups,
        service_principals: directory.service_principals,
        subscriptions: estate.subscriptions,
        resource_groups: estate.resource_groups,
        workspaces: estate.workspaces,
        endpoints,
        services,
        custom_roles,
        sessions: Vec::new(),
        grants: Vec::new(),
        operations: VecDeque::new(),
        revision: 0,
    })
}

fn applications(tenant_id: &str) -> Vec<Application> {
    let application = |client_id: &str, display_name: &str, family: bool| Application {
        id: guid(&format!("application/{display_name}")),
        client_id: client_id.to_owned(),
        tenant_id: tenant_id.to_owned(),
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
