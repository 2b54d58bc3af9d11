//! From the start of the command line to a token on its output: with a token that another call has kept, and without,
//! at several latencies; and a hundred calls in a row. Beside it, where it is installed, the Azure CLI's own cached
//! token for the account that is signed in to it on this machine.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::Arc,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, ensure};
use latchkey_democloud::{DemoCloud, Options, PUBLIC_CLIENT_ID};
use latchkey_tests::{
    Habit, Person,
    desktop::{SecretService, Session, command_line, output_of},
};
use latchkey_types::{OsEntropy, SystemClock};
use serde_json::json;

use super::say;

const RUNS: usize = 15;
const LATENCIES: [Duration; 3] = [Duration::ZERO, Duration::from_millis(50), Duration::from_millis(150)];
const IN_A_ROW: usize = 100;

/// A person who is signed in to a demo cloud on the command line.
struct Stage<'a> {
    session: &'a Session,
    demo: DemoCloud,
    binary: PathBuf,
    folder: PathBuf,
}

/// What one call took, in milliseconds, and how many requests it made.
type Call = (f64, usize);

/// Prints the table.
pub(super) async fn run() -> Result<()> {
    let session = Session::start(SecretService::Present).await?;
    say("process start to a token printed; the store is a real Secret Service");
    say("latency  token    median ms   (min – max)       requests   peak RSS MiB");
    for latency in LATENCIES {
        let stage = Stage::set(&session, latency).await?;
        for (name, is_fresh) in [("fresh", true), ("cold", false)] {
            stage.call()?;
            let mut calls = Vec::new();
            for _ in 0..RUNS {
                if !is_fresh {
                    stage.forget_tokens()?;
                }
                calls.push(stage.call()?);
            }
            if !is_fresh {
                stage.forget_tokens()?;
            }
            say(&row(latency, name, &mut calls, stage.peak()?));
        }
        stage.forget_tokens()?;
        let calls: Result<Vec<Call>> = (0..IN_A_ROW).map(|_| stage.call()).collect();
        let calls = calls?;
        let total: f64 = calls.iter().map(|(time, _)| time).sum();
        let renewals: usize = calls.iter().filter(|(_, requests)| *requests > 0).count();
        say(&format!(
            "{:>4} ms  {IN_A_ROW} calls in a row: {total:.0} ms, {renewals} renewal(s)",
            latency.as_millis()
        ));
    }
    beside_az()
}

impl<'a> Stage<'a> {
    async fn set(session: &'a Session, latency: Duration) -> Result<Self> {
        let options = Options::new(Arc::new(SystemClock), Arc::new(OsEntropy));
        let demo = DemoCloud::start(Options { latency, ..options }).await?;
        let folder = session.folder().join(format!("bench-{}", latency.as_millis()));
        fs::create_dir_all(&folder)?;
        let base = demo.addresses().pop().context("an address")?;
        let cloud = json!({
            "id": "bench", "displayName": "Bench", "authority": base, "arm": base, "graph": base,
            "imds": demo.managed_identity().imds, "clientId": PUBLIC_CLIENT_ID,
        });
        fs::write(folder.join("cloud.json"), cloud.to_string())?;
        let stage = Self { session, demo, binary: command_line()?, folder };
        let persona =
            stage.demo.personas().into_iter().find(|one| one.role == "owner").context("a person")?;
        let person = Person::new(Habit::SignsIn { user_name: persona.user_name, password: persona.password });
        let mut login = stage.command(&stage.binary, &["login", "--with", "browser"]);
        let mut login = login.stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
        let page = session.opened_page().await?;
        latchkey_identity::Browser::open(&*person, &page)?;
        let ended = tokio::task::spawn_blocking(move || login.wait()).await??;
        ensure!(ended.success(), "signing in failed");
        Ok(stage)
    }

    fn command(&self, program: &Path, arguments: &[&str]) -> Command {
        let mut command = self.session.command(program);
        command.arg("--cloud").arg(self.folder.join("cloud.json"));
        command.arg("--profile").arg(self.folder.join("profile")).args(arguments);
        command
    }

    #[expect(clippy::disallowed_methods, reason = "a benchmark reads the time")]
    fn call(&self) -> Result<Call> {
        let before = self.demo.requests().len();
        let mut command = self.command(&self.binary, &["token"]);
        let begun = Instant::now();
        let output = output_of(&mut command)?;
        let milliseconds = begun.elapsed().as_secs_f64() * 1_000.0;
        ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        Ok((milliseconds, self.demo.requests().len() - before))
    }

    /// The most memory that a call used, in mebibytes, as `time` tells it.
    fn peak(&self) -> Result<Option<f64>> {
        let time = Path::new("/usr/bin/time");
        if !time.exists() {
            return Ok(None);
        }
        let mut command = self.session.command(time);
        command.args(["-f", "%M"]).arg(&self.binary);
        command.arg("--cloud").arg(self.folder.join("cloud.json"));
        command.arg("--profile").arg(self.folder.join("profile")).arg("token");
        let output = output_of(&mut command)?;
        let kibibytes: f64 = String::from_utf8_lossy(&output.stderr).trim().parse()?;
        Ok(Some(kibibytes / 1024.0))
    }

    /// Removes what earlier calls have kept.
    fn forget_tokens(&self) -> Result<()> {
        for entry in fs::read_dir(self.folder.join("profile/vault"))? {
            let path = entry?.path();
            if path.to_string_lossy().contains("-token.") {
                fs::remove_file(path)?;
            }
        }
        Ok(())
    }
}

fn row(latency: Duration, name: &str, calls: &mut [Call], peak: Option<f64>) -> String {
    calls.sort_by(|(one, _), (other, _)| one.total_cmp(other));
    let time = |at: usize| calls[at].0;
    let requests: Vec<usize> = calls.iter().map(|(_, requests)| *requests).collect();
    let (least, most) = (requests.iter().min().unwrap_or(&0), requests.iter().max().unwrap_or(&0));
    let peak = peak.map_or("–".to_owned(), |peak| format!("{peak:.0}"));
    format!(
        "{:>4} ms  {name:<7} {:>8.0}   ({:.0} – {:.0})        {least} – {most}      {peak}",
        latency.as_millis(),
        time(calls.len() / 2),
        time(0),
        time(calls.len() - 1)
    )
}

/// The Azure CLI answers from its own cache, so latency is nothing to it either.
#[expect(clippy::disallowed_methods, reason = "a benchmark reads the time")]
fn beside_az() -> Result<()> {
    let ask = || Command::new("az").args(["account", "get-access-token", "--query", "expiresOn"]).output();
    match ask() {
        Ok(output) if output.status.success() => {}
        _ => {
            say("az is not installed, or nobody is signed in to it");
            return Ok(());
        }
    }
    let mut times = Vec::new();
    for _ in 0..RUNS {
        let begun = Instant::now();
        ask()?;
        times.push((begun.elapsed().as_secs_f64() * 1_000.0, 0));
    }
    say(&row(Duration::ZERO, "az", &mut times, None));
    Ok(())
}
