//! Answers that arrive damaged: half of them, JSON that stops in the middle, fields that are missing or null.

use std::io;

use axum::{
    body::Body,
    http::HeaderValue,
    response::{IntoResponse, Response},
};
use futures::stream;
use serde_json::Value;

use crate::reply::Reply;

/// What is done to an answer.
#[derive(Debug)]
pub(crate) enum Corruption {
    Half,
    Malformed,
    WithoutField(String),
    NullField(String),
}

impl Corruption {
    pub(crate) fn corrupt(self, reply: Reply) -> Response {
        match self {
            Self::Half => half(reply),
            Self::Malformed => {
                let length = reply.body().len() / 2;
                reply.map_body(|mut body| {
                    body.truncate(length);
                    body
                })
            }
            .into_response(),
            Self::WithoutField(field) => reply.map_body(|body| edit(body, &field, None)).into_response(),
            Self::NullField(field) => {
                reply.map_body(|body| edit(body, &field, Some(Value::Null))).into_response()
            }
        }
    }
}

/// The headers promise the whole; the connection ends in the middle.
fn half(reply: Reply) -> Response {
    let length = reply.body().len();
    let mut first = reply.body().to_vec();
    first.truncate(length / 2);
    let mut response = reply.into_response();
    response.headers_mut().insert("content-length", HeaderValue::from(length));
    *response.body_mut() =
        Body::from_stream(stream::iter([Ok(first), Err(io::Error::from(io::ErrorKind::ConnectionAborted))]));
    response
}

/// Changes a field wherever it stands in a JSON body. A body that is no JSON stays as it is.
fn edit(body: Vec<u8>, field: &str, to: Option<Value>) -> Vec<u8> {
    match serde_json::from_slice::<Value>(&body) {
        Ok(mut value) => {
            edit_value(&mut value, field, to.as_ref());
            value.to_string().into_bytes()
        }
        Err(_) => body,
    }
}

fn edit_value(value: &mut Value, field: &str, to: Option<&Value>) {
    match value {
        Value::Object(fields) => {
            if let Some(found) = fields.get_mut(field) {
                match to {
                    Some(to) => found.clone_from(to),
                    None => drop(fields.remove(field)),
                }
            }
            fields.values_mut().for_each(|inner| edit_value(inner, field, to));
        }
        Value::Array(items) => items.iter_mut().for_each(|item| edit_value(item, field, to)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_changed_wherever_it_stands() {
        let check = |body: &str, to: Option<Value>, expected: &str| {
            assert_eq!(String::from_utf8(edit(body.into(), "name", to)).unwrap(), expected, "{body}");
        };
        let body = r#"{"name":1,"value":[{"name":"a","other":2}]}"#;
        check(body, None, r#"{"value":[{"other":2}]}"#);
        check(body, Some(Value::Null), r#"{"name":null,"value":[{"name":null,"other":2}]}"#);
        check("no JSON", None, "no JSON");
    }
}
