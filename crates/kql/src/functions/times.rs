//! Functions on times. All of them are in UTC.

use jiff::{SignedDuration, Span, Timestamp, Unit, tz::TimeZone};

use super::{Function, function};
use crate::{arithmetic, ast::Sign, table::Kind, value::Value};

pub(super) const ALL: &[Function] = &[
    function(&["now"], (0, 1), Kind::Time, |context, of| {
        let now = Value::Time(context.now);
        Ok(of.first().map_or(now.clone(), |offset| arithmetic::calculate(Sign::Plus, &now, offset)))
    }),
    function(&["ago"], (1, 1), Kind::Time, |context, of| {
        Ok(arithmetic::calculate(Sign::Minus, &Value::Time(context.now), &of[0]))
    }),
    function(&["datetime_diff"], (3, 3), Kind::Long, |_, of| Ok(difference(of).unwrap_or(Value::Null))),
    function(&["datetime_add"], (3, 3), Kind::Time, |_, of| Ok(added(of).unwrap_or(Value::Null))),
    function(&["startofday"], (1, 2), Kind::Time, |_, of| {
        Ok(start(of, Unit::Day).map_or(Value::Null, Value::Time))
    }),
    function(&["startofmonth"], (1, 2), Kind::Time, |_, of| {
        Ok(start(of, Unit::Month).map_or(Value::Null, Value::Time))
    }),
    function(&["startofyear"], (1, 2), Kind::Time, |_, of| {
        Ok(start(of, Unit::Year).map_or(Value::Null, Value::Time))
    }),
    function(&["format_datetime"], (2, 2), Kind::Text, |context, of| {
        let written = of[0].as_time().map(|at| format(at, &of[1].as_text()));
        context.built_text(written.unwrap_or_default())
    }),
];

const SECOND: i128 = 1_000_000_000;

fn unit(name: &Value) -> Option<Unit> {
    Some(match name.as_text().to_ascii_lowercase().as_str() {
        "year" => Unit::Year,
        "month" => Unit::Month,
        "week" => Unit::Week,
        "day" => Unit::Day,
        "hour" => Unit::Hour,
        "minute" => Unit::Minute,
        "second" => Unit::Second,
        "millisecond" => Unit::Millisecond,
        _ => return None,
    })
}

/// How many boundaries of a unit lie between two times, as `datetime_diff` counts.
fn difference(of: &[Value]) -> Option<Value> {
    let unit = unit(&of[0])?;
    let (later, earlier) = (of[1].as_time()?, of[2].as_time()?);
    let civil = |at: Timestamp| at.to_zoned(TimeZone::UTC).datetime();
    let (later_civil, earlier_civil) = (civil(later), civil(earlier));
    let years = i64::from(later_civil.year()) - i64::from(earlier_civil.year());
    let in_units = |nanos: i128| {
        let count = later.as_nanosecond().div_euclid(nanos) - earlier.as_nanosecond().div_euclid(nanos);
        i64::try_from(count).ok()
    };
    Some(Value::Long(match unit {
        Unit::Year => years,
        Unit::Month => years * 12 + i64::from(later_civil.month()) - i64::from(earlier_civil.month()),
        // The epoch was a Thursday, and weeks start on Sunday.
        Unit::Week => {
            let week = |at: Timestamp| (at.as_second().div_euclid(86_400) + 4).div_euclid(7);
            week(later) - week(earlier)
        }
        Unit::Day => in_units(86_400 * SECOND)?,
        Unit::Hour => in_units(3_600 * SECOND)?,
        Unit::Minute => in_units(60 * SECOND)?,
        Unit::Second => in_units(SECOND)?,
        _ => in_units(SECOND / 1_000)?,
    }))
}

fn added(of: &[Value]) -> Option<Value> {
    let (unit, count, at) = (unit(&of[0])?, of[1].as_long()?, of[2].as_time()?);
    let span = match unit {
        Unit::Year => Span::new().try_years(count),
        Unit::Month => Span::new().try_months(count),
        Unit::Week => Span::new().try_weeks(count),
        Unit::Day => Span::new().try_days(count),
        Unit::Hour => Span::new().try_hours(count),
        Unit::Minute => Span::new().try_minutes(count),
        Unit::Second => Span::new().try_seconds(count),
        _ => Span::new().try_milliseconds(count),
    };
    let moved = at.to_zoned(TimeZone::UTC).checked_add(span.ok()?).ok()?;
    Some(Value::Time(moved.timestamp()))
}

/// The start of the day, month or year of a time, and as many of them later as the second argument says.
fn start(of: &[Value], unit: Unit) -> Option<Timestamp> {
    let date = of[0].as_time()?.to_zoned(TimeZone::UTC).date();
    let offset = of.get(1).map_or(Some(0), Value::as_long)?;
    let (first, span) = match unit {
        Unit::Day => (date, Span::new().try_days(offset)),
        Unit::Month => (date.first_of_month(), Span::new().try_months(offset)),
        _ => (date.first_of_year(), Span::new().try_years(offset)),
    };
    let moved = first.checked_add(span.ok()?).ok()?;
    moved.to_zoned(TimeZone::UTC).ok().map(|zoned| zoned.timestamp())
}

/// The format letters that Kusto documents.
fn format(at: Timestamp, pattern: &str) -> String {
    let zoned = at.to_zoned(TimeZone::UTC);
    let mut out = String::new();
    let mut rest = pattern;
    while let Some(letter) = rest.chars().next() {
        let run = rest.len() - rest.trim_start_matches(letter).len();
        let nanos = SignedDuration::from_nanos(i64::from(zoned.subsec_nanosecond())).as_nanos();
        let two = |number: i8| if run > 1 { format!("{number:02}") } else { number.to_string() };
        match letter {
            'y' if run > 2 => out += &zoned.strftime("%Y").to_string(),
            'y' => out += &zoned.strftime("%y").to_string(),
            'M' => out += &two(zoned.month()),
            'd' => out += &two(zoned.day()),
            'H' => out += &two(zoned.hour()),
            'h' => out += &two(if zoned.hour() % 12 == 0 { 12 } else { zoned.hour() % 12 }),
            'm' => out += &two(zoned.minute()),
            's' => out += &two(zoned.second()),
            'f' | 'F' => out += &format!("{nanos:09}")[..run.min(7)],
            't' => out += if zoned.hour() < 12 { "AM" } else { "PM" },
            other => out.extend(std::iter::repeat_n(other, run / other.len_utf8())),
        }
        rest = &rest[run..];
    }
    out
}
