//! A session as it is sealed in the vault: the account and its renewal credential. Access tokens are no part of it.

use jiff::Timestamp;
use latchkey_types::Cloud;
use latchkey_vault::ItemName;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::{
    Account, AccountKey, BindingState,
    binding::SessionBinding,
    renewal_credential::{RenewalCredential, WrittenRenewalCredential},
};

/// Room for an account and a secret, so that writing one leaves no half-written copies in memory.
const ROOM_BYTES: usize = 16 * 1024;
/// The kind of items that sessions are.
pub(crate) const KIND: &str = "account";

/// What is sealed.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct StoredSession {
    pub(crate) account: Account,
    #[serde(rename = "means")]
    pub(crate) renewal_credential: RenewalCredential,
    /// When somebody signed in, UTC; renewals leave it as it is. Sessions of earlier versions do not say it.
    #[serde(default)]
    pub(crate) signed_in_at: Option<Timestamp>,
    /// What the session is bound to.
    #[serde(flatten)]
    pub(crate) bound: SessionBinding,
}

/// The part of a session of an earlier version that is read no more.
#[derive(Default, Deserialize)]
struct Earlier {
    account: EarlierAccount,
}

#[derive(Default, Deserialize)]
struct EarlierAccount {
    authority: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Form<'a> {
    account: &'a Account,
    #[serde(rename = "means")]
    renewal_credential: WrittenRenewalCredential<'a>,
    signed_in_at: Option<Timestamp>,
    #[serde(flatten)]
    bound: &'a SessionBinding,
}

impl StoredSession {
    /// A session that begins now, for whoever was shown this description of the cloud.
    pub(crate) fn new(
        cloud: &Cloud,
        account: Account,
        renewal_credential: RenewalCredential,
        signed_in_at: Timestamp,
    ) -> Self {
        let bound = SessionBinding::to(cloud, &account.key.client_id);
        Self { account, renewal_credential, signed_in_at: Some(signed_in_at), bound }
    }

    /// Reads what [`to_bytes`] wrote; `None` if it is something else.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut stored: Self = serde_json::from_slice(bytes).ok()?;
        if stored.bound == SessionBinding::default() {
            let earlier: Earlier = serde_json::from_slice(bytes).unwrap_or_default();
            stored.bound = SessionBinding::of_earlier_version(earlier.account.authority);
        }
        if let RenewalCredential::ManagedIdentity(identity) = &stored.renewal_credential {
            stored.account.machine = Some(identity.clone());
        }
        Some(stored)
    }

    /// Whether it goes with its cloud as that is described now.
    pub(crate) fn binding(&self, cloud: &Cloud) -> BindingState {
        self.bound.binding(cloud, &self.account.key.client_id)
    }
}

/// Writes a session for sealing.
pub(crate) fn to_bytes(
    account: &Account,
    renewal_credential: &RenewalCredential,
    signed_in_at: Option<Timestamp>,
    bound: &SessionBinding,
) -> Zeroizing<Vec<u8>> {
    let mut bytes = Zeroizing::new(Vec::with_capacity(ROOM_BYTES + 2 * renewal_credential.secret_length()));
    serde_json::to_writer(
        &mut *bytes,
        &Form { account, renewal_credential: renewal_credential.written(), signed_in_at, bound },
    )
    .expect("these fields are texts and numbers");
    bytes
}

/// The vault's name for a session.
pub(crate) fn item(key: &AccountKey) -> ItemName {
    item_of(&key.id())
}

/// The same by the id of the account's key.
pub(crate) fn item_of(account_id: &str) -> ItemName {
    ItemName::new(format!("{KIND}/{account_id}"))
}

/// Whether an item of the vault is a session.
pub(crate) fn is_session(name: &ItemName) -> bool {
    name.as_str().split('/').next() == Some(KIND)
}

#[cfg(test)]
mod fuzz;
#[cfg(test)]
mod tests {
    use latchkey_types::Secret;

    use super::*;
    use crate::{ApplicationCredential, HostKind, IdentitySelection, ManagedIdentity, account::invented};

    #[test]
    fn what_was_written_is_read() {
        let account = invented();
        let token = Secret::new("0.AX\u{1}\"");
        let read = |renewal_credential: RenewalCredential| {
            let signed_in_at = Some(Timestamp::UNIX_EPOCH);
            let bound = SessionBinding::to(&Cloud::public(), "c");
            let stored =
                StoredSession::from_bytes(&to_bytes(&account, &renewal_credential, signed_in_at, &bound))
                    .unwrap();
            assert_eq!((&stored.account, stored.signed_in_at), (&account, signed_in_at));
            assert_eq!(stored.bound, bound);
            stored.renewal_credential
        };
        let kept = read(RenewalCredential::RefreshToken(Some(token.clone())));
        assert!(matches!(kept, RenewalCredential::RefreshToken(Some(kept)) if kept.matches(&token)));
        assert!(matches!(read(RenewalCredential::RefreshToken(None)), RenewalCredential::RefreshToken(None)));
        let kept = read(RenewalCredential::Application(ApplicationCredential::Secret(token.clone())));
        assert!(
            matches!(kept, RenewalCredential::Application(ApplicationCredential::Secret(kept)) if kept.matches(&token))
        );
        assert!(StoredSession::from_bytes(b"{}").is_none());
    }

    #[test]
    fn a_machines_identity_is_known_also_in_a_session_that_stored_its_name_as_a_text() {
        let identity = ManagedIdentity {
            host: HostKind::Arc,
            selection: IdentitySelection::ClientId("train".to_owned()),
        };
        let bytes = to_bytes(
            &Account { display_name: "Azure Arc (train)".to_owned(), ..invented() },
            &RenewalCredential::ManagedIdentity(identity.clone()),
            None,
            &SessionBinding::default(),
        );
        let account = StoredSession::from_bytes(&bytes).unwrap().account;
        assert_eq!((account.machine, account.display_name.as_str()), (Some(identity), "Azure Arc (train)"));
    }

    #[test]
    fn a_session_of_an_earlier_version_is_asked_about_once_and_only_at_its_own_issuer() {
        let account = serde_json::to_value(invented()).unwrap();
        let mut earlier = serde_json::json!({ "account": account, "means": { "refreshToken": null } });
        earlier["account"]["authority"] = "https://login.microsoftonline.com".into();
        let stored = StoredSession::from_bytes(earlier.to_string().as_bytes()).unwrap();
        assert_eq!(stored.binding(&Cloud::public()), BindingState::Unconfirmed);
        let elsewhere = stored.binding(&Cloud::china());
        assert!(
            matches!(elsewhere, BindingState::Changed(changes) if changes[0].part == crate::BindingPart::Issuer)
        );
    }
}
