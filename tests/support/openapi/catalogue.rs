//! Every operation of every document, and which of them a request is.

use std::{
    cmp::Reverse,
    path::{Path, PathBuf},
    sync::Arc,
};

use anyhow::{Context, Result};
use serde_json::Value;

use super::{document::Document, operation::Operation};

/// Every operation that the documents describe.
#[derive(Debug, Default)]
pub struct Catalogue {
    operations: Vec<Operation>,
}

/// One line of a table of operations.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Row {
    pub file: String,
    pub operation: String,
    pub method: String,
    pub path: String,
}

impl Catalogue {
    /// Reads every OpenAPI document below a folder; other JSON, such as examples, is passed over.
    pub fn read(folder: &Path) -> Result<Self> {
        let mut files = Vec::new();
        walk(folder, &mut files)?;
        files.sort();
        let mut catalogue = Self::default();
        for path in files {
            let read = || -> Result<Option<Document>> {
                let content: Value = serde_json::from_slice(&std::fs::read(&path)?)?;
                let file = path.strip_prefix(folder)?.to_string_lossy().replace('\\', "/");
                Document::new(&file, path.parent().context("a folder")?.to_owned(), content)
            };
            if let Some(document) = read().with_context(|| path.display().to_string())? {
                catalogue.add(document);
            }
        }
        Ok(catalogue)
    }

    /// Adds the operations of a document.
    pub fn add(&mut self, document: Document) {
        let document = Arc::new(document);
        for section in ["paths", "x-ms-paths"] {
            for (path, item) in document.content[section].as_object().into_iter().flatten() {
                for (method, operation) in item.as_object().into_iter().flatten() {
                    if operation.get("operationId").is_some() {
                        self.operations.push(Operation::new(&document, method, path, item, operation));
                    }
                }
            }
        }
    }

    /// Every operation, in the order of the files.
    pub fn operations(&self) -> &[Operation] {
        &self.operations
    }

    /// The operation of a document.
    pub fn operation(&self, file: &str, id: &str) -> Option<&Operation> {
        self.operations.iter().find(|one| one.document().file == file && one.id() == id)
    }

    /// The rows of the table of present and missing operations.
    pub fn rows(&self) -> Vec<Row> {
        let row = |operation: &Operation| Row {
            file: operation.document().file.clone(),
            operation: operation.id().to_owned(),
            method: operation.method().to_owned(),
            path: operation.template().as_str().to_owned(),
        };
        self.operations.iter().map(row).collect()
    }

    /// The operation that a request is: the one with the most words in common with its path, then the one of
    /// the request's api-version, then the newest. A path that is nothing but a hole describes any request
    /// and so none.
    pub fn find(&self, method: &str, path: &str, api_version: Option<&str>) -> Option<&Operation> {
        let fits = self.operations.iter().filter(|operation| {
            operation.method().eq_ignore_ascii_case(method)
                && operation.template().words() > 0
                && operation.captures(path).is_some()
        });
        fits.max_by_key(|operation| {
            let version = &operation.document().version;
            let is_asked_for = api_version.is_some_and(|asked| asked.eq_ignore_ascii_case(version));
            (operation.template().words(), is_asked_for, version.clone(), Reverse(&operation.document().file))
        })
    }
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    for entry in std::fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        if path.is_dir() {
            if !path.ends_with("examples") {
                walk(&path, files)?;
            }
        } else if path.extension().is_some_and(|extension| extension == "json") {
            files.push(path);
        }
    }
    Ok(())
}
