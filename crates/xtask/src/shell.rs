//! Running other programs, and saying so.

use std::{
    ffi::{OsStr, OsString},
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use anyhow::{Context, Result, bail};

use crate::skips;

/// A program to run in the foreground; it fails if the program does.
pub(crate) struct Step {
    command: Command,
    words: String,
}

impl Step {
    pub(crate) fn new(program: impl AsRef<OsStr>) -> Self {
        let program = program.as_ref();
        let name = Path::new(program).file_name().unwrap_or(program).to_string_lossy().into_owned();
        let mut command = Command::new(program);
        command.stdin(Stdio::null()).current_dir(crate::build::root());
        Self { command, words: name }
    }

    /// Cargo, the one that runs this, with the versions of the lock file.
    pub(crate) fn cargo(command: &str, arguments: &[&str]) -> Self {
        let cargo = environment("CARGO").unwrap_or_else(|| OsString::from("cargo"));
        let step = Self::new(cargo).args(&[command]);
        // It has no packages to choose.
        let step = if command == "fmt" { step } else { step.args(&["--locked"]) };
        step.args(arguments)
    }

    /// npm in the UI's folder.
    pub(crate) fn npm(arguments: &[&str]) -> Self {
        let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
        Self::new(npm).args(arguments).folder(crate::build::ui_folder())
    }

    pub(crate) fn args(mut self, arguments: &[&str]) -> Self {
        for argument in arguments {
            self.words.push(' ');
            self.words.push_str(argument);
            self.command.arg(argument);
        }
        self
    }

    /// One more argument, which is a path: the developer is shown its last part.
    pub(crate) fn path(mut self, path: &Path) -> Self {
        self.words.push(' ');
        self.words.push_str(&path.file_name().unwrap_or(path.as_os_str()).to_string_lossy());
        self.command.arg(path);
        self
    }

    pub(crate) fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    /// Runs tests, those that are skipped being counted.
    pub(crate) fn counting_skips(self) -> Self {
        self.env(skips::VARIABLE, skips::file())
    }

    pub(crate) fn folder(mut self, folder: PathBuf) -> Self {
        self.command.current_dir(folder);
        self
    }

    /// Runs it, its output where ours is.
    pub(crate) fn run(mut self) -> Result<()> {
        say(&format!("→ {}", self.words));
        let status = self.command.status().with_context(|| format!("{} could not be started", self.words))?;
        if !status.success() {
            bail!("{} ended with {status}", self.words);
        }
        Ok(())
    }

    /// Runs it silently; whether it succeeded.
    pub(crate) fn succeeds(mut self) -> bool {
        let status = self.command.stdout(Stdio::null()).stderr(Stdio::null()).status();
        status.is_ok_and(|status| status.success())
    }

    /// Runs it and returns what it printed.
    pub(crate) fn output(mut self) -> Result<String> {
        let output = self.command.stderr(Stdio::inherit()).output();
        let output = output.with_context(|| format!("{} could not be started", self.words))?;
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }
}

/// Tells the developer something.
#[expect(clippy::print_stdout, reason = "this is a program for the terminal")]
pub(crate) fn say(text: &str) {
    println!("{text}");
}

/// A variable of the environment.
#[expect(clippy::disallowed_methods, reason = "a developer's tool is configured by its environment")]
pub(crate) fn environment(name: &str) -> Option<OsString> {
    std::env::var_os(name).filter(|value| !value.is_empty())
}

#[cfg(test)]
mod tests {
    use super::Step;

    #[test]
    fn cargo_keeps_to_the_lock_file() {
        let check = |command: &str, arguments: &[&str], expected: &str| {
            assert_eq!(Step::cargo(command, arguments).words.split_once(' ').unwrap().1, expected);
        };
        check("build", &["-p", "latchkey-cli"], "build --locked -p latchkey-cli");
        check("clippy", &["--quiet", "--", "-D", "warnings"], "clippy --locked --quiet -- -D warnings");
        check("install", &["cargo-deny"], "install --locked cargo-deny");
        check("fmt", &["--all"], "fmt --all");
    }
}
