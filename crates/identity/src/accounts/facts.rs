//! Facts about sessions, and closing all of them while the app is locked.

use std::sync::{Arc, atomic::Ordering};

use jiff::Timestamp;
use latchkey_http::{ClockSkew, Request};
use latchkey_types::{Audience, Cloud};
use latchkey_vault::{ItemName, Unsealed, Vault, VaultError};

use super::{Accounts, renew::clock_skew};
use crate::{
    Account, AccountKey, TokenError,
    discovery::{open_id::openid_address, tenant_url},
    session::{KIND, StoredSession, is_session, item_of},
};

/// What is known of a session without asking anybody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SessionFacts {
    /// When somebody signed in, UTC; sessions of earlier versions do not say it.
    pub signed_in_at: Option<Timestamp>,
    /// The times of the token for Azure Resource Manager, if one is at hand.
    pub token: Option<TokenTimes>,
}

/// When a token is renewed, and when it ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TokenTimes {
    /// From then on its next use renews it, UTC.
    pub renew_after: Timestamp,
    /// When it ends, UTC.
    pub expires_at: Timestamp,
}

/// A session in the vault, for whoever lists what is kept there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptSession {
    /// The vault's item.
    pub item: ItemName,
    /// Whose it is.
    pub account: Account,
}

impl Accounts {
    /// Facts about a session. Nothing is asked of the network.
    ///
    /// # Errors
    /// [`TokenError::NotSignedIn`] if there is no such session, [`TokenError::Vault`] if it cannot be read.
    pub async fn describe(&self, cloud: &Cloud, key: &AccountKey) -> Result<SessionFacts, TokenError> {
        let session = self.session(cloud, key).await?;
        self.take_up_cached(&session, cloud, Audience::Arm).await;
        let token = session.cached(Audience::Arm).map(|cached| TokenTimes {
            renew_after: cached.renew_after,
            expires_at: cached.token.expires_at,
        });
        Ok(SessionFacts { signed_in_at: session.signed_in_at, token })
    }

    /// How far this machine's clock is from the one of the cloud's authority, once one of its answers has told.
    pub fn clock_skew(&self, cloud: &Cloud) -> Option<ClockSkew> {
        clock_skew(&self.ports, cloud)
    }

    /// Measures that difference by asking the authority for its description, which is nobody's secret. `None` if no
    /// answer came, or it did not say what the time is.
    pub async fn measure_clock(&self, cloud: &Cloud) -> Option<ClockSkew> {
        let url = if cloud.open_id().is_some() {
            openid_address(&cloud.authority)
        } else {
            tenant_url(&cloud.authority, "organizations", "v2.0/.well-known/openid-configuration")
        };
        let answer = self.ports.http.send(Request::get(url).once()).await;
        answer.ok().and_then(|_| self.ports.http.clock_skew(&cloud.authority))
    }

    /// Drops everything that is in memory, removes the access tokens that are kept for other programs, and hands out
    /// nothing until [`Accounts::open`]. Whoever waits for a token is told. Sessions stay sealed as they are, but for a
    /// renewal under way, which comes to its end.
    pub async fn close(&self) {
        self.is_closed.store(true, Ordering::SeqCst);
        // A caller that is reading a session from the vault finishes before this, and then finds it closed.
        let _turn = self.turn.lock().await;
        let sessions: Vec<_> = self.lock().drain().map(|(_, session)| session).collect();
        for session in sessions {
            session.close(TokenError::Locked);
        }
        // A renewal under way removes what it keeps after this.
        self.cache.remove_all().await;
    }

    /// Drops every session in memory, as after everything was removed from the vault.
    pub async fn forget_all(&self) {
        let _turn = self.turn.lock().await;
        self.drop_sessions(&TokenError::NotSignedIn).await;
    }

    /// Hands out tokens again.
    pub fn open(&self) {
        self.is_closed.store(false, Ordering::SeqCst);
    }

    async fn drop_sessions(&self, why: &TokenError) {
        let sessions: Vec<_> = self.lock().drain().map(|(_, session)| Arc::clone(&session)).collect();
        for session in sessions {
            session.end(why.clone()).await;
        }
    }
}

/// Every session in a vault that can be read, of any cloud. No cloud has to be there for it.
///
/// # Errors
/// [`VaultError`] if the vault cannot be read.
pub async fn kept_sessions(vault: &Vault) -> Result<Vec<KeptSession>, VaultError> {
    let mut kept = Vec::new();
    for Unsealed { name, value, .. } in vault.unseal_kind(KIND).await? {
        if let Some(stored) = StoredSession::from_bytes(&value) {
            kept.push(KeptSession { item: name, account: stored.account });
        }
    }
    Ok(kept)
}

/// Whether a vault has a session of an account, by its key's id; it need not be one that opens.
///
/// # Errors
/// [`VaultError`] if the vault's folder cannot be read.
pub async fn is_session_kept(vault: &Vault, account_id: &str) -> Result<bool, VaultError> {
    Ok(vault.seal_of(&item_of(account_id)).await?.is_some())
}

/// Removes every session of every cloud from a vault, and says how many it still lists afterwards. Sessions of these
/// accounts, by their keys' ids, are removed even if they cannot be opened.
///
/// # Errors
/// [`VaultError`] if something could not be removed. What could be removed is.
pub async fn remove_sessions(vault: &Vault, account_ids: &[String]) -> Result<usize, VaultError> {
    let mut items: Vec<_> = vault.names().await?.into_iter().filter(is_session).collect();
    items.extend(account_ids.iter().map(|id| item_of(id)));
    let mut removed = Ok(());
    for item in &items {
        let gone = async {
            // Whoever is renewing it seals it first, and finds it gone at the next try.
            let _alone = vault.lock_item(item).await?;
            vault.remove(item).await
        };
        removed = removed.and(gone.await);
    }
    removed?;
    Ok(vault.names().await?.iter().filter(|item| is_session(item)).count())
}
