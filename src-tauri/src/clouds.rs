//! The clouds that can be chosen: Microsoft's, and the demo cloud, which runs in this process.

use std::{
    convert::Infallible,
    net::Ipv4Addr,
    path::{Path, PathBuf},
    sync::Arc,
};

use async_trait::async_trait;
use latchkey_app::{
    CloudCatalog, CloudUnavailable, EmulatorProblem, MicrosoftClouds,
    bridge::{CloudSummary, PersonaRole, PersonaSummary, StoreTrouble},
};
use latchkey_democloud::{DemoCloud, Gate, Options, Seed, StartError};
use latchkey_files::private;
use latchkey_types::{Clock, Cloud, Entropy};
use latchkey_vault::{ItemName, Vault, VaultError};
use latchkey_words::cloud_name;
use tokio::{
    sync::{Mutex, oneshot},
    task::JoinHandle,
};

const DEMO: &str = "demo";
/// Holds the port of the demo cloud's last run. It is no secret.
const PORT_FILE: &str = "demo-port";
const LONGEST_PORT_FILE: u64 = 16;

/// Microsoft's clouds and the demo cloud.
pub(crate) struct Clouds {
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
    profile: PathBuf,
    demo: Mutex<Option<RunningDemo>>,
    lock: std::sync::Mutex<Lock>,
}

/// Whether the demo cloud is shut, also while it does not run.
#[derive(Default)]
struct Lock {
    is_shut: bool,
    gate: Option<Gate>,
}

/// The demo cloud while it runs, and the task that seals its state after each change.
struct RunningDemo {
    cloud: Arc<DemoCloud>,
    sealing_task: JoinHandle<()>,
    /// Dropped to end the sealing task.
    running: oneshot::Sender<Infallible>,
}

impl Clouds {
    pub(crate) fn new(clock: Arc<dyn Clock>, entropy: Arc<dyn Entropy>, profile: PathBuf) -> Self {
        Self { clock, entropy, profile, demo: Mutex::default(), lock: std::sync::Mutex::default() }
    }

