//! The flow as a whole: what is asked for, what comes of it, and how it ends otherwise.

use std::sync::Arc;

use aws_lc_rs::digest::{SHA256, digest};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use latchkey_http::Url;
use latchkey_identity::{Prompt, RenewalCredential, SignInError, SignInFlow, sign_in};
use serde_json::json;
use wiremock::{MockServer, ResponseTemplate};

use crate::{
    authority::{CLIENT, OBJECT, TENANT, refusal, tokens},
    stage::{Stage, back, come_back, get, good_return, parameter, post},
};

#[tokio::test]
async fn a_person_signs_in() {
    let stage = Stage::new().await;
    let signed_in = stage.sign_in(come_back).await.unwrap();
    let account = signed_in.account;
    assert_eq!(
        (account.user_name.as_str(), account.display_name.as_str()),
        ("ada@example.com", "Ada Łukasz")
    );
    assert_eq!(account.key.tenant_id, TENANT);
    assert_eq!(account.key.subject, OBJECT);
    assert!(matches!(signed_in.renewal_credential, RenewalCredential::RefreshToken(Some(_))));

    let page = stage.page().unwrap();
    let asked = |name: &str| parameter(&page, name);
    assert_eq!(asked("response_type"), "code");
    assert_eq!(asked("client_id"), CLIENT);
    assert_eq!(asked("code_challenge_method"), "S256");
    assert_eq!(asked("prompt"), "select_account");
    assert_eq!(asked("scope"), "https://management.azure.com/.default openid profile offline_access");
    assert!(["state", "nonce", "code_challenge"].iter().all(|name| asked(name).len() == 43));
    let port = back(&page).port().unwrap();
    assert_eq!(asked("redirect_uri"), format!("http://127.0.0.1:{port}/"), "only Microsoft's is localhost");

    let requests = stage.authority.token_requests().await;
    assert_eq!(requests.len(), 1);
    let sent = |name: &str| requests[0][name].as_str();
    assert_eq!(sent("grant_type"), "authorization_code");
    assert_eq!(sent("code"), "needle-code");
    assert_eq!(sent("client_id"), CLIENT);
    assert_eq!(sent("redirect_uri"), asked("redirect_uri"));
    assert_eq!(sent("scope"), asked("scope"));
    let challenge = URL_SAFE_NO_PAD.encode(digest(&SHA256, sent("code_verifier").as_bytes()));
    assert_eq!(challenge, asked("code_challenge"));
    assert_eq!(sent("code_verifier").len(), 43, "256 bits");
    assert!(!requests[0].contains_key("client_secret"));

    let steps = format!("{:?}", stage.steps.lock().unwrap());
    assert!(steps.starts_with("[Discovering, Waiting") && steps.ends_with("Exchanging]"), "{steps}");
    assert!(!steps.contains(&asked("state")) && !steps.contains(&asked("nonce")));
}

#[tokio::test]
async fn a_return_by_get_is_taken_too() {
    let stage = Stage::new().await;
    let script = async |page: Url| {
        get(back(&page), good_return(&page)).await;
    };
    stage.sign_in(script).await.unwrap();
}

#[tokio::test]
async fn no_two_attempts_share_anything() {
    let stage = Stage::new().await;
    stage.sign_in(come_back).await.unwrap();
    let (first, first_link) = (stage.page().unwrap(), stage.link().unwrap());
    stage.steps.lock().unwrap().clear();
    stage.sign_in(come_back).await.unwrap();
    let second = stage.page().unwrap();
    for name in ["state", "nonce", "code_challenge"] {
        assert_ne!(parameter(&first, name), parameter(&second, name), "{name}");
    }
    assert_ne!(first_link.path(), stage.link().unwrap().path());
}

#[tokio::test]
async fn a_hint_takes_the_place_of_choosing() {
    let stage = Stage::new().await;
    for (prompt, hint, expected) in [
        (Prompt::SelectAccount, Some("ada@example.com"), ""),
        (Prompt::Login, Some("ada@example.com"), "login"),
        (Prompt::Consent, None, "consent"),
        (Prompt::Automatic, None, ""),
    ] {
        let mut request = stage.request();
        request.prompt = prompt;
        request.login_hint = hint.map(str::to_owned);
        let ports = stage.ports(Arc::new(|page| Box::pin(come_back(page))));
        sign_in(ports, SignInFlow::Browser(request), &|_| {}, stage.cancel.clone()).await.unwrap();
        let page = stage.page().unwrap();
        assert_eq!(
            (parameter(&page, "prompt").as_str(), parameter(&page, "login_hint").as_str()),
            (expected, hint.unwrap_or_default())
        );
    }
}

