//! The programs under test: the runner names them, else they are where Cargo builds them.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// The application with its window.
pub(super) fn application() -> Result<PathBuf> {
    find("LATCHKEY_BINARY", "latchkey-desktop")
}

/// The command line.
///
/// # Errors
/// That it was not built.
pub fn command_line() -> Result<PathBuf> {
    find("LATCHKEY_COMMAND_LINE", "latchkey")
}

#[expect(clippy::disallowed_methods, reason = "the runner says where the programs are")]
fn find(variable: &str, name: &str) -> Result<PathBuf> {
    let built = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/debug").join(name);
    let binary = std::env::var_os(variable).map_or(built, PathBuf::from);
    binary
        .canonicalize()
        .with_context(|| format!("{} is not there; run `cargo xtask test`", binary.display()))
}
