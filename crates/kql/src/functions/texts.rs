//! Functions on text. Positions count characters.

use serde_json::Value as Json;

use super::{Function, MANY, function};
use crate::{context::Context, error::QueryError, table::Kind, value::Value};

pub(super) const ALL: &[Function] = &[
    function(&["tolower"], (1, 1), Kind::Text, |context, of| {
        context.built_text(of[0].as_text().to_lowercase())
    }),
    function(&["toupper"], (1, 1), Kind::Text, |context, of| {
        context.built_text(of[0].as_text().to_uppercase())
    }),
    function(&["strlen"], (1, 1), Kind::Long, |context, of| {
        let text = of[0].as_text();
        context.budget.charge_many(text.len(), 1)?;
        Ok(long(text.chars().count()))
    }),
    function(&["strcat"], (1, MANY), Kind::Text, |context, of| joined(context, "", of)),
    function(&["strcat_delim"], (2, MANY), Kind::Text, |context, of| {
        joined(context, &of[0].as_text(), &of[1..])
    }),
    function(&["substring"], (2, 3), Kind::Text, |context, of| {
        let text = of[0].as_text();
        context.budget.charge_many(text.len(), 2)?;
        let start = of[1].as_long().unwrap_or(0);
        let length = of.get(2).and_then(Value::as_long).map_or(usize::MAX, natural);
        // A start before the text counts from its end.
        let skip = if start < 0 {
            text.chars().count().saturating_sub(natural(start.saturating_neg()))
        } else {
            natural(start)
        };
        context.built_text(text.chars().skip(skip).take(length).collect::<String>())
    }),
    function(&["split"], (2, 3), Kind::Dynamic, |context, of| {
        let (text, delimiter) = (of[0].as_text(), of[1].as_text());
        context.budget.charge_many(text.len(), 40)?;
        let parts: Vec<Json> = match &*delimiter {
            "" => text.chars().map(|c| Json::String(c.into())).collect(),
            delimiter => text.split(delimiter).map(Json::from).collect(),
        };
        context.built(match of.get(2).map(Value::as_long) {
            None => Json::Array(parts),
            Some(index) => {
                let chosen =
                    index.and_then(|index| usize::try_from(index).ok()).and_then(|index| parts.get(index));
                Json::Array(chosen.cloned().into_iter().collect())
            }
        })
    }),
    function(&["replace_string"], (3, 3), Kind::Text, |context, of| {
        let (text, old, new) = (of[0].as_text(), of[1].as_text(), of[2].as_text());
        context.budget.charge_many(text.len(), 2)?;
        if old.is_empty() {
            return Ok(of[0].clone().into_kind(Kind::Text));
        }
        let found = text.matches(&*old).count();
        context.budget.charge_value(text.len().saturating_add(found.saturating_mul(new.len())))?;
        Ok(Value::text(text.replace(&*old, &new)))
    }),
    function(&["indexof"], (2, 3), Kind::Long, |context, of| {
        let (text, wanted) = (of[0].as_text(), of[1].as_text());
        context.budget.charge_many(text.len(), 3)?;
        let skip = of.get(2).and_then(Value::as_long).map_or(0, natural);
        let Some(from) = text.char_indices().map(|(at, _)| at).chain([text.len()]).nth(skip) else {
            return Ok(Value::Long(-1));
        };
        let found = text[from..].find(&*wanted).map(|at| text[..from + at].chars().count());
        Ok(found.map_or(Value::Long(-1), long))
    }),
    function(&["strcmp"], (2, 2), Kind::Long, |context, of| {
        context.budget.charge_many(of[0].size(), 1)?;
        Ok(Value::Long(of[0].as_text().cmp(&of[1].as_text()) as i64))
    }),
    function(&["reverse"], (1, 1), Kind::Text, |context, of| {
        context.built_text(of[0].as_text().chars().rev().collect::<String>())
    }),
];

fn joined(context: &Context, delimiter: &str, of: &[Value]) -> Result<Value, QueryError> {
    let size = of.iter().map(|value| value.size() + delimiter.len()).sum();
    context.budget.charge_value(size)?;
    let parts: Vec<_> = of.iter().map(Value::as_text).collect();
    context.built_text(parts.join(delimiter))
}

fn natural(number: i64) -> usize {
    usize::try_from(number.max(0)).unwrap_or(usize::MAX)
}

fn long(count: usize) -> Value {
    Value::Long(i64::try_from(count).unwrap_or(i64::MAX))
}
