//! Authenticates a request: checks its bearer token as Azure's services check theirs.

use jiff::Timestamp;
use serde_json::Value;

use crate::{
    audience::Resource,
    call::Call,
    caller::{Caller, CallerKind, NotAuthenticated},
    core::Core,
    state::State,
};

/// Checks signature, expiry and audience of a request's token, that whom it was issued to still exists, and that
/// the sessions were not revoked since, where the client handles the challenge.
pub(crate) fn authenticate(
    core: &Core,
    state: &State,
    call: &Call,
    resource: Resource,
) -> Result<Caller, NotAuthenticated> {
    let token = call.bearer().ok_or(NotAuthenticated::Missing)?;
    let claims = state.signer.verify(&token).ok_or(NotAuthenticated::Invalid)?;
    let text = |name: &str| claims[name].as_str().unwrap_or_default();
    let audience = text("aud");
    if core.resource(audience) != Some(resource) {
        return Err(NotAuthenticated::WrongAudience(audience.to_owned()));
    }
    let expires_at = claims["exp"].as_i64().and_then(|at| Timestamp::from_second(at).ok());
    let expires_at = expires_at.ok_or(NotAuthenticated::Invalid)?;
    if expires_at <= core.now() {
        return Err(NotAuthenticated::Expired(expires_at));
    }
    if let Some(at) = claims["iat"].as_i64().and_then(|issued_at| core.faults.expired_at(issued_at)) {
        return Err(NotAuthenticated::Expired(at));
    }
    let (object_id, tenant_id) = (text("oid"), text("tid"));
    let user = state.users.iter().find(|user| user.id == object_id && user.tenant_id == tenant_id);
    let application =
        state.service_principals.iter().find(|one| one.id == object_id && one.tenant_id == tenant_id);
    if let Some(valid_from) = user.and_then(|user| user.tokens_valid_from)
        && handles_challenges(&claims)
        && claims["iat"].as_i64().is_none_or(|issued_at| issued_at < valid_from.as_second())
    {
        return Err(NotAuthenticated::Revoked(valid_from));
    }
    let (name, kind) = match (user, application) {
        (Some(user), _) => (user.sign_in_name.clone(), CallerKind::User),
        (None, Some(application)) => (application.app_id.clone(), CallerKind::Application),
        (None, None) => return Err(NotAuthenticated::Invalid),
    };
    Ok(Caller { object_id: object_id.to_owned(), tenant_id: tenant_id.to_owned(), name, kind })
}

/// Whether the token says that its client handles claims challenges. Tokens of others stay good until they expire.
fn handles_challenges(claims: &Value) -> bool {
    claims["xms_cc"].as_array().is_some_and(|values| values.iter().any(|one| one == "cp1"))
}
