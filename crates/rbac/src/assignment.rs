//! Who has which role where, and who is denied what where.

use latchkey_types::Scope;
use serde::{Deserialize, Serialize};

use crate::{Condition, ConditionError, Permission};

/// A role given to a principal at a scope; it holds for everything below.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoleAssignment {
    /// The assignment's GUID.
    pub id: String,
    /// Where it holds.
    pub scope: Scope,
    /// GUID of the role.
    pub role_id: String,
    /// Object id of the user, group or service principal.
    pub principal_id: String,
    /// A condition under which it grants. Where it cannot be read or decided, it grants nothing.
    #[serde(default)]
    pub condition: Option<AssignedCondition>,
}

/// Stands for every principal in a deny assignment.
pub const EVERYBODY: &str = "00000000-0000-0000-0000-000000000000";

/// Actions denied to principals at a scope; it wins over every role.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DenyAssignment {
    /// The assignment's GUID.
    pub id: String,
    /// Where it holds.
    pub scope: Scope,
    /// Azure's `doNotApplyToChildScopes`: whether it holds at `scope` alone instead of everything below too.
    pub this_scope_only: bool,
    /// What is denied.
    pub permissions: Vec<Permission>,
    /// Object ids it holds for; [`EVERYBODY`] may be one of them.
    pub principal_ids: Vec<String>,
    /// Object ids that are spared, of groups too.
    pub excluded_principal_ids: Vec<String>,
    /// A condition under which it denies. Where it cannot be read or decided, it denies.
    #[serde(default)]
    pub condition: Option<AssignedCondition>,
}

/// The condition of an assignment: its text as it was written, and what that says. The text is read once, when
/// the assignment is made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub struct AssignedCondition {
    text: String,
    reading: Result<Condition, ConditionError>,
}

impl AssignedCondition {
    /// Takes any text; one that is no condition is kept as well, and never holds.
    pub fn new(text: impl Into<String>) -> Self {
        let text = text.into();
        Self { reading: Condition::parse(&text), text }
    }

    /// Whether there is nothing in it: "no condition" goes over the wire as null or as an empty text.
    pub fn is_empty(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// The text as it was written.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// What the text says.
    ///
    /// # Errors
    /// [`ConditionError`] if it is no condition.
    pub fn read(&self) -> Result<&Condition, &ConditionError> {
        self.reading.as_ref()
    }
}

impl From<String> for AssignedCondition {
    fn from(text: String) -> Self {
        Self::new(text)
    }
}

impl From<AssignedCondition> for String {
    fn from(condition: AssignedCondition) -> Self {
        condition.text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_condition_is_kept_as_it_was_written_and_read_once() {
        let check = |text: &str, is_condition: bool| {
            let condition = AssignedCondition::new(text);
            assert_eq!(condition.as_str(), text);
            assert_eq!(condition.read().is_ok(), is_condition, "{text}");
            assert_eq!(AssignedCondition::from(String::from(condition.clone())), condition, "{text}");
        };
        check("( ActionMatches{'*/read'} )", true);
        check("half a (condition", false);
        check("", false);
        assert!(AssignedCondition::new(" \n").is_empty() && !AssignedCondition::new("x").is_empty());
    }
}
