//! Programs that end when they are dropped, and waiting for something to become true.

use std::{
    fs,
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};
use latchkey_testing::{LIMIT, soon_blocking};

/// A program that is killed when it is dropped.
pub(super) struct Running(Child);

impl Running {
    pub(super) fn start(command: &mut Command) -> Result<Self> {
        let name = command.get_program().to_string_lossy().into_owned();
        Ok(Self(command.spawn().with_context(|| format!("{name} could not be started"))?))
    }

    pub(super) fn child(&mut self) -> &mut Child {
        &mut self.0
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // A program that has already ended is no failure here.
        let _ended = self.0.kill();
        let _reaped = self.0.wait();
    }
}

/// A free port.
pub(super) fn free_port() -> Result<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}

/// Whether a program runs in the session whose folder this is.
pub(super) fn is_running(binary: &Path, session: &Path) -> bool {
    processes_of(session).iter().any(|process| is_program(process, binary))
}

/// Mebibytes that a program of the session and its webview's processes occupy: the sum of their
/// proportional set sizes.
pub fn memory_of(binary: &Path, session: &Path) -> Result<f64> {
    let is_part = |process: &&PathBuf| {
        let exe = fs::read_link(process.join("exe")).unwrap_or_default();
        let is_webview = exe.file_name().is_some_and(|name| {
            matches!(name.to_str(), Some("WebKitNetworkProcess" | "WebKitWebProcess" | "WebKitGPUProcess"))
        });
        is_webview || is_program(process, binary)
    };
    let mut kibibytes = 0.0;
    for process in processes_of(session).iter().filter(is_part) {
        let rollup = fs::read_to_string(process.join("smaps_rollup"))?;
        let pss = rollup.lines().find_map(|line| line.strip_prefix("Pss:")).context("a line for Pss")?;
        kibibytes += pss.trim().trim_end_matches(" kB").trim().parse::<f64>()?;
    }
    Ok(kibibytes / 1024.0)
}

/// The names of the programs of a session whose environment holds a text.
pub fn programs_with(session: &Path, text: &str) -> Vec<String> {
    let holds = |process: &&PathBuf| {
        fs::read(process.join("environ")).is_ok_and(|variables| contains(&variables, text.as_bytes()))
    };
    let name = |process: &PathBuf| {
        let exe = fs::read_link(process.join("exe")).ok()?;
        Some(exe.file_name()?.to_string_lossy().into_owned())
    };
    processes_of(session).iter().filter(holds).filter_map(name).collect()
}

/// The folders below `/proc` of the processes that were started in a session.
fn processes_of(session: &Path) -> Vec<PathBuf> {
    let marker = format!("HOME={}/", session.display());
    let Ok(processes) = fs::read_dir("/proc") else { return Vec::new() };
    processes
        .flatten()
        .map(|process| process.path())
        .filter(|process| {
            fs::read(process.join("environ")).is_ok_and(|text| contains(&text, marker.as_bytes()))
        })
        .collect()
}

fn is_program(process: &Path, binary: &Path) -> bool {
    fs::read_link(process.join("exe")).is_ok_and(|exe| exe == binary)
}

fn contains(text: &[u8], part: &[u8]) -> bool {
    text.windows(part.len()).any(|window| window == part)
}

/// Runs a program to its end and returns its output.
pub fn output_of(command: &mut Command) -> Result<Output> {
    let name = command.get_program().to_string_lossy().into_owned();
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let child = child.with_context(|| format!("{name} could not be started"))?;
    Ok(soon_blocking(&format!("the end of {name}"), move || child.wait_with_output())?)
}

/// Waits until `ask` answers something.
#[expect(clippy::disallowed_methods, reason = "real programs take real time")]
pub(super) async fn wait_for<T>(
    what: &str,
    patience: Duration,
    mut ask: impl AsyncFnMut() -> Option<T>,
) -> Result<T> {
    let begun = Instant::now();
    loop {
        // A driver that does not answer counts as not ready.
        let answered = tokio::time::timeout(LIMIT, ask()).await;
        if let Ok(Some(answer)) = answered {
            return Ok(answer);
        }
        if begun.elapsed() > patience {
            bail!("waited {} s in vain for {what}", patience.as_secs());
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// Waits until a port answers.
pub(super) async fn wait_for_port(what: &str, port: u16) -> Result<()> {
    wait_for(what, Duration::from_secs(20), async || {
        tokio::net::TcpStream::connect(("127.0.0.1", port)).await.ok()
    })
    .await
    .map(drop)
}
