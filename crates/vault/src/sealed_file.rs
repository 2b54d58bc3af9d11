//! The format of sealed files, as pure functions over bytes.
//!
//! An item: `"LKV2" | tag of its kind (4) | item hash (16) | nonce (12) | AES-256-GCM of (length of name, name, value)
//! with tag (16)`. Earlier versions wrote `"LKV1"` without the tag of a kind; that is read still.
//! A part beside an item: `"LKP1" | tag of the part (4) | item hash (16) | nonce (12) | AES-256-GCM of the value`, under
//! the item's key. Everything before the nonce is authenticated as associated data, so a file cannot stand in for
//! another, nor a part for another part.

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, MAX_TAG_LEN, NONCE_LEN, Nonce, UnboundKey};
use latchkey_types::Entropy;
use zeroize::Zeroizing;

use crate::{
    ItemName, VaultError,
    item::{ItemHash, Tag, part_tag},
};

/// Length of a key in bytes.
pub(crate) const KEY_LENGTH: usize = 32;

/// The cipher, as people call it.
pub(crate) const CIPHER: &str = "AES-256-GCM";

/// How much of a file tells its format, its kind and its nonce, in bytes.
pub(crate) const BEGINNING_LENGTH: usize = HEADER_LENGTH + NONCE_LEN;

const MAGIC_LENGTH: usize = 4;
const EARLIER_ITEM: &[u8; MAGIC_LENGTH] = b"LKV1";
const ITEM: &[u8; MAGIC_LENGTH] = b"LKV2";
const PART: &[u8; MAGIC_LENGTH] = b"LKP1";
const EARLIER_HEADER_LENGTH: usize = MAGIC_LENGTH + ItemHash::LENGTH;
const HEADER_LENGTH: usize = MAGIC_LENGTH + size_of::<Tag>() + ItemHash::LENGTH;

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
    let header = header(*ITEM, name.kind_tag(), name.hash());
    let name = name.as_str().as_bytes();
    let name_length = u32::try_from(name.len()).expect("a name is a few words long").to_be_bytes();
    encrypt(&header, &[&name_length, name, value], key, entropy)
}

/// Seals a part beside an item, under the item's key and a fresh random nonce.
pub(crate) fn seal_part(
    name: &ItemName,
    part: &str,
    value: &[u8],
    key: &Key,
    entropy: &dyn Entropy,
) -> Vec<u8> {
    encrypt(&header(*PART, part_tag(part), name.hash()), &[value], key, entropy)
}

/// Which item a file says it belongs to; checked before its key is looked for.
pub(crate) fn check_header(bytes: &[u8], hash: ItemHash, item: &ItemName) -> Result<(), VaultError> {
    split_header(bytes, hash, item, &[EARLIER_ITEM, ITEM]).map(drop)
}

/// The format that a file says it has, such as `LKV2`, if it is one of an item.
pub(crate) fn format_of(bytes: &[u8]) -> Option<&'static str> {
    match bytes.first_chunk()? {
        EARLIER_ITEM => Some("LKV1"),
        ITEM => Some("LKV2"),
        _ => None,
    }
}

/// Whether a file is not of this kind, by its beginning. One of an earlier version does not say it.
pub(crate) fn is_of_another_kind(bytes: &[u8], kind: Tag) -> bool {
    bytes.starts_with(ITEM) && bytes.get(MAGIC_LENGTH..).is_some_and(|rest| !rest.starts_with(&kind))
}

/// The nonce of an item's file: random, and so another one after each sealing.
pub(crate) fn nonce_of(bytes: &[u8]) -> Option<[u8; NONCE_LEN]> {
    let length = if bytes.starts_with(EARLIER_ITEM) { EARLIER_HEADER_LENGTH } else { HEADER_LENGTH };
    bytes.get(length..)?.first_chunk().copied()
}

/// Opens a sealed file. `item` is for the errors only.
pub(crate) fn open(bytes: &[u8], hash: ItemHash, item: &ItemName, key: &Key) -> Result<Opened, VaultError> {
    let tampered = || VaultError::Tampered { item: item.clone() };
    let (header, rest) = split_header(bytes, hash, item, &[EARLIER_ITEM, ITEM])?;
    let content = decrypt(header, rest, key).ok_or_else(tampered)?;
    let (length, rest) = content.split_first_chunk::<4>().ok_or_else(tampered)?;
    let length = usize::try_from(u32::from_be_bytes(*length)).map_err(|_| tampered())?;
    let (name, value) = rest.split_at_checked(length).ok_or_else(tampered)?;
    let name = ItemName::new(std::str::from_utf8(name).map_err(|_| tampered())?);
    if name.hash() != hash || is_of_another_kind(bytes, name.kind_tag()) {
        return Err(VaultError::WrongItem { item: item.clone() });
    }
    Ok(Opened { name, value: Zeroizing::new(value.to_vec()) })
}

/// Opens a part beside an item.
pub(crate) fn open_part(
    bytes: &[u8],
    item: &ItemName,
    part: &str,
    key: &Key,
) -> Result<Zeroizing<Vec<u8>>, VaultError> {
    let (found, rest) = split_header(bytes, item.hash(), item, &[PART])?;
    if found != header(*PART, part_tag(part), item.hash()) {
        return Err(VaultError::WrongItem { item: item.clone() });
    }
    decrypt(found, rest, key).ok_or_else(|| VaultError::Tampered { item: item.clone() })
}

