//! Runs one case: a person adds the cloud, signs in, uses every command, and comes back after the cloud's description has
//! changed.

use std::{
    fs,
    path::PathBuf,
    sync::Arc,
    time::{Duration, Instant},
};

use async_trait::async_trait;
use jiff::Timestamp;
use latchkey_app::{
    App, CloudCatalog, CloudUnavailable, ErrorCode, MicrosoftClouds, Options, Ports,
    bridge::{CloudDescription, CloudSummary, MachineIdentity, SignInMethod, SignInOptions, SignInProgress},
    summary_of,
};
use latchkey_identity::{Browser, BrowserError, ProgramOutput, ScriptedMachine};
use latchkey_peer::SystemPeers;
use latchkey_testing::soon;
use latchkey_tests::{MemoryClipboard, Recorder};
use latchkey_types::{Clock, Cloud, CloudFile, OsEntropy, Secret, SystemClock};
use latchkey_vault::{MemoryKeychain, Vault};
use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};
use url::Url;

use super::{
    case::{Case, FollowUp, Method, REAL_IDENTITY, Source},
    issued_secrets::{Shown, host_and_port},
    world::{NOW, SigningKey, TENANT, World, parameter},
};

const CLIENT: &str = "04b07795-8ddb-461a-bbee-02f9e1bf7b46";

/// The outcome of a case.
pub(crate) struct Outcome {
    /// The number of sessions that began.
    pub(crate) sessions: u32,
    /// A sentence for each secret that reached a wrong host.
    pub(crate) strays: Vec<String>,
}

struct Scenario<'a> {
    case: &'a Case,
    world: Arc<World>,
    profile: PathBuf,
    clipboard: Arc<MemoryClipboard>,
    recorder: Arc<Recorder>,
    ports: Ports,
}

pub(crate) async fn run(case: &Case, key: &Arc<SigningKey>) -> Outcome {
    let profile = tempfile::tempdir().unwrap();
    let world = Arc::new(World::of(case, key));
    let (clipboard, recorder) = (Arc::<MemoryClipboard>::default(), Arc::<Recorder>::default());
    let ports = Ports {
        clock: Arc::new(FixedClock),
        entropy: Arc::new(OsEntropy),
        browser: Arc::new(Person(Arc::clone(&world))),
        peers: Arc::new(SystemPeers::default()),
        machine: machine(case, &world),
        keychain: Arc::<MemoryKeychain>::default(),
        clipboard: clipboard.clone(),
        events: recorder.clone(),
        observer: recorder.clone(),
        transport: Some(world.clone()),
        clouds: Arc::new(Catalogue(None)),
    };
    let profile = profile.path().to_owned();
    let scenario = Scenario { case, world: Arc::clone(&world), profile, clipboard, recorder, ports };
    let sessions = u32::from(scenario.run_all().await.is_some());
    Outcome { sessions, strays: world.strays() }
}

