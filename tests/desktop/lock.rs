//! The lock, and removing everything that is kept, with the real store and browser.

use latchkey_tests::desktop::Window;

use crate::Desktop;

#[tokio::test]
async fn the_window_stays_locked_until_the_same_person_has_signed_in_again() {
    let Desktop { window, browser, session } = Desktop::signed_in_as("owner").await.unwrap();
    window.see("quote-price").await.unwrap();
    window.press_with_control("l").await.unwrap();
    window.see("Latchkey is locked").await.unwrap();
    assert!(!window.shows("quote-price").await.unwrap(), "nothing of before is on the page");
    assert!(!window.shows("Signed in as").await.unwrap(), "nor what was told in passing");

    window.close().await.unwrap();
    let window = Window::open(&session).await.unwrap();
    window.see("Latchkey is locked").await.unwrap();
    assert!(!window.shows("quote-price").await.unwrap(), "a new start does not unlock it");
    window.click("Unlock").await.unwrap();
    // The browser has a session, but the page asks for the password all the same.
    browser.prove_again(&session.opened_page().await.unwrap()).await.unwrap();
    window.see("quote-price").await.unwrap();
}

#[tokio::test]
async fn every_stored_item_is_shown_and_removed() {
    let Desktop { window, session, browser: _browser } = Desktop::signed_in_as("owner").await.unwrap();
    window.click("Settings").await.unwrap();
    // From here on nothing on the page moves any more.
    window.see("Token expiry").await.unwrap();
    window.click("Check items").await.unwrap();
    window.see("Session: adele@larkspurfreight.example (demo)").await.unwrap();
    window.see("AES-256-GCM (LKV2), Secret Service").await.unwrap();
    window.click("Test secret store").await.unwrap();
    window.see("It stored, returned and removed a test secret").await.unwrap();
    assert_eq!(session.count_stored_items().unwrap(), 2, "session and demo cloud");

    window.click("Remove all secrets…").await.unwrap();
    window.fill("Enter purge to confirm", "purge").await.unwrap();
    window.click("Remove all secrets").await.unwrap();
    window.see("Items: 2. Keys: 2. It checked again: nothing is left.").await.unwrap();
    window.see("Not signed in").await.unwrap();
    let left = session.stored_items().unwrap();
    assert!(!left.contains("service = Latchkey"), "{left}");
}
