//! The value of an expression in one row. Whatever a value lacks makes null; only the budget makes an error.

use std::sync::Arc;

use serde_json::Value as Json;

use super::{
    arithmetic,
    ast::{Expr, Node, Step, TextMatch, TextOperator},
    budget::STEP,
    context::Context,
    error::{ErrorCode, QueryError},
    frame::{self, Row},
    functions, matching,
    table::Kind,
    value::{self, Comparison, Value},
};

/// How deeply a value that a query builds may nest; writing and dropping it recurses.
const MAX_VALUE_DEPTH: usize = 160;

impl Context {
    pub(crate) fn evaluate(&self, expr: &Expr, row: Row<'_>) -> Result<Value, QueryError> {
        self.budget.charge(STEP)?;
        match &expr.node {
            Node::Literal(value) => Ok(value.clone()),
            Node::Column(name) => {
                self.budget.charge_many(row.columns.len(), 2)?;
                Ok(frame::position(row.columns, name).map_or(Value::Null, |index| row.values[index].clone()))
            }
            Node::Path(base, steps) => {
                let Value::Dynamic(base) = self.evaluate(base, row)? else { return Ok(Value::Null) };
                self.walk(&base, steps, row)
            }
            Node::Not(inner) => Ok(negate(self.evaluate(inner, row)?.as_bool())),
            Node::And(parts) => self.all(parts, row, false),
            Node::Or(parts) => self.all(parts, row, true),
            Node::Negative(inner) => Ok(arithmetic::calculate(
                super::ast::Sign::Times,
                &self.evaluate(inner, row)?,
                &Value::Long(-1),
            )),
            Node::Call(name, arguments) => self.call(name, arguments, expr.at, row),
            Node::Star => Ok(Value::Null),
            node => self.operator(node, row),
        }
    }

    /// The operators, apart from what nests without them, so that deep nesting needs little of the stack.
    #[inline(never)]
    fn operator(&self, node: &Node, row: Row<'_>) -> Result<Value, QueryError> {
        match node {
            Node::Compare(comparison, sides) => {
                let (left, right) = (self.evaluate(&sides[0], row)?, self.evaluate(&sides[1], row)?);
                self.budget.charge_many(left.size().min(right.size()), 1)?;
                Ok(value::compare_as(*comparison, &left, &right))
            }
            Node::Match(how, sides) => {
                let (left, right) = (self.evaluate(&sides[0], row)?, self.evaluate(&sides[1], row)?);
                let found = matching::matches(self, *how, &left.as_text(), &right.as_text())
                    .map_err(|error| error.at(sides[1].at))?;
                Ok(Value::Bool(found != how.negated))
            }
            Node::AnyTerm(subject, terms) => {
                let subject = self.evaluate(subject, row)?;
                let how = TextMatch { how: TextOperator::Has, fold_case: true, negated: false };
                self.any(terms, row, |term| matching::matches(self, how, &subject.as_text(), &term.as_text()))
            }
            Node::In { subject, list, fold_case, negated } => {
                let subject = self.evaluate(subject, row)?;
                let folded = TextMatch { how: TextOperator::Equals, fold_case: true, negated: false };
                let found = self.any(list, row, |item| {
                    if *fold_case {
                        return matching::matches(self, folded, &subject.as_text(), &item.as_text());
                    }
                    self.budget.charge_many(subject.size().min(item.size()), 1)?;
                    Ok(value::compare_as(Comparison::Equal, &subject, item).as_bool() == Some(true))
                })?;
                Ok(Value::Bool((found.as_bool() == Some(true)) != *negated))
            }
            Node::Between { parts, negated } => {
                let [subject, low, high] = &**parts;
                let (subject, low, high) =
                    (self.evaluate(subject, row)?, self.evaluate(low, row)?, self.evaluate(high, row)?);
                // `between (start .. 7d)` is a length from the start.
                let high = match (&low, &high) {
                    (Value::Time(_), Value::Span(_)) => {
                        arithmetic::calculate(super::ast::Sign::Plus, &low, &high)
                    }
                    _ => high,
                };
                let above = value::compare_as(Comparison::GreaterOrEqual, &subject, &low).as_bool();
                let below = value::compare_as(Comparison::LessOrEqual, &subject, &high).as_bool();
                Ok(match (above, below) {
                    (Some(above), Some(below)) => Value::Bool((above && below) != *negated),
                    _ => Value::Null,
                })
            }
            Node::Arithmetic(first, rest) => {
                let mut left = self.evaluate(first, row)?;
                for (sign, part) in rest {
                    left = arithmetic::calculate(*sign, &left, &self.evaluate(part, row)?);
                }
                Ok(left)
            }
            _ => Ok(Value::Null),
        }
    }

