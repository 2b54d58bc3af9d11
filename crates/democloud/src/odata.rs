//! The OData query options that Azure's clients send: `$filter`, `$select`, `$orderby` and `$top`.
//!
//! It is the part of OData 4.01 (OASIS, "URL Conventions", 5.1) that Resource Manager and Graph answer. Nothing here knows
//! which properties or functions a service allows: [`Filter`] says which ones it uses, so that the service can decide.

mod evaluate;
mod lexer;
mod options;
mod parser;
#[cfg(test)]
mod tests;

use serde_json::Value as Json;

pub(crate) use self::{
    evaluate::{Member, Subject},
    options::{OrderBy, Select, top},
};

/// The longest option that is read, in bytes.
const MAX_BYTES: usize = 32 * 1024;

/// An option that cannot be read, or says something that is not offered.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum OptionError {
    /// The text is not in the grammar.
    #[error("Syntax error at position {position} in '{text}': '{token}' is not expected here.")]
    Syntax {
        /// Where, in characters from 0.
        position: usize,
        /// What stands there; nothing at the end.
        token: String,
        /// The whole option.
        text: String,
    },
    /// OData has it, and this place does not.
    #[error("The query option uses '{what}' at position {position}, which is not offered.")]
    NotOffered {
        /// Where, in characters from 0.
        position: usize,
        /// The operator or function.
        what: String,
    },
    /// A function that is not known.
    #[error("An unknown function with name '{name}' was found at position {position}.")]
    UnknownFunction {
        /// Where, in characters from 0.
        position: usize,
        /// The function.
        name: String,
    },
    /// Parentheses are nested too deeply.
    #[error("The query option is nested too deeply at position {position}.")]
    TooDeep {
        /// Where, in characters from 0.
        position: usize,
    },
    /// The text is too long.
    #[error("The query option is longer than {MAX_BYTES} bytes.")]
    TooLong,
    /// A number is not one, or is out of range.
    #[error(
        "Invalid value '{value}' for $top query option found. It must be a whole number from {least} to {most}."
    )]
    Top {
        /// What was given.
        value: String,
        /// The least that is allowed.
        least: usize,
        /// The most that is allowed.
        most: usize,
    },
}

/// A `$filter`.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Filter {
    /// What it says.
    pub(crate) condition: Condition,
}

/// What a filter says.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Condition {
    /// All of them; at least two.
    And(Vec<Condition>),
    /// Any of them; at least two.
    Or(Vec<Condition>),
    /// Not this.
    Not(Box<Condition>),
    /// `a eq b` and its like.
    Compare(Operand, Comparison, Operand),
    /// `a in (b, c)`.
    In(Operand, Vec<Operand>),
    /// A function that is true or false, such as `atScope()` or `startswith(displayName,'a')`.
    Call(Call),
    /// A property or a literal that is true or false.
    Value(Operand),
}

/// One side of a comparison, or an argument.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Operand {
    /// A property, by the names on the way to it.
    Property(Vec<String>),
    /// A value in the text.
    Literal(Json),
    /// A function that makes a value, such as `tolower(displayName)`.
    Call(Call),
}

/// A function and its arguments.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Call {
    /// Its name, as it is written.
    pub(crate) name: String,
    /// Its arguments.
    pub(crate) arguments: Vec<Operand>,
    /// Where it stands, in characters from 0.
    pub(crate) position: usize,
}

/// How two values are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Comparison {
    /// `eq`
    Equal,
    /// `ne`
    NotEqual,
    /// `gt`
    Greater,
    /// `ge`
    GreaterOrEqual,
    /// `lt`
    Less,
    /// `le`
    LessOrEqual,
}

impl Filter {
    /// Reads a filter.
    ///
    /// # Errors
    /// [`OptionError`] with the place.
    pub(crate) fn parse(text: &str) -> Result<Self, OptionError> {
        Ok(Self { condition: parser::filter(text)? })
    }

    /// Whether the filter lets this through.
    ///
    /// # Errors
    /// [`OptionError::UnknownFunction`] if neither OData nor the subject has a function that is asked.
    pub(crate) fn matches(&self, subject: &dyn Subject) -> Result<bool, OptionError> {
        evaluate::condition(&self.condition, subject)
    }

    /// The conditions that have to hold together.
    pub(crate) fn conjuncts(&self) -> &[Condition] {
        match &self.condition {
            Condition::And(all) => all,
            one => std::slice::from_ref(one),
        }
    }

    /// The properties that the filter reads, with `/` between names, each once.
    pub(crate) fn properties(&self) -> Vec<String> {
        let mut found = Vec::new();
        self.condition.visit(&mut |operand| {
            if let Operand::Property(path) = operand {
                let path = path.join("/");
                if !found.contains(&path) {
                    found.push(path);
                }
            }
        });
        found
    }
}

impl Condition {
    /// Shows every operand, also those inside of calls.
    fn visit(&self, see: &mut dyn FnMut(&Operand)) {
        match self {
            Self::And(parts) | Self::Or(parts) => {
                for part in parts {
                    part.visit(see);
                }
            }
            Self::Not(inner) => inner.visit(see),
            Self::Compare(left, _, right) => {
                left.visit(see);
                right.visit(see);
            }
            Self::In(subject, list) => {
                subject.visit(see);
                for item in list {
                    item.visit(see);
                }
            }
            Self::Call(call) => call.visit(see),
            Self::Value(operand) => operand.visit(see),
        }
    }
}

impl Operand {
    fn visit(&self, see: &mut dyn FnMut(&Operand)) {
        see(self);
        if let Self::Call(call) = self {
            call.visit(see);
        }
    }
}

impl Call {
    fn visit(&self, see: &mut dyn FnMut(&Operand)) {
        for argument in &self.arguments {
            argument.visit(see);
        }
    }
}
