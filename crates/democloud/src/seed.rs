//! The company that the demo cloud starts with: Larkspur Freight, which doesn't exist, or another one from a
//! file in the same format, or a generated one of a given size.
//!
//! Names and ids are always the same; everything secret is made anew each time.

mod access;
mod applications;
mod built_in;
mod endpoints;
mod error;
mod file;
mod identities;
mod larkspur;
mod machine_learning;
mod names;
mod people;
mod policies;
mod registrations;
mod scale;
mod vaults;
mod web_services;
mod workspaces;

use jiff::Timestamp;
use latchkey_types::Entropy;

use self::{file::File, people::Directory, workspaces::ResourceContainers};
use crate::{
    StartError,
    state::{ActivityLog, List, MachineLearning, Signer, State, VERSION, Workspace, WorkspaceKeys},
};
pub use error::SeedError;
pub use scale::{Scale, ScaleError};

/// The public client that Microsoft's developer tools sign in with; the demo cloud knows it too.
pub const PUBLIC_CLIENT_ID: &str = "04b07795-8ddb-461a-bbee-02f9e1bf7b46";

/// A public client that the company has registered itself.
pub const DEMO_CLIENT_ID: &str = "7d3a1f0e-52c8-4b6e-9a41-8c0f6be2d915";

/// A public client of another company, which asks each user for consent.
pub const BERTH_PLANNER_CLIENT_ID: &str = "5b8e2c47-90d1-4f3a-8c6e-1d27f9a4b053";

const LARKSPUR: &str = include_str!("../seed/larkspur.json");

/// The company that a demo cloud starts with.
#[derive(Debug, Clone, Default)]
pub enum Seed {
    /// Larkspur Freight.
    #[default]
    BuiltIn,
    /// A company in the seed format, as JSON.
    Text(String),
    /// Larkspur Freight's people with a generated containers.
    Scale(Scale),
}

/// A user to sign in as, known before the demo cloud starts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeedPersona {
    /// The name to sign in with.
    pub user_name: String,
    /// First and last name.
    pub display_name: String,
    /// `owner`, `dataScientist`, `reader`, `accessAdmin` or `none`.
    pub role: String,
}

impl Seed {
    /// Who can be signed in as.
    ///
    /// # Errors
    /// [`SeedError`] if the seed cannot be used.
    pub fn personas(&self) -> Result<Vec<SeedPersona>, SeedError> {
        let file = self.file()?;
        let Some(tenant) = file.tenants.first() else { return Err(SeedError::NoTenant) };
        let personas = file.people.iter().filter_map(|person| {
            let persona = person.persona.as_ref()?;
            let local = person.sign_in_name.clone().unwrap_or_else(|| person.given_name.to_lowercase());
            let domain = person.tenant.as_ref().unwrap_or(&tenant.domain);
            Some(SeedPersona {
                user_name: format!("{local}@{domain}"),
                display_name: format!("{} {}", person.given_name, person.family_name),
                role: persona.role.clone(),
            })
        });
        Ok(personas.collect())
    }

    fn file(&self) -> Result<File, SeedError> {
        match self {
            Self::BuiltIn => File::read(LARKSPUR),
            Self::Text(text) => File::read(text),
            Self::Scale(scale) => scale.file(File::read(LARKSPUR)?),
        }
    }
}

/// Makes the company with secrets of its own, some of which end soon after now.
pub(crate) fn company(seed: &Seed, entropy: &dyn Entropy, now: Timestamp) -> Result<State, StartError> {
    let file = &seed.file()?;
    let directory = Directory::load(file, entropy)?;
    let containers = ResourceContainers::load(file, &directory)?;
    let endpoints = endpoints::endpoints(file, &directory, &containers, entropy)?;
    let services = web_services::services(file, &directory, &containers, entropy)?;
    let custom_roles = access::custom_roles(file, &directory, &containers)?;
    let assignments = access::assignments(file, &directory, &containers, &custom_roles)?;
    let tenant_id = directory.tenants[0].id.clone();
    let mut applications = applications::public_clients(&tenant_id);
    applications.extend(applications::with_secrets(file, &directory, entropy, now)?);
    let app_roles = applications::graph_permissions(file, &directory)?;
    let keys_of = |workspace: &Workspace| WorkspaceKeys::random(workspace.id.clone(), entropy);
    let workspace_keys = containers.workspaces.iter().map(keys_of).collect();
    let mut state = State {
        version: VERSION,
        id: entropy.uuid(),
        signer: Signer::generate()?,
        applications: applications.into(),
        consents: applications::consents(&tenant_id).into(),
        app_roles,
        policies: Vec::new(),
        second_factor_users: Vec::new(),
        application_administrators: Vec::new(),
        global_administrators: Vec::new(),
        assignments: assignments.into(),
        tenants: directory.tenants,
        users: directory.users.into(),
        groups: directory.groups.into(),
        service_principals: directory.service_principals.into(),
        subscriptions: containers.subscriptions.into(),
        resource_groups: containers.resource_groups.into(),
        workspaces: containers.workspaces.into(),
        endpoints: endpoints.into(),
        services: services.into(),
        ml: MachineLearning { workspace_keys, ..MachineLearning::default() },
        custom_roles: custom_roles.into(),
        denials: Vec::new(),
        lingering: List::default(),
        activity: ActivityLog::default(),
        sessions: List::default(),
        grants: List::default(),
        operations: List::default(),
        vaults: List::default(),
        managed_identities: List::default(),
        identity_hosts: Vec::new(),
        registrations: Vec::new(),
        revision: 0,
    };
    match seed {
        Seed::BuiltIn => {
            larkspur::add_to_directory(&mut state, entropy, now);
            larkspur::add_resources(&mut state, entropy);
        }
        Seed::Scale(_) => {
            larkspur::add_to_directory(&mut state, entropy, now);
            vaults::add_first_vault(&mut state);
        }
        Seed::Text(_) => vaults::add_first_vault(&mut state),
    }
    Ok(state)
}

#[cfg(test)]
mod tests;
