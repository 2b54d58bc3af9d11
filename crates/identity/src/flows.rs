//! The ways to a token, one file each.

pub(crate) mod browser;
