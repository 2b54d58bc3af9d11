//! Latchkey's window, driven by WebDriver as a person would: by role, name and key.

use std::{
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::Duration,
};

use anyhow::{Context, Result, bail};
use fantoccini::{Client, ClientBuilder, elements::Element};
use hyper_util::client::legacy::connect::HttpConnector;
use latchkey_testing::soon;
use latchkey_words::pseudo;
use serde_json::{Value, json};

use super::{
    Session,
    binaries::application as binary,
    process::{Running, free_port, is_running, wait_for, wait_for_port},
};

const PATIENCE: Duration = Duration::from_secs(20);

/// The application, running in a session.
pub struct Window {
    client: Client,
    log: PathBuf,
    binary: PathBuf,
    home: PathBuf,
    is_pseudo: bool,
    _driver: Running,
}

impl Window {
    /// Starts the application and waits until its window answers.
    pub async fn open(session: &Session) -> Result<Self> {
        Self::start(session, &binary()?, &[]).await
    }

    /// The same with more variables in its environment.
    pub async fn open_with(session: &Session, variables: &[(&str, &str)]) -> Result<Self> {
        Self::start(session, &binary()?, variables).await
    }

    /// The same with another build of the application.
    pub async fn open_binary(session: &Session, binary: &Path) -> Result<Self> {
        Self::start(session, binary, &[]).await
    }

    /// The same with another build and more variables.
    pub async fn open_binary_with(
        session: &Session,
        binary: &Path,
        variables: &[(&str, &str)],
    ) -> Result<Self> {
        Self::start(session, binary, variables).await
    }

    async fn start(session: &Session, binary: &Path, variables: &[(&str, &str)]) -> Result<Self> {
        let port = free_port()?;
        let log = session.folder().join("app.log");
        let output = std::fs::OpenOptions::new().create(true).append(true).open(&log)?;
        let mut command: Command = session.command("WebKitWebDriver");
        command.args([format!("--port={port}"), "--host=127.0.0.1".to_owned()]);
        command
            .envs(variables.iter().copied())
            .stdout(Stdio::from(output.try_clone()?))
            .stderr(Stdio::from(output));
        // With these the window lets itself be driven.
        command.env("TAURI_AUTOMATION", "true").env("TAURI_WEBVIEW_AUTOMATION", "true");
        let driver = Running::start(&mut command)?;
        wait_for_port("WebKitWebDriver", port).await?;
        let capabilities = json!({"webkitgtk:browserOptions": {"binary": binary, "args": []}});
        let capabilities = capabilities.as_object().context("an object")?.clone();
        let mut builder = ClientBuilder::new(HttpConnector::new());
        builder.capabilities(capabilities);
        let address = format!("http://127.0.0.1:{port}");
        let client =
            soon("the window", builder.connect(&address)).await.context("the window did not open")?;
        let home = session.folder().to_owned();
        let is_pseudo = session.is_pseudo();
        Ok(Self { client, log, binary: binary.to_owned(), home, is_pseudo, _driver: driver })
    }

    /// Closes the window and waits until the application has ended.
    pub async fn close(self) -> Result<()> {
        self.client.close().await?;
        let ended = async || (!is_running(&self.binary, &self.home)).then_some(());
        wait_for("the application to end", PATIENCE, ended).await
    }

    /// What the application wrote to its standard error.
    pub fn log(&self) -> Result<String> {
        Ok(std::fs::read_to_string(&self.log)?)
    }

    /// Clicks the button, link, tab, radio or menu entry of this accessible name, once it can be clicked.
    pub async fn click(&self, name: &str) -> Result<()> {
        let mut last = String::new();
        let clicked = wait_for(name, PATIENCE, async || match self.try_click(name).await {
            Ok(()) => Some(()),
            Err(error) => {
                last = format!("{error:#}");
                None
            }
        })
        .await;
        clicked.with_context(|| last)
    }

    async fn try_click(&self, name: &str) -> Result<()> {
        let element = self.actionable(name).await?.with_context(|| format!("nothing is called {name}"))?;
        if !element.is_enabled().await? {
            bail!("{name} is disabled");
        }
        // The driver regards an element as visible even if its middle is not.
        let script = "arguments[0].scrollIntoView({ block: 'center' })";
        self.client.execute(script, vec![serde_json::to_value(&element)?]).await?;
        element.click().await?;
        Ok(())
    }

    /// Whether the control of this name can be used; none if there is no such control.
    pub async fn is_enabled(&self, name: &str) -> Result<Option<bool>> {
        match self.actionable(name).await? {
            Some(element) => {
                let disabled = element.attr("aria-disabled").await?;
                Ok(Some(element.is_enabled().await? && disabled.as_deref() != Some("true")))
            }
            None => Ok(None),
        }
    }

    async fn actionable(&self, name: &str) -> Result<Option<Element>> {
        let found = self.by_text(FIND_ACTIONABLE, name).await?;
        if found.is_null() {
            return Ok(None);
        }
        Ok(Some(Element::from_element_id(self.client.clone(), element_id(&found)?)))
    }

