//! An OpenID provider that is not Entra: an issuer with a path, endpoints of its own, no tenants.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
};

use futures::FutureExt;
use latchkey_http::Url;
use latchkey_identity::{SignInError, SignInFlow, SignInRequest, SignInStep, SignedIn, sign_in};
use latchkey_types::{AudienceScopes, Cloud, OpenIdProvider, SignInService};
use serde_json::{Value, json};
use wiremock::{
    Mock, Request, ResponseTemplate,
    matchers::{method, path},
};

use crate::{
    authority::{Authority, DATE, NOW, form},
    stage::Stage,
};

pub(crate) const APPLICATION: &str = "latchkey.lab";
pub(crate) const SUBJECT: &str = "248289761001";
/// Where its issuer lies on the server.
pub(crate) const REALM: &str = "/realms/lab";

pub(crate) struct Provider {
    pub(crate) stage: Stage,
    pub(crate) scopes: AudienceScopes,
    /// What is at which address, so that it can be replaced.
    pages: Arc<Mutex<HashMap<String, ResponseTemplate>>>,
}

impl Provider {
    /// A provider that has nothing yet.
    pub(crate) async fn unprepared() -> Self {
        let scopes = AudienceScopes::alike(vec!["manage".to_owned(), "score".to_owned()]);
        Self { stage: Stage::unprepared().await, scopes, pages: Arc::default() }
    }

    /// A provider where everything is in order.
    pub(crate) async fn new() -> Self {
        let provider = Self::unprepared().await;
        provider.describe(provider.metadata()).await;
        provider.publish(json!([provider.key()])).await;
        provider.issue(|authority, _| tokens(Some(&authority.sign(&claims(authority))))).await;
        provider
    }

    pub(crate) fn issuer(&self) -> String {
        issuer(&self.stage.authority)
    }

    pub(crate) fn cloud(&self) -> Cloud {
        let open_id = OpenIdProvider { issuer: self.issuer(), scopes: self.scopes.clone() };
        Cloud {
            authority: Url::parse(&self.issuer()).unwrap(),
            sign_in_service: SignInService::OpenId(open_id),
            ..self.stage.authority.cloud()
        }
    }

    pub(crate) fn metadata(&self) -> Value {
        let base = self.stage.authority.server.uri();
        json!({
            "issuer": self.issuer(), "authorization_endpoint": format!("{base}/authorize?theme=plain"),
            "token_endpoint": format!("{base}/token"), "jwks_uri": format!("{base}/keys"),
            "scopes_supported": ["openid", "profile", "email", "offline_access"],
        })
    }

    pub(crate) async fn describe(&self, metadata: Value) {
        let place = format!("{REALM}/.well-known/openid-configuration");
        self.put(&place, ResponseTemplate::new(200).set_body_json(metadata)).await;
    }

    /// Publishes these keys from now on.
    pub(crate) async fn publish(&self, keys: Value) {
        self.put("/keys", ResponseTemplate::new(200).set_body_json(json!({ "keys": keys }))).await;
    }

    pub(crate) fn key(&self) -> Value {
        key(&self.stage.authority)
    }

    /// What is at an address from now on.
    pub(crate) async fn put(&self, place: &str, answer: ResponseTemplate) {
        let pages = Arc::clone(&self.pages);
        let place = place.to_owned();
        let answer = answer.insert_header("date", DATE);
        let is_new = pages.lock().unwrap().insert(place.clone(), answer).is_none();
        if is_new {
            let page = path(place.clone());
            let respond = move |_: &Request| pages.lock().unwrap()[&place].clone();
            let server = &self.stage.authority.server;
            Mock::given(method("GET")).and(page).respond_with(respond).mount(server).await;
        }
    }

    /// Answers requests for tokens.
    pub(crate) async fn issue(
        &self,
        answer: impl Fn(&Authority, &HashMap<String, String>) -> ResponseTemplate + Send + Sync + 'static,
    ) {
        let authority = self.stage.authority.clone();
        Mock::given(method("POST"))
            .and(path("/token"))
            .respond_with(move |request: &Request| answer(&authority, &form(request)))
            .mount(&self.stage.authority.server)
            .await;
    }

    pub(crate) fn request(&self) -> SignInRequest {
        SignInRequest {
            cloud: self.cloud(),
            tenant: String::new(),
            client_id: APPLICATION.to_owned(),
            ..self.stage.request()
        }
    }

    /// Signs in in the browser; the script is what happens there.
    pub(crate) async fn sign_in<F>(
        &self,
        script: impl Fn(Url) -> F + Send + Sync + 'static,
    ) -> Result<SignedIn, SignInError>
    where
        F: Future<Output = ()> + Send + 'static,
    {
        let ports = self.stage.ports(Arc::new(move |url| script(url).boxed()));
        let steps = Arc::clone(&self.stage.steps);
        let on_step = move |step: SignInStep| steps.lock().unwrap().push(step);
        sign_in(ports, SignInFlow::Browser(self.request()), &on_step, self.stage.cancel.clone()).await
    }

    /// How often an address was asked for.
    pub(crate) async fn count(&self, place: &str) -> usize {
        let requests = self.stage.authority.server.received_requests().await.unwrap();
        requests.iter().filter(|request| request.url.path() == place).count()
    }

    pub(crate) async fn forms(&self) -> Vec<HashMap<String, String>> {
        self.stage.authority.token_requests().await
    }
}

fn issuer(authority: &Authority) -> String {
    format!("{}{REALM}", authority.server.uri())
}

/// Claims of a good ID token for the sign-in that is under way.
pub(crate) fn claims(authority: &Authority) -> Value {
    let nonce = authority.nonce.lock().unwrap().clone();
    json!({
        "iss": issuer(authority), "sub": SUBJECT, "aud": APPLICATION, "nonce": nonce,
        "iat": NOW, "exp": NOW + 3600,
    })
}

/// The authority's key as it is published.
pub(crate) fn key(authority: &Authority) -> Value {
    let (modulus, exponent) = authority.public_key();
    json!({ "kty": "RSA", "use": "sig", "kid": "k1", "n": modulus, "e": exponent })
}

/// A good answer of the token endpoint, as the specifications want it.
pub(crate) fn tokens(id_token: Option<&str>) -> ResponseTemplate {
    let mut body = json!({
        "token_type": "Bearer", "expires_in": 3600,
        "access_token": "needle-access-1", "refresh_token": "needle-refresh-1",
    });
    if let Some(id_token) = id_token {
        body["id_token"] = json!(id_token);
    }
    ResponseTemplate::new(200).set_body_json(body)
}

/// An error of the token endpoint, as the specifications have it.
pub(crate) fn refusal(error: &str) -> ResponseTemplate {
    ResponseTemplate::new(400).set_body_json(json!({ "error": error, "error_description": "sentence" }))
}
