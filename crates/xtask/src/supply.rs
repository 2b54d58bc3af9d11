//! What comes from registries: licences, sources and banned crates by cargo-deny, which is installed where it is missing.
//!
//! What is allowed stands in `deny.toml`. The check reaches no network; advisories are looked at where somebody has put
//! their database.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

use crate::{
    build::{root, target_folder},
    shell::{Step, environment},
    skips,
};

/// The release that is installed. Without its features it needs no TLS, and is built in two to four minutes.
const CARGO_DENY: &str = "0.20.2";
/// Names a clone of <https://github.com/RustSec/advisory-db>.
const DATABASE: &str = "LATCHKEY_ADVISORY_DB";
/// The folder in which cargo-deny looks for the clone: its name, and a digest of its address.
const DATABASE_FOLDER: &str = "advisory-db-3157b0e258782691";

/// Installs cargo-deny, and fetches the crates of every platform: the check reads the licence of each.
pub(crate) fn prepare() -> Result<()> {
    let installed = Step::new(program()).args(&["--version"]).output();
    if !installed.is_ok_and(|version| version.trim() == format!("cargo-deny {CARGO_DENY}")) {
        let install = ["cargo-deny", "--version", CARGO_DENY, "--debug", "--no-default-features", "--quiet"];
        let step = Step::cargo("install", &install).args(&["--force", "--root"]).path(&tools());
        // A build of its own, without what a debugger reads.
        step.env("CARGO_PROFILE_DEV_DEBUG", "0").env("CARGO_TARGET_DIR", tools().join("build")).run()?;
        std::fs::remove_dir_all(tools().join("build"))
            .context("what cargo-deny was built of is in the way")?;
    }
    Step::cargo("fetch", &["--quiet"]).run()
}

/// Checks what the lock file holds.
pub(crate) fn check() -> Result<()> {
    prepare()?;
    cargo_deny(&root().join("deny.toml"), &["bans", "licenses", "sources"])?;
    let Some(database) = environment(DATABASE) else {
        return skips::note("advisories", &format!("an advisory database ({DATABASE} names its clone)"));
    };
    let database = root().join(database);
    ensure!(database.join("crates").is_dir(), "{DATABASE}: {} is no advisory database", database.display());
    cargo_deny(&settings_with(&database)?, &["advisories"])
}

fn cargo_deny(settings: &Path, checks: &[&str]) -> Result<()> {
    let step = Step::new(program()).args(&["--locked", "--offline", "--config"]).path(settings);
    step.args(&["check", "--hide-inclusion-graph"]).args(checks).run()
}

/// The settings with the place of the database, where cargo-deny finds it.
fn settings_with(database: &Path) -> Result<PathBuf> {
    let place = tools().join("advisories");
    if place.exists() {
        std::fs::remove_dir_all(&place).context("the place of the advisory database is in the way")?;
    }
    std::fs::create_dir_all(&place).context("the advisory database has no place")?;
    link(database, &place.join(DATABASE_FOLDER)).context("the advisory database cannot be linked to")?;
    let settings = std::fs::read_to_string(root().join("deny.toml")).context("deny.toml cannot be read")?;
    let file = tools().join("deny.toml");
    std::fs::write(&file, with_database(&settings, &place)).context("the settings cannot be written")?;
    Ok(file)
}

fn with_database(settings: &str, place: &Path) -> String {
    let place = place.to_string_lossy();
    settings.replacen("[advisories]\n", &format!("[advisories]\ndb-path = '{place}'\n"), 1)
}

#[cfg(unix)]
fn link(database: &Path, place: &Path) -> std::io::Result<()> {
    std::os::unix::fs::symlink(database, place)
}

#[cfg(windows)]
fn link(database: &Path, place: &Path) -> std::io::Result<()> {
    std::os::windows::fs::symlink_dir(database, place)
}

fn tools() -> PathBuf {
    target_folder().join("tools")
}

fn program() -> PathBuf {
    tools().join("bin").join(format!("cargo-deny{}", std::env::consts::EXE_SUFFIX))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::with_database;

    #[test]
    fn the_settings_name_the_database_and_nothing_else_changes() {
        let check = |settings: &str, expected: &str| {
            assert_eq!(with_database(settings, Path::new("/db")), expected);
        };
        check("[advisories]\nversion = 2\n", "[advisories]\ndb-path = '/db'\nversion = 2\n");
        let own = include_str!("../../../deny.toml");
        assert_eq!(with_database(own, Path::new("/db")).replace("db-path = '/db'\n", ""), own);
        assert!(with_database(own, Path::new("/db")).contains("[advisories]\ndb-path = '/db'\n"));
    }
}
