//! A relay between the app and the demo cloud that keeps every exchange: requests with their bodies, answers
//! with theirs. Addresses in answers are turned to the relay, so that nothing passes it by.

use std::{
    net::Ipv4Addr,
    sync::{Arc, Mutex},
};

use axum::{
    Router,
    body::{Body, Bytes, to_bytes},
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::Response,
};
use tokio::{net::TcpListener, task::JoinHandle};
use url::Url;

/// Headers that belong to one of the two connections.
const OF_THE_CONNECTION: [HeaderName; 4] =
    [header::HOST, header::CONTENT_LENGTH, header::TRANSFER_ENCODING, header::CONNECTION];
const LIMIT_BYTES: usize = 4 * 1024 * 1024;

/// What went through.
#[derive(Debug, Clone)]
pub(crate) struct Exchange {
    pub(crate) method: String,
    pub(crate) url: Url,
    pub(crate) sent: Bytes,
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) answered: Bytes,
}

/// A running relay; it ends with the value.
pub(crate) struct Relay {
    pub(crate) base: Url,
    shared: Arc<Shared>,
    server: JoinHandle<()>,
}

struct Shared {
    /// Where the demo cloud is, without a slash at the end; known once it runs.
    behind: Mutex<String>,
    own: String,
    http: reqwest::Client,
    exchanges: Mutex<Vec<Exchange>>,
}

impl Relay {
    #[expect(clippy::disallowed_methods, reason = "the relay is no client of the program")]
    pub(crate) async fn start() -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let own = format!("http://localhost:{}", listener.local_addr().unwrap().port());
        let http = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).no_proxy();
        let shared = Arc::new(Shared {
            behind: Mutex::default(),
            http: http.build().unwrap(),
            exchanges: Mutex::default(),
            own: own.clone(),
        });
        let router = Router::new().fallback(pass).with_state(Arc::clone(&shared));
        let server = tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { base: Url::parse(&own).unwrap(), shared, server }
    }

    /// Says where requests go on to.
    pub(crate) fn lead_to(&self, base: &Url) {
        base.as_str().trim_end_matches('/').clone_into(&mut self.shared.behind.lock().unwrap());
    }

    pub(crate) fn exchanges(&self) -> Vec<Exchange> {
        self.shared.exchanges.lock().unwrap().clone()
    }
}

impl Drop for Relay {
    fn drop(&mut self) {
        self.server.abort();
    }
}

async fn pass(State(shared): State<Arc<Shared>>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let sent = to_bytes(body, LIMIT_BYTES).await.unwrap();
    let behind = shared.behind.lock().unwrap().clone();
    let target = parts.uri.path_and_query().unwrap().as_str();
    let mut headers = parts.headers;
    for name in &OF_THE_CONNECTION {
        headers.remove(name);
    }
    let request = shared.http.request(parts.method.clone(), format!("{behind}{target}"));
    let Ok(answer) = request.headers(headers).body(sent.clone()).send().await else {
        let mut closed = Response::new(Body::empty());
        *closed.status_mut() = StatusCode::BAD_GATEWAY;
        return closed;
    };
    let status = answer.status();
    let mut headers = HeaderMap::new();
    for (name, value) in answer.headers().iter().filter(|(name, _)| !OF_THE_CONNECTION.contains(name)) {
        let text = value.to_str().unwrap().replace(&behind, &shared.own);
        headers.append(name, HeaderValue::from_str(&text).unwrap());
    }
    let text = answer.text().await.unwrap().replace(&behind, &shared.own);
    let answered = Bytes::from(text);
    let kept = headers.iter().map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned()));
    shared.exchanges.lock().unwrap().push(Exchange {
        method: parts.method.to_string(),
        url: Url::parse(&format!("{}{target}", shared.own)).unwrap(),
        sent,
        status: status.as_u16(),
        headers: kept.collect(),
        answered: answered.clone(),
    });
    let mut response = Response::new(Body::from(answered));
    *response.status_mut() = status;
    *response.headers_mut() = headers;
    response
}
