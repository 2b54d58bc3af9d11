//! Reads a person's names from the UserInfo endpoint (OpenID Connect Core §5.3), for providers whose ID tokens carry
//! none.

use latchkey_http::{Request, Url};
use latchkey_types::{BearerToken, Destinations, Secret};
use serde_json::Value;

use crate::{IdTokenError, Ports, id_token::Names};

/// Asks for the names of a subject. They are for display, so that none is no failure; but an answer about somebody else
/// says that the access token is not this person's (§5.3.2).
pub(crate) async fn names(
    ports: &Ports,
    endpoint: Url,
    access_token: &Secret,
    subject: &str,
) -> Result<Names, IdTokenError> {
    // The provider that gave the token says where it answers questions about the person.
    let token = BearerToken { value: access_token.clone(), destinations: Destinations::origin(&endpoint) };
    let request = Request::get(endpoint).header("accept", "application/json").bearer(&token);
    let response = match ports.http.send(request).await {
        Ok(response) if response.is_success() => response,
        Ok(response) => {
            tracing::debug!(status = %response.status(), "the provider says nothing more about the person");
            return Ok(Names::default());
        }
        Err(error) => {
            tracing::debug!(%error, "the provider could not be asked about the person");
            return Ok(Names::default());
        }
    };
    // It may be a signed token instead, for those who asked for one at registration.
    let Ok(claims) = response.json::<Value>() else { return Ok(Names::default()) };
    match claims["sub"].as_str() {
        Some(own) if own == subject => Ok(Names::read(&claims)),
        _ => Err(IdTokenError::Subject),
    }
}
