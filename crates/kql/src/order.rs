//! `order by`.

use std::cmp::Ordering;

use super::{
    ast::SortKey,
    check,
    context::Context,
    error::QueryError,
    frame::Frame,
    value::{self, Value},
};

pub(crate) fn sort(context: &Context, frame: Frame, keys: &[SortKey]) -> Result<Frame, QueryError> {
    let kinds = keys
        .iter()
        .map(|key| check::scalar(&key.expr, &frame.columns, "order by"))
        .collect::<Result<Vec<_>, _>>()?;
    Frame::charge(&context.budget, frame.rows.len(), keys.len())?;
    let depth = usize::BITS - frame.rows.len().leading_zeros();
    context.budget.charge_many(frame.rows.len() * keys.len(), u64::from(depth) * 20)?;
    let values = frame.iter().map(|row| {
        // All values of a key are of one kind, without which they would have no order.
        let values = keys.iter().zip(&kinds);
        values.map(|(key, kind)| context.fit(context.evaluate(&key.expr, row)?, *kind)).collect()
    });
    let values = values.collect::<Result<Vec<Vec<Value>>, QueryError>>()?;
    let mut rows: Vec<_> = values.into_iter().zip(frame.rows).collect();
    rows.sort_by(|(left, _), (right, _)| {
        let orders =
            keys.iter().zip(left.iter().zip(right)).map(|(key, (left, right))| of_key(key, left, right));
        orders.fold(Ordering::Equal, Ordering::then)
    });
    Ok(Frame { columns: frame.columns, rows: rows.into_iter().map(|(_, row)| row).collect() })
}

fn of_key(key: &SortKey, left: &Value, right: &Value) -> Ordering {
    match (left.is_null(), right.is_null()) {
        (true, true) => Ordering::Equal,
        (true, false) if key.nulls_first => Ordering::Less,
        (true, false) => Ordering::Greater,
        (false, true) => of_key(key, right, left).reverse(),
        (false, false) => {
            let order = match (left, right) {
                (Value::Real(left), Value::Real(right)) => left.total_cmp(right),
                _ => value::compare(left, right).unwrap_or(Ordering::Equal),
            };
            if key.ascending { order } else { order.reverse() }
        }
    }
}
