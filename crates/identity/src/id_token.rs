//! Who signed in, as the ID token proves it (OpenID Connect Core §3.1.3.7).

use jiff::Timestamp;
use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use latchkey_http::Response;
use latchkey_types::Secret;
use serde::Deserialize;
use serde_json::Value;
use uuid::Uuid;

use crate::discovery::Issuer;

/// How far the clocks may be apart, in seconds.
pub(crate) const MAX_SKEW_SECONDS: i64 = 5 * 60;

/// Why an ID token does not prove who signed in.
#[derive(Debug, Clone, Copy, thiserror::Error, PartialEq, Eq)]
pub enum IdTokenError {
    /// There is none, though it was asked for.
    #[error("there is no ID token")]
    Missing,
    /// It is not a signed token.
    #[error("it is not a signed token")]
    Malformed,
    /// It is signed with something else than RS256, or not at all.
    #[error("it is not signed with RS256")]
    Algorithm,
    /// It is signed with a key that the authority does not publish.
    #[error("it is signed with a key that the authority does not publish")]
    UnknownKey,
    /// The signature is wrong.
    #[error("its signature is wrong")]
    Signature,
    /// Another issuer made it.
    #[error("it was made by another issuer")]
    Issuer,
    /// It was made for another application.
    #[error("it was made for another application")]
    Audience,
    /// It was made for another sign-in.
    #[error("it was made for another sign-in")]
    Nonce,
    /// It has ended.
    #[error("it has ended")]
    Expired,
    /// It is not valid yet.
    #[error("it is not valid yet")]
    NotYetValid,
    /// A claim is missing or not of its kind.
    #[error("its claim {0} is missing or unreadable")]
    Claim(&'static str),
    /// The authority's key set cannot be read.
    #[error("the authority's keys cannot be read")]
    KeySet,
}

/// What the token has to say.
pub(crate) struct Expected<'a> {
    pub(crate) issuer: &'a Issuer,
    pub(crate) client_id: &'a str,
    /// What has to come back, if the flow could send one.
    pub(crate) nonce: Option<&'a Secret>,
    pub(crate) now: Timestamp,
}

/// What it says about the person.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Identity {
    pub(crate) tenant_id: Uuid,
    pub(crate) object_id: Uuid,
    pub(crate) user_name: Option<String>,
    pub(crate) display_name: Option<String>,
}

/// An authority's public keys (RFC 7517). Keys of other kinds are left out.
#[derive(Debug)]
pub(crate) struct KeySet(Vec<RsaKey>);

#[derive(Debug, Deserialize)]
struct RsaKey {
    kid: String,
    n: String,
    e: String,
}

impl KeySet {
    /// Reads the answer of the authority's key address.
    pub(crate) fn read(response: &Response) -> Result<Self, IdTokenError> {
        let body: Value = response.json().map_err(|_| IdTokenError::KeySet)?;
        Self::from_json(&body).filter(|_| response.is_success()).ok_or(IdTokenError::KeySet)
    }

    fn from_json(body: &Value) -> Option<Self> {
        let is_rsa = |key: &&Value| {
            key["kty"] == "RSA"
                && (key["use"].is_null() || key["use"] == "sig")
                && (key["alg"].is_null() || key["alg"] == "RS256")
        };
        let keys = body["keys"].as_array()?.iter().filter(is_rsa);
        Some(Self(keys.filter_map(|key| RsaKey::deserialize(key).ok()).collect()))
    }
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
    if header.alg != Algorithm::RS256 {
        return Err(IdTokenError::Algorithm);
    }
    let kid = header.kid.as_deref().ok_or(IdTokenError::UnknownKey)?;
    let key = keys.0.iter().find(|key| key.kid == kid).ok_or(IdTokenError::UnknownKey)?;
    let key = DecodingKey::from_rsa_components(&key.n, &key.e).map_err(|_| IdTokenError::KeySet)?;

    // The library checks the signature only: it would take the time from the machine, and a wrong claim
    // should say which one it is.
    let mut signature_only = Validation::new(Algorithm::RS256);
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
    let tenant_id = guid("tid")?;
    if claims["iss"].as_str() != Some(expected.issuer.of_tenant(tenant_id).as_str()) {
        return Err(IdTokenError::Issuer);
    }
    let is_for_us = match &claims["aud"] {
        Value::String(audience) => audience == expected.client_id,
        Value::Array(audiences) => audiences.len() == 1 && audiences[0] == expected.client_id,
        _ => false,
    };
    if !is_for_us {
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
    if now >= expires_at.saturating_add(MAX_SKEW_SECONDS) {
        return Err(IdTokenError::Expired);
    }
    let begins_at = claims["nbf"].as_i64().into_iter().chain(claims["iat"].as_i64()).max();
    if begins_at.is_some_and(|begins_at| begins_at > now.saturating_add(MAX_SKEW_SECONDS)) {
        return Err(IdTokenError::NotYetValid);
    }
    let name =
        |name: &str| claims[name].as_str().map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned);
    Ok(Identity {
        tenant_id,
        object_id: guid("oid")?,
        user_name: name("preferred_username").or_else(|| name("upn")).or_else(|| name("email")),
        display_name: name("name"),
    })
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
