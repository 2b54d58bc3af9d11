//! Tolerant reading of JSON: names are found whatever their letter case, and a value of another type
//! than expected counts as absent. What Azure adds is ignored, what it leaves out is `None`.

use jiff::Timestamp;
use serde_json::Value;

static NOTHING: Value = Value::Null;

/// A value somewhere in an answer.
#[derive(Clone, Copy)]
pub(crate) struct Node<'a>(&'a Value);

impl<'a> Node<'a> {
    pub(crate) fn of(value: &'a Value) -> Self {
        Self(value)
    }

    pub(crate) fn is_object(self) -> bool {
        self.0.is_object()
    }

    /// The field of this name; absent reads as `null`.
    pub(crate) fn child(self, name: &str) -> Self {
        let Some(object) = self.0.as_object() else {
            return Self(&NOTHING);
        };
        let exact = object.get(name);
        let folded = || object.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value);
        Self(exact.or_else(folded).unwrap_or(&NOTHING))
    }

    pub(crate) fn as_text(self) -> Option<&'a str> {
        self.0.as_str().map(str::trim).filter(|text| !text.is_empty())
    }

    /// A text that is not empty.
    pub(crate) fn text(self, name: &str) -> Option<&'a str> {
        self.child(name).as_text()
    }

    pub(crate) fn owned_text(self, name: &str) -> Option<String> {
        self.text(name).map(str::to_owned)
    }

    pub(crate) fn text_or_number(self, name: &str) -> Option<String> {
        let child = self.child(name);
        child.as_text().map(str::to_owned).or_else(|| child.0.as_i64().map(|number| number.to_string()))
    }

    pub(crate) fn flag(self, name: &str) -> Option<bool> {
        let child = self.child(name);
        child.0.as_bool().or_else(|| child.as_text()?.to_ascii_lowercase().parse().ok())
    }

    /// RFC 3339 with any number of fraction digits, or the same with a space.
    pub(crate) fn time(self, name: &str) -> Option<Timestamp> {
        self.text(name)?.parse().ok()
    }

    /// The items of a list; anything else has none.
    pub(crate) fn list(self, name: &str) -> impl Iterator<Item = Node<'a>> + use<'a> {
        self.child(name).items()
    }

    /// Its own items, if it is a list.
    pub(crate) fn items(self) -> impl Iterator<Item = Node<'a>> + use<'a> {
        self.0.as_array().into_iter().flatten().map(Node)
    }

    /// The texts of a list.
    pub(crate) fn texts(self, name: &str) -> Vec<String> {
        self.list(name).filter_map(Node::as_text).map(str::to_owned).collect()
    }

    /// The fields of an object, with their names as spelled.
    pub(crate) fn fields(self, name: &str) -> impl Iterator<Item = (&'a str, Node<'a>)> + use<'a> {
        self.child(name).0.as_object().into_iter().flatten().map(|(key, value)| (key.as_str(), Node(value)))
    }

    /// The fields of an object whose values are texts.
    pub(crate) fn text_fields(self, name: &str) -> std::collections::BTreeMap<String, String> {
        self.fields(name)
            .filter_map(|(key, value)| Some((key.to_owned(), value.0.as_str()?.to_owned())))
            .collect()
    }

    pub(crate) fn as_whole_number(self) -> Option<i64> {
        self.0.as_i64()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn names_are_found_in_any_case_and_wrong_types_are_absent() {
        let value = json!({"Name": " ws ", "tags": {"Team": "x", "n": 1}, "count": {"type": "Total"}, "on": "True",
                           "at": "2022-06-01T16:34:43.4044538Z", "blank": "", "list": null});
        let node = Node::of(&value);
        assert_eq!(node.text("name"), Some("ws"));
        assert_eq!(node.text("count"), None);
        assert_eq!(node.text("blank"), None);
        assert_eq!(node.flag("on"), Some(true));
        assert_eq!(node.list("list").count(), 0);
        assert_eq!(node.text_fields("tags").len(), 1);
        assert_eq!(node.time("at").unwrap().to_string(), "2022-06-01T16:34:43.4044538Z");
        assert_eq!(node.child("a").child("b").text("c"), None);
    }
}
