//! What a person does with Latchkey, in the words of the window.

use std::{path::Path, time::Duration};

use anyhow::{Context, Result, bail};
use url::Url;

use super::{Browser, Session, Window};

const CHOOSE: &str = "[...document.querySelectorAll('label')]
    .find((one) => plain(one.innerText.trim()) === plain(arguments[0])).click()";

impl Window {
    /// Chooses the demo cloud on the first-run page.
    pub async fn try_the_demo_cloud(&self) -> Result<()> {
        self.see("Welcome to Latchkey").await?;
        self.click("Try the demo cloud").await?;
        self.see("Sign in to the demo cloud").await
    }

    /// Signs in with the browser as the persona with this role. Returns the text of the last page.
    pub async fn sign_in_as(
        &self,
        role: &str,
        session: &Session,
        browser: &Browser,
        pictures: Option<&Path>,
    ) -> Result<String> {
        self.click("Sign in").await?;
        let page = session.opened_page().await?;
        self.see("Waiting for you in the browser").await?;
        if let Some(folder) = pictures {
            self.picture_both(folder, "signing-in").await?;
        }
        let said = browser.sign_in_as(role, &page, pictures).await?;
        self.see_no_more("Not signed in", Duration::from_secs(20)).await?;
        Ok(said)
    }

    /// Opens a workspace from the list, and one of its tabs.
    pub async fn open_workspace(&self, name: &str, tab: &str) -> Result<()> {
        self.click("Workspaces").await?;
        self.click(name).await?;
        self.click(tab).await
    }

    /// Opens a service from its workspace's list.
    pub async fn open_service(&self, workspace: &str, service: &str) -> Result<()> {
        self.open_workspace(workspace, "Services").await?;
        self.click(service).await?;
        self.see("About this service").await
    }

    /// Signs out by the account menu.
    pub async fn sign_out(&self) -> Result<()> {
        self.run("document.querySelector('[data-testid=account-menu]').click()").await?;
        self.click("Sign out").await?;
        self.see("is signed out").await
    }

    /// Selects the radio button with this label.
    pub async fn choose(&self, label: &str) -> Result<()> {
        self.see(label).await?;
        self.by_text(CHOOSE, label).await.map(drop)
    }

    /// Reveals a key and reads it off the screen.
    pub async fn reveal_key(&self, slot: &str) -> Result<String> {
        self.click(&format!("Show {slot} key")).await?;
        self.click_is_there(&format!("Hide {slot} key")).await?;
        // A style draws it, so that it is no text of the page.
        let script =
            format!("return document.querySelector(\"[data-testid='key-{slot}'] code\").dataset.value");
        self.run(&script).await?.as_str().map(str::to_owned).context("a key")
    }

    /// Waits until a control of this name is there.
    pub async fn click_is_there(&self, name: &str) -> Result<()> {
        for _ in 0..200 {
            if self.is_enabled(name).await? == Some(true) {
                return Ok(());
            }
            pause(Duration::from_millis(50)).await;
        }
        bail!("no control named {name} can be used; the page shows:\n{}", self.text().await?)
    }

    /// The service's address, as its page shows it.
    pub async fn service_address(&self) -> Result<Url> {
        let text = self.text().await?;
        let address =
            text.split_whitespace().find(|word| word.contains("/score")).context("an address on the page")?;
        Ok(Url::parse(address)?)
    }

    /// Chooses the window's colours and waits until they are there.
    pub async fn choose_colours(&self, colours: &str) -> Result<()> {
        self.click("Theme").await?;
        self.click(colours).await?;
        let wanted = colours.replace(' ', "").to_lowercase();
        for _ in 0..100 {
            let shown = self.run("return document.documentElement.dataset.appearance").await?;
            if shown.as_str().is_some_and(|shown| shown.to_lowercase() == wanted) {
                return self.settle().await;
            }
            pause(Duration::from_millis(50)).await;
        }
        bail!("the window did not become {colours}")
    }

    /// Pictures of the window in light and in dark; in the pseudo-language, wide and narrow.
    pub async fn picture_both(&self, folder: &Path, name: &str) -> Result<()> {
        if self.is_pseudo() {
            self.picture(&folder.join(format!("{name}-wide.png"))).await?;
            self.resize(700, 600).await?;
            self.picture(&folder.join(format!("{name}-narrow.png"))).await?;
            return self.resize(1280, 800).await;
        }
        self.picture(&folder.join(format!("{name}-light.png"))).await?;
        self.choose_colours("Dark").await?;
        self.picture(&folder.join(format!("{name}-dark.png"))).await?;
        self.choose_colours("Light").await
    }
}

/// Calls a service as its callers do; the HTTP status.
pub async fn call_service(address: &Url, credential: &str) -> Result<u16> {
    #[expect(clippy::disallowed_methods, reason = "this is a caller of the service, not the program")]
    let client = reqwest::Client::builder().no_proxy().build()?;
    let request =
        client.post(address.clone()).bearer_auth(credential).header("content-type", "application/json");
    Ok(request.body(r#"{"data":[[1,2,3]]}"#).send().await?.status().as_u16())
}

/// Lets real time pass, where something has to happen on a screen.
#[expect(clippy::disallowed_methods, reason = "a real window takes real time")]
pub async fn pause(duration: Duration) {
    tokio::time::sleep(duration).await;
}
