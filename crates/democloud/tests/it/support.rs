//! A demo cloud under test, a plain HTTP client, and a browser that fills in forms.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use latchkey_democloud::{DemoCloud, Options, PUBLIC_CLIENT_ID, Persona};
use latchkey_types::{ManualClock, OsEntropy, Secret};
use reqwest::{Method, StatusCode, header::HeaderMap};
use serde_json::Value;
use url::{Url, form_urlencoded};
use zeroize::Zeroizing;

/// Paths that take a POST without a token.
pub(crate) const PUBLIC_PATHS: [&str; 9] = [
    "/{tenant}/login",
    "/{tenant}/oauth2/v2.0/token",
    "/{tenant}/oauth2/v2.0/authorize",
    "/{tenant}/oauth2/v2.0/devicecode",
    "/{tenant}/oauth2/token",
    "/{tenant}/oauth2/authorize",
    "/{tenant}/oauth2/devicecode",
    "/scoring/westeurope/route-eta/score",
    "/v1.0/directoryObjects/getByIds",
];
pub(crate) const ARM: &str = "https://management.azure.com";
pub(crate) const ML: &str = "https://ml.azure.com";
pub(crate) const GRAPH: &str = "https://graph.microsoft.com";
pub(crate) const REDIRECT: &str = "http://localhost:51234";
pub(crate) const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
pub(crate) const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
pub(crate) const ML_VERSION: &str = "api-version=2024-10-01";
pub(crate) const ROLES_VERSION: &str = "api-version=2022-04-01";
pub(crate) const SUBSCRIPTIONS_VERSION: &str = "api-version=2022-12-01";

pub(crate) struct World {
    pub(crate) demo: DemoCloud,
    pub(crate) clock: Arc<ManualClock>,
    http: reqwest::Client,
}

#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {}", self.text))
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// Names in a list.
    pub(crate) fn names(&self) -> Vec<String> {
        let body = self.json();
        let items = body["value"].as_array().unwrap_or_else(|| panic!("no list: {body}"));
        items.iter().map(|item| item["name"].as_str().unwrap_or_default().to_owned()).collect()
    }

    /// Status, and the code of ARM's error.
    pub(crate) fn refusal(&self) -> (u16, String) {
        (self.status.as_u16(), self.json()["error"]["code"].as_str().unwrap_or_default().to_owned())
    }

    /// Status, OAuth error and AADSTS number.
    pub(crate) fn oauth_error(&self) -> (u16, String, i64) {
        let body = self.json();
        let error = body["error"].as_str().unwrap_or_default().to_owned();
        (self.status.as_u16(), error, body["error_codes"][0].as_i64().unwrap_or_default())
    }
}

impl World {
    pub(crate) async fn new() -> Self {
        Self::from_snapshot(None).await
    }

    pub(crate) async fn from_snapshot(state: Option<Zeroizing<Vec<u8>>>) -> Self {
        let clock = Arc::new(ManualClock::leaping("2026-03-02T09:30:00Z".parse().unwrap()));
        let options = Options { state, ..Options::new(clock.clone(), Arc::new(OsEntropy)) };
        Self::of(DemoCloud::start(options).await.unwrap(), clock)
    }

