//! Quotas: ARM's token buckets, one for each caller, subscription and kind of request, and Resource
//! Graph's queries for each user.
//!
//! Numbers: <https://learn.microsoft.com/azure/azure-resource-manager/management/request-limits-and-throttling>
//! and <https://learn.microsoft.com/azure/governance/resource-graph/concepts/guidance-for-throttled-requests>.
//! Azure has a set of buckets for each region of ARM; the demo cloud is one region.

mod load;

use std::{collections::HashMap, sync::Mutex};

use jiff::{SignedDuration, Timestamp};

use crate::lock::lock;

pub(crate) use self::load::Load;

/// What a request takes a token for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Kind {
    Read,
    Write,
    Delete,
}

impl Kind {
    pub(crate) fn of(method: &str) -> Self {
        match method {
            "GET" | "HEAD" | "OPTIONS" => Self::Read,
            "DELETE" => Self::Delete,
            _ => Self::Write,
        }
    }

    /// As headers and refusals call it, in the singular.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Write => "write",
            Self::Delete => "delete",
        }
    }

    fn limit(self) -> Limit {
        match self {
            Self::Read => Limit { size: 250, per_second: 25 },
            Self::Write | Self::Delete => Limit { size: 200, per_second: 10 },
        }
    }
}

/// A bucket: how many tokens it holds, and how many it gets each second.
#[derive(Debug, Clone, Copy)]
struct Limit {
    size: i64,
    per_second: i64,
}

/// All callers of a subscription together have this many times the tokens of one.
const TOGETHER: i64 = 15;
/// Queries of Resource Graph that a user has in each window.
const QUERIES: u32 = 15;
const QUERY_WINDOW: SignedDuration = SignedDuration::from_secs(5);
/// Buckets beyond this many are looked through for full ones, which need not be kept.
const BUCKETS_KEPT: usize = 4096;

/// What is left after a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Remaining {
    /// For this caller.
    pub(crate) own: i64,
    /// For all callers of the subscription.
    pub(crate) together: i64,
}

/// There was no token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Empty {
    /// Until there is one, whole seconds, at least one.
    pub(crate) retry_after_s: i64,
}

/// What is left of a user's queries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct QueryQuota {
    pub(crate) remaining: u32,
    /// Until all of them are there again, whole seconds, at least one.
    pub(crate) resets_after_s: i64,
    pub(crate) is_exceeded: bool,
}

/// Whose bucket: an object id, or none for the bucket of all callers together.
type Key = (Option<String>, String, Kind);

/// The buckets of a running demo cloud. They are not part of its state: a restart fills them.
#[derive(Default)]
pub(crate) struct Throttle {
    is_off: bool,
    buckets: Mutex<HashMap<Key, Bucket>>,
    queries: Mutex<HashMap<String, Window>>,
}

/// Level in thousandths of a token, as of a time.
#[derive(Debug, Clone, Copy)]
struct Bucket {
    level: i64,
    at: Timestamp,
    limit: Limit,
}

#[derive(Debug, Clone, Copy)]
struct Window {
    began_at: Timestamp,
    used: u32,
}

impl Throttle {
    pub(crate) fn new(is_on: bool) -> Self {
        Self { is_off: !is_on, ..Self::default() }
    }

    /// Takes a token of a caller. `place` is a subscription, or a tenant for requests outside of any.
    pub(crate) fn take(
        &self,
        caller: &str,
        place: &str,
        kind: Kind,
        now: Timestamp,
    ) -> Result<Remaining, Empty> {
        let Limit { size, per_second } = kind.limit();
        let together = Limit { size: size * TOGETHER, per_second: per_second * TOGETHER };
        if self.is_off {
            return Ok(Remaining { own: size - 1, together: together.size - 1 });
        }
        let mut buckets = lock(&self.buckets);
        if buckets.len() > BUCKETS_KEPT {
            buckets.retain(|_, bucket| !bucket.refilled(now).is_full());
        }
        let place = place.to_ascii_lowercase();
        let keys = [
            ((Some(caller.to_owned()), place.clone(), kind), Limit { size, per_second }),
            ((None, place, kind), together),
        ];
        let filled = keys.map(|(key, limit)| {
            let bucket = buckets.get(&key).copied().unwrap_or_else(|| Bucket::full(limit, now));
            (key, bucket.refilled(now))
        });
        if let Some(wait_ms) = filled.iter().filter_map(|(_, bucket)| bucket.missing_ms()).max() {
            return Err(Empty { retry_after_s: whole_seconds(wait_ms) });
        }
        let [own, together] = filled.map(|(key, mut bucket)| {
            bucket.level -= 1000;
            buckets.insert(key, bucket);
            bucket.level / 1000
        });
        Ok(Remaining { own, together })
    }

