//! A machine for tests: its environment and its Azure CLI follow a script.

use std::{collections::HashMap, io, path::PathBuf, sync::Arc};

use async_trait::async_trait;
use jiff::tz::TimeZone;
use latchkey_types::Secret;
use parking_lot::{Mutex, MutexGuard};
use zeroize::Zeroizing;

use super::{Machine, ProgramOutput};

type Cli = Arc<dyn Fn(&[&str]) -> ProgramOutput + Send + Sync>;

/// A machine without an environment and without an Azure CLI, until it is told of one.
#[derive(Default)]
pub struct ScriptedMachine(Mutex<Script>);

#[derive(Default)]
struct Script {
    variables: HashMap<String, String>,
    arc_folder: PathBuf,
    cli: Option<Cli>,
    hangs: bool,
    commands: Vec<String>,
}

impl ScriptedMachine {
    /// Sets a variable of the environment.
    pub fn set(&self, name: &str, value: &str) {
        self.script().variables.insert(name.to_owned(), value.to_owned());
    }

    /// Says where Azure Arc's agent puts its files.
    pub fn set_arc_folder(&self, folder: PathBuf) {
        self.script().arc_folder = folder;
    }

    /// Installs an Azure CLI that answers so.
    pub fn answer(&self, cli: impl Fn(&[&str]) -> ProgramOutput + Send + Sync + 'static) {
        self.script().cli = Some(Arc::new(cli));
    }

    /// Installs an Azure CLI that never ends.
    pub fn hang(&self) {
        self.script().hangs = true;
    }

    /// What the Azure CLI was asked, in order.
    pub fn commands(&self) -> Vec<String> {
        self.script().commands.clone()
    }

    fn script(&self) -> MutexGuard<'_, Script> {
        self.0.lock()
    }
}

impl ProgramOutput {
    /// A program that succeeded and printed this.
    pub fn printed(stdout: &str) -> Self {
        Self { code: Some(0), stdout: Zeroizing::new(stdout.as_bytes().to_vec()), stderr: Vec::new() }
    }

    /// A program that failed and complained so.
    pub fn failed(stderr: &str) -> Self {
        Self { code: Some(1), stdout: Zeroizing::new(Vec::new()), stderr: stderr.as_bytes().to_vec() }
    }
}

#[async_trait]
impl Machine for ScriptedMachine {
    fn variable(&self, name: &str) -> Option<Secret> {
        self.script().variables.get(name).map(Secret::new)
    }

    fn time_zone(&self) -> TimeZone {
        TimeZone::UTC
    }

    fn arc_token_folder(&self) -> PathBuf {
        self.script().arc_folder.clone()
    }

    async fn run_azure_cli(&self, arguments: &[&str]) -> io::Result<ProgramOutput> {
        let (cli, hangs) = {
            let mut script = self.script();
            script.commands.push(arguments.join(" "));
            (script.cli.clone(), script.hangs)
        };
        if hangs {
            return std::future::pending().await;
        }
        cli.map(|cli| cli(arguments)).ok_or_else(|| io::ErrorKind::NotFound.into())
    }
}
