//! Applications of a tenant, from Microsoft Graph: when their secrets end.

use jiff::Timestamp;
use latchkey_http::Request;
use latchkey_types::Audience;

use crate::{Azure, Error};

/// A client secret as the directory shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientSecret {
    /// What its maker called it.
    pub name: Option<String>,
    /// Its first three characters.
    pub hint: Option<String>,
    /// When it ends, UTC.
    pub ends_at: Option<Timestamp>,
}

/// Lists the client secrets of an application.
///
/// # Errors
/// [`Error`] as for every call; a 403 is common, since applications may not read themselves unless they are
/// allowed to or own themselves.
pub async fn list_secrets(azure: &Azure, client_id: &str) -> Result<Vec<ClientSecret>, Error> {
    let mut url = azure.graph_url(&format!("/v1.0/applications(appId='{client_id}')"));
    url.query_pairs_mut().append_pair("$select", "passwordCredentials");
    let document = azure.call(Audience::Graph, Request::get(url)).await?;
    let secrets = document.root().list("passwordCredentials");
    Ok(secrets
        .map(|secret| ClientSecret {
            name: secret.owned_text("displayName"),
            hint: secret.owned_text("hint"),
            ends_at: secret.time("endDateTime"),
        })
        .collect())
}
