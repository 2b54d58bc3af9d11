//! Sessions with a provider that is not Entra: renewed with what rotates, and with nobody else's tokens.

use std::{
    collections::HashMap,
    sync::atomic::{AtomicUsize, Ordering},
    time::Duration,
};

use latchkey_identity::{Account, SignInError, TokenError};
use latchkey_types::{Audience, AudienceScopes};
use serde_json::{Value, json};
use wiremock::{
    Mock, ResponseTemplate,
    matchers::{method, path},
};

use crate::{
    accounts::Program,
    authority::{Authority, NOW},
    provider::{APPLICATION, Provider, claims, key, refusal, tokens},
    stage::come_back,
};

/// A person who is signed in, and a provider that answers renewals as told, counted from 0.
async fn signed_in(
    scopes: Option<AudienceScopes>,
    renewal: impl Fn(usize, &Authority) -> ResponseTemplate + Send + Sync + 'static,
) -> (Provider, Program, Account) {
    let mut provider = Provider::unprepared().await;
    provider.scopes = scopes.unwrap_or(provider.scopes);
    provider.describe(provider.metadata()).await;
    provider.publish(json!([provider.key()])).await;
    let renewals = AtomicUsize::new(0);
    let answer = move |authority: &Authority, form: &HashMap<String, String>| {
        if form["grant_type"] == "authorization_code" {
            return tokens(Some(&authority.sign(&claims(authority))));
        }
        renewal(renewals.fetch_add(1, Ordering::SeqCst), authority)
    };
    provider.issue(answer).await;
    let program = Program::of(&provider.stage, provider.cloud());
    let account = program.keep(provider.sign_in(come_back).await.unwrap()).await.unwrap();
    (provider, program, account)
}

/// A renewal with these fields besides its access token.
fn renewed(number: usize, more: &Value) -> ResponseTemplate {
    let mut body =
        json!({ "token_type": "bearer", "expires_in": 60, "access_token": format!("access-{number}") });
    for (name, value) in more.as_object().unwrap() {
        body[name] = value.clone();
    }
    ResponseTemplate::new(200).set_body_json(body)
}

async fn shown(provider: &Provider) -> Vec<String> {
    let forms = provider.forms().await;
    forms.iter().filter_map(|form| form.get("refresh_token").cloned()).collect()
}

async fn renew(program: &Program, account: &Account) -> Result<(), String> {
    // Longer than any token of these lives.
    let token = program.token(&account.key, Audience::Arm, 90).await;
    token.map(|_| ()).map_err(|error| format!("{error:?}"))
}

#[tokio::test]
async fn a_refresh_token_that_rotates_is_followed_and_one_that_stays_is_kept() {
    let rotating =
        |number: usize, _: &Authority| renewed(number, &json!({ "refresh_token": format!("r-{number}") }));
    let (provider, program, account) = signed_in(None, rotating).await;
    for _ in 0..2 {
        renew(&program, &account).await.unwrap();
    }
    renew(&program.restarted(), &account).await.unwrap();
    assert_eq!(shown(&provider).await, ["needle-refresh-1", "r-0", "r-1"]);
    // Once for the sign-in, once for each start of the program.
    assert_eq!(provider.count("/realms/lab/.well-known/openid-configuration").await, 3);
    let forms = provider.forms().await;
    let mut names: Vec<&str> = forms[1].keys().map(String::as_str).collect();
    names.sort_unstable();
    assert_eq!(names, ["client_id", "grant_type", "refresh_token"]);

    let (provider, program, account) = signed_in(None, |number, _| renewed(number, &json!({}))).await;
    for _ in 0..2 {
        renew(&program, &account).await.unwrap();
    }
    assert_eq!(shown(&provider).await, ["needle-refresh-1", "needle-refresh-1"]);
}

#[tokio::test]
async fn a_description_is_believed_for_an_hour() {
    let (provider, program, account) = signed_in(None, |number, _| renewed(number, &json!({}))).await;
    for minutes in [0, 59, 2] {
        provider.stage.clock.advance(Duration::from_mins(minutes));
        renew(&program, &account).await.unwrap();
    }
    assert_eq!(provider.count("/realms/lab/.well-known/openid-configuration").await, 3);
}

