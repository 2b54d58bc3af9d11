//! An access token with the times that decide when it is used and when it is replaced.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use latchkey_types::Secret;

/// A token that an API accepts. Its inside is nobody's business but the API's.
#[derive(Debug, Clone)]
pub struct AccessToken {
    /// The token.
    pub value: Secret,
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
        value: Secret,
        now: Timestamp,
        life: Duration,
        refresh_in: Option<Duration>,
    ) -> Self {
        let refresh_in = refresh_in.unwrap_or(life.saturating_sub(EARLY)).min(life);
        Self { value, expires_at: later(now, life), refresh_after: later(now, refresh_in) }
    }

    /// A token that somebody else keeps and renews, until the moment that they name, if that is within a week.
    pub(crate) fn until(value: Secret, now: Timestamp, expires_at: Timestamp) -> Self {
        let life = expires_at.duration_since(now).max(SignedDuration::ZERO).unsigned_abs().min(LONGEST);
        Self { expires_at: expires_at.min(later(now, LONGEST)), ..Self::lasting(value, now, life, None) }
    }

    /// Whether it lives for at least so long from now on.
    pub fn lives(&self, min_life: Duration, now: Timestamp) -> bool {
        later(now, min_life) <= self.expires_at && now < self.expires_at
    }
}

fn later(now: Timestamp, duration: Duration) -> Timestamp {
    now.checked_add(duration).unwrap_or(Timestamp::MAX)
}
