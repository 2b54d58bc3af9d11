//! A demo cloud, its cloud file, and a home folder for the program.

use std::{
    fs,
    net::Ipv4Addr,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    process::{Output, Stdio},
    sync::Arc,
};

use anyhow::{Context, Result, ensure};
use latchkey_democloud::{DemoCloud, Options, PUBLIC_CLIENT_ID, ServicePrincipal};
use latchkey_testing::soon;
use latchkey_types::{OsEntropy, Secret, SystemClock};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::{io::AsyncWriteExt, process::Command};

/// A cloud and a machine to use it from.
pub(crate) struct Stage {
    pub(crate) demo: DemoCloud,
    pub(crate) folder: TempDir,
}

/// How a run ended.
#[derive(Debug)]
pub(crate) struct Ended {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Ended {
    fn of(output: &Output) -> Self {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Self { code: output.status.code(), stdout: text(&output.stdout), stderr: text(&output.stderr) }
    }

    /// The printed JSON. Fails if the run failed.
    pub(crate) fn json(&self) -> Value {
        assert_eq!(self.code, Some(0), "{self:?}");
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// Checks for an empty stdout, this exit code, and these words on stderr.
    pub(crate) fn refused(&self, code: i32, words: &[&str]) {
        assert_eq!((self.code, self.stdout.as_str()), (Some(code), ""), "{self:?}");
        for word in words {
            assert!(self.stderr.contains(word), "{word:?} is not said: {self:?}");
        }
    }
}

impl Stage {
    /// A cloud behind TLS, with an authority that only its file names.
    pub(crate) async fn set() -> Self {
        Self::try_set(true).await.unwrap()
    }

    /// A cloud without TLS, for people whose browser knows no such authority.
    pub(crate) async fn without_tls() -> Self {
        Self::try_set(false).await.unwrap()
    }

    async fn try_set(is_secure: bool) -> Result<Self> {
        let any_port = (Ipv4Addr::LOCALHOST, 0).into();
        let options = Options::new(Arc::new(SystemClock), Arc::new(OsEntropy));
        let demo = DemoCloud::start(Options { https: is_secure.then_some(any_port), ..options }).await?;
        let folder = tempfile::tempdir()?;
        for name in ["bin", "home", "profile"] {
            fs::create_dir(folder.path().join(name))?;
        }
        let base = demo.addresses().pop().context("an address")?;
        ensure!(base.starts_with("https://") == is_secure, "{base}");
        let ca_file = demo.certificate_authority().map(|_| "ca.pem");
        fs::write(folder.path().join("ca.pem"), demo.certificate_authority().unwrap_or_default())?;
        let file = json!({
            "id": "stage", "displayName": "Stage", "authority": base, "arm": base, "graph": base,
            "imds": demo.managed_identity().imds, "clientId": PUBLIC_CLIENT_ID, "caFile": ca_file,
        });
        fs::write(folder.path().join("cloud.json"), file.to_string())?;
        let stage = Self { demo, folder };
        // Each opened address is recorded.
        let opened = stage.path("opened").display().to_string();
        stage.install("xdg-open", &format!("printf '%s\\n' \"$1\" >> '{opened}'"))?;
        Ok(stage)
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, content: impl AsRef<[u8]>) -> String {
        let path = self.path(name);
        fs::write(&path, content).unwrap();
        path.display().to_string()
    }

    /// Puts a program on the path.
    pub(crate) fn install(&self, name: &str, script: &str) -> Result<()> {
        let path = self.path("bin").join(name);
        fs::write(&path, format!("#!/bin/sh\n{script}\n"))?;
        Ok(fs::set_permissions(path, fs::Permissions::from_mode(0o755))?)
    }

    /// The application of the company that deploys.
    pub(crate) fn application(&self) -> ServicePrincipal {
        let all = self.demo.service_principals();
        all.into_iter().find(|one| one.display_name == "github-deploy").unwrap()
    }

    /// The program with a minimal environment.
    pub(crate) fn bare(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_latchkey"));
        command
            .args(arguments)
            .env_clear()
            .env("HOME", self.path("home"))
            .env("PATH", self.path("bin"))
            .env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true);
        command
    }

    /// The same with the cloud and the profile named.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = self.bare(&[]);
        command.arg("--cloud").arg(self.path("cloud.json")).arg("--profile").arg(self.path("profile"));
        command.args(arguments);
        command
    }

    pub(crate) async fn run(&self, arguments: &[&str]) -> Ended {
        ended(self.command(arguments)).await
    }

    /// Signs in for the length of one run, and prints who it is.
    pub(crate) fn login(&self, arguments: &[&str]) -> Command {
        self.command(&[&["--session-only", "--output", "json", "login", "--with"], arguments].concat())
    }

    /// Every file that the program could write to and that holds a text.
    pub(crate) fn files_with(&self, text: &str) -> Vec<PathBuf> {
        let holds = |path: &PathBuf| {
            let content = fs::read(path).unwrap();
            content.windows(text.len()).any(|window| window == text.as_bytes())
        };
        let kept = [self.path("home"), self.path("profile")];
        kept.iter().flat_map(|folder| files_below(folder)).filter(holds).collect()
    }
}

pub(crate) async fn ended(mut command: Command) -> Ended {
    Ended::of(&soon("the end of the program", command.output()).await.unwrap())
}

/// The same with something on the standard input.
pub(crate) async fn ended_with_input(mut command: Command, input: &[u8]) -> Ended {
    let mut child = command.stdin(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all(input).await.unwrap();
    drop(stdin);
    Ended::of(&soon("the end of the program", child.wait_with_output()).await.unwrap())
}

/// The text of a secret.
pub(crate) fn exposed(secret: &Secret) -> String {
    // EXPOSE: the tests hand invented secrets on as a person would.
    secret.expose().to_owned()
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { files_below(&path) } else { vec![path] }).collect()
}
