//! A headless browser with JavaScript switched off, and the person in front of it.

use std::{path::Path, process::Stdio, sync::Mutex, time::Duration};

use anyhow::{Context, Result};
use fantoccini::{Client, ClientBuilder, Locator, elements::Element};
use hyper_util::client::legacy::connect::HttpConnector;
use latchkey_testing::soon;
use serde_json::json;
use url::Url;

use super::{
    Session,
    process::{Running, free_port, wait_for, wait_for_port},
};

const PATIENCE: Duration = Duration::from_secs(15);

/// The heading of the page that Latchkey shows after a sign-in; a page of the demo cloud has a banner above.
const RETURN_PAGE: &str = "body > main:only-child > h1";

/// The person's browser.
pub struct Browser {
    client: Client,
    typed_password: Mutex<Option<String>>,
    _driver: Running,
}

impl Browser {
    /// Starts Chromium with an empty profile.
    pub async fn open(session: &Session) -> Result<Self> {
        let port = free_port()?;
        let mut command = session.command("chromedriver");
        command.arg(format!("--port={port}")).stdout(Stdio::null()).stderr(Stdio::null());
        let driver = Running::start(&mut command)?;
        wait_for_port("chromedriver", port).await?;
        let profile = session.folder().join(format!("browser-{port}"));
        let arguments = [
            "--headless=new".to_owned(),
            "--no-sandbox".to_owned(),
            "--disable-gpu".to_owned(),
            "--disable-quic".to_owned(),
            "--no-first-run".to_owned(),
            "--disable-background-networking".to_owned(),
            "--disable-component-update".to_owned(),
            "--disable-sync".to_owned(),
            "--window-size=900,800".to_owned(),
            format!("--user-data-dir={}", profile.display()),
        ];
        let without_scripts = json!({"profile.managed_default_content_settings.javascript": 2});
        let capabilities = json!({"goog:chromeOptions": {"args": arguments, "prefs": without_scripts}});
        let mut builder = ClientBuilder::new(HttpConnector::new());
        builder.capabilities(capabilities.as_object().context("an object")?.clone());
        let address = format!("http://127.0.0.1:{port}");
        let client =
            soon("the browser", builder.connect(&address)).await.context("the browser did not open")?;
        Ok(Self { client, typed_password: Mutex::default(), _driver: driver })
    }

    /// Goes to a page.
    pub async fn go(&self, url: &Url) -> Result<()> {
        Ok(self.client.goto(url.as_str()).await?)
    }

    /// Signs in on the demo cloud's page as the persona with this role, with the password that the page
    /// shows, until the browser says that the tab may be closed. The page's pictures go to `pictures`.
    pub async fn sign_in_as(&self, role: &str, page: &Url, pictures: Option<&Path>) -> Result<String> {
        self.go(page).await?;
        self.picture_into(pictures, "browser-pick").await?;
        let text = self.text().await?;
        if text.contains("Use another account") {
            self.click("Use another account").await?;
        }
        let persona = self.find(&format!("button[data-role='{role}']")).await?;
        let user_name = persona.attr("value").await?.unwrap_or_default();
        self.fill("loginfmt", &user_name).await?;
        self.click_css("#next").await?;
        let password = self.find("#shown-password").await?.text().await?;
        self.fill("passwd", &password).await?;
        *self.typed_password.lock().unwrap() = Some(password);
        self.picture_into(pictures, "browser-password").await?;
        self.click_css("#sign-in").await?;
        self.click_css("#continue").await?;
        self.find(RETURN_PAGE).await?;
        self.picture_into(pictures, "browser-done").await?;
        self.text().await
    }

    /// Types the password of the account that the page names, though the browser has a session.
    pub async fn prove_again(&self, page: &Url) -> Result<()> {
        self.go(page).await?;
        let password = self.find("#shown-password").await?.text().await?;
        self.fill("passwd", &password).await?;
        self.click_css("#sign-in").await?;
        self.click_css("#continue").await?;
        self.find(RETURN_PAGE).await.map(drop)
    }

    /// Types a device code on its page, signs in as the persona with this role, and confirms.
    pub async fn type_code_as(&self, role: &str, code: &str, page: &Url) -> Result<()> {
        self.go(page).await?;
        self.fill("otc", code).await?;
        self.click_css("#next").await?;
        self.click_css(&format!("button[data-role='{role}']")).await?;
        self.click_css("#confirm").await?;
        self.see("You are signed in to").await
    }

    /// The password that was typed last.
    pub fn typed_password(&self) -> Option<String> {
        self.typed_password.lock().unwrap().clone()
    }

    async fn click_css(&self, selector: &str) -> Result<()> {
        Ok(self.find(selector).await?.click().await?)
    }

    async fn find(&self, selector: &str) -> Result<Element> {
        wait_for(selector, PATIENCE, async || self.client.find(Locator::Css(selector)).await.ok()).await
    }

    async fn picture_into(&self, folder: Option<&Path>, name: &str) -> Result<()> {
        match folder {
            Some(folder) => self.picture(&folder.join(format!("{name}.png"))).await,
            None => Ok(()),
        }
    }

    /// Clicks the button whose text holds these words.
    pub async fn click(&self, words: &str) -> Result<()> {
        let path = format!(
            "//button[contains(normalize-space(.), \"{words}\")] | //a[contains(normalize-space(.), \"{words}\")] | //input[@type='submit' and contains(@value, \"{words}\")]"
        );
        let button =
            wait_for(words, PATIENCE, async || self.client.find(Locator::XPath(&path)).await.ok()).await?;
        button.click().await?;
        Ok(())
    }

    /// Types into the field of this name.
    pub async fn fill(&self, field: &str, text: &str) -> Result<()> {
        let selector = format!("input[name='{field}']");
        let input =
            wait_for(field, PATIENCE, async || self.client.find(Locator::Css(&selector)).await.ok()).await?;
        input.clear().await?;
        input.send_keys(text).await?;
        Ok(())
    }

    /// Waits until the page shows a text.
    pub async fn see(&self, text: &str) -> Result<()> {
        let seen =
            wait_for(text, PATIENCE, async || self.text().await.ok().filter(|shown| shown.contains(text)))
                .await;
        if seen.is_err() {
            anyhow::bail!("{text:?} did not appear in the browser; the page shows:\n{}", self.text().await?);
        }
        Ok(())
    }

    /// Everything that the page shows.
    pub async fn text(&self) -> Result<String> {
        Ok(self.client.find(Locator::Css("body")).await?.text().await?)
    }

    /// The page's address.
    pub async fn address(&self) -> Result<Url> {
        Ok(self.client.current_url().await?)
    }

    /// Writes a picture of the page.
    pub async fn picture(&self, file: &Path) -> Result<()> {
        if let Some(folder) = file.parent() {
            std::fs::create_dir_all(folder)?;
        }
        std::fs::write(file, self.client.screenshot().await?)?;
        Ok(())
    }

    /// Closes the browser.
    pub async fn close(self) -> Result<()> {
        Ok(self.client.close().await?)
    }
}
