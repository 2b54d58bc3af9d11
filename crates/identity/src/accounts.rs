//! The accounts that are signed in. Refresh tokens and applications' secrets are sealed in the vault; access tokens are in
//! memory, and sealed beside their session for other programs.
//!
//! Concurrent callers share one request, in this program and across programs. A session that the service has ended is
//! remembered as ended, so that no further request is made for it.

mod application;
mod enter_tenant;
mod facts;
mod renew;
mod revoke;
mod session;
mod token_cache;

use std::{
    collections::HashMap,
    fmt,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use jiff::SignedDuration;
use latchkey_types::{Audience, Cloud, Moment, Secret};
use latchkey_vault::{ItemName, Seal, Unsealed, Vault, VaultError};
use parking_lot::{Mutex, MutexGuard};

use crate::{
    AccessToken, Account, AccountKey, BindingState, Ports, SignedIn, TokenError,
    binding::SessionBinding,
    providers::Providers,
    session::{KIND, StoredSession, item, to_bytes},
    token::CachedToken,
};
pub use application::CredentialFacts;
pub use facts::{KeptSession, SessionFacts, TokenTimes, is_session_kept, kept_sessions, remove_sessions};
use renew::Renewal;
use session::{Session, TokenRequest};
use token_cache::TokenCache;

/// How long after it was asked for a token counts as new.
const NEW_TOKEN: SignedDuration = SignedDuration::from_mins(5);

/// An account that the vault keeps a session of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptAccount {
    /// Who it is.
    pub account: Account,
    /// Whether its session goes with the cloud as that is described now.
    pub binding: BindingState,
}

/// Every session of this profile. Share it by `Arc`.
pub struct Accounts {
    vault: Arc<Vault>,
    ports: Ports,
    providers: Arc<Providers>,
    cache: TokenCache,
    sessions: Mutex<HashMap<AccountKey, Arc<Session>>>,
    /// Held while the vault and the sessions in memory are synchronised. An item that is about to be replaced or removed
    /// is not read as a session meanwhile.
    turn: tokio::sync::Mutex<()>,
    /// While this is set, no token is returned.
    is_closed: AtomicBool,
}

impl Accounts {
    /// Sessions over a vault. Nothing is read before it is asked for.
    pub fn new(vault: Arc<Vault>, ports: Ports) -> Self {
        Self {
            cache: TokenCache::new(&vault, &ports.clock),
            vault,
            ports,
            providers: Arc::default(),
            sessions: Mutex::default(),
            turn: tokio::sync::Mutex::default(),
            is_closed: AtomicBool::new(false),
        }
    }

    /// Keeps a new session, in place of an earlier one of the same account, bound to this description of the cloud.
    ///
    /// # Errors
    /// [`VaultError`] if it could not be sealed; then it is not kept at all.
    pub async fn keep(&self, cloud: &Cloud, signed_in: SignedIn) -> Result<Account, VaultError> {
        let _turn = self.turn.lock().await;
        self.keep_in_turn(cloud, signed_in).await
    }

    /// The same for a caller that holds the turn.
    async fn keep_in_turn(&self, cloud: &Cloud, signed_in: SignedIn) -> Result<Account, VaultError> {
        let SignedIn { account, access_token, renewal_credential } = signed_in;
        let now = self.ports.clock.now();
        self.forget(&account.key, TokenError::NotSignedIn).await;
        // Another program may be renewing the session that this one replaces.
        let name = item(&account.key);
        let _alone = self.vault.lock_item(&name).await?;
        let stored = StoredSession::new(cloud, account.clone(), renewal_credential, now);
        let seal = self.seal(&name, &stored).await?;
        let session = self.in_memory(stored, seal);
        // What was kept beside the earlier session is nothing to this one.
        self.cache.remove_all_of(&account.key).await;
        let asked_at = Moment::of(&*self.ports.clock);
        let cached = CachedToken::new(access_token, asked_at, self.ports.entropy.fraction());
        self.cache.keep(&session, Audience::Arm, &cached).await;
        session.remember(Audience::Arm, cached);
        self.lock().insert(account.key.clone(), Arc::new(session));
        Ok(account)
    }

    /// The accounts of a cloud that are signed in, from the vault and without a network. Those whose cloud was
    /// described otherwise are among them.
    ///
    /// # Errors
    /// [`VaultError`] if the vault cannot be read. A single broken session is left out and logged.
    pub async fn restore(&self, cloud: &Cloud) -> Result<Vec<KeptAccount>, VaultError> {
        let mut accounts = Vec::new();
        for Unsealed { name, value, .. } in self.vault.unseal_kind(KIND).await? {
            match StoredSession::from_bytes(&value) {
                Some(stored) if stored.account.key.cloud_id == cloud.id => {
                    let binding = stored.binding(cloud);
                    accounts.push(KeptAccount { account: stored.account, binding });
                }
                Some(_) => {}
                None => tracing::warn!(item = %name, "a session in the vault cannot be read"),
            }
        }
        accounts.sort_by(|one, other| one.account.user_name.cmp(&other.account.user_name));
        Ok(accounts)
    }

