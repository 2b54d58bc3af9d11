//! ARM resource ids: compared without regard to letter case, kept as Azure spelled them.

use std::{
    fmt,
    hash::{Hash, Hasher},
    str::FromStr,
};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The id of an Azure resource:
/// `/subscriptions/{s}/resourceGroups/{rg}/providers/{namespace}/{type}/{name}[/{type}/{name}…]`.
///
/// Azure answers the same id in several letter cases; two ids are equal if they differ in nothing else.
#[derive(Clone)]
pub struct ResourceId {
    text: String,
}

/// Why a text is not a resource id.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum ResourceIdError {
    /// It is not a path under a resource group.
    #[error("not a resource id under a resource group: {0}")]
    NotInResourceGroup(String),
    /// A segment holds a character that would change the meaning of an address.
    #[error("a segment of the resource id holds a character that is not allowed: {0}")]
    UnsafeSegment(String),
}

impl ResourceId {
    /// The id of a Machine Learning workspace.
    ///
    /// # Errors
    /// [`ResourceIdError`] if a part is empty or holds a character that no name may have.
    pub fn workspace(subscription: &str, resource_group: &str, name: &str) -> Result<Self, ResourceIdError> {
        format!(
            "/subscriptions/{subscription}/resourceGroups/{resource_group}\
             /providers/Microsoft.MachineLearningServices/workspaces/{name}"
        )
        .parse()
    }

    /// A resource inside this one.
    ///
    /// # Errors
    /// [`ResourceIdError`] if a part is empty or holds a character that no name may have.
    pub fn child(&self, kind: &str, name: &str) -> Result<Self, ResourceIdError> {
        format!("{}/{kind}/{name}", self.text).parse()
    }

    /// Whether it is the id of a Machine Learning workspace.
    pub fn is_workspace(&self) -> bool {
        let is = |index: usize, word: &str| self.segment(index).eq_ignore_ascii_case(word);
        self.text.split('/').count() == 9 && is(5, "Microsoft.MachineLearningServices") && is(6, "workspaces")
    }

    /// The id as it was spelled.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The subscription's id.
    pub fn subscription(&self) -> &str {
        self.segment(1)
    }

    /// The resource group's name.
    pub fn resource_group(&self) -> &str {
        self.segment(3)
    }

    /// The resource's own name, its last segment.
    pub fn name(&self) -> &str {
        self.text.rsplit('/').next().unwrap_or_default()
    }

    /// Whether a text can stand between two slashes of an id. Azure's names hold letters (of any script in
    /// resource groups), digits and a little punctuation; nothing that a URL gives a meaning to.
    pub fn is_segment(text: &str) -> bool {
        let is_plain =
            |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '(' | ')' | ':' | ' ' | '@' | '+');
        !text.is_empty() && text != "." && text != ".." && text.chars().all(is_plain)
    }

    fn segment(&self, index: usize) -> &str {
        self.text.split('/').nth(index + 1).unwrap_or_default()
    }

    fn folded(&self) -> String {
        self.text.to_ascii_lowercase()
    }
}

impl FromStr for ResourceId {
    type Err = ResourceIdError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let trimmed = text.trim_end_matches('/');
        let not_in_group = || ResourceIdError::NotInResourceGroup(text.chars().take(300).collect());
        let rest = trimmed.strip_prefix('/').ok_or_else(not_in_group)?;
        let segments: Vec<&str> = rest.split('/').collect();
        let word_at =
            |index: usize, word: &str| segments.get(index).is_some_and(|s| s.eq_ignore_ascii_case(word));
        let is_complete = segments.len() >= 8 && segments.len().is_multiple_of(2);
        if !(is_complete
            && word_at(0, "subscriptions")
            && word_at(2, "resourceGroups")
            && word_at(4, "providers"))
        {
            return Err(not_in_group());
        }
        if let Some(bad) = segments.iter().find(|segment| !Self::is_segment(segment)) {
            return Err(ResourceIdError::UnsafeSegment(bad.chars().take(80).collect()));
        }
        Ok(Self { text: trimmed.to_owned() })
    }
}

impl PartialEq for ResourceId {
    fn eq(&self, other: &Self) -> bool {
        self.text.eq_ignore_ascii_case(&other.text)
    }
}

impl Eq for ResourceId {}

impl Hash for ResourceId {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.folded().hash(state);
    }
}

impl PartialOrd for ResourceId {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for ResourceId {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.folded().cmp(&other.folded())
    }
}

impl fmt::Display for ResourceId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text)
    }
}

impl fmt::Debug for ResourceId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text)
    }
}

impl Serialize for ResourceId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

impl<'de> Deserialize<'de> for ResourceId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod fuzz;
#[cfg(test)]
mod tests {
    use super::*;

    const WORKSPACE: &str =
        "/subscriptions/0000/resourceGroups/rg-1/providers/Microsoft.MachineLearningServices/workspaces/ws";

    #[test]
    fn parts_come_back_as_spelled() {
        let id: ResourceId = WORKSPACE.parse().unwrap();
        assert_eq!((id.subscription(), id.resource_group(), id.name()), ("0000", "rg-1", "ws"));
        assert_eq!(
            id.child("onlineEndpoints", "e").unwrap().as_str(),
            format!("{WORKSPACE}/onlineEndpoints/e")
        );
    }

    #[test]
    fn letter_case_does_not_make_another_resource() {
        assert_eq!(WORKSPACE.parse::<ResourceId>(), WORKSPACE.to_lowercase().parse());
    }

    #[test]
    fn hostile_texts_are_refused() {
        for text in [
            "",
            "/",
            "https://evil.example/subscriptions/0/resourceGroups/r/providers/n/t/x",
            "/subscriptions/0/resourceGroups/r",
            "/subscriptions/0/resourceGroups/../providers/n/t/x",
            "/subscriptions/0/resourceGroups/r/providers/n/t/x?y=1",
            "/subscriptions/0/resourceGroups/r/providers/n/t/x%2f..",
            "/subscriptions/0/resourceGroups/r/providers/n/t/x\r\nHost: evil",
            "/subscriptions//resourceGroups/r/providers/n/t/x",
        ] {
            assert!(text.parse::<ResourceId>().is_err(), "{text:?}");
        }
    }
}
