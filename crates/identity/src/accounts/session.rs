//! One account in memory: its tokens, the requests under way, and whether it has ended.

use std::{
    collections::HashMap,
    future::Future,
    sync::Arc,
    time::{Duration, Instant},
};

use futures::{
    FutureExt,
    future::{BoxFuture, Shared},
};
use jiff::Timestamp;
use latchkey_types::{Audience, Clock, Cloud, Moment, Secret};
use latchkey_vault::Seal;
use parking_lot::{Mutex, MutexGuard};
use tokio_util::sync::CancellationToken;

use crate::{
    AccessToken, Account, BindingState, TokenError, binding::SessionBinding,
    renewal_credential::RenewalCredential, session::StoredSession, token::CachedToken,
};

/// After an early renewal has failed, the token at hand does for so long before the next try: a service that is down
/// is not asked at every request.
const RETRY_PAUSE: Duration = Duration::from_mins(1);

/// What a token is asked for. Requests with different claims return different tokens.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct TokenRequest {
    pub(super) audience: Audience,
    /// What the service wants in the token, as it said it.
    pub(super) claims: Option<String>,
}

type SharedRenewal = Shared<BoxFuture<'static, Result<CachedToken, TokenError>>>;

/// A session in memory.
pub(super) struct Session {
    pub(super) account: Account,
    /// Held during a renewal: refresh tokens rotate, so audiences renew one after another. None when the
    /// session has ended here.
    pub(super) renewal_credential: tokio::sync::Mutex<Option<RenewalCredential>>,
    /// Cancelled when the session is ended here.
    pub(super) ended: CancellationToken,
    /// Cancelled when the session is closed because the app is locked.
    pub(super) closed: CancellationToken,
    /// When somebody signed in, UTC, if that is known.
    pub(super) signed_in_at: Option<Timestamp>,
    /// What it is bound to.
    pub(super) bound: SessionBinding,
    clock: Arc<dyn Clock>,
    state: Mutex<State>,
}

struct State {
    tokens: HashMap<Audience, CachedToken>,
    /// Until when no early renewal is tried again, on the steady clock.
    rests: HashMap<Audience, Instant>,
    /// The sealing of the vault's item that the credential is from.
    seal: Seal,
    shared_renewals: HashMap<TokenRequest, SharedRenewal>,
    /// What the next sign-in has to ask for, by what is wanted for which audience.
    claims: HashMap<Audience, String>,
    /// What the service said when it ended the session.
    refused: Option<TokenError>,
}

impl Session {
    /// A session as the vault has it, with the sealing that it was read from.
    pub(super) fn new(stored: StoredSession, seal: Seal, clock: &Arc<dyn Clock>) -> Self {
        let StoredSession { account, renewal_credential, signed_in_at, bound } = stored;
        Self {
            account,
            renewal_credential: tokio::sync::Mutex::new(Some(renewal_credential)),
            ended: CancellationToken::new(),
            closed: CancellationToken::new(),
            signed_in_at,
            bound,
            clock: Arc::clone(clock),
            state: Mutex::new(State {
                tokens: HashMap::new(),
                rests: HashMap::new(),
                seal,
                shared_renewals: HashMap::new(),
                claims: HashMap::new(),
                refused: None,
            }),
        }
    }

    /// Whether it goes with its cloud as that is described now.
    pub(super) fn binding(&self, cloud: &Cloud) -> BindingState {
        self.bound.binding(cloud, &self.account.key.client_id)
    }

    /// Keeps a token until it ends.
    pub(super) fn remember(&self, audience: Audience, token: CachedToken) {
        let mut state = self.lock();
        state.rests.remove(&audience);
        state.tokens.insert(audience, token);
    }

    /// Takes up a token that another program has kept, if it lives longer than the one at hand.
    pub(super) fn take_up(&self, audience: Audience, found: CachedToken) {
        let at_hand = self.cached(audience);
        if at_hand.is_none_or(|at_hand| at_hand.token.expires_at < found.token.expires_at) {
            self.remember(audience, found);
        }
    }

    /// A token at hand that does without being renewed.
    pub(super) fn fresh(&self, audience: Audience, min_life: Duration) -> Option<CachedToken> {
        let at = Moment::of(&*self.clock);
        self.cached(audience).filter(|cached| cached.is_fresh(min_life, at))
    }

    /// A token at hand, however long it lives.
    pub(super) fn cached(&self, audience: Audience) -> Option<CachedToken> {
        self.lock().tokens.get(&audience).cloned()
    }

    /// The sealing that the credential is from.
    pub(super) fn seal(&self) -> Seal {
        self.lock().seal
    }

    /// Notes which sealing the credential is from now.
    pub(super) fn note_seal(&self, seal: Seal) {
        self.lock().seal = seal;
    }

    /// Returns why the session hands out nothing any more; `None` while it does.
    pub(super) fn refusal(&self) -> Option<TokenError> {
        self.lock().refused.clone()
    }

