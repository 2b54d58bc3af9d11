//! What stands in `dynamic(…)`: JSON with the texts and literals of the query language.

use serde_json::{Map, Value as Json};

use super::Parser;
use crate::{error::QueryError, lexer::Token, literal, value::Value};

impl Parser<'_> {
    pub(super) fn json(&mut self) -> Result<Json, QueryError> {
        let failure = self.failure();
        let token = self.advance().token;
        Ok(match token {
            Token::Text(text) => Json::String(text),
            Token::Long(number) => number.into(),
            Token::Real(number) => number.into(),
            Token::Span(span) => Json::String(literal::write_span(span)),
            Token::Typed(word, content) => match typed(&word, &content) {
                Some(value) => value.to_json(),
                None => return Err(failure),
            },
            Token::Mark("-") => match self.advance().token {
                Token::Long(number) => (-number).into(),
                Token::Real(number) => (-number).into(),
                _ => return Err(failure),
            },
            Token::Name(name) => match name.to_ascii_lowercase().as_str() {
                "true" => Json::Bool(true),
                "false" => Json::Bool(false),
                "null" => Json::Null,
                _ => return Err(failure),
            },
            Token::Mark("[") => {
                let mut items = Vec::new();
                while !self.eat("]") {
                    if !items.is_empty() {
                        self.expect(",")?;
                    }
                    items.push(self.nested(Self::json)?);
                }
                Json::Array(items)
            }
            Token::Mark("{") => {
                let mut members = Map::new();
                while !self.eat("}") {
                    if !members.is_empty() {
                        self.expect(",")?;
                    }
                    let failure = self.failure();
                    let (Token::Text(name) | Token::Name(name)) = self.advance().token else {
                        return Err(failure);
                    };
                    self.expect(":")?;
                    members.insert(name, self.nested(Self::json)?);
                }
                Json::Object(members)
            }
            Token::Mark(_) | Token::End => return Err(failure),
        })
    }
}

impl Value {
    /// Whether this is a literal that a list can be written as.
    pub(crate) fn items(&self) -> Option<&[Json]> {
        match self {
            Self::Dynamic(json) => json.as_array().map(Vec::as_slice),
            _ => None,
        }
    }
}

/// What `datetime(…)`, `int(…)` and their like say; `None` if it is not one of theirs.
pub(crate) fn typed(word: &str, content: &str) -> Option<Value> {
    let content = content.trim_matches(['\'', '"']);
    if content.eq_ignore_ascii_case("null") {
        return Some(Value::Null);
    }
    match word {
        "datetime" | "date" => literal::time(content).map(Value::Time),
        "timespan" | "time" => literal::span(content).map(Value::Span),
        "int" | "long" => content.parse().ok().map(Value::Long),
        "bool" | "boolean" => match content.to_ascii_lowercase().as_str() {
            "true" | "1" => Some(Value::Bool(true)),
            "false" | "0" => Some(Value::Bool(false)),
            _ => None,
        },
        "guid" | "uuid" => Some(Value::text(content)),
        _ => content.parse().ok().filter(|real: &f64| real.is_finite()).map(Value::Real),
    }
}