    #[expect(clippy::disallowed_methods, reason = "the tests speak to the demo cloud as a stranger would")]
    pub(crate) fn of(demo: DemoCloud, clock: Arc<ManualClock>) -> Self {
        let http = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).no_proxy();
        Self { demo, clock, http: http.build().unwrap() }
    }

    pub(crate) fn base(&self) -> String {
        self.demo.cloud().arm.as_str().trim_end_matches('/').to_owned()
    }

    pub(crate) fn url(&self, path: &str) -> String {
        if path.starts_with("http") { path.to_owned() } else { format!("{}{path}", self.base()) }
    }

    pub(crate) fn persona(&self, role: &str) -> Persona {
        self.demo.personas().into_iter().find(|persona| persona.role == role).unwrap()
    }

    pub(crate) fn tenant(&self) -> String {
        self.persona("owner").tenant_id
    }

    pub(crate) async fn send(
        &self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: impl Into<reqwest::Body>,
    ) -> Result<Answer, reqwest::Error> {
        let mut request = self.http.request(method, self.url(path)).body(body);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let response = request.send().await?;
        let (status, headers) = (response.status(), response.headers().clone());
        Ok(Answer { status, headers, text: response.text().await? })
    }

    pub(crate) async fn get(&self, path: &str, token: &str) -> Answer {
        self.send(Method::GET, path, &[("authorization", &format!("Bearer {token}"))], "").await.unwrap()
    }

    pub(crate) async fn post(&self, path: &str, token: &str, body: &str) -> Answer {
        let authorization = format!("Bearer {token}");
        let headers = [("authorization", authorization.as_str()), ("content-type", "application/json")];
        self.send(Method::POST, path, &headers, body.to_owned()).await.unwrap()
    }

    pub(crate) async fn post_form(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let headers = [("content-type", "application/x-www-form-urlencoded")];
        self.send(Method::POST, path, &headers, form(fields)).await.unwrap()
    }

    pub(crate) async fn token_request(&self, fields: &[(&str, &str)]) -> Answer {
        self.post_form(&format!("/{}/oauth2/v2.0/token", self.tenant()), fields).await
    }

    /// Signs in in a browser of its own; the code comes back.
    pub(crate) async fn code_for(&self, role: &str) -> String {
        let mut browser = Browser::new(self);
        let page = browser.get(&self.authorize_path(&[])).await;
        let persona = self.persona(role);
        let page = browser.submit(&page, &[("loginfmt", &persona.user_name)]).await;
        // EXPOSE: the test types the password.
        let answer = browser.submit(&page, &[("passwd", persona.password.expose())]).await;
        answer_fields(&answer).remove("code").unwrap()
    }

    /// The whole answer to a redeemed code.
    pub(crate) async fn tokens_for(&self, role: &str) -> Value {
        let code = self.code_for(role).await;
        let answer = self.redeem(&code).await;
        assert_eq!(answer.status, 200, "{}", answer.text);
        answer.json()
    }

    /// Types user name and password of a persona into the pages that begin at a path; the page or redirect
    /// after that comes back.
    pub(crate) async fn sign_in(&self, browser: &mut Browser<'_>, path: &str, role: &str) -> Answer {
        let persona = self.persona(role);
        let page = browser.get(path).await;
        let page = browser.submit(&page, &[("loginfmt", &persona.user_name)]).await;
        type_password(browser, &page, &persona.password).await
    }

    pub(crate) async fn redeem(&self, code: &str) -> Answer {
        self.token_request(&[
            ("grant_type", "authorization_code"),
            ("client_id", PUBLIC_CLIENT_ID),
            ("code", code),
            ("redirect_uri", REDIRECT),
            ("code_verifier", VERIFIER),
            ("scope", "https://management.azure.com/.default openid profile offline_access"),
            ("client_info", "1"),
        ])
        .await
    }

    pub(crate) async fn refresh(&self, refresh_token: &str, resource: &str) -> Answer {
        self.token_request(&[
            ("grant_type", "refresh_token"),
            ("client_id", PUBLIC_CLIENT_ID),
            ("refresh_token", refresh_token),
            ("scope", &format!("{resource}/.default openid profile offline_access")),
        ])
        .await
    }

    /// An access token of a persona for a resource.
    pub(crate) async fn token(&self, role: &str, resource: &str) -> String {
        let tokens = self.tokens_for(role).await;
        let answer = self.refresh(tokens["refresh_token"].as_str().unwrap(), resource).await.json();
        answer["access_token"].as_str().unwrap().to_owned()
    }

    /// The path of a good authorization request, with some parameters replaced or left out.
    pub(crate) fn authorize_path(&self, changes: &[(&str, Option<&str>)]) -> String {
        let mut parameters = BTreeMap::from([
            ("client_id", PUBLIC_CLIENT_ID),
            ("response_type", "code"),
            ("redirect_uri", REDIRECT),
            ("scope", "https://management.azure.com/.default openid profile offline_access"),
            ("state", "st<a>te"),
            ("nonce", "n0nce"),
            ("code_challenge", CHALLENGE),
            ("code_challenge_method", "S256"),
        ]);
        for (name, value) in changes {
            match value {
                Some(value) => parameters.insert(name, value),
                None => parameters.remove(name),
            };
        }
        let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(parameters).finish();
        format!("/{}/oauth2/v2.0/authorize?{query}", self.tenant())
    }

    /// The path of a workspace of the seed.
    pub(crate) async fn workspace(&self, owner_token: &str, name: &str) -> String {
        let subscriptions =
            self.get(&format!("/subscriptions?{SUBSCRIPTIONS_VERSION}"), owner_token).await.json();
        for subscription in subscriptions["value"].as_array().unwrap() {
            let id = subscription["id"].as_str().unwrap();
            let path = format!("{id}/providers/Microsoft.MachineLearningServices/workspaces?{ML_VERSION}");
            for workspace in self.all(&path, owner_token).await {
                if workspace["name"] == name {
                    return workspace["id"].as_str().unwrap().to_owned();
                }
            }
        }
        panic!("no workspace {name}");
    }

    /// Every item of a list, page after page.
    pub(crate) async fn all(&self, path: &str, token: &str) -> Vec<Value> {
        let mut items = Vec::new();
        let mut next = Some(path.to_owned());
        while let Some(path) = next {
            let answer = self.get(&path, token).await;
            assert_eq!(answer.status, 200, "{}", answer.text);
            let body = answer.json();
            items.extend(body["value"].as_array().unwrap().iter().cloned());
            next = body["nextLink"].as_str().map(str::to_owned);
        }
        items
    }
}

