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
    bridge::{Change, SessionTimer},
    connection::{AccountClient, Connection},
    handle::Handle,
    inventory::Inventory,
    lock::Lock,
    service_tokens::ServiceTokens,
};

/// A signed-in account of an unlocked app.
pub struct Session {
    connection: Arc<Connection>,
    account: Account,
    azure: Azure,
    client: AccountClient,
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
        let (unlocked, ended) = lock.open_session()?;
        let client = connection.client_of(&unlocked, &account);
        let azure = client.azure.until(ended.clone());
        Ok(Self { connection, account, azure, client, lock, ended })
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

    /// What the window and the terminal name a resource of this account by.
    pub(crate) fn handle<Id>(&self, id: Id) -> Handle<Id> {
        Handle { cloud: self.cloud().id.clone(), account: self.account.key.id(), id }
    }

    /// Azure as the account sees it. Its requests end with the session.
    pub(crate) fn azure(&self) -> &Azure {
        &self.azure
    }

    /// What the account has listed so far.
    pub(crate) fn inventory(&self) -> &Inventory {
        &self.client.inventory
    }

    /// The tokens of services that the account was given.
    pub(crate) fn service_tokens(&self) -> &ServiceTokens {
        &self.client.service_tokens
    }

    /// Asks Azure once what the account's tenants are called.
    pub(crate) async fn learn_tenant_names(&self) {
        if self.connection.learn_tenant_names(&self.azure, &self.account).await {
            self.lock.notify(Change::Accounts);
        }
    }

    /// The same for work that outlives the session.
    pub(crate) fn shared_inventory(&self) -> Arc<Inventory> {
        Arc::clone(&self.client.inventory)
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

    /// Checks that the session may still answer, after waiting for Azure.
    ///
    /// # Errors
    /// [`Reason::Locked`] if the app was locked meanwhile, [`Reason::AccountGone`] if the account was signed out.
    pub(crate) fn require_open(&self) -> Result<(), AppError> {
        self.lock.unlocked()?;
        if self.is_ended() {
            return Err(Reason::Locked.into());
        }
        if !self.connection.has_account(&self.account.key) {
            return Err(Reason::AccountGone.into());
        }
        Ok(())
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
    /// Same as [`Session::require_open`]; [`Reason::SecretMalformed`] for one that cannot be pasted.
    pub(crate) fn release(&self, secret: Secret, kind: SecretKind) -> Result<Released, AppError> {
        self.require_open()?;
        Released::new(secret, kind)
    }
}
