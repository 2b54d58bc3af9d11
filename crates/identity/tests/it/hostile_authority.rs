//! Authorities that send us elsewhere, or never stop talking: nothing is sent to another place, and nothing is read
//! without end.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use latchkey_http::Url;
use latchkey_identity::{DiscoveryError, SignInError, SignInFlow, sign_in};
use latchkey_testing::soon;
use latchkey_types::{Clock, ManualClock};
use serde_json::json;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};
use wiremock::{
    Mock, MockServer, ResponseTemplate,
    matchers::{any, method, path_regex},
};

use crate::{
    authority::{DATE, tokens},
    provider::{self, Provider, REALM, claims},
    sign_in::assert_closed,
    stage::{Stage, come_back},
};

const REDIRECTS: [u16; 6] = [300, 301, 302, 303, 307, 308];

/// A place that answers whatever it is asked, if anybody asks.
async fn elsewhere() -> MockServer {
    let server = MockServer::start().await;
    let answer = ResponseTemplate::new(200).set_body_json(json!({ "access_token": "evil", "keys": [] }));
    Mock::given(any()).respond_with(answer).mount(&server).await;
    server
}

fn to(place: &MockServer, status: u16) -> ResponseTemplate {
    let location = format!("{}/evil", place.uri());
    ResponseTemplate::new(status).insert_header("location", location.as_str()).insert_header("date", DATE)
}

/// The page that an attempt opened is closed, and so is the listener behind it.
async fn assert_ended(stage: &Stage) {
    if let Some(page) = stage.page() {
        assert_closed(&page).await;
    }
}

#[tokio::test]
async fn no_redirect_of_an_authority_is_followed() {
    let evil = elsewhere().await;
    for status in REDIRECTS {
        for what in ["openid-configuration$", "/keys$", "/token$"] {
            let stage = Stage::unprepared().await;
            // What is mounted first is asked first.
            let away = Mock::given(path_regex(what)).respond_with(to(&evil, status));
            away.mount(&stage.authority.server).await;
            stage.authority.describe(stage.authority.metadata()).await;
            stage.authority.issue(|authority, _| tokens(&authority.sign(&authority.claims()))).await;
            let error = stage.sign_in(come_back).await.unwrap_err();
            let expected = match what {
                "openid-configuration$" => matches!(error, SignInError::Discovery(_)),
                "/keys$" => matches!(error, SignInError::IdToken(_)),
                _ => matches!(error, SignInError::Answer(_)),
            };
            assert!(expected, "{what} {status}: {error:?}");
            assert_ended(&stage).await;
        }
    }
    assert_eq!(evil.received_requests().await.unwrap().len(), 0);
}

#[tokio::test]
async fn no_redirect_of_a_device_code_is_followed() {
    let evil = elsewhere().await;
    for status in REDIRECTS {
        for what in ["/devicecode$", "/token$"] {
            let mut stage = Stage::unprepared().await;
            stage.clock = Arc::new(ManualClock::leaping(stage.clock.now()));
            let server = &stage.authority.server;
            Mock::given(path_regex(what)).respond_with(to(&evil, status)).mount(server).await;
            let page = format!("{}/devicelogin", server.uri());
            let code = json!({ "user_code": "F", "device_code": "needle", "verification_uri": page });
            let code = ResponseTemplate::new(200).set_body_json(code);
            Mock::given(path_regex("/devicecode$")).respond_with(code).mount(server).await;
            let mut metadata = stage.authority.metadata();
            metadata["device_authorization_endpoint"] = format!("{}/devicecode", server.uri()).into();
            stage.authority.describe(metadata).await;
            let (ports, way) = (stage.browserless_ports(), SignInFlow::DeviceCode(stage.request()));
            let error = sign_in(ports, way, &|_| {}, stage.cancel.clone()).await.unwrap_err();
            assert!(matches!(error, SignInError::Answer(_)), "{what} {status}: {error:?}");
        }
    }
    assert_eq!(evil.received_requests().await.unwrap().len(), 0);
}

#[tokio::test]
async fn no_redirect_of_a_provider_is_followed() {
    let evil = elsewhere().await;
    let description = format!("{REALM}/.well-known/openid-configuration");
    for status in REDIRECTS {
        for (place, expected) in
            [(description.as_str(), "Discovery"), ("/keys", "IdToken"), ("/me", "Ok"), ("/token", "Answer")]
        {
            let provider = Provider::unprepared().await;
            let server = &provider.stage.authority.server;
            if place == "/token" {
                let away = Mock::given(method("POST")).respond_with(to(&evil, status));
                away.mount(server).await;
            }
            let mut metadata = provider.metadata();
            metadata["userinfo_endpoint"] = format!("{}/me", server.uri()).into();
            provider.describe(metadata).await;
            provider.publish(json!([provider.key()])).await;
            provider.issue(|authority, _| provider::tokens(Some(&authority.sign(&claims(authority))))).await;
            if place != "/token" {
                provider.put(place, to(&evil, status)).await;
            }
            let result = provider.sign_in(come_back).await;
            let said = result.as_ref().map_or_else(|error| format!("{error:?}"), |_| "Ok".to_owned());
            assert!(said.starts_with(expected), "{place} {status}: {said}");
            assert_ended(&provider.stage).await;
        }
    }
    assert_eq!(evil.received_requests().await.unwrap().len(), 0);
}

