//! Sessions over time: other programs on the same vault, clocks that differ, and an app that is locked.

use std::{collections::HashMap, sync::Arc, time::Duration};

use latchkey_http::Request;
use latchkey_identity::{
    Account, AccountKey, AccountKind, ApplicationCredential, AzureCliRequest, ProgramOutput,
    RenewalCredential, SignInFlow, SignedIn, TokenError, is_session_kept, kept_sessions, remove_sessions,
};
use latchkey_testing::until;
use latchkey_types::{Audience, Clock, Cloud, Reach, Secret};
use serde_json::json;

use crate::{
    accounts::{Program, renewals, renewed, signed_in, text},
    authority::{Authority, NOW, OBJECT, TENANT, encode, refusal},
    stage::{Stage, come_back},
};

/// As if an application had signed in with this secret.
async fn application(stage: &Stage, secret: &str) -> SignedIn {
    let person = stage.sign_in(come_back).await.unwrap();
    let key = AccountKey { subject: "app".to_owned(), client_id: "app".to_owned(), ..person.account.key };
    let account = Account { key, kind: AccountKind::ServicePrincipal, ..person.account };
    let renewal_credential =
        RenewalCredential::Application(ApplicationCredential::Secret(Secret::new(secret)));
    SignedIn { account, renewal_credential, ..person }
}

#[tokio::test]
async fn a_sign_in_of_another_program_is_taken_up_after_a_refusal() {
    let (stage, window, account) =
        signed_in(|n| if n == 2 { refusal("invalid_grant", 700_082) } else { renewed(n) }).await;
    for _ in 0..3 {
        let refused = window.token(&account.key, Audience::Graph, 5).await;
        assert!(matches!(refused, Err(TokenError::SignInAgain(_))), "{refused:?}");
    }
    assert_eq!(renewals(&stage).await.len(), 1, "the refusal is remembered");

    let command_line = window.restarted();
    command_line.keep(stage.sign_in(come_back).await.unwrap()).await.unwrap();
    assert_eq!(text(&window.token(&account.key, Audience::Graph, 5).await.unwrap()), "needle-access-3");
    assert_eq!(renewals(&stage).await.len(), 2);
}

#[tokio::test]
async fn a_secret_that_another_program_replaced_is_the_one_that_is_sent() {
    let stage = Stage::unprepared().await;
    stage.authority.describe(stage.authority.metadata()).await;
    let answer = |authority: &Authority, form: &HashMap<String, String>| match form
        .get("client_secret")
        .map(String::as_str)
    {
        None => crate::authority::tokens(&authority.sign(&authority.claims())),
        Some("needle-new") => renewed(7),
        Some(_) => refusal("invalid_client", 7_000_222),
    };
    stage.authority.issue(answer).await;
    let window = Program::new(&stage);
    let account = window.keep(application(&stage, "needle-old").await).await.unwrap();
    let other = window.restarted();
    let ask = async || window.token(&account.key, Audience::Graph, 5).await;
    other.keep(application(&stage, "needle-new").await).await.unwrap();
    assert_eq!(text(&ask().await.unwrap()), "needle-access-7", "before it was refused");

    other.keep(application(&stage, "needle-old").await).await.unwrap();
    let refused = window.token(&account.key, Audience::MachineLearning, 5).await;
    assert!(matches!(refused, Err(TokenError::SignInAgain(_))), "{refused:?}");
    other.keep(application(&stage, "needle-new").await).await.unwrap();
    assert_eq!(text(&ask().await.unwrap()), "needle-access-7", "and after it");

    other.accounts.sign_out(&account.key).await.unwrap();
    let gone = window.token(&account.key, Audience::MachineLearning, 5).await;
    assert!(matches!(gone, Err(TokenError::NotSignedIn)), "another program has signed out: {gone:?}");
}

#[tokio::test]
async fn a_throttled_early_renewal_leaves_the_token_that_lives() {
    let throttled = |_| refusal("temporarily_unavailable", 50196);
    let (stage, program, account) = signed_in(throttled).await;
    program.clock.advance(Duration::from_mins(56));
    for _ in 0..5 {
        assert_eq!(text(&program.token(&account.key, Audience::Arm, 2).await.unwrap()), "needle-access-1");
    }
    assert_eq!(renewals(&stage).await.len(), 1, "the service is left in peace for a while");
    let ended = program.token(&account.key, Audience::Arm, 5).await;
    assert!(matches!(ended, Err(TokenError::Entra(_))), "{ended:?}");
}

#[tokio::test]
async fn a_session_that_ended_takes_its_living_tokens_along() {
    let (_stage, program, account) = signed_in(|_| refusal("invalid_grant", 50173)).await;
    program.clock.advance(Duration::from_mins(56));
    let ended = program.token(&account.key, Audience::Arm, 2).await;
    assert!(matches!(ended, Err(TokenError::SignInAgain(_))), "{ended:?}");
}

