//! Many who wait for a person at once: whoever is there first stays there.

use std::time::Duration;

use latchkey_democloud::PUBLIC_CLIENT_ID;
use reqwest::Method;

use crate::support::{ARM, Answer, Browser, World, answer_fields, attribute, form, text, type_password};

/// More than there is room for.
const CROWD: usize = 2500;

async fn ask_for_device_code(world: &World) -> Answer {
    let path = format!("/{}/oauth2/v2.0/devicecode", world.tenant());
    let scope = format!("{ARM}/.default offline_access");
    world.post_form(&path, &[("client_id", PUBLIC_CLIENT_ID), ("scope", &scope)]).await
}

#[tokio::test]
async fn a_device_that_waits_is_not_pushed_out() {
    let world = World::new().await;
    let first = ask_for_device_code(&world).await.json();
    let mut refused = None;
    for _ in 0..CROWD {
        let answer = ask_for_device_code(&world).await;
        if answer.status != 200 {
            refused = Some(answer);
            break;
        }
    }
    let refused = refused.unwrap();
    assert_eq!(refused.oauth_error(), (429, "temporarily_unavailable".to_owned(), 90055));
    assert_eq!(refused.header("retry-after"), "60");

    let poll = async || {
        let code = text(&first["device_code"]);
        let fields = [
            ("grant_type", "urn:ietf:params:oauth:grant-type:device_code"),
            ("client_id", PUBLIC_CLIENT_ID),
            ("device_code", &code),
        ];
        world.token_request(&fields).await
    };
    assert_eq!(poll().await.oauth_error().1, "authorization_pending");
    let mut browser = Browser::new(&world);
    let page = browser.get("/common/oauth2/deviceauth").await;
    let headers = [("content-type", "application/x-www-form-urlencoded")];
    let typed = form(&[("otc", &text(&first["user_code"]))]);
    let page = browser.send(Method::POST, &attribute(&page.text, "action=\""), &headers, &typed).await;
    let persona = world.persona("reader");
    let page = browser.submit(&page, &[("loginfmt", &persona.user_name)]).await;
    let page = type_password(&mut browser, &page, &persona.password).await;
    browser.submit(&page, &[("confirm", "1")]).await;
    assert_eq!(poll().await.status, 200);
    assert_eq!(ask_for_device_code(&world).await.status, 200, "a code that was redeemed makes room");
    assert_eq!(ask_for_device_code(&world).await.status, 429);
    world.clock.advance(Duration::from_secs(901));
    assert_eq!(ask_for_device_code(&world).await.status, 200, "codes that are too old make room");
}

#[tokio::test]
async fn a_sign_in_page_that_is_open_is_not_pushed_out() {
    let world = World::new().await;
    let path = world.authorize_path(&[]);
    let mut browser = Browser::new(&world);
    let page = browser.get(&path).await;
    let device = ask_for_device_code(&world).await.json();
    let mut refused = None;
    for _ in 0..CROWD {
        let answer = world.send(Method::GET, &path, &[], "").await.unwrap();
        if answer.status != 200 {
            refused = Some(answer);
            break;
        }
    }
    // The app is known and told; the person is not left with a page.
    let fields = answer_fields(&refused.unwrap());
    assert_eq!((fields["error"].as_str(), fields["state"].as_str()), ("temporarily_unavailable", "st<a>te"));
    assert!(fields["error_description"].starts_with("AADSTS90055: "), "{}", fields["error_description"]);
    let headers = [("content-type", "application/x-www-form-urlencoded")];
    let typed = form(&[("otc", &text(&device["user_code"]))]);
    let other = world.send(Method::POST, "/common/oauth2/deviceauth", &headers, typed).await.unwrap();
    assert!(other.text.contains("AADSTS90055") && other.text.contains("id=\"otc\""), "{}", other.text);

    let persona = world.persona("reader");
    let page = browser.submit(&page, &[("loginfmt", &persona.user_name)]).await;
    let answer = type_password(&mut browser, &page, &persona.password).await;
    let code = answer_fields(&answer).remove("code").unwrap();
    assert_eq!(world.redeem(&code).await.status, 200);
    assert_eq!(Browser::new(&world).get(&path).await.status, 200, "who is done makes room");
    assert_eq!(Browser::new(&world).get(&path).await.status, 302);
    world.clock.advance(Duration::from_mins(30));
    assert_eq!(Browser::new(&world).get(&path).await.status, 200, "pages that are too old make room");
}

#[tokio::test]
async fn a_code_that_is_not_redeemed_yet_is_not_pushed_out() {
    let world = World::new().await;
    let first = world.code_for("reader").await;
    let mut browser = Browser::new(&world);
    world.sign_in(&mut browser, &world.authorize_path(&[]), "reader").await;
    let silent = world.authorize_path(&[("prompt", Some("none"))]);
    let mut refused = None;
    for _ in 0..CROWD {
        let fields = answer_fields(&browser.get(&silent).await);
        if fields.contains_key("error") {
            refused = Some(fields);
            break;
        }
    }
    assert_eq!(refused.unwrap()["error"], "temporarily_unavailable");
    assert_eq!(world.redeem(&first).await.status, 200);
    assert!(answer_fields(&browser.get(&silent).await).contains_key("code"), "a redeemed code makes room");
}

#[tokio::test]
async fn nobody_leaves_a_book_to_be_remembered() {
    let world = World::new().await;
    let book = "x".repeat(17 * 1024);
    let page = Browser::new(&world).get(&world.authorize_path(&[("state", Some(&book))])).await;
    assert_eq!(page.status, 400);
    assert!(page.text.contains("AADSTS90015"), "{}", page.text);
    let path = format!("/{}/oauth2/v2.0/devicecode", world.tenant());
    let scope = format!("{ARM}/.default {book}");
    let answer = world.post_form(&path, &[("client_id", PUBLIC_CLIENT_ID), ("scope", &scope)]).await;
    assert_eq!(answer.oauth_error(), (400, "invalid_request".to_owned(), 90015));
}
