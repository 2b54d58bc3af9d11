//! Short digests that identify a value without revealing it.

use aws_lc_rs::digest::{SHA256, digest};

/// The first half of the SHA-256 of some bytes, in hexadecimal digits.
pub(crate) fn short_digest(bytes: &[u8]) -> String {
    let sum = digest(&SHA256, bytes);
    let half: [u8; 16] = sum.as_ref()[..16].try_into().expect("SHA-256 has 32 bytes");
    format!("{:032x}", u128::from_be_bytes(half))
}
