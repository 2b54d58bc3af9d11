//! The developer's tool behind `cargo xtask`.
//!
//! It sets up what a machine with Rust and Node lacks, and starts everything else. It owns no test
//! and no build rule: those live in the packages.

mod build;
mod conformance;
mod packages;
mod providers;
mod rules;
mod shell;
mod skips;
mod supply;
mod test;

use std::process::ExitCode;

use anyhow::{Result, bail};

use crate::{
    conformance::Parity,
    shell::{Step, say},
};

const USAGE: &str = "\
cargo xtask run     set up, build, open Latchkey (without a display: take the tour on a virtual one)
cargo xtask test    set up, then every test: Rust, UI, desktop, Microsoft's clients, sign-in providers, house rules, supply chain
cargo xtask parity  run Microsoft's clients against the demo cloud and write docs/parity.md
cargo xtask tour    drive the real window and a real browser through the whole main job; tour pseudo does it in the pseudo-language
cargo xtask bench   the release build: start and memory beside an empty window, a token on the command line (Linux);
                    bench start shows where the time of a start goes
cargo xtask rules   switch off each rule about where tokens go, and see that tests notice
cargo xtask bundle  a release package of this platform under target/release/bundle";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let result = match arguments.as_slice() {
        ["run"] => run(),
        ["test"] => test::all(),
        ["parity"] => match conformance::parity() {
            // The page ends with its numbers; nothing is said after them.
            Ok(Parity::Failed) => return ExitCode::FAILURE,
            Ok(Parity::Passed) => Ok(()),
            Err(error) => Err(error),
        },
        ["tour"] => tour(&[]),
        ["tour", "pseudo"] => tour(&["pseudo"]),
        ["bench"] => bench(&[]),
        ["bench", "start"] => bench(&["start"]),
        ["bundle"] => bundle(),
        ["rules"] => rules::check(),
        _ => {
            say(USAGE);
            return ExitCode::from(2);
        }
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            say(&format!("error: {error:#}"));
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<()> {
    packages::install(packages::Need::Window)?;
    build::ui()?;
    let binary = build::app()?;
    if has_display() {
        say("Latchkey opens. Choose \"Try the demo cloud\" for a tour without an Azure account.");
        return Step::new(binary).run();
    }
    say("This machine has no display: a virtual one is started and the tour is taken instead.");
    tour(&[])
}

fn tour(language: &[&str]) -> Result<()> {
    packages::install(packages::Need::Tests)?;
    build::ui()?;
    let binary = build::app()?;
    Step::cargo("run", &["--quiet", "-p", "latchkey-tests", "--features", "desktop", "--bin", "tour"])
        .args(&["--"])
        .args(language)
        .env("LATCHKEY_BINARY", binary)
        .run()
}

fn bench(part: &[&str]) -> Result<()> {
    packages::install(packages::Need::Tests)?;
    build::release_ui()?;
    let options = ["--release", "-p", "latchkey-desktop", "--features", "custom-protocol"];
    let targets = ["--bin", "latchkey-desktop", "--example", "empty-window"];
    Step::cargo("build", &[options.as_slice(), &targets].concat()).run()?;
    Step::cargo("build", &["--release", "-p", "latchkey-cli"]).run()?;
    let release = build::target_folder().join("release");
    Step::cargo("run", &["--quiet", "-p", "latchkey-tests", "--features", "desktop", "--bin", "bench"])
        .args(&["--"])
        .args(part)
        .env("LATCHKEY_COMMAND_LINE", release.join("latchkey"))
        .env("LATCHKEY_BINARY", release.join("latchkey-desktop"))
        .env("LATCHKEY_EMPTY_BINARY", release.join("examples/empty-window"))
        .run()
}

fn bundle() -> Result<()> {
    packages::install(packages::Need::Window)?;
    build::node_modules()?;
    let target = match std::env::consts::OS {
        "linux" => "deb",
        "macos" => "dmg",
        "windows" => "nsis",
        other => bail!("no package is defined for {other}"),
    };
    let tauri = build::ui_folder().join("node_modules/.bin/tauri");
    Step::new(tauri)
        .args(&["build", "--bundles", target, "--features", "custom-protocol", "--", "--locked"])
        .folder(build::root().join("src-tauri"))
        .run()
}

fn has_display() -> bool {
    let is_set = |name: &str| shell::environment(name).is_some();
    !cfg!(target_os = "linux") || is_set("DISPLAY") || is_set("WAYLAND_DISPLAY")
}
