//! The key that signs every token: RSA-2048, made at first start, RS256 (RFC 7518 §3.3).

use std::sync::Arc;

use aws_lc_rs::{
    digest::{SHA1_FOR_LEGACY_USE_ONLY, digest},
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
use rcgen::{CertificateParams, DistinguishedName, DnType, PKCS_RSA_SHA256, SerialNumber, date_time_ymd};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use serde_json::{Value, json};
use zeroize::Zeroizing;

/// Signs tokens and recognises its own.
#[derive(Clone)]
pub(crate) struct Signer {
    pair: Arc<KeyPair>,
    modulus: Vec<u8>,
    exponent: Vec<u8>,
    /// A certificate of the key's own (DER), for clients that look for `x5c`.
    certificate: Vec<u8>,
    /// The certificate's thumbprint, which is the key's id in token headers and in the key set.
    key_id: String,
}

/// The library failed to make or read a key.
#[derive(Debug, thiserror::Error)]
#[error("the signing key could not be made or read")]
pub struct SignerError;

impl Signer {
    pub(crate) fn generate() -> Result<Self, SignerError> {
        KeyPair::generate(KeySize::Rsa2048).map_err(|_| SignerError).and_then(Self::new)
    }

    fn new(pair: KeyPair) -> Result<Self, SignerError> {
        let certificate = certificate(&pair).ok_or(SignerError)?;
        let public = pair.public_key();
        let modulus = public.modulus().big_endian_without_leading_zero().to_vec();
        let exponent = public.exponent().big_endian_without_leading_zero().to_vec();
        // RFC 7515 §4.1.7; it is a name here, nothing rests on it.
        let key_id = URL_SAFE_NO_PAD.encode(digest(&SHA1_FOR_LEGACY_USE_ONLY, &certificate));
        Ok(Self { pair: Arc::new(pair), modulus, exponent, certificate, key_id })
    }

    /// The public half as a JSON Web Key (RFC 7517 §4, RFC 7518 §6.3.1).
    pub(crate) fn public_key(&self, issuer: &str) -> Value {
        json!({
            "kty": "RSA",
            "use": "sig",
            "kid": self.key_id,
            "x5t": self.key_id,
            "x5c": [STANDARD.encode(&self.certificate)],
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

/// A certificate without an authority, always the same for the same key.
fn certificate(pair: &KeyPair) -> Option<Vec<u8>> {
    let document: Pkcs8V1Der<'_> = pair.as_der().ok()?;
    let key =
        rcgen::KeyPair::from_pkcs8_der_and_sign_algo(&document.as_ref().into(), &PKCS_RSA_SHA256).ok()?;
    let mut parameters = CertificateParams::default();
    parameters.distinguished_name = DistinguishedName::new();
    parameters.distinguished_name.push(DnType::CommonName, "Latchkey demo cloud tokens");
    parameters.serial_number = Some(SerialNumber::from(1));
    parameters.not_before = date_time_ymd(2024, 1, 1);
    parameters.not_after = date_time_ymd(2049, 12, 31);
    Some(parameters.self_signed(&key).ok()?.der().to_vec())
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
        KeyPair::from_pkcs8(&document).ok().and_then(|pair| Self::new(pair).ok()).ok_or_else(unusable)
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
        assert_eq!(again.public_key("i"), signer.public_key("i"));
    }
}
