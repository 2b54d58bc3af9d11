//! A short, safe name for a secret: enough to see that it changed, useless for guessing it.

use std::fmt;

use aws_lc_rs::digest::{SHA256, digest};
use serde::Serialize;

use crate::Secret;

/// The first 8 bytes of a key's SHA-256, in hexadecimal. Keys are long and random, so the digest
/// cannot be searched backwards; two keys share a fingerprint by chance once in 2^64.
#[derive(Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Fingerprint(String);

impl Fingerprint {
    /// The fingerprint of a secret.
    pub fn of(secret: &Secret) -> Self {
        // EXPOSE: only a truncated one-way digest leaves this function.
        let sum = digest(&SHA256, secret.expose().as_bytes());
        let first = sum.as_ref().first_chunk().expect("SHA-256 has 32 bytes");
        Self(format!("{:016x}", u64::from_be_bytes(*first)))
    }

    /// The fingerprint as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_the_beginning_of_the_digest() {
        let of = |text: &str| Fingerprint::of(&Secret::new(text));
        // FIPS 180-4 example: SHA-256("abc") = ba7816bf 8f01cfea …
        assert_eq!(of("abc").as_str(), "ba7816bf8f01cfea");
        assert_ne!(of("abc"), of("abd"));
    }
}
