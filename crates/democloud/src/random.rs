//! Random texts: keys, passwords, opaque tokens.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use latchkey_types::{Entropy, Secret};
use zeroize::Zeroizing;

const KEY_ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const SECRET_ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789~._-";
const USER_CODE_ALPHABET: &[u8] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
/// Without the characters that people mistake for one another.
const PASSWORD_ALPHABET: &[u8] = b"abcdefghjkmnpqrstuvwxyz23456789";

/// A service key, as long as Azure's: 32 letters and digits.
pub(crate) fn service_key(entropy: &dyn Entropy) -> Secret {
    Secret::new(pick(entropy, KEY_ALPHABET, 32))
}

/// A password that is shown on the sign-in page and can be typed: `k7wm-q2hd-x9rt`.
pub(crate) fn password(entropy: &dyn Entropy) -> Secret {
    let letters = Zeroizing::new(pick(entropy, PASSWORD_ALPHABET, 12));
    Secret::new(format!("{}-{}-{}", &letters[..4], &letters[4..8], &letters[8..]))
}

/// A client secret, as long as Entra's: 40 characters.
pub(crate) fn client_secret(entropy: &dyn Entropy) -> Secret {
    Secret::new(pick(entropy, SECRET_ALPHABET, 40))
}

/// What a person types from one page into another: 9 letters and digits, as Entra's device codes.
pub(crate) fn user_code(entropy: &dyn Entropy) -> String {
    pick(entropy, USER_CODE_ALPHABET, 9)
}

/// The six digits of a second factor.
pub(crate) fn one_time_code(entropy: &dyn Entropy) -> String {
    pick(entropy, b"0123456789", 6)
}

/// An opaque text with 256 bits of randomness, safe in URLs.
pub(crate) fn opaque(entropy: &dyn Entropy) -> String {
    let mut bytes = Zeroizing::new([0; 32]);
    entropy.fill(&mut *bytes);
    URL_SAFE_NO_PAD.encode(*bytes)
}

/// Bytes that would favour the first letters of the alphabet are thrown away.
fn pick(entropy: &dyn Entropy, alphabet: &[u8], length: usize) -> String {
    let fair = 256 - 256 % alphabet.len();
    let mut text = String::with_capacity(length);
    while text.len() < length {
        let mut bytes = Zeroizing::new([0_u8; 64]);
        entropy.fill(&mut *bytes);
        let letters = bytes.iter().map(|byte| usize::from(*byte)).filter(|byte| *byte < fair);
        text.extend(
            letters.take(length - text.len()).map(|byte| char::from(alphabet[byte % alphabet.len()])),
        );
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use latchkey_types::OsEntropy;

    #[test]
    fn keys_have_the_length_and_letters_of_azures() {
        let key = service_key(&OsEntropy);
        // EXPOSE: the test looks at the shape of a key that protects nothing.
        let text = key.expose();
        assert_eq!(text.len(), 32);
        assert!(text.chars().all(|c| c.is_ascii_alphanumeric()));
        assert!(!key.matches(&service_key(&OsEntropy)));
    }
}
