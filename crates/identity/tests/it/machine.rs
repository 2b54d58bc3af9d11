//! A machine whose environment and Azure CLI follow a script.

use std::{
    collections::HashMap,
    io,
    path::PathBuf,
    sync::{Arc, Mutex},
};

use async_trait::async_trait;
use jiff::tz::TimeZone;
use latchkey_identity::{Machine, ProgramOutput};
use latchkey_types::Secret;
use zeroize::Zeroizing;

type Cli = Arc<dyn Fn(&[&str]) -> io::Result<ProgramOutput> + Send + Sync>;

#[derive(Default)]
pub(crate) struct ScriptedMachine {
    pub(crate) variables: Mutex<HashMap<String, String>>,
    pub(crate) arc_folder: Mutex<PathBuf>,
    /// What the CLI does; without one it is not installed.
    pub(crate) cli: Mutex<Option<Cli>>,
    /// Whether the CLI never ends.
    pub(crate) hangs: Mutex<bool>,
    pub(crate) commands: Mutex<Vec<String>>,
}

impl ScriptedMachine {
    pub(crate) fn set(&self, name: &str, value: &str) {
        self.variables.lock().unwrap().insert(name.to_owned(), value.to_owned());
    }

    pub(crate) fn answer(&self, cli: impl Fn(&[&str]) -> io::Result<ProgramOutput> + Send + Sync + 'static) {
        *self.cli.lock().unwrap() = Some(Arc::new(cli));
    }
}

pub(crate) fn printed(stdout: &str) -> io::Result<ProgramOutput> {
    let stdout = Zeroizing::new(stdout.as_bytes().to_vec());
    Ok(ProgramOutput { code: Some(0), stdout, stderr: Vec::new() })
}

pub(crate) fn failed(stderr: &str) -> io::Result<ProgramOutput> {
    let stdout = Zeroizing::new(Vec::new());
    Ok(ProgramOutput { code: Some(1), stdout, stderr: stderr.as_bytes().to_vec() })
}

#[async_trait]
impl Machine for ScriptedMachine {
    fn variable(&self, name: &str) -> Option<Secret> {
        self.variables.lock().unwrap().get(name).map(Secret::new)
    }

    fn time_zone(&self) -> TimeZone {
        TimeZone::UTC
    }

    fn arc_token_folder(&self) -> PathBuf {
        self.arc_folder.lock().unwrap().clone()
    }

    async fn run_azure_cli(&self, arguments: &[&str]) -> io::Result<ProgramOutput> {
        self.commands.lock().unwrap().push(arguments.join(" "));
        if *self.hangs.lock().unwrap() {
            return std::future::pending().await;
        }
        let cli = self.cli.lock().unwrap().clone();
        cli.map_or_else(|| Err(io::ErrorKind::NotFound.into()), |cli| cli(arguments))
    }
}
