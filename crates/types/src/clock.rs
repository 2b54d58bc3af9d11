//! Time as a port: what the time is, and waiting for it to pass.

use std::{
    sync::Mutex,
    time::{Duration, Instant},
};

use async_trait::async_trait;
use jiff::Timestamp;
use tokio::sync::watch;
use uuid::Uuid;

/// The clock that everything below the shell is given.
#[async_trait]
pub trait Clock: Send + Sync {
    /// The present moment, UTC. It goes on while the machine is suspended; somebody can set it, back too.
    fn now(&self) -> Timestamp;

    /// The same moment on a clock that nobody can set, for comparing moments of one run. On Linux and macOS it
    /// stands still while the machine is suspended, so what lasts until a certain time is not measured with it alone.
    fn steady(&self) -> Instant;

    /// How long the machine has run, where the system tells it. Unlike the steady clock, programs of one machine can
    /// compare it.
    fn uptime(&self) -> Option<Uptime> {
        None
    }

    /// Returns after the given time has passed on the steady clock: a suspended machine sleeps on top of it.
    async fn sleep(&self, duration: Duration);
}

/// How long a machine has run since it was started, with the times while it was suspended. Nobody can set it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Uptime {
    /// Which start of the machine.
    pub boot: Uuid,
    /// The time since then.
    pub elapsed: Duration,
}

impl Uptime {
    /// The time that has passed since an earlier look; `None` if the machine was started anew meanwhile.
    pub fn since(self, earlier: Self) -> Option<Duration> {
        (self.boot == earlier.boot).then(|| self.elapsed.checked_sub(earlier.elapsed)).flatten()
    }
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

    #[expect(clippy::disallowed_methods, reason = "this is the one place that reads the steady clock")]
    fn steady(&self) -> Instant {
        Instant::now()
    }

    #[cfg(target_os = "linux")]
    fn uptime(&self) -> Option<Uptime> {
        let boot = std::fs::read_to_string("/proc/sys/kernel/random/boot_id").ok()?;
        let seconds = std::fs::read_to_string("/proc/uptime").ok()?;
        let elapsed = Duration::try_from_secs_f64(seconds.split(' ').next()?.parse().ok()?).ok()?;
        Some(Uptime { boot: Uuid::try_parse(boot.trim()).ok()?, elapsed })
    }

    #[expect(clippy::disallowed_methods, reason = "this is the one place that sleeps")]
    async fn sleep(&self, duration: Duration) {
        tokio::time::sleep(duration).await;
    }
}

/// A clock for tests that moves when it is told to, or by itself when somebody sleeps on it.
#[derive(Debug)]
pub struct ManualClock {
    begun: Instant,
    time: watch::Sender<Time>,
    moves_by_itself: bool,
    slept: Mutex<Vec<Duration>>,
}

/// What the wall shows, and how long the machine has run.
#[derive(Debug, Clone, Copy)]
struct Time {
    now: Timestamp,
    run: Duration,
    suspended: Duration,
}

impl ManualClock {
    /// A clock that stands still until [`ManualClock::advance`]; sleepers wait for that.
    #[expect(clippy::disallowed_methods, reason = "an instant can only be made from the present one")]
    pub fn stopped(now: Timestamp) -> Self {
        let time = watch::Sender::new(Time { now, run: Duration::ZERO, suspended: Duration::ZERO });
        Self { begun: Instant::now(), time, moves_by_itself: false, slept: Mutex::default() }
    }

    /// A clock on which every sleep passes at once and moves the time on.
    pub fn leaping(now: Timestamp) -> Self {
        Self { moves_by_itself: true, ..Self::stopped(now) }
    }

    /// Moves the time on and wakes whoever has slept long enough.
    pub fn advance(&self, duration: Duration) {
        self.time.send_modify(|time| {
            time.now += duration;
            time.run += duration;
        });
    }

    /// Lets the machine be suspended for so long: it is later then, and nobody has slept meanwhile.
    pub fn suspend(&self, duration: Duration) {
        self.time.send_modify(|time| {
            time.now += duration;
            time.suspended += duration;
        });
    }

    /// Sets the wall clock back, as a person or a time server does.
    pub fn set_back(&self, duration: Duration) {
        self.time.send_modify(|time| time.now -= duration);
    }

    /// Every duration that somebody slept or began to sleep, in order.
    pub fn slept(&self) -> Vec<Duration> {
        self.slept.lock().expect("no holder of this lock panics").clone()
    }
}

#[async_trait]
impl Clock for ManualClock {
    fn now(&self) -> Timestamp {
        self.time.borrow().now
    }

    fn steady(&self) -> Instant {
        self.begun + self.time.borrow().run
    }

    fn uptime(&self) -> Option<Uptime> {
        let time = *self.time.borrow();
        Some(Uptime { boot: Uuid::nil(), elapsed: time.run + time.suspended })
    }

    async fn sleep(&self, duration: Duration) {
        let until = self.time.borrow().run + duration;
        self.slept.lock().expect("no holder of this lock panics").push(duration);
        if self.moves_by_itself {
            self.advance(duration);
            tokio::task::yield_now().await;
            return;
        }
        let mut time = self.time.subscribe();
        let _sender_lives_as_long_as_self = time.wait_for(|time| time.run >= until).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_machines_uptime_goes_on() {
        let clock = SystemClock;
        if cfg!(target_os = "linux") {
            let (earlier, later) = (clock.uptime().unwrap(), clock.uptime().unwrap());
            assert!(later.since(earlier).is_some(), "{earlier:?} {later:?}");
            assert_eq!(later.since(Uptime { boot: Uuid::nil(), ..earlier }), None);
            let future = Uptime { elapsed: later.elapsed + Duration::from_secs(1), ..later };
            assert_eq!(later.since(future), None);
        }
    }
}
