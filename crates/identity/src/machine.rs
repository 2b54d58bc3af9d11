//! This machine as a port: its environment variables, its time zone, and the Azure CLI.

mod scripted;

use std::{collections::BTreeMap, io, path::PathBuf, process::Stdio};

use async_trait::async_trait;
use jiff::tz::TimeZone;
use latchkey_types::Secret;
use process_wrap::tokio::{ChildWrapper, CommandWrap};
use tokio::{io::AsyncReadExt, process::Command};
use zeroize::Zeroizing;

pub use scripted::ScriptedMachine;

use crate::{Programs, programs::OF_AZURE_CLI};

/// What a program may answer with; a token has a few kilobytes.
const LONGEST_OUTPUT: u64 = 4 * 1024 * 1024;

/// This machine.
#[async_trait]
pub trait Machine: Send + Sync {
    /// A variable of the environment; `None` if it is not set or empty.
    fn variable(&self, name: &str) -> Option<Secret>;

    /// The zone that programs on this machine give their times in.
    fn time_zone(&self) -> TimeZone;

    /// The folder in which Azure Arc's agent proves that it shares this machine with us.
    fn arc_token_folder(&self) -> PathBuf;

    /// Runs the Azure CLI, without a shell, and waits for its end. Dropping the future ends it.
    ///
    /// # Errors
    /// What kept it from starting: [`io::ErrorKind::NotFound`] if it is not installed.
    async fn run_azure_cli(&self, arguments: &[&str]) -> io::Result<ProgramOutput>;
}

/// What a program left behind.
#[derive(Debug)]
pub struct ProgramOutput {
    /// Its exit code; `None` if a signal ended it.
    pub code: Option<i32>,
    /// What it wrote to its standard output, which can hold tokens.
    pub stdout: Zeroizing<Vec<u8>>,
    /// What it wrote to its standard error.
    pub stderr: Vec<u8>,
}

/// The machine that this program runs on.
#[derive(Debug, Default)]
pub struct SystemMachine {
    programs: Programs,
    /// Variables that were taken out of the environment.
    taken: BTreeMap<String, Secret>,
}

impl SystemMachine {
    /// The machine, with programs started in this way, and with variables that the program took out of its environment
    /// for nobody else to read them there.
    pub fn new(programs: Programs, taken: BTreeMap<String, Secret>) -> Self {
        Self { programs, taken }
    }
}

#[async_trait]
impl Machine for SystemMachine {
    #[expect(clippy::disallowed_methods, reason = "this is the one place that reads the environment")]
    fn variable(&self, name: &str) -> Option<Secret> {
        let taken = self.taken.get(name).cloned();
        taken.or_else(|| std::env::var(name).ok().filter(|value| !value.is_empty()).map(Secret::new))
    }

    fn time_zone(&self) -> TimeZone {
        TimeZone::system()
    }

    fn arc_token_folder(&self) -> PathBuf {
        if cfg!(windows) {
            let data = self.variable("PROGRAMDATA");
            // EXPOSE: the folder's name is no secret.
            let data = data.as_ref().map_or(r"C:\ProgramData", Secret::expose);
            PathBuf::from(data).join("AzureConnectedMachineAgent").join("Tokens")
        } else {
            PathBuf::from("/var/opt/azcmagent/tokens")
        }
    }

    async fn run_azure_cli(&self, arguments: &[&str]) -> io::Result<ProgramOutput> {
        // The folder is one that nobody else can put programs into, since some systems look there first.
        let (program, folder) = if cfg!(windows) {
            let root = self.variable("SYSTEMROOT");
            // EXPOSE: the folder's name is no secret.
            ("az.cmd", root.as_ref().map_or(r"C:\Windows", Secret::expose).to_owned())
        } else {
            ("az", "/bin".to_owned())
        };
        let mut command = Command::new(program);
        command.current_dir(folder);
        for name in OF_AZURE_CLI {
            if let Some(value) = self.variable(name) {
                // EXPOSE: the CLI shows it to the identity endpoint of this machine, as it does by itself.
                command.env(name, value.expose());
            }
        }
        run(&self.programs, command, arguments).await
    }
}

