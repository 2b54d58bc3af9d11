//! Keys and tokens on the screen and on the clipboard.

use std::time::Duration;

use latchkey_testing::until;
use latchkey_tests::desktop::{call_service, pause};

use crate::Desktop;

const STAY: Duration = Duration::from_secs(30);

#[tokio::test]
async fn a_revealed_key_hides_itself_and_leaves_the_page() {
    let desktop = Desktop::signed_in_as("owner").await.unwrap();
    let window = &desktop.window;
    window.open_service("ml-pricing", "quote-price").await.unwrap();
    let key = window.reveal_key("primary").await.unwrap();
    let address = window.service_address().await.unwrap();
    assert_eq!(call_service(&address, &key).await.unwrap(), 200);
    assert!(window.markup().await.unwrap().contains(&key));
    window.see("hides the key in").await.unwrap();
    window.see_no_more("hides the key in", STAY + Duration::from_secs(3)).await.unwrap();
    assert!(!window.markup().await.unwrap().contains(&key));
}

#[tokio::test]
async fn a_revealed_key_that_is_copied_off_the_page_leaves_both_clipboards() {
    let Desktop { window, session, browser: _browser } = Desktop::signed_in_as("owner").await.unwrap();
    window.open_service("ml-pricing", "quote-price").await.unwrap();
    let key = window.reveal_key("primary").await.unwrap();

    window.press_with_control("a").await.unwrap();
    let selected = window.run("return document.getSelection().toString()").await.unwrap();
    assert!(selected.as_str().unwrap().contains("About this service"), "everything is selected: {selected}");
    pause(Duration::from_millis(500)).await;
    let primary = session.selected_text().unwrap();
    assert!(!primary.contains(&key), "what is selected on the page holds the key:\n{primary}");

    window.press_with_control("c").await.unwrap();
    window.see("Latchkey clears the clipboard in").await.unwrap();
    assert_eq!(session.clipboard().unwrap(), key, "Latchkey copied the key, and not the webview the page");
    let formats = session.clipboard_formats().unwrap();
    assert!(formats.contains("x-kde-passwordManagerHint"), "{formats}");

    // However it came there.
    session.select(&format!("Primary key\n{key}\n")).unwrap();
    assert!(session.selected_text().unwrap().contains(&key));
    window.press_with_control("l").await.unwrap();
    window.see("Latchkey is locked").await.unwrap();
    for _ in 0..100 {
        if session.clipboard().unwrap().is_empty() && session.selected_text().unwrap().is_empty() {
            return;
        }
        pause(Duration::from_millis(50)).await;
    }
    panic!("the key is still there while Latchkey is locked");
}

#[tokio::test]
async fn a_copied_key_leaves_the_clipboard_and_histories() {
    let Desktop { window, session, browser: _browser } = Desktop::signed_in_as("owner").await.unwrap();
    window.open_service("ml-pricing", "quote-price").await.unwrap();
    let address = window.service_address().await.unwrap();
    window.click("Copy primary key").await.unwrap();
    window.see("Latchkey clears the clipboard in").await.unwrap();
    let key = session.clipboard().unwrap();
    assert_eq!(call_service(&address, &key).await.unwrap(), 200);
    assert!(!window.markup().await.unwrap().contains(&key), "a copied key never enters the page");
    let formats = session.clipboard_formats().unwrap();
    assert!(formats.contains("x-kde-passwordManagerHint"), "{formats}");
    pause(STAY + Duration::from_secs(2)).await;
    assert_eq!(session.clipboard().unwrap(), "");
    // So that the next notice is not taken for this one.
    window.see_no_more("Latchkey clears the clipboard in", STAY).await.unwrap();

    window.click("Copy primary key").await.unwrap();
    window.see("Latchkey clears the clipboard in").await.unwrap();
    session.copy("shopping list").unwrap();
    pause(STAY + Duration::from_secs(2)).await;
    assert_eq!(session.clipboard().unwrap(), "shopping list", "what somebody else copied stays");
}

#[tokio::test]
async fn a_regenerated_key_works_and_the_old_one_does_not() {
    let desktop = Desktop::signed_in_as("owner").await.unwrap();
    let window = &desktop.window;
    for (workspace, service) in [("ml-pricing", "quote-price"), ("ml-routing", "eta-fallback")] {
        window.open_service(workspace, service).await.unwrap();
        let address = window.service_address().await.unwrap();
        let old = window.reveal_key("secondary").await.unwrap();
        window.click("Regenerate secondary key…").await.unwrap();
        assert_eq!(
            window.is_enabled("Regenerate key").await.unwrap(),
            Some(false),
            "before the name is typed"
        );
        window.fill(&format!("Enter {service} to confirm"), service).await.unwrap();
        window.click("Regenerate key").await.unwrap();
        window.see("The secondary key is new. The primary key did not change.").await.unwrap();
        window.click("Close").await.unwrap();
        let new = window.reveal_key("secondary").await.unwrap();
        let statuses =
            (call_service(&address, &old).await.unwrap(), call_service(&address, &new).await.unwrap());
        assert_eq!(statuses, (401, 200), "{service}");
    }
}

#[tokio::test]
async fn a_copied_token_is_accepted_by_its_service() {
    let Desktop { window, session, browser: _browser } = Desktop::signed_in_as("owner").await.unwrap();
    for (workspace, service) in
        [("ml-routing", "route-planner"), ("ml-routing", "depot-assign"), ("ml-routing", "toll-cost")]
    {
        window.open_service(workspace, service).await.unwrap();
        window.see("Time until refresh").await.unwrap();
        let address = window.service_address().await.unwrap();
        // The notice of the copy before may still be there, and says the same.
        let before = "the clipboard before";
        session.copy(before).unwrap();
        window.click("Copy fresh token").await.unwrap();
        window.see("Copied: Token").await.unwrap();
        until("the token", async || session.clipboard().is_ok_and(|text| text != before)).await;
        let token = session.clipboard().unwrap();
        assert_eq!(call_service(&address, &token).await.unwrap(), 200, "{service}");
        assert!(!window.markup().await.unwrap().contains(&token), "a token never enters the page");
    }
}
