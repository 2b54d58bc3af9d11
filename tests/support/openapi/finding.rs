//! A fault of a request or an answer, and its place.

use std::fmt;

use jsonschema::{ValidationError, error::ValidationErrorKind};

/// What sort of fault it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// The schema does not know this property: it is misspelt, or of another api-version.
    UnknownProperty,
    /// The operation does not know this query parameter.
    UnknownParameter,
    /// A parameter is missing, or its value does not fit.
    Parameter,
    /// The operation does not document this status.
    Status,
    /// A documented header is missing, or its value does not fit.
    Header,
    /// A value does not fit the schema: type, format, enum, range, or something required is missing.
    Schema,
}

/// One fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    pub kind: Kind,
    /// A JSON pointer with `*` for the indexes of lists, or the name of a parameter or header.
    pub at: String,
    /// What is wrong there, without the value: it may be a secret.
    pub what: String,
}

impl Finding {
    pub(super) fn new(kind: Kind, at: impl Into<String>, what: impl Into<String>) -> Self {
        Self { kind, at: at.into(), what: what.into() }
    }

    /// The faults of one error of the validator; each unknown property is one of its own.
    pub(super) fn from_validation(error: &ValidationError<'_>) -> Vec<Self> {
        let at = without_indexes(error.instance_path().as_str());
        if let ValidationErrorKind::AdditionalProperties { unexpected } = error.kind() {
            let one = |name: &String| Self::new(Kind::UnknownProperty, format!("{at}/{name}"), "unknown");
            return unexpected.iter().map(one).collect();
        }
        vec![Self::new(Kind::Schema, at, error.masked().to_string())]
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:?} {}: {}", self.kind, self.at, self.what)
    }
}

fn without_indexes(pointer: &str) -> String {
    let is_index = |segment: &str| !segment.is_empty() && segment.bytes().all(|byte| byte.is_ascii_digit());
    let segments: Vec<&str> =
        pointer.split('/').map(|segment| if is_index(segment) { "*" } else { segment }).collect();
    segments.join("/")
}
