//! A proxy of the environment: asked for what is elsewhere, and never for this machine or an identity endpoint.
//!
//! The environment is read once in a program, so each story runs in a process of its own: this same program, told to run
//! one test.

use std::{
    io::{BufRead, BufReader, Write},
    net::{TcpListener, TcpStream},
    process::{Command, Stdio},
    sync::{Arc, Mutex},
};

use latchkey_http::{Client, NoopObserver, Options, Request, Url};
use latchkey_testing::LIMIT;
use latchkey_types::{ManualClock, OsEntropy, Reach};

/// What the child reads: `Reach` and an address on each line.
const PLAN: &str = "LATCHKEY_TEST_PLAN";

/// Something that listens, notes each first line, and answers 200 to whatever it is asked.
fn listener() -> (u16, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = listener.local_addr().unwrap().port();
    let seen = Arc::new(Mutex::new(Vec::new()));
    let noted = Arc::clone(&seen);
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream: TcpStream = stream.unwrap();
            stream.set_read_timeout(Some(LIMIT)).unwrap();
            let mut line = String::new();
            let _hung_up = BufReader::new(&stream).read_line(&mut line);
            noted.lock().unwrap().push(line.trim_end().to_owned());
            let _hung_up =
                stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
        }
    });
    (port, seen)
}

/// Has a test run once more in a process whose environment names a proxy, and with a plan, which it then sends; what the
/// proxy was asked.
fn asked_of_the_proxy(test: &str, plan: &str) -> Vec<String> {
    let (port, seen) = listener();
    let proxy = format!("http://127.0.0.1:{port}");
    let mut child = Command::new(std::env::current_exe().unwrap());
    child.args(["--exact", &format!("proxy::{test}"), "--nocapture"]);
    for name in ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"] {
        child.env(name, &proxy).env(name.to_lowercase(), &proxy);
    }
    child.env_remove("NO_PROXY").env_remove("no_proxy").env_remove("REQUEST_METHOD").env(PLAN, plan);
    let output = child.stdin(Stdio::null()).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success() && said.contains("1 passed"), "{said}");
    let seen = seen.lock().unwrap();
    seen.clone()
}

/// Whether this is the process with the plan; then it is sent.
#[expect(clippy::disallowed_methods, reason = "it is told what to do by its environment")]
fn sends_what_is_planned() -> bool {
    let Ok(plan) = std::env::var(PLAN) else { return false };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    for line in plan.lines() {
        let (reach, address) = line.split_once(' ').unwrap();
        let reach = match reach {
            "Host" => Reach::Host,
            "Loopback" => Reach::Loopback,
            _ => Reach::Internet,
        };
        let options = Options {
            reach,
            certificate_authority: None,
            transport: None,
            clock: Arc::new(ManualClock::leaping("2026-03-01T12:00:00Z".parse().unwrap())),
            entropy: Arc::new(OsEntropy),
            observer: Arc::new(NoopObserver),
        };
        // Nobody may be there; what counts is who was asked. A POST is sent once.
        let request = Request::post(Url::parse(address).unwrap());
        let _sent = runtime.block_on(Client::new(options).unwrap().send(request));
    }
    true
}

#[test]
fn a_proxy_is_asked_for_what_is_elsewhere() {
    if !sends_what_is_planned() {
        let plan = "Internet https://management.example/";
        let asked = asked_of_the_proxy("a_proxy_is_asked_for_what_is_elsewhere", plan);
        assert_eq!(asked, ["CONNECT management.example:443 HTTP/1.1"]);
    }
}

#[test]
fn no_proxy_is_asked_for_this_machine() {
    if sends_what_is_planned() {
        return;
    }
    let (port, seen) = listener();
    let here = ["127.0.0.1", "localhost", "127.0.0.9"];
    let plan: Vec<String> = ["Internet", "Loopback", "Host"]
        .iter()
        .flat_map(|reach| here.map(|host| format!("{reach} http://{host}:{port}/token")))
        .collect();
    assert_eq!(asked_of_the_proxy("no_proxy_is_asked_for_this_machine", &plan.join("\n")), [""; 0]);
    // 127.0.0.9 is loopback too, and nobody listens there.
    assert_eq!(*seen.lock().unwrap(), vec!["POST /token HTTP/1.1"; 6]);
}
