//! The link that the browser is started with, and whose programs may use it and answer.

use std::sync::Arc;

use latchkey_http::{Request, Url};
use latchkey_identity::{SignInError, SignInFlow, SignInStep, sign_in};
use latchkey_peer::Peer;
use latchkey_testing::{skip, until};

use crate::{
    sign_in::assert_closed,
    stage::{Stage, back, client, come_back, good_return, parameter, post},
};

/// Everything that the authorization address has in it and that the browser's arguments must not have.
const OF_THE_PAGE: [&str; 4] = ["state", "nonce", "code_challenge", "redirect_uri"];

async fn status(request: Request) -> u16 {
    client().send(request).await.unwrap().status().as_u16()
}

#[tokio::test]
async fn the_browser_is_started_with_a_link_that_says_nothing_of_the_page() {
    let stage = Stage::new().await;
    stage.sign_in(come_back).await.unwrap();
    let (link, page) = (stage.link().unwrap(), stage.page().unwrap());
    assert_eq!(link.host_str(), Some("127.0.0.1"));
    assert_eq!(link.port(), back(&page).port());
    assert_eq!((link.query(), link.fragment()), (None, None));
    let word = link.path().strip_prefix("/start/").unwrap();
    assert_eq!(word.len(), 43, "256 bits");
    for name in OF_THE_PAGE {
        let value = parameter(&page, name);
        assert!(!value.is_empty() && !word.contains(&value), "{name}");
    }
    // What an app is told is not more than what it shows.
    for step in stage.steps.lock().unwrap().iter() {
        if let SignInStep::Waiting { page: shown, .. } = step {
            assert_eq!((shown.origin(), shown.path(), shown.query()), (page.origin(), page.path(), None));
        }
    }
}

#[tokio::test]
async fn the_redirect_is_kept_nowhere_and_names_nobody() {
    let stage = Arc::new(Stage::new().await);
    let browser = CatchesTheLink::default();
    let caught = Arc::clone(&browser.0);
    let mut ports = stage.browserless_ports();
    ports.browser = Arc::new(browser);
    let (cancel, request) = (stage.cancel.clone(), stage.request());
    let attempt =
        tokio::spawn(async move { sign_in(ports, SignInFlow::Browser(request), &|_| {}, cancel).await });
    until("a browser that is started", async || caught.lock().unwrap().is_some()).await;
    let link = caught.lock().unwrap().clone().unwrap();

    // Nobody has opened it yet.
    for name in ["Sec-Purpose", "Purpose", "X-Purpose", "X-Moz"] {
        for value in ["prefetch", "prefetch;prerender", "preview"] {
            let ahead = Request::get(link.clone()).header(name, value);
            assert_eq!(status(ahead).await, 503, "{name}: {value}");
        }
    }
    let head = format!("HEAD {} HTTP/1.1\r\nhost: 127.0.0.1:{}\r\n\r\n", link.path(), link.port().unwrap());
    assert!(raw(&link, &head).await.starts_with("HTTP/1.1 405"));
    assert_eq!(status(Request::post(link.clone())).await, 405);
    let mut longer = link.clone();
    longer.set_path(&format!("{}x", link.path()));
    let mut shorter = link.clone();
    shorter.set_path(&link.path()[..link.path().len() - 1]);
    for other in [longer, shorter, link.join("/start/").unwrap(), link.join("/start").unwrap()] {
        assert_eq!(status(Request::get(other.clone())).await, 404, "{other}");
    }
    let elsewhere = format!("GET {} HTTP/1.1\r\nhost: evil.example\r\n\r\n", link.path());
    assert!(raw(&link, &elsewhere).await.starts_with("HTTP/1.1 421"));

    let first = client().send(Request::get(link.clone())).await.unwrap();
    assert_eq!(first.status().as_u16(), 302);
    assert_eq!(first.header("cache-control"), Some("no-store"));
    assert_eq!(first.header("referrer-policy"), Some("no-referrer"));
    let page = Url::parse(first.header("location").unwrap()).unwrap();
    assert!(OF_THE_PAGE.iter().all(|name| !parameter(&page, name).is_empty()));
    assert!(!first.text_lossy().contains(&parameter(&page, "state")));

    // The second time is the end, whoever it is.
    let second = client().send(Request::get(link.clone())).await.unwrap();
    assert_eq!(second.status().as_u16(), 400);
    assert!(second.text_lossy().contains("LinkUsedAgain"), "{}", *second.text_lossy());
    assert!(second.header("location").is_none());
    let ended = attempt.await.unwrap();
    assert!(matches!(ended, Err(SignInError::LinkUsedAgain)), "{ended:?}");
    assert!(stage.authority.token_requests().await.is_empty());
    assert_closed(&page).await;
}

