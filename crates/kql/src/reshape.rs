//! The operators that make other columns of the same rows, or other rows of one row.

mod expand;
mod parse;

use std::collections::HashSet;

pub(crate) use self::{expand::expand, parse::parse};
use super::{
    ast::{Named, Pattern, Rename},
    check,
    context::Context,
    error::QueryError,
    frame::{self, Frame, Row},
    names,
    table::Column,
    value::Value,
};

pub(crate) fn project(context: &Context, frame: &Frame, list: &[Named]) -> Result<Frame, QueryError> {
    let columns = columns(list, &frame.columns)?;
    Frame::charge(&context.budget, frame.rows.len(), columns.len())?;
    let rows = frame.iter().map(|row| values(context, list, &columns, row)).collect::<Result<_, _>>()?;
    Ok(Frame { columns, rows })
}

pub(crate) fn extend(context: &Context, mut frame: Frame, list: &[Named]) -> Result<Frame, QueryError> {
    let added = columns(list, &frame.columns)?;
    Frame::charge(&context.budget, frame.rows.len(), added.len())?;
    let added_rows =
        frame.iter().map(|row| values(context, list, &added, row)).collect::<Result<Vec<_>, _>>()?;
    let places: Vec<usize> = added.into_iter().map(|column| place(&mut frame.columns, column)).collect();
    for (row, added) in frame.rows.iter_mut().zip(added_rows) {
        put(row, &places, added, frame.columns.len());
    }
    Ok(frame)
}

/// Where a new column goes: in place of one with its name, or at the end.
fn place(columns: &mut Vec<Column>, column: Column) -> usize {
    if let Some(place) = columns.iter().position(|other| other.name == column.name) {
        columns[place] = column;
        return place;
    }
    columns.push(column);
    columns.len() - 1
}

fn put(row: &mut Vec<Value>, places: &[usize], values: Vec<Value>, width: usize) {
    row.resize(width, Value::Null);
    for (place, value) in places.iter().zip(values) {
        row[*place] = value;
    }
}

fn columns(list: &[Named], before: &[Column]) -> Result<Vec<Column>, QueryError> {
    let names = names::of_list(list);
    list.iter()
        .zip(names)
        .map(|(named, name)| Ok(Column { name, kind: check::kind(&named.expr, before)? }))
        .collect()
}

fn values(
    context: &Context,
    list: &[Named],
    columns: &[Column],
    row: Row<'_>,
) -> Result<Vec<Value>, QueryError> {
    let values = list.iter().zip(columns);
    values.map(|(named, column)| context.fit(context.evaluate(&named.expr, row)?, column.kind)).collect()
}

/// The rows with some of their columns, in this order.
fn pick(context: &Context, frame: &Frame, places: &[usize]) -> Result<Frame, QueryError> {
    Frame::charge(&context.budget, frame.rows.len(), places.len())?;
    Ok(Frame {
        columns: places.iter().map(|place| frame.columns[*place].clone()).collect(),
        rows: frame.rows.iter().map(|row| places.iter().map(|place| row[*place].clone()).collect()).collect(),
    })
}

/// The columns that any of the patterns means, in the order of the patterns; a plain name has to be there.
fn meant(frame: &Frame, patterns: &[Pattern]) -> Result<Vec<usize>, QueryError> {
    let mut places: Vec<usize> = Vec::new();
    let mut taken = vec![false; frame.columns.len()];
    for Pattern { text, at } in patterns {
        let found = if text.contains('*') {
            let all = frame.columns.iter().enumerate();
            all.filter(|(_, column)| names::fits(text, &column.name)).map(|(place, _)| place).collect()
        } else {
            vec![frame::resolve(&frame.columns, text, *at)?]
        };
        for place in found {
            if !std::mem::replace(&mut taken[place], true) {
                places.push(place);
            }
        }
    }
    Ok(places)
}

pub(crate) fn project_away(
    context: &Context,
    frame: &Frame,
    patterns: &[Pattern],
) -> Result<Frame, QueryError> {
    let gone = meant(frame, patterns)?;
    let kept: Vec<usize> = (0..frame.columns.len()).filter(|place| !gone.contains(place)).collect();
    pick(context, frame, &kept)
}

pub(crate) fn project_keep(
    context: &Context,
    frame: &Frame,
    patterns: &[Pattern],
) -> Result<Frame, QueryError> {
    let mut kept = meant(frame, patterns)?;
    kept.sort_unstable();
    pick(context, frame, &kept)
}

pub(crate) fn project_reorder(
    context: &Context,
    frame: &Frame,
    patterns: &[Pattern],
) -> Result<Frame, QueryError> {
    let mut places = meant(frame, patterns)?;
    let first = places.clone();
    places.extend((0..frame.columns.len()).filter(|place| !first.contains(place)));
    pick(context, frame, &places)
}

pub(crate) fn project_rename(mut frame: Frame, renames: &[Rename]) -> Result<Frame, QueryError> {
    for Rename { new, old, at } in renames {
        let place = frame::resolve(&frame.columns, old, *at)?;
        frame.columns[place].name.clone_from(new);
    }
    Ok(frame)
}

pub(crate) fn distinct(context: &Context, mut frame: Frame) -> Result<Frame, QueryError> {
    let mut seen = HashSet::new();
    let mut fresh = Vec::with_capacity(frame.rows.len());
    for row in &frame.rows {
        fresh.push(seen.insert(key(context, row)?));
    }
    let mut fresh = fresh.into_iter();
    frame.rows.retain(|_| fresh.next().unwrap_or(false));
    Ok(frame)
}

/// What two rows share that are the same.
pub(crate) fn key<'v>(
    context: &Context,
    values: impl IntoIterator<Item = &'v Value>,
) -> Result<Vec<String>, QueryError> {
    values
        .into_iter()
        .map(|value| {
            context.budget.charge_many(value.size() + 8, 3)?;
            Ok(value.key())
        })
        .collect()
}