#[tokio::test]
async fn each_audience_is_asked_for_with_its_own_scopes() {
    let words = |text: &str| -> Vec<String> { text.split(' ').map(str::to_owned).collect() };
    let scopes = AudienceScopes { arm: words("manage"), ml: Some(words("score")), graph: None };
    let (provider, program, account) =
        signed_in(Some(scopes), |number, _| renewed(number, &json!({ "scope": "less" }))).await;
    program.token(&account.key, Audience::MachineLearning, 0).await.unwrap();
    let forms = provider.forms().await;
    assert_eq!(forms.last().unwrap()["scope"], "openid score");
    let none = program.token(&account.key, Audience::Graph, 0).await;
    assert!(matches!(none, Err(TokenError::NoScopes)), "{none:?}");
    assert_eq!(provider.forms().await.len(), forms.len());
}

#[tokio::test]
async fn a_renewal_about_somebody_else_is_not_used() {
    for (change, expected) in [
        (json!({ "sub": "another" }), "IdToken(Subject)"),
        (json!({ "iss": "https://evil.example" }), "IdToken(Issuer)"),
        (json!({ "aud": "another" }), "IdToken(Audience)"),
        (json!({}), ""),
    ] {
        let answer = {
            let change = change.clone();
            move |number: usize, authority: &Authority| {
                let mut claims = claims(authority);
                claims.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
                let more = json!({ "id_token": authority.sign(&claims), "refresh_token": "evil" });
                renewed(number, &more)
            }
        };
        let (provider, program, account) = signed_in(None, answer).await;
        let first = renew(&program, &account).await.err().unwrap_or_default();
        assert_eq!(first, expected, "{change}");
        if expected.is_empty() {
            continue;
        }
        // It is over: nothing is asked any more, and nothing of the answer was kept.
        assert_eq!(renew(&program, &account).await.unwrap_err(), expected);
        assert_eq!(shown(&provider).await, ["needle-refresh-1"]);
        let _ = renew(&program.restarted(), &account).await;
        assert_eq!(shown(&provider).await, ["needle-refresh-1", "needle-refresh-1"]);
    }
}

#[tokio::test]
async fn a_clock_that_is_wrong_and_keys_that_lag_behind_end_no_session() {
    let check = async |broken: fn(&Authority) -> String, expected: &str| {
        let answer = move |number: usize, authority: &Authority| {
            let token = if number == 0 { broken(authority) } else { authority.sign(&claims(authority)) };
            renewed(number, &json!({ "id_token": token, "refresh_token": format!("r-{number}") }))
        };
        let (provider, program, account) = signed_in(None, answer).await;
        assert_eq!(renew(&program, &account).await.err().as_deref(), Some(expected));
        renew(&program, &account).await.unwrap();
        renew(&program.restarted(), &account).await.unwrap();
        assert_eq!(shown(&provider).await, ["needle-refresh-1", "r-0", "r-1"], "{expected}");
    };
    check(|authority| signed_at(authority, "exp", NOW - 3600), "IdToken(Expired)").await;
    check(|authority| signed_at(authority, "nbf", NOW + 3600), "IdToken(NotYetValid)").await;
    let foreign = |authority: &Authority| {
        authority.sign_with(&json!({ "alg": "RS256", "kid": "k9" }), &claims(authority))
    };
    check(foreign, "IdToken(UnknownKey)").await;
}

/// The usual claims with one moment that is another.
fn signed_at(authority: &Authority, name: &str, moment: i64) -> String {
    let mut claims = claims(authority);
    claims[name] = moment.into();
    authority.sign(&claims)
}

