//! Sealed files that somebody wrote or damaged: only what was sealed opens, under its own name and key.

use latchkey_fuzz::{for_a_while, near};
use latchkey_types::OsEntropy;

use super::*;

fn key() -> Key {
    let mut key = Zeroizing::new(vec![0; KEY_LENGTH]);
    OsEntropy.fill(&mut key);
    key
}

#[test]
fn any_bytes_are_survived() {
    let (item, other, own) = (ItemName::new("account/a"), ItemName::new("account/b"), key());
    let sealed = seal(&item, b"value", &own, &OsEntropy);
    let of_another = seal(&other, b"value", &own, &OsEntropy);
    for_a_while(&near(&[&sealed, &of_another, &sealed[..BEGINNING_LENGTH], ITEM, EARLIER_ITEM]), |bytes| {
        match open(&bytes, item.hash(), &item, &own) {
            Ok(opened) => {
                assert_eq!(bytes, sealed, "something else opens too");
                assert_eq!((opened.name, opened.value.to_vec()), (item.clone(), b"value".to_vec()));
            }
            Err(error) => {
                assert_ne!(bytes, sealed, "{error}");
                assert!(!error.to_string().contains("value"));
            }
        }
        assert!(open(&bytes, item.hash(), &item, &key()).is_err(), "another key opens it");
        let headed = [&ITEM[..], &item.kind_tag(), item.hash().as_bytes(), &bytes].concat();
        assert_eq!(open(&headed, item.hash(), &item, &own).is_ok(), headed == sealed);
    });
}

#[test]
fn a_key_of_any_length_is_survived() {
    let item = ItemName::new("a");
    let sealed = seal(&item, b"value", &key(), &OsEntropy);
    for_a_while(&near(&[&[0; KEY_LENGTH], &[1]]), |bytes| {
        assert!(open(&sealed, item.hash(), &item, &Zeroizing::new(bytes)).is_err());
    });
}
