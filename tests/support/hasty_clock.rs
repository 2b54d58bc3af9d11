//! The machine's clock, on which waiting can be made to pass at once.

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

/// Goes with the machine's clock. Once it is in haste, whoever sleeps on it wakes at once, later by as much.
#[derive(Default)]
pub struct HastyClock {
    is_in_haste: AtomicBool,
    ahead: Mutex<Duration>,
}

impl HastyClock {
    /// From now on every sleep passes at once. A sleep that has begun goes on as it was.
    pub fn make_haste(&self) {
        self.is_in_haste.store(true, Ordering::Relaxed);
    }
}

#[async_trait]
impl Clock for HastyClock {
    fn now(&self) -> Timestamp {
        SystemClock.now() + *self.ahead.lock().unwrap()
    }

    fn steady(&self) -> Instant {
        SystemClock.steady() + *self.ahead.lock().unwrap()
    }

    async fn sleep(&self, duration: Duration) {
        if self.is_in_haste.load(Ordering::Relaxed) {
            *self.ahead.lock().unwrap() += duration;
            tokio::task::yield_now().await;
        } else {
            SystemClock.sleep(duration).await;
        }
    }
}
