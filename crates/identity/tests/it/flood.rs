//! Whatever is poured into the listener, the person's own return gets through, and afterwards nobody listens.

use std::time::Duration;

use futures::future::join_all;
use latchkey_http::Url;
use latchkey_identity::SignInError;
use latchkey_types::{Clock, SystemClock};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    task::JoinHandle,
};

use crate::{
    sign_in::assert_closed,
    stage::{Stage, back, come_back, good_return},
};

const FORM: &str = "content-type: application/x-www-form-urlencoded\r\n";

async fn connect(page: &Url, host: &str) -> Option<TcpStream> {
    TcpStream::connect((host, back(page).port().unwrap())).await.ok()
}

fn host(page: &Url) -> String {
    format!("host: 127.0.0.1:{}\r\n", back(page).port().unwrap())
}

/// Sends some bytes on so many connections, by IPv4 and IPv6, and keeps all of them open.
#[expect(clippy::disallowed_methods, reason = "what is tried is the real listener over real time")]
async fn pour(page: &Url, connections: usize, bytes: Vec<u8>) -> Vec<TcpStream> {
    let streams = (0..connections).map(async |at| {
        let mut stream = connect(page, if at % 2 == 0 { "127.0.0.1" } else { "::1" }).await?;
        // The listener may hang up while somebody still writes.
        let _broken_pipe = tokio::time::timeout(Duration::from_secs(2), stream.write_all(&bytes)).await;
        Some(stream)
    });
    join_all(streams).await.into_iter().flatten().collect()
}

/// A sign-in during which this is done; it has to end well, with one code sent, and nobody listening.
async fn check<F, T>(what: &str, attack: impl Fn(Url) -> F + Send + Sync + 'static)
where
    F: Future<Output = T> + Send + 'static,
    T: Send,
{
    let stage = Stage::new().await;
    let result = stage.sign_in(move |page| {
        let attack = attack(page.clone());
        async move {
            let _still_open = attack.await;
            come_back(page).await;
        }
    });
    assert!(result.await.is_ok(), "{what}");
    let requests = stage.authority.token_requests().await;
    let codes: Vec<&str> = requests.iter().map(|form| form["code"].as_str()).collect();
    assert_eq!(codes, ["needle-code"], "{what}");
    assert_closed(&stage.page().unwrap()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn connections_that_say_nothing_keep_nobody_out() {
    check("half open", |page| async move { pour(&page, 300, Vec::new()).await }).await;
    let slow = |page: Url| async move {
        let begun = format!("POST / HTTP/1.1\r\n{}x-slow: a", host(&page));
        pour(&page, 300, begun.into_bytes()).await
    };
    check("slow heads", slow).await;
    let slow = |page: Url| async move {
        let begun =
            format!("POST / HTTP/1.1\r\n{}{FORM}content-length: 60000\r\n\r\ncode=evil&", host(&page));
        pour(&page, 300, begun.into_bytes()).await
    };
    check("slow bodies", slow).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn connections_that_say_too_much_keep_nobody_out() {
    let heads = |page: Url| async move {
        let head = format!("GET / HTTP/1.1\r\n{}x-large: {}", host(&page), "a".repeat(4 * 1024 * 1024));
        pour(&page, 40, head.into_bytes()).await
    };
    check("megabytes of head", heads).await;
    let bodies = |page: Url| async move {
        let body = "x".repeat(60_000);
        let post =
            format!("POST / HTTP/1.1\r\n{}{FORM}content-length: {}\r\n\r\n{body}", host(&page), body.len());
        pour(&page, 300, post.into_bytes()).await
    };
    check("posts without a state", bodies).await;
    let chunks = |page: Url| async move {
        let chunk = format!("ffff\r\n{}\r\n", "x".repeat(0xffff)).repeat(32);
        let post =
            format!("POST / HTTP/1.1\r\n{}{FORM}transfer-encoding: chunked\r\n\r\n{chunk}", host(&page));
        pour(&page, 40, post.into_bytes()).await
    };
    check("endless chunks", chunks).await;
    let pipelined = |page: Url| async move {
        let get = format!("GET /?code=evil HTTP/1.0\r\n\r\nGET /?x=1 HTTP/1.1\r\n{}\r\n", host(&page));
        pour(&page, 100, get.repeat(500).into_bytes()).await
    };
    check("pipelined", pipelined).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_flood_that_goes_on_keeps_nobody_out() {
    let flood = |page: Url| async move {
        let tasks: Vec<JoinHandle<()>> = (0..4)
            .map(|_| {
                let page = page.clone();
                tokio::spawn(async move {
                    let mut kept = std::collections::VecDeque::new();
                    for _ in 0..300 {
                        let Some(mut stream) = connect(&page, "127.0.0.1").await else { break };
                        let post =
                            format!("POST / HTTP/1.1\r\n{}{FORM}content-length: 9\r\n\r\ncode=", host(&page));
                        let _broken_pipe = stream.write_all(post.as_bytes()).await;
                        kept.push_back(stream);
                        if kept.len() > 100 {
                            kept.pop_front();
                        }
                    }
                })
            })
            .collect();
        SystemClock.sleep(Duration::from_millis(20)).await;
        tasks
    };
    check("a flood", flood).await;
}

#[tokio::test]
async fn a_return_that_is_under_way_when_somebody_cancels_is_not_exchanged() {
    let stage = Stage::new().await;
    let (begun, has_begun) = tokio::sync::oneshot::channel();
    let begun = std::sync::Mutex::new(Some(begun));
    let script = move |page: Url| {
        let begun = begun.lock().unwrap().take().unwrap();
        async move {
            let pairs = good_return(&page);
            let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
            let (first, _) = body.split_at(5);
            let length = body.len();
            let mut stream = connect(&page, "127.0.0.1").await.unwrap();
            let head =
                format!("POST / HTTP/1.1\r\n{}{FORM}content-length: {length}\r\n\r\n{first}", host(&page));
            stream.write_all(head.as_bytes()).await.unwrap();
            begun.send(stream).unwrap();
        }
    };
    let (result, ()) = tokio::join!(stage.sign_in(script), async {
        let mut stream = has_begun.await.unwrap();
        stage.waits().await;
        stage.cancel.cancel();
        tokio::task::yield_now().await;
        let state = crate::stage::parameter(&stage.page().unwrap(), "state");
        let _broken_pipe =
            stream.write_all(format!("needle-code&state={state}&session_state=x").as_bytes()).await;
        let mut answer = Vec::new();
        let _reset = stream.read_to_end(&mut answer).await;
        assert!(answer.is_empty(), "{}", String::from_utf8_lossy(&answer));
    });
    assert!(matches!(result, Err(SignInError::Cancelled)), "{result:?}");
    assert!(stage.authority.token_requests().await.is_empty());
    assert_closed(&stage.page().unwrap()).await;
}
