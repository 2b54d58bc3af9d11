//! Proof that the app was unlocked when a command came in.

/// Only the lock makes one.
pub(crate) struct Unlocked(());

impl Unlocked {
    /// The lock has looked.
    pub(crate) fn proven() -> Self {
        Self(())
    }
}
