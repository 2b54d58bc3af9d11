//! What applications were allowed: in the name of users (delegated permissions) and in their own (app roles).

use serde::{Deserialize, Serialize};

use super::{Application, ServicePrincipal, State};
use crate::{audience::Resource, hash};

/// Beyond this many, the oldest of users' own consents are forgotten.
const CONSENTS_KEPT: usize = 1000;

/// One permission of a resource.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Permission {
    pub(crate) resource: Resource,
    /// `user_impersonation`, `User.Read`.
    pub(crate) name: String,
}

/// Permissions that an application was given in one tenant.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Consent {
    pub(crate) tenant_id: String,
    pub(crate) client_id: String,
    /// The user who consented for themselves; `None` if an administrator consented for all users.
    pub(crate) user_id: Option<String>,
    pub(crate) permissions: Vec<Permission>,
}

/// A role of a resource's own that an application has in its own name.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct AppRole {
    /// Object id of the service principal.
    pub(crate) principal_id: String,
    pub(crate) resource: Resource,
    pub(crate) name: String,
}

impl State {
    /// Every permission that an application has in a user's name.
    pub(crate) fn consented(&self, client_id: &str, tenant_id: &str, user_id: &str) -> Vec<&Permission> {
        self.consents
            .iter()
            .filter(|one| {
                one.client_id.eq_ignore_ascii_case(client_id)
                    && one.tenant_id == tenant_id
                    && one.user_id.as_deref().is_none_or(|consenting| consenting == user_id)
            })
            .flat_map(|one| &one.permissions)
            .collect()
    }

    /// Remembers a consent; from the first one on, the application is known in the tenant.
    pub(crate) fn add_consent(&mut self, consent: Consent, application: &Application) {
        if self.service_principal_of(&consent.client_id, &consent.tenant_id).is_none() {
            self.service_principals.push(ServicePrincipal {
                id: hash::guid(&format!("service-principal/{}/{}", consent.tenant_id, consent.client_id)),
                tenant_id: consent.tenant_id.clone(),
                app_id: application.client_id.clone(),
                display_name: application.display_name.clone(),
                kind: "Application".to_owned(),
            });
        }
        if self.consents.len() >= CONSENTS_KEPT
            && let Some(oldest) = self.consents.iter().position(|known| known.user_id.is_some())
        {
            self.consents.remove(oldest);
        }
        self.consents.push(consent);
        self.touch();
    }
}