fn header(magic: [u8; MAGIC_LENGTH], tag: Tag, hash: ItemHash) -> Vec<u8> {
    [magic.as_slice(), tag.as_slice(), hash.as_bytes()].concat()
}

/// Header and rest of a file that is of one of these formats and of this item.
fn split_header<'a>(
    bytes: &'a [u8],
    hash: ItemHash,
    item: &ItemName,
    formats: &[&[u8; MAGIC_LENGTH]],
) -> Result<(&'a [u8], &'a [u8]), VaultError> {
    let magic_length = bytes.len().min(MAGIC_LENGTH);
    let begins = |format: &&&[u8; MAGIC_LENGTH]| format.starts_with(&bytes[..magic_length]);
    let format = formats.iter().find(begins);
    let format = format.ok_or_else(|| VaultError::UnknownFormat { item: item.clone() })?;
    let length = if *format == EARLIER_ITEM { EARLIER_HEADER_LENGTH } else { HEADER_LENGTH };
    if bytes.len() < length + NONCE_LEN + MAX_TAG_LEN {
        return Err(VaultError::Truncated { item: item.clone() });
    }
    let (header, rest) = bytes.split_at(length);
    if !header.ends_with(hash.as_bytes()) {
        return Err(VaultError::WrongItem { item: item.clone() });
    }
    Ok((header, rest))
}

fn encrypt(header: &[u8], pieces: &[&[u8]], key: &Key, entropy: &dyn Entropy) -> Vec<u8> {
    let mut nonce = [0; NONCE_LEN];
    entropy.fill(&mut nonce);
    let length: usize = pieces.iter().map(|piece| piece.len()).sum();
    // Reserved with room for the tag, so that appending it leaves no copy of the text behind.
    let mut content = Zeroizing::new(Vec::with_capacity(length + MAX_TAG_LEN));
    for piece in pieces {
        content.extend_from_slice(piece);
    }
    cipher(key)
        .expect("a key of ours has the cipher's length")
        .seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::from(header), &mut *content)
        .expect("AES-GCM seals anything below 64 GiB");
    [header, &nonce, &content].concat()
}

/// What is behind a header, if the key opens it.
fn decrypt(header: &[u8], rest: &[u8], key: &Key) -> Option<Zeroizing<Vec<u8>>> {
    let (nonce, sealed) = rest.split_at_checked(NONCE_LEN)?;
    let nonce = Nonce::try_assume_unique_for_key(nonce).ok()?;
    let mut content = Zeroizing::new(sealed.to_vec());
    let length = cipher(key)?.open_in_place(nonce, Aad::from(header), &mut content).ok()?.len();
    // Cut off by hand: what is behind the text is its tag.
    content.truncate(length);
    Some(content)
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
    const GOLDEN_1: &[u8] = include_bytes!("../tests/golden/lkv1.sealed");
    const GOLDEN_2: &[u8] = include_bytes!("../tests/golden/lkv2.sealed");
    const GOLDEN_PART: &[u8] = include_bytes!("../tests/golden/lkp1.sealed");
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
    fn what_an_earlier_version_sealed_opens() {
        let item = ItemName::new("account/golden");
        for golden in [GOLDEN_1, GOLDEN_2] {
            let opened = open(golden, item.hash(), &item, &golden_key()).unwrap();
            assert_eq!((&opened.name, opened.value.as_slice()), (&item, GOLDEN_VALUE));
        }
        assert_eq!(seal(&item, GOLDEN_VALUE, &golden_key(), &GoldenNonce), GOLDEN_2);
        let part = seal_part(&item, "part", GOLDEN_VALUE, &golden_key(), &GoldenNonce);
        assert_eq!(part, GOLDEN_PART);
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
        check(b"LKV3", &item, &key(1), "UnknownFormat");
        check(b"LKP1", &item, &key(1), "UnknownFormat");
        check(&sealed[..40], &item, &key(1), "Truncated");
        check(&sealed[..sealed.len() - 1], &item, &key(1), "Tampered");
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert!(open(&changed, item.hash(), &item, &key(1)).is_err(), "byte {at}");
        }
    }
    #[test]
    fn a_part_opens_only_as_what_it_is() {
        let (item, other) = (ItemName::new("account/a"), ItemName::new("account/b"));
        let part = seal_part(&item, "one", b"value", &key(1), &OsEntropy);
        assert_eq!(open_part(&part, &item, "one", &key(1)).unwrap().as_slice(), b"value");
        let check = |bytes: &[u8], asked: &ItemName, name: &str, key: &Key, expected: &str| {
            let error = open_part(bytes, asked, name, key).unwrap_err();
            assert!(format!("{error:?}").starts_with(expected), "{error:?} is not {expected}");
        };
        check(&part, &item, "two", &key(1), "WrongItem");
        check(&part, &other, "one", &key(1), "WrongItem");
        check(&part, &item, "one", &key(2), "Tampered");
        check(&part[..40], &item, "one", &key(1), "Truncated");
        check(&seal(&item, b"value", &key(1), &OsEntropy), &item, "one", &key(1), "UnknownFormat");
        assert!(open(&part, item.hash(), &item, &key(1)).is_err(), "a part is no item");
        for at in 0..part.len() {
            let mut changed = part.clone();
            changed[at] ^= 1;
            assert!(open_part(&changed, &item, "one", &key(1)).is_err(), "byte {at}");
        }
    }
}