#[tokio::test]
async fn a_moment_that_the_azure_cli_tells_is_by_this_machines_clock() {
    let stage = Stage::unprepared().await;
    stage.authority.describe_at(stage.authority.metadata(), "Sun, 01 Mar 2026 11:50:00 GMT").await;
    let cloud = Cloud { reach: Reach::Internet, ..stage.authority.cloud() };
    let endpoints = json!({ "activeDirectory": cloud.authority, "resourceManager": cloud.arm });
    stage.machine.answer(move |arguments| {
        let answer = match arguments[1] {
            "list" => json!([{ "tenantId": TENANT, "environmentName": "Stack", "user": { "name": "a" } }]),
            "show" => json!({ "name": "Stack", "endpoints": endpoints }),
            _ => {
                let token = format!("needle.{}.s", encode(&json!({ "tid": TENANT, "oid": OBJECT })));
                json!({ "accessToken": token, "expires_on": NOW + 3600 })
            }
        };
        ProgramOutput::printed(&answer.to_string())
    });
    let request = AzureCliRequest { cloud: cloud.clone(), tenant: None };
    let ports = stage.browserless_ports();
    let way = SignInFlow::AzureCli(request);
    let signed_in = latchkey_identity::sign_in(ports, way, &|_| {}, stage.cancel.clone()).await.unwrap();
    let program = Program::of(&stage, cloud.clone());
    assert_eq!(program.accounts.clock_skew(&cloud), None);

    let path = "organizations/v2.0/.well-known/openid-configuration";
    stage.http.send(Request::get(cloud.authority.join(path).unwrap())).await.unwrap();
    let skew = program.accounts.clock_skew(&cloud);
    assert_eq!(skew.map(|skew| skew.ahead.as_millis()), Some(599_500));
    let expected = NOW + 3600;
    let corrected = signed_in.corrected_by(skew, stage.clock.now());
    assert_eq!(corrected.access_token.expires_at.as_second(), expected);
    let account = program.keep(corrected).await.unwrap();
    let renewed = program.token(&account.key, Audience::Graph, 5).await.unwrap();
    assert_eq!(renewed.expires_at.as_second(), expected);
}

#[tokio::test]
async fn a_closed_app_hands_out_nothing_and_opens_without_a_request() {
    let (stage, program, account) = signed_in(renewed).await;
    let (token, ()) = tokio::join!(program.token(&account.key, Audience::Graph, 5), program.accounts.close());
    assert!(matches!(token, Ok(_) | Err(TokenError::Locked)), "{token:?}");
    for audience in [Audience::Arm, Audience::Graph] {
        let closed = program.token(&account.key, audience, 0).await;
        assert!(matches!(closed, Err(TokenError::Locked)), "{closed:?}");
    }
    let asked = renewals(&stage).await.len();
    program.accounts.open();
    assert_eq!(renewals(&stage).await.len(), asked);
    assert!(program.token(&account.key, Audience::Arm, 5).await.is_ok());
    assert_eq!(renewals(&stage).await.len(), asked + 1, "no access token was left in memory");
}

#[tokio::test]
async fn a_renewal_under_way_is_sealed_though_the_app_is_locked_meanwhile() {
    let (stage, program, account) = signed_in(|n| renewed(n).set_delay(Duration::from_millis(200))).await;
    let waiting = tokio::spawn({
        let (accounts, cloud, key) =
            (Arc::clone(&program.accounts), program.cloud.clone(), account.key.clone());
        async move { accounts.token(&cloud, &key, Audience::Graph, Duration::from_mins(5)).await }
    });
    until("a renewal", async || !renewals(&stage).await.is_empty()).await;
    program.accounts.close().await;
    let told = waiting.await.unwrap();
    assert!(matches!(told, Err(TokenError::Locked)), "{told:?}");
    program.accounts.open();
    program.token(&account.key, Audience::Graph, 5).await.unwrap();
    // The authority has used the first one up.
    assert_eq!(renewals(&stage).await, ["needle-refresh-1", "needle-refresh-2"]);
}

#[tokio::test]
async fn a_session_tells_since_when_it_is_open_and_until_when_its_token_lives() {
    let (_stage, program, account) = signed_in(renewed).await;
    let facts = program.accounts.describe(&program.cloud, &account.key).await.unwrap();
    assert_eq!(facts.signed_in_at.unwrap().as_second(), NOW);
    let token = facts.token.unwrap();
    assert_eq!(token.expires_at.as_second(), NOW + 3600);
    assert!((NOW + 50 * 60..=NOW + 55 * 60).contains(&token.renew_after.as_second()), "{token:?}");

    program.clock.advance(Duration::from_hours(5));
    program.token(&account.key, Audience::Arm, 5).await.unwrap();
    let restarted = program.restarted();
    let facts = restarted.accounts.describe(&program.cloud, &account.key).await.unwrap();
    assert_eq!(facts.signed_in_at.unwrap().as_second(), NOW, "a renewal is no sign-in");
    assert_eq!(facts.token.map(|token| token.expires_at.as_second()), Some(NOW + 6 * 3600));
}

#[tokio::test]
async fn everybody_is_signed_out_whatever_the_cloud() {
    let (stage, program, account) = signed_in(renewed).await;
    program.keep(application(&stage, "needle-secret").await).await.unwrap();
    assert_eq!(kept_sessions(&program.vault).await.unwrap().len(), 2);
    assert!(is_session_kept(&program.vault, &account.key.id()).await.unwrap());
    assert_eq!(remove_sessions(&program.vault, &[account.key.id()]).await.unwrap(), 0);
    assert_eq!(kept_sessions(&program.vault).await.unwrap(), []);
    assert!(!is_session_kept(&program.vault, &account.key.id()).await.unwrap());
    program.accounts.forget_all().await;
    let gone = program.token(&account.key, Audience::Arm, 0).await;
    assert!(matches!(gone, Err(TokenError::NotSignedIn)), "{gone:?}");
}
