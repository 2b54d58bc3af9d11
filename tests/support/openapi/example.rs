//! Microsoft's examples of an operation: parameters, and an answer for each status.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use serde_json::{Map, Value};

use super::document::Document;

/// One example.
#[derive(Debug, Clone)]
pub struct Example {
    /// Its file, below the folder of the document.
    pub file: String,
    /// Values of the operation's parameters, the body among them, by name.
    pub parameters: Map<String, Value>,
    /// Answers by status.
    pub answers: BTreeMap<u16, ExampleAnswer>,
}

/// An answer of an example.
#[derive(Debug, Clone)]
pub struct ExampleAnswer {
    pub headers: Vec<(String, String)>,
    pub body: Option<Value>,
}

impl Example {
    pub(super) fn read(document: &Document, file: &str) -> Result<Self> {
        let path = document.folder.join(file);
        let text = std::fs::read(&path).with_context(|| path.display().to_string())?;
        // Some of Microsoft's files begin with a byte order mark.
        let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&text);
        let content: Value = serde_json::from_slice(text).with_context(|| path.display().to_string())?;
        let parameters = content["parameters"].as_object().cloned().unwrap_or_default();
        let answers = content["responses"].as_object().into_iter().flatten();
        let answers = answers.filter_map(|(status, answer)| {
            let headers = answer["headers"].as_object().into_iter().flatten();
            let headers = headers.map(|(name, value)| (name.to_lowercase(), text_of(value))).collect();
            Some((status.parse().ok()?, ExampleAnswer { headers, body: answer.get("body").cloned() }))
        });
        Ok(Self { file: file.trim_start_matches("./").to_owned(), parameters, answers: answers.collect() })
    }
}

/// A value as it is written in an address or a header.
pub(super) fn text_of(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
