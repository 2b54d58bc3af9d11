//! Sums and products of numbers, times and lengths of time. What cannot be calculated is null.

use jiff::SignedDuration;

use super::{ast::Sign, literal, table::Kind, value::Value};

/// What kind comes out; `None` if the kinds don't go together.
pub(crate) fn kind(sign: Sign, left: Kind, right: Kind) -> Option<Kind> {
    use Kind::{Dynamic, Long, Real, Span, Time};
    Some(match (sign, left, right) {
        (Sign::Plus | Sign::Minus, Time, Span) | (Sign::Plus, Span, Time) => Time,
        (Sign::Plus | Sign::Minus, Span, Span)
        | (Sign::Minus, Time, Time)
        | (Sign::Times | Sign::Over, Span, Long | Real)
        | (Sign::Times, Long | Real, Span) => Span,
        (_, Long, Long) => Long,
        (_, Long | Real | Dynamic, Long | Real | Dynamic) | (Sign::Over, Span, Span) => Real,
        _ => return None,
    })
}

pub(crate) fn calculate(sign: Sign, left: &Value, right: &Value) -> Value {
    numbers(sign, left, right).or_else(|| times(sign, left, right)).unwrap_or(Value::Null)
}

fn numbers(sign: Sign, left: &Value, right: &Value) -> Option<Value> {
    if let (Value::Long(left), Value::Long(right)) = (left, right) {
        return match sign {
            Sign::Plus => left.checked_add(*right),
            Sign::Minus => left.checked_sub(*right),
            Sign::Times => left.checked_mul(*right),
            Sign::Over => left.checked_div(*right),
            Sign::Modulo => left.checked_rem(*right),
        }
        .map(Value::Long);
    }
    let number = |value: &Value| match value {
        Value::Long(_) | Value::Real(_) | Value::Dynamic(_) => value.as_real(),
        _ => None,
    };
    let (left, right) = (number(left)?, number(right)?);
    let real = match sign {
        Sign::Plus => left + right,
        Sign::Minus => left - right,
        Sign::Times => left * right,
        Sign::Over => left / right,
        Sign::Modulo => left % right,
    };
    real.is_finite().then_some(Value::Real(real))
}

fn times(sign: Sign, left: &Value, right: &Value) -> Option<Value> {
    let seconds = |span: &SignedDuration| span.as_secs_f64();
    Some(match (sign, left, right) {
        (Sign::Plus, Value::Time(at), Value::Span(span))
        | (Sign::Plus, Value::Span(span), Value::Time(at)) => Value::Time(at.checked_add(*span).ok()?),
        (Sign::Minus, Value::Time(at), Value::Span(span)) => Value::Time(at.checked_sub(*span).ok()?),
        (Sign::Minus, Value::Time(later), Value::Time(earlier)) => {
            Value::Span(later.duration_since(*earlier))
        }
        (Sign::Plus, Value::Span(left), Value::Span(right)) => Value::Span(left.checked_add(*right)?),
        (Sign::Minus, Value::Span(left), Value::Span(right)) => Value::Span(left.checked_sub(*right)?),
        (Sign::Over, Value::Span(left), Value::Span(right)) if !right.is_zero() => {
            Value::Real(seconds(left) / seconds(right))
        }
        (Sign::Times, Value::Span(span), number) | (Sign::Times, number, Value::Span(span)) => {
            Value::Span(literal::span_of_seconds(seconds(span) * number.as_real()?)?)
        }
        (Sign::Over, Value::Span(span), number) => {
            Value::Span(literal::span_of_seconds(seconds(span) / number.as_real()?)?)
        }
        _ => return None,
    })
}

/// `bin(value, size)`: the largest multiple of the size that is not above the value.
pub(crate) fn bin(value: &Value, size: &Value) -> Value {
    let binned = match (value, size) {
        (Value::Long(value), Value::Long(size)) if *size > 0 => {
            value.checked_sub(value.rem_euclid(*size)).map(Value::Long)
        }
        (Value::Time(at), Value::Span(size)) if size.is_positive() => {
            let rest = at.as_nanosecond().rem_euclid(size.as_nanos());
            jiff::Timestamp::from_nanosecond(at.as_nanosecond() - rest).ok().map(Value::Time)
        }
        (Value::Span(span), Value::Span(size)) if size.is_positive() => {
            let rest = span.as_nanos().rem_euclid(size.as_nanos());
            i64::try_from(rest)
                .ok()
                .and_then(|rest| span.checked_sub(SignedDuration::from_nanos(rest)))
                .map(Value::Span)
        }
        (Value::Long(_) | Value::Real(_) | Value::Dynamic(_), Value::Long(_) | Value::Real(_)) => {
            match (value.as_real(), size.as_real()) {
                (Some(value), Some(size)) if size > 0.0 => {
                    let real = (value / size).floor() * size;
                    real.is_finite().then_some(Value::Real(real))
                }
                _ => None,
            }
        }
        _ => None,
    };
    binned.unwrap_or(Value::Null)
}
