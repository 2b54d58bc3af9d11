//! An access token with the times that decide when it is used and when it is replaced.
//!
//! A life that the service tells (`expires_in`) is counted on the wall clock, which goes on while the machine is
//! suspended: a token that was fresh when the lid closed has ended when it opens. The steady clock, which nobody can
//! set, is asked too, so that a wall clock that was set back makes no token live longer.

use std::time::{Duration, Instant};

use jiff::{SignedDuration, Timestamp};
use latchkey_types::{Audience, BearerToken, Clock, Cloud, Destinations, Secret};

use crate::token_hints::TokenHints;

/// A token that an API accepts. Its inside is nobody's business but the API's.
#[derive(Debug, Clone)]
pub struct AccessToken {
    /// The token.
    pub value: Secret,
    /// Where it may be sent.
    pub destinations: Destinations,
    /// When it ends, UTC.
    pub expires_at: Timestamp,
    /// From when on a new one should be asked for, UTC.
    pub refresh_after: Timestamp,
}

/// A token is replaced this long before it ends, unless the service names another moment.
const EARLY: Duration = Duration::from_mins(5);

/// No token lives longer; one that seems to would never be asked for again.
const LONGEST: Duration = Duration::from_hours(7 * 24);

impl AccessToken {
    /// A token that lives for some time from now on.
    pub(crate) fn lasting(
        token: BearerToken,
        now: Timestamp,
        life: Duration,
        refresh_in: Option<Duration>,
    ) -> Self {
        let BearerToken { value, destinations } = token;
        let refresh_in = refresh_in.unwrap_or(life.saturating_sub(EARLY)).min(life);
        Self { value, destinations, expires_at: later(now, life), refresh_after: later(now, refresh_in) }
    }

    /// A token that somebody else keeps and renews, until the moment that they name, if that is within a week.
    pub(crate) fn until(token: BearerToken, now: Timestamp, expires_at: Timestamp) -> Self {
        let life = until(now, expires_at).min(LONGEST);
        Self { expires_at: expires_at.min(later(now, LONGEST)), ..Self::lasting(token, now, life, None) }
    }

    /// The token for a request.
    pub fn for_request(&self) -> BearerToken {
        BearerToken { value: self.value.clone(), destinations: self.destinations.clone() }
    }

    /// Whether it lives for at least so long from now on.
    pub fn lives(&self, min_life: Duration, now: Timestamp) -> bool {
        later(now, min_life) <= self.expires_at && now < self.expires_at
    }
}

/// A token with the places of its cloud that it was asked for. Where it can be read, what it says of itself only
/// narrows them.
pub(crate) fn bound(cloud: &Cloud, audience: Audience, value: Secret) -> BearerToken {
    let named = TokenHints::read(&value).audience;
    BearerToken { destinations: cloud.destinations_by(audience, named.as_deref()), value }
}

/// Renewals are spread over at most this time before a token is due, so that programs and audiences that got theirs
/// in the same second do not all come back in the same second.
const SPREAD: Duration = Duration::from_mins(5);
/// And over at most this part of the time from its arrival on, so that a short-lived token is not renewed at once.
const SPREAD_PART: u32 = 10;
/// How far a clock may be set back, as time servers do, before tokens from the time that is now to come are not
/// trusted any more. Requests ask for tokens with more life than that.
const SET_BACK: Duration = Duration::from_mins(1);

/// A moment on both clocks.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Moment {
    pub(crate) now: Timestamp,
    pub(crate) steady: Instant,
}

/// A token that is kept in memory.
#[derive(Debug, Clone)]
pub(crate) struct Held {
    pub(crate) token: AccessToken,
    /// From when on it is renewed: at most a little before the service's own time for it.
    pub(crate) renew_after: Timestamp,
    asked_at: Moment,
}

impl Moment {
    pub(crate) fn of(clock: &dyn Clock) -> Self {
        Self { now: clock.now(), steady: clock.steady() }
    }
}