/// Two issuers: one that is asked, and another one that its sign-in page leads to.
#[tokio::test]
async fn a_code_of_the_issuer_that_somebody_was_led_to_stays_with_nobody() {
    for (is_promised, names_itself) in [(true, true), (true, false), (false, true), (false, false)] {
        let (asked, other) = (Provider::unprepared().await, Provider::new().await);
        let mut metadata = asked.metadata();
        metadata["authorization_endpoint"] =
            format!("{}/authorize", other.stage.authority.server.uri()).into();
        metadata["authorization_response_iss_parameter_supported"] = is_promised.into();
        asked.describe(metadata).await;
        asked.publish(json!([asked.key()])).await;
        asked.issue(|authority, _| provider::tokens(Some(&authority.sign(&claims(authority))))).await;
        let issuer = other.issuer();
        let result = asked.sign_in(move |page| {
            let issuer = issuer.clone();
            async move {
                assert!(is_promised, "no page of another host is opened");
                let mut pairs = crate::stage::good_return(&page);
                if names_itself {
                    pairs.push(("iss", issuer));
                }
                crate::stage::get(crate::stage::back(&page), pairs).await;
            }
        });
        let result = result.await;
        if is_promised {
            assert!(matches!(result, Err(SignInError::WrongIssuer)), "{result:?}");
        } else {
            assert!(matches!(result, Err(SignInError::Discovery(DiscoveryError::Apart))), "{result:?}");
        }
        assert_eq!((asked.forms().await.len(), other.forms().await.len()), (0, 0));
        if is_promised {
            assert_ended(&asked.stage).await;
        }
    }
}

/// A server whose answers never end; how much anybody took of them.
async fn endless(head: &'static str) -> (Url, Arc<AtomicUsize>) {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let url = format!("http://127.0.0.1:{}", listener.local_addr().unwrap().port()).parse().unwrap();
    let taken = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&taken);
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let count = Arc::clone(&count);
            tokio::spawn(async move {
                let mut request = vec![0; 16 * 1024];
                let _read = stream.read(&mut request).await;
                let _hung_up = stream.write_all(head.as_bytes()).await;
                let piece = vec![b' '; 0x10000];
                while stream.write_all(&piece).await.is_ok() {
                    count.fetch_add(piece.len(), Ordering::SeqCst);
                }
            });
        }
    });
    (url, taken)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_answer_without_end_is_not_read_to_the_end() {
    for head in [
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n{",
        "HTTP/1.1 200 OK\r\ncontent-length: 99999999999\r\n\r\n{",
        "HTTP/1.1 400 Bad Request\r\n\r\n{",
        "HTTP/1.1 200 OK\r\nx-endless: ",
    ] {
        let (authority, taken) = endless(head).await;
        let stage = Stage::unprepared().await;
        let mut request = stage.request();
        request.cloud.authority = authority;
        let ports = stage.ports(std::sync::Arc::new(|_| unreachable!("no page is opened")));
        let result = sign_in(ports, SignInFlow::Browser(request), &|_| {}, stage.cancel.clone()).await;
        assert!(matches!(result, Err(SignInError::Http(_))), "{head}: {result:?}");
        // What lies in the buffers of the system comes on top.
        let taken = taken.load(Ordering::SeqCst);
        assert!(taken < 64 * 1024 * 1024, "{taken} bytes were taken of {head}");
    }
}

#[tokio::test]
async fn an_authority_that_does_not_answer_can_be_left() {
    let silent = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let stage = Stage::unprepared().await;
    let mut request = stage.request();
    request.cloud.authority = format!("http://{}", silent.local_addr().unwrap()).parse().unwrap();
    let ports = stage.ports(std::sync::Arc::new(|_| unreachable!("no page is opened")));
    let cancel = stage.cancel.clone();
    let (result, ()) = tokio::join!(
        soon(
            "the end of the attempt",
            sign_in(ports, SignInFlow::Browser(request), &|_| {}, stage.cancel.clone())
        ),
        async {
            let _connected = silent.accept().await.unwrap();
            cancel.cancel();
        }
    );
    assert!(matches!(result, Err(SignInError::Cancelled)), "{result:?}");
}
