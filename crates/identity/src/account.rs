//! Who is signed in. A person is known by tenant and object id, never by an address that can be given to
//! somebody else later; an application, the Azure CLI and a machine by what their tokens are asked for with.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{ManagedIdentity, digest::short_digest};

/// What makes a session a session of its own: the same person in another tenant, in another cloud or by way
/// of another application has other tokens.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AccountKey {
    /// The cloud's id.
    pub cloud_id: String,
    /// The tenant that issued the tokens: its GUID (`tid`), hyphenated and in lower case. Empty where the sign-in
    /// service has no tenants.
    pub tenant_id: String,
    /// Who it is there: a person's object id (`oid`) or, elsewhere than at Entra, their `sub`; else a word of the
    /// flow's own.
    pub subject: String,
    /// The application that was signed in to, or that signed in by itself.
    pub client_id: String,
}

impl AccountKey {
    /// A short stable word for this key that tells nothing about the person.
    pub fn id(&self) -> String {
        let text = format!("{}\n{}\n{}\n{}", self.cloud_id, self.tenant_id, self.subject, self.client_id);
        short_digest(text.as_bytes())
    }
}

impl fmt::Debug for AccountKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "AccountKey({})", self.id())
    }
}

/// What kind of principal an account is, and so how it came here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum AccountKind {
    /// A person, by browser or device code.
    User,
    /// An application, by secret or certificate.
    ServicePrincipal,
    /// Whoever the Azure CLI is signed in as.
    AzureCli,
    /// The identity of this machine.
    ManagedIdentity,
}

/// An account as people see it. Names are for display; nothing is decided by them.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Account {
    /// What makes it this account.
    pub key: AccountKey,
    /// What kind of principal it is.
    pub kind: AccountKind,
    /// Its object in the tenant, which role assignments name; `None` where nothing told it.
    pub object_id: Option<String>,
    /// The sign-in name, `ada@example.com`; a guest's may be of another tenant. A program's is its client id.
    pub user_name: String,
    /// The person's name; the sign-in name if there is none.
    pub display_name: String,
    /// Which identity of this machine it is. It names the account in place of the two names, which earlier versions
    /// stored as a text. A session says it by its renewal credential.
    #[serde(skip)]
    pub machine: Option<ManagedIdentity>,
}

impl fmt::Debug for Account {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Account({})", self.key.id())
    }
}

/// An account for tests.
#[cfg(test)]
pub(crate) fn invented() -> Account {
    let key = AccountKey {
        cloud_id: "public".to_owned(),
        tenant_id: "0c6e1c3a-5f7e-4bbd-9c0e-6d6a4f6a9b11".to_owned(),
        subject: "5d3a1b52-0f6a-4a0e-8f3e-0d5f6a2b7c11".to_owned(),
        client_id: "c".to_owned(),
    };
    Account {
        object_id: Some(key.subject.clone()),
        key,
        kind: AccountKind::User,
        user_name: "ada@example.com".to_owned(),
        display_name: "Ada \"아다\"".to_owned(),
        machine: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_part_makes_another_key() {
        let key = |cloud: &str, tenant: &str, subject: &str, client: &str| AccountKey {
            cloud_id: cloud.to_owned(),
            tenant_id: tenant.to_owned(),
            subject: subject.to_owned(),
            client_id: client.to_owned(),
        };
        let keys = [
            key("a", "1", "2", "c"),
            key("b", "1", "2", "c"),
            key("a", "2", "2", "c"),
            key("a", "1", "3", "c"),
            key("a", "1", "2", "d"),
        ];
        let ids: std::collections::HashSet<String> = keys.iter().map(AccountKey::id).collect();
        assert_eq!(ids.len(), keys.len());
        assert_eq!(keys[0].id(), keys[0].clone().id());
    }

    #[test]
    fn debug_names_nobody() {
        let account = invented();
        assert!(!format!("{account:?}").to_lowercase().contains("ada"));
    }
}
