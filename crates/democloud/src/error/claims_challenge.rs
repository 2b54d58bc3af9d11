//! How a resource tells a client which claims its next token needs (`insufficient_claims`).
//!
//! Form: <https://learn.microsoft.com/entra/identity-platform/claims-challenge>.

use axum::http::StatusCode;
use base64::{Engine, engine::general_purpose::STANDARD};
use jiff::Timestamp;
use serde_json::{Value, json};

use crate::{caller::NotAuthenticated, reply::Reply};

/// The value of `WWW-Authenticate` with these claims, for clients that said that they handle it (`cp1`).
pub(crate) fn claims_challenge(address: &str, claims: &Value) -> String {
    format!(
        "Bearer realm=\"\", authorization_uri=\"{address}/common/oauth2/authorize\", error=\"insufficient_claims\", claims=\"{}\"",
        STANDARD.encode(claims.to_string())
    )
}

/// Tokens from before this moment are refused, as continuous access evaluation does after an event.
pub(crate) fn newer_token_claims(not_before: Timestamp) -> Value {
    json!({"access_token": {
        "nbf": {"essential": true, "value": not_before.as_second().to_string()},
        "xms_caeerror": {"value": "10012"},
    }})
}

/// What services say beside the challenge that follows a revocation.
pub(crate) const REVOKED: &str = "Continuous access evaluation resulted in challenge with result: InteractionRequired and code: TokenIssuedBeforeRevocationTimestamp";

/// The challenge to a token from before a revocation.
pub(crate) fn revocation_challenge(why: &NotAuthenticated, address: &str) -> Option<String> {
    match why {
        NotAuthenticated::Revoked(at) => Some(claims_challenge(address, &newer_token_claims(*at))),
        _ => None,
    }
}

/// What a resource answers to a token that no longer satisfies it: only one that is issued from now on does.
pub(crate) fn newer_token_needed(now: Timestamp, address: &str) -> Reply {
    let challenge = claims_challenge(address, &newer_token_claims(now));
    let body = json!({"error": {"code": "InvalidAuthenticationToken", "message": REVOKED}});
    Reply::json(StatusCode::UNAUTHORIZED, &body).with("www-authenticate", &challenge)
}

/// A token must meet an authentication context.
pub(crate) fn context_claims(context: &str) -> Value {
    json!({"access_token": {"acrs": {"essential": true, "value": context}}})
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_claims_stand_in_the_header_as_base64() {
        let header = claims_challenge("http://localhost:1", &context_claims("c1"));
        assert!(header.starts_with(
            "Bearer realm=\"\", authorization_uri=\"http://localhost:1/common/oauth2/authorize\", "
        ));
        let claims = header.split_once("claims=\"").unwrap().1.trim_end_matches('"');
        let claims: Value = serde_json::from_slice(&STANDARD.decode(claims).unwrap()).unwrap();
        assert_eq!(claims, json!({"access_token": {"acrs": {"essential": true, "value": "c1"}}}));
        let newer = newer_token_claims(Timestamp::from_second(1_726_077_595).unwrap());
        assert_eq!(newer["access_token"]["nbf"]["value"], "1726077595");
    }
}
