//! Tables as callers supply them, and the kinds of columns.

use serde_json::{Map, Value as Json};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Text, which is never null.
    Text,
    /// A whole number.
    Long,
    /// A number.
    Real,
    /// True or false.
    Bool,
    /// A point in time.
    Time,
    /// A length of time.
    Span,
    /// Anything that JSON can say.
    Dynamic,
}

impl Kind {
    /// The name in a table result.
    pub(crate) fn wire_name(self) -> &'static str {
        match self {
            Self::Text | Self::Span => "string",
            Self::Long => "integer",
            Self::Real => "number",
            Self::Bool => "boolean",
            Self::Time => "datetime",
            Self::Dynamic => "object",
        }
    }

    /// The name in the query language.
    pub(crate) fn kusto_name(self) -> &'static str {
        match self {
            Self::Text => "string",
            Self::Long => "long",
            Self::Real => "real",
            Self::Bool => "bool",
            Self::Time => "datetime",
            Self::Span => "timespan",
            Self::Dynamic => "dynamic",
        }
    }
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its name, as it is written in the answer.
    pub name: String,
    /// What it holds.
    pub(crate) kind: Kind,
}

impl Column {
    /// A column.
    pub(crate) fn new(name: impl Into<String>, kind: Kind) -> Self {
        Self { name: name.into(), kind }
    }
}

/// The columns that Resource Graph's tables have.
const STANDARD: [(&str, Kind); 16] = [
    ("id", Kind::Text),
    ("name", Kind::Text),
    ("type", Kind::Text),
    ("tenantId", Kind::Text),
    ("kind", Kind::Text),
    ("location", Kind::Text),
    ("resourceGroup", Kind::Text),
    ("subscriptionId", Kind::Text),
    ("managedBy", Kind::Text),
    ("sku", Kind::Dynamic),
    ("plan", Kind::Dynamic),
    ("properties", Kind::Dynamic),
    ("tags", Kind::Dynamic),
    ("identity", Kind::Dynamic),
    ("zones", Kind::Dynamic),
    ("extendedLocation", Kind::Dynamic),
];

/// A table: its columns, and rows whose further members are not seen.
#[derive(Debug, Clone)]
pub struct Table {
    /// The columns, in order.
    pub columns: Vec<Column>,
    /// The rows, in order.
    pub rows: Vec<Map<String, Json>>,
}

impl Table {
    /// A table with the columns of `resources` and its siblings.
    pub fn standard(rows: Vec<Map<String, Json>>) -> Self {
        Self { columns: STANDARD.iter().map(|(name, kind)| Column::new(*name, *kind)).collect(), rows }
    }

    /// The table without some of its columns.
    #[must_use]
    pub fn without(mut self, names: &[&str]) -> Self {
        self.columns.retain(|column| !names.contains(&&*column.name));
        self
    }
}
