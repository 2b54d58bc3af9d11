//! Validates an ID token and reads who signed in (OpenID Connect Core §3.1.3.7).

mod keys;

use jiff::Timestamp;
use jsonwebtoken::{Algorithm, Validation};
use latchkey_types::{CLOCK_SKEW_LIMIT, Secret};
use serde_json::Value;
use uuid::Uuid;

use crate::{IdTokenError, discovery::Issuer};
pub(crate) use keys::KeySet;

/// What the token has to say.
pub(crate) struct Expected<'a> {
    pub(crate) issuer: &'a Issuer,
    pub(crate) client_id: &'a str,
    /// What has to come back, if the flow could send one.
    pub(crate) nonce: Option<&'a Secret>,
    pub(crate) now: Timestamp,
    pub(crate) rules: Rules<'a>,
}

/// Whose rules it has to keep to.
#[derive(Clone, Copy)]
pub(crate) enum Rules<'a> {
    /// RS256, and a person by tenant and object.
    Entra,
    /// OpenID Connect's own.
    OpenId {
        /// What it may be signed with.
        algorithms: &'a [Algorithm],
        /// Whom it has to be about, where that is known already.
        subject: Option<&'a str>,
    },
}

/// What it says about the person.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Identity {
    /// Empty where there are no tenants.
    pub(crate) tenant_id: String,
    /// The object in the tenant (`oid`), or the provider's own name of the person (`sub`).
    pub(crate) subject: String,
    pub(crate) user_name: Option<String>,
    pub(crate) display_name: Option<String>,
}

/// Checks a token, and says who it is about.
pub(crate) fn check(
    token: &Secret,
    keys: &KeySet,
    expected: &Expected<'_>,
) -> Result<Identity, IdTokenError> {
    // EXPOSE: the token is parsed here and goes nowhere.
    let text = token.expose();
    let header = jsonwebtoken::decode_header(text).map_err(|error| sort(&error))?;
    if header.crit.is_some() {
        // RFC 7515 §4.1.11: whoever does not understand what is critical has to refuse.
        return Err(IdTokenError::Malformed);
    }
    let (allowed, kid) = (expected.rules.algorithms(), header.kid.as_deref());
    if !allowed.contains(&header.alg) {
        return Err(IdTokenError::Algorithm);
    }
    let key = match expected.rules {
        Rules::Entra => keys.named(kid, header.alg)?,
        Rules::OpenId { .. } => keys.named_or_only(kid, header.alg)?,
    };

    // The library checks the signature only: it would take the time from the machine, and a wrong claim
    // should say which one it is.
    let mut signature_only = Validation::new(header.alg);
    signature_only.required_spec_claims.clear();
    signature_only.validate_exp = false;
    signature_only.validate_aud = false;
    let claims: Value =
        jsonwebtoken::decode(text, &key, &signature_only).map_err(|error| sort(&error))?.claims;
    check_claims(&claims, expected)
}