    fn call(&self, name: &str, arguments: &[Expr], at: usize, row: Row<'_>) -> Result<Value, QueryError> {
        let Some(function) = functions::find(name) else { return Ok(Value::Null) };
        let mut values = Vec::with_capacity(arguments.len());
        for argument in arguments {
            values.push(self.evaluate(argument, row)?);
        }
        (function.run)(self, &values).map_err(|error| error.at(at))
    }

    /// `and` and `or` with three values: null beside what decides is not asked.
    fn all(&self, parts: &[Expr], row: Row<'_>, decisive: bool) -> Result<Value, QueryError> {
        let mut unknown = false;
        for part in parts {
            match self.evaluate(part, row)?.as_bool() {
                Some(truth) if truth == decisive => return Ok(Value::Bool(decisive)),
                Some(_) => {}
                None => unknown = true,
            }
        }
        Ok(if unknown { Value::Null } else { Value::Bool(!decisive) })
    }

    /// Whether any of the items is it, where an array counts as its items.
    fn any(
        &self,
        list: &[Expr],
        row: Row<'_>,
        is_it: impl Fn(&Value) -> Result<bool, QueryError>,
    ) -> Result<Value, QueryError> {
        for item in list {
            let item = self.evaluate(item, row)?;
            match item.items() {
                None if is_it(&item)? => return Ok(Value::Bool(true)),
                None => {}
                Some(items) => {
                    for item in items {
                        self.budget.charge(STEP)?;
                        self.budget.charge_value(value::size(item))?;
                        if is_it(&Value::dynamic(item.clone()))? {
                            return Ok(Value::Bool(true));
                        }
                    }
                }
            }
        }
        Ok(Value::Bool(false))
    }

    fn walk(&self, base: &Arc<Json>, steps: &[Step], row: Row<'_>) -> Result<Value, QueryError> {
        let mut json = &**base;
        for step in steps {
            self.budget.charge(STEP)?;
            let found = match step {
                Step::Member(name) => self.member(json, name)?,
                Step::Index(index) => match self.evaluate(index, row)? {
                    Value::Long(index) => json.as_array().and_then(|items| {
                        let length = i64::try_from(items.len()).ok()?;
                        let index = if index < 0 { length.checked_add(index)? } else { index };
                        items.get(usize::try_from(index).ok()?)
                    }),
                    name => self.member(json, &name.as_text())?,
                },
            };
            let Some(found) = found else { return Ok(Value::Null) };
            json = found;
        }
        self.budget.charge_value(value::size(json))?;
        Ok(Value::dynamic(json.clone()))
    }

    /// Resource Graph finds members whatever the case of their names.
    fn member<'j>(&self, json: &'j Json, name: &str) -> Result<Option<&'j Json>, QueryError> {
        let Some(members) = json.as_object() else { return Ok(None) };
        if let Some(found) = members.get(name) {
            return Ok(Some(found));
        }
        self.budget.charge_many(members.len(), 2)?;
        Ok(members.iter().find(|(other, _)| other.eq_ignore_ascii_case(name)).map(|(_, found)| found))
    }

    /// The value as the kind of its column, which can be a copy; null stays null unless it has to be text.
    pub(crate) fn fit(&self, value: Value, kind: Kind) -> Result<Value, QueryError> {
        match (&value, kind) {
            (Value::Null, Kind::Text) => return Ok(Value::text("")),
            (Value::Null, _) | (Value::Text(_), Kind::Text) | (Value::Dynamic(_), Kind::Dynamic) => {
                return Ok(value);
            }
            (Value::Text(_) | Value::Dynamic(_), _) => self.budget.charge_value(value.size())?,
            _ => {}
        }
        Ok(value.into_kind(kind))
    }

    /// A value that a function built, if it is not too large or too deep.
    pub(crate) fn built(&self, json: Json) -> Result<Value, QueryError> {
        if is_deeper(&json, MAX_VALUE_DEPTH) {
            return Err(QueryError::new(ErrorCode::QueryTooDeep, "The query nests values too deeply."));
        }
        self.budget.charge_value(value::size(&json))?;
        Ok(Value::dynamic(json))
    }

    /// A text that a function built, if it is not too large.
    pub(crate) fn built_text(&self, text: impl AsRef<str>) -> Result<Value, QueryError> {
        self.budget.charge_value(text.as_ref().len())?;
        Ok(Value::text(text))
    }
}

fn negate(truth: Option<bool>) -> Value {
    truth.map_or(Value::Null, |truth| Value::Bool(!truth))
}

fn is_deeper(json: &Json, levels: usize) -> bool {
    match json {
        Json::Array(items) => levels == 0 || items.iter().any(|item| is_deeper(item, levels - 1)),
        Json::Object(members) => levels == 0 || members.values().any(|item| is_deeper(item, levels - 1)),
        _ => false,
    }
}
