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
    for path in
        ["/", "/favicon.ico", "/metadata/endpoints", "/common/oauth2/nothing", "/v1.0/users", "/x/login"]
    {
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

#[tokio::test]
async fn seen_requests_hold_no_secret() {
    let world = World::new().await;
    world.tokens_for("owner").await;
    world.get("/x?code=SECRET&refresh_token=SECRET&client_secret=SECRET&state=SECRET&y=1", "").await;
    let seen = format!("{:?}", world.demo.requests());
    assert!(seen.contains("y=1") && seen.contains("code=redacted"));
    assert!(!seen.contains("SECRET") && !seen.contains("st%3Ca%3Ete"), "{seen}");
}
