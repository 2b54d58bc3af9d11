//! Schemas of Swagger 2.0 with Microsoft's extensions, rewritten as JSON Schema.
//!
//! Ancestors (`allOf`) are folded into one object, so that a property which none of them knows can be told
//! from a known one. The rules for `null` are those of Microsoft's own validator: `x-nullable` decides, and
//! without it a property may be null unless it is required.

use anyhow::{Result, anyhow};
use jsonschema::{Draft, Validator};
use serde_json::{Map, Value, json};

use super::{document::Document, polymorphism};

/// How strictly a schema is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rigor {
    /// What a client sends: what is read-only need not be there.
    Request,
    /// What a service answers: what cannot be read must not be there; enums that Microsoft leaves open
    /// (`modelAsString`) take any text.
    Answer,
    /// As `Answer`, with open enums closed: who writes by the document knows no values beside its own.
    OwnAnswer,
}

/// Keywords that mean the same in JSON Schema.
const SHARED: [&str; 11] = [
    "type",
    "enum",
    "pattern",
    "minLength",
    "maxLength",
    "minimum",
    "maximum",
    "multipleOf",
    "minItems",
    "maxItems",
    "uniqueItems",
];

/// Makes a validator of a schema of a document.
pub(super) fn validator(document: &Document, schema: &Value, rigor: Rigor) -> Result<Validator> {
    let mut converter = Converter { document, rigor, definitions: Map::new() };
    let root = converter.convert(schema);
    let whole = json!({"allOf": [root], "$defs": converter.definitions});
    jsonschema::options()
        .with_draft(Draft::Draft202012)
        .should_validate_formats(true)
        .with_format("base64url", |text: &str| {
            text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
        })
        .with_format("arm-id", |text: &str| text.starts_with('/'))
        .build(&whole)
        .map_err(|error| anyhow!("{}: {error}", document.file))
}

/// An object schema with the rules of all ancestors.
#[derive(Default)]
struct Folded {
    keywords: Map<String, Value>,
    properties: Map<String, Value>,
    required: Vec<String>,
    /// The schema of other properties; `None` if there is none.
    additional: Option<Value>,
}

pub(super) struct Converter<'a> {
    pub(super) document: &'a Document,
    rigor: Rigor,
    /// The schemas that others refer to. A name is taken before its schema is made, since schemas go in circles.
    pub(super) definitions: Map<String, Value>,
}

