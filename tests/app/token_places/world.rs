//! The network of the test: Microsoft's hosts and others. Each answers every request; all record the secrets they issue.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use async_trait::async_trait;
use aws_lc_rs::{
    rand::SystemRandom,
    rsa::{KeyPair, KeySize, PublicKeyComponents},
    signature::{KeyPair as _, RSA_PKCS1_SHA256},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use latchkey_http::{Error, Request, Response, StatusCode, Transport, header::HeaderMap};
use serde_json::{Map, Value, json};
use url::Url;

use super::{
    case::{Case, REAL_IDENTITY},
    issued_secrets::{IssuedSecret, Issuer, Kind, Shown, State, is_microsofts, issuer_at},
};

pub(crate) const TENANT: &str = "0c6e1c3a-5f7e-4bbd-9c0e-6d6a4f6a9b11";
const OBJECT: &str = "5d3a1b52-0f6a-4a0e-8f3e-0d5f6a2b7c11";
/// 2026-03-01T12:00:00Z
pub(crate) const NOW: i64 = 1_772_366_400;
/// Signs the ID tokens of every host. These tests check only where tokens go.
pub(crate) struct SigningKey(KeyPair);

impl SigningKey {
    pub(crate) fn generate() -> Self {
        Self(KeyPair::generate(KeySize::Rsa2048).unwrap())
    }

    fn sign(&self, claims: &Value) -> String {
        let encode = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let text = format!("{}.{}", encode(&json!({ "alg": "RS256", "kid": "k1" })), encode(claims));
        let mut signature = vec![0; self.0.public_modulus_len()];
        self.0.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), text.as_bytes(), &mut signature).unwrap();
        format!("{text}.{}", URL_SAFE_NO_PAD.encode(signature))
    }

    fn public(&self) -> Value {
        let key = PublicKeyComponents::<Vec<u8>>::from(self.0.public_key());
        let [n, e] = [key.n, key.e].map(|part| URL_SAFE_NO_PAD.encode(part));
        json!({ "keys": [{ "kty": "RSA", "use": "sig", "kid": "k1", "n": n, "e": e }] })
    }
}

/// The hosts and their shared state.
pub(crate) struct World {
    key: Arc<SigningKey>,
    case: Case,
    state: Mutex<State>,
}

impl World {
    pub(crate) fn of(case: &Case, key: &Arc<SigningKey>) -> Self {
        Self { key: Arc::clone(key), case: case.clone(), state: Mutex::default() }
    }

    /// A sign-in begins; the person is shown these hosts.
    pub(crate) fn begin(&self, shown: Shown) {
        self.state().shown = shown;
    }

    /// Checks a cloud file that the app has accepted: of Microsoft's hosts it may name Entra alone, as its authority.
    pub(crate) fn accepted(&self, file: &Map<String, Value>) {
        let text = |name: &str| file.get(name).and_then(Value::as_str).unwrap_or_default();
        let is_here = ["authority", "arm", "graph"].iter().all(|name| !text(name).starts_with("https://"));
        let is_microsofts = |text: &str| Url::parse(text).is_ok_and(|url| is_microsofts(&url));
        let names = ["arm", "graph", "imds", "armResource", "mlResource", "graphResource"];
        let mut named: Vec<&str> = names.into_iter().filter(|name| is_microsofts(text(name))).collect();
        if text("provider") == "openid" && is_microsofts(text("authority")) {
            named.push("authority");
        }
        if !is_here && !named.is_empty() {
            self.state().strays.push(format!("a file was accepted with Microsoft's {named:?}"));
        }
    }

    /// A sentence for each secret that reached a wrong host.
    pub(crate) fn strays(&self) -> Vec<String> {
        self.state().strays.clone()
    }

    /// A secret that the person types for the cloud.
    pub(crate) fn typed_secret(&self) -> String {
        let mut state = self.state();
        let issuer = issuer_at(&state.shown.authority);
        let resource = String::new();
        state.issue("secret", IssuedSecret { issuer, kind: Kind::Proof, resource, shown: Shown::default() })
    }

    /// A token as the Azure CLI prints it.
    pub(crate) fn token_of_az(&self, resource: &str) -> Value {
        let mut state = self.state();
        let resource = self.said(resource);
        let token = state.access(Issuer::ThisMachine, resource);
        json!({ "accessToken": jwt(&token, resource), "expires_on": NOW + 3600, "tenant": TENANT })
    }

    /// The person looks at a page and signs in there; the code that the page sends back.
    pub(crate) fn code_of_page(&self, page: &Url) -> String {
        let mut state = self.state();
        let resource = resource_in(&parameter(page, "scope"));
        let shown = state.shown.clone();
        let issuer = issuer_at(&page.origin().ascii_serialization());
        let code = state.issue("code", IssuedSecret { issuer, kind: Kind::Proof, resource, shown });
        state.nonces.insert(code.clone(), parameter(page, "nonce"));
        code
    }

