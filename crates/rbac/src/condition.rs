//! Conditions on assignments, version 2.0 of Azure's language: parsed, shown again, and evaluated.
//!
//! Grammar and operators: <https://learn.microsoft.com/azure/role-based-access-control/conditions-format>.
//! Where the page says nothing, the reading here is the one that grants less. Attributes come from the
//! caller; nothing is looked up, and time is an attribute (`@Environment[UtcNow]`) like the others.

mod attributes;
mod error;
mod expression;
mod operator;
mod parser;
mod token;

use std::{fmt, str::FromStr};

pub use attributes::{Attribute, Attributes, Source, Value};
pub use error::ConditionError;

use expression::Expression;

/// A condition that could be read.
#[derive(Clone, PartialEq, Eq)]
pub struct Condition {
    expression: Expression,
}

/// What a condition comes to for one action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It holds.
    Met,
    /// It does not hold.
    NotMet,
    /// It depends on attributes that the caller did not tell.
    Unknown(Vec<Attribute>),
}

impl Condition {
    /// Reads a condition.
    ///
    /// # Errors
    /// [`ConditionError`] names the place and what was expected there.
    pub fn parse(text: &str) -> Result<Self, ConditionError> {
        Ok(Self { expression: parser::parse(text)? })
    }

    /// Evaluates it for an action, as far as the attributes are known.
    pub fn evaluate(&self, action: &str, attributes: &Attributes) -> Outcome {
        self.expression.evaluate(action, attributes)
    }
}

impl FromStr for Condition {
    type Err = ConditionError;

    fn from_str(text: &str) -> Result<Self, ConditionError> {
        Self::parse(text)
    }
}

impl fmt::Display for Condition {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.expression, formatter)
    }
}

impl fmt::Debug for Condition {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.expression, formatter)
    }
}

#[cfg(test)]
mod tests;
