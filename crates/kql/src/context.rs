//! What evaluation needs besides the row.

use std::{cell::RefCell, collections::HashMap};

use jiff::Timestamp;
use regex::Regex;

use super::budget::Budget;

/// The time, the budget, and the patterns that are compiled already; one for each query.
pub(crate) struct Context {
    pub(crate) now: Timestamp,
    pub(crate) budget: Budget,
    pub(crate) patterns: RefCell<HashMap<String, Regex>>,
}

impl Context {
    pub(crate) fn new(now: Timestamp) -> Self {
        Self { now, budget: Budget::new(), patterns: RefCell::default() }
    }
}
