//! Patterns of actions: `Microsoft.MachineLearningServices/workspaces/*/read`.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A pattern as a role definition spells it. `*` stands for any characters, `/` among them, and
/// letter case carries no meaning.
///
/// Between two slashes `*` may also stand for nothing, slash included: `workspaces/*/read` covers
/// `workspaces/read`. Microsoft's own exclusion lists only make sense that way.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ActionPattern(String);

impl ActionPattern {
    /// Takes a pattern as spelled.
    pub fn new(pattern: impl Into<String>) -> Self {
        Self(pattern.into())
    }

    /// The pattern as spelled.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether the pattern covers an action.
    pub fn covers(&self, action: &str) -> bool {
        let pattern = self.0.trim().to_ascii_lowercase();
        let action = action.trim().to_ascii_lowercase();
        matches_wildcards(&pattern, &action)
            || (pattern.contains("/*/") && matches_wildcards(&pattern.replacen("/*/", "/", 1), &action))
    }
}

/// Linear in the product of both lengths, whatever the number of stars.
fn matches_wildcards(pattern: &str, text: &str) -> bool {
    let (pattern, text) = (pattern.as_bytes(), text.as_bytes());
    let (mut at_pattern, mut at_text) = (0, 0);
    let mut last_star: Option<(usize, usize)> = None;
    while at_text < text.len() {
        match pattern.get(at_pattern) {
            Some(b'*') => {
                last_star = Some((at_pattern, at_text));
                at_pattern += 1;
            }
            Some(byte) if *byte == text[at_text] => {
                at_pattern += 1;
                at_text += 1;
            }
            _ => match last_star {
                Some((star, start)) => {
                    last_star = Some((star, start + 1));
                    at_pattern = star + 1;
                    at_text = start + 1;
                }
                None => return false,
            },
        }
    }
    pattern[at_pattern..].iter().all(|byte| *byte == b'*')
}

impl fmt::Debug for ActionPattern {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stars_span_slashes_and_case_is_ignored() {
        let check = |pattern: &str, action: &str, expected: bool| {
            assert_eq!(ActionPattern::new(pattern).covers(action), expected, "{pattern} covers {action}");
        };
        check("*", "Microsoft.MachineLearningServices/workspaces/read", true);
        check("*/read", "Microsoft.MachineLearningServices/workspaces/read", true);
        check("*/read", "Microsoft.MachineLearningServices/workspaces/listKeys/action", false);
        check("Microsoft.CostManagement/exports/*", "Microsoft.CostManagement/exports/run/action", true);
        check("microsoft.authorization/*/READ", "Microsoft.Authorization/roleAssignments/read", true);
        check(
            "Microsoft.X/workspaces/*/read",
            "Microsoft.X/workspaces/onlineEndpoints/deployments/read",
            true,
        );
        check("Microsoft.X/workspaces/*/read", "Microsoft.X/workspaces/read", true);
        check("Microsoft.X/workspaces/*/read", "Microsoft.X/workspacesread", false);
        check("Microsoft.X/workspaces/read", "Microsoft.X/workspaces/read/extra", false);
        check("Microsoft.X/a/b", "Microsoft.X/a", false);
        check("", "Microsoft.X/a", false);
    }

    #[test]
    fn many_stars_do_not_explode() {
        let pattern = ActionPattern::new("*a".repeat(200));
        assert!(!pattern.covers(&"a".repeat(10_000).replace("aa", "ab")));
    }
}
