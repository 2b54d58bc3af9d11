//! Sessions that are not as they were written: none, or one that is written as it was read.

use latchkey_fuzz::{for_a_while, near};

use super::*;
use crate::account::invented;
use latchkey_types::Secret;

#[test]
fn what_is_read_is_written_the_same() {
    let whole = to_bytes(
        &invented(),
        &RenewalCredential::RefreshToken(Some(Secret::new("needle"))),
        None,
        &SessionBinding::default(),
    );
    let none = to_bytes(
        &invented(),
        &RenewalCredential::RefreshToken(None),
        None,
        &SessionBinding::to(&Cloud::public(), "c"),
    );
    for_a_while(&near(&[&whole, &none]), |bytes| {
        let Some(stored) = StoredSession::from_bytes(&bytes) else { return };
        let written =
            to_bytes(&stored.account, &stored.renewal_credential, stored.signed_in_at, &stored.bound);
        let again = StoredSession::from_bytes(&written).expect("it was written by us");
        assert_eq!((&again.account, &again.bound), (&stored.account, &stored.bound));
        assert!(!format!("{stored:?}").contains("needle"));
        assert!(is_session(&item(&stored.account.key)));
    });
}
