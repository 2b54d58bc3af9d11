//! Conditions of signing in: what silent requests are told, and what the pages ask for.

use std::time::Duration;

use latchkey_democloud::{PUBLIC_CLIENT_ID, Policy, Resource, Rule};
use serde_json::{Value, json};

use crate::support::{ARM, Answer, Browser, ML, World, answer_fields, claims, text, type_password};

const ID: &str = "9b0c1e7a-1111-4222-8333-444455556666";

fn policy(rule: Rule) -> Policy {
    Policy {
        id: ID.to_owned(),
        display_name: "Of this test".to_owned(),
        is_enabled: true,
        user: None,
        client_id: None,
        resource: None,
        rule,
    }
}

fn context() -> Rule {
    Rule::RequireContext { context: "c1".to_owned() }
}

/// Copies the digits that the page shows into its field.
async fn give_second_factor(browser: &mut Browser<'_>, page: &Answer) -> Answer {
    let shown = page.text.split_once("id=\"shown-code\">").unwrap_or_else(|| panic!("{}", page.text)).1;
    let digits = shown.split('<').next().unwrap().to_owned();
    assert!(digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_digit()), "{digits}");
    browser.submit(page, &[("otc", &digits)]).await
}

#[tokio::test]
async fn silent_requests_are_told_what_is_missing() {
    let world = World::new().await;
    let token = text(&world.tokens_for("owner").await["refresh_token"]);
    let user_name = world.persona("owner").user_name;
    let capolids = json!({"access_token": {"capolids": {"essential": true, "values": [ID]}}});
    let acrs = json!({"access_token": {"acrs": {"essential": true, "value": "c1"}}});
    let check =
        async |rule: Rule, error: &str, number: i64, suberror: Option<&str>, wanted: Option<&Value>| {
            world.demo.put_policy(Policy { user: Some(user_name.clone()), ..policy(rule) });
            let answer = world.refresh(&token, ARM).await;
            assert_eq!(answer.oauth_error(), (400, error.to_owned(), number));
            let body = answer.json();
            assert_eq!(body.get("suberror").and_then(Value::as_str), suberror, "{number}");
            let sent = body.get("claims").map(|claims| serde_json::from_str::<Value>(&text(claims)).unwrap());
            assert_eq!(sent.as_ref(), wanted, "{number}");
        };
    let interaction = "interaction_required";
    check(Rule::RequireMfa, interaction, 50076, Some("basic_action"), Some(&capolids)).await;
    check(Rule::RequireMfaRegistration, interaction, 50079, Some("basic_action"), Some(&capolids)).await;
    check(Rule::SecurityDefaults, interaction, 50072, Some("basic_action"), None).await;
    check(context(), interaction, 50076, Some("basic_action"), Some(&acrs)).await;
    check(Rule::RequireCompliantDevice, interaction, 53000, Some("message_only"), Some(&capolids)).await;
    check(Rule::BlockAccess, "invalid_grant", 53003, Some("message_only"), Some(&capolids)).await;
    check(Rule::UserDisabled, "invalid_grant", 50057, None, None).await;
    check(Rule::UserLocked, "invalid_grant", 50053, None, None).await;
    check(Rule::PasswordExpired, "invalid_grant", 50055, None, None).await;
    check(Rule::NotAssignedToApp, "invalid_grant", 50105, None, None).await;
    check(Rule::ApplicationDisabled, "unauthorized_client", 7_000_112, None, None).await;
    for (number, error) in [
        (16000, interaction),
        (50074, interaction),
        (50078, interaction),
        (50131, interaction),
        (50158, interaction),
        (50196, "invalid_grant"),
        (50199, interaction),
        (53001, interaction),
        (53002, interaction),
        (53004, interaction),
        (65002, "invalid_client"),
        (90095, "consent_required"),
        (530_032, "access_denied"),
        (530_034, "access_denied"),
        (530_035, "access_denied"),
        (650_057, "invalid_resource"),
        (700_082, "invalid_grant"),
        (700_084, "invalid_grant"),
    ] {
        check(Rule::Refuse { number }, error, i64::from(number), None, None).await;
    }

    world.demo.put_policy(Policy { is_enabled: false, ..policy(Rule::BlockAccess) });
    assert_eq!(world.refresh(&token, ARM).await.status, 200, "switched off, it asks for nothing");
    world.demo.put_policy(Policy { user: Some("somebody.else@x".to_owned()), ..policy(Rule::BlockAccess) });
    assert_eq!(world.refresh(&token, ARM).await.status, 200, "it is for somebody else");
    world.demo.put_policy(Policy { resource: Some(Resource::MachineLearning), ..policy(Rule::BlockAccess) });
    assert_eq!(world.refresh(&token, ARM).await.status, 200, "it is for another resource");
    assert_eq!(world.refresh(&token, ML).await.oauth_error().2, 53003);
    assert!(world.demo.remove_policy(ID) && !world.demo.remove_policy(ID));
}

