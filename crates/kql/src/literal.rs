//! How times and lengths of time are written.

use std::str::FromStr;

use jiff::{SignedDuration, Timestamp, civil, tz::TimeZone};

/// `1.5` and `h` to an hour and a half.
pub(crate) fn span_with_unit(digits: &str, unit: &str) -> Option<SignedDuration> {
    let seconds = match unit {
        "d" | "day" | "days" => 86_400.0,
        "h" | "hr" | "hrs" | "hour" | "hours" => 3_600.0,
        "m" | "min" | "minute" | "minutes" => 60.0,
        "s" | "sec" | "second" | "seconds" => 1.0,
        "ms" | "milli" | "millis" | "millisecond" | "milliseconds" => 1e-3,
        "microsecond" | "microseconds" => 1e-6,
        "tick" | "ticks" => 1e-7,
        _ => return None,
    };
    span_of_seconds(digits.parse::<f64>().ok()? * seconds)
}

/// A length of time, rounded to Kusto's ticks of 100 nanoseconds.
pub(crate) fn span_of_seconds(seconds: f64) -> Option<SignedDuration> {
    let span = SignedDuration::try_from_secs_f64(seconds).ok()?;
    let ticks = (span.as_nanos() + if seconds < 0.0 { -50 } else { 50 }) / 100;
    let nanos = ticks.checked_mul(100)?;
    let seconds = i64::try_from(nanos / 1_000_000_000).ok()?;
    Some(SignedDuration::new(seconds, i32::try_from(nanos % 1_000_000_000).ok()?))
}

/// `1.02:03:04.5` or `2h`.
pub(crate) fn span(text: &str) -> Option<SignedDuration> {
    let text = text.trim();
    if let Some(unit) = text.find(|c: char| c.is_ascii_alphabetic()) {
        return span_with_unit(text[..unit].trim(), text[unit..].trim());
    }
    let (negative, text) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let parts: Vec<&str> = text.split(':').collect();
    let (days, hours) = match parts.first()?.split_once('.') {
        Some((days, hours)) if parts.len() > 1 => (days, hours),
        _ if parts.len() > 1 => ("0", *parts.first()?),
        _ => (*parts.first()?, "0"),
    };
    let whole = |text: &str| text.parse::<u32>().ok().map(f64::from);
    let minutes = parts.get(1).copied().unwrap_or("0");
    let seconds: f64 = parts.get(2).copied().unwrap_or("0").parse().ok()?;
    if parts.len() > 3 {
        return None;
    }
    let total = whole(days)? * 86_400.0 + whole(hours)? * 3_600.0 + whole(minutes)? * 60.0 + seconds;
    span_of_seconds(if negative { -total } else { total })
}

/// The constant format of .NET, as in `1.02:03:04.5000000`.
pub(crate) fn write_span(span: SignedDuration) -> String {
    let sign = if span.is_negative() { "-" } else { "" };
    let nanos = span.as_nanos().unsigned_abs();
    let seconds = nanos / 1_000_000_000;
    let (days, hours) = (seconds / 86_400, seconds / 3_600 % 24);
    let days = if days > 0 { format!("{days}.") } else { String::new() };
    let ticks = nanos % 1_000_000_000 / 100;
    let fraction = if ticks > 0 { format!(".{ticks:07}") } else { String::new() };
    format!("{sign}{days}{hours:02}:{:02}:{:02}{fraction}", seconds / 60 % 60, seconds % 60)
}

/// `2022-06-01T16:34:43.4044538Z`, with seven digits as .NET writes them.
pub(crate) fn write_time(at: Timestamp) -> String {
    format!("{}.{:07}Z", at.strftime("%Y-%m-%dT%H:%M:%S"), at.subsec_nanosecond() / 100)
}

/// A time in any of ISO 8601's usual spellings; without a zone it is UTC.
pub(crate) fn time(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    if let Ok(at) = Timestamp::from_str(text) {
        return Some(at);
    }
    let text = text.trim_end_matches(['Z', 'z']);
    let civil = civil::DateTime::from_str(text)
        .or_else(|_| civil::Date::from_str(text).map(|date| date.at(0, 0, 0, 0)))
        .ok()?;
    civil.to_zoned(TimeZone::UTC).ok().map(|zoned| zoned.timestamp())
}
