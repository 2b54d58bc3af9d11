//! The format of a sealed file, as pure functions over bytes.
//!
//! `"LKV1" | item hash (16) | nonce (12) | AES-256-GCM of (length of name, name, value) with tag (16)`.
//! Format and item hash are authenticated as associated data, so a file cannot stand in for another.

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, MAX_TAG_LEN, NONCE_LEN, Nonce, UnboundKey};
use latchkey_types::Entropy;
use zeroize::Zeroizing;

use crate::{ItemName, VaultError, item::ItemHash};

/// Length of a key in bytes.
pub(crate) const KEY_LENGTH: usize = 32;

/// The cipher, as people call it.
pub(crate) const CIPHER: &str = "AES-256-GCM";

const FORMAT: &[u8; 4] = b"LKV1";
pub(crate) const HEADER_LENGTH: usize = FORMAT.len() + ItemHash::LENGTH;

/// A key for one item.
pub(crate) type Key = Zeroizing<Vec<u8>>;

/// What was inside: the item's name and its value.
#[derive(Debug)]
pub(crate) struct Opened {
    pub(crate) name: ItemName,
    pub(crate) value: Zeroizing<Vec<u8>>,
}

/// Seals a value under a fresh random nonce.
pub(crate) fn seal(name: &ItemName, value: &[u8], key: &Key, entropy: &dyn Entropy) -> Vec<u8> {
    let mut header = Vec::with_capacity(HEADER_LENGTH);
    header.extend_from_slice(FORMAT);
    header.extend_from_slice(name.hash().as_bytes());
    let mut nonce = [0; NONCE_LEN];
    entropy.fill(&mut nonce);

    let name = name.as_str().as_bytes();
    let name_length = u32::try_from(name.len()).expect("a name is a few words long").to_be_bytes();
    let length = name_length.len() + name.len() + value.len();
    // Reserved with room for the tag, so that appending it leaves no copy of the text behind.
    let mut content = Zeroizing::new(Vec::with_capacity(length + MAX_TAG_LEN));
    content.extend_from_slice(&name_length);
    content.extend_from_slice(name);
    content.extend_from_slice(value);
    cipher(key)
        .expect("a key of ours has the cipher's length")
        .seal_in_place_append_tag(
            Nonce::assume_unique_for_key(nonce),
            Aad::from(header.as_slice()),
            &mut *content,
        )
        .expect("AES-GCM seals anything below 64 GiB");

    [header.as_slice(), &nonce, &content].concat()
}

/// Which item a file says it belongs to; checked before its key is looked for.
pub(crate) fn check_header(bytes: &[u8], hash: ItemHash, item: &ItemName) -> Result<(), VaultError> {
    let format_length = bytes.len().min(FORMAT.len());
    if bytes[..format_length] != FORMAT[..format_length] {
        return Err(VaultError::UnknownFormat { item: item.clone() });
    }
    if bytes.len() < HEADER_LENGTH + NONCE_LEN + MAX_TAG_LEN {
        return Err(VaultError::Truncated { item: item.clone() });
    }
    if &bytes[FORMAT.len()..HEADER_LENGTH] != hash.as_bytes() {
        return Err(VaultError::WrongItem { item: item.clone() });
    }
    Ok(())
}

/// The format that a file says it has, such as `LKV1`, if it is one of ours.
pub(crate) fn format_of(bytes: &[u8]) -> Option<&'static str> {
    bytes.starts_with(FORMAT).then_some("LKV1")
}

/// The nonce of a sealed file: random, and so another one after each sealing.
pub(crate) fn nonce_of(bytes: &[u8]) -> Option<[u8; NONCE_LEN]> {
    bytes.get(HEADER_LENGTH..)?.first_chunk().copied()
}

