//! `join` and `union`.

use std::collections::{HashMap, HashSet};

use super::{
    ast::{Join, JoinKind, Union},
    context::Context,
    error::{ErrorCode, QueryError},
    frame::{self, Frame},
    names, reshape,
    table::{Column, Kind},
    value::Value,
};

pub(crate) fn join(context: &Context, join: &Join, left: &Frame, right: &Frame) -> Result<Frame, QueryError> {
    let (left_places, right_places) = places(join, left, right)?;
    let left_keys = keys(context, left, &left_places)?;
    let right_keys = keys(context, right, &right_places)?;
    let mut by_key: HashMap<&[String], Vec<usize>> = HashMap::new();
    for (number, key) in right_keys.iter().enumerate() {
        if let Some(key) = key {
            by_key.entry(key).or_default().push(number);
        }
    }
    let matches = |key: &Option<Vec<String>>| {
        key.as_ref().and_then(|key| by_key.get(key.as_slice())).map(Vec::as_slice).unwrap_or_default()
    };
    let rows_where = |frame: &Frame, keep: &dyn Fn(usize) -> bool| -> Result<Frame, QueryError> {
        Frame::charge(&context.budget, frame.rows.len(), frame.columns.len())?;
        let rows = frame.rows.iter().enumerate().filter(|(number, _)| keep(*number));
        Ok(Frame { columns: frame.columns.clone(), rows: rows.map(|(_, row)| row.clone()).collect() })
    };
    let left_set: HashSet<&Vec<String>> = left_keys.iter().flatten().collect();
    let on_left = |number: usize| right_keys[number].as_ref().is_some_and(|key| left_set.contains(key));
    match join.kind {
        JoinKind::LeftSemi => return rows_where(left, &|number| !matches(&left_keys[number]).is_empty()),
        JoinKind::LeftAnti => return rows_where(left, &|number| matches(&left_keys[number]).is_empty()),
        JoinKind::RightSemi => return rows_where(right, &on_left),
        JoinKind::RightAnti => return rows_where(right, &|number| !on_left(number)),
        _ => {}
    }

    let mut columns = left.columns.clone();
    for column in &right.columns {
        names::add(&mut columns, column.clone());
    }
    let mut rows = Vec::new();
    let mut seen = HashSet::new();
    for (row, key) in left.rows.iter().zip(&left_keys) {
        if join.kind == JoinKind::InnerUnique && !key.as_ref().is_some_and(|key| seen.insert(key)) {
            continue;
        }
        let found = matches(key);
        Frame::charge(&context.budget, found.len().max(1), columns.len())?;
        rows.extend(found.iter().map(|number| [row.as_slice(), &right.rows[*number]].concat()));
        if found.is_empty() && matches!(join.kind, JoinKind::LeftOuter | JoinKind::FullOuter) {
            rows.push([row.as_slice(), &missing(&right.columns)].concat());
        }
    }
    if matches!(join.kind, JoinKind::RightOuter | JoinKind::FullOuter) {
        Frame::charge(&context.budget, right.rows.len(), columns.len())?;
        let alone = right.rows.iter().enumerate().filter(|(number, _)| !on_left(*number));
        rows.extend(alone.map(|(_, row)| [missing(&left.columns), row.clone()].concat()));
    }
    Ok(Frame { columns, rows })
}

fn places(join: &Join, left: &Frame, right: &Frame) -> Result<(Vec<usize>, Vec<usize>), QueryError> {
    let mut places = (Vec::new(), Vec::new());
    for (left_name, right_name, at) in &join.on {
        let left_place = frame::resolve(&left.columns, left_name, *at)?;
        let right_place = frame::resolve(&right.columns, right_name, *at)?;
        let (left_kind, right_kind) = (left.columns[left_place].kind, right.columns[right_place].kind);
        if left_kind == Kind::Dynamic || left_kind != right_kind {
            let (left, right) = (left_kind.kusto_name(), right_kind.kusto_name());
            let message = format!(
                "Rows cannot be joined on '{left_name}', which is {left} on the left and {right} on the right. Please use an explicit cast."
            );
            return Err(QueryError::new(ErrorCode::TypeMismatch, message).at(*at).token(left_name.as_str()));
        }
        places.0.push(left_place);
        places.1.push(right_place);
    }
    Ok(places)
}

/// The keys of all rows; a row with a null in its key has none, because null is equal to nothing.
fn keys(context: &Context, frame: &Frame, places: &[usize]) -> Result<Vec<Option<Vec<String>>>, QueryError> {
    let keys = frame.rows.iter().map(|row| {
        if places.iter().any(|place| row[*place].is_null()) {
            return Ok(None);
        }
        reshape::key(context, places.iter().map(|place| &row[*place])).map(Some)
    });
    keys.collect()
}

/// A row of a side that has none.
fn missing(columns: &[Column]) -> Vec<Value> {
    columns.iter().map(|column| Value::from_cell(None, column.kind)).collect()
}

/// All rows of all legs, with the columns of any of them or, for `inner`, of all of them.
pub(crate) fn union(
    context: &Context,
    union: &Union,
    legs: Vec<(String, Frame)>,
) -> Result<Frame, QueryError> {
    let mut columns: Vec<Column> = Vec::new();
    for column in legs.iter().flat_map(|(_, frame)| &frame.columns) {
        match columns.iter_mut().find(|other| other.name == column.name) {
            None => columns.push(column.clone()),
            Some(other) if other.kind != column.kind => other.kind = Kind::Dynamic,
            Some(_) => {}
        }
    }
    if union.inner {
        columns.retain(|column| {
            legs.iter().all(|(_, frame)| frame.columns.iter().any(|other| other.name == column.name))
        });
    }
    let mut rows = Vec::new();
    for (source, frame) in legs {
        Frame::charge(&context.budget, frame.rows.len(), columns.len() + 1)?;
        let places: Vec<Option<usize>> = columns
            .iter()
            .map(|column| frame.columns.iter().position(|other| other.name == column.name))
            .collect();
        for row in frame.rows {
            let values = columns.iter().zip(&places).map(|(column, place)| match place {
                Some(place) => context.fit(row[*place].clone(), column.kind),
                None => Ok(Value::from_cell(None, column.kind)),
            });
            let source = union.source_column.as_ref().map(|_| Value::text(&source));
            let values = source.into_iter().map(Ok).chain(values);
            rows.push(values.collect::<Result<_, QueryError>>()?);
        }
    }
    if let Some(name) = &union.source_column {
        columns.insert(0, Column::new(name.clone(), Kind::Text));
    }
    Ok(Frame { columns, rows })
}
