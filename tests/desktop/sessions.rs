//! Signing in, being signed in again, signing out.

use std::time::Duration;

use latchkey_tests::desktop::{Browser, SecretService, Session, Window, output_of};

use crate::Desktop;

#[tokio::test]
async fn a_session_survives_a_restart() {
    let Desktop { window, session, browser: _browser } = Desktop::signed_in_as("owner").await.unwrap();
    window.see("20 services").await.unwrap();
    assert_eq!(
        session.stored_items().unwrap().matches("service = Latchkey").count(),
        2,
        "session and demo cloud"
    );
    window.close().await.unwrap();

    let window = Window::open(&session).await.unwrap();
    window.see("20 services").await.unwrap();
    assert!(window.text_of("account-menu").await.unwrap().contains("adele@larkspurfreight.example"));
    assert!(!session.has_opened_page());

    window.sign_out().await.unwrap();
    let left = session.stored_items().unwrap();
    assert_eq!(
        left.matches("service = Latchkey").count(),
        1,
        "only the demo cloud's own state may be left: {left}"
    );
    window.close().await.unwrap();
    let window = Window::open(&session).await.unwrap();
    window.see("Sign in to the demo cloud").await.unwrap();
}

#[tokio::test]
async fn a_sign_in_that_is_declined_or_cancelled_can_be_repeated() {
    let session = Session::start(SecretService::Present).await.unwrap();
    let window = Window::open(&session).await.unwrap();
    let browser = Browser::open(&session).await.unwrap();
    window.try_the_demo_cloud().await.unwrap();

    window.click("Sign in").await.unwrap();
    browser.go(&session.opened_page().await.unwrap()).await.unwrap();
    browser.click("Cancel").await.unwrap();
    browser.click("Continue").await.unwrap();
    window.see("Sign-in cancelled").await.unwrap();
    window.click("Sign in again").await.unwrap();

    session.opened_page().await.unwrap();
    window.see("Time left").await.unwrap();
    window.click("Cancel").await.unwrap();
    window.see("Sign in to the demo cloud").await.unwrap();

    window.sign_in_as("reader", &session, &browser, None).await.unwrap();
}

#[tokio::test]
async fn without_a_secret_service_the_person_chooses() {
    let session = Session::start(SecretService::Absent).await.unwrap();
    let window = Window::open(&session).await.unwrap();
    let browser = Browser::open(&session).await.unwrap();
    window.try_the_demo_cloud().await.unwrap();
    window.see("Latchkey cannot use the secret store").await.unwrap();
    assert!(!session.has_opened_page());
    window.click("Use memory only").await.unwrap();
    window.see_no_more("Latchkey cannot use the secret store", Duration::from_secs(10)).await.unwrap();
    window.sign_in_as("owner", &session, &browser, None).await.unwrap();
    window.see("20 services").await.unwrap();
    assert!(window.text_of("status-bar").await.unwrap().contains("memory only"));
    let sealed = session.files_named(".sealed").unwrap();
    assert!(sealed.is_empty(), "{sealed:?} was written although there is no store");
    window.close().await.unwrap();
    let window = Window::open(&session).await.unwrap();
    window.see("Sign in to the demo cloud").await.unwrap();
}

#[tokio::test]
async fn a_second_start_brings_the_first_window_forward() {
    let Desktop { window, session, browser: _browser } = Desktop::signed_in_as("owner").await.unwrap();
    let mut second = session.application().unwrap();
    let ended = output_of(&mut second).unwrap().status;
    assert!(ended.success(), "{ended}");
    window.see("20 services").await.unwrap();
}

#[tokio::test]
async fn a_reader_is_refused_in_one_cell() {
    let desktop = Desktop::signed_in_as("reader").await.unwrap();
    let window = &desktop.window;
    window.open_service("ml-pricing", "quote-price").await.unwrap();
    for button in ["Show primary key", "Copy primary key", "Regenerate primary key…"] {
        assert_eq!(window.is_enabled(button).await.unwrap(), Some(false), "{button}");
    }
    window.click("Why can’t I read the primary key?").await.unwrap();
    window.see("Microsoft.MachineLearningServices/workspaces/onlineEndpoints/listKeys/action").await.unwrap();
    assert!(window.shows("Price of a transport").await.unwrap(), "the rest of the page is there");
}
