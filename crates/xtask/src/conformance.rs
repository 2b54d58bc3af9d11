//! Microsoft's clients against the demo cloud: their virtual environment, their run, and the page that it writes.
//!
//! The tests and their rules live in `tests/conformance`.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::{
    build, packages,
    shell::{Step, say},
};

/// The tests that are about other sign-in services and not about the demo cloud.
pub(crate) const OF_PROVIDERS: &str = "test_openid_provider.py";

/// What the clients said of the demo cloud.
pub(crate) enum Parity {
    /// Every operation did what its test expects.
    Passed,
    /// Some did not; the page says which.
    Failed,
}

/// Runs the clients, and holds the page that is kept to the one that comes of it.
pub(crate) fn check() -> Result<()> {
    let page = folder().join("parity.md");
    run(&page)?;
    if read(&page)? != read(&kept_page())? {
        bail!("docs/parity.md is not what this run found: write it anew with cargo xtask parity");
    }
    Ok(())
}

/// Runs the clients, writes the page and shows it; its last line tells how many passed and failed.
pub(crate) fn parity() -> Result<Parity> {
    packages::install(packages::Need::Clients)?;
    let fresh = folder().join("parity.md");
    let result = run(&fresh);
    if let Err(error) = &result {
        say(&format!("{error:#}"));
    }
    let page = read(&fresh).context("the clients' run ended before it could write its page")?;
    std::fs::write(kept_page(), &page).context("docs/parity.md could not be written")?;
    say(page.trim_end());
    Ok(if result.is_ok() && has_no_failure(&page) { Parity::Passed } else { Parity::Failed })
}

/// Runs every test of the clients; the page is written whatever they say.
fn run(page: &Path) -> Result<()> {
    let python = environment()?;
    let binary = build::demo_cloud()?;
    if page.exists() {
        std::fs::remove_file(page).with_context(|| format!("{} is in the way", page.display()))?;
    }
    Step::new(python)
        .args(&["-m", "pytest", "--ignore", OF_PROVIDERS])
        .folder(tests())
        .env("LATCHKEY_DEMOCLOUD_BINARY", binary)
        .env("LATCHKEY_OLDER_CLIENT", folder().join("older"))
        .env("LATCHKEY_PARITY_FILE", page)
        .env("PYTHONPYCACHEPREFIX", folder().join("pycache"))
        .counting_skips()
        .run()
}

/// The Python of an environment that holds exactly what the requirements name; it is made where it is missing.
pub(crate) fn environment() -> Result<PathBuf> {
    let system = if cfg!(windows) { "python" } else { "python3" };
    let Ok(version) = Step::new(system).args(&["--version"]).output() else {
        bail!("Python is missing: install Python 3.10 or newer from https://www.python.org");
    };
    let venv = folder().join("venv");
    let python = venv.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
    let [requirements, older] = ["requirements.txt", "requirements-older.txt"].map(|name| tests().join(name));
    let wanted = format!("{}\n{}\n{}", version.trim(), read(&requirements)?, read(&older)?);
    let stamp = folder().join("installed.txt");
    if python.exists() && read(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(python);
    }
    // Its mark goes with it, so that an installation that is cut short is not taken for a whole one.
    if folder().exists() {
        std::fs::remove_dir_all(folder()).context("the old environment is in the way")?;
    }
    std::fs::create_dir_all(folder()).context("the environment has no place")?;
    Step::new(system).args(&["-m", "venv"]).path(&venv).run()?;
    let install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"];
    // What it installs is what the requirements have a digest of, and runs nothing on the way.
    let held = ["--require-hashes", "--only-binary", ":all:"];
    let install = [install.as_slice(), &held].concat();
    Step::new(&python).args(&install).args(&["-r"]).path(&requirements).run()?;
    let apart = ["--no-deps", "--target"];
    let step = Step::new(&python).args(&install).args(&apart).path(&folder().join("older"));
    step.args(&["-r"]).path(&older).run()?;
    std::fs::write(&stamp, wanted).context("the environment could not be marked as whole")?;
    Ok(python)
}

/// Where the environment and the page of a run lie.
fn folder() -> PathBuf {
    build::target_folder().join("conformance")
}

/// Where the tests and their requirements lie.
pub(crate) fn tests() -> PathBuf {
    build::root().join("tests/conformance")
}

fn kept_page() -> PathBuf {
    build::root().join("docs/parity.md")
}

/// A text file, whatever its line ends.
fn read(path: &Path) -> Result<String> {
    let text = std::fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))?;
    Ok(text.replace("\r\n", "\n"))
}

/// Whether the page's last line says so.
fn has_no_failure(page: &str) -> bool {
    page.trim_end().lines().last().is_some_and(|line| line.ends_with(" passed, 0 failed"))
}

#[cfg(test)]
mod tests {
    use super::has_no_failure;

    #[test]
    fn the_last_line_tells_whether_something_failed() {
        for (page, expected) in [
            ("# Parity\n\n12 passed, 0 failed\n", true),
            ("12 passed, 10 failed\n", false),
            ("12 passed, 0 failed\n\nmore\n", false),
            ("", false),
        ] {
            assert_eq!(has_no_failure(page), expected, "{page:?}");
        }
    }
}
