//! Latchkey on the command line. What it can do is the app's; this puts the app together with a terminal.
//!
//! Exit codes: 0, 1 for a failure, 2 for a wrong command line, 3 where somebody has to sign in first.

mod arguments;
mod commands;
mod output;
mod session;
mod terminal;

use std::process::ExitCode;

use clap::Parser;

use crate::{arguments::Arguments, output::Failure};

fn main() -> ExitCode {
    forbid_core_dumps();
    close_memory();
    let arguments = Arguments::parse();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let result = match runtime {
        Ok(runtime) => runtime.block_on(commands::run(arguments)),
        Err(error) => Err(Failure::plain(format!("The program could not start: {error}."))),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(),
    }
}

/// Keeps other programs of this user out of the memory, and out of `/proc`, where the environment can be read. The window
/// does not do so: the portals of the desktop, which open its file dialogs, look there for who asks.
fn close_memory() {
    #[cfg(target_os = "linux")]
    if rustix::process::set_dumpable_behavior(rustix::process::DumpableBehavior::NotDumpable).is_err() {
        output::say("The program's memory could not be closed to other programs.");
    }
}

/// A crash must not write keys and tokens to the disk.
fn forbid_core_dumps() {
    #[cfg(unix)]
    if rlimit::setrlimit(rlimit::Resource::CORE, 0, 0).is_err() {
        output::say("Core dumps could not be switched off.");
    }
}
