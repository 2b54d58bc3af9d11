//! The one way by which anything reaches the window.
//!
//! Names, descriptions and messages come from services and can be written by others. So every
//! text of a view passes here, whichever field it is in: what would act is replaced by something that is seen. Line
//! breaks and tabs stay, which are no more than spaces on a page.

use latchkey_types::{is_printable, printable};
use serde::{Serialize, Serializer, ser::Error as _};
use serde_json::Value;

/// A view on its way to the window.
#[derive(Debug, Clone)]
pub struct Shown<T>(pub T);

impl<T: Serialize> Serialize for Shown<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut value = serde_json::to_value(&self.0).map_err(S::Error::custom)?;
        clean(&mut value);
        value.serialize(serializer)
    }
}

fn clean(value: &mut Value) {
    match value {
        Value::String(text) => {
            if let Some(cleaned) = cleaned(text) {
                *text = cleaned;
            }
        }
        Value::Array(items) => items.iter_mut().for_each(clean),
        Value::Object(fields) => {
            // Tags and deployments are fields whose names are a service's too.
            let names: Vec<String> = fields.keys().filter(|name| cleaned(name).is_some()).cloned().collect();
            for name in names {
                if let (Some(field), Some(mut cleaned)) = (fields.remove(&name), cleaned(&name)) {
                    // Two that look the same stay two.
                    while fields.contains_key(&cleaned) {
                        cleaned.push('\u{fffd}');
                    }
                    fields.insert(cleaned, field);
                }
            }
            fields.values_mut().for_each(clean);
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// The text as it may be shown, where it is not shown as it is.
fn cleaned(text: &str) -> Option<String> {
    let stays = |next: char| matches!(next, '\n' | '\t') || is_printable(next);
    if text.chars().all(stays) {
        return None;
    }
    let pieces = text.split_inclusive(['\n', '\t']).map(|piece| {
        let content = piece.trim_end_matches(['\n', '\t']);
        [&*printable(content), &piece[content.len()..]].concat()
    });
    Some(pieces.collect())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn nothing_that_acts_reaches_the_window_in_any_field() {
        let hostile = json!({
            "name": "a\u{202e}b", "list": ["\u{1b}[31m", { "\u{7}tag": "x\u{200b}y" }],
            "text": "one\n\ttwo\u{9b}", "number": 4, "nothing": null,
        });
        let expected = json!({
            "name": "a\u{fffd}b", "list": ["\u{fffd}[31m", { "\u{fffd}tag": "x\u{fffd}y" }],
            "text": "one\n\ttwo\u{fffd}", "number": 4, "nothing": null,
        });
        assert_eq!(serde_json::to_value(Shown(hostile)).unwrap(), expected);
        assert_eq!(serde_json::to_string(&Shown(())).unwrap(), "null");
        let alike = json!({ "a\u{7}": 1, "a\u{200b}": 2, "a\u{fffd}": 3 });
        assert_eq!(serde_json::to_value(Shown(alike)).unwrap().as_object().unwrap().len(), 3);
    }
}
