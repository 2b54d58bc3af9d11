//! A session as it lies in the vault: who it is, and what renews it. Access tokens are never written.

use latchkey_types::Secret;
use latchkey_vault::ItemName;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::{Account, AccountKey};

/// Room for an account and a refresh token, so that writing one leaves no half-written copies in memory.
const ROOM_BYTES: usize = 16 * 1024;
const PREFIX: &str = "account/";

/// What is sealed.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct StoredSession {
    pub(crate) account: Account,
    pub(crate) refresh_token: Option<Secret>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Form<'a> {
    account: &'a Account,
    refresh_token: Option<&'a str>,
}

impl StoredSession {
    /// Reads what [`to_bytes`] wrote; `None` if it is something else.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        serde_json::from_slice(bytes).ok()
    }
}

/// Writes a session for sealing.
pub(crate) fn to_bytes(account: &Account, refresh_token: Option<&Secret>) -> Zeroizing<Vec<u8>> {
    let token_length = refresh_token.map_or(0, |token| {
        // EXPOSE: only the length is taken.
        token.expose().len()
    });
    let mut bytes = Zeroizing::new(Vec::with_capacity(ROOM_BYTES + 2 * token_length));
    // EXPOSE: the token goes into a wiped buffer that the vault seals.
    let refresh_token = refresh_token.map(Secret::expose);
    serde_json::to_writer(&mut *bytes, &Form { account, refresh_token })
        .expect("these fields are texts and GUIDs");
    bytes
}

/// The vault's name for a session.
pub(crate) fn item(key: &AccountKey) -> ItemName {
    ItemName::new(format!("{PREFIX}{}", key.id()))
}

/// Whether an item of the vault is a session.
pub(crate) fn is_session(name: &ItemName) -> bool {
    name.as_str().starts_with(PREFIX)
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn what_was_written_is_read() {
        let key = AccountKey {
            cloud_id: "public".to_owned(),
            tenant_id: Uuid::from_u128(1),
            object_id: Uuid::from_u128(2),
            client_id: "c".to_owned(),
        };
        let account =
            Account { key, user_name: "아다@example.com".to_owned(), display_name: "Ada \"A\"".to_owned() };
        let token = Secret::new("0.AX\u{1}\"");
        let read = StoredSession::from_bytes(&to_bytes(&account, Some(&token))).unwrap();
        assert_eq!(read.account, account);
        assert!(read.refresh_token.unwrap().matches(&token));
        assert!(StoredSession::from_bytes(&to_bytes(&account, None)).unwrap().refresh_token.is_none());
        assert!(StoredSession::from_bytes(b"{}").is_none());
    }
}
