//! Tokens of services that one account was given, in memory only.

use std::{collections::HashMap, time::Duration};

use latchkey_azure::{services::ServiceId, tokens::ServiceToken};
use latchkey_types::{Lifetime, Moment};
use parking_lot::Mutex;

/// The tokens by service. They go when the account or the lock does.
#[derive(Default)]
pub(crate) struct ServiceTokens(Mutex<HashMap<ServiceId, CachedToken>>);

/// A token, and how long it lives.
#[derive(Clone)]
struct CachedToken {
    token: ServiceToken,
    life: Lifetime,
}

impl ServiceTokens {
    /// A token that lives for at least so long.
    pub(crate) fn fresh(&self, service: &ServiceId, at: Moment, min_life: Duration) -> Option<ServiceToken> {
        let cached = self.0.lock().get(service).cloned();
        cached.filter(|cached| cached.is_fresh(at, min_life)).map(|cached| cached.token)
    }

    pub(crate) fn keep(&self, service: ServiceId, at: Moment, token: ServiceToken) {
        let life = Lifetime::new(at, token.expires_at);
        self.0.lock().insert(service, CachedToken { token, life });
    }
}

impl CachedToken {
    /// A token is handed out again until Azure's own time for a new one, and only while it lives long enough.
    fn is_fresh(&self, at: Moment, min_life: Duration) -> bool {
        at.now < self.token.refresh_after && self.life.lasts(min_life, at)
    }
}