#[tokio::test]
async fn a_link_that_is_used_again_ends_the_attempt_of_the_first_browser() {
    let stage = Arc::new(Stage::new().await);
    let steps = Arc::clone(&stage.steps);
    let result = stage
        .sign_in(move |page| {
            let link = steps.lock().unwrap().iter().find_map(|step| match step {
                SignInStep::Waiting { link, .. } => Some(link.clone()),
                _ => None,
            });
            async move {
                let again = client().send(Request::get(link.unwrap())).await.unwrap();
                assert_eq!(again.status().as_u16(), 400);
                // The first browser comes too late.
                let late = client().send(Request::post(back(&page)).form(&[("code", "c")])).await;
                assert!(late.is_err() || late.unwrap().status().as_u16() == 410);
            }
        })
        .await;
    assert!(matches!(result, Err(SignInError::LinkUsedAgain)), "{result:?}");
    assert!(stage.authority.token_requests().await.is_empty());
}

#[tokio::test]
async fn a_peer_that_is_not_trusted_gets_a_page_and_the_attempt_goes_on() {
    for peer in [Peer::OtherUser(1001), Peer::Nobody] {
        let stage = Arc::new(Stage::new().await);
        let (peers, steps) = (Arc::clone(&stage.peers), Arc::clone(&stage.steps));
        let result = stage
            .sign_in(move |page| {
                let (peers, steps) = (Arc::clone(&peers), Arc::clone(&steps));
                async move {
                    let link = match &steps.lock().unwrap()[1] {
                        SignInStep::Waiting { link, has_refused_peer: false, .. } => link.clone(),
                        step => panic!("{step:?}"),
                    };
                    *peers.0.lock().unwrap() = peer;
                    let mut theirs = good_return(&page);
                    theirs[0].1 = "evil".to_owned();
                    for _ in 0..3 {
                        let answer = post(back(&page), theirs.clone()).await;
                        assert_eq!(answer.status().as_u16(), 403);
                        assert!(answer.text_lossy().contains("OtherUser"));
                        assert_eq!(status(Request::get(link.clone())).await, 403);
                    }
                    *peers.0.lock().unwrap() = Peer::SameUser;
                    come_back(page).await;
                }
            })
            .await;
        result.unwrap();
        let requests = stage.authority.token_requests().await;
        assert_eq!(requests.iter().map(|form| form["code"].as_str()).collect::<Vec<_>>(), ["needle-code"]);
        let told = stage.steps.lock().unwrap();
        let refusals =
            told.iter().filter(|step| matches!(step, SignInStep::Waiting { has_refused_peer: true, .. }));
        assert_eq!(refusals.count(), 1, "it is told once: {told:?}");
    }
}

/// The real thing: somebody who is `nobody` knows everything about the attempt, and answers it first.
#[cfg(target_os = "linux")]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_user_cannot_answer_somebodys_sign_in() {
    use std::{
        os::unix::process::CommandExt as _,
        process::{Command, Stdio},
    };

    const NOBODY: u32 = 65534;
    if !rustix::process::geteuid().is_root() {
        return skip(
            "another_user_cannot_answer_somebodys_sign_in",
            "root, to start a program of another user",
        );
    }
    let stage = Stage::new().await;
    let script = async |page: Url| {
        let answer = tokio::task::spawn_blocking({
            let page = page.clone();
            move || {
                let port = back(&page).port().unwrap();
                let (state, host) = (parameter(&page, "state"), "127.0.0.1");
                let request =
                    format!("GET /?code=evil&state={state} HTTP/1.1\\r\\nhost: {host}:{port}\\r\\n\\r\\n");
                let program = format!("exec 3<>/dev/tcp/{host}/{port}; printf '{request}' >&3; cat <&3");
                let mut command = Command::new("bash");
                command.args(["-c", &program]).uid(NOBODY).gid(NOBODY).current_dir("/");
                let output = command.stdin(Stdio::null()).output().unwrap();
                String::from_utf8(output.stdout).unwrap()
            }
        });
        let answer = answer.await.unwrap();
        assert!(answer.starts_with("HTTP/1.1 403"), "{answer}");
        come_back(page).await;
    };
    let mut ports = stage.ports(Arc::new(move |page| Box::pin(script(page))));
    ports.peers = Arc::new(latchkey_peer::SystemPeers::default());
    sign_in(ports, SignInFlow::Browser(stage.request()), &|_| {}, stage.cancel.clone()).await.unwrap();
    let requests = stage.authority.token_requests().await;
    assert_eq!(requests.iter().map(|form| form["code"].as_str()).collect::<Vec<_>>(), ["needle-code"]);
}

#[derive(Default)]
struct CatchesTheLink(Arc<std::sync::Mutex<Option<Url>>>);

impl latchkey_identity::Browser for CatchesTheLink {
    fn open(&self, url: &Url) -> Result<(), latchkey_identity::BrowserError> {
        *self.0.lock().unwrap() = Some(url.clone());
        Ok(())
    }
}

async fn raw(link: &Url, text: &str) -> String {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    let mut stream = tokio::net::TcpStream::connect(("127.0.0.1", link.port().unwrap())).await.unwrap();
    stream.write_all(text.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    answer
}
