//! One sign-in: an authority, a browser that follows a script, and a clock that stands still.

use std::sync::{Arc, Mutex};

use futures::{FutureExt, future::BoxFuture};
use jiff::Timestamp;
use latchkey_http::{Client, NoopObserver, Options, Request, Response, Url};
use latchkey_identity::{
    Browser, BrowserError, Ports, Prompt, ScriptedMachine, SignInError, SignInFlow, SignInRequest,
    SignInStep, SignedIn, sign_in,
};
use latchkey_peer::{Ends, Peer, Peers};
use latchkey_testing::until;
use latchkey_types::{ManualClock, OsEntropy, Reach};
use tokio_util::sync::CancellationToken;

use crate::authority::{Authority, CLIENT, NOW, tokens};

pub(crate) struct Stage {
    pub(crate) authority: Authority,
    pub(crate) clock: Arc<ManualClock>,
    pub(crate) http: Client,
    pub(crate) machine: Arc<ScriptedMachine>,
    pub(crate) cancel: CancellationToken,
    pub(crate) steps: Arc<Mutex<Vec<SignInStep>>>,
    pub(crate) peers: Arc<ScriptedPeers>,
    pages: Pages,
    tasks: Tasks,
}

/// Who connects is whoever this says, until it is told otherwise.
pub(crate) struct ScriptedPeers(pub(crate) Mutex<Peer>);

impl Default for ScriptedPeers {
    fn default() -> Self {
        Self(Mutex::new(Peer::SameUser))
    }
}

impl Peers for ScriptedPeers {
    fn who_holds(&self, _: Ends) -> Peer {
        *self.0.lock().unwrap()
    }
}

type Pages = Arc<Mutex<Vec<Url>>>;
type Tasks = Arc<Mutex<Vec<tokio::task::JoinHandle<()>>>>;
type Script = Arc<dyn Fn(Url) -> BoxFuture<'static, ()> + Send + Sync>;

struct ScriptedBrowser {
    authority: Authority,
    script: Script,
    cancel: CancellationToken,
    pages: Pages,
    tasks: Tasks,
}

impl Browser for ScriptedBrowser {
    fn open(&self, url: &Url) -> Result<(), BrowserError> {
        let (link, cancel, script) = (url.clone(), self.cancel.clone(), Arc::clone(&self.script));
        let (pages, nonce) = (Arc::clone(&self.pages), Arc::clone(&self.authority.nonce));
        let task = tokio::runtime::Handle::current().spawn(async move {
            // A script that fails ends the attempt, which would wait for its return for ever.
            let ends_the_attempt = cancel.drop_guard();
            let page = follow(&link).await;
            *nonce.lock().unwrap() = parameter(&page, "nonce");
            pages.lock().unwrap().push(page.clone());
            script(page).await;
            ends_the_attempt.disarm();
        });
        self.tasks.lock().unwrap().push(task);
        Ok(())
    }
}

/// Where a link leads.
pub(crate) async fn follow(link: &Url) -> Url {
    let answer = client().send(Request::get(link.clone())).await.unwrap();
    assert_eq!(answer.status().as_u16(), 302, "{}", *answer.text_lossy());
    Url::parse(answer.header("location").unwrap()).unwrap()
}

pub(crate) fn client() -> Client {
    let clock = Arc::new(ManualClock::leaping(Timestamp::from_second(NOW).unwrap()));
    let options = Options {
        reach: Reach::Loopback,
        certificate_authority: None,
        clock,
        entropy: Arc::new(OsEntropy),
        observer: Arc::new(NoopObserver),
        transport: None,
    };
    Client::new(options).unwrap()
}

impl Stage {
    /// An authority where everything is in order.
    pub(crate) async fn new() -> Self {
        let stage = Self::unprepared().await;
        stage.authority.describe(stage.authority.metadata()).await;
        stage.authority.issue(|authority, _| tokens(&authority.sign(&authority.claims()))).await;
        stage
    }

    /// An authority that has nothing yet.
    pub(crate) async fn unprepared() -> Self {
        Self {
            authority: Authority::start().await,
            clock: Arc::new(ManualClock::stopped(Timestamp::from_second(NOW).unwrap())),
            http: client(),
            machine: Arc::default(),
            cancel: CancellationToken::new(),
            steps: Arc::default(),
            peers: Arc::default(),
            pages: Pages::default(),
            tasks: Tasks::default(),
        }
    }

