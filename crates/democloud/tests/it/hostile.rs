//! Requests that nobody should send.

use reqwest::Method;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use crate::support::{ARM, ML_VERSION, PUBLIC_PATHS, World};

#[tokio::test]
async fn a_foreign_host_is_refused() {
    let world = World::new().await;
    let port = world.demo.cloud().arm.port().unwrap();
    let check = async |host: &str, expected: u16| {
        let answer = world.send(Method::GET, "/x", &[("host", host)], "").await.unwrap();
        assert_eq!(answer.status, expected, "{host}");
    };
    check(&format!("localhost:{port}"), 501).await;
    check(&format!("127.0.0.1:{port}"), 501).await;
    check("evil.example", 421).await;
    check(&format!("evil.example:{port}"), 421).await;
    check("localhost", 421).await;
}

#[tokio::test]
async fn what_it_does_not_have_says_so() {
    let world = World::new().await;
    let token = world.token("owner", ARM).await;
    for path in ["/", "/favicon.ico", "/metadata/x", "/common/oauth2/nothing", "/v1.0/sites", "/x/login"] {
        let answer = world.get(path, &world.token("owner", crate::support::GRAPH).await).await;
        assert_eq!(answer.refusal(), (501, "NotImplemented".to_owned()), "{path}");
    }
    let deletion = world.workspace(&token, "ml-routing").await + "?" + ML_VERSION;
    let headers = [("authorization", format!("Bearer {token}"))];
    let headers: Vec<(&str, &str)> = headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let answer = world.send(Method::DELETE, &deletion, &headers, "").await.unwrap();
    assert_eq!(answer.refusal(), (501, "NotImplemented".to_owned()));
}

#[tokio::test]
async fn large_bodies_are_refused_and_odd_ones_answered() {
    let world = World::new().await;
    let (tenant, deep) = (world.tenant(), vec![b'['; 100_000]);
    for path in PUBLIC_PATHS {
        let path = path.replace("{tenant}", &tenant);
        let large = world.send(Method::POST, &path, &[], vec![b'a'; 1024 * 1024 + 1]).await;
        assert!(large.is_err() || large.is_ok_and(|answer| answer.status == 413), "{path}");
        for body in [&b""[..], b"\xff\xfe%00", b"flow=%ff&passwd=%", b"&&&===", b"{", b"null", &deep] {
            let answer = world
                .send(Method::POST, &path, &[("cookie", "LATCHKEYDEMO_BROWSER=;;=")], body.to_vec())
                .await
                .unwrap();
            assert!((400..502).contains(&answer.status.as_u16()), "{path}: {}", answer.status);
        }
    }
    assert_eq!(world.get("/x", "").await.status, 501, "it still answers");
}

#[tokio::test]
async fn odd_paths_and_headers_do_not_break_it() {
    let world = World::new().await;
    let token = world.token("owner", ARM).await;
    let long = format!("/subscriptions/{}", "x".repeat(8000));
    for path in [
        "/subscriptions/%2e%2e/%00",
        "/subscriptions/%ff?api-version=%ff",
        "/%",
        "//",
        "/subscriptions//?api-version=",
        "/providers/Microsoft.Authorization/roleAssignments?api-version=2022-04-01",
        "/subscriptions/x/providers/Microsoft.Authorization?api-version=2022-04-01",
        "/providers/providers/providers?api-version=2022-12-01",
        "/ml//discovery",
        "/scoring/a/b/c/d",
        &long,
    ] {
        let answer = world.get(path, &token).await;
        assert!(answer.status.is_client_error() || answer.status == 501, "{path}: {}", answer.status);
    }
    let odd = [("authorization", "Bearer"), ("client-request-id", "<script>"), ("origin", "null")];
    let answer = world.send(Method::GET, "/subscriptions?api-version=2022-12-01", &odd, "").await.unwrap();
    assert_eq!(answer.status, 401);
    assert_ne!(answer.header("x-ms-correlation-request-id"), "<script>");
}

#[tokio::test]
async fn counts_beyond_every_number_are_bounded() {
    let world = World::new().await;
    let token = world.token("owner", ARM).await;
    let path = world.workspace(&token, "ml-routing").await + "/onlineEndpoints?" + ML_VERSION;
    let all = world.all(&path, &token).await.len();
    for (from, skip) in [(1, "ZnJvbTox"), (all, "ZnJvbTo0Mjk0OTY3Mjk1")] {
        let answer = world.get(&format!("{path}&count=18446744073709551615&$skip={skip}"), &token).await;
        assert_eq!(answer.status, 200, "{skip}");
        let body = answer.json();
        assert_eq!((body["value"].as_array().unwrap().len(), body.get("nextLink")), (all - from, None));
    }
}

