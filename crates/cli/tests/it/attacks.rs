//! Hostile cloud files, sign-in services and redirects, against the built program.

use std::fs;

use latchkey_testing::soon;
use latchkey_tests::follow;
use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};
use url::Url;
use wiremock::{
    Mock, MockServer, ResponseTemplate,
    matchers::{any, method, path_regex},
};

use crate::{
    people::{line_then_rest, opened_page},
    stage::{Ended, Stage, ended},
};

/// Checks a refusal: a message, no output, no browser.
fn assert_refused(stage: &Stage, run: &Ended, words: &str, what: &str) {
    assert_eq!((run.code, run.stdout.as_str()), (Some(1), ""), "{what}: {run:?}");
    assert!(run.stderr.contains(words) && !run.stderr.contains("panicked"), "{what}: {run:?}");
    assert!(!run.stderr.contains('\u{1b}'), "{what}: {run:?}");
    assert!(!stage.path("opened").exists(), "{what}: a page was opened");
}

#[tokio::test]
async fn a_hostile_file_of_a_cloud_opens_nothing_and_sends_nothing() {
    let (stage, evil) = (Stage::set().await, MockServer::start().await);
    Mock::given(any()).respond_with(ResponseTemplate::new(200)).mount(&evil).await;
    let check = async |content: &[u8], words: &str| {
        let file = stage.write("hostile.json", content);
        let profile = stage.path("profile").display().to_string();
        for way in ["browser", "device-code", "managed-identity", "azure-cli"] {
            let arguments =
                ["--cloud", &file, "--profile", &profile, "--session-only", "login", "--with", way];
            let run = ended(stage.bare(&arguments)).await;
            let what: String = String::from_utf8_lossy(content).chars().take(200).collect();
            assert_refused(&stage, &run, words, &what);
        }
    };
    check(b"", "not a JSON object").await;
    check(b"\xff\xfe{\0}\0", "not a text file").await;
    check(&vec![b'['; 100_000], "not a JSON object").await;
    check(&vec![b' '; 17 * 1024 * 1024], "is larger than").await;
    let near = evil.uri();
    let with = |more: Value| {
        let mut file =
            json!({ "authority": "https://login.evil.example", "arm": "https://arm.evil.example" });
        for (name, value) in more.as_object().unwrap() {
            file[name] = value.clone();
        }
        file.to_string().into_bytes()
    };
    check(&with(json!({ "authority": "http://login.evil.example" })), "is not secure").await;
    check(&with(json!({ "authority": "https://u:p@evil.example" })), "without a user name").await;
    check(&with(json!({ "id": "public" })), "belongs to a cloud of Latchkey").await;
    check(&with(json!({ "id": "a\u{1b}[2J" })), "letters, digits and hyphens").await;
    check(&with(json!({ "provider": "google" })), "“entra” or “openid”").await;
    check(&with(json!({ "caFile": "/etc/hostname" })), "no certificate").await;
    check(&with(json!({ "caFile": "/nonexistent\u{1b}[2J" })), "Latchkey cannot read").await;
    check(&with(json!({ "imds": "http://imds.evil.example" })), "in “imds” is not allowed").await;
    // A real sign-in, but the tokens would go to another host, or to a program on this machine.
    let real = "https://login.microsoftonline.com";
    let resource = "https://management.azure.com";
    for arm in ["https://arm.evil.example", near.as_str()] {
        let stolen = json!({ "authority": real, "arm": arm, "armResource": resource });
        check(&with(stolen), "belongs to Microsoft").await;
    }
    let stolen = json!({ "authority": real, "arm": resource, "graph": near, "graphResource": "https://graph.microsoft.com" });
    check(&with(stolen), "belongs to Microsoft").await;
    // The same by way of another provider's words.
    let scope = "https://management.azure.com/.default";
    let stolen = json!({ "provider": "openid", "authority": real, "scopes": scope, "clientId": "c" });
    check(&with(stolen), "belongs to Microsoft").await;
    for folder in ["/dev/zero", "/"] {
        let run = ended(stage.bare(&["--cloud", folder, "login"])).await;
        assert_refused(&stage, &run, "not a regular file", folder);
    }
    assert_eq!(evil.received_requests().await.unwrap().len(), 0);
}