    /// Binds a session of an earlier version to the cloud as it is described now, since its owner was shown that.
    ///
    /// # Errors
    /// [`TokenError::NotSignedIn`] if there is no such session, [`TokenError::OtherDestinations`] if it is bound to
    /// another description already.
    pub async fn confirm(&self, cloud: &Cloud, key: &AccountKey) -> Result<(), TokenError> {
        let _turn = self.turn.lock().await;
        let name = item(key);
        let _alone = self.vault.lock_item(&name).await.map_err(of_vault)?;
        let bytes = self.vault.unseal(&name).await.map_err(of_vault)?;
        let stored = bytes.and_then(|bytes| StoredSession::from_bytes(&bytes));
        let stored = stored.filter(|stored| stored.account.key == *key && key.cloud_id == cloud.id);
        let mut stored = stored.ok_or(TokenError::NotSignedIn)?;
        match stored.binding(cloud) {
            BindingState::Unconfirmed => {}
            other => return require_confirmed(other),
        }
        self.forget(key, TokenError::NotSignedIn).await;
        stored.bound = SessionBinding::to(cloud, &key.client_id);
        self.cache.remove_all_of(key).await;
        self.seal(&name, &stored).await.map_err(of_vault).map(drop)
    }

    /// Returns a token with at least `min_life` left: from memory, from what another program has kept, or renewed.
    /// Concurrent callers share one request, and its failure.
    ///
    /// # Errors
    /// [`TokenError`]; after [`TokenError::SignInAgain`] no further request is made for this account.
    pub async fn token(
        &self,
        cloud: &Cloud,
        key: &AccountKey,
        audience: Audience,
        min_life: Duration,
    ) -> Result<AccessToken, TokenError> {
        let session = self.session(cloud, key).await?;
        let mut found = None;
        if session.fresh(audience, min_life).is_none() {
            found = self.take_up_cached(&session, cloud, audience).await;
        }
        let request = TokenRequest { audience, claims: None };
        let renewal = self.renewal(&session, cloud, request.clone(), min_life, found);
        session.token(request, min_life, move || renewal.run()).await
    }

    /// A token in place of one that its service did not take, with the claims (JSON) that it asks for. Where
    /// somebody else has met the challenge meanwhile, that token does.
    ///
    /// # Errors
    /// As [`Accounts::token`]. After [`TokenError::InteractionRequired`], [`Accounts::wanted_claims`] says what
    /// the person's next sign-in has to ask for.
    pub async fn token_with_claims(
        &self,
        cloud: &Cloud,
        key: &AccountKey,
        audience: Audience,
        claims: &str,
        rejected: &Secret,
    ) -> Result<AccessToken, TokenError> {
        let session = self.session(cloud, key).await?;
        let is_unmet = self.drop_token(&session, cloud, audience, rejected).await;
        let request = TokenRequest { audience, claims: is_unmet.then(|| claims.to_owned()) };
        let renewal = self.renewal(&session, cloud, request.clone(), Duration::ZERO, None);
        session.token(request, Duration::ZERO, move || renewal.run()).await
    }

    /// Forgets a token that its service refused without asking for claims, so that the next request has another one. A
    /// token that was asked for just now stays: a service that refuses every token is not met with ever new ones.
    pub async fn drop_refused_token(
        &self,
        cloud: &Cloud,
        key: &AccountKey,
        audience: Audience,
        refused: &Secret,
    ) {
        let Ok(session) = self.session(cloud, key).await else { return };
        let now = self.ports.clock.now();
        let is_new = |cached: CachedToken| now.duration_since(cached.asked_at) < NEW_TOKEN;
        if !session.cached(audience).is_some_and(is_new) {
            self.drop_token(&session, cloud, audience, refused).await;
        }
    }

    /// What the account's next sign-in has to ask for, if a service or a policy has said so.
    pub fn wanted_claims(&self, key: &AccountKey) -> Option<String> {
        let session = self.lock().get(key).cloned();
        session.and_then(|session| session.wanted_claims())
    }

    /// Signs out here: ends requests that are under way, forgets the tokens, removes the session from the
    /// vault and makes sure that it is gone.
    ///
    /// # Errors
    /// [`VaultError`] if something could not be removed.
    pub async fn sign_out(&self, key: &AccountKey) -> Result<(), VaultError> {
        // Callers that wait for a token get the error at once; a caller that reads the session now gets it below.
        self.forget(key, TokenError::NotSignedIn).await;
        let _turn = self.turn.lock().await;
        self.forget(key, TokenError::NotSignedIn).await;
        // Another program may be renewing. It would seal the session again after it was removed.
        let _alone = self.vault.lock_item(&item(key)).await?;
        self.vault.remove(&item(key)).await
    }

    /// Forgets a rejected token, here and for other programs. Whether there is no other one at hand then, from another
    /// program either.
    async fn drop_token(
        &self,
        session: &Session,
        cloud: &Cloud,
        audience: Audience,
        rejected: &Secret,
    ) -> bool {
        if !session.drop_token(audience, rejected) {
            return false;
        }
        match self.cache.load(session, cloud, audience).await {
            Some(cached) if !cached.token.value.matches(rejected) => {
                session.remember(audience, cached);
                false
            }
            Some(_) => {
                self.cache.remove(&session.account.key, audience).await;
                true
            }
            None => true,
        }
    }

