//! How long a service asks its clients to wait: by header, or in the words of its message.

use std::time::Duration;

use jiff::{Timestamp, fmt::rfc2822};
use reqwest::header::{HeaderMap, RETRY_AFTER};

/// No service means a longer wait than this; a larger number is a mistake.
const LONGEST: Duration = Duration::from_hours(24);

/// The wait that the headers name (RFC 9110 §10.2.3 and Azure's own, which are in milliseconds).
pub(crate) fn from_headers(headers: &HeaderMap, now: Timestamp) -> Option<Duration> {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).map(str::trim);
    for name in ["retry-after-ms", "x-ms-retry-after-ms"] {
        if let Some(wait) = text(name).and_then(whole).map(Duration::from_millis) {
            return Some(wait.min(LONGEST));
        }
    }
    let value = text(RETRY_AFTER.as_str())?;
    let wait = if let Some(seconds) = whole(value) {
        Duration::from_secs(seconds)
    } else {
        let at = rfc2822::DateTimeParser::new().parse_timestamp(value).ok()?;
        Duration::try_from(at.duration_since(now)).unwrap_or_default()
    };
    Some(wait.min(LONGEST))
}

/// The wait that a message names: the number before the word "second" (`'324' seconds`,
/// `after 6 seconds`, `30 second(s)`).
pub(crate) fn from_text(text: &str) -> Option<Duration> {
    // ASCII folding keeps byte positions, so the slices below stay on character boundaries.
    let folded = text.to_ascii_lowercase();
    let (before, _) = folded.match_indices("second").find_map(|(at, _)| {
        let before = folded[..at].trim_end_matches([' ', '\'', '"', '`']);
        before.ends_with(|last: char| last.is_ascii_digit()).then_some((before, at))
    })?;
    let digits = before.len() - before.bytes().rev().take_while(u8::is_ascii_digit).count();
    Some(Duration::from_secs(whole(&before[digits..])?).min(LONGEST))
}

/// A whole number, or the largest where it is larger: a service that asks for so much does not mean "at once".
fn whole(text: &str) -> Option<u64> {
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.parse().unwrap_or(u64::MAX))
}

#[cfg(test)]
mod fuzz;
#[cfg(test)]
mod tests {
    use reqwest::header::{HeaderName, HeaderValue};

    use super::*;

    const NOW: &str = "2026-03-01T12:00:00Z";

    #[test]
    fn headers_are_read_in_each_form() {
        let check = |name: &'static str, value: &str, expected: Option<u64>| {
            let mut headers = HeaderMap::new();
            headers.insert(HeaderName::from_static(name), HeaderValue::from_str(value).unwrap());
            let wait = from_headers(&headers, NOW.parse().unwrap());
            assert_eq!(wait, expected.map(Duration::from_millis), "{name}: {value}");
        };
        check("retry-after", "7", Some(7_000));
        check("retry-after", " 0 ", Some(0));
        check("retry-after", "Sun, 01 Mar 2026 12:00:30 GMT", Some(30_000));
        check("retry-after", "Sun, 01 Mar 2026 11:00:00 GMT", Some(0));
        check("retry-after", "soon", None);
        check("retry-after", "-3", None);
        check("retry-after", "99999999999999", Some(86_400_000));
        check("retry-after", "99999999999999999999999", Some(86_400_000));
        check("retry-after-ms", "250", Some(250));
        check("x-ms-retry-after-ms", "1250", Some(1_250));
        check("x-other", "5", None);
    }

    #[test]
    fn words_are_read() {
        let check = |text: &str, expected: Option<u64>| {
            assert_eq!(from_text(text), expected.map(Duration::from_secs), "{text}");
        };
        check("Please try again after '324' seconds.", Some(324));
        check("Try again after 6 seconds", Some(6));
        check("Rate limit is exceeded. Retry after 30 second(s)", Some(30));
        check("the second attempt failed; wait 5 Seconds", Some(5));
        check("in a few seconds", None);
        check("", None);
    }
}
