//! The two planes of Azure's actions.

/// Which of a role's lists an action is looked up in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Plane {
    /// Management: `actions` and `notActions`.
    Control,
    /// Data: `dataActions` and `notDataActions`.
    Data,
}
