//! Choices, tests for nothing, and numbers.

use std::cmp::Ordering;

use super::{Function, MANY, Returns, function};
use crate::{
    arithmetic,
    table::Kind,
    value::{self, Value},
};

const IFF: Returns = Returns::Common { first: 1, step: 1 };
const ANY: Returns = Returns::Common { first: 0, step: 1 };

pub(super) const ALL: &[Function] = &[
    Function {
        names: &["iff", "iif"],
        least: 3,
        most: 3,
        returns: IFF,
        run: |_, of| Ok(of[if of[0].as_bool() == Some(true) { 1 } else { 2 }].clone()),
    },
    Function {
        names: &["case"],
        least: 3,
        most: MANY + 1,
        returns: Returns::Common { first: 1, step: 2 },
        run: |_, of| {
            let (otherwise, pairs) = of.split_last().unwrap_or((&Value::Null, &[]));
            let found = pairs.chunks_exact(2).find(|pair| pair[0].as_bool() == Some(true));
            Ok(found.map_or(otherwise, |pair| &pair[1]).clone())
        },
    },
    Function {
        names: &["coalesce"],
        least: 2,
        most: MANY,
        returns: ANY,
        run: |_, of| {
            Ok(of.iter().find(|value| !is_empty(value)).or(of.last()).cloned().unwrap_or(Value::Null))
        },
    },
    Function {
        names: &["max_of"],
        least: 2,
        most: MANY,
        returns: ANY,
        run: |_, of| Ok(extreme(of, Ordering::Greater)),
    },
    Function {
        names: &["min_of"],
        least: 2,
        most: MANY,
        returns: ANY,
        run: |_, of| Ok(extreme(of, Ordering::Less)),
    },
    function(&["isnull"], (1, 1), Kind::Bool, |_, of| Ok(Value::Bool(of[0].is_null()))),
    function(&["isnotnull", "notnull"], (1, 1), Kind::Bool, |_, of| Ok(Value::Bool(!of[0].is_null()))),
    function(&["isempty"], (1, 1), Kind::Bool, |_, of| Ok(Value::Bool(is_empty(&of[0])))),
    function(&["isnotempty", "notempty"], (1, 1), Kind::Bool, |_, of| Ok(Value::Bool(!is_empty(&of[0])))),
    Function {
        names: &["bin", "floor"],
        least: 2,
        most: 2,
        returns: ANY,
        run: |_, of| Ok(arithmetic::bin(&of[0], &of[1])),
    },
    function(&["round"], (1, 2), Kind::Real, |_, of| {
        let digits = of.get(1).and_then(Value::as_long).unwrap_or(0).clamp(-15, 15);
        let scale = 10f64.powi(i32::try_from(digits).unwrap_or(0));
        Ok(of[0].as_real().map_or(Value::Null, |real| Value::Real((real * scale).round() / scale)))
    }),
    function(&["ceiling"], (1, 1), Kind::Long, |_, of| {
        Ok(of[0].as_real().map_or(Value::Null, |real| Value::Real(real.ceil()).into_kind(Kind::Long)))
    }),
    Function {
        names: &["abs"],
        least: 1,
        most: 1,
        returns: ANY,
        run: |_, of| {
            Ok(match &of[0] {
                Value::Long(number) => number.checked_abs().map_or(Value::Null, Value::Long),
                Value::Span(span) => Value::Span(span.abs()),
                other => other.as_real().map_or(Value::Null, |real| Value::Real(real.abs())),
            })
        },
    },
];

/// Null, or a text without characters.
fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Text(text) => text.is_empty(),
        Value::Dynamic(json) => json.as_str() == Some(""),
        _ => false,
    }
}

fn extreme(values: &[Value], wanted: Ordering) -> Value {
    let best = values
        .iter()
        .filter(|value| !value.is_null())
        .reduce(|best, next| if value::compare(next, best) == Some(wanted) { next } else { best });
    best.cloned().unwrap_or(Value::Null)
}
