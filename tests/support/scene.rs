//! An app on the demo cloud over real loopback HTTP, with everything of the system replaced by memory.

use std::{net::Ipv4Addr, path::PathBuf, sync::Arc};

use anyhow::{Result, bail};
use latchkey_app::{
    App, Options, Ports,
    bridge::{AppOverview, ServiceSummary, SignInOptions, SignInProgress, WorkspaceSummary},
};
use latchkey_democloud::{DemoCloud, Persona};
use latchkey_identity::ScriptedMachine;
use latchkey_testing::LIMIT;
use latchkey_types::{Clock, Cloud, OsEntropy, SystemClock};
use latchkey_vault::MemoryKeychain;
use tempfile::TempDir;

use crate::{Habit, MemoryClipboard, MemoryPeers, OneCloud, Person, Recorder, RedirectTransport};

/// How a scene is set.
pub struct SceneBuilder {
    clock: Arc<dyn Clock>,
    keychain: MemoryKeychain,
    reshape: Box<dyn FnOnce(&mut Cloud)>,
    is_secure: bool,
}

/// An app and everything around it.
pub struct Scene {
    pub app: Arc<App>,
    pub demo: DemoCloud,
    pub person: Arc<Person>,
    pub machine: Arc<ScriptedMachine>,
    pub peers: Arc<MemoryPeers>,
    pub clipboard: Arc<MemoryClipboard>,
    pub recorder: Arc<Recorder>,
    pub keychain: Arc<MemoryKeychain>,
    cloud: Cloud,
    ports: Ports,
    profile: TempDir,
}

impl Default for SceneBuilder {
    fn default() -> Self {
        Self {
            clock: Arc::new(SystemClock),
            keychain: MemoryKeychain::default(),
            reshape: Box::new(|_| {}),
            is_secure: false,
        }
    }
}

impl SceneBuilder {
    /// Sets the clock of the app and of the demo cloud.
    pub fn clock(self, clock: Arc<dyn Clock>) -> Self {
        Self { clock, ..self }
    }

    /// Sets the keychain.
    pub fn keychain(self, keychain: MemoryKeychain) -> Self {
        Self { keychain, ..self }
    }

    /// Puts all but the sign-in behind TLS, with an authority that only the cloud names.
    pub fn secure(self) -> Self {
        Self { is_secure: true, ..self }
    }

    /// Changes the cloud's addresses before the app reads them. Requests for public Azure go to the demo cloud.
    pub fn cloud(self, reshape: impl FnOnce(&mut Cloud) + 'static) -> Self {
        Self { reshape: Box::new(reshape), ..self }
    }

    /// Starts the demo cloud and an app that has chosen it.
    pub async fn set(self) -> Result<Scene> {
        let options = latchkey_democloud::Options::new(Arc::clone(&self.clock), Arc::new(OsEntropy));
        let https = self.is_secure.then(|| (Ipv4Addr::LOCALHOST, 0).into());
        let demo = DemoCloud::start(latchkey_democloud::Options { https, ..options }).await?;
        let mut cloud = demo.cloud();
        if let (true, Some(base)) = (self.is_secure, demo.addresses().pop()) {
            cloud.arm = base.parse()?;
            cloud.certificate_authority = demo.certificate_authority().map(str::to_owned);
        }
        (self.reshape)(&mut cloud);
        let profile = tempfile::tempdir()?;
        let person = Person::new(Habit::ClosesTheTab);
        let clipboard = Arc::new(MemoryClipboard::default());
        let recorder = Arc::new(Recorder::default());
        let keychain = Arc::new(self.keychain);
        let machine = Arc::<ScriptedMachine>::default();
        let peers = Arc::<MemoryPeers>::default();
        let ports = Ports {
            clock: self.clock,
            entropy: Arc::new(OsEntropy),
            browser: person.clone(),
            peers: peers.clone(),
            machine: machine.clone(),
            keychain: keychain.clone(),
            clipboard: clipboard.clone(),
            events: recorder.clone(),
            observer: recorder.clone(),
            transport: cloud.is_built_in().then(|| Arc::new(RedirectTransport::new(demo.cloud().arm)) as _),
            clouds: Arc::new(OneCloud { cloud: cloud.clone(), gate: demo.gate() }),
        };
        let app = make_app(&profile, &ports);
        let scene =
            Scene { app, demo, person, machine, peers, clipboard, recorder, keychain, cloud, ports, profile };
        scene.app.choose_cloud(&scene.cloud.id).await.map_err(|error| anyhow::anyhow!("{error:?}"))?;
        Ok(scene)
    }
}

