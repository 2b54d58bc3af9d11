//! Names of users, groups and service principals, from Microsoft Graph.

use std::collections::HashMap;

use latchkey_http::Request;
use latchkey_types::Audience;
use serde_json::json;

use crate::{Azure, Error};

/// What `getByIds` takes at once.
const MOST_IDS: usize = 1_000;

/// What the directory knows of an object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Principal {
    /// Object id, lower case.
    pub id: String,
    /// `user`, `group`, `servicePrincipal` or another type of Graph.
    pub kind: String,
    /// Display name.
    pub name: Option<String>,
    /// User principal name of a user, application id of a service principal.
    pub detail: Option<String>,
}

/// Looks up objects by id. Those that the directory does not have are simply missing in the answer.
///
/// # Errors
/// [`Error`] as for every call; a 403 is common and means that names stay unknown.
pub async fn find(azure: &Azure, ids: &[String]) -> Result<HashMap<String, Principal>, Error> {
    let mut found = HashMap::new();
    for some in ids.chunks(MOST_IDS) {
        let url = azure.graph_url("/v1.0/directoryObjects/getByIds");
        let body = json!({"ids": some, "types": ["user", "group", "servicePrincipal"]});
        let document = azure.call(Audience::Graph, Request::post(url).json(&body).repeatable()).await?;
        for row in document.root().list("value") {
            let Some(id) = row.text("id").map(str::to_ascii_lowercase) else { continue };
            let principal = Principal {
                kind: row
                    .text("@odata.type")
                    .unwrap_or_default()
                    .trim_start_matches("#microsoft.graph.")
                    .to_owned(),
                name: row.text("displayName").or_else(|| row.text("appDisplayName")).map(str::to_owned),
                detail: row.text("userPrincipalName").or_else(|| row.text("appId")).map(str::to_owned),
                id: id.clone(),
            };
            found.insert(id, principal);
        }
    }
    Ok(found)
}
