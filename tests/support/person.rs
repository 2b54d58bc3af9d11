//! The person at the browser: reads the sign-in pages' forms and fills them in, as a browser without
//! JavaScript does.

use std::sync::{Arc, Mutex};

use anyhow::{Context, Result, bail};
use latchkey_identity::{Browser, BrowserError};
use latchkey_types::Secret;
use reqwest::{Client, Response, redirect::Policy};
use scraper::{ElementRef, Html, Selector};
use tokio::sync::watch;
use url::Url;

/// What the person does when a page opens.
#[derive(Debug, Clone)]
pub enum Habit {
    /// Signs in with this user name and password.
    SignsIn { user_name: String, password: Secret },
    /// Types a device code, then signs in.
    TypesCode { code: String, user_name: String, password: Secret },
    /// Types a device code, and declines.
    DeclinesCode { code: String, user_name: String, password: Secret },
    /// Presses *Cancel* on the page.
    Cancels,
    /// Closes the tab.
    ClosesTheTab,
    /// Sees no page: the system has no browser.
    HasNoBrowser,
    /// Another program sends this query to the listener first.
    IsForestalled { query: String },
}

/// A person with a browser.
pub struct Person {
    habit: Mutex<Habit>,
    opened: Mutex<Vec<Url>>,
    pages: watch::Sender<Vec<Option<Url>>>,
    last_page: Arc<Mutex<Option<String>>>,
    client: Client,
}

impl Person {
    pub fn new(habit: Habit) -> Arc<Self> {
        Arc::new(Self {
            habit: Mutex::new(habit),
            opened: Mutex::default(),
            pages: watch::Sender::new(Vec::new()),
            last_page: Arc::default(),
            client: browser_client(),
        })
    }

    pub fn set_habit(&self, habit: Habit) {
        *self.habit.lock().unwrap() = habit;
    }

    /// Every address that the browser was started with.
    pub fn opened(&self) -> Vec<Url> {
        self.opened.lock().unwrap().clone()
    }

    /// The pages that the addresses led to. Waits until every browser has loaded one or failed.
    pub async fn pages(&self) -> Vec<Url> {
        let mut pages = self.pages.subscribe();
        let have_tried = |pages: &Vec<Option<Url>>| pages.len() >= self.opened().len();
        let pages = pages.wait_for(have_tried).await.expect("the person is there");
        pages.iter().flatten().cloned().collect()
    }

    /// The page that browser number `at` shows. Waits until it is there.
    pub async fn page(&self, at: usize) -> Url {
        let mut pages = self.pages.subscribe();
        let pages = pages.wait_for(|pages| pages.len() > at).await.expect("the person is there");
        pages[at].clone().expect("this browser was led to a page")
    }

    /// The text of the last page.
    pub fn last_page(&self) -> Option<String> {
        self.last_page.lock().unwrap().clone()
    }
}

impl Browser for Person {
    fn open(&self, url: &Url) -> Result<(), BrowserError> {
        self.opened.lock().unwrap().push(url.clone());
        let habit = self.habit.lock().unwrap().clone();
        if matches!(habit, Habit::HasNoBrowser) {
            self.pages.send_modify(|pages| pages.push(None));
            return Err(BrowserError::from(std::io::Error::other("no browser")));
        }
        let (client, url, last_page) = (self.client.clone(), url.clone(), Arc::clone(&self.last_page));
        let pages = self.pages.clone();
        tokio::spawn(async move {
            let show = |page: Result<String>| {
                *last_page.lock().unwrap() = Some(page.unwrap_or_else(|error| format!("{error:#}")));
            };
            match follow(url).await {
                Ok(page) => {
                    pages.send_modify(|pages| pages.push(Some(page.clone())));
                    show(act(&client, page, habit).await);
                }
                Err(error) => {
                    show(Err(error));
                    pages.send_modify(|pages| pages.push(None));
                }
            }
        });
        Ok(())
    }
}

/// The page that a sign-in link redirects to. Any other address is returned as it is.
pub async fn follow(url: Url) -> Result<Url> {
    if !url.path().starts_with("/start/") {
        return Ok(url);
    }
    let response = redirectless_client().get(url.clone()).send().await?;
    let location = response.headers().get("location").map(|location| location.to_str().map(str::to_owned));
    match location {
        Some(page) => Ok(Url::parse(&page?)?),
        None => bail!("{url} leads nowhere: {}", response.text().await?),
    }
}

/// Acts by habit. Returns the text of the last page.
async fn act(client: &Client, url: Url, habit: Habit) -> Result<String> {
    match habit {
        Habit::SignsIn { user_name, password } => {
            let page = Page::read(client.get(url).send().await?).await?;
            let page = authenticate(client, page, &user_name, &password).await?;
            Ok(page.go_on(client).await?.text())
        }
        Habit::TypesCode { code, user_name, password } => {
            let page = up_to_confirmation(client, url, &code, &user_name, &password).await?;
            Ok(page.press(client, "confirm").await?.text())
        }
        Habit::DeclinesCode { code, user_name, password } => {
            let page = up_to_confirmation(client, url, &code, &user_name, &password).await?;
            Ok(page.press(client, "cancel").await?.text())
        }
        Habit::Cancels => {
            let page = Page::read(client.get(url).send().await?).await?;
            Ok(page.press(client, "cancel").await?.go_on(client).await?.text())
        }
        Habit::IsForestalled { query } => {
            let redirect =
                url.query_pairs().find(|(name, _)| name == "redirect_uri").context("a redirect")?.1;
            let response = client.get(format!("{redirect}/?{query}")).send().await?;
            Ok(response.text().await?)
        }
        Habit::ClosesTheTab | Habit::HasNoBrowser => Ok(String::new()),
    }
}

