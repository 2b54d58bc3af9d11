//! One account in memory: its tokens, the requests under way, and whether it has ended.

use std::{
    collections::HashMap,
    future::Future,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use futures::{
    FutureExt,
    future::{BoxFuture, Shared},
};
use jiff::Timestamp;
use latchkey_types::{Audience, Secret};
use tokio_util::sync::CancellationToken;

use crate::{AccessToken, Account, TokenError, means::Means};

/// What a token is asked for. Requests with other claims bring other tokens.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Errand {
    pub(super) audience: Audience,
    /// What the service wants in the token, as it said it.
    pub(super) claims: Option<String>,
}

type Flight = Shared<BoxFuture<'static, Result<AccessToken, TokenError>>>;

/// A session in memory.
pub(super) struct Session {
    pub(super) account: Account,
    /// Held during a renewal: refresh tokens rotate, so audiences renew one after another. None when the
    /// session has ended here.
    pub(super) means: tokio::sync::Mutex<Option<Means>>,
    /// Cancelled when the session is ended here.
    pub(super) ended: CancellationToken,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    tokens: HashMap<Audience, AccessToken>,
    flights: HashMap<Errand, Flight>,
    /// What the next sign-in has to ask for, by what is wanted for which audience.
    claims: HashMap<Audience, String>,
    /// What the service said when it ended the session.
    refused: Option<TokenError>,
}

impl Session {
    pub(super) fn new(account: Account, means: Means) -> Self {
        Self {
            account,
            means: tokio::sync::Mutex::new(Some(means)),
            ended: CancellationToken::new(),
            state: Mutex::default(),
        }
    }

    /// Keeps a token until it ends.
    pub(super) fn remember(&self, audience: Audience, token: AccessToken) {
        self.lock().tokens.insert(audience, token);
    }

    /// Keeps in mind what the next sign-in has to ask for, or that it was met.
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

    /// Forgets a token that its service does not take any more; whether it was still the one to use.
    pub(super) fn drop_token(&self, audience: Audience, rejected: &Secret) -> bool {
        let tokens = &mut self.lock().tokens;
        let is_kept = tokens.get(&audience).is_none_or(|kept| kept.value.matches(rejected));
        if is_kept {
            tokens.remove(&audience);
        }
        is_kept
    }

    /// Keeps in mind that the service has ended the session.
    pub(super) fn refuse(&self, error: TokenError) {
        let mut state = self.lock();
        state.tokens.clear();
        state.refused = Some(error);
    }

    /// A token from memory, or what a renewal brings; a renewal that is under way is shared.
    pub(super) async fn token<R>(
        self: &Arc<Self>,
        errand: Errand,
        min_life: Duration,
        now: Timestamp,
        renew: impl FnOnce() -> R,
    ) -> Result<AccessToken, TokenError>
    where
        R: Future<Output = Result<AccessToken, TokenError>> + Send + 'static,
    {
        let (flight, fallback) = {
            let mut state = self.lock();
            if let Some(refused) = &state.refused {
                return Err(refused.clone());
            }
            let kept = state.tokens.get(&errand.audience).filter(|token| token.lives(min_life, now)).cloned();
            match kept {
                Some(token) if now < token.refresh_after => return Ok(token),
                fallback => (state.flight(&errand, || self.depart(errand.clone(), renew())), fallback),
            }
        };
        match (flight.await, fallback) {
            // It was only early: the token at hand does until the service can be reached again.
            (Err(TokenError::Http(_) | TokenError::Answer(_) | TokenError::Discovery(_)), Some(token)) => {
                Ok(token)
            }
            (result, _) => result,
        }
    }

    /// Starts a renewal as a task of its own, so that it comes to its end, and a rotated refresh token is
    /// sealed, even if every caller gives up.
    fn depart(
        self: &Arc<Self>,
        errand: Errand,
        renewal: impl Future<Output = Result<AccessToken, TokenError>> + Send + 'static,
    ) -> Flight {
        let session = Arc::clone(self);
        let task = tokio::spawn(async move {
            let landing = Landing { session: &session, errand };
            let result = renewal.await;
            let mut state = session.lock();
            if let (Ok(token), false) = (&result, session.ended.is_cancelled()) {
                state.tokens.insert(landing.errand.audience, token.clone());
            }
            drop(state);
            result
        });
        task.map(|ended| ended.unwrap_or(Err(TokenError::Interrupted))).boxed().shared()
    }

    /// Ends the session here: whoever waits is told, and nothing is left in memory. Returns when no renewal
    /// can write to the vault any more.
    pub(super) async fn end(&self) {
        self.ended.cancel();
        self.refuse(TokenError::NotSignedIn);
        self.means.lock().await.take();
        self.lock().tokens.clear();
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Clears a renewal away when it has ended, by a panic too, so that the next caller starts another.
struct Landing<'a> {
    session: &'a Session,
    errand: Errand,
}

impl Drop for Landing<'_> {
    fn drop(&mut self) {
        self.session.lock().flights.remove(&self.errand);
    }
}

impl State {
    fn flight(&mut self, errand: &Errand, depart: impl FnOnce() -> Flight) -> Flight {
        self.flights.entry(errand.clone()).or_insert_with(depart).clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::invented;

    #[tokio::test]
    async fn after_a_renewal_that_panicked_the_next_caller_starts_another() {
        let session = Arc::new(Session::new(invented(), Means::RefreshToken(None)));
        let errand = || Errand { audience: Audience::Arm, claims: None };
        let (now, life) = (Timestamp::UNIX_EPOCH, Duration::from_hours(1));

        let lost = session.token(errand(), life, now, || async { panic!("on purpose") }).await;
        assert!(matches!(lost, Err(TokenError::Interrupted)), "{lost:?}");
        let token = AccessToken::lasting(Secret::new("invented"), now, life, None);
        let next = session.token(errand(), life, now, || async { Ok(token) }).await;
        assert!(next.is_ok(), "{next:?}");
    }
}
