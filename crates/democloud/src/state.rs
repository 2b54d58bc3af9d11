//! Everything that the demo cloud remembers, as plain data that can be written down and read again.
//!
//! Unfinished sign-ins are left out (see `flows`): they end with the process. So are addresses, since the port
//! changes with each start.

mod activity;
mod consent;
mod denials;
mod directory;
mod identities;
mod list;
mod machine_learning;
mod operation;
mod policy;
mod registrations;
mod resources;
mod secret_text;
mod services;
mod session;
mod settle;
mod signer;
mod vaults;

use jiff::Timestamp;
use latchkey_rbac::{RoleAssignment, RoleDefinition};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::audience::Resource;

pub(crate) use activity::{ActivityEvent, ActivityLog, ActivityStatus, EventName};
pub(crate) use consent::{AppRole, Consent, Permission};
pub(crate) use denials::{Denial, RemovedAssignment};
pub use directory::Tenant;
pub(crate) use directory::{
    Application, ClientCertificate, ClientSecret, Group, PersonaAccount, ServicePrincipal, User,
};
pub(crate) use identities::{IdentityHost, IdentityHostKind, ManagedIdentity};
pub(crate) use list::List;
pub(crate) use machine_learning::{Compute, ComputeKind, Connection, MachineLearning, WorkspaceKeys};
pub(crate) use operation::{Change, KeyChange, Operation, OperationKind, Outcome, Target};
pub use policy::{Policy, Rule};
pub(crate) use registrations::Registration;
pub(crate) use resources::{AuthMode, Keys, Provisioning, ResourceGroup, Slot, Subscription, Workspace};
pub(crate) use services::{
    BatchDeployment, BatchEndpoint, BatchJob, Deployment, OnlineEndpoint, ServerlessEndpoint, WebService,
    WebServiceAuth, WebServiceCompute,
};
pub(crate) use session::{BrowserSession, Grant, Proof};
pub(crate) use signer::Signer;
pub use signer::SignerError;
pub(crate) use vaults::{Deletion, RETENTION_DAYS, SecretVersion, Vault, VaultSecret};

/// Raised whenever the shape below changes; a snapshot of another shape is refused by name.
pub(crate) const VERSION: u32 = 3;

/// Operations are forgotten, oldest first, beyond this many.
const OPERATIONS_KEPT: usize = 200;

/// The whole state. A copy is cheap, because lists share their items.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct State {
    pub(crate) version: u32,
    /// What tells this demo cloud from any other, wherever it listens. States of earlier versions have none.
    #[serde(default)]
    pub(crate) id: Uuid,
    pub(crate) signer: Signer,
    /// The first one is the company's own; `common` shows its name.
    pub(crate) tenants: Vec<Tenant>,
    pub(crate) users: List<User>,
    pub(crate) groups: List<Group>,
    pub(crate) service_principals: List<ServicePrincipal>,
    pub(crate) applications: List<Application>,
    /// What users and administrators let applications do in their name.
    pub(crate) consents: List<Consent>,
    /// What applications may do in their own name, beside Azure's roles.
    pub(crate) app_roles: Vec<AppRole>,
    /// Conditions of signing in.
    pub(crate) policies: Vec<Policy>,
    /// Object ids of users (at home) who have set up a second factor after being made to.
    pub(crate) second_factor_users: Vec<String>,
    /// Object ids of users who administer applications and nothing else: they consent for everybody and change
    /// every application.
    pub(crate) application_administrators: Vec<String>,
    /// Object ids of users who administer the whole directory: beside applications, people's sessions, and they
    /// may take control of every subscription of their tenant.
    pub(crate) global_administrators: Vec<String>,
    pub(crate) subscriptions: List<Subscription>,
    pub(crate) resource_groups: List<ResourceGroup>,
    pub(crate) workspaces: List<Workspace>,
    pub(crate) endpoints: List<OnlineEndpoint>,
    pub(crate) services: List<WebService>,
    pub(crate) ml: MachineLearning,
    pub(crate) assignments: List<Assignment>,
    pub(crate) custom_roles: List<CustomRole>,
    pub(crate) denials: Vec<Denial>,
    /// Assignments that were deleted lately and still grant.
    pub(crate) lingering: List<RemovedAssignment>,
    pub(crate) activity: ActivityLog,
    pub(crate) sessions: List<BrowserSession>,
    pub(crate) grants: List<Grant>,
    pub(crate) operations: List<Operation>,
    pub(crate) vaults: List<Vault>,
    pub(crate) managed_identities: List<ManagedIdentity>,
    pub(crate) identity_hosts: Vec<IdentityHost>,
    pub(crate) registrations: Vec<Registration>,
    /// Counts the changes of this run.
    #[serde(skip)]
    pub(crate) revision: u64,
}

/// A role assignment with what Azure tells about it besides.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Assignment {
    pub(crate) grant: RoleAssignment,
    pub(crate) principal_type: String,
    pub(crate) created_on: String,
    pub(crate) created_by: String,
    pub(crate) updated_on: String,
    pub(crate) updated_by: String,
    pub(crate) description: Option<String>,
    pub(crate) condition_version: Option<String>,
    pub(crate) delegated_managed_identity: Option<String>,
    /// Until then the assignment is listed and doesn't grant yet.
    pub(crate) effective_at: Option<Timestamp>,
}

