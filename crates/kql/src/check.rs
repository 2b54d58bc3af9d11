//! What kind of value an expression makes, which also finds unknown columns and functions and values that don't go
//! together. It runs before any row is looked at, so that a wrong query fails on an empty table too.

use super::{
    arithmetic,
    ast::{Expr, Node, Step},
    error::{ErrorCode, QueryError},
    frame,
    functions::{self, Returns},
    table::{Column, Kind},
    value::Value,
};

pub(crate) fn kind(expr: &Expr, columns: &[Column]) -> Result<Kind, QueryError> {
    match &expr.node {
        Node::Literal(value) => Ok(of_value(value)),
        Node::Column(name) => Ok(columns[frame::resolve(columns, name, expr.at)?].kind),
        Node::Path(base, steps) => {
            let base_kind = kind(base, columns)?;
            if base_kind != Kind::Dynamic {
                let message = format!(
                    "Path expression source must be of type 'dynamic', not '{}'.",
                    base_kind.kusto_name()
                );
                return Err(QueryError::new(ErrorCode::TypeMismatch, message).at(base.at));
            }
            for step in steps {
                if let Step::Index(index) = step {
                    kind(index, columns)?;
                }
            }
            Ok(Kind::Dynamic)
        }
        Node::Not(inner) => predicate(inner, columns),
        Node::And(parts) | Node::Or(parts) => {
            for part in parts {
                predicate(part, columns)?;
            }
            Ok(Kind::Bool)
        }
        Node::Negative(inner) => match kind(inner, columns)? {
            kind @ (Kind::Long | Kind::Real | Kind::Span) => Ok(kind),
            Kind::Dynamic => Ok(Kind::Real),
            other => Err(mismatch("negate", other, other, inner.at)),
        },
        Node::Compare(_, sides) => {
            comparable(&sides[0], &sides[1..], columns)?;
            Ok(Kind::Bool)
        }
        Node::Match(_, sides) => {
            kind(&sides[0], columns)?;
            kind(&sides[1], columns)?;
            Ok(Kind::Bool)
        }
        Node::AnyTerm(subject, terms) => {
            kind(subject, columns)?;
            for term in terms {
                kind(term, columns)?;
            }
            Ok(Kind::Bool)
        }
        Node::In { subject, list, .. } => {
            comparable(subject, list, columns)?;
            Ok(Kind::Bool)
        }
        Node::Between { parts, .. } => {
            comparable(&parts[0], &parts[1..], columns)?;
            Ok(Kind::Bool)
        }
        Node::Arithmetic(first, rest) => {
            let mut left = kind(first, columns)?;
            for (sign, part) in rest {
                let right = kind(part, columns)?;
                left = arithmetic::kind(*sign, left, right)
                    .ok_or_else(|| mismatch("calculate with", left, right, part.at))?;
            }
            Ok(left)
        }
        Node::Call(name, arguments) => call(name, arguments, columns, expr.at),
        Node::Star => Err(QueryError::new(ErrorCode::ParserFailure, "ParserFailure").at(expr.at).token("*")),
    }
}

/// An expression that has to be true or false.
pub(crate) fn predicate(expr: &Expr, columns: &[Column]) -> Result<Kind, QueryError> {
    match kind(expr, columns)? {
        Kind::Bool | Kind::Dynamic => Ok(Kind::Bool),
        other => {
            let message = format!("A condition must be of type 'bool', not '{}'.", other.kusto_name());
            Err(QueryError::new(ErrorCode::TypeMismatch, message).at(expr.at))
        }
    }
}

/// An expression that rows can be grouped or ordered by, which JSON cannot.
pub(crate) fn scalar(expr: &Expr, columns: &[Column], operator: &str) -> Result<Kind, QueryError> {
    match kind(expr, columns)? {
        Kind::Dynamic => {
            let message =
                format!("A key of '{operator}' is of a 'dynamic' type. Please use an explicit cast.");
            Err(QueryError::new(ErrorCode::TypeMismatch, message).at(expr.at).token(operator))
        }
        kind => Ok(kind),
    }
}

fn call(name: &str, arguments: &[Expr], columns: &[Column], at: usize) -> Result<Kind, QueryError> {
    let mut kinds = Vec::with_capacity(arguments.len());
    let Some(function) = functions::find(name) else {
        let message = format!("Unknown function: '{name}'.");
        return Err(QueryError::new(ErrorCode::UnknownFunction, message).at(at).token(name));
    };
    if !(function.least..=function.most).contains(&arguments.len()) {
        let message =
            format!("{name}(): {} arguments are given, but it takes {}.", arguments.len(), function.arity());
        return Err(QueryError::new(ErrorCode::InvalidFunctionArguments, message).at(at).token(name));
    }
    for argument in arguments {
        kinds.push(kind(argument, columns)?);
    }
    Ok(match function.returns {
        Returns::Always(kind) => kind,
        // `case(c, a, c, b, z)`: what counts is the first value that is not just null.
        Returns::Common { first, step } => {
            let results = kinds.iter().skip(first).step_by(step).chain(kinds.last());
            let mut results = results.copied();
            let first = results.next().unwrap_or(Kind::Dynamic);
            results.fold(first, kind_of_both)
        }
    })
}

/// The kind that can hold both.
fn kind_of_both(left: Kind, right: Kind) -> Kind {
    match (left, right) {
        (left, right) if left == right => left,
        (Kind::Long, Kind::Real) | (Kind::Real, Kind::Long) => Kind::Real,
        _ => Kind::Dynamic,
    }
}

fn comparable(left: &Expr, others: &[Expr], columns: &[Column]) -> Result<(), QueryError> {
    let left_kind = kind(left, columns)?;
    for other in others {
        let right_kind = kind(other, columns)?;
        let number = |kind| matches!(kind, Kind::Long | Kind::Real | Kind::Bool);
        let fits = left_kind == right_kind
            || left_kind == Kind::Dynamic
            || right_kind == Kind::Dynamic
            || (number(left_kind) && number(right_kind));
        if !fits {
            return Err(mismatch("compare", left_kind, right_kind, other.at));
        }
    }
    Ok(())
}

fn mismatch(verb: &str, left: Kind, right: Kind, at: usize) -> QueryError {
    let (left, right) = (left.kusto_name(), right.kusto_name());
    let message = format!("Cannot {verb} values of types {left} and {right}. Try adding explicit casts.");
    QueryError::new(ErrorCode::TypeMismatch, message).at(at)
}

fn of_value(value: &Value) -> Kind {
    match value {
        Value::Null | Value::Dynamic(_) => Kind::Dynamic,
        Value::Bool(_) => Kind::Bool,
        Value::Long(_) => Kind::Long,
        Value::Real(_) => Kind::Real,
        Value::Text(_) => Kind::Text,
        Value::Time(_) => Kind::Time,
        Value::Span(_) => Kind::Span,
    }
}
