//! The clients against servers that behave oddly.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use async_trait::async_trait;
use latchkey_azure::{Azure, Credential, CredentialError};
use latchkey_http::{Client, NoopObserver, Options, Url};
use latchkey_types::{
    Audience, BearerToken, Cloud, Destinations, ManualClock, OsEntropy, Reach, ResourceId, Secret,
};
use wiremock::{Mock, MockServer, ResponseTemplate, matchers::any};

mod errors;
mod operations;
mod paging;
mod requests;
mod roles;
mod services;

/// The clients, a server in Azure's place, and a clock that leaps over every wait.
struct Stage {
    server: MockServer,
    clock: Arc<ManualClock>,
    azure: Azure,
    tokens: Arc<Tokens>,
}

/// Hands out tokens for one place and counts them.
struct Tokens {
    asked: AtomicUsize,
    refused: AtomicUsize,
    destinations: Destinations,
}

impl Tokens {
    fn of(base: &str) -> Arc<Self> {
        Arc::new(Self {
            asked: AtomicUsize::default(),
            refused: AtomicUsize::default(),
            destinations: Destinations::origin(&Url::parse(base).unwrap()),
        })
    }

    fn bearer(&self, text: String) -> BearerToken {
        self.asked.fetch_add(1, Ordering::Relaxed);
        BearerToken { value: Secret::new(text), destinations: self.destinations.clone() }
    }
}

#[async_trait]
impl Credential for Tokens {
    async fn token(&self, audience: Audience) -> Result<BearerToken, CredentialError> {
        Ok(self.bearer(format!("for {audience:?}")))
    }

    async fn token_with_claims(
        &self,
        audience: Audience,
        claims: &str,
        _: &BearerToken,
    ) -> Result<BearerToken, CredentialError> {
        Ok(self.bearer(format!("for {audience:?} with {claims}")))
    }

    async fn note_refused(&self, _: Audience, _: &BearerToken) {
        self.refused.fetch_add(1, Ordering::Relaxed);
    }
}

impl Stage {
    async fn set() -> Self {
        let server = MockServer::start().await;
        let (clock, tokens) = (clock(), Tokens::of(&server.uri()));
        let azure = azure_at(&server.uri(), &clock, &tokens);
        Self { server, clock, azure, tokens }
    }

    /// Answers one request each, in this order; the last one for ever.
    async fn answers(&self, answers: impl IntoIterator<Item = ResponseTemplate>) {
        let mut answers: Vec<_> = answers.into_iter().collect();
        let last = answers.pop().unwrap();
        for answer in answers {
            Mock::given(any()).respond_with(answer).up_to_n_times(1).mount(&self.server).await;
        }
        Mock::given(any()).respond_with(last).mount(&self.server).await;
    }

    /// Method, path and query of each request so far.
    async fn asked(&self) -> Vec<String> {
        self.server.received_requests().await.unwrap().iter().map(line).collect()
    }

    /// Every wait so far.
    fn slept(&self) -> Vec<Duration> {
        self.clock.slept()
    }

    fn tokens(&self) -> usize {
        self.tokens.asked.load(Ordering::Relaxed)
    }
}

fn clock() -> Arc<ManualClock> {
    Arc::new(ManualClock::leaping("2026-03-01T12:00:00Z".parse().unwrap()))
}

fn azure_at(base: &str, clock: &Arc<ManualClock>, tokens: &Arc<Tokens>) -> Azure {
    let base = Url::parse(base).unwrap();
    let mut cloud = Cloud::public();
    cloud.arm = base.clone();
    cloud.graph = base;
    cloud.reach = Reach::Loopback;
    let http = Client::new(Options {
        reach: Reach::Loopback,
        certificate_authority: None,
        clock: Arc::clone(clock) as _,
        entropy: Arc::new(OsEntropy),
        observer: Arc::new(NoopObserver),
        transport: None,
    });
    Azure::new(http.unwrap(), cloud, Arc::clone(tokens) as _, Arc::clone(clock) as _)
}

/// A request as one line: method, path, query, body.
fn line(request: &wiremock::Request) -> String {
    let query = request.url.query().map(|query| format!("?{query}")).unwrap_or_default();
    let body = String::from_utf8_lossy(&request.body);
    format!("{} {}{query} {body}", request.method, request.url.path()).trim_end().to_owned()
}

fn status(status: u16) -> ResponseTemplate {
    ResponseTemplate::new(status)
}

fn json(body: &serde_json::Value) -> ResponseTemplate {
    status(200).set_body_json(body)
}

fn workspace() -> ResourceId {
    ResourceId::workspace("s", "g", "w").unwrap()
}

fn endpoint() -> ResourceId {
    workspace().child("onlineEndpoints", "e").unwrap()
}

#[tokio::test]
async fn a_claims_challenge_is_answered_once_with_another_token() {
    let check = async |headers: &[&str], expected: usize| {
        let stage = Stage::set().await;
        let mut refusal = ResponseTemplate::new(401);
        for header in headers {
            refusal = refusal.append_header("www-authenticate", *header);
        }
        Mock::given(any()).respond_with(refusal).mount(&stage.server).await;
        let refused = latchkey_azure::subscriptions::list(&stage.azure).await;
        assert!(refused.is_err(), "{headers:?}");
        let requests = stage.server.received_requests().await.unwrap();
        assert_eq!(requests.len(), expected, "{headers:?}");
        let last = requests.last().unwrap().headers["authorization"].to_str().unwrap();
        assert_eq!(last.ends_with("with {}"), expected == 2, "{headers:?} {last}");
        let refused = stage.tokens.refused.load(Ordering::Relaxed);
        assert_eq!(refused, usize::from(expected == 1), "{headers:?}");
    };
    check(&["Bearer error=\"insufficient_claims\", claims=\"e30=\""], 2).await;
    check(&["Bearer error=\"invalid_token\", claims=\"e30\""], 2).await;
    check(&["Bearer error=\"invalid_token\""], 1).await;
    check(&["Bearer claims=\"e30=\"", "Bearer claims=\"e30=\""], 1).await;
    check(&["Bearer claims=\"nonsense\""], 1).await;
}