    /// Notes what the next sign-in has to ask for, or that it was met.
    pub(super) fn want_claims(&self, audience: Audience, claims: Option<String>) {
        let wanted = &mut self.lock().claims;
        match claims {
            Some(claims) => wanted.insert(audience, claims),
            None => wanted.remove(&audience),
        };
    }

    /// What the next sign-in has to ask for.
    pub(super) fn wanted_claims(&self) -> Option<String> {
        self.lock().claims.values().next().cloned()
    }

    /// Forgets a token that its service does not take any more; whether there is no other one at hand.
    pub(super) fn drop_token(&self, audience: Audience, rejected: &Secret) -> bool {
        let tokens = &mut self.lock().tokens;
        let is_kept = tokens.get(&audience).is_none_or(|kept| kept.token.value.matches(rejected));
        if is_kept {
            tokens.remove(&audience);
        }
        is_kept
    }

    /// Notes that the service has ended the session.
    pub(super) fn refuse(&self, error: TokenError) {
        let mut state = self.lock();
        state.tokens.clear();
        state.refused = Some(error);
    }

    /// A token from memory, or what a renewal brings; a renewal that is under way is shared. One that is due but
    /// lives still is handed out where its renewal fails without the session's having ended.
    pub(super) async fn token<R>(
        self: &Arc<Self>,
        request: TokenRequest,
        min_life: Duration,
        renew: impl FnOnce() -> R,
    ) -> Result<AccessToken, TokenError>
    where
        R: Future<Output = Result<CachedToken, TokenError>> + Send + 'static,
    {
        let audience = request.audience;
        let (shared_renewal, fallback) = {
            let at = Moment::of(&*self.clock);
            let mut state = self.lock();
            if let Some(refused) = &state.refused {
                return Err(refused.clone());
            }
            let kept = state.tokens.get(&audience).filter(|cached| cached.lives(min_life, at)).cloned();
            let rests = state.rests.get(&audience).is_some_and(|until| at.steady < *until);
            match kept {
                Some(cached) if rests || cached.is_fresh(min_life, at) => return Ok(cached.token),
                fallback => (
                    state.shared_renewal(&request, || self.start_renewal(request.clone(), renew())),
                    fallback,
                ),
            }
        };
        let renewed = tokio::select! {
            biased;
            () = self.closed.cancelled() => return Err(self.refusal().unwrap_or(TokenError::Locked)),
            result = shared_renewal => result,
        };
        match (renewed, fallback) {
            (Err(error), Some(cached)) if error.is_passing() => {
                let at = Moment::of(&*self.clock);
                if !cached.lives(min_life, at) {
                    return Err(error);
                }
                self.lock().rests.insert(audience, at.steady + RETRY_PAUSE);
                Ok(cached.token)
            }
            (result, _) => result.map(|cached| cached.token),
        }
    }

    /// Starts a renewal as a task of its own. It finishes, and a rotated refresh token is sealed, even if every caller
    /// gives up.
    fn start_renewal(
        self: &Arc<Self>,
        request: TokenRequest,
        renewal: impl Future<Output = Result<CachedToken, TokenError>> + Send + 'static,
    ) -> SharedRenewal {
        let session = Arc::clone(self);
        let task = tokio::spawn(async move {
            let guard = RenewalGuard { session: &session, request };
            let result = renewal.await;
            if let (Ok(token), false) = (&result, session.is_over()) {
                session.remember(guard.request.audience, token.clone());
            }
            result
        });
        task.map(|ended| ended.unwrap_or(Err(TokenError::Interrupted))).boxed().shared()
    }

    /// Ends the session in this program: callers that wait get this error, and nothing is left in memory. Returns when
    /// no renewal can write to the vault any more.
    pub(super) async fn end(&self, why: TokenError) {
        self.refuse(why);
        self.ended.cancel();
        self.renewal_credential.lock().await.take();
        self.lock().tokens.clear();
    }

    /// Closes the session: callers that wait get this error, and no token is left in memory. A renewal in flight
    /// finishes and its refresh token is sealed, because the old one may be used up. Nobody gets its access token.
    pub(super) fn close(&self, why: TokenError) {
        self.refuse(why);
        self.closed.cancel();
        if let Ok(mut renewal_credential) = self.renewal_credential.try_lock() {
            renewal_credential.take();
        }
    }

    /// Whether nothing is handed out here any more.
    pub(super) fn is_over(&self) -> bool {
        self.ended.is_cancelled() || self.closed.is_cancelled()
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock()
    }
}

/// Removes a renewal when it has ended, also by a panic, so that the next caller starts another.
struct RenewalGuard<'a> {
    session: &'a Session,
    request: TokenRequest,
}

impl Drop for RenewalGuard<'_> {
    fn drop(&mut self) {
        self.session.lock().shared_renewals.remove(&self.request);
    }
}

impl State {
    fn shared_renewal(
        &mut self,
        request: &TokenRequest,
        start_renewal: impl FnOnce() -> SharedRenewal,
    ) -> SharedRenewal {
        self.shared_renewals.entry(request.clone()).or_insert_with(start_renewal).clone()
    }
}

#[cfg(test)]
mod tests;
