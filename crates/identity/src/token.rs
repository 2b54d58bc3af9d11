//! An access token with the times that decide when it is used and when it is replaced.
//!
//! A lifetime (`expires_in`) is counted on the wall clock, which goes on while the machine is suspended. The steady clock
//! counts as well, so that a wall clock that was set back does not prolong a token.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use latchkey_types::{
    Audience, BearerToken, CLOCK_CORRECTION, Cloud, Destinations, Lifetime, Moment, Secret,
};

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
pub(crate) fn bind_token(cloud: &Cloud, audience: Audience, value: Secret) -> BearerToken {
    let named = TokenHints::read(&value).audience;
    BearerToken { destinations: cloud.narrowed_destinations(audience, named.as_deref()), value }
}

/// Renewals are spread over at most this time before a token is due, so that programs and audiences that got theirs
/// in the same second do not all come back in the same second.
const SPREAD: Duration = Duration::from_mins(5);
/// And over at most this part of the time from its arrival on, so that a short-lived token is not renewed at once.
const SPREAD_PART: u32 = 10;

/// A token that is kept for its next use, in memory and, sealed, for other programs.
#[derive(Debug, Clone)]
pub(crate) struct CachedToken {
    pub(crate) token: AccessToken,
    /// When it was asked for, UTC.
    pub(crate) asked_at: Timestamp,
    /// From when on it is renewed, UTC: at most a little before the service's own time for it.
    pub(crate) renew_after: Timestamp,
    life: Lifetime,
}

impl CachedToken {
    /// Keeps a token that was asked for at a moment. `fraction` in `0.0..1.0` is its place in the spread.
    pub(crate) fn new(token: AccessToken, asked_at: Moment, fraction: f64) -> Self {
        let wait = asked_at.until(token.refresh_after);
        let earlier = (wait / SPREAD_PART).min(SPREAD).mul_f64(fraction.clamp(0.0, 1.0));
        let renew_after = later(asked_at.now, wait.saturating_sub(earlier));
        let life = Lifetime::new(asked_at, token.expires_at);
        Self { token, asked_at: asked_at.now, renew_after, life }
    }

    /// A token that another program, or an earlier run, asked for and kept. `None` if its times cannot be: it was asked
    /// for in what is now the future, or seems to live for more than a week, or has ended.
    ///
    /// Steady clocks cannot be compared between programs, so its age until now is taken from the wall clock and, where
    /// the system tells the machine's uptime, from that: `time_left` is what is left of its life by the uptime. Without
    /// one, a wall clock that was set back by less than the token's age is not noticed here; the token then seems younger
    /// than it is, and its service refuses it. From now on the steady clock counts as well.
    pub(crate) fn restored(
        token: AccessToken,
        asked_at: Timestamp,
        renew_after: Timestamp,
        at: Moment,
        time_left: Option<Duration>,
    ) -> Option<Self> {
        let is_from_future = asked_at > later(at.now, CLOCK_CORRECTION);
        let lives_too_long = token.expires_at > later(asked_at, LONGEST);
        let expires_at = time_left.map_or(token.expires_at, |left| token.expires_at.min(later(at.now, left)));
        let has_ended = expires_at <= at.now;
        if is_from_future || lives_too_long || has_ended {
            return None;
        }
        // Where the clock was set back, every moment comes sooner on it.
        let sooner = token.expires_at.duration_since(expires_at);
        let moved = |then: Timestamp| then.saturating_sub(sooner).unwrap_or(expires_at).min(expires_at);
        let renew_after = moved(renew_after);
        let token = AccessToken { refresh_after: moved(token.refresh_after), expires_at, ..token };
        Some(Self { token, asked_at, renew_after, life: Lifetime::new(at, expires_at) })
    }

    /// Whether it lives for at least so long from now on.
    pub(crate) fn lives(&self, min_life: Duration, at: Moment) -> bool {
        self.life.lasts(min_life, at)
    }

