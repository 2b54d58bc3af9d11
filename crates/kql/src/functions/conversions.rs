//! From one kind to another.

use serde_json::Value as Json;

use super::{Function, function};
use crate::{table::Kind, value::Value};

pub(super) const ALL: &[Function] = &[
    function(&["tostring"], (1, 1), Kind::Text, |context, of| match &of[0] {
        text @ Value::Text(_) => Ok(text.clone()),
        other => context.built_text(other.as_text()),
    }),
    function(&["tolong", "toint"], (1, 1), Kind::Long, |_, of| Ok(of[0].clone().into_kind(Kind::Long))),
    function(&["todouble", "toreal", "todecimal"], (1, 1), Kind::Real, |_, of| {
        Ok(of[0].clone().into_kind(Kind::Real))
    }),
    function(&["tobool", "toboolean"], (1, 1), Kind::Bool, |_, of| Ok(of[0].clone().into_kind(Kind::Bool))),
    function(&["todatetime"], (1, 1), Kind::Time, |_, of| Ok(of[0].clone().into_kind(Kind::Time))),
    function(&["totimespan"], (1, 1), Kind::Span, |_, of| Ok(of[0].clone().into_kind(Kind::Span))),
    function(&["toguid"], (1, 1), Kind::Text, |context, of| {
        context.built_text(of[0].as_text().trim_matches(['{', '}']).to_ascii_lowercase())
    }),
    function(&["todynamic", "parse_json", "parsejson", "toobject"], (1, 1), Kind::Dynamic, |context, of| {
        let text = of[0].as_text();
        context.budget.charge_value(text.len().saturating_mul(4).min(of[0].size().saturating_mul(4)))?;
        match &of[0] {
            // What is no JSON stays a text.
            Value::Text(text) => {
                context.built(serde_json::from_str(text).unwrap_or_else(|_| Json::String(text.to_string())))
            }
            Value::Dynamic(json) => Ok(Value::Dynamic(json.clone())),
            other => Ok(Value::dynamic(other.to_json())),
        }
    }),
    function(&["gettype"], (1, 1), Kind::Text, |_, of| {
        Ok(Value::text(match &of[0] {
            Value::Null => "null",
            Value::Bool(_) => "bool",
            Value::Long(_) => "long",
            Value::Real(_) => "real",
            Value::Text(_) => "string",
            Value::Time(_) => "datetime",
            Value::Span(_) => "timespan",
            Value::Dynamic(json) => match &**json {
                Json::Array(_) => "array",
                Json::Object(_) => "dictionary",
                Json::String(_) => "string",
                Json::Bool(_) => "bool",
                Json::Number(number) if number.is_f64() => "double",
                _ => "long",
            },
        }))
    }),
];