#[tokio::test]
async fn requests_that_are_not_http_are_closed() {
    let world = World::new().await;
    let address = world.base().replace("http://localhost", "127.0.0.1");
    for bytes in
        [&b"\0\0\0\0\r\n\r\n"[..], b"GET / HTTP/1.1\r\n\r\n", b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"]
    {
        let mut stream = TcpStream::connect(&address).await.unwrap();
        stream.write_all(bytes).await.unwrap();
        stream.shutdown().await.unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).await.unwrap();
        let answer = String::from_utf8_lossy(&answer).into_owned();
        assert!(answer.starts_with("HTTP/1.1 4"), "{answer}");
    }
}

/// The first line of the answer to these bytes, sent in pieces of a size; nothing if the connection just ends.
async fn first_line(world: &World, request: &[u8], piece: usize) -> String {
    let mut stream = TcpStream::connect(world.base().replace("http://localhost", "127.0.0.1")).await.unwrap();
    for bytes in request.chunks(piece) {
        // The answer may come, and the connection end, before everything is sent.
        if stream.write_all(bytes).await.is_err() {
            break;
        }
    }
    let mut answer = Vec::new();
    let _reset = stream.read_to_end(&mut answer).await;
    String::from_utf8_lossy(&answer).lines().next().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn headers_are_bounded_to_the_byte() {
    const LIMIT: usize = 64 * 1024;
    let world = World::new().await;
    let host = world.base().replace("http://", "");
    let check = async |size: usize, headers: usize, expected: &str| {
        let mut request = format!("GET /x HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n");
        let left = size - request.len() - "\r\n".len();
        for header in 0..headers {
            let name = format!("x-{header:03}: ");
            let share = left / headers + if header == 0 { left % headers } else { 0 };
            request.push_str(&name);
            request.push_str(&"a".repeat(share - name.len() - "\r\n".len()));
            request.push_str("\r\n");
        }
        request.push_str("\r\n");
        assert_eq!(request.len(), size);
        for piece in [size, 1000] {
            let line = first_line(&world, request.as_bytes(), piece).await;
            let is_closed = expected.contains("431") && line.is_empty();
            assert!(
                is_closed || line == expected,
                "{size} bytes, {headers} headers, {piece} at once: {line:?}"
            );
        }
    };
    check(1000, 1, "HTTP/1.1 501 Not Implemented").await;
    for headers in [1, 90] {
        check(LIMIT - 1, headers, "HTTP/1.1 501 Not Implemented").await;
        check(LIMIT, headers, "HTTP/1.1 501 Not Implemented").await;
        for too_much in [LIMIT + 1, LIMIT + 10_000, 2 * LIMIT - 1, 2 * LIMIT + 1, 10 * LIMIT] {
            check(too_much, headers, "HTTP/1.1 431 Request Header Fields Too Large").await;
        }
    }
    check(10_000, 200, "HTTP/1.1 431 Request Header Fields Too Large").await;
}

#[tokio::test]
async fn a_body_that_breaks_its_framing_makes_a_bad_request() {
    let world = World::new().await;
    let host = world.base().replace("http://", "");
    let check = async |body: &str, expected: &str| {
        let head = format!(
            "POST /x HTTP/1.1\r\nHost: {host}\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
        );
        let line = first_line(&world, format!("{head}{body}").as_bytes(), usize::MAX).await;
        assert_eq!(line, expected, "{body:?}");
    };
    check("3\r\nabc\r\n0\r\n\r\n", "HTTP/1.1 501 Not Implemented").await;
    for broken in
        ["x\r\nabc\r\n", "3\r\nabcdef\r\n0\r\n\r\n", "-1\r\n", "fffffffffffffffffff\r\na\r\n", "\r\n\r\n"]
    {
        check(broken, "HTTP/1.1 400 Bad Request").await;
    }
    assert!(
        world.demo.requests().iter().all(|seen| seen.status == 501),
        "what is no request is not remembered"
    );
    let large = format!("{:x}\r\n{}\r\n0\r\n\r\n", 1024 * 1024 + 1, "a".repeat(1024 * 1024 + 1));
    check(&large, "HTTP/1.1 413 Payload Too Large").await;
}

#[tokio::test]
async fn seen_requests_hold_no_secret() {
    let world = World::new().await;
    world.tokens_for("owner").await;
    world.get("/x?code=SECRET&refresh_token=SECRET&client_secret=SECRET&state=SECRET&y=1", "").await;
    let seen = format!("{:?}", world.demo.requests());
    assert!(seen.contains("y=1") && seen.contains("code=redacted"));
    assert!(!seen.contains("SECRET") && !seen.contains("st%3Ca%3Ete"), "{seen}");
}
