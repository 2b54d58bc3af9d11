//! What an evaluation comes to.

use crate::{DenyAssignment, RoleAssignment};

/// What an evaluation came to, with the assignment that decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision<'a> {
    /// Allowed by this assignment.
    Allowed(&'a RoleAssignment),
    /// Denied by this assignment, whatever the roles say.
    Denied(&'a DenyAssignment),
    /// The role of this assignment has the action, but its condition stands in the way.
    Unmet(&'a RoleAssignment, Unmet),
    /// No assignment allows it.
    NotAllowed,
}

/// Why a condition does not let an assignment grant, the nearest to granting last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unmet {
    /// It is not a condition that can be read.
    Unreadable,
    /// It does not hold.
    NotMet,
    /// It depends on attributes that the caller did not tell;
    /// [`Condition::evaluate`](crate::Condition::evaluate) names them.
    Unknown,
}

impl Decision<'_> {
    /// Whether the action may be done.
    pub fn is_allowed(self) -> bool {
        matches!(self, Self::Allowed(_))
    }
}
