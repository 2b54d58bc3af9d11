//! Building the UI and the app.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::shell::{Step, environment};

/// The oldest major version of Node that the README allows.
const OLDEST_NODE: u32 = 20;

/// The workspace's folder.
pub(crate) fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).expect("xtask lives two folders below the root").to_owned()
}

/// The UI's folder.
pub(crate) fn ui_folder() -> PathBuf {
    root().join("ui")
}

/// Where Cargo puts what it builds.
pub(crate) fn target_folder() -> PathBuf {
    environment("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |folder| root().join(folder))
}

/// Installs the UI's packages, exactly those of the lock file, unless they are there already.
pub(crate) fn node_modules() -> Result<()> {
    packages_of(&ui_folder())
}

/// The same for any folder with a lock file.
pub(crate) fn packages_of(folder: &Path) -> Result<()> {
    check_node()?;
    let changed_at = |path: PathBuf| std::fs::metadata(path).and_then(|metadata| metadata.modified()).ok();
    let installed_at = changed_at(folder.join("node_modules/.package-lock.json"));
    let locked_at = changed_at(folder.join("package-lock.json"));
    let is_current =
        matches!((installed_at, locked_at), (Some(installed), Some(locked)) if installed >= locked);
    if is_current { Ok(()) } else { Step::npm(&["ci"]).folder(folder.to_owned()).run() }
}

/// Says so where Node is missing or too old, before npm fails in words of its own.
fn check_node() -> Result<()> {
    let Ok(version) = Step::new("node").args(&["--version"]).output() else {
        bail!("Node is missing: install Node {OLDEST_NODE} or newer from https://nodejs.org");
    };
    match node_major(&version) {
        Some(major) if major >= OLDEST_NODE => Ok(()),
        _ => bail!(
            "Node {OLDEST_NODE} or newer is needed, but node --version says {:?}: install a newer one from https://nodejs.org",
            version.trim()
        ),
    }
}

/// The 20 of `v20.11.1`.
fn node_major(version: &str) -> Option<u32> {
    version.trim().strip_prefix('v')?.split('.').next()?.parse().ok()
}

/// Builds the page of a debug build's window, which has the pseudo-language.
pub(crate) fn ui() -> Result<()> {
    page("build:debug")
}

/// Builds the page of a release.
pub(crate) fn release_ui() -> Result<()> {
    page("build")
}

fn page(script: &str) -> Result<()> {
    node_modules()?;
    Step::npm(&["run", "--silent", script]).run()
}

/// Builds the app with the page in it; where it is.
pub(crate) fn app() -> Result<PathBuf> {
    Step::cargo("build", &["-p", "latchkey-desktop", "--features", "custom-protocol"]).run()?;
    let name = format!("latchkey-desktop{}", std::env::consts::EXE_SUFFIX);
    let binary = target_folder().join("debug").join(name);
    binary.canonicalize().with_context(|| format!("{} was not built", binary.display()))
}

/// Builds the demo cloud's own program; where it is.
pub(crate) fn demo_cloud() -> Result<PathBuf> {
    program("latchkey-democloud", "latchkey-democloud")
}

/// Builds the command line; where it is.
pub(crate) fn command_line() -> Result<PathBuf> {
    program("latchkey-cli", "latchkey")
}

fn program(package: &str, name: &str) -> Result<PathBuf> {
    Step::cargo("build", &["-p", package]).run()?;
    let binary = target_folder().join("debug").join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
    binary.canonicalize().with_context(|| format!("{} was not built", binary.display()))
}

#[cfg(test)]
mod tests {
    use super::node_major;

    #[test]
    fn the_major_version_of_node_is_read() {
        for (version, expected) in [
            ("v20.11.1\n", Some(20)),
            ("v8.0.0", Some(8)),
            ("v24.0.0-nightly", Some(24)),
            ("", None),
            ("20.1.0", None),
        ] {
            assert_eq!(node_major(version), expected, "{version:?}");
        }
    }
}
