//! Azure's role-based access control as pure functions: no input, no output, no clock.
//!
//! The client uses it to say beforehand what an account may do; the demo cloud uses it to enforce.
//! Rules: <https://learn.microsoft.com/azure/role-based-access-control/role-definitions>.
//! Conditions on assignments: <https://learn.microsoft.com/azure/role-based-access-control/conditions-format>.

mod action;
mod assignment;
mod condition;
mod decision;
mod evaluate;
mod plane;
mod reach;
mod role;
mod strength;

pub use action::ActionPattern;
pub use assignment::{AssignedCondition, DenyAssignment, EVERYBODY, RoleAssignment};
pub use condition::{Attribute, Attributes, Condition, ConditionError, Outcome, Source, Value};
pub use decision::{Decision, Unmet};
pub use evaluate::Evaluation;
pub use plane::Plane;
pub use reach::Reach;
pub use role::{Permission, RoleDefinition, allows};
pub use strength::Strength;
