//! The policy against servers that behave oddly.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use latchkey_http::{
    Client, Error, Exchange, Observer, Options, Request, Response, StatusCode, Transport, Url, header,
};
use latchkey_types::{BearerToken, Destinations, ManualClock, OsEntropy, Reach, Secret};
use wiremock::{
    Mock, MockServer, ResponseTemplate,
    matchers::{any, method, path},
};

mod logging;
mod proxy;

/// A client on a clock that leaps over every wait, and the exchanges that it made.
struct Stage {
    server: MockServer,
    clock: Arc<ManualClock>,
    seen: Arc<Recorder>,
    client: Client,
}

#[derive(Default)]
struct Recorder(Mutex<Vec<Exchange>>);

impl Observer for Recorder {
    fn on_exchange(&self, exchange: &Exchange) {
        self.0.lock().unwrap().push(exchange.clone());
    }
}

impl Stage {
    async fn new() -> Self {
        Self::with_reach(Reach::Internet).await
    }

    async fn with_reach(reach: Reach) -> Self {
        let clock = Arc::new(ManualClock::leaping("2026-03-01T12:00:00Z".parse().unwrap()));
        let seen = Arc::new(Recorder::default());
        let options = Options {
            reach,
            certificate_authority: None,
            clock: Arc::clone(&clock) as _,
            entropy: Arc::new(OsEntropy),
            observer: Arc::clone(&seen) as _,
            transport: None,
        };
        let client = Client::new(options).unwrap();
        Self { server: MockServer::start().await, clock, seen, client }
    }

    fn url(&self, path: &str) -> Url {
        Url::parse(&self.server.uri()).unwrap().join(path).unwrap()
    }

    async fn answers(&self, answers: impl IntoIterator<Item = ResponseTemplate>) {
        for answer in answers {
            Mock::given(any()).respond_with(answer).up_to_n_times(1).mount(&self.server).await;
        }
    }

    async fn requests(&self) -> Vec<wiremock::Request> {
        self.server.received_requests().await.unwrap()
    }
}

fn status(status: u16) -> ResponseTemplate {
    ResponseTemplate::new(status)
}

#[tokio::test]
async fn passing_errors_are_tried_again_and_recorded() {
    let stage = Stage::new().await;
    stage
        .answers([
            status(503),
            status(500),
            status(200).set_body_string("{\"a\":1}").insert_header("x-ms-request-id", "c-1"),
        ])
        .await;
    let response = stage.client.send(Request::get(stage.url("/x?code=needle"))).await.unwrap();
    assert_eq!((response.status(), response.correlation_id()), (StatusCode::OK, Some("c-1")));

    let ids: Vec<String> = stage
        .requests()
        .await
        .iter()
        .map(|r| r.headers["x-ms-client-request-id"].to_str().unwrap().to_owned())
        .collect();
    let seen = stage.seen.0.lock().unwrap();
    let exchanges: Vec<_> = seen.iter().map(|e| (e.attempt, e.status.map(|s| s.as_u16()))).collect();
    assert_eq!(exchanges, [(1, Some(503)), (2, Some(500)), (3, Some(200))]);
    assert_eq!(seen.iter().map(|e| e.client_request_id.clone()).collect::<Vec<_>>(), ids);
    assert!(seen.iter().all(|e| e.url.ends_with("/x?code=…")), "{:?}", seen[0].url);
    assert_eq!(stage.clock.slept().len(), 2);
}

#[tokio::test]
async fn decisions_are_not_asked_about_twice() {
    for code in [400, 401, 403, 404, 409, 501] {
        let stage = Stage::new().await;
        stage.answers([status(code).insert_header("retry-after", "1")]).await;
        let response = stage.client.send(Request::get(stage.url("/"))).await.unwrap();
        assert_eq!((response.status().as_u16(), stage.requests().await.len()), (code, 1));
    }
}