    /// Waits until the page shows a text.
    pub async fn see(&self, text: &str) -> Result<()> {
        let seen =
            wait_for(text, PATIENCE, async || self.shows(text).await.ok().filter(|shown| *shown)).await;
        if seen.is_err() {
            let body = self.text().await.unwrap_or_default();
            bail!("{text:?} did not appear; the page shows:\n{body}");
        }
        Ok(())
    }

    /// Waits until the page shows a text no longer.
    pub async fn see_no_more(&self, text: &str, patience: Duration) -> Result<()> {
        wait_for(&format!("{text} to go"), patience, async || {
            self.shows(text).await.ok().filter(|shown| !shown)
        })
        .await
        .map(drop)
    }

    /// Whether the page shows a text now.
    pub async fn shows(&self, text: &str) -> Result<bool> {
        const SHOWS: &str = "return plain(document.body.innerText).includes(plain(arguments[0]))";
        Ok(self.by_text(SHOWS, text).await? == json!(true))
    }

    /// Runs a script that compares an English text with those of the page by `plain`.
    pub(super) async fn by_text(&self, script: &str, text: &str) -> Result<Value> {
        let plain = if self.is_pseudo { PLAIN_OF_PSEUDO } else { "const plain = (text) => text;" };
        let arguments = vec![json!(text), json!(pseudo::LETTERS), json!(pseudo::ACCENTED)];
        Ok(self.client.execute(&format!("{plain}\n{script}"), arguments).await?)
    }

    /// Whether the window speaks the pseudo-language.
    pub(super) fn is_pseudo(&self) -> bool {
        self.is_pseudo
    }

    /// Everything that the page shows.
    pub async fn text(&self) -> Result<String> {
        let text = self.client.execute("return document.body.innerText", vec![]).await?;
        Ok(text.as_str().unwrap_or_default().to_owned())
    }

    /// The whole page as markup, for looking at what must not be in it.
    pub async fn markup(&self) -> Result<String> {
        Ok(self.client.source().await?)
    }

    /// The text of the element with this test id, once it is there.
    pub async fn text_of(&self, test_id: &str) -> Result<String> {
        let script =
            format!("return document.querySelector(\"[data-testid='{test_id}']\")?.innerText ?? null");
        wait_for(test_id, PATIENCE, async || self.run(&script).await.ok()?.as_str().map(str::to_owned)).await
    }

    /// Types into the field of this accessible name, in place of what it holds.
    pub async fn fill(&self, name: &str, text: &str) -> Result<()> {
        let element = self.field(name).await?;
        element.clear().await?;
        element.send_keys(text).await?;
        Ok(())
    }

    /// Chooses an entry of the list of this accessible name.
    pub async fn choose_option(&self, name: &str, entry: &str) -> Result<()> {
        self.click(name).await?;
        self.click(entry).await
    }

    async fn field(&self, name: &str) -> Result<Element> {
        let found = wait_for(name, PATIENCE, async || {
            let found = self.by_text(FIND_FIELD, name).await.ok()?;
            (!found.is_null()).then_some(found)
        })
        .await?;
        Ok(Element::from_element_id(self.client.clone(), element_id(&found)?))
    }

    /// Lets a file go over the element with this test id, as the mouse does.
    pub async fn drop_file(&self, test_id: &str, name: &str, text: &str) -> Result<()> {
        self.hand_over(DROP, test_id, name, text).await
    }

    /// Chooses a file in the hidden field with this test id, as the system's dialog does.
    pub async fn choose_file(&self, test_id: &str, name: &str, text: &str) -> Result<()> {
        self.hand_over(CHOOSE, test_id, name, text).await
    }

    async fn hand_over(&self, script: &str, test_id: &str, name: &str, text: &str) -> Result<()> {
        let arguments = vec![json!(test_id), json!(name), json!(text)];
        wait_for(test_id, PATIENCE, async || {
            let found = self.client.execute(script, arguments.clone()).await.ok()?;
            found.as_bool().filter(|found| *found)
        })
        .await?;
        // The page grows when it has read the file; a click in between would miss.
        self.settle().await
    }

    /// Presses a key with Control, where the focus is. WebDriver holds Control until the keys end.
    pub async fn press_with_control(&self, key: &str) -> Result<()> {
        self.press(&format!("{CONTROL}{key}")).await
    }

    /// Presses a key where the focus is.
    pub async fn press(&self, key: &str) -> Result<()> {
        self.client.active_element().await?.send_keys(key).await?;
        Ok(())
    }

    /// Runs a script in the page.
    pub async fn run(&self, script: &str) -> Result<Value> {
        Ok(self.client.execute(script, vec![]).await?)
    }

    /// Runs a script in the page that ends by calling its last argument.
    pub async fn run_async(&self, script: &str) -> Result<Value> {
        Ok(self.client.execute_async(script, vec![]).await?)
    }