pub(crate) fn form(fields: &[(&str, &str)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish()
}

/// The fields that a redirect brought back to the app.
pub(crate) fn answer_fields(answer: &Answer) -> BTreeMap<String, String> {
    assert_eq!(answer.status, 302, "{}", answer.text);
    let location = Url::parse(answer.header("location")).unwrap();
    assert!(location.as_str().starts_with(&format!("{REDIRECT}/?")), "{location}");
    location.query_pairs().into_owned().collect()
}

/// The claims of a token, unchecked.
pub(crate) fn claims(token: &str) -> Value {
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(token.split('.').nth(1).unwrap()).unwrap()).unwrap()
}

pub(crate) fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("not a text: {value}")).to_owned()
}

/// A browser without JavaScript: it keeps cookies and posts the hidden fields of a page's form.
pub(crate) struct Browser<'a> {
    world: &'a World,
    cookies: Mutex<BTreeMap<String, String>>,
}

impl<'a> Browser<'a> {
    pub(crate) fn new(world: &'a World) -> Self {
        Self { world, cookies: Mutex::default() }
    }

    pub(crate) async fn get(&mut self, path: &str) -> Answer {
        self.send(Method::GET, path, &[], "").await
    }

    /// Posts the first form of a page with these fields filled in.
    pub(crate) async fn submit(&mut self, page: &Answer, fields: &[(&str, &str)]) -> Answer {
        let (action, flow) =
            (attribute(&page.text, "action=\""), attribute(&page.text, "name=\"flow\" value=\""));
        let body = form(&[&[("flow", flow.as_str())], fields].concat());
        let origin = self.world.base();
        let headers = [("content-type", "application/x-www-form-urlencoded"), ("origin", origin.as_str())];
        self.send(Method::POST, &action, &headers, &body).await
    }

    pub(crate) async fn send(
        &mut self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: &str,
    ) -> Answer {
        let cookies: Vec<String> =
            self.cookies.lock().unwrap().iter().map(|(name, value)| format!("{name}={value}")).collect();
        let cookies = cookies.join("; ");
        let headers = [headers, &[("cookie", cookies.as_str())]].concat();
        let answer = self.world.send(method, path, &headers, body.to_owned()).await.unwrap();
        for cookie in answer.headers.get_all("set-cookie") {
            let cookie = cookie.to_str().unwrap();
            assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{cookie}");
            let (name, value) = cookie.split(';').next().unwrap().split_once('=').unwrap();
            self.cookies.lock().unwrap().insert(name.to_owned(), value.to_owned());
        }
        answer
    }

    pub(crate) fn cookies(&self) -> BTreeMap<String, String> {
        self.cookies.lock().unwrap().clone()
    }

    pub(crate) fn forget_cookies(&self) {
        self.cookies.lock().unwrap().clear();
    }
}

/// The text after a marker, up to the next quote.
pub(crate) fn attribute(html: &str, marker: &str) -> String {
    let rest = html.split_once(marker).unwrap_or_else(|| panic!("no {marker} in {html}")).1;
    rest.split('"').next().unwrap().to_owned()
}

/// Types a persona's password into a page.
pub(crate) async fn type_password(browser: &mut Browser<'_>, page: &Answer, password: &Secret) -> Answer {
    // EXPOSE: the test types the password.
    browser.submit(page, &[("passwd", password.expose())]).await
}
