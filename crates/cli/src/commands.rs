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
    output::{self, Failure},
    session::Session,
};

/// Runs a command.
pub(crate) async fn run(arguments: Arguments) -> Result<(), Failure> {
    match &arguments.command {
        Command::Completions { shell } => return completions(*shell),
        Command::Man => return man(),
        _ => {}
    }
    let session = Session::open(arguments.options).await?;
    // Whoever signs in, signs out or chooses somebody works as nobody yet.
    if !matches!(
        arguments.command,
        Command::Login(_)
            | Command::Logout { .. }
            | Command::Accounts { .. }
            | Command::Cloud(_)
            | Command::Purge { .. }
    ) {
        session.obey_account().await?;
    }
    match arguments.command {
        Command::Login(login) => login::login(&session, login).await,
        Command::Logout { all } => login::logout(&session, all).await,
        Command::Accounts { command } => accounts::run(&session, command).await,
        Command::Tenants { command } => tenants::run(&session, command).await,
        Command::Find { path } => lists::find(&session, &path).await,
        Command::Whoami => lists::whoami(&session).await,
        Command::Workspaces => lists::workspaces(&session).await,
        Command::Services { workspace } => lists::services(&session, workspace).await,
        Command::Access { workspace, names } => lists::access(&session, &workspace, names).await,
        Command::Doctor => doctor::doctor(&session).await,
        Command::Purge { confirm } => doctor::purge(&session, confirm).await,
        Command::Keys(keys) => secrets::key(&session, keys).await,
        Command::Token(token) => secrets::token(&session, token).await,
        Command::Cloud(command) => cloud::run(&session, command).await,
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
    rendered.map_err(|error| Failure::plain(format!("The page could not be made: {error}.")))?;
    output::print(String::from_utf8_lossy(&page).trim_end())
}
