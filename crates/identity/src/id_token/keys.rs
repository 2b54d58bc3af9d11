//! An authority's public keys (RFC 7517), and which of them a token was signed with.

use jsonwebtoken::{Algorithm, DecodingKey};
use latchkey_http::Response;
use serde::Deserialize;
use serde_json::Value;

use crate::IdTokenError;

/// The keys that a signature can be checked with. Others are left out, and one that cannot be read spoils no other.
#[derive(Debug, Clone)]
pub(crate) struct KeySet(Vec<Key>);

#[derive(Debug, Clone, Deserialize)]
struct Key {
    kid: Option<String>,
    alg: Option<String>,
    #[serde(flatten)]
    material: Material,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(tag = "kty")]
enum Material {
    #[serde(rename = "RSA")]
    Rsa { n: String, e: String },
    #[serde(rename = "EC")]
    Curve { crv: String, x: String, y: String },
    #[serde(rename = "OKP")]
    Octets { crv: String, x: String },
}

impl KeySet {
    /// Reads the answer of the authority's key address.
    pub(crate) fn read(response: &Response) -> Result<Self, IdTokenError> {
        let body: Value = response.json().map_err(|_| IdTokenError::KeySet)?;
        Self::from_json(&body).filter(|_| response.is_success()).ok_or(IdTokenError::KeySet)
    }

    pub(super) fn from_json(body: &Value) -> Option<Self> {
        let signs = |key: &&Value| key["use"].is_null() || key["use"] == "sig";
        let keys = body["keys"].as_array()?.iter().filter(signs);
        Some(Self(keys.filter_map(|key| Key::deserialize(key).ok()).collect()))
    }

    /// The key of this name. Entra names each key and each token its key.
    pub(super) fn named(&self, kid: Option<&str>, algorithm: Algorithm) -> Result<DecodingKey, IdTokenError> {
        let mut fitting = self.0.iter().filter(|key| key.fits(algorithm));
        let key = fitting.find(|key| kid.is_some() && key.kid.as_deref() == kid);
        key.ok_or(IdTokenError::UnknownKey)?.decoding()
    }

    /// The key of this name, or the only one that it can be: names may be left out where there is nothing to choose
    /// (OpenID Connect Core §10.1).
    pub(super) fn named_or_only(
        &self,
        kid: Option<&str>,
        algorithm: Algorithm,
    ) -> Result<DecodingKey, IdTokenError> {
        let named = self.named(kid, algorithm);
        if !matches!(named, Err(IdTokenError::UnknownKey)) {
            return named;
        }
        let mut fitting = self.0.iter().filter(|key| key.fits(algorithm));
        match (fitting.next(), fitting.next()) {
            (Some(only), None) if kid.is_none() || only.kid.is_none() => only.decoding(),
            _ => Err(IdTokenError::UnknownKey),
        }
    }
}

impl Key {
    /// Whether a signature of this algorithm can be this key's.
    fn fits(&self, algorithm: Algorithm) -> bool {
        let is_of_kind = match &self.material {
            Material::Rsa { .. } => matches!(algorithm, Algorithm::RS256 | Algorithm::PS256),
            Material::Curve { crv, .. } => algorithm == Algorithm::ES256 && crv == "P-256",
            Material::Octets { crv, .. } => algorithm == Algorithm::EdDSA && crv == "Ed25519",
        };
        is_of_kind && self.alg.as_ref().is_none_or(|own| *own == format!("{algorithm:?}"))
    }

    fn decoding(&self) -> Result<DecodingKey, IdTokenError> {
        let key = match &self.material {
            Material::Rsa { n, e } => DecodingKey::from_rsa_components(n, e),
            Material::Curve { x, y, .. } => DecodingKey::from_ec_components(x, y),
            Material::Octets { x, .. } => DecodingKey::from_ed_components(x),
        };
        key.map_err(|_| IdTokenError::KeySet)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_key_is_found_by_its_name_or_because_there_is_no_other() {
        let rsa = |kid: Option<&str>| json!({ "kty": "RSA", "kid": kid, "n": "AQAB", "e": "AQAB" });
        let check = |keys: Vec<Value>, kid: Option<&str>, by_name: bool, or_only: bool| {
            let set = KeySet::from_json(&json!({ "keys": keys })).unwrap();
            assert_eq!(set.named(kid, Algorithm::RS256).is_ok(), by_name, "{kid:?} of {set:?}");
            assert_eq!(set.named_or_only(kid, Algorithm::RS256).is_ok(), or_only, "{kid:?} of {set:?}");
        };
        let odd = json!({ "kty": "RSA" });
        let for_encryption = json!({ "kty": "RSA", "use": "enc", "n": "AQAB", "e": "AQAB" });
        let of_another_algorithm = json!({ "kty": "RSA", "alg": "PS256", "n": "AQAB", "e": "AQAB" });
        check(vec![odd, for_encryption, of_another_algorithm], None, false, false);
        check(vec![rsa(Some("a")), rsa(Some("b"))], Some("b"), true, true);
        check(vec![rsa(Some("a")), rsa(Some("b"))], None, false, false);
        check(vec![rsa(Some("a"))], None, false, true);
        check(vec![rsa(None)], Some("a"), false, true);
        check(vec![rsa(None), rsa(None)], Some("a"), false, false);
        check(vec![rsa(Some("a"))], Some("b"), false, false);
    }
}