#[tokio::test]
async fn four_tries_are_the_limit() {
    let stage = Stage::new().await;
    Mock::given(any()).respond_with(status(502)).mount(&stage.server).await;
    let response = stage.client.send(Request::get(stage.url("/"))).await.unwrap();
    assert_eq!((response.status().as_u16(), stage.requests().await.len()), (502, 4));
}

#[tokio::test]
async fn the_named_wait_is_kept() {
    let stage = Stage::new().await;
    let in_words = status(429).set_body_string("{\"error\":{\"message\":\"Try again after 6 seconds.\"}}");
    let by_date = status(503).insert_header("retry-after", "Sun, 01 Mar 2026 12:00:20 GMT");
    stage.answers([status(429).insert_header("retry-after", "7"), in_words, by_date, status(200)]).await;
    assert!(stage.client.send(Request::get(stage.url("/"))).await.unwrap().is_success());
    let slept = stage.clock.slept();
    for (slept, at_least) in slept.iter().zip([7_000, 6_000, 6_500]) {
        let range = Duration::from_millis(at_least)..Duration::from_millis(at_least + 800);
        assert!(range.contains(slept), "{slept:?} is not in {range:?}");
    }
    assert_eq!(slept.len(), 3);
}

#[tokio::test]
async fn a_wait_that_is_too_long_is_the_callers_business() {
    let stage = Stage::new().await;
    stage.answers([status(429).set_body_string("Please try again after '324' seconds.")]).await;
    let response = stage.client.send(Request::get(stage.url("/"))).await.unwrap();
    assert_eq!(response.status(), StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(response.retry_after("2026-03-01T12:00:00Z".parse().unwrap()), Some(Duration::from_secs(324)));
    assert_eq!(stage.requests().await.len(), 1);
}

#[tokio::test]
async fn a_post_is_sent_again_only_if_it_was_not_taken() {
    let stage = Stage::new().await;
    stage.answers([status(429), status(503)]).await;
    let response = stage.client.send(Request::post(stage.url("/")).json(&[1])).await.unwrap();
    assert_eq!((response.status().as_u16(), stage.requests().await.len()), (503, 2));

    let stage = Stage::new().await;
    stage.answers([status(503), status(200)]).await;
    let request = Request::post(stage.url("/")).form(&[("a", "b c&d")]).repeatable();
    assert!(stage.client.send(request).await.unwrap().is_success());
    assert!(stage.requests().await.iter().all(|request| request.body == b"a=b+c%26d"));
}

#[tokio::test]
async fn a_lost_connection_is_tried_again_unless_it_could_do_harm() {
    // Accepts, reads a little and hangs up.
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = Url::parse(&format!("http://{}/", listener.local_addr().unwrap())).unwrap();
    tokio::spawn(async move {
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            stream.readable().await.unwrap();
        }
    });
    for (request, tries) in [(Request::get(url.clone()), 4), (Request::post(url), 1)] {
        let stage = Stage::new().await;
        assert!(matches!(
            stage.client.send(request).await,
            Err(Error::Connect { .. } | Error::Protocol { .. })
        ));
        assert_eq!(stage.seen.0.lock().unwrap().len(), tries);
    }
}

#[tokio::test]
async fn a_redirect_is_an_answer() {
    let (stage, other) = (Stage::new().await, MockServer::start().await);
    stage.answers([status(307).insert_header("location", other.uri().as_str())]).await;
    let request =
        Request::post(stage.url("/")).bearer(&token("needle", &stage.url("/"))).form(&[("secret", "needle")]);
    assert_eq!(stage.client.send(request).await.unwrap().status().as_u16(), 307);
    assert_eq!(other.received_requests().await.unwrap().len(), 0);
    assert_eq!(stage.requests().await[0].headers["authorization"], "Bearer needle");
}

