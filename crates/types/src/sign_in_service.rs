//! Which kind of service signs people in to a cloud, and what tokens are asked for there.
//!
//! Entra names a scope after each resource. Any other OpenID provider has names of its own, which the cloud's file
//! tells; everything else is in the provider's description of itself.

use serde::{Deserialize, Serialize};

use crate::Audience;

/// Which kind of service a cloud's authority is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum SignInService {
    /// Microsoft Entra ID, or an emulator of it: tenants below the authority, a scope for each resource.
    #[default]
    Entra,
    /// A provider that keeps to OpenID Connect. It has no tenants.
    OpenId(OpenIdProvider),
}

/// An OpenID provider as its cloud knows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OpenIdProvider {
    /// The issuer in its own spelling: it is compared letter by letter (OpenID Connect Discovery §4.3).
    pub issuer: String,
    /// What tokens are asked for with.
    pub scopes: AudienceScopes,
}

/// The scopes (RFC 6749 §3.3) that a token is asked for with, by what it is for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AudienceScopes {
    /// For Azure Resource Manager and whatever takes its tokens.
    pub arm: Vec<String>,
    /// For Azure Machine Learning's data plane; `None` if there are no such tokens.
    pub ml: Option<Vec<String>>,
    /// For Microsoft Graph; `None` if there are no such tokens.
    pub graph: Option<Vec<String>>,
}

impl AudienceScopes {
    /// The same scopes for everything.
    pub fn alike(scopes: Vec<String>) -> Self {
        Self { ml: Some(scopes.clone()), graph: Some(scopes.clone()), arm: scopes }
    }

    /// The scopes of an audience; `None` if no token is given out for it.
    pub fn of(&self, audience: Audience) -> Option<&[String]> {
        match audience {
            Audience::Arm => Some(&self.arm),
            Audience::MachineLearning => self.ml.as_deref(),
            Audience::Graph => self.graph.as_deref(),
        }
    }

    /// Whether every audience that there are tokens for has the same scopes.
    pub fn are_alike(&self) -> bool {
        self.ml.iter().chain(&self.graph).all(|scopes| *scopes == self.arm)
    }

    /// Every scope once, in the order in which they are named.
    pub fn all(&self) -> Vec<&str> {
        let mut all: Vec<&str> = Vec::new();
        for scope in self.arm.iter().chain(self.ml.iter().flatten()).chain(self.graph.iter().flatten()) {
            if !all.contains(&scope.as_str()) {
                all.push(scope);
            }
        }
        all
    }
}

/// Whether a text is one scope (RFC 6749 §3.3).
pub(crate) fn is_scope(text: &str) -> bool {
    (1..=256).contains(&text.len())
        && text.bytes().all(|byte| matches!(byte, 0x21 | 0x23..=0x5b | 0x5d..=0x7e))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_audience_has_its_scopes_and_a_sign_in_asks_for_all() {
        let words = |text: &str| -> Vec<String> { text.split(' ').map(str::to_owned).collect() };
        let scopes = AudienceScopes { arm: words("a b"), ml: Some(words("b c")), graph: None };
        assert_eq!(scopes.all(), ["a", "b", "c"]);
        assert!(!scopes.are_alike());
        assert_eq!(scopes.of(Audience::MachineLearning), Some(&words("b c")[..]));
        assert_eq!(scopes.of(Audience::Graph), None);
        let alike = AudienceScopes::alike(words("a b"));
        assert!(alike.are_alike() && alike.all() == ["a", "b"]);
    }

    #[test]
    fn a_scope_has_neither_spaces_nor_quotes() {
        let check = |text: &str, expected: bool| assert_eq!(is_scope(text), expected, "{text}");
        check("https://api.example/.default", true);
        check("ml:read", true);
        for wrong in ["", "a b", "\"", "\\", "é", "a\n"] {
            check(wrong, false);
        }
    }
}
