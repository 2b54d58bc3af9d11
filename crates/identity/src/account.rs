//! Who is signed in. A person is known by tenant and object id, never by an address that can be given to
//! somebody else later.

use std::fmt;

use aws_lc_rs::digest::{SHA256, digest};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What makes a session a session of its own: the same person in another tenant, in another cloud or by way
/// of another application has other tokens.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AccountKey {
    /// The cloud's id.
    pub cloud_id: String,
    /// The tenant that issued the tokens (`tid`).
    pub tenant_id: Uuid,
    /// The person's object in that tenant (`oid`).
    pub object_id: Uuid,
    /// The application that the person signed in to.
    pub client_id: String,
}

impl AccountKey {
    /// A short stable word for this key that tells nothing about the person.
    pub fn id(&self) -> String {
        let text = format!("{}\n{}\n{}\n{}", self.cloud_id, self.tenant_id, self.object_id, self.client_id);
        let sum = digest(&SHA256, text.as_bytes());
        let half: [u8; 16] = sum.as_ref()[..16].try_into().expect("SHA-256 has 32 bytes");
        format!("{:032x}", u128::from_be_bytes(half))
    }
}

impl fmt::Debug for AccountKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "AccountKey({})", self.id())
    }
}

/// An account as people see it. Names are for display; nothing is decided by them.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Account {
    /// What makes it this account.
    pub key: AccountKey,
    /// The sign-in name, `ada@example.com`; a guest's may be of another tenant.
    pub user_name: String,
    /// The person's name; the sign-in name if there is none.
    pub display_name: String,
}

impl fmt::Debug for Account {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Account({})", self.key.id())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_part_makes_another_key() {
        let key = |cloud: &str, tenant: u128, object: u128, client: &str| AccountKey {
            cloud_id: cloud.to_owned(),
            tenant_id: Uuid::from_u128(tenant),
            object_id: Uuid::from_u128(object),
            client_id: client.to_owned(),
        };
        let keys = [
            key("a", 1, 2, "c"),
            key("b", 1, 2, "c"),
            key("a", 2, 2, "c"),
            key("a", 1, 3, "c"),
            key("a", 1, 2, "d"),
        ];
        let ids: std::collections::HashSet<String> = keys.iter().map(AccountKey::id).collect();
        assert_eq!(ids.len(), keys.len());
        assert_eq!(keys[0].id(), keys[0].clone().id());
    }

    #[test]
    fn debug_names_nobody() {
        let key = AccountKey {
            cloud_id: "public".to_owned(),
            tenant_id: Uuid::from_u128(1),
            object_id: Uuid::from_u128(2),
            client_id: "c".to_owned(),
        };
        let account =
            Account { key, user_name: "ada@example.com".to_owned(), display_name: "Ada".to_owned() };
        assert!(!format!("{account:?}").to_lowercase().contains("ada"));
    }
}
