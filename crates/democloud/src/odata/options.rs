//! `$select`, `$orderby` and `$top`.

use std::cmp::Ordering;

use serde_json::{Map, Value as Json};

use super::{
    MAX_BYTES, OptionError, evaluate,
    lexer::{position, syntax},
};

/// A `$select`: which members of an object are wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Select {
    /// The names, as they are written; `*` is all of them.
    pub(crate) names: Vec<String>,
}

impl Select {
    /// Reads a list of names.
    ///
    /// # Errors
    /// [`OptionError`] with the place.
    pub(crate) fn parse(text: &str) -> Result<Self, OptionError> {
        let names = parts(text)?.into_iter().map(|(at, part)| {
            if part.contains('/') {
                let what = part.to_owned();
                return Err(OptionError::NotOffered { position: position(text, at), what });
            }
            if part != "*" && !is_name(part) {
                return Err(syntax(text, at, part));
            }
            Ok(part.to_owned())
        });
        Ok(Self { names: names.collect::<Result<_, _>>()? })
    }

    /// The object with the wanted members only. Annotations, whose names have an `@`, stay.
    pub(crate) fn apply(&self, object: Json) -> Json {
        let wanted = |name: &str| {
            name.contains('@') || self.names.iter().any(|one| one == "*" || one.eq_ignore_ascii_case(name))
        };
        match object {
            Json::Object(members) => {
                Json::Object(members.into_iter().filter(|(name, _)| wanted(name)).collect::<Map<_, _>>())
            }
            other => other,
        }
    }
}

/// A `$orderby`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct OrderBy {
    keys: Vec<(Vec<String>, bool)>,
}

impl OrderBy {
    /// Reads a list of properties, each with `asc` or `desc` or nothing.
    ///
    /// # Errors
    /// [`OptionError`] with the place.
    pub(crate) fn parse(text: &str) -> Result<Self, OptionError> {
        let keys = parts(text)?.into_iter().map(|(at, part)| {
            let mut words = part.split_whitespace();
            let path: Vec<String> = words.next().unwrap_or_default().split('/').map(str::to_owned).collect();
            let descending = match words.next().map(str::to_ascii_lowercase).as_deref() {
                None | Some("asc") => false,
                Some("desc") => true,
                Some(_) => return Err(syntax(text, at, part)),
            };
            if words.next().is_some() || !path.iter().all(|name| is_name(name)) {
                return Err(syntax(text, at, part));
            }
            Ok((path, descending))
        });
        Ok(Self { keys: keys.collect::<Result<_, _>>()? })
    }

    /// Puts objects in order; those that say nothing come first, as null is the least value.
    pub(crate) fn sort(&self, objects: &mut [Json]) {
        objects.sort_by(|left, right| {
            let orders = self.keys.iter().map(|(path, descending)| {
                let of = |json| evaluate::find(json, path).unwrap_or(&Json::Null);
                let order = total(of(left), of(right));
                if *descending { order.reverse() } else { order }
            });
            orders.fold(Ordering::Equal, Ordering::then)
        });
    }
}

/// An order of all values: by kind, and within one kind as filters compare.
fn total(left: &Json, right: &Json) -> Ordering {
    let rank = |json: &Json| match json {
        Json::Null => 0,
        Json::Bool(_) => 1,
        Json::Number(_) => 2,
        Json::String(_) => 3,
        Json::Array(_) | Json::Object(_) => 4,
    };
    rank(left).cmp(&rank(right)).then_with(|| match (left, right) {
        (Json::String(left), Json::String(right)) => left.to_lowercase().cmp(&right.to_lowercase()),
        (Json::Number(left), Json::Number(right)) => {
            left.as_f64().unwrap_or_default().total_cmp(&right.as_f64().unwrap_or_default())
        }
        _ => evaluate::compare(left, right).unwrap_or(Ordering::Equal),
    })
}

/// Reads `$top`.
///
/// # Errors
/// [`OptionError::Top`] if it is not a whole number from 1 to the most that is allowed.
pub(crate) fn top(text: &str, most: usize) -> Result<usize, OptionError> {
    let number = text.trim().parse().ok().filter(|number| (1..=most).contains(number));
    number.ok_or_else(|| OptionError::Top { value: text.chars().take(40).collect(), least: 1, most })
}

/// What stands between the commas, without spaces around it, and where.
fn parts(text: &str) -> Result<Vec<(usize, &str)>, OptionError> {
    if text.len() > MAX_BYTES {
        return Err(OptionError::TooLong);
    }
    let mut at = 0;
    text.split(',')
        .map(|part| {
            let start = at + part.len() - part.trim_start().len();
            at += part.len() + 1;
            let part = part.trim();
            if part.is_empty() { Err(syntax(text, start, ",")) } else { Ok((start, part)) }
        })
        .collect()
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '@' | '.'))
}
