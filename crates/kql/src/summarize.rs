//! `summarize`: groups, and what is said of each of them.

use std::collections::HashMap;

use super::{
    aggregate::{self, Aggregate},
    ast::{Expr, Named, Node, Step},
    check,
    context::Context,
    error::QueryError,
    frame::{Frame, MAX_COLUMNS, Row, too_many_columns},
    names, reshape,
    table::Column,
    value::Value,
};

/// One column of the result: an expression over the group's keys and aggregates, or over a row of the group that one
/// of the aggregates chose.
enum Outcome {
    Calculated(Expr),
    Chosen { aggregate: usize, expr: Expr },
}

/// The keys of a group, and the numbers of its rows.
type Group = (Vec<Value>, Vec<usize>);

pub(crate) fn summarize(
    context: &Context,
    frame: &Frame,
    wanted: &[Named],
    by: &[Named],
) -> Result<Frame, QueryError> {
    let mut inner: Vec<Column> = Vec::new();
    for (named, name) in by.iter().zip(names::of_list(by)) {
        let kind = check::scalar(&named.expr, &frame.columns, "summarize")?;
        names::add(&mut inner, Column { name, kind });
    }
    let mut columns = inner.clone();
    let mut aggregates: Vec<Aggregate> = Vec::new();
    let mut outcomes = Vec::new();
    for (named, name) in wanted.iter().zip(names::of_list(wanted)) {
        if let Some(chooser) = aggregate::chooser(&named.expr, named.name.as_deref(), &frame.columns)? {
            for (column, expr) in chooser.columns {
                names::add(&mut columns, column);
                outcomes.push(Outcome::Chosen { aggregate: aggregates.len(), expr });
            }
            inner.push(Column { name: hidden(aggregates.len()), kind: super::table::Kind::Long });
            aggregates.push(chooser.aggregate);
            continue;
        }
        let expr = lift(&named.expr, &mut aggregates);
        if aggregates.len() > MAX_COLUMNS {
            return Err(too_many_columns().at(named.expr.at));
        }
        for (number, aggregate) in aggregates.iter().enumerate().skip(inner.len() - by.len()) {
            inner.push(Column { name: hidden(number), kind: aggregate.kind(&frame.columns)? });
        }
        let kind = check::kind(&expr, &inner)?;
        names::add(&mut columns, Column { name, kind });
        outcomes.push(Outcome::Calculated(expr));
    }

    let groups = groups(context, frame, by, &inner)?;
    Frame::charge(&context.budget, groups.len(), columns.len())?;
    let mut rows = Vec::with_capacity(groups.len());
    for (mut values, members) in groups {
        for aggregate in &aggregates {
            let members = members.iter().map(|number| frame.row(*number));
            values.push(aggregate.over(context, members)?);
        }
        let row = Row { columns: &inner, values: &values };
        let mut out = values[..by.len()].to_vec();
        for (outcome, column) in outcomes.iter().zip(&columns[by.len()..]) {
            let value = match outcome {
                Outcome::Calculated(expr) => context.evaluate(expr, row)?,
                Outcome::Chosen { aggregate, expr } => {
                    let chosen = values[by.len() + aggregate].as_long();
                    let member = chosen.and_then(|at| members.get(usize::try_from(at).ok()?));
                    member.map_or(Ok(Value::Null), |number| context.evaluate(expr, frame.row(*number)))?
                }
            };
            out.push(context.fit(value, column.kind)?);
        }
        rows.push(out);
    }
    Ok(Frame { columns, rows })
}

/// The groups, in the order in which they first appear.
fn groups(
    context: &Context,
    frame: &Frame,
    by: &[Named],
    columns: &[Column],
) -> Result<Vec<Group>, QueryError> {
    let mut groups: Vec<Group> = Vec::new();
    // Without keys there is one group, even of no rows.
    if by.is_empty() {
        return Ok(vec![(Vec::new(), (0..frame.rows.len()).collect())]);
    }
    let mut numbers: HashMap<Vec<String>, usize> = HashMap::new();
    for (number, row) in frame.iter().enumerate() {
        let values = by.iter().zip(columns);
        let values = values
            .map(|(named, column)| context.fit(context.evaluate(&named.expr, row)?, column.kind))
            .collect::<Result<Vec<_>, QueryError>>()?;
        let group = *numbers.entry(reshape::key(context, &values)?).or_insert_with(|| {
            groups.push((values, Vec::new()));
            groups.len() - 1
        });
        groups[group].1.push(number);
    }
    Ok(groups)
}

/// The name of a column that no query can write.
fn hidden(number: usize) -> String {
    format!("\0{number}")
}

/// The expression with a hidden column in place of each aggregate.
fn lift(expr: &Expr, aggregates: &mut Vec<Aggregate>) -> Expr {
    let at = expr.at;
    let mut boxed = |expr: &Expr| Box::new(lift(expr, aggregates));
    let node = match &expr.node {
        Node::Call(name, arguments) if aggregate::is_aggregate(name) => {
            aggregates.push(Aggregate { name: name.clone(), arguments: arguments.clone(), at });
            Node::Column(hidden(aggregates.len() - 1))
        }
        Node::Call(name, arguments) => {
            Node::Call(name.clone(), arguments.iter().map(|argument| lift(argument, aggregates)).collect())
        }
        Node::Path(base, steps) => {
            let base = boxed(base);
            let steps = steps.iter().map(|step| match step {
                Step::Index(index) => Step::Index(lift(index, aggregates)),
                member @ Step::Member(_) => member.clone(),
            });
            Node::Path(base, steps.collect())
        }
        Node::Not(inner) => Node::Not(boxed(inner)),
        Node::Negative(inner) => Node::Negative(boxed(inner)),
        Node::And(parts) => Node::And(parts.iter().map(|part| lift(part, aggregates)).collect()),
        Node::Or(parts) => Node::Or(parts.iter().map(|part| lift(part, aggregates)).collect()),
        Node::Compare(how, sides) => {
            Node::Compare(*how, Box::new(sides.each_ref().map(|side| lift(side, aggregates))))
        }
        Node::Match(how, sides) => {
            Node::Match(*how, Box::new(sides.each_ref().map(|side| lift(side, aggregates))))
        }
        Node::Arithmetic(first, rest) => {
            let first = boxed(first);
            Node::Arithmetic(first, rest.iter().map(|(sign, part)| (*sign, lift(part, aggregates))).collect())
        }
        other => other.clone(),
    };
    Expr { at, node }
}
