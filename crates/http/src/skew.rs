//! How far this machine's clock and a service's are apart, measured by the `Date` of every answer (RFC 9110 §6.6.1).
//!
//! A service reads its clock at some moment between our sending and our receiving, and says whole seconds; so each
//! answer tells the difference to within half of its round trip and half a second.

use std::collections::HashMap;

use jiff::{SignedDuration, Timestamp};
use parking_lot::Mutex;
use url::Url;

use crate::Response;

/// A measurement is replaced by a coarser one when it is older than this: clocks drift, and are set.
const FRESH: SignedDuration = SignedDuration::from_mins(15);
/// An answer that was longer under way says too little, or the clock was set meanwhile.
const LONGEST_TRIP: SignedDuration = SignedDuration::from_secs(30);
const HALF_A_SECOND: SignedDuration = SignedDuration::from_millis(500);

/// How far this machine's clock is from a service's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClockSkew {
    /// How far this machine is ahead (positive) or behind (negative).
    pub ahead: SignedDuration,
    /// How far off that may be, in either direction.
    pub margin: SignedDuration,
    /// When it was measured, by this machine's clock, UTC.
    pub measured_at: Timestamp,
}

impl ClockSkew {
    /// What an answer tells.
    fn of(sent_at: Timestamp, received_at: Timestamp, date: Timestamp) -> Option<Self> {
        let trip = received_at.duration_since(sent_at);
        if trip.is_negative() || trip > LONGEST_TRIP {
            return None;
        }
        let (ours, theirs) = (sent_at + trip / 2, date + HALF_A_SECOND);
        Some(Self {
            ahead: ours.duration_since(theirs),
            margin: trip / 2 + HALF_A_SECOND,
            measured_at: received_at,
        })
    }

    /// A moment that the service named, on this machine's clock. Within the margin nothing is corrected.
    #[must_use]
    pub fn on_our_clock(&self, theirs: Timestamp) -> Timestamp {
        if self.ahead.abs() <= self.margin {
            return theirs;
        }
        theirs.checked_add(self.ahead).unwrap_or(theirs)
    }

    /// Whether it is recent enough; one from the future was taken before the clock was set back.
    fn is_fresh(&self, now: Timestamp) -> bool {
        let age = now.duration_since(self.measured_at);
        !age.is_negative() && age <= FRESH
    }

    /// Whether this is still the better one to go by.
    fn is_better_than(&self, newer: &Self) -> bool {
        let agrees = (self.ahead - newer.ahead).abs() <= self.margin + newer.margin;
        agrees && self.margin <= newer.margin && self.is_fresh(newer.measured_at)
    }
}

/// What each origin's answers told.
#[derive(Debug, Default)]
pub(crate) struct SkewMeter(Mutex<HashMap<String, ClockSkew>>);

impl SkewMeter {
    /// Takes note of an answer. One that a cache kept tells the time of its making, and is passed over.
    pub(crate) fn note(&self, url: &Url, response: &Response, sent_at: Timestamp, received_at: Timestamp) {
        let date = response.date().filter(|_| response.header("age").is_none());
        let Some(newer) = date.and_then(|date| ClockSkew::of(sent_at, received_at, date)) else { return };
        let mut known = self.0.lock();
        let origin = url.origin().ascii_serialization();
        if !known.get(&origin).is_some_and(|older| older.is_better_than(&newer)) {
            known.insert(origin, newer);
        }
    }

    /// What is known of an origin, unless that is too old to go by: clocks drift, and are set.
    pub(crate) fn of(&self, url: &Url, now: Timestamp) -> Option<ClockSkew> {
        let known = self.0.lock();
        known.get(&url.origin().ascii_serialization()).filter(|skew| skew.is_fresh(now)).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(ms: i64) -> Timestamp {
        Timestamp::from_millisecond(1_772_366_400_000 + ms).unwrap()
    }

    #[test]
    fn the_round_trip_is_allowed_for() {
        let check = |sent_ms, received_ms, date_ms, expected: Option<(i128, i128)>| {
            let skew = ClockSkew::of(at(sent_ms), at(received_ms), at(date_ms));
            let told = skew.map(|skew| (skew.ahead.as_millis(), skew.margin.as_millis()));
            assert_eq!(told, expected, "{sent_ms} {received_ms} {date_ms}");
        };
        check(400, 600, 0, Some((0, 600)));
        check(1_200_400, 1_200_600, 0, Some((1_200_000, 600)));
        check(0, 4_000, 302_000, Some((-300_500, 2_500)));
        check(0, 40_000, 0, None);
        check(5_000, 0, 0, None);
    }

    #[test]
    fn within_the_margin_nothing_is_corrected() {
        let skew = |ahead_ms| ClockSkew {
            ahead: SignedDuration::from_millis(ahead_ms),
            margin: SignedDuration::from_millis(600),
            measured_at: at(0),
        };
        assert_eq!(skew(600).on_our_clock(at(0)), at(0));
        assert_eq!(skew(90_000).on_our_clock(at(0)), at(90_000));
        assert_eq!(skew(-90_000).on_our_clock(at(0)), at(-90_000));
    }

    #[test]
    fn a_measurement_is_gone_by_for_as_long_as_it_is_fresh() {
        let url = Url::parse("https://login.example/").unwrap();
        let skew =
            ClockSkew { ahead: SignedDuration::from_mins(10), margin: HALF_A_SECOND, measured_at: at(0) };
        let meter = SkewMeter::default();
        meter.0.lock().insert(url.origin().ascii_serialization(), skew);
        let check = |minutes: i64, is_told| {
            assert_eq!(meter.of(&url, at(minutes * 60_000)).is_some(), is_told, "{minutes}");
        };
        check(0, true);
        check(15, true);
        check(16, false);
        check(-1, false);
    }

    #[test]
    fn the_sharper_measurement_stays_until_it_is_old_or_wrong() {
        let skew = |ahead_ms, margin_ms, minutes: i64| ClockSkew {
            ahead: SignedDuration::from_millis(ahead_ms),
            margin: SignedDuration::from_millis(margin_ms),
            measured_at: at(minutes * 60_000),
        };
        let sharp = skew(0, 550, 0);
        assert!(sharp.is_better_than(&skew(900, 700, 1)));
        assert!(!sharp.is_better_than(&skew(0, 510, 1)), "a sharper one");
        assert!(!sharp.is_better_than(&skew(900, 700, 16)), "it is old");
        assert!(!sharp.is_better_than(&skew(60_000, 700, 1)), "the clock was set");
        assert!(!sharp.is_better_than(&skew(0, 700, -1)), "the clock was set back");
    }
}