impl Scenario<'_> {
    /// Runs all steps of the case. Returns `None` if the sign-in is not possible.
    async fn run_all(&self) -> Option<()> {
        let (app, cloud_id) = self.with_cloud().await?;
        if !matches!(self.case.source, Source::Address(_)) {
            self.world.accepted(&self.case.file);
        }
        let summary = app.list_clouds().into_iter().find(|cloud| cloud.id == cloud_id)?;
        self.sign_in(&app, &summary).await?;
        self.use_everything(&app).await;
        app.shut_down().await;
        drop(app);
        let again = match &self.case.follow_up {
            FollowUp::Restart => self.app(self.cloud_of_command_line()),
            FollowUp::Edit { field, value } => {
                self.edit(&cloud_id, field, value);
                self.app(None)
            }
            FollowUp::AnotherFile { field, value } => {
                let mut file = self.case.file.clone();
                file.insert((*field).to_owned(), value.clone());
                let file = CloudFile::read(&Value::from(file).to_string()).ok()?;
                self.app(Some(file.cloud))
            }
        };
        again.resume().await;
        self.use_everything(&again).await;
        // Neither a confirmation nor another sign-in may bypass the check while the person is shown no new hosts.
        if let Some(account) = again.describe_app().await.account {
            let _refused = again.confirm_destinations(&account.id, None).await;
            self.use_everything(&again).await;
        }
        if again.start_sign_in(self.options(&cloud_id, None)).await.is_ok() {
            self.ended(&again).await;
            self.use_everything(&again).await;
        }
        Some(())
    }

    async fn with_cloud(&self) -> Option<(Arc<App>, String)> {
        let text = Value::from(self.case.file.clone()).to_string();
        let app = self.app(self.cloud_of_command_line());
        let description = match &self.case.source {
            Source::CommandLine => return self.cloud_of_command_line().map(|cloud| (app, cloud.id)),
            Source::File => CloudDescription::Json { text, certificates: None, name: None },
            Source::Address(_) => {
                let address = self.case.file["arm"].as_str().unwrap().to_owned();
                CloudDescription::ResourceManager { address, certificates: None, name: None }
            }
        };
        let added = app.add_cloud(description).await.ok()?;
        Some((app, added.id))
    }

    fn cloud_of_command_line(&self) -> Option<Cloud> {
        let text = Value::from(self.case.file.clone()).to_string();
        matches!(self.case.source, Source::CommandLine)
            .then(|| CloudFile::read(&text).ok())?
            .map(|file| file.cloud)
    }

    fn app(&self, cloud: Option<Cloud>) -> Arc<App> {
        App::new(Options {
            profile: self.profile.clone(),
            version: "0.0.0-test".to_owned(),
            cloud: cloud.as_ref().map(|cloud| cloud.id.clone()),
            languages: Vec::new(),
            ports: Ports { clouds: Arc::new(Catalogue(cloud)), ..self.ports.clone() },
        })
    }

    async fn sign_in(&self, app: &Arc<App>, summary: &CloudSummary) -> Option<()> {
        let mut shown = shown_by(summary);
        if !matches!(self.case.source, Source::Address(_)) {
            let named = named_by(&self.case.file);
            assert_eq!(shown, named, "the app shows the hosts of the file");
        }
        self.world.begin(shown.clone());
        match app.start_sign_in(self.options(&summary.id, None)).await {
            Ok(()) => {}
            Err(error) if error.code == ErrorCode::ConfirmDestinations && self.case.confirms => {
                let host = summary.token_hosts[0].clone();
                shown.typed = Some(host.clone());
                self.world.begin(shown);
                app.start_sign_in(self.options(&summary.id, Some(host))).await.ok()?;
            }
            Err(_) => return None,
        }
        self.ended(app).await;
        app.describe_app().await.account.map(drop)
    }

    fn options(&self, cloud_id: &str, confirmed_host: Option<String>) -> SignInOptions {
        let is_open_id = self.case.file.get("provider").is_some_and(|word| word == "openid");
        let (method, tenant) = match self.case.method {
            Method::Browser => (SignInMethod::Browser, None),
            Method::DeviceCode => (SignInMethod::DeviceCode, None),
            Method::Secret => {
                (SignInMethod::ClientSecret { secret: Secret::new(self.world.typed_secret()) }, Some(TENANT))
            }
            Method::AzureCli => (SignInMethod::AzureCli, None),
            Method::Machine => {
                (SignInMethod::ManagedIdentity { identity: MachineIdentity::SystemAssigned }, None)
            }
        };
        SignInOptions {
            cloud_id: Some(cloud_id.to_owned()),
            method: Some(method),
            tenant: tenant.filter(|_| !is_open_id).map(str::to_owned),
            client_id: (self.case.method == Method::Secret).then(|| CLIENT.to_owned()),
            confirmed_host,
            login_hint: None,
        }
    }

    async fn ended(&self, app: &App) {
        let mut changes = self.recorder.changes();
        let ending = async {
            loop {
                match app.describe_app().await.sign_in {
                    None => return,
                    Some(SignInProgress::Failed { .. }) => return app.dismiss_sign_in_failure(),
                    Some(_) => changes.changed().await.unwrap(),
                }
            }
        };
        soon("the end of a sign-in", ending).await;
    }

    /// Calls every command that sends a request. Errors are fine.
    async fn use_everything(&self, app: &App) {
        let Some(account) = app.describe_app().await.account else { return };
        let _ = app.list_tenants(&account.id).await;
        let _ = app.describe_credential(&account.id).await;
        let _ = app.show_names();
        let workspaces = app.list_workspaces().await.map(|list| list.workspaces).unwrap_or_default();
        for workspace in workspaces {
            let _ = app.list_access(&workspace.handle).await;
            let services = app.list_services(&workspace.handle).await.map(|list| list.services);
            for service in services.unwrap_or_default() {
                if app.copy_token(&service.handle).await.is_ok() {
                    let scoring = Url::parse(&format!("{}/score", self.case.scoring)).unwrap();
                    self.world.copied(&self.clipboard.content().unwrap_or_default(), &scoring);
                }
            }
        }
    }

    /// Edits the cloud list in the profile, as any program of the user can.
    fn edit(&self, cloud_id: &str, field: &str, value: &Value) {
        let path = self.profile.join("clouds.json");
        let Ok(text) = fs::read_to_string(&path) else { return };
        let mut clouds: Vec<Value> = serde_json::from_str(&text).unwrap();
        for cloud in clouds.iter_mut().filter(|cloud| cloud["id"] == cloud_id) {
            cloud[field] = value.clone();
            if field == "arm" && cloud["reach"] == "internet" {
                // An attacker who knows the rules changes the resource too.
                cloud["armResource"] = value.clone();
                cloud["mlResource"] = value.clone();
            }
            if field == "graph" && cloud["reach"] == "internet" {
                cloud["graphResource"] = value.clone();
            }
        }
        fs::write(&path, serde_json::to_string(&clouds).unwrap()).unwrap();
    }
}

