//! No usable secret is left on the disk.

use latchkey_tests::desktop::{Window, find_in_files};

use crate::Desktop;

#[tokio::test]
async fn nothing_secret_is_left_on_the_disk() {
    let loudest = [("RUST_LOG", "trace"), ("RUST_BACKTRACE", "full")];
    let Desktop { window, browser, session } = Desktop::signed_in_with("owner", &loudest).await.unwrap();
    let mut secrets = vec![browser.typed_password().expect("a password was typed")];
    window.open_service("ml-pricing", "quote-price").await.unwrap();
    secrets.push(window.reveal_key("primary").await.unwrap());
    secrets.push(window.reveal_key("secondary").await.unwrap());
    window.open_service("ml-routing", "depot-assign").await.unwrap();
    window.click("Copy fresh token").await.unwrap();
    window.see("Copied: Token").await.unwrap();
    secrets.push(session.clipboard().unwrap());
    window.close().await.unwrap();
    let window = Window::open_with(&session, &loudest).await.unwrap();
    window.see("depot-assign").await.or(window.see("5 workspaces").await).unwrap();
    window.sign_out().await.unwrap();
    let log = window.log().unwrap();
    window.close().await.unwrap();

    assert!(log.contains("latchkey"), "the log was on");
    assert!(secrets.iter().all(|secret| secret.len() >= 8));
    let texts: Vec<&str> = secrets.iter().map(String::as_str).collect();
    let found: Vec<_> = find_in_files(session.folder(), &texts)
        .unwrap()
        .into_iter()
        // The browser is the person's, not Latchkey's; it saw the password.
        .filter(|file| !file.starts_with(session.folder().join("browser")))
        .collect();
    assert!(found.is_empty(), "secrets are in {found:?}");
    let tokens: Vec<_> = find_in_files(session.folder(), &["eyJ0eXAiOiJKV1Qi", "eyJhbGciOiJSUzI1NiI"])
        .unwrap()
        .into_iter()
        .filter(|file| !file.to_string_lossy().contains("/browser"))
        .collect();
    assert!(tokens.is_empty(), "tokens are in {tokens:?}");
}
