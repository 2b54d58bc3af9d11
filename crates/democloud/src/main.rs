//! The demo cloud alone. It says on stderr where it is and who may sign in, and ends on SIGINT or SIGTERM.

mod arguments;
mod connection;
mod state_file;

use std::{io::Write as _, process::ExitCode, sync::Arc};

use anyhow::{Context as _, Result};
use clap::Parser;
use latchkey_democloud::{DemoCloud, Options, Seed};
use latchkey_types::{Clock, OsEntropy, SystemClock};

use crate::{arguments::Arguments, state_file::StateFile};

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
    let state_file = arguments.state.clone().map(StateFile::new);
    let state = match &state_file {
        Some(file) => file.read().context("the state file cannot be read")?,
        None => None,
    };
    let options = Options {
        http: Some(arguments.http()),
        https: arguments.https(),
        control: Some(arguments.control()),
        latency: arguments.latency(),
        state,
        seed: seed(&arguments)?,
        ..Options::new(Arc::clone(&clock), Arc::new(OsEntropy))
    };
    let demo = DemoCloud::start(options).await?;
    if let Some(file) = &state_file {
        file.write(&demo).context("the state file cannot be written")?;
    }
    if let Some(path) = &arguments.connection_file {
        connection::write(&demo, path).context("the connection file cannot be written")?;
    }
    introduce(&demo);
    let Some(file) = &state_file else {
        wait_for_the_end().await;
        return Ok(());
    };
    tokio::select! {
        () = wait_for_the_end() => {}
        () = file.keep(&demo, &clock, |error| say(&format!("the state file could not be written: {error}"))) => {}
    }
    file.write(&demo).context("the state file cannot be written")
}

fn seed(arguments: &Arguments) -> Result<Seed> {
    match (&arguments.seed, arguments.scale) {
        (Some(path), _) => std::fs::read_to_string(path)
            .map(Seed::Text)
            .with_context(|| format!("the seed {} cannot be read", path.display())),
        (None, Some(scale)) => Ok(Seed::Scale(scale)),
        (None, None) => Ok(Seed::BuiltIn),
    }
}

fn introduce(demo: &DemoCloud) {
    say(&format!("The demo cloud is at {}", demo.addresses().join(" and ")));
    for persona in demo.personas() {
        // EXPOSE: whoever started the demo cloud is told its invented passwords.
        let password = persona.password.expose();
        say(&format!("  {:<14} {:<34} {password}", persona.role, persona.user_name));
    }
}

/// A closed stderr is no reason to stop.
fn say(line: &str) {
    let _nobody_listens = writeln!(std::io::stderr(), "{line}");
}

#[cfg(unix)]
async fn wait_for_the_end() {
    use tokio::signal::unix::{SignalKind, signal};
    let (Ok(mut interrupt), Ok(mut terminate)) =
        (signal(SignalKind::interrupt()), signal(SignalKind::terminate()))
    else {
        return;
    };
    tokio::select! {
        _ = interrupt.recv() => {}
        _ = terminate.recv() => {}
    }
}

#[cfg(not(unix))]
async fn wait_for_the_end() {
    let _ends_either_way = tokio::signal::ctrl_c().await;
}