/// The hosts that the app shows for a cloud.
fn shown_by(summary: &CloudSummary) -> Shown {
    let mut shown = Shown { authority: with_scheme(&summary.authority_host), ..Shown::default() };
    for place in &summary.token_hosts {
        match place.strip_prefix("*.") {
            Some(domain) => shown.domain = Some(domain.to_owned()),
            None => shown.origins.push(with_scheme(place)),
        }
    }
    shown.origins.sort();
    shown
}

/// The hosts that a cloud file names.
fn named_by(file: &serde_json::Map<String, Value>) -> Shown {
    let text = |name: &str| file.get(name).and_then(Value::as_str);
    let url = |text: &str| Url::parse(text).unwrap();
    let arm = text("arm").unwrap();
    let mut origins = vec![arm.to_owned(), text("graph").unwrap_or(arm).to_owned()];
    origins.sort();
    origins.dedup();
    let is_here = |text: &str| text.starts_with("http://");
    let is_whole_here = origins.iter().all(|origin| is_here(origin)) && is_here(text("authority").unwrap());
    Shown {
        authority: with_scheme(&host_and_port(&url(text("authority").unwrap()))),
        origins,
        domain: text("mlApiDomain").filter(|_| !is_whole_here).map(str::to_owned),
        typed: None,
    }
}

fn with_scheme(place: &str) -> String {
    match place {
        place if place.contains("://") => place.to_owned(),
        place if place.starts_with("127.") => format!("http://{place}"),
        place => format!("https://{place}"),
    }
}

