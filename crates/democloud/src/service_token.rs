//! Tokens of services themselves (`AMLToken`, and token authentication on AKS): opaque to clients.

use jiff::Timestamp;
use latchkey_types::Secret;
use serde_json::json;

use crate::state::Signer;

const AUDIENCE: &str = "latchkey-demo-service";
const HOUR_SECONDS: i64 = 3600;

/// A token for one service, with times in seconds since 1970.
pub(crate) struct ServiceToken {
    pub(crate) text: Secret,
    pub(crate) refresh_after: i64,
    pub(crate) expires_at: i64,
}

/// Makes a token that opens one service for a day; after half of it, a new one should be asked for.
pub(crate) fn issue(signer: &Signer, service_id: &str, now: Timestamp) -> ServiceToken {
    let now = now.as_second();
    let (refresh_after, expires_at) = (now + 12 * HOUR_SECONDS, now + 24 * HOUR_SECONDS);
    let claims = json!({"aud": AUDIENCE, "sub": service_id, "iat": now, "nbf": now, "exp": expires_at});
    ServiceToken { text: signer.sign(&claims), refresh_after, expires_at }
}

/// Whether a token opens this service now.
pub(crate) fn opens(signer: &Signer, token: &Secret, service_id: &str, now: Timestamp) -> bool {
    signer.verify(token).is_some_and(|claims| {
        claims["aud"] == AUDIENCE
            && claims["sub"] == service_id
            && claims["exp"].as_i64().is_some_and(|at| at > now.as_second())
    })
}
