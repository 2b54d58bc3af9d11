//! One OpenAPI document: a JSON file, with references into itself.

use std::path::PathBuf;

use anyhow::{Context, Result};
use serde_json::Value;

/// One document.
#[derive(Debug)]
pub struct Document {
    /// Its path below the folder of the documents, such as `keyvault/7.4/secrets.json`.
    pub file: String,
    /// The first part of that path: which of Azure's services it describes.
    pub area: String,
    /// The api-version that it describes.
    pub version: String,
    pub(super) folder: PathBuf,
    pub(super) content: Value,
}

impl Document {
    /// A document with its examples beside it in `folder`. JSON that is no OpenAPI document is `None`.
    pub fn new(file: &str, folder: PathBuf, content: Value) -> Result<Option<Self>> {
        if content.get("swagger").is_none() {
            return Ok(None);
        }
        let version = content["info"]["version"].as_str().context("a document without version")?.to_owned();
        let area = file.split('/').next().unwrap_or_default().to_owned();
        Ok(Some(Self { file: file.to_owned(), area, version, folder, content }))
    }

    /// The target of a reference, or the value itself.
    pub(super) fn resolve<'a>(&'a self, value: &'a Value) -> &'a Value {
        match value["$ref"].as_str() {
            Some(reference) => self.target(reference),
            None => value,
        }
    }

    /// The value at a reference into this document.
    pub(super) fn target(&self, reference: &str) -> &Value {
        let pointer = reference.strip_prefix('#').unwrap_or_default();
        let found = self.content.pointer(pointer).filter(|_| reference.starts_with('#'));
        found.unwrap_or_else(|| panic!("{}: nothing at {reference}", self.file))
    }

    /// Every definition with its reference.
    pub(super) fn definitions(&self) -> impl Iterator<Item = (String, &Value)> {
        let all = self.content["definitions"].as_object().into_iter().flatten();
        all.map(|(name, definition)| (format!("#/definitions/{name}"), definition))
    }
}
