//! What is said of the rows of a group: how many they are, their sum, the largest of them.

use std::{cmp::Ordering, collections::HashSet};

use serde_json::{Map, Value as Json};

use super::{
    arithmetic,
    ast::{Expr, Named, Node, Sign},
    check,
    context::Context,
    error::{ErrorCode, QueryError},
    frame::Row,
    names,
    table::{Column, Kind},
    value::{self, Value},
};

/// A call of an aggregate function.
pub(crate) struct Aggregate {
    pub(crate) name: String,
    pub(crate) arguments: Vec<Expr>,
    pub(crate) at: usize,
}

/// An aggregate that chooses a row, and the columns that are read from it.
pub(crate) struct RowChoice {
    pub(crate) aggregate: Aggregate,
    pub(crate) columns: Vec<(Column, Expr)>,
}

pub(crate) fn is_aggregate(name: &str) -> bool {
    matches!(
        base(name).0,
        "count"
            | "dcount"
            | "sum"
            | "avg"
            | "min"
            | "max"
            | "any"
            | "take_any"
            | "make_list"
            | "makelist"
            | "make_set"
            | "makeset"
            | "make_bag"
            | "arg_max"
            | "arg_min"
    )
}

/// The name without `if`, and whether it had one.
fn base(name: &str) -> (&str, bool) {
    match name.strip_suffix("_if").or_else(|| name.strip_suffix("if")) {
        Some(base) => (base, true),
        None => (name, false),
    }
}

/// `arg_max(a, *)`, `arg_min(a, b, c)` and `take_any(*)`, which make more than one column.
pub(crate) fn chooser(
    expr: &Expr,
    name: Option<&str>,
    columns: &[Column],
) -> Result<Option<RowChoice>, QueryError> {
    let Node::Call(function, arguments) = &expr.node else { return Ok(None) };
    let many = matches!(function.as_str(), "any" | "take_any")
        && (arguments.len() > 1 || arguments.iter().any(|argument| matches!(argument.node, Node::Star)));
    if !many && !matches!(function.as_str(), "arg_max" | "arg_min") {
        return Ok(None);
    }
    let needed = if many { 1 } else { 2 };
    if arguments.len() < needed {
        return Err(wrong_arguments(function, expr.at));
    }
    let mut chosen: Vec<(Column, Expr)> = Vec::new();
    for (number, argument) in arguments.iter().enumerate() {
        if let Node::Star = argument.node {
            for column in columns {
                if !chosen.iter().any(|(other, _)| other.name == column.name) {
                    let node = Node::Column(column.name.clone());
                    chosen.push((column.clone(), Expr { at: argument.at, node }));
                }
            }
            break;
        }
        let named = [Named { name: name.filter(|_| number == 0).map(str::to_owned), expr: argument.clone() }];
        let name = names::of_list(&named).pop().unwrap_or_default();
        chosen.push((Column { name, kind: check::kind(argument, columns)? }, argument.clone()));
    }
    let arguments = if many { Vec::new() } else { arguments[..1].to_vec() };
    Ok(Some(RowChoice {
        aggregate: Aggregate { name: function.clone(), arguments, at: expr.at },
        columns: chosen,
    }))
}

fn wrong_arguments(name: &str, at: usize) -> QueryError {
    let message = format!("{name}(): the number of arguments is wrong.");
    QueryError::new(ErrorCode::InvalidFunctionArguments, message).at(at).token(name)
}

impl Aggregate {
    /// What kind of value comes out.
    pub(crate) fn kind(&self, columns: &[Column]) -> Result<Kind, QueryError> {
        let (base, conditional) = base(&self.name);
        if matches!(base, "arg_max" | "arg_min") {
            // It makes several columns, so it stands alone; that case is a chooser.
            return Err(wrong_arguments(&self.name, self.at));
        }
        let values = usize::from(base != "count");
        let needed = values + usize::from(conditional);
        let most = needed
            + usize::from(matches!(base, "dcount" | "make_list" | "make_set" | "makelist" | "makeset"));
        if !(needed..=most).contains(&self.arguments.len()) {
            return Err(wrong_arguments(&self.name, self.at));
        }
        if conditional {
            check::predicate(&self.arguments[values], columns)?;
        }
        let kind = self.arguments.first().map(|first| check::kind(first, columns)).transpose()?;
        let kind = kind.unwrap_or(Kind::Long);
        let number = || match kind {
            Kind::Long | Kind::Real | Kind::Span => Ok(kind),
            Kind::Dynamic => Ok(Kind::Real),
            other => {
                let message =
                    format!("{}() needs numbers, not values of type '{}'.", self.name, other.kusto_name());
                Err(QueryError::new(ErrorCode::TypeMismatch, message).at(self.at).token(self.name.as_str()))
            }
        };
        Ok(match base {
            "count" | "dcount" => Kind::Long,
            "sum" => number()?,
            "avg" => {
                if number()? == Kind::Span {
                    Kind::Span
                } else {
                    Kind::Real
                }
            }
            "min" | "max" | "any" | "take_any" => kind,
            _ => Kind::Dynamic,
        })
    }

