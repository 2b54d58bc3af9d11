//! A text that must not be seen: keys, tokens, codes, passwords.
//!
//! It has no `Display`, `Deref` or `Serialize`, its `Debug` is redacted, and its memory is wiped.

use std::fmt;

use aws_lc_rs::constant_time::verify_slices_are_equal;
use serde::{Deserialize, Deserializer};
use zeroize::{Zeroize, ZeroizeOnDrop};

/// A secret text. Reading it is [`Secret::expose`], with an `// EXPOSE:` line above saying why.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct Secret(String);

impl Secret {
    /// Takes over a text as a secret.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text itself.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// Whether the text is empty.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether it is made of visible ASCII characters alone, as keys and tokens are.
    pub fn is_plain(&self) -> bool {
        self.0.bytes().all(|byte| byte.is_ascii_graphic())
    }

    /// Compares in time that depends on the lengths only.
    pub fn matches(&self, other: &Self) -> bool {
        verify_slices_are_equal(self.0.as_bytes(), other.0.as_bytes()).is_ok()
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Secret(redacted)")
    }
}

impl<'de> Deserialize<'de> for Secret {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self)
    }
}

/// Code that would print or send a secret by accident does not compile.
///
/// ```compile_fail
/// let text = format!("{}", latchkey_types::Secret::new("x"));
/// ```
/// ```compile_fail
/// fn send<T: serde::Serialize>(_: &T) {}
/// send(&latchkey_types::Secret::new("x"));
/// ```
/// ```compile_fail
/// let text: &str = &*latchkey_types::Secret::new("x");
/// ```
/// ```compile_fail
/// let same = latchkey_types::Secret::new("x") == latchkey_types::Secret::new("x");
/// ```
#[cfg(doctest)]
struct SecretIsNotPrintable;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_says_nothing() {
        assert_eq!(format!("{:?}", Some(Secret::new("hunter2"))), "Some(Secret(redacted))");
    }

    #[test]
    fn matches_compares_whole_texts() {
        assert!(Secret::new("abc").matches(&Secret::new("abc")));
        assert!(!Secret::new("abc").matches(&Secret::new("abd")));
        assert!(!Secret::new("abc").matches(&Secret::new("ab")));
    }
}
