//! Azure's role-based access control as pure functions: no input, no output, no clock.
//!
//! The client uses it to say beforehand what an account may do; the demo cloud uses it to enforce.
//! Rules: <https://learn.microsoft.com/azure/role-based-access-control/role-definitions>.
//! Conditions on assignments are not evaluated: an assignment with a condition grants, as it does in
//! Azure for every action that the condition does not name.

mod action;
mod assignment;
mod evaluate;
mod role;

pub use action::ActionPattern;
pub use assignment::{DenyAssignment, RoleAssignment};
pub use evaluate::{Decision, Evaluation, Plane};
pub use role::{Permission, RoleDefinition, allows};