impl Held {
    /// Keeps a token that was asked for at a moment. `fraction` in `0.0..1.0` is its place in the spread.
    pub(crate) fn new(token: AccessToken, asked_at: Moment, fraction: f64) -> Self {
        let wait = until(asked_at.now, token.refresh_after);
        let earlier = (wait / SPREAD_PART).min(SPREAD).mul_f64(fraction.clamp(0.0, 1.0));
        let renew_after = later(asked_at.now, wait.saturating_sub(earlier));
        Self { token, renew_after, asked_at }
    }

    /// Whether it lives for at least so long from now on. One that was asked for in what is now the future is not
    /// believed, and none lives longer than its life, whatever the wall says.
    pub(crate) fn lives(&self, min_life: Duration, at: Moment) -> bool {
        let life = until(self.asked_at.now, self.token.expires_at);
        let age = at.steady.saturating_duration_since(self.asked_at.steady);
        self.token.lives(min_life, at.now)
            && later(at.now, SET_BACK) >= self.asked_at.now
            && age.saturating_add(min_life) <= life
    }
}

fn until(now: Timestamp, then: Timestamp) -> Duration {
    then.duration_since(now).max(SignedDuration::ZERO).unsigned_abs()
}

fn later(now: Timestamp, duration: Duration) -> Timestamp {
    now.checked_add(duration).unwrap_or(Timestamp::MAX)
}

#[cfg(test)]
mod tests {
    use latchkey_types::ManualClock;

    use super::*;

    const HOUR: Duration = Duration::from_hours(1);

    fn invented() -> BearerToken {
        bound(&Cloud::public(), Audience::Arm, Secret::new("invented"))
    }

    fn held(clock: &ManualClock, fraction: f64) -> Held {
        let at = Moment::of(clock);
        Held::new(AccessToken::lasting(invented(), at.now, HOUR, None), at, fraction)
    }

    #[test]
    fn renewals_are_spread_within_bounds() {
        let clock = ManualClock::standing(Timestamp::UNIX_EPOCH);
        let check =
            |life_minutes: u64, refresh_minutes: Option<u64>, fraction: f64, expected_seconds: i64| {
                let life = Duration::from_mins(life_minutes);
                let refresh_in = refresh_minutes.map(Duration::from_mins);
                let token = AccessToken::lasting(invented(), clock.now(), life, refresh_in);
                let held = Held::new(token, Moment::of(&clock), fraction);
                assert_eq!(held.renew_after.as_second(), expected_seconds, "{life_minutes} {fraction}");
                assert_eq!(
                    held.token.refresh_after,
                    later(clock.now(), refresh_in.unwrap_or(life.saturating_sub(EARLY)))
                );
            };
        check(60, None, 0.0, 55 * 60);
        check(60, None, 1.0, 50 * 60);
        check(24 * 60, Some(12 * 60), 0.5, 12 * 3600 - 150);
        check(10, Some(10), 1.0, 9 * 60);
        check(60, None, 7.0, 50 * 60);
    }

    #[test]
    fn a_life_goes_on_while_the_machine_is_suspended() {
        let clock = ManualClock::standing(Timestamp::UNIX_EPOCH);
        let held = held(&clock, 0.0);
        clock.suspend(Duration::from_mins(59));
        assert!(held.lives(Duration::from_mins(1), Moment::of(&clock)));
        clock.suspend(Duration::from_mins(1));
        assert!(!held.lives(Duration::ZERO, Moment::of(&clock)));
    }

    #[test]
    fn no_token_lives_longer_by_a_clock_that_is_set_back() {
        let clock = ManualClock::standing(Timestamp::UNIX_EPOCH);
        let held = held(&clock, 0.0);
        clock.set_back(Duration::from_secs(30));
        assert!(held.lives(Duration::ZERO, Moment::of(&clock)), "a time server's correction");
        clock.set_back(HOUR);
        assert!(!held.lives(Duration::ZERO, Moment::of(&clock)), "it comes from the future");
        clock.advance(HOUR);
        clock.advance(Duration::from_mins(5));
        assert!(held.token.lives(Duration::ZERO, clock.now()), "the wall shows less than an hour more");
        assert!(!held.lives(Duration::ZERO, Moment::of(&clock)), "more than an hour has passed");
    }
}
