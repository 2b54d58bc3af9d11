//! The real window, a real browser, a real Secret Service: what a person can see and what is left behind.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod accessibility;
mod accounts;
mod command_line;
mod keychain;
mod keys;
mod lock;
mod outside_cloud;
mod processes;
mod secrets;
mod sessions;
mod webview;

use anyhow::Result;
use latchkey_tests::desktop::{Browser, SecretService, Session, Window};

/// A window with a person who is signed in to the demo cloud.
struct Desktop {
    window: Window,
    browser: Browser,
    session: Session,
}

impl Desktop {
    async fn signed_in_as(role: &str) -> Result<Self> {
        Self::signed_in_with(role, &[]).await
    }

    async fn signed_in_with(role: &str, variables: &[(&str, &str)]) -> Result<Self> {
        let session = Session::start(SecretService::Present).await?;
        let window = Window::open_with(&session, variables).await?;
        let browser = Browser::open(&session).await?;
        window.try_the_demo_cloud().await?;
        window.sign_in_as(role, &session, &browser, None).await?;
        Ok(Self { window, browser, session })
    }
}
