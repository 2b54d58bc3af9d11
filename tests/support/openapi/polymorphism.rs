//! Definitions with descendants that a property of the value tells apart (`discriminator`).

use serde_json::{Value, json};

use super::{document::Document, schema::Converter};

/// A definition and its descendants.
pub(super) struct Family {
    head: String,
    /// The property that names a value's definition.
    discriminator: String,
    /// The values of that property, each with its definition.
    members: Vec<(String, String)>,
}

/// The family of a definition, if it or an ancestor has a discriminator and another definition extends it.
pub(super) fn family(document: &Document, reference: &str) -> Option<Family> {
    let discriminator = discriminator(document, document.target(reference))?;
    let descendants: Vec<String> = document
        .definitions()
        .filter(|(_, definition)| descends(document, definition, reference))
        .map(|(name, _)| name)
        .collect();
    if descendants.is_empty() {
        return None;
    }
    let mut members: Vec<(String, String)> = Vec::new();
    // Descendants come first: a name that the head has as well is theirs.
    for name in descendants.into_iter().chain([reference.to_owned()]) {
        let value = document.target(&name)["x-ms-discriminator-value"].as_str().map(str::to_owned);
        let value = value.unwrap_or_else(|| name.rsplit('/').next().unwrap_or_default().to_owned());
        if members.iter().all(|(taken, _)| *taken != value) {
            members.push((value, name));
        }
    }
    Some(Family { head: reference.to_owned(), discriminator, members })
}

impl Family {
    /// The value is checked against the definition that it names; against the head if it names none.
    pub(super) fn schema(&self, converter: &mut Converter<'_>) -> Value {
        let Self { head, discriminator, members } = self;
        let mut cases = Vec::new();
        for (value, name) in members {
            let exactly = converter.refer_to_exactly(name);
            let says = json!({"properties": {discriminator: {"const": value}}, "required": [discriminator]});
            cases.push(json!({"if": says, "then": exactly}));
        }
        let known: Vec<&String> = members.iter().map(|(value, _)| value).collect();
        let exactly = converter.refer_to_exactly(head);
        let says = json!({"properties": {discriminator: {"enum": known}}});
        cases.push(json!({"if": says, "else": exactly}));
        json!({"type": "object", "required": [discriminator], "allOf": cases})
    }
}

fn discriminator(document: &Document, definition: &Value) -> Option<String> {
    if let Some(own) = definition["discriminator"].as_str() {
        return Some(own.to_owned());
    }
    let mut ancestors = definition["allOf"].as_array().into_iter().flatten();
    ancestors.find_map(|ancestor| discriminator(document, document.resolve(ancestor)))
}

fn descends(document: &Document, definition: &Value, from: &str) -> bool {
    let mut ancestors = definition["allOf"].as_array().into_iter().flatten();
    ancestors.any(|ancestor| ancestor["$ref"] == from || descends(document, document.resolve(ancestor), from))
}
