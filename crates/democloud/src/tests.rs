//! The same seed, clock, randomness and requests give the same bytes, in every answer and in the state.

use std::sync::{Arc, Mutex};

use aws_lc_rs::digest::{SHA256, digest};
use axum::{
    body::{Body, to_bytes},
    http::Request,
};
use latchkey_types::{Entropy, ManualClock};
use serde_json::{Value, json};
use url::form_urlencoded;

use crate::{
    answer::answer,
    core::Core,
    listener::{Listener, Service},
    seed::{Seed, company},
    state::{Signer, State},
};

const HOST: &str = "localhost:4711";
const JSON: &str = "application/json";
const FORM: &str = "application/x-www-form-urlencoded";
const ML: &str = "api-version=2024-10-01";

/// Randomness that can be repeated: hashes of a counter.
#[derive(Default)]
struct CountedEntropy(Mutex<u64>);

impl Entropy for CountedEntropy {
    fn fill(&self, buffer: &mut [u8]) {
        for chunk in buffer.chunks_mut(32) {
            let mut count = self.0.lock().unwrap();
            *count += 1;
            chunk.copy_from_slice(&digest(&SHA256, &count.to_be_bytes()).as_ref()[..chunk.len()]);
        }
    }
}

/// A demo cloud without sockets, and every byte that it answered.
struct Recorded {
    core: Arc<Core>,
    answers: Vec<String>,
    arm_token: String,
}

impl Recorded {
    /// The one thing that is made by the operating system is the signing key.
    fn new(signer: &Signer) -> Self {
        let clock = Arc::new(ManualClock::leaping("2026-03-02T09:30:00Z".parse().unwrap()));
        let entropy = Arc::new(CountedEntropy::default());
        let mut state = company(&Seed::BuiltIn, &*entropy, "2026-03-02T09:30:00Z".parse().unwrap()).unwrap();
        state.signer = signer.clone();
        let listeners = vec![Listener { is_secure: false, port: 4711, service: Service::Cloud }];
        let core = Arc::new(Core::new(state, listeners, clock, entropy));
        Self { core, answers: Vec::new(), arm_token: String::new() }
    }

    fn state<T>(&self, read: impl FnOnce(&State) -> T) -> T {
        self.core.with_state(|state| read(state))
    }

    async fn send(&mut self, method: &str, path: &str, kind: &str, body: String) -> Value {
        let path = path.strip_prefix(&format!("http://{HOST}")).unwrap_or(path);
        let mut request = Request::builder().method(method).uri(path).header("host", HOST);
        request = request.header("content-type", kind);
        if !self.arm_token.is_empty() {
            request = request.header("authorization", &self.arm_token);
        }
        let request = request.body(Body::from(body)).unwrap();
        let response = answer(&self.core, &self.core.listeners[0], request).await;
        let (parts, body) = response.into_parts();
        let body = String::from_utf8(to_bytes(body, usize::MAX).await.unwrap().to_vec()).unwrap();
        assert!(!parts.status.is_server_error() && parts.status != 401, "{method} {path}: {body}");
        self.answers.push(format!("{method} {path}: {} {:?}\n{body}", parts.status, parts.headers));
        serde_json::from_str(&body).unwrap_or_default()
    }

    async fn get(&mut self, path: &str) -> Value {
        self.send("GET", path, JSON, String::new()).await
    }

    /// Every page of a list.
    async fn list(&mut self, path: &str) {
        let mut next = Some(path.to_owned());
        while let Some(path) = next {
            let page = self.get(&path).await;
            assert!(page["value"].is_array(), "{page}");
            next = page["nextLink"].as_str().or(page["@odata.nextLink"].as_str()).map(str::to_owned);
        }
    }

