//! What each command does: one call of the app, and its answer printed.

mod accounts;
mod cloud;
mod doctor;
mod lists;
mod login;
mod secrets;
mod tenants;

use clap::CommandFactory;

use crate::{
    arguments::{Arguments, Command},
    command_context::CommandContext,
    output::{self, Failure},
};

/// Runs a command.
pub(crate) async fn run(arguments: Arguments) -> Result<(), Failure> {
    match &arguments.command {
        Command::Completions { shell } => return completions(*shell),
        Command::Man => return man(),
        _ => {}
    }
    let context = CommandContext::open(arguments.options).await?;
    // These commands need no selected account.
    if !matches!(
        arguments.command,
        Command::Login(_)
            | Command::Logout { .. }
            | Command::Accounts { .. }
            | Command::Cloud(_)
            | Command::Purge { .. }
    ) {
        context.select_account().await?;
    }
    match arguments.command {
        Command::Login(login) => login::login(&context, login).await,
        Command::Logout { all: true } => login::sign_out_all(&context).await,
        Command::Logout { all: false } => login::sign_out_account(&context).await,
        Command::Accounts { command } => accounts::run(&context, command).await,
        Command::Tenants { command } => tenants::run(&context, command).await,
        Command::Find { path } => lists::find(&context, &path).await,
        Command::Whoami => lists::whoami(&context).await,
        Command::Workspaces => lists::workspaces(&context).await,
        Command::Services { workspace } => lists::services(&context, workspace).await,
        Command::Access { workspace, names: true } => lists::access_with_names(&context, &workspace).await,
        Command::Access { workspace, names: false } => lists::access(&context, &workspace).await,
        Command::Doctor => doctor::doctor(&context).await,
        Command::Purge { confirm } => doctor::purge(&context, confirm).await,
        Command::Keys(keys) => secrets::key(&context, keys).await,
        Command::Token(token) => secrets::token(&context, token).await,
        Command::Cloud(command) => cloud::run(&context, command).await,
        Command::Completions { .. } | Command::Man => Ok(()),
    }
}

fn completions(shell: clap_complete::Shell) -> Result<(), Failure> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "latchkey", &mut script);
    output::print(String::from_utf8_lossy(&script).trim_end())
}

fn man() -> Result<(), Failure> {
    let mut page = Vec::new();
    let rendered = clap_mangen::Man::new(Arguments::command()).render(&mut page);
    rendered.map_err(|error| Failure::plain(latchkey_words::terminal::man_failed(error)))?;
    output::print(String::from_utf8_lossy(&page).trim_end())
}