    /// Seals the demo cloud's last state and stops it.
    pub(crate) async fn close(&self) {
        let mut demo = self.demo.lock().await;
        let Some(RunningDemo { cloud, sealing_task, running }) = demo.take() else { return };
        drop(running);
        if let Err(error) = sealing_task.await {
            tracing::warn!(%error, "the demo cloud's last state was not kept");
        }
        drop(cloud);
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Lock> {
        self.lock.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    async fn open_demo(&self, vault: &Arc<Vault>) -> Result<Cloud, CloudUnavailable> {
        let mut demo = self.demo.lock().await;
        if let Some(running) = demo.as_ref() {
            return Ok(named(running.cloud.cloud()));
        }
        let state = vault
            .unseal(&item())
            .await
            .map_err(|error| CloudUnavailable::StateSealed(StoreTrouble::of(&error)))?;
        let running = self.start_demo(state, vault).await?;
        let cloud = named(running.cloud.cloud());
        *demo = Some(running);
        Ok(cloud)
    }

    async fn start_demo(
        &self,
        state: Option<zeroize::Zeroizing<Vec<u8>>>,
        vault: &Arc<Vault>,
    ) -> Result<RunningDemo, CloudUnavailable> {
        let start = |port: u16| {
            let options = Options::new(Arc::clone(&self.clock), Arc::clone(&self.entropy));
            let http = Some((Ipv4Addr::LOCALHOST, port).into());
            DemoCloud::start(Options { http, state: state.clone(), ..options })
        };
        // Addresses that a person has saved somewhere go on working, if nobody else has the port now.
        let started = match start(last_port(&self.profile)).await {
            Err(StartError::Listen { .. }) => start(0).await,
            started => started,
        };
        let cloud = Arc::new(started.map_err(|error| CloudUnavailable::NotStarted(problem_of(&error)))?);
        keep_port(&self.profile, &cloud);
        let gate = cloud.gate();
        {
            let mut lock = self.lock();
            // A demo cloud that starts while the app is locked starts shut.
            if lock.is_shut {
                gate.shut();
            }
            lock.gate = Some(gate);
        }
        let (running, closed) = oneshot::channel();
        let sealing_task = tokio::spawn(keep(Arc::clone(vault), Arc::clone(&cloud), closed));
        Ok(RunningDemo { cloud, sealing_task, running })
    }
}

#[async_trait]
impl CloudCatalog for Clouds {
    fn summaries(&self) -> Vec<CloudSummary> {
        let demo = CloudSummary {
            id: DEMO.to_owned(),
            display_name: cloud_name::demo(),
            is_emulated: true,
            is_added: false,
            has_tenants: true,
            has_sites: false,
            authority_host: "localhost".to_owned(),
            token_hosts: vec!["localhost".to_owned()],
            personas: personas(),
        };
        MicrosoftClouds.summaries().into_iter().chain([demo]).collect()
    }

    async fn open(&self, id: &str, vault: &Arc<Vault>) -> Result<Cloud, CloudUnavailable> {
        match id {
            DEMO => self.open_demo(vault).await,
            _ => MicrosoftClouds.open(id, vault).await,
        }
    }

    async fn reset(&self, vault: &Arc<Vault>) -> Result<(), CloudUnavailable> {
        let mut demo = self.demo.lock().await;
        if let Some(running) = demo.as_ref() {
            let reset = running.cloud.reset();
            return reset.map_err(|error| CloudUnavailable::NotReset(problem_of(&error)));
        }
        vault
            .remove(&item())
            .await
            .map_err(|error| CloudUnavailable::StateNotRemoved(StoreTrouble::of(&error)))?;
        *demo = Some(self.start_demo(None, vault).await?);
        Ok(())
    }

    async fn leave(&self, id: &str) {
        if id == DEMO {
            self.close().await;
        }
    }

    fn shut_emulated(&self) {
        let mut lock = self.lock();
        lock.is_shut = true;
        if let Some(gate) = &lock.gate {
            gate.shut();
        }
    }

    fn open_emulated(&self) {
        let mut lock = self.lock();
        lock.is_shut = false;
        if let Some(gate) = &lock.gate {
            gate.open();
        }
    }
}

fn personas() -> Vec<PersonaSummary> {
    let personas = Seed::BuiltIn.personas().unwrap_or_default().into_iter();
    personas
        .map(|persona| PersonaSummary {
            user_name: persona.user_name,
            display_name: persona.display_name,
            role: match &*persona.role {
                "owner" => PersonaRole::Owner,
                "dataScientist" => PersonaRole::DataScientist,
                "reader" => PersonaRole::Reader,
                "accessAdmin" => PersonaRole::AccessAdmin,
                _ => PersonaRole::None,
            },
        })
        .collect()
}

/// The port of the last run; 0, which is any, if there was none.
fn last_port(profile: &Path) -> u16 {
    let text = private::read(&profile.join(PORT_FILE), LONGEST_PORT_FILE).ok().flatten();
    text.and_then(|text| str::from_utf8(&text).ok()?.trim().parse().ok()).unwrap_or(0)
}

fn keep_port(profile: &Path, cloud: &DemoCloud) {
    let Some(port) = cloud.cloud().arm.port() else { return };
    if port == last_port(profile) {
        return;
    }
    let (file, draft) = (profile.join(PORT_FILE), profile.join("demo-port.new"));
    let written = private::create_folder(profile)
        .and_then(|()| private::replace(&file, &draft, port.to_string().as_bytes()));
    if let Err(error) = written {
        tracing::warn!(%error, "the port of the demo cloud was not kept");
    }
}

/// The demo cloud with its name in the language of now.
fn named(cloud: Cloud) -> Cloud {
    Cloud { display_name: cloud_name::demo(), ..cloud }
}

/// What the demo cloud failed at.
fn problem_of(error: &StartError) -> EmulatorProblem {
    match error {
        StartError::Listen { address, source } => {
            EmulatorProblem::Address { address: address.to_string(), cause: source.to_string() }
        }
        StartError::Snapshot(cause) => EmulatorProblem::State { cause: cause.to_string() },
        StartError::SnapshotVersion(version) => EmulatorProblem::StateFormat { version: *version },
        StartError::SigningKey(_) | StartError::Tls(_) => EmulatorProblem::Keys,
        StartError::NotLoopback(_) | StartError::Seed(_) | StartError::NoAddress => EmulatorProblem::Setup,
    }
}

fn item() -> ItemName {
    ItemName::new("demo-cloud")
}

/// Seals the state at the start, after each change, and at the end if there is an unsealed change. An item that was removed
/// from the vault is not written again without a change. One task does all of it, so no earlier state overwrites a later one.
async fn keep(vault: Arc<Vault>, cloud: Arc<DemoCloud>, mut closed: oneshot::Receiver<Infallible>) {
    let mut changes = cloud.changes();
    loop {
        changes.mark_unchanged();
        seal(&vault, &cloud).await;
        tokio::select! {
            biased;
            _ = &mut closed => break,
            Ok(()) = changes.changed() => {}
        }
    }
    if changes.has_changed().unwrap_or(false) {
        seal(&vault, &cloud).await;
    }
}

async fn seal(vault: &Vault, cloud: &DemoCloud) {
    match vault.seal(&item(), cloud.snapshot()).await {
        // Without a store nothing is written, and the demo cloud ends with the window.
        Ok(_) | Err(VaultError::NoStore { .. }) => {}
        Err(error) => tracing::warn!(%error, "the demo cloud's state was not kept"),
    }
}

#[cfg(test)]
mod tests {
    use latchkey_testing::until;
    use latchkey_types::{OsEntropy, SystemClock};
    use latchkey_vault::MemoryKeychain;

    use super::*;

    fn clouds(profile: &Path) -> Clouds {
        Clouds::new(Arc::new(SystemClock), Arc::new(OsEntropy), profile.to_owned())
    }

    #[tokio::test]
    async fn the_demo_cloud_keeps_its_port_while_nobody_else_has_it() {
        let vault = Vault::new("nowhere".into(), Arc::new(MemoryKeychain::default()), Arc::new(OsEntropy));
        vault.keep_in_memory();
        let (vault, profile) = (Arc::new(vault), tempfile::tempdir().unwrap());
        let first = clouds(profile.path());
        let port = first.open(DEMO, &vault).await.unwrap().arm.port();
        first.close().await;
        // Its tasks let go of the port a moment later.
        let is_free = |host: &str| std::net::TcpListener::bind((host, port.unwrap())).is_ok();
        until("a free port", async || is_free("127.0.0.1") && is_free("::1")).await;
        let second = clouds(profile.path());
        assert_eq!(second.open(DEMO, &vault).await.unwrap().arm.port(), port);

        // The port is taken now.
        let third = clouds(profile.path());
        let other = third.open(DEMO, &vault).await.unwrap().arm.port();
        assert!(other.is_some() && other != port);
        std::fs::write(profile.path().join(PORT_FILE), "no number").unwrap();
        assert_eq!(last_port(profile.path()), 0);
    }

    #[tokio::test]
    async fn the_last_state_is_the_one_that_stays() {
        let vault = Vault::new("nowhere".into(), Arc::new(MemoryKeychain::default()), Arc::new(OsEntropy));
        vault.keep_in_memory();
        let vault = Arc::new(vault);
        let profile = tempfile::tempdir().unwrap();
        let clouds = clouds(profile.path());
        clouds.open(DEMO, &vault).await.unwrap();
        clouds.reset(&vault).await.unwrap();
        let last = clouds.demo.lock().await.as_ref().unwrap().cloud.snapshot();

        clouds.close().await;
        assert_eq!(vault.unseal(&item()).await.unwrap(), Some(last));
        clouds.close().await;
        clouds.open(DEMO, &vault).await.unwrap();
    }

    async fn is_open(address: &url::Url) -> bool {
        use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
        let Ok(mut stream) = tokio::net::TcpStream::connect(("127.0.0.1", address.port().unwrap())).await
        else {
            return false;
        };
        let head = format!(
            "GET /metadata/endpoints?api-version=2022-09-01 HTTP/1.1\r\nhost: localhost:{}\r\nconnection: close\r\n\r\n",
            address.port().unwrap()
        );
        let _hung_up = stream.write_all(head.as_bytes()).await;
        let mut answer = Vec::new();
        let _reset = stream.read_to_end(&mut answer).await;
        answer.starts_with(b"HTTP/1.1 200")
    }

    #[tokio::test]
    async fn the_demo_cloud_is_shut_by_the_lock_and_ends_when_it_is_left() {
        let vault = Vault::new("nowhere".into(), Arc::new(MemoryKeychain::default()), Arc::new(OsEntropy));
        vault.keep_in_memory();
        let vault = Arc::new(vault);
        let profile = tempfile::tempdir().unwrap();
        let clouds = clouds(profile.path());
        let here = clouds.open(DEMO, &vault).await.unwrap().arm;
        assert!(is_open(&here).await);
        clouds.shut_emulated();
        assert!(!is_open(&here).await);
        clouds.open_emulated();
        assert!(is_open(&here).await);

        clouds.leave("public").await;
        assert!(is_open(&here).await, "another cloud was left");
        clouds.leave(DEMO).await;
        assert!(!is_open(&here).await);

        // One that starts while the app is locked is shut too.
        clouds.shut_emulated();
        let here = clouds.open(DEMO, &vault).await.unwrap().arm;
        assert!(!is_open(&here).await);
        clouds.open_emulated();
        assert!(is_open(&here).await);
    }

    #[tokio::test]
    async fn a_removed_state_is_not_written_again_at_the_end() {
        let vault = Vault::new("nowhere".into(), Arc::new(MemoryKeychain::default()), Arc::new(OsEntropy));
        vault.keep_in_memory();
        let vault = Arc::new(vault);
        let profile = tempfile::tempdir().unwrap();
        let clouds = clouds(profile.path());
        clouds.open(DEMO, &vault).await.unwrap();
        until("the sealed state", async || vault.unseal(&item()).await.unwrap().is_some()).await;
        vault.remove(&item()).await.unwrap();
        clouds.close().await;
        assert_eq!(vault.unseal(&item()).await.unwrap(), None);
    }
}
