//! The system clock, with an option to skip sleeps.

use std::{
    sync::{
        Mutex,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use async_trait::async_trait;
use jiff::Timestamp;
use latchkey_types::{Clock, SystemClock};

/// The system clock. After `skip_sleeps`, each sleep returns at once and moves the clock forward instead.
#[derive(Default)]
pub struct FastForwardClock {
    skips_sleeps: AtomicBool,
    ahead: Mutex<Duration>,
}

impl FastForwardClock {
    /// Skips every later sleep. A sleep that has begun is not shortened.
    pub fn skip_sleeps(&self) {
        self.skips_sleeps.store(true, Ordering::Relaxed);
    }
}

#[async_trait]
impl Clock for FastForwardClock {
    fn now(&self) -> Timestamp {
        SystemClock.now() + *self.ahead.lock().unwrap()
    }

    fn steady(&self) -> Instant {
        SystemClock.steady() + *self.ahead.lock().unwrap()
    }

    async fn sleep(&self, duration: Duration) {
        if self.skips_sleeps.load(Ordering::Relaxed) {
            *self.ahead.lock().unwrap() += duration;
            tokio::task::yield_now().await;
        } else {
            SystemClock.sleep(duration).await;
        }
    }
}
