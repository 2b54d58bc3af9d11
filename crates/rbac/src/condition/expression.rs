//! A condition as a tree: shown in Azure's own spelling, evaluated in three values.
//!
//! What depends on an attribute that nobody told is unknown, and stays so unless the rest decides: false
//! AND unknown is false, true OR unknown is true.

use std::fmt;

use super::{
    Attribute, Attributes, Outcome, Value,
    operator::{Function, Quantifier},
};
use crate::ActionPattern;

/// A condition or a part of one. The parser bounds its depth, so recursion over it is bounded too.
#[derive(Clone, PartialEq, Eq)]
pub(super) enum Expression {
    /// Two parts or more.
    And(Vec<Self>),
    /// Two parts or more.
    Or(Vec<Self>),
    Not(Box<Self>),
    /// Any of the patterns covers the action.
    ActionMatches(Vec<ActionPattern>),
    /// Any of the patterns covers the suboperation.
    SubOperationMatches(Vec<ActionPattern>),
    Exists(Attribute),
    Comparison {
        left: Operand,
        quantifier: Option<Quantifier>,
        function: &'static Function,
        right: Operand,
    },
}

/// One side of a comparison.
#[derive(Clone, PartialEq, Eq)]
pub(super) enum Operand {
    Attribute(Attribute),
    Value(Value),
    /// One value or more, in braces.
    Set(Vec<Value>),
}

impl Expression {
    pub(super) fn evaluate(&self, action: &str, attributes: &Attributes) -> Outcome {
        match self {
            Self::And(parts) => decide(parts, action, attributes, false),
            Self::Or(parts) => decide(parts, action, attributes, true),
            Self::Not(part) => match part.evaluate(action, attributes) {
                Outcome::Met => Outcome::NotMet,
                Outcome::NotMet => Outcome::Met,
                unknown @ Outcome::Unknown(_) => unknown,
            },
            Self::ActionMatches(patterns) => {
                Outcome::from(patterns.iter().any(|pattern| pattern.covers(action)))
            }
            Self::SubOperationMatches(patterns) => {
                let attribute = Attribute::sub_operation();
                let Some(values) = attributes.find(&attribute) else {
                    return Outcome::Unknown(vec![attribute]);
                };
                let is_covered = |value: &Value| match value {
                    Value::Text(name) => patterns.iter().any(|pattern| pattern.covers(name)),
                    _ => false,
                };
                Outcome::from(values.iter().any(is_covered))
            }
            Self::Exists(attribute) => match attributes.find(attribute) {
                Some(values) => Outcome::from(!values.is_empty()),
                None => Outcome::Unknown(vec![attribute.clone()]),
            },
            Self::Comparison { left, quantifier, function, right } => {
                match (left.values(attributes), right.values(attributes)) {
                    (Ok(left), Ok(right)) => {
                        Outcome::from(Quantifier::holds(*quantifier, function, left, right))
                    }
                    // One side is enough to decide: nothing compares with an attribute that is absent.
                    (Ok([]), _) | (_, Ok([])) => Outcome::NotMet,
                    (left, right) => {
                        let missing = [left.err(), right.err()].into_iter().flatten().cloned();
                        Outcome::Unknown(missing.collect())
                    }
                }
            }
        }
    }

    fn is_compound(&self) -> bool {
        matches!(self, Self::And(_) | Self::Or(_))
    }
}

/// `deciding` in one part decides the whole: false for AND, true for OR.
fn decide(parts: &[Expression], action: &str, attributes: &Attributes, deciding: bool) -> Outcome {
    let deciding = Outcome::from(deciding);
    let mut missing: Vec<Attribute> = Vec::new();
    for part in parts {
        match part.evaluate(action, attributes) {
            Outcome::Unknown(more) => {
                let new = more.into_iter().filter(|one| !missing.contains(one)).collect::<Vec<_>>();
                missing.extend(new);
            }
            outcome if outcome == deciding => return deciding,
            _ => {}
        }
    }
    match (missing.is_empty(), deciding) {
        (false, _) => Outcome::Unknown(missing),
        (true, Outcome::Met) => Outcome::NotMet,
        (true, _) => Outcome::Met,
    }
}

impl From<bool> for Outcome {
    fn from(is_met: bool) -> Self {
        if is_met { Self::Met } else { Self::NotMet }
    }
}

impl Operand {
    /// The values, or the attribute that nobody told.
    fn values<'a>(&'a self, attributes: &'a Attributes) -> Result<&'a [Value], &'a Attribute> {
        match self {
            Self::Attribute(attribute) => attributes.find(attribute).ok_or(attribute),
            Self::Value(value) => Ok(std::slice::from_ref(value)),
            Self::Set(values) => Ok(values),
        }
    }
}

impl fmt::Display for Expression {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::And(parts) => joined(formatter, parts, "AND"),
            Self::Or(parts) => joined(formatter, parts, "OR"),
            Self::Not(part) if part.is_compound() => write!(formatter, "!({part})"),
            Self::Not(part) => write!(formatter, "NOT {part}"),
            Self::ActionMatches(patterns) => matches(formatter, "ActionMatches", patterns),
            Self::SubOperationMatches(patterns) => matches(formatter, "SubOperationMatches", patterns),
            Self::Exists(attribute) => write!(formatter, "Exists {attribute}"),
            Self::Comparison { left, quantifier, function, right } => {
                write!(formatter, "{left} ")?;
                if let Some(quantifier) = quantifier {
                    write!(formatter, "{}:", quantifier.name())?;
                }
                write!(formatter, "{} {right}", function.name)
            }
        }
    }
}

fn joined(formatter: &mut fmt::Formatter<'_>, parts: &[Expression], word: &str) -> fmt::Result {
    for (index, part) in parts.iter().enumerate() {
        if index > 0 {
            write!(formatter, " {word} ")?;
        }
        if part.is_compound() {
            write!(formatter, "({part})")?;
        } else {
            write!(formatter, "{part}")?;
        }
    }
    Ok(())
}

fn matches(formatter: &mut fmt::Formatter<'_>, name: &str, patterns: &[ActionPattern]) -> fmt::Result {
    let quoted: Vec<String> = patterns.iter().map(|pattern| format!("'{}'", pattern.as_str())).collect();
    write!(formatter, "{name}{{{}}}", quoted.join(", "))
}

impl fmt::Display for Operand {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Attribute(attribute) => attribute.fmt(formatter),
            Self::Value(value) => value.fmt(formatter),
            Self::Set(values) => {
                let words: Vec<String> = values.iter().map(ToString::to_string).collect();
                write!(formatter, "{{{}}}", words.join(", "))
            }
        }
    }
}