    /// Takes one query of a user.
    pub(crate) fn take_query(&self, user: &str, now: Timestamp) -> QueryQuota {
        let mut queries = lock(&self.queries);
        queries.retain(|_, window| now.duration_since(window.began_at) < QUERY_WINDOW);
        let window = queries.entry(user.to_owned()).or_insert(Window { began_at: now, used: 0 });
        let is_exceeded = !self.is_off && window.used >= QUERIES;
        if !is_exceeded && !self.is_off {
            window.used += 1;
        }
        let left = QUERY_WINDOW - now.duration_since(window.began_at);
        let resets_after_s = i64::try_from(left.as_millis()).map_or(1, whole_seconds);
        QueryQuota { remaining: QUERIES.saturating_sub(window.used.max(1)), resets_after_s, is_exceeded }
    }
}

impl Bucket {
    fn full(limit: Limit, now: Timestamp) -> Self {
        Self { level: limit.size * 1000, at: now, limit }
    }

    /// Tokens a second are thousandths of a token a millisecond. A clock that went back fills nothing.
    fn refilled(self, now: Timestamp) -> Self {
        let passed_ms = i64::try_from(now.duration_since(self.at).as_millis()).unwrap_or(i64::MAX).max(0);
        let added = passed_ms.saturating_mul(self.limit.per_second);
        Self { level: self.level.saturating_add(added).min(self.limit.size * 1000), at: now, ..self }
    }

    fn is_full(self) -> bool {
        self.level >= self.limit.size * 1000
    }

    /// How long until there is a token, if there is none.
    fn missing_ms(self) -> Option<i64> {
        let missing = 1000 - self.level;
        (missing > 0).then(|| missing.div_euclid(self.limit.per_second) + 1)
    }
}

fn whole_seconds(ms: i64) -> i64 {
    (ms + 999).div_euclid(1000).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    const S: &str = "subscription";

    fn at(ms: i64) -> Timestamp {
        Timestamp::from_millisecond(1_772_000_000_000 + ms).unwrap()
    }

    fn take_all(throttle: &Throttle, caller: &str, kind: Kind, now: Timestamp) -> i64 {
        let mut taken = 0;
        while throttle.take(caller, S, kind, now).is_ok() {
            taken += 1;
        }
        taken
    }

    #[test]
    fn a_bucket_empties_and_fills_at_its_own_pace() {
        let check = |kind: Kind, size: i64, per_second: i64| {
            let throttle = Throttle::new(true);
            assert_eq!(take_all(&throttle, "a", kind, at(0)), size, "{kind:?}");
            assert_eq!(throttle.take("a", S, kind, at(0)), Err(Empty { retry_after_s: 1 }));
            assert_eq!(take_all(&throttle, "a", kind, at(1000)), per_second, "{kind:?}");
            assert_eq!(take_all(&throttle, "a", kind, at(3000)), 2 * per_second, "{kind:?}");
            assert_eq!(take_all(&throttle, "a", kind, at(3_600_000)), size, "{kind:?}");
        };
        check(Kind::Read, 250, 25);
        check(Kind::Write, 200, 10);
        check(Kind::Delete, 200, 10);
    }

    #[test]
    fn callers_kinds_and_subscriptions_do_not_share() {
        let throttle = Throttle::new(true);
        take_all(&throttle, "a", Kind::Read, at(0));
        assert!(throttle.take("b", S, Kind::Read, at(0)).is_ok());
        assert!(throttle.take("a", S, Kind::Write, at(0)).is_ok());
        assert!(throttle.take("a", "other", Kind::Read, at(0)).is_ok());
    }

    #[test]
    fn all_callers_together_have_a_limit_too() {
        let throttle = Throttle::new(true);
        let taken: i64 = (0..20).map(|one| take_all(&throttle, &one.to_string(), Kind::Read, at(0))).sum();
        assert_eq!(taken, 3750);
    }

    #[test]
    fn queries_come_back_all_at_once() {
        let throttle = Throttle::new(true);
        let quota = |ms: i64| throttle.take_query("a", at(ms));
        assert_eq!(quota(0), QueryQuota { remaining: 14, resets_after_s: 5, is_exceeded: false });
        for _ in 1..14 {
            quota(2500);
        }
        assert_eq!(quota(2500), QueryQuota { remaining: 0, resets_after_s: 3, is_exceeded: false });
        assert_eq!(quota(2500), QueryQuota { remaining: 0, resets_after_s: 3, is_exceeded: true });
        assert_eq!(quota(5000), QueryQuota { remaining: 14, resets_after_s: 5, is_exceeded: false });
    }

    #[test]
    fn without_throttling_nothing_runs_out() {
        let throttle = Throttle::new(false);
        assert!((0..1000).all(|_| throttle.take("a", S, Kind::Write, at(0)).is_ok()));
        assert!((0..100).all(|_| !throttle.take_query("a", at(0)).is_exceeded));
    }
}
