//! The seed format: a company as JSON, which SEED.md describes. Things name one another by their names; the
//! loaders beside this file make ids and paths of them. There is no field for anything secret.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::SeedError;
use crate::state::{AuthMode, Provisioning, WebServiceAuth};

/// A whole seed.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct File {
    /// The first one is the company's own.
    pub(super) tenants: Vec<Tenant>,
    #[serde(default)]
    pub(super) people: Vec<Person>,
    #[serde(default)]
    pub(super) guests: Vec<Guest>,
    #[serde(default)]
    pub(super) groups: Vec<Group>,
    #[serde(default)]
    pub(super) service_principals: Vec<ServicePrincipal>,
    #[serde(default)]
    pub(super) subscriptions: Vec<Subscription>,
    #[serde(default)]
    pub(super) resource_groups: Vec<ResourceGroup>,
    #[serde(default)]
    pub(super) workspaces: Vec<Workspace>,
    #[serde(default)]
    pub(super) endpoints: Vec<Endpoint>,
    #[serde(default)]
    pub(super) services: Vec<Service>,
    #[serde(default)]
    pub(super) custom_roles: Vec<CustomRole>,
    #[serde(default)]
    pub(super) assignments: Vec<Assignment>,
}

impl File {
    pub(super) fn read(text: &str) -> Result<Self, SeedError> {
        let mut json = serde_json::Deserializer::from_str(text);
        let unreadable = |place: String, source| {
            let is_whole = place == ".";
            SeedError::Unreadable { place: if is_whole { "the seed".to_owned() } else { place }, source }
        };
        let file = serde_path_to_error::deserialize(&mut json)
            .map_err(|error| unreadable(error.path().to_string(), error.into_inner()))?;
        json.end().map_err(|source| unreadable(".".to_owned(), source))?;
        Ok(file)
    }
}

#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Tenant {
    pub(super) domain: String,
    pub(super) display_name: String,
    pub(super) id: Option<String>,
}

/// A person whose home is this tenant.
#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Person {
    pub(super) given_name: String,
    pub(super) family_name: String,
    pub(super) job_title: String,
    /// The first tenant if it is not said.
    pub(super) tenant: Option<String>,
    /// What stands before the `@`; the given name in lower case if it is not said.
    pub(super) sign_in_name: Option<String>,
    pub(super) persona: Option<Persona>,
    pub(super) id: Option<String>,
}

/// Lets a person be signed in as.
#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Persona {
    pub(super) role: String,
    pub(super) role_in_words: String,
}

/// A person's account in a tenant where they are not at home.
#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Guest {
    pub(super) person: String,
    /// Where the person is at home; the first tenant if it is not said.
    pub(super) home: Option<String>,
    pub(super) tenant: String,
    pub(super) id: Option<String>,
}

#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Group {
    pub(super) name: String,
    pub(super) tenant: Option<String>,
    pub(super) members: Vec<String>,
    pub(super) id: Option<String>,
}

#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct ServicePrincipal {
    pub(super) name: String,
    pub(super) tenant: Option<String>,
    pub(super) kind: PrincipalKind,
    /// An application that signs in by itself, with a secret that is made at each start.
    #[serde(default)]
    pub(super) has_secret: bool,
    /// What it may do in the directory by itself: application permissions of Microsoft Graph.
    #[serde(default)]
    pub(super) graph_permissions: Vec<String>,
    pub(super) id: Option<String>,
    pub(super) app_id: Option<String>,
}

/// What a service principal stands for.
#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
pub(super) enum PrincipalKind {
    Application,
    ManagedIdentity,
}

impl PrincipalKind {
    pub(super) fn as_wire(self) -> &'static str {
        match self {
            Self::Application => "Application",
            Self::ManagedIdentity => "ManagedIdentity",
        }
    }
}

#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Subscription {
    pub(super) name: String,
    pub(super) tenant: Option<String>,
    pub(super) id: Option<String>,
}

