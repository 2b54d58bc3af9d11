//! The demo cloud's own time: the clock that it was given, and how far it was put forward.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use async_trait::async_trait;
use jiff::Timestamp;
use latchkey_types::Clock;

use crate::core::lock;

/// A clock that can be put forward. Whoever sleeps on it sleeps as long as on the clock below.
pub(crate) struct AdjustableClock {
    below: Arc<dyn Clock>,
    ahead: Mutex<Duration>,
}

impl AdjustableClock {
    pub(crate) fn new(below: Arc<dyn Clock>) -> Self {
        Self { below, ahead: Mutex::default() }
    }

    /// Puts the clock forward. It never goes further than a date that can be written down.
    pub(crate) fn advance(&self, duration: Duration) {
        let mut ahead = lock(&self.ahead);
        let further = ahead.saturating_add(duration);
        if self.below.now().checked_add(further).is_ok() {
            *ahead = further;
        }
    }
}

#[async_trait]
impl Clock for AdjustableClock {
    fn now(&self) -> Timestamp {
        let below = self.below.now();
        below.checked_add(*lock(&self.ahead)).unwrap_or(below)
    }

    async fn sleep(&self, duration: Duration) {
        self.below.sleep(duration).await;
    }
}
