//! The values of cells and expressions, what they are as text, number or truth, and how two of them compare.

use std::{borrow::Cow, cmp::Ordering, sync::Arc};

use jiff::{SignedDuration, Timestamp};
use serde_json::Value as Json;

use super::{literal, table::Kind};

/// A value. Text is never null; `Dynamic` is never JSON's null, which is `Null`.
#[derive(Debug, Clone)]
pub(crate) enum Value {
    Null,
    Bool(bool),
    Long(i64),
    Real(f64),
    Text(Arc<str>),
    Time(Timestamp),
    Span(SignedDuration),
    Dynamic(Arc<Json>),
}

impl Value {
    pub(crate) fn text(text: impl AsRef<str>) -> Self {
        Self::Text(Arc::from(text.as_ref()))
    }

    pub(crate) fn dynamic(json: Json) -> Self {
        if json.is_null() { Self::Null } else { Self::Dynamic(Arc::new(json)) }
    }

    /// What a member of a caller's row is in a column of this kind.
    pub(crate) fn from_cell(json: Option<Json>, kind: Kind) -> Self {
        let Some(json) = json.filter(|json| !json.is_null()) else {
            return if kind == Kind::Text { Self::text("") } else { Self::Null };
        };
        Self::dynamic(json).into_kind(kind)
    }

    /// The value as this kind; null, or no text, if it cannot be.
    pub(crate) fn into_kind(self, kind: Kind) -> Self {
        match kind {
            Kind::Dynamic => match self {
                Self::Null | Self::Dynamic(_) => self,
                other => Self::dynamic(other.to_json()),
            },
            Kind::Text => match self {
                Self::Text(_) => self,
                other => Self::text(other.as_text()),
            },
            Kind::Long => self.as_long().map_or(Self::Null, Self::Long),
            Kind::Real => self.as_real().map_or(Self::Null, Self::Real),
            Kind::Bool => self.as_bool().map_or(Self::Null, Self::Bool),
            Kind::Time => self.as_time().map_or(Self::Null, Self::Time),
            Kind::Span => self.as_span().map_or(Self::Null, Self::Span),
        }
    }

    pub(crate) fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// What `tostring()` says.
    pub(crate) fn as_text(&self) -> Cow<'_, str> {
        match self {
            Self::Null => Cow::Borrowed(""),
            Self::Bool(value) => Cow::Borrowed(if *value { "true" } else { "false" }),
            Self::Long(value) => Cow::Owned(value.to_string()),
            Self::Real(value) => Cow::Owned(format!("{value:?}")),
            Self::Text(text) => Cow::Borrowed(text),
            Self::Time(at) => Cow::Owned(literal::write_time(*at)),
            Self::Span(span) => Cow::Owned(literal::write_span(*span)),
            Self::Dynamic(json) => match &**json {
                Json::String(text) => Cow::Borrowed(text),
                other => Cow::Owned(other.to_string()),
            },
        }
    }

    pub(crate) fn as_real(&self) -> Option<f64> {
        match self {
            Self::Bool(value) => Some(f64::from(u8::from(*value))),
            #[expect(clippy::cast_precision_loss, reason = "todouble() loses it as well")]
            Self::Long(value) => Some(*value as f64),
            Self::Real(value) => Some(*value),
            Self::Text(text) => text.trim().parse().ok().filter(|real: &f64| real.is_finite()),
            Self::Dynamic(json) => match &**json {
                Json::Number(number) => number.as_f64(),
                Json::Bool(value) => Some(f64::from(u8::from(*value))),
                Json::String(text) => text.trim().parse().ok().filter(|real: &f64| real.is_finite()),
                _ => None,
            },
            Self::Null | Self::Time(_) | Self::Span(_) => None,
        }
    }

    pub(crate) fn as_long(&self) -> Option<i64> {
        let exact = match self {
            Self::Long(value) => Some(*value),
            Self::Text(text) => text.trim().parse().ok(),
            Self::Dynamic(json) => match &**json {
                Json::Number(number) => number.as_i64(),
                Json::String(text) => text.trim().parse().ok(),
                _ => None,
            },
            _ => None,
        };
        #[expect(
            clippy::cast_possible_truncation,
            reason = "a cast saturates, and tolong() cuts the fraction off"
        )]
        exact.or_else(|| self.as_real().map(|real| real as i64))
    }

    pub(crate) fn as_bool(&self) -> Option<bool> {
        match self {
            Self::Bool(value) => Some(*value),
            Self::Long(value) => Some(*value != 0),
            Self::Real(value) => Some(*value != 0.0),
            Self::Dynamic(json) if json.is_boolean() => json.as_bool(),
            Self::Dynamic(json) if json.is_number() => json.as_f64().map(|real| real != 0.0),
            Self::Text(_) | Self::Dynamic(_) => match &*self.as_text() {
                text if text.eq_ignore_ascii_case("true") => Some(true),
                text if text.eq_ignore_ascii_case("false") => Some(false),
                text => text.trim().parse::<i64>().ok().map(|number| number != 0),
            },
            _ => None,
        }
    }

    pub(crate) fn as_time(&self) -> Option<Timestamp> {
        match self {
            Self::Time(at) => Some(*at),
            Self::Text(text) => literal::time(text),
            Self::Dynamic(json) => json.as_str().and_then(literal::time),
            _ => None,
        }
    }

    pub(crate) fn as_span(&self) -> Option<SignedDuration> {
        match self {
            Self::Span(span) => Some(*span),
            Self::Text(text) => literal::span(text),
            Self::Dynamic(json) => json.as_str().and_then(literal::span),
            _ => None,
        }
    }

    /// The value in an answer.
    pub(crate) fn to_json(&self) -> Json {
        match self {
            Self::Null => Json::Null,
            Self::Bool(value) => Json::Bool(*value),
            Self::Long(value) => Json::from(*value),
            Self::Real(value) => Json::from(*value),
            Self::Dynamic(json) => Json::clone(json),
            Self::Text(_) | Self::Time(_) | Self::Span(_) => Json::String(self.as_text().into_owned()),
        }
    }

    /// About how many bytes the value has.
    pub(crate) fn size(&self) -> usize {
        match self {
            Self::Text(text) => text.len(),
            Self::Dynamic(json) => size(json),
            _ => 8,
        }
    }

    /// A text that two values share if they are the same to `join`, `by` and `distinct`.
    pub(crate) fn key(&self) -> String {
        match self {
            Self::Null => "n".to_owned(),
            Self::Text(text) => format!("t{text}"),
            Self::Dynamic(json) => match &**json {
                Json::String(text) => format!("t{text}"),
                other => format!("d{other}"),
            },
            other => format!("d{}", other.to_json()),
        }
    }
}

