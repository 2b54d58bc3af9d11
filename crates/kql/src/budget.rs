//! How much work one query may do, counted instead of timed, so that the same query always ends the same way.

use std::cell::Cell;

use super::error::{ErrorCode, QueryError};

/// About as many nanoseconds as a plain build takes, in all.
const UNITS: u64 = 500_000_000;
/// For each step of an expression in each row.
pub(crate) const STEP: u64 = 40;
/// For each cell that is kept, which is memory besides.
pub(crate) const CELL: u64 = 120;
/// The largest single text or JSON value, as in Kusto.
pub(crate) const MAX_VALUE_BYTES: usize = 1024 * 1024;

/// What is left of a query's work.
pub(crate) struct Budget {
    left: Cell<u64>,
}

impl Budget {
    pub(crate) fn new() -> Self {
        Self { left: Cell::new(UNITS) }
    }

    /// Pays for work before it is done.
    pub(crate) fn charge(&self, units: u64) -> Result<(), QueryError> {
        match self.left.get().checked_sub(units) {
            Some(left) => {
                self.left.set(left);
                Ok(())
            }
            None => Err(QueryError::new(
                ErrorCode::QueryTooExpensive,
                "The query needs more work or memory than one query may use.",
            )),
        }
    }

    /// Pays for `count` things that cost the same.
    pub(crate) fn charge_many(&self, count: usize, units: u64) -> Result<(), QueryError> {
        self.charge(u64::try_from(count).unwrap_or(u64::MAX).saturating_mul(units))
    }

    /// Pays for a value of this many bytes, which may not be larger than a value can be.
    pub(crate) fn charge_value(&self, bytes: usize) -> Result<(), QueryError> {
        if bytes > MAX_VALUE_BYTES {
            return Err(QueryError::new(
                ErrorCode::QueryTooExpensive,
                format!("The query makes a value of more than {MAX_VALUE_BYTES} bytes."),
            ));
        }
        self.charge_many(bytes, 4)
    }
}