#[tokio::test]
async fn a_second_factor_satisfies_and_stays_in_session_and_tokens() {
    let world = World::new().await;
    let before = text(&world.tokens_for("owner").await["refresh_token"]);
    world.demo.put_policy(policy(Rule::RequireMfa));
    let mut browser = Browser::new(&world);
    let page = world.sign_in(&mut browser, &world.authorize_path(&[]), "owner").await;
    assert!(page.text.contains("Verify your identity"), "{}", page.text);
    let wrong = browser.submit(&page, &[("otc", "x")]).await;
    assert!(wrong.text.contains("AADSTS500121"), "{}", wrong.text);
    let around = browser.submit(&page, &[("accept", "1")]).await;
    assert!(around.text.contains("id=\"shown-code\""), "no form leads around it: {}", around.text);
    let answer = give_second_factor(&mut browser, &around).await;
    let code = answer_fields(&answer).remove("code").unwrap();
    let body = world.redeem(&code).await.json();
    assert_eq!(claims(&text(&body["access_token"]))["amr"], json!(["pwd", "mfa"]));
    let token = text(&body["refresh_token"]);
    assert_eq!(world.refresh(&token, ML).await.status, 200);
    assert_eq!(world.refresh(&before, ML).await.oauth_error().2, 50076, "the older sign-in was weaker");
    let silent = browser.get(&world.authorize_path(&[("prompt", Some("none"))])).await;
    assert!(answer_fields(&silent).contains_key("code"));
}

#[tokio::test]
async fn a_session_without_second_factor_is_asked_for_it_alone() {
    let world = World::new().await;
    let mut browser = Browser::new(&world);
    world.sign_in(&mut browser, &world.authorize_path(&[]), "reader").await;
    let cookies = browser.cookies();
    world.demo.put_policy(policy(Rule::RequireMfa));
    let silent = answer_fields(&browser.get(&world.authorize_path(&[("prompt", Some("none"))])).await);
    assert_eq!(silent["error"], "interaction_required");
    assert!(silent["error_description"].starts_with("AADSTS50076: ") && silent["claims"].contains(ID));
    let page = browser.get(&world.authorize_path(&[])).await;
    let answer = give_second_factor(&mut browser, &page).await;
    assert!(answer_fields(&answer).contains_key("code"));
    assert_eq!(browser.cookies(), cookies, "the session goes on");
    let silent = browser.get(&world.authorize_path(&[("prompt", Some("none"))])).await;
    assert!(answer_fields(&silent).contains_key("code"));
}

#[tokio::test]
async fn too_many_wrong_digits_end_the_sign_in() {
    let world = World::new().await;
    world.demo.put_policy(policy(Rule::RequireMfa));
    let mut browser = Browser::new(&world);
    let page = world.sign_in(&mut browser, &world.authorize_path(&[]), "reader").await;
    for _ in 0..10 {
        browser.submit(&page, &[("otc", "wrong")]).await;
    }
    let late = give_second_factor(&mut browser, &page).await;
    assert_eq!(late.status, 400);
    assert!(late.text.contains("AADSTS50089"), "{}", late.text);
}