/// Opens a sealed file. `item` is for the errors only.
pub(crate) fn open(bytes: &[u8], hash: ItemHash, item: &ItemName, key: &Key) -> Result<Opened, VaultError> {
    check_header(bytes, hash, item)?;
    let tampered = || VaultError::Tampered { item: item.clone() };
    let (header, rest) = bytes.split_at(HEADER_LENGTH);
    let (nonce, sealed) = rest.split_at(NONCE_LEN);
    let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(|_| tampered())?;
    let mut content = Zeroizing::new(sealed.to_vec());
    let content = cipher(key)
        .ok_or_else(tampered)?
        .open_in_place(nonce, Aad::from(header), &mut content)
        .map_err(|_| tampered())?;

    let (length, rest) = content.split_first_chunk::<4>().ok_or_else(tampered)?;
    let length = usize::try_from(u32::from_be_bytes(*length)).map_err(|_| tampered())?;
    let (name, value) = rest.split_at_checked(length).ok_or_else(tampered)?;
    let name = ItemName::new(std::str::from_utf8(name).map_err(|_| tampered())?);
    if name.hash() != hash {
        return Err(VaultError::WrongItem { item: item.clone() });
    }
    Ok(Opened { name, value: Zeroizing::new(value.to_vec()) })
}

fn cipher(key: &Key) -> Option<LessSafeKey> {
    UnboundKey::new(&AES_256_GCM, key).ok().map(LessSafeKey::new)
}

#[cfg(test)]
mod fuzz;
#[cfg(test)]
mod tests {
    use latchkey_types::OsEntropy;

    use super::*;

    fn key(byte: u8) -> Key {
        Zeroizing::new(vec![byte; KEY_LENGTH])
    }

    #[test]
    fn what_was_sealed_comes_back() {
        let item = ItemName::new("account/한");
        for length in [0, 1, 20_000] {
            let value = vec![7; length];
            let sealed = seal(&item, &value, &key(1), &OsEntropy);
            let opened = open(&sealed, item.hash(), &item, &key(1)).unwrap();
            assert_eq!((opened.name, opened.value.to_vec()), (item.clone(), value));
        }
    }

    /// Made by another program, as the head of this file describes it.
    const GOLDEN: &[u8] = include_bytes!("../tests/golden/lkv1.sealed");
    const GOLDEN_VALUE: &[u8] = b"a value that was made for this test";

    fn golden_key() -> Key {
        Zeroizing::new((0..32).collect())
    }

    /// The nonce of the golden file.
    struct GoldenNonce;

    impl Entropy for GoldenNonce {
        fn fill(&self, buffer: &mut [u8]) {
            for (byte, value) in buffer.iter_mut().zip(100..) {
                *byte = value;
            }
        }
    }

    #[test]
    fn what_an_earlier_version_sealed_opens_and_is_sealed_the_same() {
        let item = ItemName::new("account/golden");
        let opened = open(GOLDEN, item.hash(), &item, &golden_key()).unwrap();
        assert_eq!((&opened.name, opened.value.as_slice()), (&item, GOLDEN_VALUE));
        assert_eq!(seal(&item, GOLDEN_VALUE, &golden_key(), &GoldenNonce), GOLDEN);
    }

    #[test]
    fn same_value_never_looks_the_same() {
        let item = ItemName::new("a");
        assert_ne!(seal(&item, b"v", &key(1), &OsEntropy), seal(&item, b"v", &key(1), &OsEntropy));
    }

    #[test]
    fn each_damage_has_its_name() {
        let (item, other) = (ItemName::new("a"), ItemName::new("b"));
        let sealed = seal(&item, b"value", &key(1), &OsEntropy);
        let check = |bytes: &[u8], asked: &ItemName, key: &Key, expected: &str| {
            let error = open(bytes, asked.hash(), asked, key).unwrap_err();
            assert!(format!("{error:?}").starts_with(expected), "{error:?} is not {expected}");
        };
        check(&sealed, &item, &key(2), "Tampered");
        check(&sealed, &item, &Zeroizing::new(vec![1; 5]), "Tampered");
        check(&sealed, &other, &key(1), "WrongItem");
        check(b"", &item, &key(1), "Truncated");
        check(b"{}", &item, &key(1), "UnknownFormat");
        check(b"LKV2", &item, &key(1), "UnknownFormat");
        check(&sealed[..40], &item, &key(1), "Truncated");
        check(&sealed[..sealed.len() - 1], &item, &key(1), "Tampered");
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert!(open(&changed, item.hash(), &item, &key(1)).is_err(), "byte {at}");
        }
    }
}