#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct ResourceGroup {
    pub(super) subscription: String,
    pub(super) name: String,
    pub(super) location: String,
    #[serde(default)]
    pub(super) tags: BTreeMap<String, String>,
}

#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Workspace {
    pub(super) group: String,
    pub(super) name: String,
    #[serde(default)]
    pub(super) friendly_name: String,
    #[serde(default)]
    pub(super) description: String,
    /// The resource group's if it is not said.
    pub(super) location: Option<String>,
    pub(super) kind: Option<String>,
    pub(super) created_by: String,
    pub(super) created_at: String,
    #[serde(default)]
    pub(super) tags: BTreeMap<String, String>,
    /// The GUID that the ML services know it by.
    pub(super) id: Option<String>,
}

#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Endpoint {
    pub(super) workspace: String,
    pub(super) name: String,
    pub(super) description: Option<String>,
    pub(super) auth_mode: AuthMode,
    /// Name of the attached Kubernetes cluster; managed compute if it is not said.
    pub(super) cluster: Option<String>,
    /// The workspace's if it is not said.
    pub(super) location: Option<String>,
    #[serde(default = "succeeded")]
    pub(super) provisioning: Provisioning,
    pub(super) created_by: String,
    pub(super) created_at: String,
    #[serde(default)]
    pub(super) deployments: Vec<Deployment>,
    #[serde(default)]
    pub(super) tags: BTreeMap<String, String>,
}

fn succeeded() -> Provisioning {
    Provisioning::Succeeded
}

#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Deployment {
    pub(super) name: String,
    /// Share of the traffic in percent.
    pub(super) traffic: u8,
    pub(super) model: String,
    pub(super) instance_type: Option<String>,
    pub(super) instances: Option<u32>,
    /// *Failed* if the endpoint has failed, else *Succeeded*.
    pub(super) provisioning: Option<Provisioning>,
}

/// A service of the first generation.
#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Service {
    pub(super) workspace: String,
    pub(super) name: String,
    #[serde(default)]
    pub(super) description: String,
    /// Name of the attached AKS cluster; a container instance if it is not said.
    pub(super) cluster: Option<String>,
    pub(super) auth: WebServiceAuth,
    pub(super) state: Option<ServiceState>,
    pub(super) model: Option<String>,
    pub(super) created_by: String,
    pub(super) created_at: String,
    pub(super) updated_at: Option<String>,
    #[serde(default)]
    pub(super) tags: BTreeMap<String, String>,
}

/// How a service of the first generation is.
#[derive(Clone, Copy, Deserialize)]
pub(super) enum ServiceState {
    Healthy,
    Transitioning,
    Unhealthy,
    Failed,
}

impl ServiceState {
    pub(super) fn as_wire(self) -> &'static str {
        match self {
            Self::Healthy => "Healthy",
            Self::Transitioning => "Transitioning",
            Self::Unhealthy => "Unhealthy",
            Self::Failed => "Failed",
        }
    }
}

#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct CustomRole {
    pub(super) name: String,
    #[serde(default)]
    pub(super) description: String,
    /// Where it may be assigned, by name.
    pub(super) subscriptions: Vec<String>,
    #[serde(default)]
    pub(super) actions: Vec<String>,
    #[serde(default)]
    pub(super) not_actions: Vec<String>,
    #[serde(default)]
    pub(super) data_actions: Vec<String>,
    #[serde(default)]
    pub(super) not_data_actions: Vec<String>,
    pub(super) created_by: Option<String>,
    pub(super) created_at: Option<String>,
    pub(super) id: Option<String>,
}

#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Assignment {
    /// `user:`, `group:`, `servicePrincipal:` or `deletedUser:` and a name.
    pub(super) principal: String,
    /// Name of a built-in or custom role.
    pub(super) role: String,
    /// `subscription:`, `resourceGroup:` or `workspace:` and a name.
    pub(super) scope: String,
    pub(super) description: Option<String>,
    pub(super) condition: Option<String>,
    pub(super) created_by: Option<String>,
    pub(super) created_at: Option<String>,
    pub(super) id: Option<String>,
}