/// A sign-in service that describes itself as told, and the file of its cloud.
async fn service(stage: &Stage, more: &Value, description: impl Fn(&str) -> ResponseTemplate) -> MockServer {
    let server = MockServer::start().await;
    let base = server.uri();
    let discovery = Mock::given(method("GET")).and(path_regex("openid-configuration$"));
    discovery.respond_with(description(&base)).mount(&server).await;
    let mut file = json!({ "id": "stage", "authority": base, "arm": base, "clientId": "c" });
    for (name, value) in more.as_object().unwrap() {
        file[name] = value.clone();
    }
    stage.write("cloud.json", file.to_string());
    server
}

fn entra(base: &str) -> Value {
    json!({
        "issuer": format!("{base}/{{tenantid}}/v2.0"), "authorization_endpoint": format!("{base}/authorize"),
        "token_endpoint": format!("{base}/token"), "jwks_uri": format!("{base}/keys"),
    })
}

fn open_id(base: &str) -> Value {
    json!({
        "issuer": base, "authorization_endpoint": format!("{base}/authorize"),
        "token_endpoint": format!("{base}/token"), "jwks_uri": format!("{base}/keys"),
        "id_token_signing_alg_values_supported": ["none", "HS256"],
    })
}

fn described(description: &Value) -> ResponseTemplate {
    ResponseTemplate::new(200).set_body_json(description)
}

fn parameter(page: &Url, name: &str) -> String {
    page.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned()).unwrap_or_default()
}

