//! Where may somebody do one action? Everything but the scope is decided beforehand, so that asking about each of
//! thousands of resources is cheap.

use latchkey_types::Scope;

use crate::{Decision, DenyAssignment, RoleAssignment, Unmet};

/// What decides about one action of one caller at any scope; made by [`Evaluation::reach`](crate::Evaluation::reach).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reach<'a> {
    /// Those that deny the action to the caller.
    pub(crate) denials: Vec<&'a DenyAssignment>,
    /// Those that give the caller a role with the action, and what of their condition stands in the way.
    pub(crate) grants: Vec<(&'a RoleAssignment, Option<Unmet>)>,
}

impl<'a> Reach<'a> {
    /// Decides about a scope.
    pub fn decide(&self, scope: &Scope) -> Decision<'a> {
        let denial = self.denials.iter().find(|denial| {
            denial.scope == *scope || (!denial.this_scope_only && denial.scope.contains(scope))
        });
        if let Some(denial) = denial {
            return Decision::Denied(denial);
        }
        let mut nearest: Option<(&RoleAssignment, Unmet)> = None;
        for (assignment, unmet) in self.grants.iter().filter(|(one, _)| one.scope.contains(scope)) {
            match unmet {
                None => return Decision::Allowed(assignment),
                Some(unmet) if nearest.is_none_or(|(_, other)| *unmet > other) => {
                    nearest = Some((assignment, *unmet));
                }
                Some(_) => {}
            }
        }
        nearest.map_or(Decision::NotAllowed, |(assignment, unmet)| Decision::Unmet(assignment, unmet))
    }

    /// Whether the action may be done at a scope.
    pub fn allows(&self, scope: &Scope) -> bool {
        self.decide(scope).is_allowed()
    }

    /// What of it bears on a scope and those below: it decides the same about them, and sooner.
    #[must_use]
    pub fn within(&self, scope: &Scope) -> Self {
        let bears = |one: &Scope| one.contains(scope) || scope.contains(one);
        Self {
            denials: self.denials.iter().copied().filter(|denial| bears(&denial.scope)).collect(),
            grants: self.grants.iter().copied().filter(|(one, _)| bears(&one.scope)).collect(),
        }
    }
}