async fn run(programs: &Programs, mut command: Command, arguments: &[&str]) -> io::Result<ProgramOutput> {
    command
        .args(arguments)
        .env("AZURE_CORE_NO_COLOR", "true")
        .env("AZURE_CORE_ONLY_SHOW_ERRORS", "true")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = Tree(programs.start_azure_cli(command, |command| {
        let mut command = CommandWrap::from(command);
        #[cfg(unix)]
        command.wrap(process_wrap::tokio::ProcessGroup::leader());
        #[cfg(windows)]
        command.wrap(process_wrap::tokio::JobObject);
        command.spawn()
    })?);
    let stdout = child.0.stdout().take().expect("it was asked for");
    let stderr = child.0.stderr().take().expect("it was asked for");
    let read = async {
        let (mut out, mut err) = (Zeroizing::new(Vec::with_capacity(64 * 1024)), Vec::new());
        let mut from_stdout = stdout.take(LONGEST_OUTPUT);
        let mut from_stderr = stderr.take(LONGEST_OUTPUT);
        tokio::try_join!(from_stdout.read_to_end(&mut out), from_stderr.read_to_end(&mut err))?;
        io::Result::Ok((out, err))
    };
    let (stdout, stderr) = read.await?;
    let status = child.0.wait().await?;
    Ok(ProgramOutput { code: status.code(), stdout, stderr })
}

/// A program with everything that it has started: the CLI is a script around the real one. All of it ends when
/// nobody waits for it any more.
struct Tree(Box<dyn ChildWrapper>);

impl Drop for Tree {
    fn drop(&mut self) {
        // One that has ended by itself has nothing left to end.
        let _ended = self.0.start_kill();
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::{fs, time::Duration};

    use latchkey_types::{Clock, SystemClock};

    use super::*;

    fn program(name: &str) -> Command {
        let mut command = Command::new(name);
        command.current_dir("/bin");
        command
    }

    async fn sh(script: &str) -> ProgramOutput {
        run(&Programs::default(), program("sh"), &["-c", script]).await.expect("sh is there")
    }

    #[tokio::test]
    async fn both_outputs_and_the_exit_code_are_taken() {
        let output = sh("echo out; echo err >&2; exit 7").await;
        assert_eq!((output.code, &**output.stdout, &*output.stderr), (Some(7), &b"out\n"[..], &b"err\n"[..]));
    }

    #[tokio::test]
    async fn a_program_reads_nothing_and_runs_where_nobody_puts_programs() {
        let output = sh("cat; pwd").await;
        assert!(output.stdout.ends_with(b"bin\n"), "{:?}", String::from_utf8_lossy(&output.stdout));
    }

    #[cfg(target_os = "linux")]
    #[tokio::test]
    async fn what_nobody_waits_for_ends_with_everything_that_it_started() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("pid");
        // The script waits for a program of its own, as the CLI's script does for Python.
        let script = format!("sleep 60 & echo $! > {}; wait", file.display());
        let arguments = ["-c", &script];
        let programs = Programs::default();
        let waiting = run(&programs, program("sh"), &arguments);
        let child = tokio::select! {
            _ = waiting => panic!("it waits for a minute"),
            child = async {
                loop {
                    let text = fs::read_to_string(&file).unwrap_or_default();
                    if text.ends_with('\n') {
                        break text.trim().to_owned();
                    }
                    SystemClock.sleep(Duration::from_millis(5)).await;
                }
            } => child,
        };
        let is_running = || {
            let status = fs::read_to_string(format!("/proc/{child}/stat")).unwrap_or_default();
            !status.is_empty() && !status.contains(") Z ")
        };
        for _ in 0..400 {
            if !is_running() {
                return;
            }
            SystemClock.sleep(Duration::from_millis(5)).await;
        }
        panic!("the program's own program still runs");
    }

    #[tokio::test]
    async fn a_missing_program_is_not_found() {
        let programs = Programs::default();
        let missing = run(&programs, program("latchkey-has-no-such-program"), &[]).await;
        let error = missing.expect_err("it is not there");
        assert_eq!(error.kind(), io::ErrorKind::NotFound);
    }
}
