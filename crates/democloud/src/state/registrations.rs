//! The parts of an application's registration that signing in does not need.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Application, State};

#[derive(Clone, Default, Serialize, Deserialize)]
pub(crate) struct Registration {
    /// Object id of the application.
    pub(crate) application_id: String,
    /// Object ids of users and service principals who may change it.
    pub(crate) owners: Vec<String>,
    /// Whether it counts as a public client where nothing else says so.
    pub(crate) is_fallback_public: Option<bool>,
    pub(crate) identifier_uris: Vec<String>,
    /// Those of the redirect addresses that are a web server's.
    pub(crate) web_redirect_uris: Vec<String>,
    /// Those that are a page's own script.
    pub(crate) spa_redirect_uris: Vec<String>,
    /// The permissions that it asks for, as Graph writes them.
    pub(crate) required_resource_access: Vec<Value>,
}

impl Registration {
    /// Decides anew whether an application is a public client: if it was declared one, or has addresses
    /// of programs on people's machines and nothing to prove itself with.
    pub(crate) fn settle(&self, application: &mut Application) {
        let is_of_others =
            |uri: &String| self.web_redirect_uris.contains(uri) || self.spa_redirect_uris.contains(uri);
        let has_programs = application.redirect_uris.iter().any(|uri| !is_of_others(uri));
        let has_proof = !application.secrets.is_empty() || !application.certificates.is_empty();
        application.is_public = self.is_fallback_public == Some(true) || (has_programs && !has_proof);
    }
}

impl State {
    /// The registration of the application with this object id.
    pub(crate) fn registration(&self, application_id: &str) -> Option<&Registration> {
        self.registrations.iter().find(|one| one.application_id == application_id)
    }

    /// The same, to be changed; an application that has none gets an empty one.
    pub(crate) fn registration_mut(&mut self, application_id: &str) -> &mut Registration {
        let known = self.registrations.iter().position(|one| one.application_id == application_id);
        let at = known.unwrap_or_else(|| {
            let application_id = application_id.to_owned();
            self.registrations.push(Registration { application_id, ..Registration::default() });
            self.registrations.len() - 1
        });
        &mut self.registrations[at]
    }
}
