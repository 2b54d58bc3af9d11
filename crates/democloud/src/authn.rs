//! Who is calling: the bearer token of a request, checked as Azure's services check theirs.

use jiff::Timestamp;

use crate::{call::Call, entra::audience::Resource, state::State};

/// The user that a token was issued to.
#[derive(Debug, Clone)]
pub(crate) struct Caller {
    pub(crate) object_id: String,
    /// The name that refusals mention.
    pub(crate) name: String,
}

/// Why a request has no caller. Each service has its own words for these.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum NotAuthenticated {
    Missing,
    Invalid,
    WrongAudience(String),
    Expired(Timestamp),
}

/// Checks signature, expiry and audience of a request's token, and that its user still exists.
pub(crate) fn authenticate(
    state: &State,
    call: &Call,
    resource: Resource,
    own_address: &str,
    now: Timestamp,
) -> Result<Caller, NotAuthenticated> {
    let token = call.bearer().ok_or(NotAuthenticated::Missing)?;
    let claims = state.signer.verify(&token).ok_or(NotAuthenticated::Invalid)?;
    let text = |name: &str| claims[name].as_str().unwrap_or_default();
    let audience = text("aud");
    if Resource::named(audience, own_address) != Some(resource) {
        return Err(NotAuthenticated::WrongAudience(audience.to_owned()));
    }
    let expires_at = claims["exp"].as_i64().and_then(|at| Timestamp::from_second(at).ok());
    let expires_at = expires_at.ok_or(NotAuthenticated::Invalid)?;
    if expires_at <= now {
        return Err(NotAuthenticated::Expired(expires_at));
    }
    if text("tid") != state.tenant.id {
        return Err(NotAuthenticated::Invalid);
    }
    let user = state.user(text("oid")).ok_or(NotAuthenticated::Invalid)?;
    Ok(Caller { object_id: user.id.clone(), name: user.sign_in_name.clone() })
}