/// Types a device code and signs in, as far as the page that names the app.
async fn up_to_confirmation(
    client: &Client,
    url: Url,
    code: &str,
    user_name: &str,
    password: &Secret,
) -> Result<Page> {
    let page = Page::read(client.get(url).send().await?).await?;
    authenticate(client, page.submit(client, "otc", code).await?, user_name, password).await
}

/// Answers the sign-in pages: user name, password, second factor.
async fn authenticate(client: &Client, page: Page, user_name: &str, password: &Secret) -> Result<Page> {
    let mut page = page.use_another_account(client).await?;
    if page.has_field("passwd") && !page.text().contains(user_name) {
        // The app has filled in another user name.
        page = page.press(client, "back").await?;
    }
    if page.has_field("loginfmt") {
        page = page.submit(client, "loginfmt", user_name).await?;
    }
    if page.has_field("passwd") {
        // EXPOSE: the password is typed into the page that asks for it.
        page = page.submit(client, "passwd", password.expose()).await?;
    }
    match page.shown_code() {
        Some(code) => page.submit(client, "otc", &code).await,
        None => Ok(page),
    }
}

/// A page that the browser shows.
struct Page {
    url: Url,
    html: String,
}

impl Page {
    async fn read(response: Response) -> Result<Self> {
        Ok(Self { url: response.url().clone(), html: response.text().await? })
    }

    /// Fills the visible field of this name and submits its form.
    async fn submit(self, client: &Client, field: &str, value: &str) -> Result<Self> {
        let (action, mut fields) = self.form_with(&format!("input[name='{field}']:not([type='hidden'])"))?;
        fields.retain(|(name, _)| name != field);
        fields.push((field.to_owned(), value.to_owned()));
        self.post(client, action, fields).await
    }

    /// Whether the page asks for this.
    fn has_field(&self, field: &str) -> bool {
        self.form_with(&format!("input[name='{field}']:not([type='hidden'])")).is_ok()
    }

    /// What an authenticator app would show, if the page asks for it.
    fn shown_code(&self) -> Option<String> {
        let document = Html::parse_document(&self.html);
        let code = document.select(&selector("#shown-code")).next()?;
        Some(code.text().collect())
    }

    /// Presses the button of this name.
    async fn press(self, client: &Client, button: &str) -> Result<Self> {
        let (action, mut fields) = self.form_with(&format!("button[name='{button}']"))?;
        fields.push((button.to_owned(), "1".to_owned()));
        self.post(client, action, fields).await
    }

    /// Passes the page that offers the account of the browser's session.
    async fn use_another_account(self, client: &Client) -> Result<Self> {
        if ["loginfmt", "passwd", "otc"].iter().any(|field| self.has_field(field)) {
            Ok(self)
        } else {
            self.press(client, "back").await
        }
    }

    /// Presses *Continue* on the page that hands the answer to the app; any other page stays.
    async fn go_on(self, client: &Client) -> Result<Self> {
        match self.form_with("button#continue") {
            Ok((action, fields)) => self.post(client, action, fields).await,
            Err(_) => Ok(self),
        }
    }

    async fn post(self, client: &Client, action: Url, fields: Vec<(String, String)>) -> Result<Self> {
        let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let request =
            client.post(action).header("content-type", "application/x-www-form-urlencoded").body(body);
        Self::read(request.send().await?).await
    }

    /// The address and hidden fields of the form that holds an element.
    fn form_with(&self, element: &str) -> Result<(Url, Vec<(String, String)>)> {
        let document = Html::parse_document(&self.html);
        let wanted = selector(element);
        let form = document.select(&selector("form")).find(|form| form.select(&wanted).next().is_some());
        let Some(form) = form else { bail!("no form with {element} on the page:\n{}", self.text()) };
        let action = self.url.join(form.attr("action").unwrap_or_default())?;
        let hidden = selector("input[type='hidden']");
        let field = |input: ElementRef<'_>| {
            Some((input.attr("name")?.to_owned(), input.attr("value").unwrap_or_default().to_owned()))
        };
        Ok((action, form.select(&hidden).filter_map(field).collect()))
    }

    fn text(&self) -> String {
        let document = Html::parse_document(&self.html);
        document.select(&selector("body")).flat_map(|body| body.text().collect::<Vec<_>>()).collect()
    }
}

fn selector(text: &str) -> Selector {
    Selector::parse(text).expect("the selectors of this file are valid")
}

#[expect(clippy::disallowed_methods, reason = "this is the person's browser, not the program's client")]
fn browser_client() -> Client {
    Client::builder().cookie_store(true).no_proxy().build().expect("a client without special settings")
}

#[expect(clippy::disallowed_methods, reason = "this is the person's browser, not the program's client")]
fn redirectless_client() -> Client {
    let client = Client::builder().redirect(Policy::none()).no_proxy();
    client.build().expect("a client without special settings")
}