#[tokio::test]
async fn a_refusal_in_the_browser_is_named() {
    for (error, description, expected, words) in [
        ("access_denied", "AADSTS65004: User declined", "Denied", "Cancelled"),
        ("consent_required", "AADSTS65001: No consent", "ConsentRequired", "Refused(Some(ConsentRequired))"),
        ("access_denied", "AADSTS53003: Blocked", "Entra", "Refused(Some(ConditionalAccess))"),
        ("server_error", "<script>alert(1)</script>", "Entra", "Refused(Some(ServiceUnavailable))"),
        ("made_up", "<script>alert(1)</script>", "Entra", "Refused(None)"),
    ] {
        let stage = Stage::new().await;
        let result = stage
            .sign_in(move |page| async move {
                let word = parameter(&page, "state");
                let pairs = vec![
                    ("error", error.to_owned()),
                    ("error_description", description.to_owned()),
                    ("state", word),
                ];
                let html = post(back(&page), pairs).await.text_lossy().to_string();
                assert!(html.contains(words) && !html.contains("<script"), "{html}");
            })
            .await;
        assert!(format!("{:?}", result.unwrap_err()).starts_with(expected), "{error} {description}");
        assert_eq!(stage.authority.token_requests().await.len(), 0);
    }
}

#[tokio::test]
async fn patience_ends_after_five_minutes() {
    let stage = Stage::new().await;
    let script = |_page: Url| async {};
    let (result, ()) = tokio::join!(stage.sign_in(script), async {
        stage.waits().await;
        stage.clock.advance(std::time::Duration::from_mins(5));
    });
    assert!(matches!(result, Err(SignInError::TimedOut(_))));
    assert_closed(&stage.page().unwrap()).await;
}

#[tokio::test]
async fn cancelling_closes_the_listener() {
    let stage = Stage::new().await;
    let (result, ()) = tokio::join!(stage.sign_in(|_page: Url| async {}), async {
        stage.waits().await;
        stage.cancel.cancel();
    });
    assert!(matches!(result, Err(SignInError::Cancelled)));
    assert_closed(&stage.page().unwrap()).await;
}

pub(crate) async fn assert_closed(page: &Url) {
    let port = back(page).port().unwrap();
    for address in ["127.0.0.1", "::1"] {
        assert!(tokio::net::TcpStream::connect((address, port)).await.is_err(), "{address}:{port} is open");
    }
}

#[tokio::test]
async fn another_issuer_is_not_believed() {
    let evil = MockServer::start().await;
    for (field, value, expected) in [
        ("issuer", format!("{}/{{tenantid}}/v2.0", evil.uri()), "Discovery(Issuer)"),
        ("token_endpoint", format!("{}/token", evil.uri()), "Discovery(Endpoint"),
        ("authorization_endpoint", "https://evil.example/authorize".to_owned(), "Discovery(Endpoint"),
        ("jwks_uri", format!("{}/keys", evil.uri()), "Discovery(Endpoint"),
        ("issuer", "x".to_owned(), "Discovery(Issuer)"),
        ("token_endpoint", "not a url".to_owned(), "Discovery(Unreadable"),
    ] {
        let stage = Stage::unprepared().await;
        let mut metadata = stage.authority.metadata();
        metadata[field] = json!(value);
        stage.authority.describe(metadata).await;
        let error = stage
            .sign_in(|_page: Url| async { unreachable!("the browser is not opened") })
            .await
            .unwrap_err();
        assert!(format!("{error:?}").starts_with(expected), "{field}: {error:?}");
        assert!(stage.page().is_none());
    }
    assert_eq!(evil.received_requests().await.unwrap().len(), 0);
}

#[tokio::test]
async fn an_answer_of_another_issuer_is_not_exchanged() {
    let stage = Stage::new().await;
    let result = stage.sign_in(|page| async move {
        let mut pairs = good_return(&page);
        pairs.push(("iss", "https://evil.example/v2.0".to_owned()));
        post(back(&page), pairs).await;
    });
    assert!(matches!(result.await, Err(SignInError::WrongIssuer)));
    assert_eq!(stage.authority.token_requests().await.len(), 0);
}

#[tokio::test]
async fn a_wrong_clock_is_named() {
    for (date, expected) in [("Sun, 01 Mar 2026 12:06:00 GMT", -360), ("Sun, 01 Mar 2026 11:00:00 GMT", 3600)]
    {
        let stage = Stage::unprepared().await;
        stage.authority.describe_at(stage.authority.metadata(), date).await;
        let result = stage.sign_in(come_back).await;
        assert!(
            matches!(result, Err(SignInError::ClockWrong { difference_seconds }) if difference_seconds == expected)
        );
        assert!(stage.page().is_none());
    }
}

