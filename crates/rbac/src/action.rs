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
        match pattern.matches("/*/").count() {
            0 => matches_wildcards(&pattern, &action),
            1 if !pattern.contains("/*/*/") => {
                matches_wildcards(&pattern, &action)
                    || matches_wildcards(&pattern.replacen("/*/", "/", 1), &action)
            }
            _ => matches_segments(&pattern, &action),
        }
    }
}

/// Matches with each `/*/` free to stand for a single slash, by following every way through the pattern
/// at once: linear in the product of both lengths.
fn matches_segments(pattern: &str, text: &str) -> bool {
    let pattern = pattern.as_bytes();
    // Whether the text read so far can have led to this place of the pattern.
    let mut places = vec![false; pattern.len() + 1];
    places[0] = true;
    // A star may stand for nothing.
    let skip_stars = |places: &mut Vec<bool>| {
        for at in (0..pattern.len()).filter(|at| pattern[*at] == b'*') {
            places[at + 1] |= places[at];
        }
    };
    skip_stars(&mut places);
    for byte in text.bytes() {
        let mut next = vec![false; pattern.len() + 1];
        for at in (0..pattern.len()).filter(|at| places[*at]) {
            match pattern[at] {
                b'*' => next[at] = true,
                own if own == byte => {
                    let mut to = at + 1;
                    next[to] = true;
                    // Behind a slash, a star may take the next slash with it.
                    while own == b'/' && pattern[to..].starts_with(b"*/") {
                        to += 2;
                        next[to] = true;
                    }
                }
                _ => {}
            }
        }
        skip_stars(&mut next);
        places = next;
    }
    places[pattern.len()]
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
        check("Microsoft.X/*/jobs/*/read", "Microsoft.X/workspaces/jobs/read", true);
        check("Microsoft.X/*/jobs/*/read", "Microsoft.X/jobs/runs/read", true);
        check("Microsoft.X/*/jobs/*/read", "Microsoft.X/jobs/read", true);
        check("Microsoft.X/*/jobs/*/read", "Microsoft.X/workspaces/jobs/runs/read", true);
        check("Microsoft.X/*/jobs/*/read", "Microsoft.X/workspaces/read", false);
        check("Microsoft.X/*/jobs/*/read", "Microsoft.X/badjobs/read", false);
        check("Microsoft.X/*/*/read", "Microsoft.X/read", true);
        check("Microsoft.X/*/*/read", "Microsoft.Xread", false);
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
