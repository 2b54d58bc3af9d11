//! The authorization endpoint and the steps of the sign-in pages.

use crate::support::{Browser, REDIRECT, World, answer_fields, type_password};

#[tokio::test]
async fn posting_the_forms_brings_a_code_and_the_state_back() {
    let world = World::new().await;
    let persona = world.persona("owner");
    let mut browser = Browser::new(&world);
    let page = browser.get(&world.authorize_path(&[])).await;
    assert_eq!(page.status, 200);
    for shown in world.demo.personas() {
        // EXPOSE: the page shows every persona's password, and the test looks for it.
        assert!(page.text.contains(&shown.user_name) && page.text.contains(shown.password.expose()));
    }
    let page = browser.submit(&page, &[("loginfmt", &persona.user_name.to_uppercase())]).await;
    assert!(page.text.contains("id=\"passwd\""), "{}", page.text);
    let answer = type_password(&mut browser, &page, &persona.password).await;
    let fields = answer_fields(&answer);
    assert_eq!(fields["state"], "st<a>te");
    assert!(fields.contains_key("code") && fields.contains_key("session_state"));
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_user_are_said_on_the_page() {
    let world = World::new().await;
    let mut browser = Browser::new(&world);
    let page = browser.get(&world.authorize_path(&[])).await;
    let page = browser.submit(&page, &[("loginfmt", "<nobody>@x.example")]).await;
    assert!(page.text.contains("AADSTS50034") && page.text.contains("&lt;nobody&gt;"), "{}", page.text);
    let page = browser.submit(&page, &[("loginfmt", &world.persona("reader").user_name)]).await;
    let page = browser.submit(&page, &[("passwd", "wrong")]).await;
    assert!(page.text.contains("AADSTS50126"), "{}", page.text);
    let answer = type_password(&mut browser, &page, &world.persona("reader").password).await;
    assert!(answer_fields(&answer).contains_key("code"));
}

#[tokio::test]
async fn too_many_wrong_passwords_end_the_flow() {
    let world = World::new().await;
    let mut browser = Browser::new(&world);
    let page = browser.get(&world.authorize_path(&[])).await;
    let page = browser.submit(&page, &[("loginfmt", &world.persona("reader").user_name)]).await;
    for _ in 0..10 {
        browser.submit(&page, &[("passwd", "wrong")]).await;
    }
    let answer = type_password(&mut browser, &page, &world.persona("reader").password).await;
    assert_eq!(answer.status, 400);
    assert!(answer.text.contains("AADSTS50089"));
}

#[tokio::test]
async fn cancel_tells_the_app_so() {
    let world = World::new().await;
    let mut browser = Browser::new(&world);
    let page = browser.get(&world.authorize_path(&[])).await;
    let fields = answer_fields(&browser.submit(&page, &[("cancel", "1")]).await);
    assert_eq!((fields["error"].as_str(), fields["state"].as_str()), ("access_denied", "st<a>te"));
    assert!(fields["error_description"].starts_with("AADSTS65004: "), "{fields:?}");
    let again = browser.submit(&page, &[("cancel", "1")]).await;
    assert_eq!(again.status, 400);
}

#[tokio::test]
async fn a_form_without_its_browser_or_from_another_page_is_refused() {
    let world = World::new().await;
    let mut browser = Browser::new(&world);
    let page = browser.get(&world.authorize_path(&[])).await;
    let action = crate::support::attribute(&page.text, "action=\"");
    let flow = crate::support::attribute(&page.text, "name=\"flow\" value=\"");
    let body = crate::support::form(&[("flow", &flow), ("cancel", "1")]);
    let foreign = [("content-type", "application/x-www-form-urlencoded"), ("origin", "http://evil.example")];
    let answer = browser.send(reqwest::Method::POST, &action, &foreign, &body).await;
    assert_eq!(answer.status, 400);
    browser.forget_cookies();
    assert_eq!(browser.submit(&page, &[("cancel", "1")]).await.status, 400);
}

#[tokio::test]
async fn an_untrusted_client_or_address_gets_a_page_and_no_redirect() {
    let world = World::new().await;
    let check = async |changes: &[(&str, Option<&str>)], code: &str| {
        let answer = Browser::new(&world).get(&world.authorize_path(changes)).await;
        assert_eq!((answer.status.as_u16(), answer.header("location")), (400, ""), "{changes:?}");
        assert!(answer.text.contains(code), "{changes:?}: {}", answer.text);
    };
    check(&[("client_id", Some("00000000-0000-0000-0000-000000000001"))], "AADSTS700016").await;
    check(&[("client_id", None)], "AADSTS900144").await;
    check(&[("redirect_uri", Some("http://evil.example"))], "AADSTS50011").await;
    check(&[("redirect_uri", Some("http://localhost:1/else"))], "AADSTS50011").await;
    check(&[("redirect_uri", Some("javascript:alert(1)"))], "AADSTS50011").await;
    check(&[("redirect_uri", None)], "AADSTS900144").await;
}

#[tokio::test]
async fn other_errors_go_back_to_the_app() {
    let world = World::new().await;
    let check = async |changes: &[(&str, Option<&str>)], error: &str, code: &str| {
        let answer = Browser::new(&world).get(&world.authorize_path(changes)).await;
        let fields = answer_fields(&answer);
        assert_eq!((fields["error"].as_str(), fields["state"].as_str()), (error, "st<a>te"), "{changes:?}");
        assert!(fields["error_description"].contains(code), "{changes:?}: {fields:?}");
    };
    check(&[("code_challenge", None)], "invalid_request", "AADSTS50147").await;
    check(&[("code_challenge_method", Some("plain"))], "invalid_request", "AADSTS50147").await;
    check(&[("code_challenge_method", None)], "invalid_request", "AADSTS50147").await;
    check(&[("code_challenge", Some("short"))], "invalid_request", "AADSTS50147").await;
    check(&[("response_type", Some("token"))], "unsupported_response_type", "AADSTS700054").await;
    check(&[("response_mode", Some("fragment"))], "invalid_request", "AADSTS900561").await;
    check(&[("scope", None)], "invalid_request", "AADSTS900144").await;
    check(&[("scope", Some("https://other.example/.default"))], "invalid_resource", "AADSTS500011").await;
    check(&[("prompt", Some("sometimes"))], "invalid_request", "AADSTS9002313").await;
    check(&[("prompt", Some("none"))], "login_required", "AADSTS50058").await;
}

#[tokio::test]
async fn a_browser_that_is_signed_in_needs_no_password_until_it_signs_out() {
    let world = World::new().await;
    let persona = world.persona("reader");
    let mut browser = Browser::new(&world);
    let page = browser.get(&world.authorize_path(&[("login_hint", Some(&persona.user_name))])).await;
    let first = type_password(&mut browser, &page, &persona.password).await;
    assert!(answer_fields(&first).contains_key("code"));

    let silent = browser.get(&world.authorize_path(&[("prompt", Some("none"))])).await;
    assert!(answer_fields(&silent).contains_key("code"));
    assert!(answer_fields(&browser.get(&world.authorize_path(&[])).await).contains_key("code"));
    let other = world
        .authorize_path(&[("prompt", Some("none")), ("login_hint", Some("adele@larkspurfreight.example"))]);
    assert_eq!(answer_fields(&browser.get(&other).await)["error"], "login_required");

    let chooser = browser.get(&world.authorize_path(&[("prompt", Some("select_account"))])).await;
    assert!(chooser.text.contains("Pick an account") && chooser.text.contains(&persona.user_name));
    let chosen = browser.submit(&chooser, &[("account", &persona.object_id)]).await;
    assert!(answer_fields(&chosen).contains_key("code"));

    let login = browser.get(&world.authorize_path(&[("prompt", Some("login"))])).await;
    assert!(login.text.contains("id=\"loginfmt\""));

    let logout =
        format!("/{}/oauth2/v2.0/logout?post_logout_redirect_uri={REDIRECT}&state=x", world.tenant());
    let answer = browser.get(&logout).await;
    assert_eq!(answer.header("location"), format!("{REDIRECT}/?state=x"));
    let silent = browser.get(&world.authorize_path(&[("prompt", Some("none"))])).await;
    assert_eq!(answer_fields(&silent)["error"], "login_required");
}

#[tokio::test]
async fn another_account_of_the_chooser_needs_its_password() {
    let world = World::new().await;
    let mut browser = Browser::new(&world);
    let page = browser.get(&world.authorize_path(&[])).await;
    let forged = browser.submit(&page, &[("account", &world.persona("owner").object_id)]).await;
    assert_eq!(forged.status, 200);
    assert!(forged.text.contains("id=\"loginfmt\""));
    let forged = browser.submit(&page, &[("accept", "1")]).await;
    assert!(forged.text.contains("id=\"loginfmt\""));
}

#[tokio::test]
async fn consent_is_asked_for_when_the_app_wants_it() {
    let world = World::new().await;
    let persona = world.persona("reader");
    let mut browser = Browser::new(&world);
    let page = browser.get(&world.authorize_path(&[("prompt", Some("consent"))])).await;
    let page = browser.submit(&page, &[("loginfmt", &persona.user_name)]).await;
    let page = type_password(&mut browser, &page, &persona.password).await;
    assert!(page.text.contains("Permissions requested"), "{}", page.text);
    assert!(answer_fields(&browser.submit(&page, &[("accept", "1")]).await).contains_key("code"));
}

#[tokio::test]
async fn a_page_left_open_too_long_is_refused() {
    let world = World::new().await;
    let mut browser = Browser::new(&world);
    let page = browser.get(&world.authorize_path(&[])).await;
    world.clock.advance(std::time::Duration::from_mins(31));
    let answer = browser.submit(&page, &[("loginfmt", &world.persona("owner").user_name)]).await;
    assert_eq!(answer.status, 400);
    assert!(answer.text.contains("AADSTS50089"));
}

#[tokio::test]
async fn one_press_signs_a_persona_in_and_nobody_else() {
    let world = World::new().await;
    let mut browser = Browser::new(&world);
    let page = browser.get(&world.authorize_path(&[])).await;
    let refused = browser.submit(&page, &[("persona", "ruth@larkspurfreight.example")]).await;
    assert!(refused.text.contains("AADSTS50034"), "{}", refused.text);
    let answer = browser.submit(&page, &[("persona", &world.persona("reader").user_name)]).await;
    assert!(answer_fields(&answer).contains_key("code"));

    // A program that names the person leads to a page with one button for that.
    let hint = world.persona("owner").user_name;
    let mut browser = Browser::new(&world);
    let page = browser.get(&world.authorize_path(&[("login_hint", Some(&hint))])).await;
    assert!(page.text.contains("Continue as Adele Okafor"), "{}", page.text);
    let answer = browser.submit(&page, &[("persona", &hint)]).await;
    assert!(answer_fields(&answer).contains_key("code"));
}