    /// Checks a copied text as if it were sent to this address.
    pub(crate) fn copied(&self, text: &str, address: &Url) {
        let mut state = self.state();
        state.search(text, address);
    }

    /// Answers a request, after a look at the secrets in it.
    fn answer(&self, request: &Request) -> (u16, Value) {
        let url = request.url();
        let body = String::from_utf8_lossy(request.body_bytes()).into_owned();
        let form: HashMap<String, String> =
            url::form_urlencoded::parse(body.as_bytes()).into_owned().collect();
        {
            let mut state = self.state();
            for value in request.headers().values() {
                state.search(&String::from_utf8_lossy(value.as_bytes()), url);
            }
            for value in form.values() {
                state.search(value, url);
            }
            state.search(url.as_str(), url);
        }
        let path = url.path();
        if path.contains("/.well-known/") {
            (200, self.description(url))
        } else if path.ends_with("/keys") {
            (200, self.key.public())
        } else if path.ends_with("/devicecode") {
            (200, self.device_code(url, &form))
        } else if path.ends_with("/token") && path.contains("/oauth2/") && request.method() == "POST" {
            self.tokens(url, &form)
        } else if path.ends_with("/metadata/identity/oauth2/token") || path.ends_with("/msi/token") {
            self.identity(request)
        } else if path.ends_with("/metadata/endpoints") {
            match &self.case.source {
                super::case::Source::Address(answer) => (200, answer.clone()),
                _ => (404, json!({})),
            }
        } else {
            (200, self.resources(url))
        }
    }

    fn description(&self, url: &Url) -> Value {
        let own = url.origin().ascii_serialization();
        let leads = self.case.leads_to_microsoft && issuer_at(&own) != Issuer::Microsoft;
        let base = if leads { "https://login.microsoftonline.com" } else { &own };
        let is_entra = url.path().contains("/v2.0/");
        let issuer = if is_entra { format!("{own}/{{tenantid}}/v2.0") } else { own.clone() };
        let issuer = if url.path().contains(TENANT) { issuer.replace("{tenantid}", TENANT) } else { issuer };
        json!({
            "issuer": issuer,
            "authorization_endpoint": format!("{base}/{TENANT}/oauth2/v2.0/authorize"),
            "token_endpoint": format!("{base}/{TENANT}/oauth2/v2.0/token"),
            "device_authorization_endpoint": format!("{base}/{TENANT}/oauth2/v2.0/devicecode"),
            "jwks_uri": format!("{own}/{TENANT}/discovery/v2.0/keys"),
            "authorization_response_iss_parameter_supported": leads,
            "token_endpoint_auth_methods_supported": ["client_secret_post", "client_secret_basic"],
        })
    }

    fn device_code(&self, url: &Url, form: &HashMap<String, String>) -> Value {
        let mut state = self.state();
        let own = url.origin().ascii_serialization();
        let shown = state.shown.clone();
        let resource = resource_in(form.get("scope").map(String::as_str).unwrap_or_default());
        let code = state
            .issue("device", IssuedSecret { issuer: issuer_at(&own), kind: Kind::Proof, resource, shown });
        let page = match issuer_at(&own) {
            Issuer::Microsoft => "https://microsoft.com/devicelogin".to_owned(),
            _ => format!("{own}/device"),
        };
        json!({ "device_code": code, "user_code": "ABCD", "verification_uri": page, "expires_in": 900, "interval": 1 })
    }

    fn tokens(&self, url: &Url, form: &HashMap<String, String>) -> (u16, Value) {
        let mut state = self.state();
        let own = url.origin().ascii_serialization();
        let field = |name: &str| form.get(name).cloned().unwrap_or_default();
        let proofs = ["refresh_token", "code", "device_code", "client_secret"];
        let proof = proofs.iter().find_map(|name| state.issued.get(&field(name)).cloned());
        let scope = resource_in(&field("scope"));
        let resource = match &proof {
            Some(proof) if scope.is_empty() => proof.resource.clone(),
            _ => scope,
        };
        if let Some(proof) = proof.filter(|proof| proof.shown != Shown::default()) {
            // A renewal keeps the hosts that were shown at its sign-in.
            state.shown = proof.shown;
        }
        let issuer = issuer_at(&own);
        let access = state.access(issuer.clone(), &resource);
        let shown = state.shown.clone();
        let renewal = state
            .issue("refresh", IssuedSecret { issuer, kind: Kind::Proof, resource: resource.clone(), shown });
        let nonce = state.nonces.get(&field("code")).cloned();
        let issuer = if field("scope").contains("openid") || !form.contains_key("client_secret") {
            own.clone()
        } else {
            String::new()
        };
        let is_open_id = self.case.file.get("provider").is_some_and(|word| word == "openid");
        let iss = if is_open_id { issuer } else { format!("{own}/{TENANT}/v2.0") };
        let claims = json!({
            "iss": iss, "aud": field("client_id"), "tid": TENANT, "oid": OBJECT, "sub": OBJECT, "nonce": nonce,
            "iat": NOW, "nbf": NOW, "exp": NOW + 3600, "preferred_username": "ada@example.com", "ver": "2.0",
        });
        let answer = json!({
            "token_type": "Bearer", "expires_in": 3600, "scope": field("scope"), "access_token": access,
            "refresh_token": renewal, "id_token": self.key.sign(&claims),
        });
        (200, answer)
    }

