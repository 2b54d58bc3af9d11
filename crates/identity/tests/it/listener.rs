//! The listener under fire: whatever connects, only this attempt's return has an effect.

use latchkey_http::{Request, Url};
use latchkey_identity::SignInError;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use crate::{
    sign_in::assert_closed,
    stage::{Stage, back, client, come_back, get, good_return, parameter, post},
};

/// Sends bytes and returns the first line of the answer.
async fn raw(page: &Url, bytes: &[u8]) -> String {
    let mut stream = TcpStream::connect(("127.0.0.1", back(page).port().unwrap())).await.unwrap();
    // The listener may hang up while we are still writing.
    let _broken_pipe = stream.write_all(bytes).await;
    let _broken_pipe = stream.shutdown().await;
    let mut answer = Vec::new();
    let _reset = stream.read_to_end(&mut answer).await;
    String::from_utf8_lossy(&answer).lines().next().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn a_return_with_another_state_ends_the_attempt_without_a_request() {
    for returned in [
        vec![("code", "c")],
        vec![("code", "c"), ("state", "")],
        vec![("code", "c"), ("state", "old")],
        vec![("code", "c"), ("state", "STATE"), ("state", "STATE")],
        vec![("code", "c"), ("code", "d"), ("state", "STATE")],
        vec![("error", "access_denied"), ("state", "old")],
        vec![("state", "STATE")],
    ] {
        for by_post in [true, false] {
            let stage = Stage::new().await;
            let returned = returned.clone();
            let pairs = returned.clone();
            let result = stage
                .sign_in(move |page| {
                    let word = parameter(&page, "state");
                    let pairs: Vec<_> =
                        pairs.iter().map(|(name, value)| (*name, value.replace("STATE", &word))).collect();
                    async move {
                        let answer = if by_post {
                            post(back(&page), pairs).await
                        } else {
                            get(back(&page), pairs).await
                        };
                        assert_eq!(answer.status().as_u16(), 400);
                    }
                })
                .await;
            assert!(
                matches!(result, Err(SignInError::WrongState | SignInError::UnexpectedCallback(_))),
                "{returned:?}"
            );
            assert_eq!(stage.authority.token_requests().await.len(), 0, "{returned:?}");
            assert_closed(&stage.page().unwrap()).await;
        }
    }
}

#[tokio::test]
async fn noise_does_not_end_the_attempt() {
    let stage = Stage::new().await;
    let result = stage.sign_in(|page| async move {
        let port = back(&page).port().unwrap();
        let word = parameter(&page, "state");
        let at = |path: &str| back(&page).join(path).unwrap();
        let status = async |request: Request| client().send(request).await.unwrap().status().as_u16();
        assert_eq!(status(Request::get(at("/favicon.ico"))).await, 404);
        assert_eq!(status(Request::get(at(&format!("/other?code=evil&state={word}")))).await, 404);
        assert_eq!(status(Request::get(at("/"))).await, 400);
        assert_eq!(status(Request::put(at(&format!("/?code=evil&state={word}")))).await, 405);
        assert_eq!(status(Request::post(at("/")).json(&[("code", "evil"), ("state", &word)])).await, 415);
        assert_eq!(
            status(Request::post(at("/")).form(&[("code", &"x".repeat(70_000)), ("state", &word)])).await,
            413
        );

        let elsewhere = format!("GET /?code=evil&state={word} HTTP/1.1\r\nHost: evil.example:{port}\r\n\r\n");
        assert!(raw(&page, elsewhere.as_bytes()).await.contains("421"));
        let other_port = format!("GET /?code=evil&state={word} HTTP/1.1\r\nHost: localhost:1\r\n\r\n");
        assert!(raw(&page, other_port.as_bytes()).await.contains("421"));
        let no_host = format!("GET /?code=evil&state={word} HTTP/1.0\r\n\r\n");
        assert!(raw(&page, no_host.as_bytes()).await.contains("421"));
        raw(&page, b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03").await;
        raw(&page, b"").await;
        raw(&page, &vec![b'A'; 100_000]).await;
        let _idle =
            [TcpStream::connect(("127.0.0.1", port)).await, TcpStream::connect(("127.0.0.1", port)).await];
        come_back(page).await;
    });
    result.await.unwrap();
    let requests = stage.authority.token_requests().await;
    assert_eq!(requests.iter().map(|form| form["code"].as_str()).collect::<Vec<_>>(), ["needle-code"]);
}

/// A sign-in service can send the browser on to Microsoft with what is in the page's address. Microsoft's code then comes
/// to the redirect URI of Microsoft's applications, which is not the one of this attempt.
#[tokio::test]
async fn a_code_that_came_to_another_redirect_uri_is_not_taken() {
    let stage = Stage::new().await;
    let result = stage.sign_in(|page| async move {
        let (port, state) = (back(&page).port().unwrap(), parameter(&page, "state"));
        for host in ["localhost", "LOCALHOST", "[::1]"] {
            let answer = format!("GET /?code=evil&state={state} HTTP/1.1\r\nHost: {host}:{port}\r\n\r\n");
            assert!(raw(&page, answer.as_bytes()).await.contains("421"), "{host}");
        }
        come_back(page).await;
    });
    result.await.unwrap();
    let requests = stage.authority.token_requests().await;
    assert_eq!(requests.iter().map(|form| form["code"].as_str()).collect::<Vec<_>>(), ["needle-code"]);
}

#[tokio::test]
async fn only_the_first_answer_counts() {
    let stage = Stage::new().await;
    let result = stage.sign_in(|page| async move {
        let mut second = good_return(&page);
        second[0].1 = "evil".to_owned();
        // The second is on its way before the first is answered; it is told so, or finds the door closed.
        let one = post(back(&page), good_return(&page));
        let http = client();
        let other = http.send(Request::post(back(&page)).form(&[("code", "evil"), ("state", &second[1].1)]));
        let (_first, _second) = tokio::join!(one, other);
    });
    result.await.unwrap();
    let requests = stage.authority.token_requests().await;
    assert_eq!(requests.iter().map(|form| form["code"].as_str()).collect::<Vec<_>>(), ["needle-code"]);
    assert_closed(&stage.page().unwrap()).await;
}

#[tokio::test]
async fn pages_carry_their_protection() {
    let stage = Stage::new().await;
    let result = stage.sign_in(|page| async move {
        for answer in [get(back(&page), vec![]).await, post(back(&page), good_return(&page)).await] {
            assert!(answer.header("content-security-policy").unwrap().starts_with("default-src 'none'"));
            assert_eq!(answer.header("cache-control"), Some("no-store"));
            assert_eq!(answer.header("referrer-policy"), Some("no-referrer"));
            assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
            assert!(!answer.text_lossy().contains("needle"));
        }
    });
    result.await.unwrap();
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn only_the_two_loopback_addresses_are_open() {
    let stage = Stage::new().await;
    let result = stage.sign_in(|page| async move {
        let port = back(&page).port().unwrap();
        assert!(TcpStream::connect(("127.0.0.1", port)).await.is_ok());
        assert!(
            TcpStream::connect(("::1", port)).await.is_ok() || TcpStream::connect(("::1", 1)).await.is_err()
        );
        // A socket that is open to every address would answer here too.
        assert!(TcpStream::connect(("127.0.0.2", port)).await.is_err());
        come_back(page).await;
    });
    result.await.unwrap();
}
