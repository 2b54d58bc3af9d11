//! The demo cloud alone. It says on stderr where it is and who may sign in, and ends on SIGINT or SIGTERM.

mod arguments;

use std::{io::Write as _, process::ExitCode, sync::Arc};

use clap::Parser;
use latchkey_democloud::{DemoCloud, Options};
use latchkey_types::{OsEntropy, SystemClock};

use crate::arguments::Arguments;

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let options = Options {
        http: arguments.http(),
        https: arguments.https(),
        latency: arguments.latency(),
        ..Options::new(Arc::new(SystemClock), Arc::new(OsEntropy))
    };
    match DemoCloud::start(options).await {
        Ok(demo) => {
            introduce(&demo);
            wait_for_the_end().await;
            ExitCode::SUCCESS
        }
        Err(error) => {
            say(&error.to_string());
            ExitCode::FAILURE
        }
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
