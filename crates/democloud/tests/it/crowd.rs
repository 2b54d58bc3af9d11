//! Ten thousand requests at once.

use std::time::Duration;

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    task::JoinSet,
};

use crate::support::{ARM, SUBSCRIPTIONS_VERSION, World};

const REQUESTS: u64 = 10_000;

/// As many connections as the system lets this process hold, client's and server's ends counted.
fn connections_at_once() -> u64 {
    let handles = rlimit::increase_nofile_limit(2 * REQUESTS + 1000).unwrap_or(1024);
    (handles.saturating_sub(200) / 2).clamp(100, REQUESTS)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ten_thousand_requests_at_once_are_all_answered() {
    let world = World::new().await;
    let token = world.token("owner", ARM).await;
    let (port, connections) = (world.demo.cloud().arm.port().unwrap(), connections_at_once());
    let request = format!(
        "GET /subscriptions?{SUBSCRIPTIONS_VERSION} HTTP/1.1\r\nHost: localhost:{port}\r\nAuthorization: Bearer {token}\r\nConnection: close\r\n\r\n"
    );
    let (mut crowd, mut answered) = (JoinSet::new(), 0);
    for started in 0..REQUESTS {
        if started >= connections {
            answered += u64::from(crowd.join_next().await.unwrap().unwrap());
        }
        crowd.spawn(ask(port, request.clone()));
    }
    while let Some(one) = crowd.join_next().await {
        answered += u64::from(one.unwrap());
    }
    assert_eq!(answered, REQUESTS, "{connections} connections at once");
    assert_eq!(world.get(&format!("/subscriptions?{SUBSCRIPTIONS_VERSION}"), &token).await.status, 200);
}

/// Whether a request got an answer of the server's: done, or told to come back later.
async fn ask(port: u16, request: String) -> bool {
    let mut stream = connect(port).await;
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    answer.starts_with("HTTP/1.1 200") || answer.starts_with("HTTP/1.1 429")
}

/// A full queue of new connections is the system's way to ask for patience.
#[expect(clippy::disallowed_methods, reason = "the system's queue empties in real time")]
async fn connect(port: u16) -> TcpStream {
    for _ in 0..600 {
        match TcpStream::connect(("127.0.0.1", port)).await {
            Ok(stream) => return stream,
            Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
        }
    }
    panic!("no connection within half a minute")
}