/// About how many bytes a JSON value has.
pub(crate) fn size(json: &Json) -> usize {
    match json {
        Json::String(text) => text.len() + 8,
        Json::Array(items) => items.iter().map(size).sum::<usize>() + 8,
        Json::Object(members) => {
            members.iter().map(|(name, value)| name.len() + size(value) + 8).sum::<usize>() + 8
        }
        _ => 8,
    }
}

/// The order of two values; `None` if they have none, as with null or an object.
pub(crate) fn compare(left: &Value, right: &Value) -> Option<Ordering> {
    match (left, right) {
        (Value::Null, _) | (_, Value::Null) => None,
        (Value::Long(left), Value::Long(right)) => Some(left.cmp(right)),
        (Value::Time(_), _) | (_, Value::Time(_)) => Some(left.as_time()?.cmp(&right.as_time()?)),
        (Value::Span(_), _) | (_, Value::Span(_)) => Some(left.as_span()?.cmp(&right.as_span()?)),
        // A JSON value beside a text is compared as text, as Kusto casts it.
        (Value::Text(_), _) | (_, Value::Text(_)) => Some(left.as_text().cmp(&right.as_text())),
        (Value::Dynamic(left), Value::Dynamic(right)) => match (&**left, &**right) {
            (Json::String(left), Json::String(right)) => Some(left.cmp(right)),
            (Json::Number(left), Json::Number(right)) => left.as_f64()?.partial_cmp(&right.as_f64()?),
            (Json::Bool(left), Json::Bool(right)) => Some(left.cmp(right)),
            (left, right) if left == right => Some(Ordering::Equal),
            _ => None,
        },
        (Value::Bool(_), _) | (_, Value::Bool(_)) => Some(left.as_bool()?.cmp(&right.as_bool()?)),
        _ => left.as_real()?.partial_cmp(&right.as_real()?),
    }
}

/// How two values are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Comparison {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// A comparison by Kusto's rules for null: two nulls compare to null, and a null is unequal to anything else.
pub(crate) fn compare_as(comparison: Comparison, left: &Value, right: &Value) -> Value {
    let order = compare(left, right);
    let answer = match comparison {
        Comparison::Equal | Comparison::NotEqual => {
            if left.is_null() && right.is_null() {
                return Value::Null;
            }
            (order == Some(Ordering::Equal)) == (comparison == Comparison::Equal)
        }
        _ => match (comparison, order) {
            (_, None) => return Value::Null,
            (Comparison::Less, Some(order)) => order.is_lt(),
            (Comparison::LessOrEqual, Some(order)) => order.is_le(),
            (Comparison::Greater, Some(order)) => order.is_gt(),
            (_, Some(order)) => order.is_ge(),
        },
    };
    Value::Bool(answer)
}
