//! The directories: tenants, their people, groups and applications.

use jiff::Timestamp;
use latchkey_types::Secret;
use serde::{Deserialize, Serialize};

use super::secret_text;

/// A directory of people, groups and applications.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Tenant {
    /// Its id.
    pub id: String,
    /// The domain of its people's sign-in names.
    pub domain: String,
    /// The company's name.
    pub display_name: String,
}

#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct User {
    pub(crate) id: String,
    pub(crate) tenant_id: String,
    /// For a guest, the id of the user at home that it stands for.
    pub(crate) home: Option<String>,
    /// What is typed to sign in, `name@domain`.
    pub(crate) sign_in_name: String,
    pub(crate) given_name: String,
    pub(crate) family_name: String,
    pub(crate) job_title: String,
    /// When the sessions were last revoked: earlier tokens are no longer good.
    pub(crate) tokens_valid_from: Option<Timestamp>,
    /// Set for the personas that may sign in.
    pub(crate) persona: Option<PersonaAccount>,
}

/// Lets a user be signed in as.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct PersonaAccount {
    /// `owner`, `dataScientist`, `reader`, `accessAdmin` or `none`.
    pub(crate) role: String,
    /// The role in words, for the sign-in page.
    pub(crate) role_in_words: String,
    #[serde(with = "secret_text")]
    pub(crate) password: Secret,
}

impl User {
    pub(crate) fn display_name(&self) -> String {
        format!("{} {}", self.given_name, self.family_name)
    }
}

#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Group {
    pub(crate) id: String,
    pub(crate) tenant_id: String,
    pub(crate) display_name: String,
    /// Object ids.
    pub(crate) members: Vec<String>,
}

#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct ServicePrincipal {
    pub(crate) id: String,
    pub(crate) tenant_id: String,
    pub(crate) app_id: String,
    pub(crate) display_name: String,
    pub(crate) kind: String,
}

/// A registered application.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Application {
    /// Its object id.
    pub(crate) id: String,
    pub(crate) client_id: String,
    /// Where it is registered.
    pub(crate) tenant_id: String,
    /// Whether users and administrators of other tenants may use it.
    pub(crate) is_multi_tenant: bool,
    /// Whether it may sign in users without proving who it is itself.
    pub(crate) is_public: bool,
    pub(crate) created_at: Timestamp,
    pub(crate) secrets: Vec<ClientSecret>,
    pub(crate) certificates: Vec<ClientCertificate>,
    pub(crate) display_name: String,
    pub(crate) redirect_uris: Vec<String>,
    /// Microsoft's own clients share refresh tokens; their token answers say so with `foci`.
    pub(crate) family: bool,
}

/// A password of an application.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct ClientSecret {
    pub(crate) key_id: String,
    pub(crate) display_name: Option<String>,
    #[serde(with = "secret_text")]
    pub(crate) text: Secret,
    pub(crate) starts_at: Timestamp,
    pub(crate) ends_at: Timestamp,
}

/// A certificate that an application proves itself with.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct ClientCertificate {
    pub(crate) key_id: String,
    pub(crate) display_name: Option<String>,
    /// DER, base64.
    pub(crate) certificate: String,
    pub(crate) starts_at: Timestamp,
    pub(crate) ends_at: Timestamp,
}