    /// Whether it does without being renewed.
    pub(crate) fn is_fresh(&self, min_life: Duration, at: Moment) -> bool {
        self.lives(min_life, at) && at.now < self.renew_after
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
    use latchkey_types::{Clock, ManualClock};

    use super::*;

    const HOUR: Duration = Duration::from_hours(1);

    fn invented() -> BearerToken {
        bind_token(&Cloud::public(), Audience::Arm, Secret::new("invented"))
    }

    #[test]
    fn renewals_are_spread_within_bounds() {
        let clock = ManualClock::stopped(Timestamp::UNIX_EPOCH);
        let check =
            |life_minutes: u64, refresh_minutes: Option<u64>, fraction: f64, expected_seconds: i64| {
                let life = Duration::from_mins(life_minutes);
                let refresh_in = refresh_minutes.map(Duration::from_mins);
                let token = AccessToken::lasting(invented(), clock.now(), life, refresh_in);
                let cached = CachedToken::new(token, Moment::of(&clock), fraction);
                assert_eq!(cached.renew_after.as_second(), expected_seconds, "{life_minutes} {fraction}");
                assert_eq!(
                    cached.token.refresh_after,
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
    fn what_another_program_kept_is_believed_only_with_times_that_can_be() {
        let clock = ManualClock::stopped(Timestamp::UNIX_EPOCH + Duration::from_hours(24));
        let minutes = |minutes: i64| clock.now() + SignedDuration::from_mins(minutes);
        let check = |asked: i64, refresh: i64, expires: i64, expected: Option<i64>| {
            let BearerToken { value, destinations } = invented();
            let (expires_at, refresh_after) = (minutes(expires), minutes(refresh));
            let token = AccessToken { value, destinations, expires_at, refresh_after };
            let restored =
                CachedToken::restored(token, minutes(asked), refresh_after, Moment::of(&clock), None);
            assert_eq!(restored.map(|cached| cached.renew_after), expected.map(minutes), "{asked} {expires}");
        };
        check(-30, 25, 30, Some(25));
        check(-30, 90, 30, Some(30));
        check(-60, -5, 0, None);
        check(1, 50, 60, Some(50));
        check(2, 50, 60, None);
        check(-60, 0, 7 * 24 * 60 - 60, Some(0));
        check(-60, 0, 7 * 24 * 60 - 59, None);
    }

    #[test]
    fn the_machines_uptime_only_shortens_a_life() {
        let clock = ManualClock::stopped(Timestamp::UNIX_EPOCH + HOUR);
        let check = |left_minutes: u64, expected: Option<(i64, i64)>| {
            let token = AccessToken::lasting(invented(), clock.now(), HOUR, None);
            let (renew_after, left) = (token.refresh_after, Duration::from_mins(left_minutes));
            let at = Moment::of(&clock);
            let restored = CachedToken::restored(token, clock.now(), renew_after, at, Some(left));
            let minutes = |then: Timestamp| then.duration_since(clock.now()).as_mins();
            let times = restored.map(|it| (minutes(it.token.expires_at), minutes(it.renew_after)));
            assert_eq!(times, expected, "{left_minutes}");
        };
        check(60, Some((60, 55)));
        check(90, Some((60, 55)));
        check(20, Some((20, 15)));
        check(0, None);
    }

    #[test]
    fn a_token_that_was_read_lives_no_longer_by_a_clock_that_is_set_back() {
        let clock = ManualClock::stopped(Timestamp::UNIX_EPOCH + HOUR);
        let token = AccessToken::lasting(invented(), clock.now(), HOUR, None);
        let renew_after = token.refresh_after;
        let restored =
            CachedToken::restored(token, clock.now(), renew_after, Moment::of(&clock), None).unwrap();
        clock.set_back(Duration::from_secs(30));
        clock.advance(Duration::from_mins(59));
        assert!(restored.lives(Duration::from_secs(30), Moment::of(&clock)));
        clock.advance(Duration::from_secs(61));
        assert!(clock.now() < Timestamp::UNIX_EPOCH + 2 * HOUR, "the wall shows less");
        assert!(!restored.lives(Duration::ZERO, Moment::of(&clock)), "an hour has passed");
    }
}
