//! The controls over HTTP, and what they make go wrong.

use std::sync::Arc;

use latchkey_democloud::{ControlEndpoint, DemoCloud, Options, PUBLIC_CLIENT_ID};
use latchkey_types::{ManualClock, OsEntropy};
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{ARM, Answer, SUBSCRIPTIONS_VERSION, World};

/// A demo cloud with a listener for its controls.
struct Controlled {
    world: World,
    address: String,
    secret: String,
}

impl Controlled {
    async fn new() -> Self {
        let clock = Arc::new(ManualClock::leaping("2026-03-02T09:30:00Z".parse().unwrap()));
        let control = Some("127.0.0.1:0".parse().unwrap());
        let options = Options { control, ..Options::new(clock.clone(), Arc::new(OsEntropy)) };
        let demo = DemoCloud::start(options).await.unwrap();
        let ControlEndpoint { address, secret } = demo.control().unwrap();
        // EXPOSE: the test opens the controls of its own demo cloud.
        let secret = secret.expose().to_owned();
        Self { world: World::of(demo, clock), address, secret }
    }

    async fn control(&self, method: Method, path: &str, body: Value) -> Answer {
        let path = format!("{}{path}", self.address);
        let authorization = format!("Bearer {}", self.secret);
        self.world.send(method, &path, &[("authorization", &authorization)], body.to_string()).await.unwrap()
    }

    async fn subscriptions(&self, token: &str) -> Result<Answer, reqwest::Error> {
        let path = format!("/subscriptions?{SUBSCRIPTIONS_VERSION}");
        self.world.send(Method::GET, &path, &[("authorization", &format!("Bearer {token}"))], "").await
    }
}

#[tokio::test]
async fn only_the_secret_of_this_launch_opens_the_controls() {
    let controlled = Controlled::new().await;
    let path = format!("{}/clock", controlled.address);
    let right = format!("Bearer {}", controlled.secret);
    let check = async |headers: &[(&str, &str)], expected: u16| {
        let answer = controlled.world.send(Method::GET, &path, headers, "").await.unwrap();
        assert_eq!(answer.status.as_u16(), expected, "{}", answer.text);
    };
    check(&[("authorization", &right)], 200).await;
    check(&[], 401).await;
    check(&[("authorization", "Bearer ")], 401).await;
    check(&[("authorization", &right[..right.len() - 1])], 401).await;
    check(&[("authorization", &right), ("origin", "https://evil.example")], 401).await;
    check(&[("authorization", &right), ("host", "evil.example")], 421).await;
    let elsewhere = controlled.world.send(Method::POST, "/faults", &[("authorization", &right)], "{}").await;
    assert_eq!(elsewhere.unwrap().status, 501, "the cloud's own address has no controls");
}

#[tokio::test]
async fn faults_go_in_are_listed_and_go_out() {
    let controlled = Controlled::new().await;
    let token = controlled.world.token("owner", ARM).await;
    let fault = json!({"kind": "status", "pathContains": "/Subscriptions", "status": 429, "headers": [["Retry-After", "7"]]});
    assert_eq!(controlled.control(Method::POST, "/faults", fault).await.status, 200);
    let pending = controlled.control(Method::GET, "/faults", json!({})).await.json();
    assert_eq!((&pending[0]["kind"], &pending[0]["times"]), (&json!("status"), &json!(1)));
    let answer = controlled.subscriptions(&token).await.unwrap();
    assert_eq!((answer.status.as_u16(), answer.header("retry-after")), (429, "7"));
    assert_eq!(controlled.subscriptions(&token).await.unwrap().status, 200);
    controlled.control(Method::POST, "/faults", json!({"kind": "resetConnection"})).await;
    controlled.control(Method::DELETE, "/faults", json!({})).await;
    assert_eq!(controlled.subscriptions(&token).await.unwrap().status, 200);
    for bad in [
        json!({"kind": "unknown"}),
        json!({"kind": "hold"}),
        json!({"kind": "status", "status": -1}),
        json!([]),
    ] {
        let refused = controlled.control(Method::POST, "/faults", bad.clone()).await;
        assert_eq!(refused.refusal(), (400, "InvalidRequestBody".to_owned()), "{bad}");
    }
}

#[tokio::test]
async fn answers_can_be_damaged() {
    let controlled = Controlled::new().await;
    let token = controlled.world.token("owner", ARM).await;
    let whole = controlled.subscriptions(&token).await.unwrap().text;
    let put_in = async |kind: &str, field: &str| {
        let mut fault = json!({"kind": kind, "pathContains": "/subscriptions"});
        if !field.is_empty() {
            fault["field"] = json!(field);
        }
        assert_eq!(controlled.control(Method::POST, "/faults", fault).await.status, 200, "{kind}");
    };
    put_in("malformedJson", "").await;
    let half = controlled.subscriptions(&token).await.unwrap().text;
    assert!(whole.starts_with(&half) && half.len() < whole.len());
    put_in("dropField", "displayName").await;
    let answer = controlled.subscriptions(&token).await.unwrap().json();
    assert_eq!(answer["value"][0].get("displayName"), None);
    put_in("nullField", "displayName").await;
    let answer = controlled.subscriptions(&token).await.unwrap().json();
    assert_eq!(answer["value"][0].get("displayName"), Some(&Value::Null));
    for kind in ["halfAnswer", "dropConnection", "resetConnection"] {
        put_in(kind, "").await;
        assert!(controlled.subscriptions(&token).await.is_err(), "{kind}");
    }
    assert_eq!(controlled.subscriptions(&token).await.unwrap().text, whole);
}

