//! Codes that are typed on another device (RFC 8628).

use std::{
    collections::HashMap,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use latchkey_identity::{
    AccountKind, RenewalCredential, SignInError, SignInFlow, SignInStep, SignedIn, TokenError,
};
use latchkey_types::{Audience, Clock, ManualClock};
use serde_json::{Value, json};
use wiremock::{
    Mock, ResponseTemplate,
    matchers::{method, path_regex},
};

use crate::{
    accounts::Program,
    authority::{Authority, CLIENT, OBJECT, refusal, tokens},
    stage::Stage,
};

/// How long somebody waited each time, in seconds.
fn waits(stage: &Stage) -> Vec<u64> {
    stage.clock.slept().iter().map(Duration::as_secs).collect()
}

fn code(authority: &Authority) -> Value {
    json!({
        "user_code": "FRWCCN7TL", "device_code": "needle-device-code",
        "verification_uri": format!("{}/devicelogin", authority.server.uri()),
        "expires_in": 900, "interval": 5, "message": "To sign in, use a web browser…",
    })
}

/// An authority with device codes, whose token endpoint answers the polls as told, counted from 0.
async fn stage(
    answer: impl Fn(usize, &Authority) -> ResponseTemplate + Send + Sync + 'static,
    code: impl Fn(&Authority) -> Value,
) -> Stage {
    let mut stage = Stage::unprepared().await;
    stage.clock = Arc::new(ManualClock::leaping(stage.clock.now()));
    let mut metadata = stage.authority.metadata();
    let base = stage.authority.server.uri();
    metadata["device_authorization_endpoint"] = format!("{base}/organizations/oauth2/v2.0/devicecode").into();
    stage.authority.describe(metadata).await;
    let code = ResponseTemplate::new(200).set_body_json(code(&stage.authority));
    Mock::given(method("POST"))
        .and(path_regex("/oauth2/v2.0/devicecode$"))
        .respond_with(code)
        .mount(&stage.authority.server)
        .await;
    let polls = AtomicUsize::new(0);
    let answer = move |authority: &Authority, _: &HashMap<String, String>| {
        answer(polls.fetch_add(1, Ordering::SeqCst), authority)
    };
    stage.authority.issue(answer).await;
    stage
}

async fn sign_in(stage: &Stage) -> Result<SignedIn, SignInError> {
    let steps = Arc::clone(&stage.steps);
    let on_step = move |step| steps.lock().unwrap().push(step);
    let ports = stage.browserless_ports();
    latchkey_identity::sign_in(ports, SignInFlow::DeviceCode(stage.request()), &on_step, stage.cancel.clone())
        .await
}

fn pending() -> ResponseTemplate {
    refusal("authorization_pending", 70016)
}

fn good(authority: &Authority) -> ResponseTemplate {
    tokens(&authority.sign(&authority.claims()))
}

#[tokio::test]
async fn a_person_signs_in_with_a_code() {
    let stage = stage(|poll, authority| if poll < 2 { pending() } else { good(authority) }, code).await;
    let signed_in = sign_in(&stage).await.unwrap();
    assert_eq!((signed_in.account.kind, signed_in.account.key.subject.as_str()), (AccountKind::User, OBJECT));
    assert!(matches!(signed_in.renewal_credential, RenewalCredential::RefreshToken(Some(_))));
    assert_eq!(waits(&stage), [5, 5, 5]);

    let requests = stage.authority.token_requests().await;
    let asked = &requests[0];
    assert_eq!(asked["client_id"], CLIENT);
    assert_eq!(asked["scope"], "https://management.azure.com/.default openid profile offline_access");
    for poll in &requests[1..] {
        assert_eq!(poll["grant_type"], "urn:ietf:params:oauth:grant-type:device_code");
        assert_eq!(poll["device_code"], "needle-device-code");
        assert!(!poll.contains_key("scope"));
    }
    let steps = format!("{:?}", stage.steps.lock().unwrap());
    assert!(!steps.contains("FRWCCN7TL") && !steps.contains("needle"), "{steps}");
    let shown = stage.steps.lock().unwrap().iter().any(|step| match step {
        SignInStep::ShowingCode { user_code, page, .. } => {
            user_code == "FRWCCN7TL" && page.path() == "/devicelogin"
        }
        _ => false,
    });
    assert!(shown);
}

#[tokio::test]
async fn a_service_that_asks_to_slow_down_is_obeyed_from_then_on() {
    let answer = |poll: usize, authority: &Authority| match poll {
        0 | 2 => refusal("slow_down", 0),
        1 => pending(),
        _ => good(authority),
    };
    let stage = stage(answer, code).await;
    sign_in(&stage).await.unwrap();
    assert_eq!(waits(&stage), [5, 10, 10, 15]);
}

#[tokio::test]
async fn a_person_who_declines_ends_it() {
    let stage = stage(|_, _| refusal("authorization_declined", 70017), code).await;
    assert!(matches!(sign_in(&stage).await, Err(SignInError::Denied(_))));
    assert_eq!(stage.authority.token_requests().await.len(), 2);
}

#[tokio::test]
async fn a_code_ends_by_our_clock_and_by_theirs() {
    let ours = stage(
        |_, _| pending(),
        |authority| {
            let mut code = code(authority);
            code["expires_in"] = "12".into();
            code
        },
    );
    let ours = ours.await;
    assert!(matches!(sign_in(&ours).await, Err(SignInError::CodeExpired)));
    assert_eq!(waits(&ours), [5, 5, 2]);
    let theirs = stage(|_, _| refusal("expired_token", 70020), code).await;
    assert!(matches!(sign_in(&theirs).await, Err(SignInError::CodeExpired)));
}

#[tokio::test]
async fn a_code_that_cannot_be_used_is_refused() {
    let check = async |change: fn(&mut Value), expected: &str| {
        let stage = stage(
            |_, _| pending(),
            move |authority| {
                let mut code = code(authority);
                change(&mut code);
                code
            },
        );
        let stage = stage.await;
        let error = sign_in(&stage).await.unwrap_err();
        assert!(format!("{error:?}").starts_with(expected), "{error:?}");
        assert_eq!(stage.authority.token_requests().await.len(), 1, "nobody polls");
    };
    check(|code| code["user_code"] = "".into(), "Answer").await;
    check(|code| code["device_code"] = Value::Null, "Answer").await;
    check(|code| code["verification_uri"] = "https://evil.example/devicelogin".into(), "Discovery(Endpoint")
        .await;
    // Somebody else's code, relayed: its page is one that people trust.
    for page in [
        "https://microsoft.com/devicelogin",
        "https://login.microsoft.com/device",
        "https://aka.ms/devicelogin",
        "http://127.0.0.1:1/devicelogin",
    ] {
        let relayed = stage(
            |_, authority| good(authority),
            move |authority| {
                let mut code = code(authority);
                code["verification_uri"] = page.into();
                code
            },
        );
        let relayed = relayed.await;
        let result = sign_in(&relayed).await;
        assert!(format!("{result:?}").starts_with("Err(Discovery(Endpoint"), "{page}: {result:?}");
        let is_shown = |step: &SignInStep| matches!(step, SignInStep::ShowingCode { .. });
        assert!(!relayed.steps.lock().unwrap().iter().any(is_shown), "{page}");
    }
    check(|code| code["verification_uri"] = "javascript:alert(1)".into(), "Discovery(Endpoint").await;
}

#[tokio::test]
async fn an_authority_without_device_codes_says_so() {
    let stage = Stage::new().await;
    assert!(matches!(sign_in(&stage).await, Err(SignInError::NoDeviceAuthorization)));
}

#[tokio::test]
async fn a_cancelled_code_is_asked_for_no_more() {
    let mut stage = stage(|_, _| pending(), code).await;
    stage.clock = Arc::new(ManualClock::stopped(stage.clock.now()));
    let (result, ()) = tokio::join!(sign_in(&stage), async {
        stage.waits().await;
        stage.cancel.cancel();
    });
    assert!(matches!(result, Err(SignInError::Cancelled)));
    stage.clock.advance(Duration::from_mins(1));
    assert_eq!(stage.authority.token_requests().await.len(), 1);
}

#[tokio::test]
async fn a_session_from_a_code_is_renewed_like_any_other() {
    let stage = stage(|_, authority| good(authority), code).await;
    let program = Program::new(&stage);
    let account = program.keep(sign_in(&stage).await.unwrap()).await.unwrap();
    let renewed: Result<_, TokenError> = program.token(&account.key, Audience::Graph, 5).await;
    assert!(renewed.is_ok(), "{renewed:?}");
    let requests = stage.authority.token_requests().await;
    assert_eq!(requests.last().unwrap()["grant_type"], "refresh_token");
}
