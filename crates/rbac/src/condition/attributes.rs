//! Attributes: how a condition names them, and what the caller knows of them.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

use uuid::Uuid;

/// Ends the name of a blob index tag whose key is told apart by letter case.
const CASE_SENSITIVE_KEY: &str = "<$key_case_sensitive$>";

/// Where an attribute is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Source {
    /// What the request asks for, as the role that is to be assigned.
    Request,
    /// What the resource is, as the role of the assignment that is to be removed.
    Resource,
    /// Custom security attributes of the caller in Microsoft Entra ID.
    Principal,
    /// Circumstances of the request: time, network.
    Environment,
}

impl Source {
    pub(super) const ALL: [Self; 4] = [Self::Request, Self::Resource, Self::Principal, Self::Environment];

    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Request => "Request",
            Self::Resource => "Resource",
            Self::Principal => "Principal",
            Self::Environment => "Environment",
        }
    }
}

/// An attribute, shown as conditions write it:
/// `@Request[Microsoft.Authorization/roleAssignments:PrincipalType]`.
#[derive(Clone, PartialEq, Eq)]
pub struct Attribute {
    source: Source,
    name: String,
}

impl Attribute {
    /// Takes a name as spelled between the brackets.
    pub fn new(source: Source, name: impl Into<String>) -> Self {
        Self { source, name: name.into() }
    }

    /// The suboperation of the request, which `SubOperationMatches` looks at too.
    pub fn sub_operation() -> Self {
        Self::new(Source::Request, "subOperation")
    }

    /// Where it is found.
    pub fn source(&self) -> Source {
        self.source
    }

    /// The name as spelled.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The name for comparison: letter case carries no meaning, except in the key of a tag.
    fn key(&self) -> (Source, String) {
        let lower = self.name.to_ascii_lowercase();
        let key = match (lower.strip_suffix(CASE_SENSITIVE_KEY), lower.find(':')) {
            (Some(stem), Some(colon)) if colon < stem.len() => {
                format!("{}{}{CASE_SENSITIVE_KEY}", &lower[..colon], &self.name[colon..stem.len()])
            }
            _ => lower,
        };
        (self.source, key)
    }
}

impl fmt::Display for Attribute {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "@{}[{}]", self.source.name(), self.name)
    }
}

impl fmt::Debug for Attribute {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

/// One value, of an attribute or written in the condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Text; times, addresses and GUIDs may come as text too.
    Text(String),
    /// A whole number; Azure knows no other.
    Integer(i64),
    /// True or false.
    Boolean(bool),
    /// An identifier.
    Guid(Uuid),
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Integer(number)
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Self::Boolean(value)
    }
}

impl From<Uuid> for Value {
    fn from(id: Uuid) -> Self {
        Self::Guid(id)
    }
}

impl fmt::Display for Value {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => write!(formatter, "'{text}'"),
            Self::Integer(number) => number.fmt(formatter),
            Self::Boolean(value) => value.fmt(formatter),
            Self::Guid(id) => id.hyphenated().fmt(formatter),
        }
    }
}

/// What the caller knows of a request's attributes. Of what was not told nothing is assumed, not even
/// that it is absent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Attributes {
    values: BTreeMap<(Source, String), Vec<Value>>,
    complete: BTreeSet<Source>,
}

impl Attributes {
    /// Tells an attribute's values.
    #[must_use]
    pub fn with<V: Into<Value>>(
        mut self,
        attribute: &Attribute,
        values: impl IntoIterator<Item = V>,
    ) -> Self {
        self.values.insert(attribute.key(), values.into_iter().map(Into::into).collect());
        self
    }

    /// Tells that there is no such attribute.
    #[must_use]
    pub fn without(self, attribute: &Attribute) -> Self {
        self.with(attribute, std::iter::empty::<Value>())
    }

    /// Tells that a source has no attributes besides those that were told.
    #[must_use]
    pub fn complete(mut self, source: Source) -> Self {
        self.complete.insert(source);
        self
    }

    /// Tells what a role assignment says: in [`Source::Request`] the one that is to be written, in
    /// [`Source::Resource`] the one that is to be deleted. The role may be named by its full id.
    #[must_use]
    pub fn with_role_assignment(
        self,
        source: Source,
        role_definition_id: &str,
        principal_id: &str,
        principal_type: &str,
    ) -> Self {
        let named =
            |name: &str| Attribute::new(source, format!("Microsoft.Authorization/roleAssignments:{name}"));
        let role_id = role_definition_id.rsplit('/').next().unwrap_or(role_definition_id);
        self.with(&named("RoleDefinitionId"), [role_id])
            .with(&named("PrincipalId"), [principal_id])
            .with(&named("PrincipalType"), [principal_type])
    }

    /// The values that are known; none if the attribute is known to be absent.
    pub(super) fn find(&self, attribute: &Attribute) -> Option<&[Value]> {
        match self.values.get(&attribute.key()) {
            Some(values) => Some(values),
            None => self.complete.contains(&attribute.source).then_some(&[]),
        }
    }
}
