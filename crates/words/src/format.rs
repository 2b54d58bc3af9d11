//! Numbers, times, durations and lists, as people read them in the terminal and in errors.
//!
//! The window formats its own by `Intl`.

use jiff::{Timestamp, tz::TimeZone};

use crate::{Language, list, time};

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;

/// A whole number with its thousands apart, as the language does it: `20,000`.
pub(crate) fn whole_number(number: f64, language: Language) -> String {
    let separator = language.thousands_separator();
    let digits = format!("{:.0}", number.abs());
    let mut text = String::with_capacity(digits.len() * 2);
    if number < 0.0 {
        text.push('-');
    }
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(separator);
        }
        text.push(digit);
    }
    text
}

/// Several things in one sentence: `a, b and c`.
pub fn list<T: AsRef<str>>(things: &[T]) -> String {
    match things {
        [] => String::new(),
        [only] => only.as_ref().to_owned(),
        [first, second] => list::two(first.as_ref(), second.as_ref()),
        [first, rest @ ..] => list::more(first.as_ref(), list(rest)),
    }
}

/// A duration by its two largest units: `11 h 59 min`. Less than a second is `0 s`.
fn duration(seconds: u64) -> String {
    let (days, hours, minutes) = (seconds / DAY, seconds % DAY / HOUR, seconds % HOUR / MINUTE);
    let parts = if days > 0 {
        [(days, time::days(days)), (hours, time::hours(hours))]
    } else if hours > 0 {
        [(hours, time::hours(hours)), (minutes, time::minutes(minutes))]
    } else {
        [(minutes, time::minutes(minutes)), (seconds % MINUTE, time::seconds(seconds % MINUTE))]
    };
    let parts: Vec<String> =
        parts.into_iter().filter(|(count, _)| *count > 0).map(|(_, part)| part).collect();
    if parts.is_empty() { time::seconds(0u64) } else { parts.join(" ") }
}

/// Nearer than this is now. In seconds.
const NOW: u64 = 10;

/// A time as seen from now: `in 11 h 59 min (21:27)`. The clock shows the zone's time, with the date if it is another day.
pub fn moment(at: Timestamp, now: Timestamp, zone: &TimeZone) -> String {
    let distance = at.duration_since(now);
    let seconds = distance.unsigned_abs().as_secs();
    let (text, clock) = (duration(seconds), clock(at, now, zone));
    if seconds < NOW {
        return time::now(clock);
    }
    if distance.is_negative() { time::earlier(text, clock) } else { time::later(text, clock) }
}

/// The zone's time as `21:27`, with the date if it is not today's.
fn clock(at: Timestamp, now: Timestamp, zone: &TimeZone) -> String {
    let (at, now) = (at.to_zoned(zone.clone()), now.to_zoned(zone.clone()));
    let form = if at.date() == now.date() { "%H:%M" } else { "%Y-%m-%d %H:%M" };
    at.strftime(form).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_their_thousands_apart() {
        let check = |number: f64, expected: &str| {
            assert_eq!(whole_number(number, Language::ENGLISH), expected);
        };
        check(0.0, "0");
        check(999.0, "999");
        check(1000.0, "1,000");
        check(-20_000.0, "-20,000");
        check(1_234_567.0, "1,234,567");
    }

    #[test]
    fn things_are_put_in_one_sentence() {
        let check = |things: &[&str], expected: &str| assert_eq!(list(things), expected);
        check(&[], "");
        check(&["a"], "a");
        check(&["a", "b"], "a and b");
        check(&["a", "b", "c", "d"], "a, b, c and d");
    }

    #[test]
    fn a_duration_has_two_units() {
        let check = |seconds, expected: &str| assert_eq!(duration(seconds), expected);
        check(0, "0 s");
        check(59, "59 s");
        check(60, "1 min");
        check(61, "1 min 1 s");
        check(11 * HOUR + 59 * MINUTE + 30, "11 h 59 min");
        check(24 * HOUR, "1 d");
        check(25 * HOUR + 59, "1 d 1 h");
    }

    #[test]
    fn a_time_is_told_from_now_and_by_the_clock() {
        let zone = TimeZone::fixed(jiff::tz::offset(1));
        let now: Timestamp = "2026-11-30T08:28:00Z".parse().unwrap();
        let check = |at: &str, expected: &str| assert_eq!(moment(at.parse().unwrap(), now, &zone), expected);
        check("2026-11-30T20:27:00Z", "in 11 h 59 min (21:27)");
        check("2026-11-30T08:26:00Z", "2 min ago (09:26)");
        check("2026-11-30T08:28:09Z", "now (09:28)");
        check("2026-12-01T23:30:00Z", "in 1 d 15 h (2026-12-02 00:30)");
    }
}
