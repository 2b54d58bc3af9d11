//! A demo cloud, tokens for its people, and a plain HTTP client that asks ARM and a key vault.

use std::{collections::BTreeMap, sync::Arc};

use latchkey_democloud::{DemoCloud, Options, PUBLIC_CLIENT_ID};
use latchkey_http::NoopObserver;
use latchkey_identity::{
    NamedPages, Ports, Prompt, RenewalCredential, ScriptedMachine, SignInFlow, SignInRequest, SignedIn,
    sign_in,
};
use latchkey_peer::SystemPeers;
use latchkey_tests::{Habit, Person};
use latchkey_types::{Clock, OsEntropy, Reach, Secret, SystemClock};
use serde_json::Value;
use tokio_util::sync::CancellationToken;
use url::form_urlencoded;

/// The key vault of the workspace that the tests use.
const KEY_VAULT: &str = "mlrouting-kv";

/// A demo cloud and its client.
pub(crate) struct Lab {
    demo: DemoCloud,
    http: reqwest::Client,
    tokens: BTreeMap<(Service, String), Secret>,
}

/// A service with its own address and tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Service {
    Arm,
    KeyVault,
}

/// A request.
#[derive(Debug, Clone)]
pub(crate) struct Call {
    pub(crate) service: Service,
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) query: Vec<(String, String)>,
    pub(crate) body: Option<Value>,
}

/// What was answered.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Option<Value>,
}

impl Lab {
    #[expect(clippy::disallowed_methods, reason = "this asks the demo cloud as a stranger would")]
    pub(crate) async fn open() -> Self {
        let options = Options::new(Arc::new(SystemClock), Arc::new(OsEntropy));
        let http = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).no_proxy();
        Self {
            demo: DemoCloud::start(options).await.unwrap(),
            http: http.build().unwrap(),
            tokens: BTreeMap::new(),
        }
    }

    /// A lab in which these people are signed in.
    pub(crate) async fn with(roles: &[&str]) -> Self {
        let mut lab = Self::open().await;
        for role in roles {
            let signed_in = lab.sign_in(role).await;
            let RenewalCredential::RefreshToken(Some(refresh_token)) = &signed_in.renewal_credential else {
                panic!("a person's session has a refresh token")
            };
            let for_vaults = lab.redeem(refresh_token).await;
            lab.tokens.insert((Service::KeyVault, (*role).to_owned()), for_vaults);
            lab.tokens.insert((Service::Arm, (*role).to_owned()), signed_in.access_token.value);
        }
        lab
    }

    async fn sign_in(&self, role: &str) -> SignedIn {
        let persona = self.demo.personas().into_iter().find(|persona| persona.role == role).unwrap();
        let habit = Habit::SignsIn { user_name: persona.user_name, password: persona.password };
        let clock: Arc<dyn Clock> = Arc::new(SystemClock);
        let http = latchkey_http::Client::new(latchkey_http::Options {
            reach: Reach::Loopback,
            certificate_authority: None,
            clock: Arc::clone(&clock),
            entropy: Arc::new(OsEntropy),
            observer: Arc::new(NoopObserver),
            transport: None,
        });
        let http = http.unwrap();
        let ports = Ports {
            host_http: http.clone(),
            http,
            clock,
            entropy: Arc::new(OsEntropy),
            machine: Arc::new(ScriptedMachine::default()),
            browser: Person::new(habit),
            peers: Arc::new(SystemPeers::default()),
            pages: Arc::new(NamedPages),
        };
        let request = SignInRequest {
            cloud: self.demo.cloud(),
            tenant: "organizations".to_owned(),
            client_id: PUBLIC_CLIENT_ID.to_owned(),
            login_hint: None,
            prompt: Prompt::default(),
            claims: None,
        };
        sign_in(ports, SignInFlow::Browser(request), &|_| {}, CancellationToken::new()).await.unwrap()
    }

    /// A token for key vaults.
    async fn redeem(&self, refresh_token: &Secret) -> Secret {
        let body = form_urlencoded::Serializer::new(String::new())
            .append_pair("grant_type", "refresh_token")
            .append_pair("client_id", PUBLIC_CLIENT_ID)
            // EXPOSE: the token goes to the service that it is from.
            .append_pair("refresh_token", refresh_token.expose())
            .append_pair("scope", "https://vault.azure.net/.default")
            .finish();
        let url = self.demo.cloud().authority.join("organizations/oauth2/v2.0/token").unwrap();
        let request = self.http.post(url).header("content-type", "application/x-www-form-urlencoded");
        let answer = request.body(body).send().await.unwrap().text().await.unwrap();
        let answer: Value = serde_json::from_str(&answer).unwrap();
        Secret::new(answer["access_token"].as_str().unwrap_or_else(|| panic!("{answer}")))
    }

    /// Elevates the access of the access administrator, as a global administrator can.
    pub(crate) async fn elevate(&self) {
        let path = "/providers/Microsoft.Authorization/elevateAccess";
        let call = Call { method: "POST".to_owned(), ..Call::get(path, "2015-07-01") };
        assert_eq!(self.ask(Some("accessAdmin"), &call).await.status, 200);
    }

    /// The object id of the person with this role.
    pub(crate) fn object_id(&self, role: &str) -> String {
        let persona = self.demo.personas().into_iter().find(|persona| persona.role == role);
        persona.unwrap().object_id
    }

    pub(crate) fn tenant(&self) -> String {
        self.demo.personas()[0].tenant_id.clone()
    }

    /// Sends a request as the person with this role, or without a token if there is no role.
    pub(crate) async fn ask(&self, role: Option<&str>, call: &Call) -> Reply {
        let base = match call.service {
            Service::Arm => self.demo.cloud().arm.to_string(),
            Service::KeyVault => {
                let vault = self.demo.key_vaults().into_iter().find(|one| one.vault == KEY_VAULT);
                vault.unwrap().address
            }
        };
        let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(call.query.iter()).finish();
        let url = format!("{}{}?{query}", base.trim_end_matches('/'), call.path);
        let mut request = self.http.request(call.method.parse().unwrap(), url);
        if let Some(role) = role {
            // EXPOSE: the token goes to the service that it is for.
            request = request.bearer_auth(self.tokens[&(call.service, role.to_owned())].expose());
        }
        if let Some(body) = &call.body {
            request = request.header("content-type", "application/json").body(body.to_string());
        } else if call.method == "POST" {
            request = request.header("content-length", "0");
        }
        let response = request.send().await.unwrap();
        let status = response.status().as_u16();
        let header = |(name, value): (&reqwest::header::HeaderName, &reqwest::header::HeaderValue)| {
            (name.as_str().to_owned(), value.to_str().unwrap_or_default().to_owned())
        };
        let headers = response.headers().iter().map(header).collect();
        let text = response.text().await.unwrap();
        let read = || {
            serde_json::from_str(&text)
                .unwrap_or_else(|error| panic!("{} {}: {error}: {text}", call.method, call.path))
        };
        Reply { status, headers, body: (!text.is_empty()).then(read) }
    }
}

impl Call {
    pub(crate) fn get(path: &str, api_version: &str) -> Self {
        let query = vec![("api-version".to_owned(), api_version.to_owned())];
        Self { service: Service::Arm, method: "GET".to_owned(), path: path.to_owned(), query, body: None }
    }
}