fn check_claims(claims: &Value, expected: &Expected<'_>) -> Result<Identity, IdTokenError> {
    let guid = |name: &'static str| {
        claims[name].as_str().and_then(|text| Uuid::try_parse(text).ok()).ok_or(IdTokenError::Claim(name))
    };
    let tenant_id = match expected.rules {
        Rules::Entra => Some(guid("tid")?),
        Rules::OpenId { .. } => None,
    };
    let is_issuer = |text: &str| match tenant_id {
        Some(tenant_id) => text == expected.issuer.of_tenant(tenant_id),
        None => expected.issuer.accepts(text),
    };
    if !claims["iss"].as_str().is_some_and(is_issuer) {
        return Err(IdTokenError::Issuer);
    }
    if !is_for_us(claims, expected) {
        return Err(IdTokenError::Audience);
    }
    if let Some(expected) = expected.nonce {
        let same = |nonce: &str| Secret::new(nonce).matches(expected);
        if !claims["nonce"].as_str().is_some_and(same) {
            return Err(IdTokenError::Nonce);
        }
    }
    let now = expected.now.as_second();
    let expires_at = claims["exp"].as_i64().ok_or(IdTokenError::Claim("exp"))?;
    if now >= expires_at.saturating_add(CLOCK_SKEW_LIMIT.as_secs()) {
        return Err(IdTokenError::Expired);
    }
    let begins_at = claims["nbf"].as_i64().into_iter().chain(claims["iat"].as_i64()).max();
    if begins_at.is_some_and(|begins_at| begins_at > now.saturating_add(CLOCK_SKEW_LIMIT.as_secs())) {
        return Err(IdTokenError::NotYetValid);
    }
    let subject = match expected.rules {
        Rules::Entra => guid("oid")?.to_string(),
        Rules::OpenId { subject, .. } => {
            claims["iat"].as_i64().ok_or(IdTokenError::Claim("iat"))?;
            let own =
                claims["sub"].as_str().filter(|own| is_subject(own)).ok_or(IdTokenError::Claim("sub"))?;
            if subject.is_some_and(|known| known != own) {
                return Err(IdTokenError::Subject);
            }
            own.to_owned()
        }
    };
    let names = Names::read(claims);
    Ok(Identity {
        tenant_id: tenant_id.map(|id| id.to_string()).unwrap_or_default(),
        subject,
        user_name: names.user_name,
        display_name: names.display_name,
    })
}

/// Whether it was made for this application. Several audiences are a matter of the provider's, as long as it says which
/// of them asked (`azp`, OpenID Connect Core §2).
fn is_for_us(claims: &Value, expected: &Expected<'_>) -> bool {
    let is_ours = |value: &Value| value == expected.client_id;
    match (&claims["aud"], expected.rules) {
        (Value::Array(audiences), Rules::Entra) => audiences.len() == 1 && is_ours(&audiences[0]),
        (Value::Array(audiences), Rules::OpenId { .. }) => {
            let party = &claims["azp"];
            let is_asker =
                if audiences.len() > 1 { is_ours(party) } else { party.is_null() || is_ours(party) };
            is_asker && audiences.iter().any(is_ours)
        }
        (audience @ Value::String(_), Rules::Entra) => is_ours(audience),
        (audience @ Value::String(_), Rules::OpenId { .. }) => {
            is_ours(audience) && (claims["azp"].is_null() || is_ours(&claims["azp"]))
        }
        _ => false,
    }
}

/// At most 255 characters of ASCII (OpenID Connect Core §2), and none that could be taken for two names.
fn is_subject(text: &str) -> bool {
    (1..=255).contains(&text.len()) && text.bytes().all(|byte| matches!(byte, b' '..=b'~'))
}

impl Rules<'_> {
    fn algorithms(&self) -> &[Algorithm] {
        match self {
            Self::Entra => &[Algorithm::RS256],
            Self::OpenId { algorithms, .. } => algorithms,
        }
    }
}

/// What people call somebody (OpenID Connect Core §5.1), for display.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Names {
    pub(crate) user_name: Option<String>,
    pub(crate) display_name: Option<String>,
}

impl Names {
    /// The names among some claims.
    pub(crate) fn read(claims: &Value) -> Self {
        let name = |name: &str| {
            claims[name].as_str().map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned)
        };
        Self {
            user_name: name("preferred_username").or_else(|| name("upn")).or_else(|| name("email")),
            display_name: name("name"),
        }
    }
}

fn sort(error: &jsonwebtoken::errors::Error) -> IdTokenError {
    use jsonwebtoken::errors::ErrorKind;

    match error.kind() {
        ErrorKind::InvalidSignature => IdTokenError::Signature,
        // An algorithm that the library has no name for, such as `none`, fails while the header is read.
        ErrorKind::Json(_)
        | ErrorKind::InvalidAlgorithm
        | ErrorKind::UnsupportedAlgorithm
        | ErrorKind::InvalidAlgorithmName => IdTokenError::Algorithm,
        _ => IdTokenError::Malformed,
    }
}

#[cfg(test)]
mod fuzz;
