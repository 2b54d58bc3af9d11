//! Applications and codes for other devices at a provider that is not Entra.

use std::{
    collections::HashMap,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use base64::{Engine, engine::general_purpose::STANDARD};
use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use latchkey_identity::{
    AccountKind, ApplicationCredential, ClientCertificate, ServicePrincipalRequest, SignInError, SignInFlow,
    SignInStep, SignedIn, TokenError, sign_in,
};
use latchkey_types::{Audience, Clock, ManualClock, Secret};
use rcgen::{CertificateParams, KeyPair, PKCS_RSA_SHA256, RsaKeySize};
use serde_json::{Value, json};
use wiremock::{
    Mock, ResponseTemplate,
    matchers::{method, path},
};

use crate::{
    accounts::Program,
    authority::Authority,
    provider::{APPLICATION, Provider, SUBJECT, claims, refusal, tokens},
};

async fn provider(change: Value, answer: fn(&HashMap<String, String>) -> ResponseTemplate) -> Provider {
    let provider = Provider::unprepared().await;
    let mut metadata = provider.metadata();
    metadata.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
    // An application needs neither.
    metadata["authorization_endpoint"] = Value::Null;
    metadata["jwks_uri"] = Value::Null;
    provider.describe(metadata).await;
    provider.issue(move |_, form| answer(form)).await;
    provider
}

fn good(_: &HashMap<String, String>) -> ResponseTemplate {
    ResponseTemplate::new(200)
        .set_body_json(json!({ "token_type": "Bearer", "expires_in": 60, "access_token": "opaque" }))
}

async fn as_application(
    provider: &Provider,
    credential: ApplicationCredential,
) -> Result<SignedIn, SignInError> {
    let request = ServicePrincipalRequest {
        cloud: provider.cloud(),
        tenant: String::new(),
        client_id: APPLICATION.to_owned(),
        credential,
    };
    let ports = provider.stage.browserless_ports();
    sign_in(ports, SignInFlow::ServicePrincipal(request), &|_| {}, provider.stage.cancel.clone()).await
}

fn secret() -> ApplicationCredential {
    ApplicationCredential::Secret(Secret::new("needle~secret+&=: é"))
}

#[tokio::test]
async fn a_secret_goes_where_the_provider_wants_it() {
    const BASIC: &str = "client_secret_basic";
    const POST: &str = "client_secret_post";
    for (methods, is_basic) in
        [(Value::Null, true), (json!([POST, BASIC]), true), (json!([POST, "private_key_jwt"]), false)]
    {
        let provider = provider(json!({ "token_endpoint_auth_methods_supported": methods }), good).await;
        let signed_in = as_application(&provider, secret()).await.unwrap();
        let account = signed_in.account.clone();
        assert_eq!((account.kind, account.key.tenant_id.as_str()), (AccountKind::ServicePrincipal, ""));
        assert_eq!(account.display_name, APPLICATION);
        let program = Program::of(&provider.stage, provider.cloud());
        program.keep(signed_in).await.unwrap();
        program.restarted().token(&account.key, Audience::Graph, 0).await.unwrap();

        let requests = provider.stage.authority.server.received_requests().await.unwrap();
        let asked: Vec<_> = requests.iter().filter(|request| request.method == "POST").collect();
        assert_eq!(asked.len(), 2);
        for request in asked {
            let form = crate::authority::form(request);
            let header = request.headers.get("authorization").map(|value| value.to_str().unwrap());
            assert_eq!(
                (form["grant_type"].as_str(), form["scope"].as_str()),
                ("client_credentials", "manage score")
            );
            let pair = format!("{APPLICATION}:needle%7Esecret%2B%26%3D%3A%20%C3%A9");
            let expected = format!("Basic {}", STANDARD.encode(pair));
            assert_eq!(header, is_basic.then_some(expected.as_str()));
            assert_eq!(form.contains_key("client_secret"), !is_basic);
            assert!(!form.contains_key("claims"));
        }
    }
}

#[tokio::test]
async fn a_secret_that_is_not_taken_in_the_header_is_shown_in_the_body() {
    let of_body = |form: &HashMap<String, String>| {
        if form.contains_key("client_secret") { good(form) } else { refusal("invalid_client") }
    };
    let check = async |methods: Value, is_taken: bool, requests: usize| {
        let provider = provider(json!({ "token_endpoint_auth_methods_supported": methods }), of_body).await;
        let result = as_application(&provider, secret()).await;
        assert_eq!(result.is_ok(), is_taken, "{result:?}");
        assert_eq!(provider.forms().await.len(), requests);
    };
    check(json!(["client_secret_basic", "client_secret_post"]), true, 2).await;
    check(json!(["client_secret_basic"]), false, 1).await;
}

fn certificate() -> (KeyPair, ClientCertificate) {
    let key = KeyPair::generate_rsa_for(&PKCS_RSA_SHA256, RsaKeySize::_2048).unwrap();
    let signed = CertificateParams::new(vec!["lab.example".to_owned()]).unwrap().self_signed(&key).unwrap();
    let read = ClientCertificate::read((key.serialize_pem() + &signed.pem()).as_bytes(), None).unwrap();
    (key, read)
}

#[tokio::test]
async fn a_certificate_signs_with_what_the_provider_takes() {
    let (key, certificate) = certificate();
    for (named, algorithm) in [
        (Value::Null, Algorithm::RS256),
        (json!(["PS256", "RS256"]), Algorithm::RS256),
        (json!(["ES256", "PS256"]), Algorithm::PS256),
    ] {
        let methods = json!({
            "token_endpoint_auth_methods_supported": ["private_key_jwt"],
            "token_endpoint_auth_signing_alg_values_supported": named,
        });
        let provider = provider(methods, good).await;
        as_application(&provider, ApplicationCredential::Certificate(certificate.clone())).await.unwrap();
        let form = provider.forms().await.remove(0);
        assert_eq!(form["client_assertion_type"], "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
        let mut validation = Validation::new(algorithm);
        validation.set_audience(&[format!("{}/token", provider.stage.authority.server.uri())]);
        validation.validate_exp = false;
        let public = public_key(&key);
        let assertion = jsonwebtoken::decode::<Value>(
            &form["client_assertion"],
            &DecodingKey::from_rsa_der(&public),
            &validation,
        );
        let claims = assertion.unwrap().claims;
        assert_eq!((&claims["iss"], &claims["sub"]), (&json!(APPLICATION), &json!(APPLICATION)));
        assert!(claims["jti"].is_string());
    }
}

/// RSAPublicKey (RFC 8017 A.1.1) of a key.
fn public_key(key: &KeyPair) -> Vec<u8> {
    use aws_lc_rs::{rsa, signature::KeyPair as _};

    rsa::KeyPair::from_pkcs8(&key.serialize_der()).unwrap().public_key().as_ref().to_vec()
}

#[tokio::test]
async fn a_proof_that_the_provider_does_not_take_is_not_sent() {
    let check = async |change: Value, credential: ApplicationCredential| {
        let provider = provider(change, good).await;
        let result = as_application(&provider, credential).await;
        assert!(matches!(result, Err(SignInError::NotTaken(_))), "{result:?}");
        assert!(provider.forms().await.is_empty());
    };
    let methods = |words: Value| json!({ "token_endpoint_auth_methods_supported": words });
    let certificate = ApplicationCredential::Certificate(certificate().1);
    check(methods(json!(["private_key_jwt", "none"])), secret()).await;
    check(methods(json!(["client_secret_basic"])), certificate.clone()).await;
    check(methods(Value::Null), certificate.clone()).await;
    let mut on_curves = methods(json!(["private_key_jwt"]));
    on_curves["token_endpoint_auth_signing_alg_values_supported"] = json!(["ES256"]);
    check(on_curves, certificate).await;
}

#[tokio::test]
async fn an_application_that_is_refused_is_not_asked_for_again() {
    let later = |form: &HashMap<String, String>| match form.get("scope") {
        Some(scope) if scope.contains("score") => refusal("invalid_client"),
        _ => good(form),
    };
    let mut provider = provider(json!({}), later).await;
    provider.scopes.arm = vec!["manage".to_owned()];
    let signed_in = as_application(&provider, secret()).await.unwrap();
    let program = Program::of(&provider.stage, provider.cloud());
    let account = program.keep(signed_in).await.unwrap();
    for _ in 0..2 {
        let refused = program.token(&account.key, Audience::Graph, 0).await;
        assert!(matches!(refused, Err(TokenError::SignInAgain(_))), "{refused:?}");
    }
    assert_eq!(provider.forms().await.len(), 2);
}

/// A provider with device codes, whose polls are answered one after another as told.
async fn with_codes(code: Value, polls: &'static [&'static str]) -> Provider {
    let mut provider = Provider::unprepared().await;
    provider.stage.clock = Arc::new(ManualClock::leaping(provider.stage.clock.now()));
    let base = provider.stage.authority.server.uri();
    let mut metadata = provider.metadata();
    metadata["device_authorization_endpoint"] = format!("{base}/device").into();
    provider.describe(metadata).await;
    provider.publish(json!([provider.key()])).await;
    let mut answer = json!({ "device_code": "needle-device", "user_code": "WDJB-MJHT", "expires_in": 600 });
    answer["verification_uri"] = format!("{base}/activate").into();
    answer.as_object_mut().unwrap().extend(code.as_object().unwrap().clone());
    let code = ResponseTemplate::new(200).set_body_json(answer);
    Mock::given(method("POST"))
        .and(path("/device"))
        .respond_with(code)
        .mount(&provider.stage.authority.server)
        .await;
    let asked = AtomicUsize::new(0);
    let poll = move |authority: &Authority, _: &HashMap<String, String>| {
        if let Some(error) = polls.get(asked.fetch_add(1, Ordering::SeqCst)) {
            return refusal(error);
        }
        let mut claims = claims(authority);
        claims.as_object_mut().unwrap().remove("nonce");
        tokens(Some(&authority.sign(&claims)))
    };
    provider.issue(poll).await;
    provider
}

async fn with_code(provider: &Provider) -> Result<SignedIn, SignInError> {
    let steps = Arc::clone(&provider.stage.steps);
    let on_step = move |step: SignInStep| steps.lock().unwrap().push(step);
    let ports = provider.stage.browserless_ports();
    sign_in(ports, SignInFlow::DeviceCode(provider.request()), &on_step, provider.stage.cancel.clone()).await
}

fn waits(provider: &Provider) -> Vec<u64> {
    provider.stage.clock.slept().iter().map(Duration::as_secs).collect()
}

#[tokio::test]
async fn a_code_is_polled_at_the_pace_of_the_specification() {
    let provider = with_codes(json!({}), &["authorization_pending", "slow_down"]).await;
    let signed_in = with_code(&provider).await.unwrap();
    assert_eq!(signed_in.account.key.subject, SUBJECT);
    assert_eq!(waits(&provider), [5, 5, 10]);
    let forms = provider.forms().await;
    assert_eq!(forms[0]["scope"], "openid profile offline_access manage score");
    assert!(forms.iter().all(|form| !form.contains_key("claims")));
}

#[tokio::test]
async fn a_code_that_is_declined_or_leads_elsewhere_is_given_up() {
    let declined = with_codes(json!({ "interval": 1 }), &["access_denied"]).await;
    assert!(matches!(with_code(&declined).await, Err(SignInError::Denied(_))));
    let ended = with_codes(json!({ "interval": 1 }), &["expired_token"]).await;
    assert!(matches!(with_code(&ended).await, Err(SignInError::CodeExpired)));
    let complete = json!({ "verification_uri_complete": "https://evil.example/?code=x" });
    assert!(with_code(&with_codes(complete, &[]).await).await.is_ok(), "it is not opened");
    for page in [
        "http://evil.example/activate",
        "javascript:alert(1)",
        "https://microsoft.com/devicelogin",
        "https://login.microsoft.com/device",
        "http://127.0.0.1:1/activate",
    ] {
        let elsewhere = with_codes(json!({ "verification_uri": page }), &[]).await;
        let result = with_code(&elsewhere).await;
        assert!(matches!(result, Err(SignInError::Discovery(_))), "{result:?}");
    }
}
