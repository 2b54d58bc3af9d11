//! The scope of a role assignment: the tree from the tenant's root down to one resource.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A scope as Azure spells it: `/`, a management group, a subscription, a resource group or a resource.
/// Letter case carries no meaning.
#[derive(Clone, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub struct Scope {
    text: String,
}

/// How far up the tree a scope is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ScopeLevel {
    /// The tenant's root, `/`.
    Root,
    /// A management group.
    ManagementGroup,
    /// A subscription.
    Subscription,
    /// A resource group.
    ResourceGroup,
    /// A single resource.
    Resource,
}

impl Scope {
    /// Takes a scope as Azure spelled it.
    pub fn new(text: impl AsRef<str>) -> Self {
        let trimmed = text.as_ref().trim().trim_matches('/');
        Self { text: format!("/{trimmed}") }
    }

    /// The scope as spelled, with one leading slash and none at the end.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// How far up the tree it is.
    pub fn level(&self) -> ScopeLevel {
        let segments: Vec<&str> = self.text.split('/').filter(|segment| !segment.is_empty()).collect();
        let first = segments.first().map(|word| word.to_ascii_lowercase());
        match (first.as_deref(), segments.len()) {
            (None, _) => ScopeLevel::Root,
            (Some("subscriptions"), ..=2) => ScopeLevel::Subscription,
            (Some("subscriptions"), ..=4) => ScopeLevel::ResourceGroup,
            (Some("providers"), ..=4)
                if segments.get(2).is_some_and(|word| word.eq_ignore_ascii_case("managementGroups")) =>
            {
                ScopeLevel::ManagementGroup
            }
            _ => ScopeLevel::Resource,
        }
    }

    /// Whether `other` is this scope or lies below it. A management group's subscriptions cannot be
    /// told from their ids, so it is taken to contain every subscription: Azure only ever returns
    /// assignments of management groups that are above the scope that was asked about.
    pub fn contains(&self, other: &Self) -> bool {
        match self.level() {
            ScopeLevel::Root => true,
            ScopeLevel::ManagementGroup => self == other || other.level() > ScopeLevel::ManagementGroup,
            _ => {
                let (own, theirs) = (self.text.to_ascii_lowercase(), other.text.to_ascii_lowercase());
                theirs.strip_prefix(&own).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
            }
        }
    }
}

impl PartialEq for Scope {
    fn eq(&self, other: &Self) -> bool {
        self.text.eq_ignore_ascii_case(&other.text)
    }
}

impl Eq for Scope {}

impl From<String> for Scope {
    fn from(text: String) -> Self {
        Self::new(text)
    }
}

impl From<Scope> for String {
    fn from(scope: Scope) -> Self {
        scope.text
    }
}

impl fmt::Debug for Scope {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn containment_follows_whole_segments() {
        let check = |outer: &str, inner: &str, expected: bool| {
            assert_eq!(Scope::new(outer).contains(&Scope::new(inner)), expected, "{outer} ⊇ {inner}");
        };
        check("/", "/subscriptions/1", true);
        check("/subscriptions/1", "/subscriptions/1/resourceGroups/a", true);
        check("/subscriptions/1", "/SUBSCRIPTIONS/1/resourcegroups/A/", true);
        check("/subscriptions/1", "/subscriptions/12", false);
        check("/subscriptions/1/resourceGroups/a", "/subscriptions/1", false);
        check("/providers/Microsoft.Management/managementGroups/g", "/subscriptions/1", true);
        check("/providers/Microsoft.Management/managementGroups/g", "/", false);
        check("/subscriptions/1", "/providers/Microsoft.Management/managementGroups/g", false);
    }

    #[test]
    fn level_is_read_from_the_path() {
        let check =
            |text: &str, expected: ScopeLevel| assert_eq!(Scope::new(text).level(), expected, "{text}");
        check("/", ScopeLevel::Root);
        check("", ScopeLevel::Root);
        check("/providers/Microsoft.Management/managementGroups/g", ScopeLevel::ManagementGroup);
        check("/subscriptions/1", ScopeLevel::Subscription);
        check("/subscriptions/1/resourceGroups/a", ScopeLevel::ResourceGroup);
        check("/subscriptions/1/resourceGroups/a/providers/N/t/x", ScopeLevel::Resource);
    }
}
