//! Accessibility: names and roles by axe, and the keyboard alone.

use std::time::Duration;

use latchkey_tests::desktop::{SecretService, Session, Window};

use crate::Desktop;

/// Rule breaks that axe finds on the page, by rule and element.
async fn violations(window: &Window) -> Vec<String> {
    let source = concat!(env!("CARGO_MANIFEST_DIR"), "/../ui/node_modules/axe-core/axe.min.js");
    let axe = std::fs::read_to_string(source).expect("the UI's packages are installed");
    window.run(&axe).await.unwrap();
    // Fluent's focus guards are hidden on purpose and move the focus on.
    let found = window
        .run_async(
            "const done = arguments[arguments.length - 1];
             window.axe.run({exclude: [['i[tabindex][aria-hidden]']]}, {resultTypes: ['violations']})
               .then(({violations}) => done(violations.flatMap(({id, nodes}) => nodes.map((node) => id + ': ' + node.html))),
                     (error) => done([String(error)]));",
        )
        .await
        .unwrap();
    found.as_array().unwrap().iter().map(|one| one.as_str().unwrap_or_default().to_owned()).collect()
}

#[tokio::test]
async fn every_screen_has_names_roles_and_contrast() {
    let desktop = Desktop::signed_in_as("owner").await.unwrap();
    let window = &desktop.window;
    window.click("Workspaces").await.unwrap();
    window.see("5 workspaces in 2 subscriptions").await.unwrap();
    let check = async |screen: &str| {
        for colours in ["Light", "Dark", "High contrast"] {
            window.choose_colours(colours).await.unwrap();
            let found = violations(window).await;
            assert!(found.is_empty(), "{screen} in {colours}: {found:#?}");
        }
    };
    check("workspaces").await;
    for tab in ["Overview", "Services", "Access"] {
        window.open_workspace("ml-routing", tab).await.unwrap();
        check(tab).await;
    }
    window.open_service("ml-routing", "route-eta").await.unwrap();
    check("service with keys").await;
    window.open_service("ml-routing", "route-planner").await.unwrap();
    window.see("Time until refresh").await.unwrap();
    check("service with a token").await;
    window.click("Settings").await.unwrap();
    check("settings").await;
    window.click("About").await.unwrap();
    check("about").await;
}

#[tokio::test]
async fn the_keyboard_alone_reaches_a_key() {
    const ENTER: &str = "\u{e007}";
    const DOWN: &str = "\u{e015}";
    const ESCAPE: &str = "\u{e00c}";
    /// With Control: shows a key.
    const SHOW: &str = "\u{e008}s";
    let session = Session::start(SecretService::Present).await.unwrap();
    let window = Window::open(&session).await.unwrap();
    let browser = latchkey_tests::desktop::Browser::open(&session).await.unwrap();
    window.see("Welcome to Latchkey").await.unwrap();

    tab_to(&window, "Try the demo cloud").await;
    window.press(ENTER).await.unwrap();
    window.see("Sign in to the demo cloud").await.unwrap();
    tab_to(&window, "Sign in").await;
    window.press(ENTER).await.unwrap();
    browser.sign_in_as("owner", &session.opened_page().await.unwrap(), None).await.unwrap();
    window.see("quote-price").await.unwrap();
    tab_to(&window, "Workspaces").await;
    window.press(ENTER).await.unwrap();
    window.see("5 workspaces in 2 subscriptions").await.unwrap();

    window.press("/").await.unwrap();
    window.press("pricing").await.unwrap();
    window.see("1 of 5 workspaces").await.unwrap();
    tab_to_row(&window).await;
    window.press(DOWN).await.unwrap();
    window.press(ENTER).await.unwrap();
    window.see("4 services").await.unwrap();

    window.press("/").await.unwrap();
    window.press("quote").await.unwrap();
    window.see("1 of 4 services").await.unwrap();
    tab_to_row(&window).await;
    window.press(ENTER).await.unwrap();
    window.see("About this service").await.unwrap();
    window.press("r").await.unwrap();
    window.press_with_control(SHOW).await.unwrap();
    window.click_is_there("Hide primary key").await.unwrap();
    window.press_with_control(SHOW).await.unwrap();
    window.click_is_there("Show primary key").await.unwrap();
    window.press("?").await.unwrap();
    window.see("Keyboard shortcuts").await.unwrap();
    window.press(ESCAPE).await.unwrap();
    window.see_no_more("Show this help", Duration::from_secs(5)).await.unwrap();
    window.press(ESCAPE).await.unwrap();
    window.see("4 services").await.unwrap();
}

/// Presses Tab until the control of this name has the focus.
async fn tab_to(window: &Window, name: &str) {
    for _ in 0..30 {
        let focused = window.run("return document.activeElement?.innerText ?? ''").await.unwrap();
        if focused.as_str().is_some_and(|text| text.trim() == name) {
            return;
        }
        window.press("\u{e004}").await.unwrap();
    }
    panic!("Tab does not reach {name}");
}

/// Presses Tab until a row of a list has the focus.
async fn tab_to_row(window: &Window) {
    for _ in 0..20 {
        window.press("\u{e004}").await.unwrap();
        let role = window.run("return document.activeElement?.getAttribute('role') ?? ''").await.unwrap();
        if role == "row" {
            return;
        }
    }
    panic!("Tab does not reach the list");
}