#[tokio::test]
async fn a_reset_is_seen_as_one() {
    use std::io::{Read as _, Write as _};
    let controlled = Controlled::new().await;
    controlled.control(Method::POST, "/faults", json!({"kind": "resetConnection"})).await;
    let address = controlled.world.base().replace("http://localhost", "127.0.0.1");
    let ended = tokio::task::spawn_blocking(move || {
        let mut stream = std::net::TcpStream::connect(&address).unwrap();
        let port = address.rsplit(':').next().unwrap();
        write!(stream, "GET /tenants HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n").unwrap();
        stream.read_to_end(&mut Vec::new())
    });
    assert_eq!(ended.await.unwrap().unwrap_err().kind(), std::io::ErrorKind::ConnectionReset);
}

#[tokio::test]
async fn tokens_expire_by_the_clock_and_on_demand() {
    let controlled = Controlled::new().await;
    let code = |answer: Answer| answer.refusal();
    let token = controlled.world.token("owner", ARM).await;
    let before = controlled.control(Method::GET, "/clock", json!({})).await.json()["now"].to_string();
    controlled.control(Method::POST, "/clock/advance", json!({"seconds": 7200})).await;
    let after = controlled.control(Method::GET, "/clock", json!({})).await.json()["now"].to_string();
    assert_eq!((before.as_str(), after.as_str()), ("\"2026-03-02T09:30:00Z\"", "\"2026-03-02T11:30:00Z\""));
    let expired = (401, "ExpiredAuthenticationToken".to_owned());
    assert_eq!(code(controlled.subscriptions(&token).await.unwrap()), expired);
    let token = controlled.world.token("owner", ARM).await;
    assert_eq!(controlled.subscriptions(&token).await.unwrap().status, 200);
    controlled.control(Method::POST, "/tokens/expire", json!({})).await;
    assert_eq!(code(controlled.subscriptions(&token).await.unwrap()), expired);
    let token = controlled.world.token("owner", ARM).await;
    assert_eq!(controlled.subscriptions(&token).await.unwrap().status, 200);
    for body in [json!({}), json!({"seconds": -1}), json!({"seconds": u64::MAX})] {
        assert_eq!(controlled.control(Method::POST, "/clock/advance", body).await.status, 400);
    }
}

#[tokio::test]
async fn a_claims_challenge_can_be_asked_for() {
    let controlled = Controlled::new().await;
    let token = controlled.world.token("owner", ARM).await;
    controlled.control(Method::POST, "/faults", json!({"kind": "claimsChallenge"})).await;
    let answer = controlled.subscriptions(&token).await.unwrap();
    assert_eq!(answer.status, 401);
    assert!(answer.header("www-authenticate").contains("error=\"insufficient_claims\", claims=\""));
}

#[tokio::test]
async fn what_was_asked_is_told_and_forgotten() {
    let controlled = Controlled::new().await;
    let token = controlled.world.token("owner", ARM).await;
    controlled.control(Method::DELETE, "/requests", json!({})).await;
    controlled.subscriptions(&token).await.unwrap();
    let seen = controlled.control(Method::GET, "/requests", json!({})).await.json();
    let expected =
        json!([{"method": "GET", "path": "/subscriptions", "query": SUBSCRIPTIONS_VERSION, "status": 200}]);
    assert_eq!(seen, expected);
}

#[tokio::test]
async fn a_revocation_challenges_earlier_tokens_of_clients_that_can_answer() {
    let controlled = Controlled::new().await;
    let refresh_token =
        controlled.world.tokens_for("owner").await["refresh_token"].as_str().unwrap().to_owned();
    let ask = async |claims: &str| {
        let fields = [
            ("grant_type", "refresh_token"),
            ("client_id", PUBLIC_CLIENT_ID),
            ("refresh_token", &refresh_token),
            ("scope", "https://management.azure.com/.default"),
            ("claims", claims),
        ];
        controlled.world.token_request(&fields).await.json()["access_token"].as_str().unwrap().to_owned()
    };
    let able = ask(r#"{"access_token":{"xms_cc":{"values":["CP1"]}}}"#).await;
    let unable = ask("{}").await;
    controlled.control(Method::POST, "/clock/advance", json!({"seconds": 1})).await;
    controlled.control(Method::POST, "/sessions/revoke", json!({})).await;
    let challenged = controlled.subscriptions(&able).await.unwrap();
    assert_eq!(challenged.status, 401);
    assert!(challenged.header("www-authenticate").contains("error=\"insufficient_claims\", claims=\""));
    assert_eq!(controlled.subscriptions(&unable).await.unwrap().status, 200, "it is good until it expires");
    controlled.control(Method::POST, "/clock/advance", json!({"seconds": 1})).await;
    let later = controlled.world.token("owner", ARM).await;
    assert_eq!(controlled.subscriptions(&later).await.unwrap().status, 200);
}
