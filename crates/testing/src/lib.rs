//! What tests of every crate share: the reference data of Azure, skips that are counted, waits with a limit.
//!
//! Used by tests alone. **Left out:** what any of them tests.

mod azure_data;
mod limit;
mod skips;

pub use azure_data::azure_data;
pub use limit::{LIMIT, soon, soon_blocking, until};
pub use skips::skip;