#[tokio::test]
async fn nothing_is_sent_out_of_reach() {
    let stage = Stage::with_reach(Reach::Loopback).await;
    for url in [
        "https://management.azure.com/",
        "http://169.254.169.254/",
        "http://10.0.0.1/",
        "http://localhost.example/",
    ] {
        let result = stage.client.send(Request::get(Url::parse(url).unwrap())).await;
        assert!(matches!(result, Err(Error::NotAllowed { .. })), "{url}");
    }
    let result =
        Stage::new().await.client.send(Request::get(Url::parse("http://example.com/").unwrap())).await;
    assert!(matches!(result, Err(Error::NotAllowed { origin }) if origin == "http://example.com"));
    assert_eq!(stage.seen.0.lock().unwrap().len(), 0);
}

#[tokio::test]
async fn localhost_is_this_machine() {
    let stage = Stage::with_reach(Reach::Loopback).await;
    stage.answers([status(204)]).await;
    let mut url = stage.url("/");
    url.set_host(Some("LocalHost")).unwrap();
    assert_eq!(stage.client.send(Request::get(url)).await.unwrap().status().as_u16(), 204);
}

#[tokio::test]
async fn too_large_an_answer_is_not_read() {
    let stage = Stage::new().await;
    stage.answers([status(200).set_body_bytes(vec![b' '; 32 * 1024 * 1024 + 1])]).await;
    assert!(matches!(stage.client.send(Request::get(stage.url("/"))).await, Err(Error::TooLarge { .. })));
    assert_eq!(stage.requests().await.len(), 1);
}

#[tokio::test]
async fn a_low_quota_slows_the_next_request() {
    let stage = Stage::new().await;
    let low = status(200).insert_header("x-ms-ratelimit-remaining-subscription-reads", "0");
    Mock::given(method("GET")).and(path("/subscriptions/a/low")).respond_with(low).mount(&stage.server).await;
    Mock::given(any()).respond_with(status(200)).mount(&stage.server).await;
    for (path, slept) in [
        ("/subscriptions/a/low", 0),
        ("/subscriptions/b", 0),
        ("/subscriptions/a/x", 1),
        ("/subscriptions/a/x", 1),
    ] {
        stage.client.send(Request::get(stage.url(path))).await.unwrap();
        assert_eq!(stage.clock.slept().len(), slept, "{path}");
    }
}

#[tokio::test]
async fn what_cannot_be_written_down_is_not_sent() {
    let stage = Stage::new().await;
    let requests = [
        Request::get(stage.url("/")).header("x", "a\r\nb: c"),
        Request::get(stage.url("/")).bearer(&token("a\nb", &stage.url("/"))),
    ];
    for request in requests {
        assert!(matches!(stage.client.send(request).await, Err(Error::Malformed { part: "header", .. })));
    }
    assert_eq!(stage.requests().await.len(), 0);
}

#[tokio::test]
async fn json_is_read_in_every_dress() {
    let stage = Stage::new().await;
    stage
        .answers(
            ["", "\u{feff}{\"a\":1}", " null ", "<html>", "{\"needle\":"]
                .map(|text| status(200).set_body_string(text)),
        )
        .await;
    let mut read = Vec::new();
    for _ in 0..5 {
        let response = stage.client.send(Request::get(stage.url("/"))).await.unwrap();
        read.push(response.json::<serde_json::Value>().map_err(|error| error.to_string()));
    }
    assert_eq!(
        read[..3],
        [Ok(serde_json::Value::Null), Ok(serde_json::json!({ "a": 1 })), Ok(serde_json::Value::Null)]
    );
    assert!(read[3..].iter().all(|result| result.as_ref().is_err_and(|error| !error.contains("needle"))));
}

/// A token for the origin of an address.
fn token(text: &str, place: &Url) -> BearerToken {
    BearerToken { value: Secret::new(text), destinations: Destinations::origin(place) }
}

#[tokio::test]
async fn a_token_leaves_for_the_places_that_it_was_asked_for_alone() {
    let stage = Stage::new().await;
    stage.answers([status(200)]).await;
    let elsewhere = MockServer::start().await;
    let own = token("needle", &stage.url("/"));
    stage.client.send(Request::get(stage.url("/a")).bearer(&own)).await.unwrap();
    // Another port of the same machine is another place.
    let url = Url::parse(&elsewhere.uri()).unwrap();
    for request in [Request::get(url.clone()), Request::post(url.clone()), Request::put(url.clone())] {
        let refused = stage.client.send(request.bearer(&own)).await;
        assert!(matches!(refused, Err(Error::ForeignToken { .. })), "{refused:?}");
    }
    assert_eq!(elsewhere.received_requests().await.unwrap().len(), 0);
}

