//! SHA-256 as the texts that are kept or compared.

use aws_lc_rs::digest::{SHA256, digest};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use latchkey_types::Secret;
use uuid::Uuid;

/// The hash of a secret, base64url. It is what PKCE calls S256 too (RFC 7636 §4.2).
pub(crate) fn of_secret(secret: &Secret) -> String {
    // EXPOSE: only the hash leaves this function.
    of_bytes(secret.expose().as_bytes())
}

pub(crate) fn of_bytes(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(digest(&SHA256, bytes))
}

/// A GUID that always belongs to the same name, shaped like a random one.
pub(crate) fn guid(name: &str) -> String {
    let hash = digest(&SHA256, format!("latchkey demo cloud/{name}").as_bytes());
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash.as_ref()[..16]);
    uuid::Builder::from_random_bytes(bytes).into_uuid().to_string()
}

/// Whether a text is a GUID.
pub(crate) fn is_guid(text: &str) -> bool {
    Uuid::try_parse(text).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pkce_example_of_the_rfc() {
        let verifier = Secret::new("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
        assert_eq!(of_secret(&verifier), "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    }
}