/// A role of the company's own.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct CustomRole {
    pub(crate) definition: RoleDefinition,
    pub(crate) description: String,
    pub(crate) created_on: String,
    pub(crate) created_by: String,
    pub(crate) updated_on: String,
    pub(crate) updated_by: String,
}

impl State {
    /// To be called after every change.
    pub(crate) fn touch(&mut self) {
        self.revision += 1;
    }

    /// The company's own tenant.
    pub(crate) fn home_tenant(&self) -> &Tenant {
        self.tenants.first().expect("a state without a tenant is refused when it is read")
    }

    /// The tenant of this id or domain.
    pub(crate) fn tenant_named(&self, name: &str) -> Option<&Tenant> {
        self.tenants
            .iter()
            .find(|tenant| tenant.id.eq_ignore_ascii_case(name) || tenant.domain.eq_ignore_ascii_case(name))
    }

    /// The same person's account in a tenant: their own, or the guest that stands for them.
    pub(crate) fn account_in(&self, user: &User, tenant_id: &str) -> Option<&User> {
        let home = user.home.as_deref().unwrap_or(&user.id);
        self.users.iter().find(|known| {
            known.tenant_id == tenant_id && (known.id == home || known.home.as_deref() == Some(home))
        })
    }

    /// The service principal of an application in a tenant.
    pub(crate) fn service_principal_of(&self, client_id: &str, tenant_id: &str) -> Option<&ServicePrincipal> {
        self.service_principals
            .iter()
            .find(|one| one.tenant_id == tenant_id && one.app_id.eq_ignore_ascii_case(client_id))
    }

    /// What an application may do at a resource in its own name.
    pub(crate) fn app_roles_of(&self, principal_id: &str, resource: Resource) -> Vec<&str> {
        let is_own = |role: &&AppRole| role.principal_id == principal_id && role.resource == resource;
        self.app_roles.iter().filter(is_own).map(|role| role.name.as_str()).collect()
    }

    /// The key vault of that name; names are unique in all of Azure.
    pub(crate) fn vault(&self, name: &str) -> Option<&Vault> {
        self.vaults.iter().find(|vault| vault.name.eq_ignore_ascii_case(name))
    }

    /// Whether an object id is that of a user, group or service principal of any tenant.
    pub(crate) fn is_principal(&self, id: &str) -> bool {
        self.users.iter().any(|one| one.id.eq_ignore_ascii_case(id))
            || self.groups.iter().any(|one| one.id.eq_ignore_ascii_case(id))
            || self.service_principals.iter().any(|one| one.id.eq_ignore_ascii_case(id))
    }

    pub(crate) fn workspace(&self, id: &str) -> Option<&Workspace> {
        self.workspaces.iter().find(|workspace| workspace.id.eq_ignore_ascii_case(id))
    }

    /// The online endpoint of this id.
    pub(crate) fn endpoint_mut(&mut self, id: &str) -> Option<&mut OnlineEndpoint> {
        self.endpoints.find_mut(|endpoint| endpoint.id() == id)
    }

    pub(crate) fn user(&self, object_id: &str) -> Option<&User> {
        self.users.iter().find(|user| user.id == object_id)
    }

    /// The user who signs in by this name, in their home tenant.
    pub(crate) fn user_named(&self, user_name: &str) -> Option<&User> {
        let is_named =
            |user: &&User| user.home.is_none() && user.sign_in_name.eq_ignore_ascii_case(user_name.trim());
        self.users.iter().find(is_named)
    }

    /// Whether the user administers applications, alone or with everything else.
    pub(crate) fn administers_applications(&self, user_id: &str) -> bool {
        self.application_administrators.iter().any(|id| id == user_id)
            || self.is_global_administrator(user_id)
    }

    /// Whether the user administers the whole directory.
    pub(crate) fn is_global_administrator(&self, user_id: &str) -> bool {
        self.global_administrators.iter().any(|id| id == user_id)
    }

    pub(crate) fn subscription(&self, id: &str) -> Option<&Subscription> {
        self.subscriptions.iter().find(|subscription| subscription.id.eq_ignore_ascii_case(id))
    }

    pub(crate) fn start_operation(&mut self, operation: Operation) {
        self.operations.push(operation);
        self.operations.keep_last(OPERATIONS_KEPT);
        self.touch();
    }

    /// Writes an event into the activity log.
    pub(crate) fn record(&mut self, event: ActivityEvent) {
        self.activity.record(event);
        self.touch();
    }

    /// Makes every refresh token useless, as an administrator's *Revoke sessions* does. Users' older access tokens
    /// are challenged from now on, if their clients handle claims challenges.
    pub(crate) fn revoke_sessions(&mut self, now: Timestamp) {
        self.grants.change_where(|grant| grant.revoked_at.is_none(), |grant| grant.revoked_at = Some(now));
        self.users.change_where(|_| true, |user| user.tokens_valid_from = Some(now));
        self.sessions.clear();
        self.touch();
    }
}