fn make_app(profile: &TempDir, ports: &Ports) -> Arc<App> {
    App::new(Options {
        profile: profile.path().to_owned(),
        version: "0.0.0-test".to_owned(),
        cloud: None,
        languages: Vec::new(),
        ports: ports.clone(),
    })
}

impl Scene {
    /// A scene without anything special.
    pub async fn set() -> Result<Self> {
        SceneBuilder::default().set().await
    }

    /// A scene in which this persona is signed in.
    pub async fn signed_in_as(role: &str) -> Result<Self> {
        let scene = Self::set().await?;
        scene.sign_in(role).await?;
        Ok(scene)
    }

    /// The persona with this role.
    pub fn persona(&self, role: &str) -> Persona {
        let found = self.demo.personas().into_iter().find(|persona| persona.role == role);
        found.expect("the demo cloud has a persona for each role")
    }

    /// Signs a persona in and waits until the app says so.
    pub async fn sign_in(&self, role: &str) -> Result<AppOverview> {
        let persona = self.persona(role);
        self.person.set_habit(Habit::SignsIn { user_name: persona.user_name, password: persona.password });
        self.start_sign_in().await?;
        let overview = self.until(|app| app.sign_in.is_none() || has_failed(app)).await?;
        if overview.account.is_none() {
            bail!(
                "nobody is signed in: {:?}; the browser shows {:?}",
                overview.sign_in,
                self.person.last_page()
            );
        }
        Ok(overview)
    }

    pub async fn start_sign_in(&self) -> Result<()> {
        let started = self.app.start_sign_in(SignInOptions::default()).await;
        started.map_err(|error| anyhow::anyhow!("{error:?}"))
    }

    /// Waits until the app's state is as wanted.
    pub async fn until(&self, wanted: impl Fn(&AppOverview) -> bool) -> Result<AppOverview> {
        let mut changes = self.recorder.changes();
        let patience = SystemClock;
        let waiting = async {
            loop {
                let overview = self.app.describe_app().await;
                if wanted(&overview) {
                    return overview;
                }
                if changes.changed().await.is_err() {
                    return overview;
                }
            }
        };
        tokio::select! {
            overview = waiting => Ok(overview),
            () = patience.sleep(LIMIT) => bail!(
                "waited in vain; {:?}; the browser shows {:?}",
                self.app.describe_app().await.sign_in,
                self.person.last_page()
            ),
        }
    }

    /// The same profile, keychain and cloud in a new app, as after a restart.
    pub fn restarted(&self) -> Arc<App> {
        make_app(&self.profile, &self.ports)
    }

    /// The same after a restart, with all stored access tokens expired.
    pub fn restarted_later(&self) -> Arc<App> {
        for entry in std::fs::read_dir(self.profile().join("vault")).unwrap() {
            let path = entry.unwrap().path();
            if path.to_string_lossy().contains("-token.") {
                std::fs::remove_file(path).unwrap();
            }
        }
        self.restarted()
    }

    /// The same profile and keychain in a new app with another cloud.
    pub fn restarted_in(&self, cloud: Cloud) -> Arc<App> {
        let ports =
            Ports { clouds: Arc::new(OneCloud { cloud, gate: self.demo.gate() }), ..self.ports.clone() };
        make_app(&self.profile, &ports)
    }

    /// The profile folder of the app.
    pub fn profile(&self) -> PathBuf {
        self.profile.path().to_owned()
    }

    pub async fn workspaces(&self) -> Result<Vec<WorkspaceSummary>> {
        let list = self.app.list_workspaces().await.map_err(|error| anyhow::anyhow!("{error:?}"))?;
        Ok(list.workspaces)
    }

    /// Every service of every workspace.
    pub async fn services(&self) -> Result<Vec<ServiceSummary>> {
        let mut services = Vec::new();
        for workspace in self.workspaces().await? {
            let list = self.app.list_services(&workspace.handle).await;
            services.extend(list.map_err(|error| anyhow::anyhow!("{error:?}"))?.services);
        }
        Ok(services)
    }

    /// The first service that is as wanted.
    pub async fn service(&self, wanted: impl Fn(&ServiceSummary) -> bool) -> Result<ServiceSummary> {
        let services = self.services().await?;
        services.into_iter().find(wanted).ok_or_else(|| anyhow::anyhow!("there is no such service"))
    }
}

fn has_failed(overview: &AppOverview) -> bool {
    matches!(overview.sign_in, Some(SignInProgress::Failed { .. }))
}
