//! `mv-expand`: one row for each item of an array, or each member of a bag.

use serde_json::{Map, Value as Json};

use super::place;
use crate::{
    ast::{Expand, Named},
    check,
    context::Context,
    error::{ErrorCode, QueryError},
    frame::Frame,
    names,
    table::{Column, Kind},
    value::Value,
};

pub(crate) fn expand(context: &Context, frame: &Frame, expand: &Expand) -> Result<Frame, QueryError> {
    let named: Vec<Named> = expand.columns.iter().map(|(named, _)| named.clone()).collect();
    let mut columns = frame.columns.clone();
    let mut places = Vec::with_capacity(named.len());
    for ((Named { expr, .. }, kind), name) in expand.columns.iter().zip(names::of_list(&named)) {
        let found = check::kind(expr, &frame.columns)?;
        if found != Kind::Dynamic {
            let message = format!("mv-expand needs a 'dynamic' value, not '{}'.", found.kusto_name());
            return Err(QueryError::new(ErrorCode::TypeMismatch, message).at(expr.at));
        }
        let kind = kind.unwrap_or(Kind::Dynamic);
        places.push((place(&mut columns, Column { name, kind }), kind));
    }
    let index = expand.index.as_ref().map(|name| place(&mut columns, Column::new(name.clone(), Kind::Long)));
    let mut rows = Vec::new();
    for row in frame.iter() {
        let lists = named.iter().map(|named| {
            let value = context.evaluate(&named.expr, row)?;
            context.budget.charge_value(value.size())?;
            Ok(items(value))
        });
        let mut lists = lists.collect::<Result<Vec<_>, QueryError>>()?;
        // A row without items stays, with null in place of an item.
        let count = lists.iter().map(Vec::len).max().unwrap_or(0).clamp(1, expand.limit.max(1));
        Frame::charge(&context.budget, count.min(expand.limit), columns.len())?;
        for number in 0..count.min(expand.limit) {
            let mut values = row.values.to_vec();
            values.resize(columns.len(), Value::Null);
            for ((place, kind), list) in places.iter().zip(&mut lists) {
                let item = list.get_mut(number).map_or(Json::Null, Json::take);
                values[*place] = context.fit(Value::dynamic(item), *kind)?;
            }
            if let Some(place) = index {
                values[place] = Value::Long(i64::try_from(number).unwrap_or(i64::MAX));
            }
            rows.push(values);
        }
    }
    Ok(Frame { columns, rows })
}

fn items(value: Value) -> Vec<Json> {
    match value.to_json() {
        Json::Null => Vec::new(),
        Json::Array(items) => items,
        Json::Object(members) => {
            members.into_iter().map(|member| Json::Object(Map::from_iter([member]))).collect()
        }
        other => vec![other],
    }
}
