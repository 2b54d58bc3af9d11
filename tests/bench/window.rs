//! From the start of the program to a window that shows the workspaces, and the memory of its processes,
//! beside an empty Tauri window on the same webview, in turn, on the same machine.

use std::{
    path::{Path, PathBuf},
    time::Instant,
};

use anyhow::{Context, Result};
use latchkey_tests::desktop::{Browser, SecretService, Session, Window, memory_of, pause};

use super::say;

const RUNS: usize = 9;

/// What the first page says when it shows every service of the persona.
pub(super) const FIRST_PAGE: &str = "20 services";

/// Milliseconds and mebibytes of one start.
struct Start {
    milliseconds: f64,
    mebibytes: f64,
}

/// Prints the table.
pub(super) async fn run() -> Result<()> {
    let (latchkey, empty) = (variable("LATCHKEY_BINARY")?, variable("LATCHKEY_EMPTY_BINARY")?);
    let session = Session::start(SecretService::Present).await?;
    sign_in(&session, &latchkey).await?;
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..RUNS {
        ours.push(start(&session, &latchkey, FIRST_PAGE).await?);
        theirs.push(start(&session, &empty, "").await?);
    }
    say("start to usable window; one warm-up; driven by WebDriver, whose own start is in both; 0 ms latency");
    say("                     median ms   (min – max)        median MiB PSS   (min – max)");
    say(&row("Latchkey, signed in", &ours));
    say(&row("empty Tauri window", &theirs));
    let ratio = |of: fn(&Start) -> f64| median(&ours, of) / median(&theirs, of);
    say(&format!(
        "ratio                {:.2}                          {:.2}      ({RUNS} runs each, in turn)",
        ratio(|start| start.milliseconds),
        ratio(|start| start.mebibytes)
    ));
    Ok(())
}

/// Signs in to the demo cloud, so that later starts show the first page.
pub(super) async fn sign_in(session: &Session, binary: &Path) -> Result<()> {
    let window = Window::open_binary(session, binary).await?;
    let browser = Browser::open(session).await?;
    window.try_the_demo_cloud().await?;
    window.sign_in_as("owner", session, &browser, None).await?;
    window.see(FIRST_PAGE).await?;
    window.close().await?;
    browser.close().await
}

#[expect(clippy::disallowed_methods, reason = "a benchmark reads the time")]
async fn start(session: &Session, binary: &Path, wanted: &str) -> Result<Start> {
    let begun = Instant::now();
    let window = Window::open_binary(session, binary).await?;
    if !wanted.is_empty() {
        window.see(wanted).await?;
    }
    let milliseconds = begun.elapsed().as_secs_f64() * 1_000.0;
    pause(std::time::Duration::from_secs(1)).await;
    let mebibytes = memory_of(binary, session.folder())?;
    window.close().await?;
    Ok(Start { milliseconds, mebibytes })
}

fn row(name: &str, starts: &[Start]) -> String {
    let range = |of: fn(&Start) -> f64| {
        let sorted = sorted(starts, of);
        format!("{:>8.0}   ({:.0} – {:.0})", median(starts, of), sorted[0], sorted[sorted.len() - 1])
    };
    format!("{name:<20} {}   {}", range(|start| start.milliseconds), range(|start| start.mebibytes))
}

fn median(starts: &[Start], of: fn(&Start) -> f64) -> f64 {
    sorted(starts, of)[starts.len() / 2]
}

fn sorted(starts: &[Start], of: fn(&Start) -> f64) -> Vec<f64> {
    let mut values: Vec<f64> = starts.iter().map(of).collect();
    values.sort_by(f64::total_cmp);
    values
}

#[expect(clippy::disallowed_methods, reason = "the runner says where the programs are")]
pub(super) fn variable(name: &str) -> Result<PathBuf> {
    let value =
        std::env::var_os(name).with_context(|| format!("{name} is not set; run `cargo xtask bench`"))?;
    Ok(PathBuf::from(value))
}
