//! Time as a port: what the time is, and waiting for it to pass.

use std::{sync::Mutex, time::Duration};

use async_trait::async_trait;
use jiff::Timestamp;
use tokio::sync::watch;

/// The clock that everything below the shell is given.
#[async_trait]
pub trait Clock: Send + Sync {
    /// The present moment, UTC.
    fn now(&self) -> Timestamp;

    /// Returns after the given time has passed on this clock.
    async fn sleep(&self, duration: Duration);
}

/// The machine's clock.
#[derive(Debug, Default)]
pub struct SystemClock;

#[async_trait]
impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "this is the one place that reads the wall clock")]
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }

    #[expect(clippy::disallowed_methods, reason = "this is the one place that sleeps")]
    async fn sleep(&self, duration: Duration) {
        tokio::time::sleep(duration).await;
    }
}

/// A clock for tests that moves when it is told to, or by itself when somebody sleeps on it.
#[derive(Debug)]
pub struct ManualClock {
    now: watch::Sender<Timestamp>,
    moves_by_itself: bool,
    slept: Mutex<Vec<Duration>>,
}

impl ManualClock {
    /// A clock that stands still until [`ManualClock::advance`]; sleepers wait for that.
    pub fn standing(now: Timestamp) -> Self {
        Self { now: watch::Sender::new(now), moves_by_itself: false, slept: Mutex::default() }
    }

    /// A clock on which every sleep passes at once and moves the time on.
    pub fn leaping(now: Timestamp) -> Self {
        Self { moves_by_itself: true, ..Self::standing(now) }
    }

    /// Moves the time on and wakes whoever has slept long enough.
    pub fn advance(&self, duration: Duration) {
        self.now.send_modify(|now| *now += duration);
    }

    /// Every duration that somebody slept or began to sleep, in order.
    pub fn slept(&self) -> Vec<Duration> {
        self.slept.lock().expect("no holder of this lock panics").clone()
    }
}

#[async_trait]
impl Clock for ManualClock {
    fn now(&self) -> Timestamp {
        *self.now.borrow()
    }

    async fn sleep(&self, duration: Duration) {
        self.slept.lock().expect("no holder of this lock panics").push(duration);
        let until = self.now() + duration;
        if self.moves_by_itself {
            self.advance(duration);
            tokio::task::yield_now().await;
            return;
        }
        let mut time = self.now.subscribe();
        let _sender_lives_as_long_as_self = time.wait_for(|now| *now >= until).await;
    }
}