    pub(crate) fn over<'f>(
        &self,
        context: &Context,
        rows: impl Iterator<Item = Row<'f>>,
    ) -> Result<Value, QueryError> {
        let (base, conditional) = base(&self.name);
        let values = usize::from(base != "count");
        let mut taken = Vec::new();
        for row in rows {
            if conditional && context.evaluate(&self.arguments[values], row)?.as_bool() != Some(true) {
                continue;
            }
            taken.push(match self.arguments.first() {
                Some(argument) if values == 1 => context.evaluate(argument, row)?,
                _ => Value::Bool(true),
            });
        }
        let count = i64::try_from(taken.len()).unwrap_or(i64::MAX);
        Ok(match base {
            "count" => Value::Long(count),
            "arg_max" => position(&taken, Ordering::Greater),
            "arg_min" => position(&taken, Ordering::Less),
            _ => {
                if matches!(base, "any" | "take_any") && self.arguments.is_empty() {
                    return Ok(Value::Long(0));
                }
                taken.retain(|value| !value.is_null());
                self.of_values(context, base, taken, values + usize::from(conditional))?
            }
        })
    }

    fn of_values(
        &self,
        context: &Context,
        base: &str,
        values: Vec<Value>,
        option: usize,
    ) -> Result<Value, QueryError> {
        let most = || match self.arguments.get(option).map(|argument| &argument.node) {
            Some(Node::Literal(Value::Long(most))) => usize::try_from(*most).unwrap_or(0),
            _ => usize::MAX,
        };
        let sum = || {
            let zero = values.first().map_or(Value::Long(0), |first| match first {
                Value::Span(_) => Value::Span(jiff::SignedDuration::ZERO),
                _ => Value::Long(0),
            });
            values.iter().fold(zero, |sum, value| arithmetic::calculate(Sign::Plus, &sum, value))
        };
        let extreme = |wanted: Ordering| {
            let best = values
                .iter()
                .reduce(|best, next| if value::compare(next, best) == Some(wanted) { next } else { best });
            best.cloned().unwrap_or(Value::Null)
        };
        Ok(match base {
            "sum" => sum(),
            "avg" => {
                #[expect(clippy::cast_precision_loss, reason = "a count of rows is far below 2^52")]
                let count = Value::Real(values.len() as f64);
                arithmetic::calculate(Sign::Over, &sum(), &count)
            }
            "min" => extreme(Ordering::Less),
            "max" => extreme(Ordering::Greater),
            "any" | "take_any" => values.into_iter().next().unwrap_or(Value::Null),
            "dcount" => Value::Long(i64::try_from(distinct(context, &values)?.len()).unwrap_or(i64::MAX)),
            "make_bag" => {
                context.budget.charge_value(values.iter().map(Value::size).sum())?;
                let bags = values.into_iter().filter_map(|value| match value.to_json() {
                    Json::Object(members) => Some(members),
                    _ => None,
                });
                let mut merged = Map::new();
                for (name, value) in bags.flatten() {
                    merged.entry(name).or_insert(value);
                }
                context.built(Json::Object(merged))?
            }
            "make_set" | "makeset" => list(context, distinct(context, &values)?, most())?,
            _ => list(context, values.iter().collect(), most())?,
        })
    }
}

fn list(context: &Context, values: Vec<&Value>, most: usize) -> Result<Value, QueryError> {
    let values = &values[..values.len().min(most)];
    context.budget.charge_value(values.iter().map(|value| value.size()).sum())?;
    context.built(values.iter().map(|value| value.to_json()).collect())
}

fn distinct<'v>(context: &Context, values: &'v [Value]) -> Result<Vec<&'v Value>, QueryError> {
    let mut seen = HashSet::new();
    let mut distinct = Vec::new();
    for value in values {
        context.budget.charge_many(value.size() + 8, 3)?;
        if seen.insert(value.key()) {
            distinct.push(value);
        }
    }
    Ok(distinct)
}

/// Which of the values is the largest or the smallest.
fn position(values: &[Value], wanted: Ordering) -> Value {
    let known = values.iter().enumerate().filter(|(_, value)| !value.is_null());
    let best =
        known.reduce(|best, next| if value::compare(next.1, best.1) == Some(wanted) { next } else { best });
    best.map_or(Value::Null, |(at, _)| Value::Long(i64::try_from(at).unwrap_or(i64::MAX)))
}