#[tokio::test]
async fn a_key_that_is_new_is_fetched_once() {
    let other = Authority::start().await;
    let published = {
        let mut key = key(&other);
        key["kid"] = "k2".into();
        key
    };
    let answer = move |number: usize, authority: &Authority| {
        let header = |kid: &str| json!({ "alg": "RS256", "kid": kid });
        let token = match number {
            0 => authority.sign(&claims(authority)),
            3 => other.sign_with(&header("k3"), &claims(authority)),
            _ => other.sign_with(&header("k2"), &claims(authority)),
        };
        renewed(number, &json!({ "id_token": token }))
    };
    let (provider, program, account) = signed_in(None, answer).await;
    renew(&program, &account).await.unwrap();
    assert_eq!(provider.count("/keys").await, 2, "once for the sign-in, once for the first renewal");
    provider.publish(json!([provider.key(), published])).await;
    for _ in 0..2 {
        renew(&program, &account).await.unwrap();
    }
    assert_eq!(provider.count("/keys").await, 3, "once more, since there was a new key");
    assert_eq!(renew(&program, &account).await.unwrap_err(), "IdToken(UnknownKey)");
    assert_eq!(provider.count("/keys").await, 4);
}

#[tokio::test]
async fn keys_that_cannot_be_read_cost_no_refresh_token() {
    let (provider, program, account) = signed_in(None, |number, _| renewed(number, &json!({}))).await;
    provider.put("/keys", ResponseTemplate::new(200).set_body_string("<html>")).await;
    assert_eq!(renew(&program, &account).await.unwrap_err(), "IdToken(KeySet)");
    assert!(shown(&provider).await.is_empty());
}

#[tokio::test]
async fn a_refresh_token_is_sent_once_and_its_end_is_remembered() {
    let (provider, program, account) = signed_in(None, |_, _| ResponseTemplate::new(503)).await;
    assert!(renew(&program, &account).await.unwrap_err().starts_with("Answer("));
    assert_eq!(shown(&provider).await.len(), 1, "a second use could end the session");

    let (provider, program, account) = signed_in(None, |_, _| refusal("invalid_grant")).await;
    for _ in 0..2 {
        assert!(renew(&program, &account).await.unwrap_err().starts_with("SignInAgain("));
    }
    assert_eq!(shown(&provider).await.len(), 1);
}

#[tokio::test]
async fn there_are_no_tenants_to_enter() {
    let (provider, program, account) = signed_in(None, |number, _| renewed(number, &json!({}))).await;
    let entered = program.accounts.enter_tenant(&provider.cloud(), &account.key, "contoso.com").await;
    assert!(matches!(entered, Err(SignInError::NoTenants)), "{entered:?}");
    assert!(shown(&provider).await.is_empty());
}

#[tokio::test]
async fn a_provider_that_takes_such_requests_is_told_of_the_end_of_a_session() {
    let revoked = async |answer: Option<u16>| {
        let mut provider = Provider::unprepared().await;
        provider.scopes = AudienceScopes::alike(vec!["manage".to_owned()]);
        let mut metadata = provider.metadata();
        if answer.is_some() {
            metadata["revocation_endpoint"] =
                json!(format!("{}/revoke", provider.stage.authority.server.uri()));
        }
        provider.describe(metadata).await;
        provider.publish(json!([provider.key()])).await;
        provider.issue(|authority, _| tokens(Some(&authority.sign(&claims(authority))))).await;
        Mock::given(method("POST"))
            .and(path("/revoke"))
            .respond_with(ResponseTemplate::new(answer.unwrap_or(404)))
            .mount(&provider.stage.authority.server)
            .await;
        let program = Program::of(&provider.stage, provider.cloud());
        let account = program.keep(provider.sign_in(come_back).await.unwrap()).await.unwrap();
        program.accounts.revoke(&provider.cloud(), &account.key).await;
        program
            .accounts
            .sign_out(&account.key)
            .await
            .expect("whatever the provider says, it is removed here");
        let requests = provider.stage.authority.server.received_requests().await.unwrap();
        let told = requests.iter().find(|request| request.url.path() == "/revoke");
        told.map(|request| String::from_utf8(request.body.clone()).unwrap())
    };
    let form = format!("token=needle-refresh-1&token_type_hint=refresh_token&client_id={APPLICATION}");
    assert_eq!(revoked(Some(200)).await, Some(form.clone()));
    assert_eq!(revoked(Some(400)).await, Some(form), "what it says to that keeps nothing here");
    assert_eq!(revoked(None).await, None, "nobody is told who takes no such requests");
}