    pub(crate) fn request(&self) -> SignInRequest {
        SignInRequest {
            cloud: self.authority.cloud(),
            tenant: "organizations".to_owned(),
            client_id: CLIENT.to_owned(),
            login_hint: None,
            prompt: Prompt::default(),
            claims: None,
        }
    }

    pub(crate) fn ports(&self, script: Script) -> Ports {
        Ports {
            http: self.http.clone(),
            host_http: self.http.clone(),
            machine: Arc::clone(&self.machine) as _,
            clock: Arc::clone(&self.clock) as _,
            entropy: Arc::new(OsEntropy),
            browser: Arc::new(ScriptedBrowser {
                authority: self.authority.clone(),
                script,
                cancel: self.cancel.clone(),
                pages: Arc::clone(&self.pages),
                tasks: Arc::clone(&self.tasks),
            }),
            peers: Arc::clone(&self.peers) as _,
            pages: Arc::new(latchkey_identity::NamedPages),
        }
    }

    /// Ports for a way in that opens no browser.
    pub(crate) fn browserless_ports(&self) -> Ports {
        self.ports(Arc::new(|_| unreachable!("no browser opens")))
    }

    /// Signs in; the script is what happens in the browser once the page was opened.
    pub(crate) async fn sign_in<F>(
        &self,
        script: impl Fn(Url) -> F + Send + Sync + 'static,
    ) -> Result<SignedIn, SignInError>
    where
        F: Future<Output = ()> + Send + 'static,
    {
        let ports = self.ports(Arc::new(move |url| script(url).boxed()));
        let steps = Arc::clone(&self.steps);
        let on_step = move |step| steps.lock().unwrap().push(step);
        let result = sign_in(ports, SignInFlow::Browser(self.request()), &on_step, self.cancel.clone()).await;
        let tasks = std::mem::take(&mut *self.tasks.lock().unwrap());
        for task in tasks {
            task.await.unwrap();
        }
        result
    }

    /// The latest page that the browser was led to.
    pub(crate) fn page(&self) -> Option<Url> {
        self.pages.lock().unwrap().last().cloned()
    }

    /// The link of the attempt.
    pub(crate) fn link(&self) -> Option<Url> {
        self.steps.lock().unwrap().iter().find_map(|step| match step {
            SignInStep::Waiting { link, .. } => Some(link.clone()),
            _ => None,
        })
    }

    /// Returns when the attempt waits for somebody, and the browser, if one was opened, is at the page.
    pub(crate) async fn waits(&self) {
        let waits =
            async || !self.clock.slept().is_empty() && (self.link().is_none() || self.page().is_some());
        until("an attempt that waits for the browser", waits).await;
    }
}

pub(crate) fn parameter(page: &Url, name: &str) -> String {
    page.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned()).unwrap_or_default()
}

/// The address that the page sends back to, by IPv4.
pub(crate) fn back(page: &Url) -> Url {
    Url::parse(&parameter(page, "redirect_uri")).unwrap()
}

/// What a good authority sends back.
pub(crate) fn good_return(page: &Url) -> Vec<(&'static str, String)> {
    vec![
        ("code", "needle-code".to_owned()),
        ("state", parameter(page, "state")),
        ("session_state", "x".to_owned()),
    ]
}

pub(crate) async fn post(url: Url, pairs: Vec<(&'static str, String)>) -> Response {
    let pairs: Vec<(&str, &str)> = pairs.iter().map(|(name, value)| (*name, value.as_str())).collect();
    client().send(Request::post(url).form(&pairs)).await.unwrap()
}

pub(crate) async fn get(mut url: Url, pairs: Vec<(&'static str, String)>) -> Response {
    url.query_pairs_mut().extend_pairs(pairs);
    client().send(Request::get(url)).await.unwrap()
}

/// Comes back as a good authority would.
pub(crate) async fn come_back(page: Url) {
    let answer = post(back(&page), good_return(&page)).await;
    assert!(answer.text_lossy().contains("SignedIn"), "{}", *answer.text_lossy());
}
