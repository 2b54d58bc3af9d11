//! The demo cloud alone: `latchkey-democloud [--listen ADDRESS]`. It says on stderr where it is and who
//! may sign in, keeps its state in memory, and ends on SIGINT or SIGTERM.

use std::{io::Write as _, net::SocketAddr, process::ExitCode, sync::Arc};

use latchkey_democloud::{DemoCloud, Options};
use latchkey_types::{OsEntropy, SystemClock};

#[tokio::main]
async fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let listen = match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        [] => Some(SocketAddr::from(([127, 0, 0, 1], 0))),
        ["--listen", address] => address.parse().ok(),
        _ => None,
    };
    let Some(listen) = listen else {
        say("usage: latchkey-democloud [--listen ADDRESS:PORT]");
        return ExitCode::from(2);
    };
    let options = Options { listen, state: None, clock: Arc::new(SystemClock), entropy: Arc::new(OsEntropy) };
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
    say(&format!("The demo cloud is at {}", demo.cloud().arm));
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