/// A program in place of the network that only counts.
#[derive(Default)]
struct Counting(std::sync::atomic::AtomicUsize);

#[async_trait::async_trait]
impl Transport for Counting {
    async fn carry(&self, _: &Request) -> Result<Response, Error> {
        self.0.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
        Ok(Response::new(StatusCode::OK, header::HeaderMap::new(), b"{}".to_vec().into()))
    }
}

#[tokio::test]
async fn whatever_carries_requests_is_given_none_that_the_policy_refuses() {
    let carrier = Arc::new(Counting::default());
    let client = Client::new(Options {
        reach: Reach::Internet,
        certificate_authority: None,
        clock: Arc::new(ManualClock::leaping("2026-03-01T12:00:00Z".parse().unwrap())),
        entropy: Arc::new(OsEntropy),
        observer: Arc::new(Recorder::default()),
        transport: Some(Arc::clone(&carrier) as _),
    })
    .unwrap();
    let url = |text: &str| Url::parse(text).unwrap();
    let bound = token("needle", &url("https://arm.example"));
    assert!(client.send(Request::get(url("http://arm.example"))).await.is_err());
    assert!(client.send(Request::get(url("https://evil.example")).bearer(&bound)).await.is_err());
    assert!(client.send(Request::get(url("https://arm.example/x")).bearer(&bound)).await.is_ok());
    assert_eq!(carrier.0.load(std::sync::atomic::Ordering::SeqCst), 1);
}

#[tokio::test]
async fn a_broken_certificate_to_trust_is_an_error_and_nothing_is_sent() {
    let pem = |content: &str| format!("-----BEGIN CERTIFICATE-----\n{content}\n-----END CERTIFICATE-----\n");
    let server = MockServer::start().await;
    // One is not even PEM, the other holds something else than a certificate.
    for broken in [pem("!"), pem("bm90IGEgY2VydGlmaWNhdGU=")] {
        let client = Client::new(Options {
            reach: Reach::Loopback,
            certificate_authority: Some(broken),
            clock: Arc::new(ManualClock::leaping("2026-03-01T12:00:00Z".parse().unwrap())),
            entropy: Arc::new(OsEntropy),
            observer: Arc::new(Recorder::default()),
            transport: None,
        });
        let result = match client {
            Ok(client) => client.send(Request::get(Url::parse(&server.uri()).unwrap())).await.map(drop),
            Err(error) => Err(error),
        };
        assert!(matches!(result, Err(Error::Start(_))), "{result:?}");
    }
    assert_eq!(server.received_requests().await.unwrap().len(), 0);
}

#[tokio::test]
async fn the_difference_of_clocks_is_taken_from_every_answer() {
    let stage = Stage::new().await;
    assert_eq!(stage.client.clock_skew(&stage.url("/")), None);
    let dated = |date: &str| status(200).insert_header("date", date);
    stage
        .answers([
            dated("Sun, 01 Mar 2026 11:58:00 GMT").insert_header("age", "120"),
            dated("Sun, 01 Mar 2026 11:50:00 GMT"),
            status(401).insert_header("date", "Sun, 01 Mar 2026 12:10:00 GMT"),
        ])
        .await;
    for ahead_ms in [None, Some(599_500), Some(-600_500)] {
        stage.client.send(Request::get(stage.url("/a"))).await.unwrap();
        let skew = stage.client.clock_skew(&stage.url("/b?c"));
        assert_eq!(skew.map(|skew| skew.ahead.as_millis()), ahead_ms, "{skew:?}");
    }
    assert_eq!(stage.client.clock_skew(&Url::parse("https://elsewhere.example").unwrap()), None);
}
