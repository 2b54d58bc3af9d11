//! What the directory knows of an application's registration besides what signing in needs.

use serde::{Deserialize, Serialize};
use serde_json::Value;

#[derive(Clone, Default, Serialize, Deserialize)]
pub(crate) struct Registration {
    /// Object id of the application.
    pub(crate) application_id: String,
    /// Object ids of users and service principals who may change it.
    pub(crate) owners: Vec<String>,
    pub(crate) identifier_uris: Vec<String>,
    /// Those of the redirect addresses that are a web server's.
    pub(crate) web_redirect_uris: Vec<String>,
    /// Those that are a page's own script.
    pub(crate) spa_redirect_uris: Vec<String>,
    /// The permissions that it asks for, as Graph writes them.
    pub(crate) required_resource_access: Vec<Value>,
}
