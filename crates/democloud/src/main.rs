//! The demo cloud alone. It says on stderr where it is and who may sign in, and ends on SIGINT, SIGTERM or
//! SIGHUP.

mod arguments;
mod connection;
mod private_file;
mod state_file;

use std::{
    io::{self, Write as _},
    process::ExitCode,
    sync::Arc,
};

use anyhow::{Context as _, Result};
use clap::Parser;
use latchkey_democloud::{DemoCloud, Options, Seed};
use latchkey_peer::{Everybody, Peers, SystemPeers};
use latchkey_types::{Clock, OsEntropy, SystemClock};

use crate::{arguments::Arguments, state_file::StateFile};

/// No directory that somebody writes by hand is larger. In bytes.
const SEED_LIMIT: u64 = 64 * 1024 * 1024;

#[tokio::main]
async fn main() -> ExitCode {
    match run(Arguments::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            say(&format!("{error:#}"));
            ExitCode::FAILURE
        }
    }
}

async fn run(arguments: Arguments) -> Result<()> {
    arguments.check_files()?;
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let state_file = arguments.state.clone().map(StateFile::open).transpose()?;
    let state = match &state_file {
        Some(file) => file.read().context("the state file cannot be read")?,
        None => None,
    };
    let peers: Arc<dyn Peers> =
        if arguments.other_users { Arc::new(Everybody) } else { Arc::new(SystemPeers::default()) };
    let options = Options {
        http: Some(arguments.http()),
        https: arguments.https(),
        control: Some(arguments.control()),
        latency: arguments.latency(),
        peers,
        state,
        seed: seed(&arguments)?,
        ..Options::new(Arc::clone(&clock), Arc::new(OsEntropy))
    };
    let demo = DemoCloud::start(options).await?;
    // Before anybody is told that it is ready, and may end it.
    let end = wait_for_the_end().context("signals cannot be waited for")?;
    if let Some(file) = &state_file {
        file.write(&demo).context("the state file cannot be written")?;
    }
    if let Some(path) = &arguments.connection_file {
        connection::write(&demo, path).context("the connection file cannot be written")?;
    }
    introduce(&demo);
    let Some(file) = &state_file else {
        end.await;
        return Ok(());
    };
    tokio::select! {
        () = end => {}
        () = file.keep(&demo, &clock, |error| say(&format!("the state file could not be written: {error}"))) => {}
    }
    file.write(&demo).context("the state file cannot be written")
}

fn seed(arguments: &Arguments) -> Result<Seed> {
    match (&arguments.seed, arguments.scale) {
        (Some(path), _) => latchkey_files::read_text(path, SEED_LIMIT)
            .map(|text| Seed::Text(text.to_string()))
            .with_context(|| format!("the seed {} cannot be read", path.display())),
        (None, Some(scale)) => Ok(Seed::Scale(scale)),
        (None, None) => Ok(Seed::BuiltIn),
    }
}

fn introduce(demo: &DemoCloud) {
    say(&format!("The demo cloud is at {}", demo.addresses().join(" and ")));
    for persona in demo.personas() {
        // EXPOSE: the person who started the demo cloud gets its invented passwords.
        let password = persona.password.expose();
        say(&format!("  {:<14} {:<34} {password}", persona.role, persona.user_name));
    }
}

/// A closed stderr is no reason to stop.
fn say(line: &str) {
    let _nobody_listens = writeln!(io::stderr(), "{line}");
}

/// Listens for signals from now on.
#[cfg(unix)]
fn wait_for_the_end() -> io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    let mut hangup = signal(SignalKind::hangup())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
            _ = hangup.recv() => {}
        }
    })
}

#[cfg(windows)]
fn wait_for_the_end() -> io::Result<impl Future<Output = ()>> {
    let mut interrupt = tokio::signal::windows::ctrl_c()?;
    Ok(async move {
        let _ends_either_way = interrupt.recv().await;
    })
}