#[tokio::test]
async fn setting_up_a_second_factor_is_asked_for_once() {
    for rule in [Rule::RequireMfaRegistration, Rule::SecurityDefaults] {
        let world = World::new().await;
        world.demo.put_policy(policy(rule));
        let mut browser = Browser::new(&world);
        let page = world.sign_in(&mut browser, &world.authorize_path(&[]), "reader").await;
        assert!(page.text.contains("More information required"), "{}", page.text);
        let answer = give_second_factor(&mut browser, &page).await;
        assert!(answer_fields(&answer).contains_key("code"));
        let again = world.sign_in(&mut Browser::new(&world), &world.authorize_path(&[]), "reader").await;
        assert!(answer_fields(&again).contains_key("code"));
    }
}

#[tokio::test]
async fn a_claims_request_for_a_context_asks_for_a_step_up() {
    let world = World::new().await;
    let mut browser = Browser::new(&world);
    let answer = world.sign_in(&mut browser, &world.authorize_path(&[]), "owner").await;
    let code = answer_fields(&answer).remove("code").unwrap();
    let token = text(&world.redeem(&code).await.json()["refresh_token"]);
    let wanted = r#"{"access_token":{"acrs":{"essential":true,"value":"c1"}}}"#;
    let refresh = async |token: &str| {
        let scope = format!("{ARM}/.default");
        let fields = [
            ("grant_type", "refresh_token"),
            ("client_id", PUBLIC_CLIENT_ID),
            ("refresh_token", token),
            ("scope", &scope),
            ("claims", wanted),
        ];
        world.token_request(&fields).await
    };
    let refused = refresh(&token).await;
    assert_eq!(refused.oauth_error(), (400, "interaction_required".to_owned(), 50076));
    let back = text(&refused.json()["claims"]);
    let page = browser.get(&world.authorize_path(&[("claims", Some(&back))])).await;
    let answer = give_second_factor(&mut browser, &page).await;
    let code = answer_fields(&answer).remove("code").unwrap();
    let body = world.redeem(&code).await.json();
    assert_eq!(claims(&text(&body["access_token"]))["acrs"], json!(["c1"]));
    assert_eq!(refresh(&text(&body["refresh_token"])).await.status, 200);
}

#[tokio::test]
async fn a_policy_for_a_context_is_met_by_the_same_step_up() {
    let world = World::new().await;
    world.demo.put_policy(Policy { resource: Some(Resource::Arm), ..policy(context()) });
    let mut browser = Browser::new(&world);
    let page = world.sign_in(&mut browser, &world.authorize_path(&[]), "owner").await;
    let answer = give_second_factor(&mut browser, &page).await;
    let code = answer_fields(&answer).remove("code").unwrap();
    let body = world.redeem(&code).await.json();
    assert_eq!(claims(&text(&body["access_token"]))["acrs"], json!(["c1"]));
}

#[tokio::test]
async fn refusals_stand_on_a_page_that_leads_back_to_the_app() {
    let world = World::new().await;
    let check = async |rule: Rule, error: &str, number: u32| {
        world.demo.put_policy(policy(rule));
        let mut browser = Browser::new(&world);
        let page = world.sign_in(&mut browser, &world.authorize_path(&[]), "reader").await;
        assert!(page.text.contains(&format!("AADSTS{number}")), "{}", page.text);
        let fields = answer_fields(&browser.submit(&page, &[("cancel", "1")]).await);
        assert_eq!((fields["error"].as_str(), fields["state"].as_str()), (error, "st<a>te"));
        assert!(fields["error_description"].starts_with(&format!("AADSTS{number}: ")));
        assert!(!browser.cookies().contains_key("LATCHKEYDEMO_SESSION"), "nobody is signed in");
    };
    check(Rule::BlockAccess, "access_denied", 53003).await;
    check(Rule::RequireCompliantDevice, "interaction_required", 53000).await;
    check(Rule::UserDisabled, "access_denied", 50057).await;
    check(Rule::UserLocked, "access_denied", 50053).await;
    check(Rule::PasswordExpired, "access_denied", 50055).await;
    check(Rule::NotAssignedToApp, "access_denied", 50105).await;
    check(Rule::ApplicationDisabled, "unauthorized_client", 7_000_112).await;
    check(Rule::Refuse { number: 53002 }, "interaction_required", 53002).await;
    // Of these a person sees nothing, and one that is not known is none.
    for number in [700_082, 50158, 1] {
        world.demo.put_policy(policy(Rule::Refuse { number }));
        let answer = world.sign_in(&mut Browser::new(&world), &world.authorize_path(&[]), "reader").await;
        assert!(answer_fields(&answer).contains_key("code"), "{number}");
    }
}