    async fn sign_in(&mut self) {
        let owner = self.state(|state| {
            let application = state.applications.iter().find(|one| !one.secrets.is_empty()).unwrap();
            // EXPOSE: the test signs in with an invented secret of its own demo cloud.
            let secret = application.secrets[0].text.expose().to_owned();
            (application.tenant_id.clone(), application.client_id.clone(), secret)
        });
        let scope = "https://management.azure.com/.default";
        let fields = [
            ("grant_type", "client_credentials"),
            ("client_id", &owner.1),
            ("client_secret", &owner.2),
            ("scope", scope),
        ];
        let form = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let tokens = self.send("POST", &format!("/{}/oauth2/v2.0/token", owner.0), FORM, form).await;
        self.arm_token = format!("Bearer {}", tokens["access_token"].as_str().unwrap());
    }

    /// Reads and changes something of each kind.
    async fn use_everything(&mut self) {
        let tenant = self.state(|state| state.home_tenant().id.clone());
        self.get(&format!("/{tenant}/v2.0/.well-known/openid-configuration")).await;
        self.get(&format!("/{tenant}/discovery/v2.0/keys")).await;
        let form = "client_id=04b07795-8ddb-461a-bbee-02f9e1bf7b46&scope=openid";
        self.send("POST", &format!("/{tenant}/oauth2/v2.0/devicecode"), FORM, form.to_owned()).await;
        self.sign_in().await;
        let subscription = self.state(|state| state.subscriptions[0].path());
        let (workspace, endpoint) = self.state(|state| {
            let endpoint = state.endpoints.iter().find(|one| one.auth_mode == crate::state::AuthMode::Key);
            let endpoint = endpoint.unwrap();
            (endpoint.workspace.clone(), endpoint.id())
        });
        self.list("/subscriptions?api-version=2022-12-01").await;
        self.list(&format!("{subscription}/resources?api-version=2022-09-01&$top=3")).await;
        self.list(&format!("{workspace}/onlineEndpoints?{ML}")).await;
        for below in ["roleDefinitions", "roleAssignments", "permissions"] {
            let path = format!("{workspace}/providers/Microsoft.Authorization/{below}");
            self.list(&format!("{path}?api-version=2022-04-01")).await;
        }
        let query = "resources | summarize count() by type, location | union (authorizationresources | project name) | order by type";
        let graph = "/providers/Microsoft.ResourceGraph/resources?api-version=2022-10-01";
        let found = self.send("POST", graph, JSON, json!({"query": query}).to_string()).await;
        assert!(found["count"].as_u64() > Some(10), "{found}");
        self.send("POST", &format!("{endpoint}/listKeys?{ML}"), JSON, String::new()).await;
        let slot = json!({"keyType": "Primary"}).to_string();
        self.send("POST", &format!("{endpoint}/regenerateKeys?{ML}"), JSON, slot).await;
        assert!(self.core.clock.advance(std::time::Duration::from_secs(30)));
        self.send("POST", &format!("{endpoint}/listKeys?{ML}"), JSON, String::new()).await;
        let new = json!({"location": "westeurope", "properties": {"authMode": "Key"}}).to_string();
        self.send("PUT", &format!("{workspace}/onlineEndpoints/repeated?{ML}"), JSON, new).await;
        let events = "providers/Microsoft.Insights/eventtypes/management/values";
        let since = "$filter=eventTimestamp%20ge%20'2026-03-01T00:00:00Z'";
        self.list(&format!("{subscription}/{events}?api-version=2015-04-01&{since}")).await;
    }
}

#[tokio::test]
async fn the_same_seed_and_requests_give_the_same_bytes() {
    let signer = Signer::generate().unwrap();
    let (mut one, mut other) = (Recorded::new(&signer), Recorded::new(&signer));
    one.use_everything().await;
    other.use_everything().await;
    for (one, other) in one.answers.iter().zip(&other.answers) {
        assert_eq!(one, other);
    }
    assert_eq!(one.answers.len(), other.answers.len());
    let dump = |recorded: &Recorded| recorded.state(|state| serde_json::to_string(state).unwrap());
    assert_eq!(dump(&one), dump(&other));
}