    /// Takes up the token that another program has kept, and says which it is.
    async fn take_up_cached(&self, session: &Session, cloud: &Cloud, audience: Audience) -> Option<Secret> {
        let found = self.cache.load(session, cloud, audience).await?;
        let value = found.token.value.clone();
        session.take_up(audience, found);
        Some(value)
    }

    fn renewal(
        &self,
        session: &Arc<Session>,
        cloud: &Cloud,
        request: TokenRequest,
        min_life: Duration,
        found: Option<Secret>,
    ) -> Renewal {
        Renewal {
            session: Arc::clone(session),
            vault: Arc::clone(&self.vault),
            ports: self.ports.clone(),
            providers: Arc::clone(&self.providers),
            cloud: cloud.clone(),
            request,
            min_life,
            found,
        }
    }

    /// Ends the session in memory. Afterwards no renewal of it can write to the vault.
    async fn forget(&self, key: &AccountKey, why: TokenError) {
        let session = self.lock().remove(key);
        if let Some(session) = session {
            session.end(why).await;
        }
    }

    fn in_memory(&self, stored: StoredSession, seal: Seal) -> Session {
        Session::new(stored, seal, &self.ports.clock)
    }

    async fn seal(&self, name: &ItemName, stored: &StoredSession) -> Result<Seal, VaultError> {
        let StoredSession { account, renewal_credential, signed_in_at, bound } = stored;
        self.vault.seal(name, to_bytes(account, renewal_credential, *signed_in_at, bound)).await
    }

    /// The session of an account. A token is never asked for from, or handed to, another cloud than its own, or one
    /// that is not described any more as its owner was shown it.
    async fn session(&self, cloud: &Cloud, key: &AccountKey) -> Result<Arc<Session>, TokenError> {
        let session = self.known_session(key).await?;
        if session.account.key.cloud_id != cloud.id {
            return Err(TokenError::NotSignedIn);
        }
        let binding = session.binding(cloud);
        if matches!(binding, BindingState::Changed(_)) {
            self.cache.remove_all_of(key).await;
        }
        require_confirmed(binding)?;
        Ok(session)
    }

    async fn known_session(&self, key: &AccountKey) -> Result<Arc<Session>, TokenError> {
        if let Some(session) = self.usable_session(key).await? {
            return Ok(session);
        }
        let _turn = self.turn.lock().await;
        if let Some(session) = self.usable_session(key).await? {
            return Ok(session);
        }
        let unsealed = self.vault.unseal_with_seal(&item(key)).await.map_err(of_vault)?;
        let Unsealed { value, seal, .. } = unsealed.ok_or(TokenError::NotSignedIn)?;
        let stored = StoredSession::from_bytes(&value);
        // The vault knows the item by a hash of the key; what is inside has to agree.
        let stored = stored.filter(|stored| stored.account.key == *key).ok_or(TokenError::NotSignedIn)?;
        self.forget(key, TokenError::NotSignedIn).await;
        let session = Arc::new(self.in_memory(stored, seal));
        self.lock().insert(key.clone(), Arc::clone(&session));
        Ok(session)
    }

    /// The session in memory, unless the service has ended it and another program has signed in anew since: what is
    /// in the vault then takes its place. Nothing is asked of the network for that, and no key of the store.
    async fn usable_session(&self, key: &AccountKey) -> Result<Option<Arc<Session>>, TokenError> {
        if self.is_closed.load(Ordering::SeqCst) {
            return Err(TokenError::Locked);
        }
        let Some(session) = self.lock().get(key).cloned() else { return Ok(None) };
        match self.vault.seal_of(&item(key)).await {
            // Another program has signed out, or removed everything.
            Ok(None) => {
                self.forget(key, TokenError::NotSignedIn).await;
                Err(TokenError::NotSignedIn)
            }
            // Somebody has signed in anew since the service ended the session.
            Ok(Some(seal)) if session.refusal().is_some() && seal != session.seal() => Ok(None),
            _ => Ok(Some(session)),
        }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<AccountKey, Arc<Session>>> {
        self.sessions.lock()
    }
}

/// Whether tokens may be asked for and sent.
///
/// # Errors
/// [`TokenError::Unconfirmed`] or [`TokenError::OtherDestinations`].
fn require_confirmed(binding: BindingState) -> Result<(), TokenError> {
    match binding {
        BindingState::Confirmed => Ok(()),
        BindingState::Unconfirmed => Err(TokenError::Unconfirmed),
        BindingState::Changed(changes) => Err(TokenError::OtherDestinations(changes)),
    }
}

fn of_vault(error: VaultError) -> TokenError {
    TokenError::Vault(Arc::new(error))
}

impl fmt::Debug for Accounts {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Accounts").field("sessions", &self.lock().len()).finish_non_exhaustive()
    }
}
