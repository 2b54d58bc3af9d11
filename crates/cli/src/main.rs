//! The command line of Latchkey. Connects the app to a terminal; the app holds the rules.
//!
//! Exit codes: 0, 1 for a failure, 2 for a wrong command line, 3 if the person has to sign in first.

mod arguments;
mod command_context;
mod commands;
mod console;
mod output;

use std::process::ExitCode;

use clap::Parser;
use latchkey_words::{Language, set_language, terminal};

use crate::{arguments::Arguments, output::Failure};

fn main() -> ExitCode {
    forbid_core_dumps();
    close_memory();
    let tags: Vec<String> = sys_locale::get_locales().collect();
    set_language(Language::of_system(tags.iter().map(String::as_str)));
    let arguments = Arguments::parse();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let result = match runtime {
        Ok(runtime) => runtime.block_on(commands::run(arguments)),
        Err(error) => Err(Failure::plain(terminal::not_started(error))),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(),
    }
}

/// Keeps other programs of this user from reading the memory, and the environment in `/proc`. The window does not do this:
/// the desktop's portals open its file dialogs, and read `/proc` to identify the caller.
fn close_memory() {
    #[cfg(target_os = "linux")]
    if rustix::process::set_dumpable_behavior(rustix::process::DumpableBehavior::NotDumpable).is_err() {
        output::print_message(&terminal::memory_open());
    }
}

/// A crash must not write keys and tokens to the disk.
fn forbid_core_dumps() {
    #[cfg(unix)]
    if rlimit::setrlimit(rlimit::Resource::CORE, 0, 0).is_err() {
        output::print_message(&terminal::core_dumps());
    }
}
