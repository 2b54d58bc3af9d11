//! Files of this machine. `read` is the one way to read a file that somebody names: bounded, and never waiting for a
//! pipe or a device. `private` keeps files that nobody but this user may read or change. `owner` says who could have
//! written something.
//!
//! Left out: what is in a file, where a profile is.

mod owner;
pub mod private;
mod read;

pub use owner::{is_for_others, is_ours};
pub use read::{ReadError, read, read_text};
