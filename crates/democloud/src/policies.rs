//! Switches sign-in policies on and off, for the program that owns the demo cloud.

use crate::{DemoCloud, state::Policy};

impl DemoCloud {
    /// Every policy, in force or not.
    pub fn policies(&self) -> Vec<Policy> {
        self.core.with_state(|state| state.policies.clone())
    }

    /// Adds a policy, or puts it in place of the one with the same id, to switch it on for example.
    pub fn put_policy(&self, policy: Policy) {
        self.core.with_state(|state| state.put_policy(policy));
    }

    /// Takes a policy out; whether there was one.
    pub fn remove_policy(&self, id: &str) -> bool {
        self.core.with_state(|state| state.remove_policy(id))
    }
}
