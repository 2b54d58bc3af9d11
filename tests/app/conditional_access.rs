//! Claims challenges and Entra's refusals: met silently where that is possible, else reported with what they mean.

use std::time::Duration;

use latchkey_app::{
    CommandError, ErrorCode, Reason,
    bridge::{AuthMode, KeySlot, RegenerationOutcome, ServiceSummary, SignInOptions, SignInProgress},
};
use latchkey_democloud::{Fault, Policy, Rule};
use latchkey_identity::EntraProblem;
use latchkey_tests::{Habit, Scene};
use latchkey_types::Audience;
use serde_json::json;

fn policy(rule: Rule) -> Policy {
    Policy {
        id: "9b0c1e7a-1111-4222-8333-444455556666".to_owned(),
        display_name: "Of this test".to_owned(),
        is_enabled: true,
        user: None,
        client_id: None,
        resource: None,
        rule,
    }
}

fn challenge(path: &str) -> Fault {
    Fault::ClaimsChallenge { path_contains: path.to_owned(), times: 1 }
}

fn asked(page: &url::Url, name: &str) -> Option<String> {
    page.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
}

#[tokio::test]
async fn a_challenge_needs_no_browser_if_the_session_satisfies_it() {
    let scene = Scene::signed_in_as("owner").await.unwrap();
    scene.demo.faults().inject(challenge("/subscriptions"));
    assert_eq!(scene.app.list_workspaces().await.unwrap().workspaces.len(), 5);
    let workspace = scene.workspaces().await.unwrap().remove(0);
    scene.demo.faults().inject(challenge("/v1.0/directoryObjects"));
    scene.app.show_names().unwrap();
    let access = scene.app.list_access(&workspace.handle).await.unwrap();
    assert!(access.failures.is_empty(), "{:?}", access.failures);
    assert_eq!(scene.person.opened().len(), 1);
}

#[tokio::test]
async fn a_challenge_that_needs_the_person_opens_the_browser_with_its_claims() {
    let scene = Scene::signed_in_as("owner").await.unwrap();
    let account = scene.app.describe_app().await.account.unwrap();
    scene.demo.put_policy(policy(Rule::RequireContext { context: "c1".to_owned() }));
    scene.demo.faults().inject(challenge("/subscriptions"));
    let error = scene.app.list_workspaces().await.unwrap_err();
    assert_eq!(error.code, ErrorCode::SignInRequired, "{error:?}");
    let Reason::SessionRefused { error: code, numbers } = &*error.reason else { panic!("{error:?}") };
    assert_eq!(EntraProblem::of(code, numbers), Some(EntraProblem::MfaRequired), "{error:?}");

    scene.sign_in("owner").await.unwrap();
    let page = scene.person.page(1).await;
    let claims = asked(&page, "claims").unwrap();
    assert!(claims.contains("\"acrs\"") && claims.contains("\"c1\"") && claims.contains("cp1"), "{claims}");
    assert_eq!(asked(&page, "login_hint"), Some(account.user_name));
    assert!(page.path().starts_with(&format!("/{}/", account.tenant_id)), "{page}");
    assert_eq!(scene.app.list_workspaces().await.unwrap().workspaces.len(), 5, "the request is repeated");
    assert_eq!(scene.app.describe_app().await.accounts.len(), 1, "it is the same account");
}

#[tokio::test]
async fn a_challenge_to_a_regeneration_is_met_or_wants_the_person_and_is_no_lock() {
    let scene = Scene::signed_in_as("owner").await.unwrap();
    let has_keys =
        |service: &ServiceSummary| service.auth_mode == AuthMode::Key && service.state == "Succeeded";
    let service = scene.service(has_keys).await.unwrap();
    let regenerate =
        async || scene.app.regenerate_key(&service.handle, KeySlot::Primary, &service.name).await;
    scene.demo.faults().inject(challenge("/regenerateKeys"));
    assert_eq!(regenerate().await.unwrap().outcome, RegenerationOutcome::Rotated);

    scene.demo.put_policy(policy(Rule::RequireContext { context: "c1".to_owned() }));
    scene.demo.faults().inject(challenge("/regenerateKeys"));
    let error = regenerate().await.unwrap_err();
    assert_eq!(error.code, ErrorCode::SignInRequired, "{error:?}");
    scene.sign_in("owner").await.unwrap();
    let claims = asked(&scene.person.page(1).await, "claims").unwrap();
    assert!(claims.contains("\"c1\""), "the sign-in asks for what the regeneration wants: {claims}");
}

#[tokio::test]
async fn a_sign_in_as_another_account_carries_no_claims() {
    let scene = Scene::signed_in_as("owner").await.unwrap();
    scene.demo.put_policy(policy(Rule::RequireContext { context: "c1".to_owned() }));
    scene.demo.faults().inject(challenge("/subscriptions"));
    scene.app.list_workspaces().await.unwrap_err();
    scene.person.set_habit(Habit::ClosesTheTab);
    let hint = Some(scene.persona("reader").user_name);
    scene.app.start_sign_in(SignInOptions { login_hint: hint, ..SignInOptions::default() }).await.unwrap();
    scene.until(|app| matches!(app.sign_in, Some(SignInProgress::Waiting { .. }))).await.unwrap();
    let page = scene.person.page(1).await;
    assert!(!asked(&page, "claims").unwrap().contains("acrs"), "{page}");
}

/// The error of a silent request that Entra refuses with this number, and the number of token requests.
async fn refused(number: u32) -> (CommandError, usize) {
    let scene = Scene::signed_in_as("owner").await.unwrap();
    let before = scene.demo.requests().len();
    let body = json!({
        "error": "invalid_grant", "error_codes": [number], "correlation_id": "c-1", "trace_id": "t-1",
        "timestamp": "2026-11-21 08:05:41Z", "error_description": format!("AADSTS{number}: Entra's own words."),
    });
    scene.demo.faults().inject(Fault::Status {
        path_contains: "/oauth2/v2.0/token".to_owned(),
        status: 400,
        headers: vec![("content-type".to_owned(), "application/json".to_owned())],
        body: body.to_string(),
        times: 5,
    });
    let ask = async || scene.app.account_token(Audience::Graph, Duration::from_mins(5)).await.unwrap_err();
    let error = ask().await;
    assert_eq!(ask().await.code, error.code, "AADSTS{number}");
    (error, scene.demo.requests().len() - before)
}

#[tokio::test]
async fn each_of_entras_refusals_is_known() {
    let interaction = [16000, 50058, 50076, 50079, 53000, 53001, 53002, 53003];
    let ended = [50034, 50057, 70008, 70043];
    let others = [50105, 50126, 65001, 65004, 90002, 700_016, 7_000_215, 7_000_222];
    for number in interaction.into_iter().chain(ended).chain(others) {
        let (error, requests) = refused(number).await;
        let (Reason::SessionRefused { numbers, .. } | Reason::TokenRefused { numbers, .. }) = &*error.reason
        else {
            panic!("{error:?}");
        };
        assert_eq!(numbers, &[number], "{error:?}");
        assert!(EntraProblem::of_number(number).is_some(), "AADSTS{number} is not known");
        let code = format!("AADSTS{number}");
        assert!(error.details.iter().any(|detail| detail.value == code), "{:?}", error.details);
        assert_eq!(error.correlation_id.as_deref(), Some("c-1"), "AADSTS{number}");
        if ended.contains(&number) {
            assert_eq!(requests, 1, "AADSTS{number}: a session that has ended is asked with once");
        }
    }
}
