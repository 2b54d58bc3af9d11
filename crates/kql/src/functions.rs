//! The scalar functions: their names, how many arguments they take, what they make and how.

mod conversions;
mod dynamics;
mod logic;
mod patterns;
mod texts;
mod times;

use super::{context::Context, error::QueryError, table::Kind, value::Value};

type Run = fn(&Context, &[Value]) -> Result<Value, QueryError>;

/// What a function makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Returns {
    /// Always this.
    Always(Kind),
    /// What the arguments have in common, from one of them on in steps, and the last.
    Common { first: usize, step: usize },
}

/// A function.
pub(crate) struct Function {
    names: &'static [&'static str],
    pub(crate) least: usize,
    pub(crate) most: usize,
    pub(crate) returns: Returns,
    pub(crate) run: Run,
}

/// As many arguments as a call may have where their number is open.
const MANY: usize = 64;

const fn function(
    names: &'static [&'static str],
    (least, most): (usize, usize),
    kind: Kind,
    run: Run,
) -> Function {
    Function { names, least, most, returns: Returns::Always(kind), run }
}

impl Function {
    /// How many arguments it takes, for a person.
    pub(crate) fn arity(&self) -> String {
        match (self.least, self.most) {
            (least, most) if least == most => least.to_string(),
            (least, most) => format!("{least} to {most}"),
        }
    }
}

/// The function of this name, which is in small letters.
pub(crate) fn find(name: &str) -> Option<&'static Function> {
    [logic::ALL, conversions::ALL, texts::ALL, patterns::ALL, times::ALL, dynamics::ALL]
        .into_iter()
        .flatten()
        .find(|function| function.names.contains(&name))
}
