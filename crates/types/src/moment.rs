//! Moments on both clocks, and how long something lives by them.
//!
//! The wall clock goes on while the machine is suspended, but somebody can set it. The steady clock cannot be set, but
//! stands still while the machine is suspended, and cannot be compared between programs. A life is over as soon as
//! either says so.

use std::time::{Duration, Instant};

use jiff::{SignedDuration, Timestamp};

use crate::Clock;

/// How far a wall clock may be set back, as time servers do, before what was received in the time that is now to come
/// is not believed any more.
pub const CLOCK_CORRECTION: Duration = Duration::from_mins(1);

/// How far this machine's clock and a service's may be apart. Beyond it no check of a time means anything.
pub const CLOCK_SKEW_LIMIT: SignedDuration = SignedDuration::from_mins(5);

/// A moment on both clocks.
#[derive(Debug, Clone, Copy)]
pub struct Moment {
    /// On the wall clock, UTC.
    pub now: Timestamp,
    /// On the steady clock of this run.
    pub steady: Instant,
}

/// The life of something that ends at a moment of the wall clock.
#[derive(Debug, Clone, Copy)]
pub struct Lifetime {
    received: Moment,
    ends_at: Timestamp,
}

impl Moment {
    /// The present moment.
    pub fn of(clock: &dyn Clock) -> Self {
        Self { now: clock.now(), steady: clock.steady() }
    }

    /// How long it is from here until another moment of the wall clock; nothing if that is over.
    pub fn until(self, then: Timestamp) -> Duration {
        then.duration_since(self.now).max(SignedDuration::ZERO).unsigned_abs()
    }
}

impl Lifetime {
    /// The life of something that was received at one moment and ends at another (UTC).
    pub fn new(received: Moment, ends_at: Timestamp) -> Self {
        Self { received, ends_at }
    }

    /// Whether it lasts for at least so long from a moment on. What was received in what is now the future is not
    /// believed, and nothing lives longer than its life, whatever the wall says.
    pub fn lasts(&self, min_life: Duration, at: Moment) -> bool {
        let age = at.steady.saturating_duration_since(self.received.steady);
        at.now < self.ends_at
            && min_life <= at.until(self.ends_at)
            && self.received.now <= at.now.saturating_add(CLOCK_CORRECTION).unwrap_or(Timestamp::MAX)
            && age.saturating_add(min_life) <= self.received.until(self.ends_at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ManualClock;

    const HOUR: Duration = Duration::from_hours(1);

    fn life(clock: &ManualClock) -> Lifetime {
        Lifetime::new(Moment::of(clock), clock.now() + HOUR)
    }

    fn check(life: Lifetime, clock: &ManualClock, min_life: Duration, expected: bool, why: &str) {
        assert_eq!(life.lasts(min_life, Moment::of(clock)), expected, "{why}");
    }

    #[test]
    fn a_life_goes_on_while_the_machine_is_suspended() {
        let clock = ManualClock::stopped(Timestamp::UNIX_EPOCH);
        let life = life(&clock);
        clock.suspend(Duration::from_mins(59));
        check(life, &clock, Duration::from_mins(1), true, "one minute is left");
        check(life, &clock, Duration::from_mins(2), false, "two are not");
        clock.suspend(Duration::from_mins(1));
        check(life, &clock, Duration::ZERO, false, "it has ended");
    }

    #[test]
    fn nothing_lives_longer_by_a_clock_that_is_set_back() {
        let clock = ManualClock::stopped(Timestamp::UNIX_EPOCH);
        let life = life(&clock);
        clock.set_back(Duration::from_secs(30));
        check(life, &clock, Duration::ZERO, true, "a time server's correction");
        clock.set_back(HOUR);
        check(life, &clock, Duration::ZERO, false, "it comes from the future");
        clock.advance(HOUR);
        clock.advance(Duration::from_mins(5));
        assert!(clock.now() < Timestamp::UNIX_EPOCH + HOUR, "the wall shows less than an hour more");
        check(life, &clock, Duration::ZERO, false, "more than an hour has passed");
    }
}
