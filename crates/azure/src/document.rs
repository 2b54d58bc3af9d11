//! A JSON answer as a whole.

use latchkey_http::Response;
use serde_json::Value;

use crate::{Error, wire::Node};

/// A whole JSON answer. An empty body reads as `null`.
pub(crate) struct Document(Value);

impl Document {
    /// Reads an answer.
    pub(crate) fn read(response: &Response) -> Result<Self, Error> {
        if response.body().iter().all(u8::is_ascii_whitespace) {
            return Ok(Self(Value::Null));
        }
        Ok(Self(response.json()?))
    }

    /// The outermost value.
    pub(crate) fn root(&self) -> Node<'_> {
        Node::of(&self.0)
    }
}