    fn identity(&self, request: &Request) -> (u16, Value) {
        let url = request.url();
        let resource = parameter(url, "resource");
        let origin = url.origin().ascii_serialization();
        let issuer = match origin.as_str() {
            REAL_IDENTITY if request.headers().contains_key("x-identity-header") => Issuer::ThisMachine,
            REAL_IDENTITY => return (401, json!({ "message": "no header" })),
            "http://169.254.169.254" => Issuer::ThisMachine,
            _ => Issuer::Other(origin),
        };
        if resource.is_empty() {
            return (400, json!({ "error": "invalid_request" }));
        }
        let mut state = self.state();
        let resource = self.said(&resource);
        let token = state.access(issuer, resource);
        (200, json!({ "access_token": jwt(&token, resource), "expires_on": (NOW + 3600).to_string() }))
    }

    /// The audience of a token of this machine. It may differ from the requested one.
    fn said<'a>(&'a self, resource: &'a str) -> &'a str {
        self.case.audience.filter(|audience| audience.contains("://")).unwrap_or(resource)
    }

    fn resources(&self, url: &Url) -> Value {
        let link = self.case.link.unwrap_or_default();
        let workspace =
            "/subscriptions/s/resourceGroups/g/providers/Microsoft.MachineLearningServices/workspaces/w";
        let path = url.path();
        let is_list = |name: &str| path.ends_with(name);
        if is_list("/subscriptions") {
            let row = json!({ "subscriptionId": "s", "displayName": "S", "state": "Enabled" });
            let next = self.case.link.map(|link| format!("{link}/subscriptions?page=2"));
            json!({ "value": [row], "nextLink": next })
        } else if is_list("/tenants") {
            json!({ "value": [{ "tenantId": TENANT, "displayName": "Lab" }] })
        } else if is_list("/workspaces") {
            let properties = json!({ "discoveryUrl": format!("{link}/discovery"), "workspaceId": "1" });
            json!({ "value": [{ "id": workspace, "name": "w", "location": "westeurope", "properties": properties }] })
        } else if is_list("/onlineEndpoints") {
            let scoring = format!("{}/score", self.case.scoring);
            let properties =
                json!({ "authMode": "AADToken", "scoringUri": scoring, "provisioningState": "Succeeded" });
            json!({ "value": [{ "id": format!("{workspace}/onlineEndpoints/e"), "name": "e", "properties": properties }] })
        } else if is_list("/permissions") {
            json!({ "value": [{ "actions": ["*"], "notActions": [], "dataActions": ["*"], "notDataActions": [] }] })
        } else if is_list("/roleAssignments") {
            let principal =
                json!({ "principalId": OBJECT, "principalType": "User", "scope": "/subscriptions/s" });
            json!({ "value": [{ "id": "/a", "name": "a", "properties": principal }] })
        } else if is_list("/discovery") {
            json!({ "modelmanagement": link })
        } else {
            json!({ "value": [] })
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl Transport for World {
    async fn carry(&self, request: &Request) -> Result<Response, Error> {
        let (status, body) = self.answer(request);
        let mut headers = HeaderMap::new();
        headers.insert("date", "Sun, 01 Mar 2026 12:00:00 GMT".parse().unwrap());
        let status = StatusCode::from_u16(status).unwrap();
        Ok(Response::new(status, headers, body.to_string().into_bytes().into()))
    }
}

/// A token that can be read.
fn jwt(token: &str, audience: &str) -> String {
    let claims = json!({ "aud": audience, "tid": TENANT, "oid": OBJECT, "upn": "ada@example.com" });
    format!("{token}.{}.s", URL_SAFE_NO_PAD.encode(claims.to_string()))
}

/// What is asked for with a scope.
fn resource_in(scope: &str) -> String {
    let named = scope.split(' ').find_map(|word| word.strip_suffix("/.default"));
    named.unwrap_or_default().to_owned()
}

pub(crate) fn parameter(url: &Url, name: &str) -> String {
    url.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned()).unwrap_or_default()
}
