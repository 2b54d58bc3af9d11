//! Every test, in the order in which a mistake is found cheapest.

use std::{path::Path, time::Instant};

use anyhow::{Result, bail};

use crate::{
    build, conformance, packages, providers,
    shell::{Step, say},
    skips, supply,
};

type Check = (&'static str, fn(&Path) -> Result<()>);

const CHECKS: &[Check] = &[
    ("format", |_| Step::cargo("fmt", &["--all", "--check"]).run()),
    ("supply chain", |_| supply::check()),
    ("ui lint", |_| Step::npm(&["run", "--silent", "lint"]).run()),
    ("ui tests", |_| Step::npm(&["test"]).run()),
    ("clippy", |_| {
        let arguments = ["--quiet", "--workspace", "--all-targets", "--all-features", "--", "-D", "warnings"];
        Step::cargo("clippy", &arguments).run()
    }),
    ("rust tests", |_| {
        Step::cargo("test", &["--workspace", "--quiet", "--no-fail-fast"]).counting_skips().run()
    }),
    ("conformance", |_| conformance::check()),
    ("sign-in providers", |_| providers::check()),
    ("desktop tests", |binary| {
        let arguments = ["--quiet", "-p", "latchkey-tests", "--features", "desktop", "--test", "desktop"];
        let one_at_a_time = ["--", "--test-threads=1"];
        let step = Step::cargo("test", &[arguments.as_slice(), &one_at_a_time].concat()).counting_skips();
        step.env("LATCHKEY_BINARY", binary).env("LATCHKEY_COMMAND_LINE", build::command_line()?).run()
    }),
];

/// Sets up, then runs every check; one that fails does not keep the others from running.
#[expect(clippy::disallowed_methods, reason = "a developer's tool tells how long its steps take")]
pub(crate) fn all() -> Result<()> {
    packages::install(packages::Need::Tests)?;
    build::ui()?;
    let binary = build::app()?;
    skips::begin()?;
    let mut summary = Vec::new();
    let mut failed = 0;
    for (name, check) in CHECKS {
        say(&format!("\n== {name}"));
        let begun = Instant::now();
        let result = check(&binary);
        let seconds = begun.elapsed().as_secs();
        let word = if result.is_ok() { "passed" } else { "FAILED" };
        summary.push(format!("{word}  {name} ({seconds} s)"));
        if let Err(error) = result {
            say(&format!("{error:#}"));
            failed += 1;
        }
    }
    say("");
    for line in &summary {
        say(line);
    }
    for line in skips::summary()? {
        say(&line);
    }
    say(&format!("{} passed, {failed} failed", CHECKS.len() - failed));
    if failed > 0 {
        bail!("{failed} of {} checks failed", CHECKS.len());
    }
    Ok(())
}