    /// The address that the window shows.
    pub async fn address(&self) -> Result<String> {
        Ok(self.run("return window.location.href").await?.as_str().unwrap_or_default().to_owned())
    }

    /// Waits until nothing moves: no finite animation or transition is running, and the last frame is painted.
    pub async fn settle(&self) -> Result<()> {
        let settled = "const done = arguments[arguments.length - 1];
            const paint = (then) => requestAnimationFrame(() => requestAnimationFrame(then));
            const look = () => {
              const moving = document.getAnimations().filter((one) =>
                one.playState === 'running' && Number.isFinite(one.effect?.getComputedTiming().endTime));
              if (moving.length === 0) paint(() => done(true));
              else Promise.allSettled(moving.map((one) => one.finished)).then(() => paint(look));
            };
            setTimeout(() => paint(look), 250);";
        self.run_async(settled).await?;
        Ok(())
    }

    /// Waits until nothing moves, then takes a screenshot.
    pub async fn picture(&self, file: &Path) -> Result<()> {
        if let Some(folder) = file.parent() {
            std::fs::create_dir_all(folder)?;
        }
        self.settle().await?;
        std::fs::write(file, self.client.screenshot().await?)?;
        Ok(())
    }

    /// Makes the window this large.
    pub async fn resize(&self, width: u32, height: u32) -> Result<()> {
        Ok(self.client.set_window_size(width, height).await?)
    }
}

/// Control, as WebDriver spells it.
const CONTROL: char = '\u{e009}';

fn element_id(found: &Value) -> Result<fantoccini::elements::ElementRef> {
    const KEY: &str = "element-6066-11e4-a52e-4f735466cecf";
    let id = found.get(KEY).and_then(Value::as_str).context("an element")?;
    Ok(id.to_owned().into())
}

/// A text of the pseudo-language and the English one that it is made from become the same: without accents, without what
/// makes it longer.
const PLAIN_OF_PSEUDO: &str = r#"
const [, letters, accented] = arguments;
const plain = (text) =>
  [...text].map((next) => letters[accented.indexOf(next)] ?? next).join("")
    .replace(/·/g, "").replace(/([aeiouy])\1+/gi, "$1").replace(/\s+/g, " ").trim();
"#;

/// Accessible names as far as these pages use them: `aria-label`, `aria-labelledby`, the label of a list, else the text.
const FIND_ACTIONABLE: &str = r#"
const wanted = plain(arguments[0]);
const nameOf = (element) => plain(written(element));
const written = (element) => {
  const label = element.getAttribute("aria-label");
  if (label) return label.trim();
  const by = element.getAttribute("aria-labelledby");
  if (by) return by.split(/\s+/).map((id) => document.getElementById(id)?.innerText ?? "").join(" ").trim();
  const labels = [...(element.labels ?? [])].map((label) => label.innerText).join(" ").trim();
  if (labels && element.getAttribute("role") === "combobox") return labels;
  return element.innerText.replace(/\s+/g, " ").trim();
};
const selector = "button, a[href], [role=button], [role=link], [role=tab], [role=menuitem], [role=menuitemradio], [role=radio], [role=option], [role=row], input[type=radio], [role=switch], [role=checkbox]";
const visible = [...document.querySelectorAll(selector)].filter((element) => element.getClientRects().length > 0);
const inDialog = visible.filter((element) => element.closest("[role=dialog], [role=alertdialog], [role=menu]"));
// A tab of the page before the link of the same name that leaves it.
const tabs = visible.filter((element) => element.getAttribute("role") === "tab");
for (const some of [inDialog, tabs, visible]) {
  const exact = some.find((element) => nameOf(element) === wanted);
  if (exact) return exact;
}
return visible.find((element) => element.getAttribute("role") === "row" && nameOf(element).startsWith(wanted)) ?? null;
"#;

const FIND_FIELD: &str = r#"
const wanted = plain(arguments[0]);
const fields = [...document.querySelectorAll("input, textarea, select")].filter((field) => field.getClientRects().length > 0);
const nameOf = (field) => field.getAttribute("aria-label") ?? [...(field.labels ?? [])].map((label) => label.innerText).join(" ");
return fields.find((field) => plain(nameOf(field).replace("*", "").trim()) === wanted) ?? null;
"#;

const DROP: &str = r#"
const [testId, name, text] = arguments;
const target = document.querySelector(`[data-testid="${testId}"]`);
if (!target) return false;
const dataTransfer = new DataTransfer();
dataTransfer.items.add(new File([text], name));
for (const type of ["dragenter", "dragover", "drop"])
  target.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
return true;
"#;

const CHOOSE: &str = r#"
const [testId, name, text] = arguments;
const field = document.querySelector(`[data-testid="${testId}"]`);
if (!field) return false;
const chosen = new DataTransfer();
chosen.items.add(new File([text], name));
field.files = chosen.files;
field.dispatchEvent(new Event("change", { bubbles: true }));
return true;
"#;
