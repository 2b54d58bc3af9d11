//! The demo cloud's clock: the clock that it was given, plus how far it was put forward.

use std::{
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use async_trait::async_trait;
use jiff::Timestamp;
use latchkey_types::Clock;

use crate::lock::lock;

const CENTURY: Duration = Duration::from_hours(100 * 366 * 24);

/// A clock that can be put forward. Sleeping on it takes as long as on the clock that it was given.
pub(crate) struct AdjustableClock {
    below: Arc<dyn Clock>,
    ahead: Mutex<Duration>,
}

impl AdjustableClock {
    pub(crate) fn new(below: Arc<dyn Clock>) -> Self {
        Self { below, ahead: Mutex::default() }
    }

    /// What the answers' `Date` says: the machine's own time. A demonstration that puts the demo cloud forward ends
    /// tokens; it must not look like a machine whose clock is wrong.
    pub(crate) fn date(&self) -> Timestamp {
        self.below.now()
    }

    /// Puts the clock forward; whether it could. It stops a century before the last date that can be written down,
    /// so that everything that lasts a while ends before that.
    pub(crate) fn advance(&self, duration: Duration) -> bool {
        let mut ahead = lock(&self.ahead);
        let further = ahead.saturating_add(duration);
        let is_possible =
            further.checked_add(CENTURY).is_some_and(|last| self.below.now().checked_add(last).is_ok());
        if is_possible {
            *ahead = further;
        }
        is_possible
    }
}

#[async_trait]
impl Clock for AdjustableClock {
    fn now(&self) -> Timestamp {
        let below = self.below.now();
        below.checked_add(*lock(&self.ahead)).unwrap_or(below)
    }

    fn steady(&self) -> Instant {
        self.below.steady()
    }

    async fn sleep(&self, duration: Duration) {
        self.below.sleep(duration).await;
    }
}
