//! Signing in on another device (RFC 8628), with MSAL's requests.

use std::time::Duration;

use latchkey_democloud::{DEMO_CLIENT_ID, PUBLIC_CLIENT_ID};
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{ARM, Answer, Browser, World, claims, form, text, type_password};

async fn start(world: &World) -> Value {
    let path = format!("/{}/oauth2/v2.0/devicecode", world.tenant());
    let scope = format!("{ARM}/.default offline_access openid profile");
    let answer = world.post_form(&path, &[("client_id", PUBLIC_CLIENT_ID), ("scope", &scope)]).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    answer.json()
}

async fn poll(world: &World, device_code: &str) -> Answer {
    world
        .token_request(&[
            ("grant_type", "urn:ietf:params:oauth:grant-type:device_code"),
            ("client_id", PUBLIC_CLIENT_ID),
            ("client_info", "1"),
            ("code", device_code),
            ("device_code", device_code),
        ])
        .await
}

/// Opens the short address and types the code; the page that follows comes back.
async fn type_code(browser: &mut Browser<'_>, address: &str, code: &str) -> Answer {
    let redirect = browser.get(address).await;
    assert_eq!(redirect.status, 302);
    let page = browser.get(redirect.header("location")).await;
    assert!(page.text.contains("id=\"otc\""), "{}", page.text);
    let action = crate::support::attribute(&page.text, "action=\"");
    let headers = [("content-type", "application/x-www-form-urlencoded")];
    browser.send(Method::POST, &action, &headers, &form(&[("otc", code)])).await
}

/// As far as the page that names the app.
async fn up_to_confirmation(world: &World, browser: &mut Browser<'_>, device: &Value, role: &str) -> Answer {
    let persona = world.persona(role);
    let code = text(&device["user_code"]);
    let spelled = format!(" {}-{}", code[..4].to_lowercase(), &code[4..]);
    let page = type_code(browser, &text(&device["verification_uri"]), &spelled).await;
    let page = browser.submit(&page, &[("loginfmt", &persona.user_name)]).await;
    let page = type_password(browser, &page, &persona.password).await;
    assert!(page.text.contains("Are you trying to sign in to Microsoft Azure CLI?"), "{}", page.text);
    page
}

#[tokio::test]
async fn a_device_gets_its_tokens_after_somebody_confirmed() {
    let world = World::new().await;
    let device = start(&world).await;
    let (user_code, code) = (text(&device["user_code"]), text(&device["device_code"]));
    assert_eq!((&device["expires_in"], &device["interval"]), (&json!(900), &json!(5)));
    assert_eq!(device["verification_uri"], format!("{}/devicelogin", world.base()));
    let message = text(&device["message"]);
    assert!(message.contains(&user_code) && message.contains("/devicelogin"), "{message}");
    let pending = (400, "authorization_pending".to_owned(), 70016);
    assert_eq!(poll(&world, &code).await.oauth_error(), pending);

    let mut browser = Browser::new(&world);
    let page = up_to_confirmation(&world, &mut browser, &device, "owner").await;
    assert_eq!(poll(&world, &code).await.oauth_error(), pending, "a password alone signs no device in");
    let page = browser.submit(&page, &[("confirm", "1")]).await;
    assert!(page.text.contains("id=\"device-done\""), "{}", page.text);

    let answer = poll(&world, &code).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    let body = answer.json();
    let token = claims(&text(&body["access_token"]));
    assert_eq!((&token["aud"], &token["upn"]), (&json!(ARM), &json!(world.persona("owner").user_name)));
    assert!(
        body["refresh_token"].is_string() && body["id_token"].is_string() && body["client_info"].is_string()
    );
    assert_eq!(world.refresh(&text(&body["refresh_token"]), ARM).await.status, 200);
    assert_eq!(poll(&world, &code).await.oauth_error(), (400, "invalid_grant".to_owned(), 54005));
}

#[tokio::test]
async fn cancel_declines_the_device() {
    let world = World::new().await;
    let device = start(&world).await;
    let mut browser = Browser::new(&world);
    let page = up_to_confirmation(&world, &mut browser, &device, "reader").await;
    let page = browser.submit(&page, &[("cancel", "1")]).await;
    assert!(page.text.contains("id=\"device-declined\""), "{}", page.text);
    let answer = poll(&world, &text(&device["device_code"])).await;
    assert_eq!(answer.oauth_error(), (400, "authorization_declined".to_owned(), 65004));
}

#[tokio::test]
async fn codes_that_are_wrong_or_late_are_named() {
    let world = World::new().await;
    let bad = poll(&world, "CAQinvented").await;
    assert_eq!(bad.oauth_error(), (400, "bad_verification_code".to_owned(), 70018));
    let device = start(&world).await;
    let (address, code) = (text(&device["verification_uri"]), text(&device["device_code"]));
    let mut browser = Browser::new(&world);
    for typed in ["WRONGCODE", "", "<b>"] {
        let page = type_code(&mut browser, &address, typed).await;
        assert!(
            page.text.contains("AADSTS70018") && page.text.contains("id=\"otc\""),
            "{typed}: {}",
            page.text
        );
    }
    let stranger = [
        ("grant_type", "urn:ietf:params:oauth:grant-type:device_code"),
        ("client_id", DEMO_CLIENT_ID),
        ("device_code", &code),
    ];
    assert_eq!(world.token_request(&stranger).await.oauth_error().2, 70018);
    world.clock.advance(Duration::from_secs(901));
    assert_eq!(poll(&world, &code).await.oauth_error(), (400, "expired_token".to_owned(), 70020));
    let page = type_code(&mut browser, &address, &text(&device["user_code"])).await;
    assert!(page.text.contains("AADSTS70019"), "{}", page.text);
}

#[tokio::test]
async fn a_browser_that_is_signed_in_is_asked_which_account() {
    let world = World::new().await;
    let mut browser = Browser::new(&world);
    world.sign_in(&mut browser, &world.authorize_path(&[]), "reader").await;
    let device = start(&world).await;
    let page = type_code(&mut browser, &text(&device["verification_uri"]), &text(&device["user_code"])).await;
    assert!(page.text.contains("Pick an account"), "{}", page.text);
    let page = browser.submit(&page, &[("account", &world.persona("reader").object_id)]).await;
    browser.submit(&page, &[("confirm", "1")]).await;
    assert_eq!(poll(&world, &text(&device["device_code"])).await.status, 200);
}

#[tokio::test]
async fn who_may_not_start_is_told() {
    let world = World::new().await;
    let path = format!("/{}/oauth2/v2.0/devicecode", world.tenant());
    let scope = format!("{ARM}/.default");
    let check = async |path: &str, client_id: &str, scope: &str, expected: (u16, &str, i64)| {
        let fields = [("client_id", client_id), ("scope", scope)];
        let (status, error, number) = world.post_form(path, &fields).await.oauth_error();
        assert_eq!((status, error.as_str(), number), expected);
    };
    check(&path, "", &scope, (400, "invalid_request", 900_144)).await;
    check(&path, "nobody", &scope, (400, "unauthorized_client", 700_016)).await;
    check(&path, PUBLIC_CLIENT_ID, "", (400, "invalid_request", 900_144)).await;
    check(&path, PUBLIC_CLIENT_ID, "https://x.example/.default", (400, "invalid_resource", 500_011)).await;
    check("/common/oauth2/v2.0/devicecode", DEMO_CLIENT_ID, &scope, (400, "unauthorized_client", 50194))
        .await;
    let confidential = world.demo.service_principals().remove(0).client_id;
    check(&path, &confidential, &scope, (401, "invalid_client", 7_000_218)).await;
}
