//! The key that signs every token: RSA-2048, made at first start, RS256 (RFC 7518 §3.3).

use aws_lc_rs::{
    encoding::{AsDer, Pkcs8V1Der},
    rand::SystemRandom,
    rsa::{KeyPair, KeySize},
    signature::{KeyPair as _, RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_SHA256, RsaPublicKeyComponents},
};
use base64::{
    Engine,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use latchkey_types::Secret;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use serde_json::{Value, json};
use zeroize::Zeroizing;

use crate::hash;

/// Signs tokens and recognises its own.
pub(crate) struct Signer {
    pair: KeyPair,
    modulus: Vec<u8>,
    exponent: Vec<u8>,
    /// The key's id in token headers and in the key set.
    key_id: String,
}

/// The library failed to make or read a key.
#[derive(Debug, thiserror::Error)]
#[error("the signing key could not be made or read")]
pub struct SignerError;

impl Signer {
    pub(crate) fn generate() -> Result<Self, SignerError> {
        KeyPair::generate(KeySize::Rsa2048).map(Self::new).map_err(|_| SignerError)
    }

    fn new(pair: KeyPair) -> Self {
        let public = pair.public_key();
        let modulus = public.modulus().big_endian_without_leading_zero().to_vec();
        let exponent = public.exponent().big_endian_without_leading_zero().to_vec();
        let key_id = hash::of_bytes(&modulus).chars().take(27).collect();
        Self { pair, modulus, exponent, key_id }
    }

    /// The public half as a JSON Web Key (RFC 7517 §4, RFC 7518 §6.3.1).
    pub(crate) fn public_key(&self, issuer: &str) -> Value {
        json!({
            "kty": "RSA",
            "use": "sig",
            "kid": self.key_id,
            "x5t": self.key_id,
            "n": URL_SAFE_NO_PAD.encode(&self.modulus),
            "e": URL_SAFE_NO_PAD.encode(&self.exponent),
            "alg": "RS256",
            "issuer": issuer,
        })
    }

    /// A signed token (RFC 7515 §7.1).
    pub(crate) fn sign(&self, claims: &Value) -> Secret {
        let header = json!({"typ": "JWT", "alg": "RS256", "x5t": self.key_id, "kid": self.key_id});
        let encode = |part: &Value| URL_SAFE_NO_PAD.encode(part.to_string());
        let message = format!("{}.{}", encode(&header), encode(claims));
        let mut signature = vec![0; self.pair.public_modulus_len()];
        self.pair
            .sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), message.as_bytes(), &mut signature)
            .expect("a 2048-bit key signs any message into a buffer of its own length");
        Secret::new(format!("{message}.{}", URL_SAFE_NO_PAD.encode(signature)))
    }

    /// The claims of a token that this key signed; nothing else is looked at.
    pub(crate) fn verify(&self, token: &Secret) -> Option<Value> {
        // EXPOSE: the signature is checked over the token's text; nothing is kept.
        let (message, signature) = token.expose().rsplit_once('.')?;
        let (header, claims) = message.split_once('.')?;
        let decode = |part: &str| URL_SAFE_NO_PAD.decode(part).ok();
        let header: Value = serde_json::from_slice(&decode(header)?).ok()?;
        if header["alg"] != "RS256" {
            return None;
        }
        let public = RsaPublicKeyComponents { n: &self.modulus, e: &self.exponent };
        public.verify(&RSA_PKCS1_2048_8192_SHA256, message.as_bytes(), &decode(signature)?).ok()?;
        serde_json::from_slice(&decode(claims)?).ok()
    }
}

impl Serialize for Signer {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let document: Pkcs8V1Der<'_> = self
            .pair
            .as_der()
            .map_err(|_| serde::ser::Error::custom("the signing key could not be written"))?;
        let text = Zeroizing::new(STANDARD.encode(document.as_ref()));
        serializer.serialize_str(&text)
    }
}

impl<'de> Deserialize<'de> for Signer {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Zeroizing::new(String::deserialize(deserializer)?);
        let unusable = || D::Error::custom("the signing key could not be read");
        let document = Zeroizing::new(STANDARD.decode(text.as_bytes()).map_err(|_| unusable())?);
        KeyPair::from_pkcs8(&document).map(Self::new).map_err(|_| unusable())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_tokens_of_this_key_are_recognised() {
        let (signer, other) = (Signer::generate().unwrap(), Signer::generate().unwrap());
        let claims = json!({"aud": "a"});
        let token = signer.sign(&claims);
        assert_eq!(signer.verify(&token), Some(claims));
        assert_eq!(other.verify(&token), None);
        // EXPOSE: the test damages a token that opens nothing.
        let text = token.expose();
        for damaged in
            [&text[1..], &text[..text.len() - 2], "", ".", "..", "a.b.c", "eyJhbGciOiJub25lIn0.e30."]
        {
            assert_eq!(signer.verify(&Secret::new(damaged)), None, "{damaged}");
        }
    }

    #[test]
    fn a_key_survives_being_written_down() {
        let signer = Signer::generate().unwrap();
        let again: Signer = serde_json::from_str(&serde_json::to_string(&signer).unwrap()).unwrap();
        assert_eq!(again.verify(&signer.sign(&json!({}))), Some(json!({})));
    }
}