fn machine(case: &Case, world: &Arc<World>) -> Arc<ScriptedMachine> {
    let machine = ScriptedMachine::default();
    machine.set("IDENTITY_ENDPOINT", &format!("{REAL_IDENTITY}/msi/token"));
    machine.set("IDENTITY_HEADER", "needle-header");
    let (world, az_cloud, file) = (Arc::clone(world), case.az_cloud, case.file.clone());
    machine.answer(move |arguments| {
        let answer = match arguments {
            [_, "list", ..] => {
                json!([{ "tenantId": TENANT, "environmentName": az_cloud, "user": { "name": "ada" } }])
            }
            ["cloud", ..] => {
                let endpoints =
                    json!({ "activeDirectory": file["authority"], "resourceManager": file["arm"] });
                json!({ "name": az_cloud, "endpoints": endpoints })
            }
            _ => {
                let at = arguments.iter().position(|argument| *argument == "--resource").unwrap();
                world.token_of_az(arguments[at + 1])
            }
        };
        ProgramOutput::printed(&answer.to_string())
    });
    Arc::new(machine)
}

/// The clouds of the command line.
struct Catalogue(Option<Cloud>);

#[async_trait]
impl CloudCatalog for Catalogue {
    fn summaries(&self) -> Vec<CloudSummary> {
        self.0.iter().map(summary_of).chain(MicrosoftClouds.summaries()).collect()
    }

    async fn open(&self, id: &str, vault: &Arc<Vault>) -> Result<Cloud, CloudUnavailable> {
        match &self.0 {
            Some(cloud) if cloud.id == id => Ok(cloud.clone()),
            _ => MicrosoftClouds.open(id, vault).await,
        }
    }

    async fn reset(&self, _: &Arc<Vault>) -> Result<(), CloudUnavailable> {
        Err(CloudUnavailable::NoEmulator)
    }
}

/// Signs in on every page that opens, and returns its code to the app.
struct Person(Arc<World>);

impl Browser for Person {
    fn open(&self, url: &Url) -> Result<(), BrowserError> {
        let (world, url) = (Arc::clone(&self.0), url.clone());
        tokio::spawn(async move { come_back(&world, url).await });
        Ok(())
    }
}

async fn come_back(world: &World, opened: Url) -> Option<()> {
    // The app's own link redirects to the page.
    let page = match ask(&opened).await {
        Some(answer) => {
            let line = answer.lines().find(|line| line.to_ascii_lowercase().starts_with("location:"))?;
            Url::parse(line.split_once(':')?.1.trim()).ok()?
        }
        None => opened,
    };
    let mut answer = Url::parse(&parameter(&page, "redirect_uri")).ok()?;
    let code = world.code_of_page(&page);
    answer.query_pairs_mut().append_pair("code", &code).append_pair("state", &parameter(&page, "state"));
    ask(&answer).await.map(drop)
}

/// Sends a request to the app's listener. Returns `None` for any other address.
async fn ask(url: &Url) -> Option<String> {
    let is_program = matches!(url.host_str(), Some("localhost" | "127.0.0.1"))
        && !["8081", "8082", "9001"].contains(&url.port()?.to_string().as_str());
    if !is_program {
        return None;
    }
    let mut stream = TcpStream::connect(("127.0.0.1", url.port()?)).await.ok()?;
    let target = url.query().map_or_else(|| url.path().to_owned(), |query| format!("{}?{query}", url.path()));
    let request =
        format!("GET {target} HTTP/1.1\r\nhost: {}\r\nconnection: close\r\n\r\n", host_and_port(url));
    stream.write_all(request.as_bytes()).await.ok()?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.ok()?;
    Some(answer)
}

/// A clock that stands still. Short sleeps end at once; long ones never end.
struct FixedClock;

#[async_trait]
impl Clock for FixedClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_second(NOW).unwrap()
    }

    fn steady(&self) -> Instant {
        SystemClock.steady()
    }

    async fn sleep(&self, duration: Duration) {
        if duration > Duration::from_secs(10) {
            std::future::pending::<()>().await;
        }
        for _ in 0..200 {
            tokio::task::yield_now().await;
        }
    }
}