/// Sends bytes to the listener; the first line of its answer.
async fn send(port: u16, bytes: &str) -> String {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
    stream.write_all(bytes.as_bytes()).await.unwrap();
    let mut answer = String::new();
    let _reset = stream.read_to_string(&mut answer).await;
    answer.lines().next().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn a_return_of_another_attempt_ends_the_program_without_a_request_for_tokens() {
    let stage = Stage::without_tls().await;
    for (returned, words) in [
        ("code=evil&state=guessed", "The state belongs to another sign-in"),
        ("code=evil", "The state belongs to another sign-in"),
        ("code=one&code=two&state=STATE", "contains a parameter twice"),
        ("code=evil&state=STATE&iss=https%3A%2F%2Fevil.example", "from another issuer"),
        ("error=access_denied&state=STATE", "cancelled in the browser"),
    ] {
        let server = service(&stage, &json!({}), |base| described(&entra(base))).await;
        let mut child = stage.login(&["browser"]).spawn().unwrap();
        let (_, said) = line_then_rest(&mut child, "Your browser shows").await;
        let page = follow(opened_page(&stage).await).await.unwrap();
        let port = Url::parse(&parameter(&page, "redirect_uri")).unwrap().port().unwrap();
        let query = returned.replace("STATE", &parameter(&page, "state"));
        // The listener refuses every request for a foreign host name.
        let rebound = format!(
            "GET /?code=evil&state={} HTTP/1.1\r\nhost: evil.example:{port}\r\n\r\n",
            parameter(&page, "state")
        );
        assert!(send(port, &rebound).await.contains("421"));
        let answer = send(port, &format!("GET /?{query} HTTP/1.1\r\nhost: 127.0.0.1:{port}\r\n\r\n")).await;
        assert!(answer.starts_with("HTTP/1.1 ") && !answer.contains("421"), "{answer}");
        let output = soon("the end of the program", child.wait_with_output()).await.unwrap();
        assert_eq!((output.status.code(), output.stdout.len()), (Some(1), 0), "{returned} {output:?}");
        let said = said.await.unwrap();
        assert!(said.contains(words), "{returned}: {said}");
        assert!(TcpStream::connect(("127.0.0.1", port)).await.is_err(), "somebody still listens");
        let asked = server.received_requests().await.unwrap();
        assert!(asked.iter().all(|request| request.method == "GET"), "{returned}: a token was asked for");
        fs::remove_file(stage.path("opened")).unwrap();
    }
}

#[tokio::test]
async fn a_hostile_provider_is_detected_before_anything_opens() {
    let (stage, evil) = (Stage::without_tls().await, MockServer::start().await);
    let away = evil.uri();
    let provider = json!({ "provider": "openid", "scopes": "manage" });
    let check = async |field: &str, value: &str, of_open_id: &str, of_entra: &str| {
        let replaced = |mut description: Value| {
            description[field] = json!(value);
            described(&description)
        };
        for way in ["browser", "device-code"] {
            let _server = service(&stage, &provider, |base| replaced(open_id(base))).await;
            assert_refused(&stage, &ended(stage.login(&[way])).await, of_open_id, field);
            let _server = service(&stage, &json!({}), |base| replaced(entra(base))).await;
            assert_refused(&stage, &ended(stage.login(&[way])).await, of_entra, field);
        }
    };
    check("issuer", &away, "another issuer", "another issuer").await;
    let page = "authorization_endpoint";
    check(page, "http://evil.example/a", "not on a secure address", "not on the host of the sign-in service")
        .await;
    check(page, "javascript:alert(1)", "not on a secure address", "not on the host of the sign-in service")
        .await;
    check(
        "token_endpoint",
        "file:///etc/passwd",
        "not on a secure address",
        "not on the host of the sign-in service",
    )
    .await;
    check(
        "jwks_uri",
        "https://u:p@evil.example",
        "not on a secure address",
        "not on the host of the sign-in service",
    )
    .await;
    let answers = [
        (ResponseTemplate::new(302).insert_header("location", away.as_str()), "status 302"),
        (ResponseTemplate::new(200).set_body_string("\u{1b}]0;evil\u{7}<html>"), "not valid JSON"),
        (ResponseTemplate::new(200).set_body_bytes(vec![b'['; 1 << 20]), "not valid JSON"),
    ];
    for (answer, words) in answers {
        for more in [&provider, &json!({})] {
            let _server = service(&stage, more, |_| answer.clone()).await;
            assert_refused(&stage, &ended(stage.login(&["browser"])).await, words, words);
        }
    }
    assert_eq!(evil.received_requests().await.unwrap().len(), 0);
}

#[tokio::test]
async fn a_hostile_provider_signs_nobody_in() {
    let stage = Stage::without_tls().await;
    let evil = MockServer::start().await;
    let unsigned = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZGEifQ.";
    let away = format!("{}/token", evil.uri());
    for answer in [
        ResponseTemplate::new(200).set_body_json(json!({ "access_token": "needle", "id_token": unsigned })),
        ResponseTemplate::new(200).set_body_json(json!({ "access_token": "needle" })),
        ResponseTemplate::new(200).set_body_json(json!({ "access_token": "needle", "token_type": "mac" })),
        ResponseTemplate::new(307).insert_header("location", away.as_str()),
        ResponseTemplate::new(400)
            .set_body_json(json!({ "error": "\u{1b}[2Jneedle", "error_description": "\u{1b}[31mneedle" })),
    ] {
        let more = json!({ "provider": "openid" });
        let server = service(&stage, &more, |base| described(&open_id(base))).await;
        Mock::given(method("POST")).respond_with(answer).mount(&server).await;
        let keys = ResponseTemplate::new(200).set_body_json(json!({ "keys": [] }));
        Mock::given(path_regex("/keys$")).respond_with(keys).mount(&server).await;
        let mut child = stage.login(&["browser"]).spawn().unwrap();
        let (_, said) = line_then_rest(&mut child, "Your browser shows").await;
        let page = follow(opened_page(&stage).await).await.unwrap();
        let port = Url::parse(&parameter(&page, "redirect_uri")).unwrap().port().unwrap();
        let query = format!("code=c&state={}", parameter(&page, "state"));
        let answer = send(port, &format!("GET /?{query} HTTP/1.1\r\nhost: 127.0.0.1:{port}\r\n\r\n")).await;
        assert!(answer.contains("200"), "{answer}");
        let output = soon("the end of the program", child.wait_with_output()).await.unwrap();
        assert_eq!((output.status.code(), output.stdout.len()), (Some(1), 0), "{output:?}");
        let said = said.await.unwrap();
        assert!(
            !said.contains("needle\u{1b}") && !said.contains('\u{1b}') && !said.contains("panicked"),
            "{said}"
        );
        let posts = server.received_requests().await.unwrap();
        assert_eq!(posts.iter().filter(|request| request.method == "POST").count(), 1, "a code is sent once");
        assert!(stage.files_with("needle").is_empty());
        fs::remove_file(stage.path("opened")).unwrap();
    }
    assert_eq!(evil.received_requests().await.unwrap().len(), 0);
}
