//! Faults that are known and have a reason. An exception that nothing needs any longer is a fault itself.

use std::{collections::BTreeSet, fmt};

use latchkey_tests::openapi::{Finding, Operation};

/// A fault that may be.
pub(crate) struct Exception {
    /// The beginning of the operation's name, such as `keyvault/`; of its file, if there is a dot in it.
    pub(crate) operation: &'static str,
    /// The end of the place of the finding.
    pub(crate) at: &'static str,
    /// A part of what is said about it.
    pub(crate) what: &'static str,
    pub(crate) reason: &'static str,
}

impl fmt::Display for Exception {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {} {}", self.operation, self.at, self.what)
    }
}

/// Exceptions, and which of them were needed.
pub(crate) struct Exceptions {
    all: Vec<&'static Exception>,
    used: BTreeSet<usize>,
}

impl Exceptions {
    pub(crate) fn new(lists: &[&'static [Exception]]) -> Self {
        let all: Vec<&Exception> = lists.iter().flat_map(|list| list.iter()).collect();
        assert!(all.iter().all(|one| !one.reason.is_empty()), "an exception needs a reason");
        Self { all, used: BTreeSet::new() }
    }

    /// Leaves the findings that no exception covers.
    pub(crate) fn keep_others(&mut self, operation: &Operation, findings: &mut Vec<Finding>) {
        findings.retain(|finding| {
            let file = &operation.document().file;
            let covers = |one: &Exception| {
                (operation.name().starts_with(one.operation) || file.starts_with(one.operation))
                    && finding.at.ends_with(one.at)
                    && finding.what.contains(one.what)
            };
            let found: Vec<usize> =
                self.all.iter().enumerate().filter(|(_, one)| covers(one)).map(|(at, _)| at).collect();
            self.used.extend(&found);
            found.is_empty()
        });
    }

    /// The exceptions that no fault needed.
    pub(crate) fn unused(&self) -> Vec<String> {
        let unused = self.all.iter().enumerate().filter(|(at, _)| !self.used.contains(at));
        unused.map(|(_, one)| format!("no longer needed: {one}")).collect()
    }
}
