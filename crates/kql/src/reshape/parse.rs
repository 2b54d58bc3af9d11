//! `parse … with`: columns out of a text, by the texts that stand between them.

use super::{place, put};
use crate::{
    ast::{Parse, ParsePart},
    check,
    context::Context,
    error::QueryError,
    frame::Frame,
    table::{Column, Kind},
    value::Value,
};

pub(crate) fn parse(context: &Context, mut frame: Frame, parse: &Parse) -> Result<Frame, QueryError> {
    check::kind(&parse.subject, &frame.columns)?;
    let wanted: Vec<Column> = parse
        .parts
        .iter()
        .filter_map(|part| match part {
            ParsePart::Column { name, kind } => Some(Column::new(name.clone(), *kind)),
            _ => None,
        })
        .collect();
    Frame::charge(&context.budget, frame.rows.len(), wanted.len())?;
    let mut found = Vec::with_capacity(frame.rows.len());
    for row in frame.iter() {
        let subject = context.evaluate(&parse.subject, row)?;
        let text = subject.as_text();
        context.budget.charge_many(text.len(), 4)?;
        let texts = captured(&text, &parse.parts).unwrap_or_default();
        found.push(
            wanted
                .iter()
                .enumerate()
                .map(|(index, column)| match texts.get(index) {
                    Some(text) => Value::text(text).into_kind(column.kind),
                    None if column.kind == Kind::Text => Value::text(""),
                    None => Value::Null,
                })
                .collect::<Vec<_>>(),
        );
    }
    let places: Vec<usize> = wanted.into_iter().map(|column| place(&mut frame.columns, column)).collect();
    for (row, values) in frame.rows.iter_mut().zip(found) {
        put(row, &places, values, frame.columns.len());
    }
    Ok(frame)
}

/// What the columns hold; nothing if one of the texts isn't there.
fn captured<'t>(text: &'t str, parts: &[ParsePart]) -> Option<Vec<&'t str>> {
    let mut columns = Vec::new();
    let mut rest = text;
    let mut open: Option<&ParsePart> = None;
    for part in parts {
        let ParsePart::Literal(literal) = part else {
            open = Some(part);
            continue;
        };
        let at = match open {
            None => rest.starts_with(literal.as_str()).then_some(0)?,
            Some(_) => rest.find(literal.as_str())?,
        };
        if let Some(ParsePart::Column { .. }) = open.take() {
            columns.push(&rest[..at]);
        }
        rest = &rest[at + literal.len()..];
    }
    if let Some(ParsePart::Column { .. }) = open {
        columns.push(rest);
    }
    Some(columns)
}
