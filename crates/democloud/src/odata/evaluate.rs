//! Whether a filter lets something through.

use std::cmp::Ordering;

use jiff::Timestamp;
use serde_json::Value as Json;

use super::{Call, Comparison, Condition, Operand, OptionError};

/// What a filter is asked about.
pub(crate) trait Subject {
    /// A property by the names on the way to it; what is not there is null.
    fn property(&self, path: &[String]) -> Json;

    /// What a function of the service says, given its arguments' values; `None` if the service has no such function.
    fn function(&self, name: &str, arguments: &[Json]) -> Option<bool>;
}

/// A JSON object, and the functions of the service that it belongs to. Names of properties match in whatever case.
pub(crate) struct Member<'j, F> {
    /// The object.
    pub(crate) json: &'j Json,
    /// What a function says of the object; `None` if there is no such function.
    pub(crate) function: F,
}

impl<F: Fn(&str, &[Json]) -> Option<bool>> Subject for Member<'_, F> {
    fn property(&self, path: &[String]) -> Json {
        find(self.json, path).cloned().unwrap_or(Json::Null)
    }

    fn function(&self, name: &str, arguments: &[Json]) -> Option<bool> {
        (self.function)(name, arguments)
    }
}

/// What lies at a path, whatever the case of its names.
pub(super) fn find<'j>(json: &'j Json, path: &[String]) -> Option<&'j Json> {
    path.iter().try_fold(json, |json, name| {
        let members = json.as_object()?;
        members.get(name).or_else(|| {
            members.iter().find(|(other, _)| other.eq_ignore_ascii_case(name)).map(|(_, value)| value)
        })
    })
}

pub(super) fn condition(condition: &Condition, subject: &dyn Subject) -> Result<bool, OptionError> {
    let of = |inner: &Condition| self::condition(inner, subject);
    Ok(match condition {
        Condition::And(parts) => {
            for part in parts {
                if !of(part)? {
                    return Ok(false);
                }
            }
            true
        }
        Condition::Or(parts) => {
            for part in parts {
                if of(part)? {
                    return Ok(true);
                }
            }
            false
        }
        Condition::Not(inner) => !of(inner)?,
        Condition::Compare(left, how, right) => holds(*how, &value(left, subject)?, &value(right, subject)?),
        Condition::In(left, list) => {
            let left = value(left, subject)?;
            for item in list {
                if holds(Comparison::Equal, &left, &value(item, subject)?) {
                    return Ok(true);
                }
            }
            false
        }
        Condition::Call(call) => truth(call, subject)?,
        Condition::Value(operand) => value(operand, subject)? == Json::Bool(true),
    })
}

fn value(operand: &Operand, subject: &dyn Subject) -> Result<Json, OptionError> {
    Ok(match operand {
        Operand::Property(path) => subject.property(path),
        Operand::Literal(value) => value.clone(),
        Operand::Call(call) => match (call.name.to_ascii_lowercase().as_str(), call.arguments.as_slice()) {
            ("tolower", [text]) => change(value(text, subject)?, str::to_lowercase),
            ("toupper", [text]) => change(value(text, subject)?, str::to_uppercase),
            ("trim", [text]) => change(value(text, subject)?, |text| text.trim().to_owned()),
            _ => Json::Bool(truth(call, subject)?),
        },
    })
}

fn change(json: Json, change: impl Fn(&str) -> String) -> Json {
    json.as_str().map_or(Json::Null, |text| change(text).into())
}

/// OData's own functions on text, and then those of the service.
fn truth(call: &Call, subject: &dyn Subject) -> Result<bool, OptionError> {
    let arguments = call.arguments.iter().map(|argument| value(argument, subject));
    let arguments = arguments.collect::<Result<Vec<_>, _>>()?;
    let name = call.name.to_ascii_lowercase();
    if let ("startswith" | "endswith" | "contains" | "substringof", [first, second]) =
        (name.as_str(), arguments.as_slice())
    {
        // OData 3 has the part first.
        let (text, part) = if name == "substringof" { (second, first) } else { (first, second) };
        let (Some(text), Some(part)) = (text.as_str(), part.as_str()) else { return Ok(false) };
        let (text, part) = (text.to_lowercase(), part.to_lowercase());
        return Ok(match name.as_str() {
            "startswith" => text.starts_with(&part),
            "endswith" => text.ends_with(&part),
            _ => text.contains(&part),
        });
    }
    subject
        .function(&call.name, &arguments)
        .ok_or_else(|| OptionError::UnknownFunction { position: call.position, name: call.name.clone() })
}

fn holds(how: Comparison, left: &Json, right: &Json) -> bool {
    let order = compare(left, right);
    match how {
        Comparison::Equal => order == Some(Ordering::Equal),
        Comparison::NotEqual => order != Some(Ordering::Equal),
        Comparison::Greater => order.is_some_and(Ordering::is_gt),
        Comparison::GreaterOrEqual => order.is_some_and(Ordering::is_ge),
        Comparison::Less => order.is_some_and(Ordering::is_lt),
        Comparison::LessOrEqual => order.is_some_and(Ordering::is_le),
    }
}

/// The order of two values: texts that are times as times, and all others without regard to case, as the directory and
/// Resource Manager compare them. Values of different kinds have none.
pub(super) fn compare(left: &Json, right: &Json) -> Option<Ordering> {
    match (left, right) {
        (Json::Null, Json::Null) => Some(Ordering::Equal),
        (Json::Bool(left), Json::Bool(right)) => Some(left.cmp(right)),
        (Json::Number(left), Json::Number(right)) => match (left.as_i64(), right.as_i64()) {
            (Some(left), Some(right)) => Some(left.cmp(&right)),
            _ => left.as_f64()?.partial_cmp(&right.as_f64()?),
        },
        (Json::String(left), Json::String(right)) => {
            let times = left.parse::<Timestamp>().ok().zip(right.parse::<Timestamp>().ok());
            Some(times.map_or_else(
                || left.to_lowercase().cmp(&right.to_lowercase()),
                |(left, right)| left.cmp(&right),
            ))
        }
        _ => None,
    }
}