#[tokio::test]
async fn an_unknown_tenant_is_named() {
    let stage = Stage::unprepared().await;
    wiremock::Mock::given(wiremock::matchers::any())
        .respond_with(refusal("invalid_tenant", 90002))
        .mount(&stage.authority.server)
        .await;
    let result = stage.sign_in(come_back).await;
    assert!(matches!(result, Err(SignInError::Entra(error)) if error.codes == [90002]));
}

#[tokio::test]
async fn a_redirect_of_the_token_endpoint_is_not_followed() {
    let (stage, evil) = (Stage::unprepared().await, MockServer::start().await);
    stage.authority.describe(stage.authority.metadata()).await;
    let elsewhere = evil.uri();
    stage
        .authority
        .issue(move |_, _| ResponseTemplate::new(307).insert_header("location", elsewhere.as_str()))
        .await;
    let result = stage.sign_in(come_back).await;
    assert!(matches!(result, Err(SignInError::Answer(_))), "{result:?}");
    assert_eq!(evil.received_requests().await.unwrap().len(), 0);
}

#[tokio::test]
async fn what_the_token_endpoint_says_is_sorted() {
    let html = || {
        ResponseTemplate::new(502)
            .set_body_string("<html>needle</html>")
            .insert_header("x-ms-request-id", "c-9")
    };
    let check = async |answer: ResponseTemplate, expected: &str| {
        let stage = Stage::unprepared().await;
        stage.authority.describe(stage.authority.metadata()).await;
        stage.authority.issue(move |_, _| answer.clone()).await;
        let error = format!("{:?}", stage.sign_in(come_back).await.unwrap_err());
        assert!(error.starts_with(expected) && !error.contains("needle"), "{error} is not {expected}");
        assert_eq!(stage.authority.token_requests().await.len(), 1, "a code is sent once");
    };
    check(refusal("invalid_grant", 65001), "ConsentRequired").await;
    check(refusal("interaction_required", 50076), "Entra(EntraError(interaction_required AADSTS50076").await;
    check(refusal("unauthorized_client", 700_016), "Entra(").await;
    check(html(), "Answer(AnswerError { problem: NoOAuthError, status: 502, correlation_id: Some(\"c-9\")")
        .await;
    let problem = "Answer(AnswerError { problem: NoOAuthError";
    check(ResponseTemplate::new(500), problem).await;
    let problem = "Answer(AnswerError { problem: NoTokens";
    check(ResponseTemplate::new(200), problem).await;
    check(ResponseTemplate::new(200).set_body_json(json!({ "access_token": "" })), "Answer(").await;
    check(
        ResponseTemplate::new(200).set_body_json(json!({ "access_token": "needle", "token_type": "pop" })),
        "Answer(",
    )
    .await;
    check(ResponseTemplate::new(200).set_body_json(json!({ "access_token": "needle" })), "IdToken(Missing)")
        .await;
    check(tokens("x.y.z"), "IdToken(").await;
}

#[tokio::test]
async fn a_tenant_that_is_none_is_not_asked_for() {
    let stage = Stage::new().await;
    let ports = stage.ports(Arc::new(|_| unreachable!("the browser is not opened")));
    let mut request = stage.request();
    request.tenant = "../evil?x".to_owned();
    let result = sign_in(ports, SignInFlow::Browser(request), &|_| {}, stage.cancel.clone()).await;
    assert!(matches!(result, Err(SignInError::TenantName)));
    assert_eq!(stage.authority.server.received_requests().await.unwrap().len(), 0);
}

#[tokio::test]
async fn a_browser_that_does_not_open_is_reported() {
    struct NoBrowser;
    impl latchkey_identity::Browser for NoBrowser {
        fn open(&self, _url: &Url) -> Result<(), latchkey_identity::BrowserError> {
            Err(std::io::Error::from(std::io::ErrorKind::NotFound).into())
        }
    }
    let stage = Stage::new().await;
    let mut ports = stage.ports(Arc::new(|_| unreachable!("it is replaced")));
    ports.browser = std::sync::Arc::new(NoBrowser);
    let result = sign_in(ports, SignInFlow::Browser(stage.request()), &|_| {}, stage.cancel.clone()).await;
    assert!(matches!(result, Err(SignInError::BrowserNotOpened(_))));
}