impl Converter<'_> {
    /// A schema where it is used.
    fn convert(&mut self, schema: &Value) -> Value {
        match reference_of(schema) {
            Some(reference) => self.refer(reference),
            None => self.convert_folded(schema),
        }
    }

    /// A reference to a definition, or to the descendant that the value names.
    fn refer(&mut self, reference: &str) -> Value {
        match polymorphism::family(self.document, reference) {
            Some(family) => {
                let name = format!("any {reference}");
                self.define(&name, |converter| family.schema(converter));
                refer_to(&name)
            }
            None => self.refer_to_exactly(reference),
        }
    }

    pub(super) fn refer_to_exactly(&mut self, reference: &str) -> Value {
        let document = self.document;
        self.define(reference, |converter| converter.convert_folded(document.target(reference)));
        refer_to(reference)
    }

    fn define(&mut self, name: &str, make: impl FnOnce(&mut Self) -> Value) {
        if !self.definitions.contains_key(name) {
            self.definitions.insert(name.to_owned(), Value::Null);
            let schema = make(self);
            self.definitions.insert(name.to_owned(), schema);
        }
    }

    fn convert_folded(&mut self, schema: &Value) -> Value {
        let mut folded = Folded::default();
        fold(self.document, schema, &mut folded);
        let mut result = self.keywords(&folded.keywords);
        if let Some(items) = folded.keywords.get("items") {
            let item = self.convert(items);
            let may_be_null = self.says_of(items, "x-nullable").is_some_and(|says| says == true);
            result.insert("items".to_owned(), if may_be_null { or_null(item) } else { item });
        }
        // Rules about properties have no meaning for texts and lists.
        let is_object = matches!(folded.keywords.get("type").and_then(Value::as_str), None | Some("object"));
        if !folded.properties.is_empty() || (is_object && folded.additional.is_some()) {
            result.insert("type".to_owned(), json!("object"));
            self.convert_object(folded, &mut result);
        } else if is_object {
            // By Microsoft's convention an object without rules may be any value, also a list.
            result.remove("type");
        }
        Value::Object(result)
    }

    fn convert_object(&mut self, folded: Folded, result: &mut Map<String, Value>) {
        let mut properties = Map::new();
        let mut required = Vec::new();
        for (name, property) in &folded.properties {
            let access = self.access(property);
            let is_required = folded.required.contains(name);
            let may_be_null = self.says_of(property, "x-nullable").map_or(!is_required, |says| says == true);
            let is_answer = self.rigor != Rigor::Request;
            let schema = match (is_answer, &access) {
                (true, Access::Write) => json!({"type": "null"}),
                _ if may_be_null => or_null(self.convert(property)),
                _ => self.convert(property),
            };
            properties.insert(name.clone(), schema);
            let is_there = if is_answer {
                access != Access::Write && self.says_of(property, "x-ms-secret").is_none()
            } else {
                access != Access::Read
            };
            if is_required && is_there {
                required.push(name.clone());
            }
        }
        let additional = match folded.additional {
            None => json!(false),
            Some(Value::Bool(says)) => json!(says),
            Some(schema) => {
                let may_be_null = self.says_of(&schema, "x-nullable").is_some_and(|says| says == true);
                let converted = self.convert(&schema);
                if may_be_null { or_null(converted) } else { converted }
            }
        };
        result.insert("properties".to_owned(), Value::Object(properties));
        result.insert("required".to_owned(), json!(required));
        result.insert("additionalProperties".to_owned(), additional);
    }

    fn keywords(&self, given: &Map<String, Value>) -> Map<String, Value> {
        let mut result: Map<String, Value> = given
            .iter()
            .filter(|(keyword, _)| SHARED.contains(&keyword.as_str()))
            .map(|(keyword, value)| (keyword.clone(), value.clone()))
            .collect();
        let is_open = given.get("x-ms-enum").is_some_and(|says| says["modelAsString"] == true);
        if is_open && self.rigor == Rigor::Answer {
            result.remove("enum");
        }
        // The first generation's `KeyType` claims to be a number and lists texts: the list is meant.
        let values = result.get("enum").and_then(Value::as_array);
        if values.is_some_and(|values| values.iter().all(Value::is_string))
            && given.get("type").is_some_and(|kind| kind == "integer")
        {
            result.remove("type");
            return result;
        }
        match given.get("format").and_then(Value::as_str) {
            Some("int32") => {
                result.entry("minimum").or_insert(json!(i32::MIN));
                result.entry("maximum").or_insert(json!(i32::MAX));
            }
            Some("int64") => {
                result.entry("minimum").or_insert(json!(i64::MIN));
                result.entry("maximum").or_insert(json!(i64::MAX));
            }
            Some(format @ ("date-time" | "duration" | "uuid" | "uri" | "base64url" | "arm-id")) => {
                result.insert("format".to_owned(), json!(format));
            }
            Some("url") => {
                result.insert("format".to_owned(), json!("uri"));
            }
            _ => {}
        }
        result
    }

    fn access(&self, property: &Value) -> Access {
        let mutability = self.says_of(property, "x-ms-mutability").and_then(Value::as_array);
        let may = |what: &str| mutability.is_none_or(|list| list.iter().any(|one| one == what));
        if self.says_of(property, "readOnly").is_some_and(|says| says == true) {
            return Access::Read;
        }
        match (may("read"), may("create") || may("update")) {
            (true, false) => Access::Read,
            (false, _) => Access::Write,
            (true, true) => Access::Both,
        }
    }

    /// A keyword of a schema where it is used, else of its definition.
    fn says_of<'b>(&'b self, schema: &'b Value, keyword: &str) -> Option<&'b Value> {
        schema.get(keyword).or_else(|| self.document.target(reference_of(schema)?).get(keyword))
    }
}

#[derive(Debug, PartialEq, Eq)]
enum Access {
    Read,
    Write,
    Both,
}

/// The definition, if a schema only refers to one.
pub(super) fn reference_of(schema: &Value) -> Option<&str> {
    if let Some(reference) = schema.get("$ref") {
        return reference.as_str();
    }
    match schema.get("allOf")?.as_array()?.as_slice() {
        [one] if schema.get("properties").is_none() && schema.get("x-ms-discriminator-value").is_none() => {
            one.get("$ref")?.as_str()
        }
        _ => None,
    }
}

/// Gathers a schema and its ancestors.
fn fold(document: &Document, schema: &Value, folded: &mut Folded) {
    let schema = document.resolve(schema);
    for ancestor in schema["allOf"].as_array().into_iter().flatten() {
        fold(document, ancestor, folded);
    }
    for (keyword, value) in schema.as_object().into_iter().flatten() {
        match (keyword.as_str(), value) {
            ("properties", Value::Object(properties)) => folded.properties.extend(properties.clone()),
            ("required", Value::Array(names)) => {
                folded.required.extend(names.iter().filter_map(Value::as_str).map(str::to_owned));
            }
            ("additionalProperties", says) => {
                let is_closed = folded.additional.as_ref().is_none_or(|says| *says == false);
                if is_closed {
                    folded.additional = Some(says.clone());
                }
            }
            ("allOf", _) => {}
            _ => {
                folded.keywords.insert(keyword.clone(), value.clone());
            }
        }
    }
}

fn refer_to(name: &str) -> Value {
    let escaped = name.replace('~', "~0").replace('/', "~1").replace('#', "%23").replace(' ', "%20");
    json!({"$ref": format!("#/$defs/{escaped}")})
}

/// A condition instead of a choice, so that errors name the place and not the choice.
fn or_null(schema: Value) -> Value {
    json!({"if": {"not": {"type": "null"}}, "then": schema})
}
