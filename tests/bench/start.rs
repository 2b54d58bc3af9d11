//! Where the time of a start goes: what the program and its page note on the way, in the order of the clock.
//!
//! The program's notes are its log records of level *debug*; the page's are its marks and what the webview measures by itself.

use anyhow::{Context, Result};
use latchkey_tests::desktop::{SecretService, Session, Window};
use serde_json::Value;

use super::{say, window};

const RUNS: usize = 5;

/// A step and its time, in milliseconds since 1970.
type Step = (f64, String);

/// Prints each step of several starts, in milliseconds since the program began to run.
pub(super) async fn run() -> Result<()> {
    let session = Session::start(SecretService::Present).await?;
    let binary = window::variable("LATCHKEY_BINARY")?;
    window::sign_in(&session, &binary).await?;
    for run in 1..=RUNS {
        let logged_before = log_length(&session);
        let window =
            Window::open_binary_with(&session, &binary, &[("RUST_LOG", "latchkey_desktop=debug")]).await?;
        window.see(window::FIRST_PAGE).await?;
        let marks = window.run(MARKS).await?;
        let log = window.log()?;
        window.close().await?;
        let mut steps: Vec<Step> = log[logged_before..].lines().filter_map(record).collect();
        for mark in marks.as_array().context("marks")? {
            steps.push(mark_of(mark).context("a mark with its time and name")?);
        }
        steps.sort_by(|one, other| one.0.total_cmp(&other.0));
        say(&format!("start {run} of {RUNS}"));
        let begin = steps.first().map_or(0.0, |step| step.0);
        for (at, name) in steps {
            say(&format!("{:>8.0} ms  {name}", at - begin));
        }
    }
    Ok(())
}

/// The log goes on from start to start.
fn log_length(session: &Session) -> usize {
    std::fs::read_to_string(session.folder().join("app.log")).unwrap_or_default().len()
}

/// A log record: its time (RFC 3339) and its text.
fn record(line: &str) -> Option<Step> {
    let (at, text) = line.split_once(' ')?;
    let at: jiff::Timestamp = at.parse().ok()?;
    let (_, message) = text.rsplit_once(": ")?;
    Some((at.as_duration().as_secs_f64() * 1_000.0, message.to_owned()))
}

fn mark_of(mark: &Value) -> Option<Step> {
    Some((mark.get(0)?.as_f64()?, format!("    page: {}", mark.get(1)?.as_str()?)))
}

const MARKS: &str = r#"
const { timeOrigin } = performance;
const marks = [[timeOrigin, "navigation begins"]];
const [navigation] = performance.getEntriesByType("navigation");
for (const name of ["responseEnd", "domContentLoadedEventEnd", "loadEventEnd"])
  marks.push([timeOrigin + navigation[name], name]);
for (const type of ["mark", "paint"])
  for (const { name, startTime } of performance.getEntriesByType(type)) marks.push([timeOrigin + startTime, name]);
marks.push([timeOrigin + performance.now(), "the list was seen"]);
return marks;
"#;