#[tokio::test]
async fn after_a_while_the_password_is_asked_for_again() {
    let world = World::new().await;
    world.demo.put_policy(policy(Rule::SignInFrequency { minutes: 60 }));
    let mut browser = Browser::new(&world);
    let answer = world.sign_in(&mut browser, &world.authorize_path(&[]), "reader").await;
    let code = answer_fields(&answer).remove("code").unwrap();
    let token = text(&world.redeem(&code).await.json()["refresh_token"]);
    assert_eq!(world.refresh(&token, ARM).await.status, 200);
    world.clock.advance(Duration::from_mins(61));
    let late = world.refresh(&token, ARM).await;
    assert_eq!(late.oauth_error(), (400, "invalid_grant".to_owned(), 70043));
    assert_eq!(late.json()["suberror"], "token_expired");
    let page = browser.get(&world.authorize_path(&[])).await;
    assert!(page.text.contains("id=\"passwd\""), "{}", page.text);
    let answer = type_password(&mut browser, &page, &world.persona("reader").password).await;
    let code = answer_fields(&answer).remove("code").unwrap();
    assert_eq!(world.redeem(&code).await.status, 200);
}

#[tokio::test]
async fn the_policies_of_the_seed_wait_to_be_switched_on() {
    let world = World::new().await;
    let policies = world.demo.policies();
    assert!(policies.len() > 5 && policies.iter().all(|policy| !policy.is_enabled));
    let token = text(&world.tokens_for("owner").await["refresh_token"]);
    let everybody = policies.into_iter().find(|policy| policy.rule == Rule::RequireMfa).unwrap();
    world.demo.put_policy(Policy { is_enabled: true, ..everybody });
    assert_eq!(world.refresh(&token, ARM).await.oauth_error().2, 50076);
    let snapshot = World::from_snapshot(Some(world.demo.snapshot())).await;
    assert!(snapshot.demo.policies().iter().any(|policy| policy.is_enabled));
}

#[tokio::test]
async fn a_client_that_handles_challenges_gets_a_long_token() {
    let world = World::new().await;
    let refresh_token = text(&world.tokens_for("owner").await["refresh_token"]);
    let send = async |claims: &str| {
        let scope = format!("{ARM}/.default");
        let fields = [
            ("grant_type", "refresh_token"),
            ("client_id", PUBLIC_CLIENT_ID),
            ("refresh_token", &refresh_token),
            ("scope", &scope),
            ("claims", claims),
        ];
        world.token_request(&fields).await
    };
    let body = send(r#"{"access_token":{"xms_cc":{"values":["cp1"]}}}"#).await.json();
    let life = body["expires_in"].as_i64().unwrap();
    assert!((86_400..=100_800).contains(&life), "{life}");
    assert_eq!(body["refresh_in"], life / 2);
    assert_eq!(claims(&text(&body["access_token"]))["xms_cc"], json!(["cp1"]));
    let plain = send("{}").await.json();
    assert!(plain["expires_in"].as_i64().unwrap() < 5400 && plain.get("refresh_in").is_none());
    assert_eq!(claims(&text(&plain["access_token"])).get("xms_cc"), None);
    let broken = send("{").await;
    assert_eq!(broken.oauth_error(), (400, "invalid_request".to_owned(), 9_002_313));
}
