//! Somebody signed in, with the app unlocked: the only thing that reaches Azure and lets secrets out.
//!
//! The gate alone makes one. The lock ends it: its requests under way stop, and it releases nothing any more. Work
//! that has to go on takes a [`Lease`].

mod lease;
mod released;

use std::{sync::Arc, time::Duration};

use latchkey_azure::Azure;
use latchkey_identity::{AccessToken, Account};
use latchkey_types::{Audience, Cloud, Secret};
use tokio_util::sync::CancellationToken;

pub(crate) use self::lease::{Lease, LeasePlan};
pub use self::released::{Released, RevealedKey};
use crate::{
    AppError, Reason, SecretKind,
    bridge::SessionTimer,
    connection::{Connection, Seen},
    inventory::Inventory,
    lock::Lock,
};

/// A signed-in account of an unlocked app.
pub struct Session {
    connection: Arc<Connection>,
    account: Account,
    azure: Azure,
    seen: Seen,
    lock: Arc<Lock>,
    ended: CancellationToken,
}

impl Session {
    /// Opens a session.
    ///
    /// # Errors
    /// [`Reason::Locked`].
    pub(crate) fn open(
        connection: Arc<Connection>,
        account: Account,
        lock: Arc<Lock>,
    ) -> Result<Self, AppError> {
        let ended = lock.ends_sessions()?;
        let seen = connection.seen_by(&account);
        let azure = seen.azure.until(ended.clone());
        Ok(Self { connection, account, azure, seen, lock, ended })
    }

    pub(crate) fn cloud(&self) -> &Cloud {
        self.connection.cloud()
    }

    pub(crate) fn account(&self) -> &Account {
        &self.account
    }

    pub(crate) fn connection(&self) -> &Connection {
        &self.connection
    }

    /// Azure as the account sees it. Its requests end with the session.
    pub(crate) fn azure(&self) -> &Azure {
        &self.azure
    }

    /// What the account has listed so far.
    pub(crate) fn inventory(&self) -> &Inventory {
        &self.seen.inventory
    }

    /// The same for work that outlives the session.
    pub(crate) fn shared_inventory(&self) -> Arc<Inventory> {
        Arc::clone(&self.seen.inventory)
    }

    /// Waits for something until the app is locked.
    ///
    /// # Errors
    /// [`Reason::Locked`].
    pub(crate) async fn until_locked<T>(&self, something: impl Future<Output = T>) -> Result<T, AppError> {
        Ok(self.ended.run_until_cancelled(something).await.ok_or(Reason::Locked)?)
    }

    /// An access token of the account with at least this much life left.
    ///
    /// # Errors
    /// [`latchkey_identity::TokenError`]; [`Reason::Locked`] if the app was locked meanwhile.
    pub(crate) async fn token(
        &self,
        audience: Audience,
        min_life: Duration,
    ) -> Result<AccessToken, AppError> {
        let asked = self.connection.accounts().token(self.cloud(), &self.account.key, audience, min_life);
        Ok(self.until_locked(asked).await??)
    }

    /// Whether the app was locked since.
    pub(crate) fn is_ended(&self) -> bool {
        self.ended.is_cancelled()
    }

    /// When the session began, when its token ends and when the app locks.
    ///
    /// # Errors
    /// What keeps the session from being read.
    pub(crate) async fn timer(&self) -> Result<SessionTimer, AppError> {
        let accounts = self.connection.accounts();
        let facts = accounts.describe(self.cloud(), &self.account.key).await?;
        let skew = accounts.clock_skew(self.cloud());
        Ok(SessionTimer {
            signed_in_at: facts.signed_in_at,
            locks_at: self.lock.locks_at(),
            token_renews_after: facts.token.map(|token| token.renew_after),
            token_expires_at: facts.token.map(|token| token.expires_at),
            clock_ahead_ms: skew.and_then(|skew| i64::try_from(skew.ahead.as_millis()).ok()),
            lock: self.lock.settings(),
        })
    }

    /// Lets a secret out of the app: to the screen, the clipboard or a program.
    ///
    /// # Errors
    /// [`Reason::Locked`] if the app was locked meanwhile; [`Reason::SecretMalformed`] for one that cannot be pasted.
    pub(crate) fn release(&self, secret: Secret, kind: SecretKind) -> Result<Released, AppError> {
        self.lock.unlocked()?;
        if self.is_ended() {
            return Err(Reason::Locked.into());
        }
        Released::new(secret, kind)
    }
}
