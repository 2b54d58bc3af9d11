//! Sign-in at OpenID providers that are not Entra: their packages, and the run.
//!
//! The tests live in `tests/conformance/test_openid_provider.py`. They need a Secret Service, as the desktop's do, so that
//! they run on Linux alone.

use std::path::PathBuf;

use anyhow::Result;

use crate::{build, conformance, shell::Step, skips};

/// Runs the command line against the providers.
pub(crate) fn check() -> Result<()> {
    if !cfg!(target_os = "linux") {
        return skips::note("sign-in providers", "a Secret Service, which Linux has");
    }
    let python = conformance::environment()?;
    build::packages_of(&folder())?;
    Step::new(python)
        .args(&["-m", "pytest", conformance::OF_PROVIDERS])
        .folder(conformance::tests())
        .env("LATCHKEY_COMMAND_LINE", build::command_line()?)
        .env("PYTHONPYCACHEPREFIX", build::target_folder().join("conformance/pycache"))
        .counting_skips()
        .run()
}

/// Where the provider of npm lies.
fn folder() -> PathBuf {
    conformance::tests().join("provider")
}
