//! Functions on arrays and property bags.

use serde_json::{Map, Value as Json};

use super::{Function, MANY, function};
use crate::{table::Kind, value::Value};

pub(super) const ALL: &[Function] = &[
    function(&["array_length"], (1, 1), Kind::Long, |_, of| {
        let length = of[0].items().and_then(|items| i64::try_from(items.len()).ok());
        Ok(length.map_or(Value::Null, Value::Long))
    }),
    function(&["bag_keys"], (1, 1), Kind::Dynamic, |context, of| match &of[0] {
        Value::Dynamic(json) => match json.as_object() {
            Some(members) => context.built(members.keys().map(|name| Json::from(name.as_str())).collect()),
            None => Ok(Value::Null),
        },
        _ => Ok(Value::Null),
    }),
    function(&["bag_has_key"], (2, 2), Kind::Bool, |_, of| {
        Ok(match &of[0] {
            Value::Dynamic(json) => json
                .as_object()
                .map_or(Value::Null, |members| Value::Bool(members.contains_key(&*of[1].as_text()))),
            _ => Value::Null,
        })
    }),
    function(&["pack", "bag_pack", "pack_dictionary"], (2, MANY), Kind::Dynamic, |context, of| {
        context.budget.charge_value(of.iter().map(Value::size).sum())?;
        let members: Map<String, Json> =
            of.chunks_exact(2).map(|pair| (pair[0].as_text().into_owned(), pair[1].to_json())).collect();
        context.built(Json::Object(members))
    }),
    function(&["bag_merge"], (2, MANY), Kind::Dynamic, |context, of| {
        context.budget.charge_value(of.iter().map(Value::size).sum())?;
        let mut merged = Map::new();
        for bag in of {
            if let Value::Dynamic(json) = bag {
                for (name, value) in json.as_object().into_iter().flatten() {
                    // The first bag that has a member decides.
                    merged.entry(name.clone()).or_insert_with(|| value.clone());
                }
            }
        }
        context.built(Json::Object(merged))
    }),
    function(&["pack_array"], (1, MANY), Kind::Dynamic, |context, of| {
        context.budget.charge_value(of.iter().map(Value::size).sum())?;
        context.built(of.iter().map(Value::to_json).collect())
    }),
    function(&["array_concat"], (1, MANY), Kind::Dynamic, |context, of| {
        context.budget.charge_value(of.iter().map(Value::size).sum())?;
        context.built(of.iter().filter_map(Value::items).flatten().cloned().collect())
    }),
    function(&["array_index_of"], (2, 2), Kind::Long, |context, of| {
        context.budget.charge_many(of[0].size(), 1)?;
        let wanted = of[1].key();
        let mut items = of[0].items().unwrap_or_default().iter();
        let found = items.position(|item| Value::dynamic(item.clone()).key() == wanted);
        Ok(Value::Long(found.and_then(|at| i64::try_from(at).ok()).unwrap_or(-1)))
    }),
    function(&["set_has_element"], (2, 2), Kind::Bool, |context, of| {
        context.budget.charge_many(of[0].size(), 1)?;
        let wanted = of[1].key();
        Ok(of[0].items().map_or(Value::Null, |items| {
            Value::Bool(items.iter().any(|item| Value::dynamic(item.clone()).key() == wanted))
        }))
    }),
    function(&["array_strcat", "strcat_array"], (2, 2), Kind::Text, |context, of| {
        let delimiter = of[1].as_text();
        let items = of[0].items().unwrap_or_default();
        context
            .budget
            .charge_value(of[0].size().saturating_add(items.len().saturating_mul(delimiter.len())))?;
        let texts: Vec<String> =
            items.iter().map(|item| Value::dynamic(item.clone()).as_text().into_owned()).collect();
        context.built_text(texts.join(&delimiter))
    }),
];
