//! Sending: one policy for every request of the program.

use std::{
    fmt,
    net::{Ipv4Addr, Ipv6Addr, SocketAddr},
    sync::{Arc, OnceLock},
    time::Duration,
};

use async_trait::async_trait;
use latchkey_types::{Clock, Entropy, Reach, microsoft::is_microsofts};
use reqwest::{
    Certificate,
    header::{HeaderName, HeaderValue},
    redirect,
};
use tokio_util::sync::CancellationToken;
use zeroize::Zeroizing;

use crate::{
    Error, Exchange, Observer, Request, Response, Url, redacted,
    retry::{self, History, Outcome},
    skew::{ClockSkew, SkewMeter},
    throttle::Throttle,
};

const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
const WHOLE_TIMEOUT: Duration = Duration::from_mins(1);
const MAX_BODY_BYTES: usize = 32 * 1024 * 1024;
const CLIENT_REQUEST_ID: HeaderName = HeaderName::from_static("x-ms-client-request-id");

/// What a client is made of.
pub struct Options {
    /// Where it may connect to.
    pub reach: Reach,
    /// Certificates (PEM) to trust beside the system's own, but for Microsoft's hosts. There is no way to trust none
    /// and any.
    pub certificate_authority: Option<String>,
    /// The time, and waiting between tries.
    pub clock: Arc<dyn Clock>,
    /// Request ids and jitter.
    pub entropy: Arc<dyn Entropy>,
    /// Who sees the redacted record of each exchange.
    pub observer: Arc<dyn Observer>,
    /// What carries requests in place of the system's network.
    pub transport: Option<Arc<dyn Transport>>,
}

/// Carries a request to its host and brings the answer. Everything that is decided about a request comes before.
#[async_trait]
pub trait Transport: Send + Sync {
    /// Sends a request once.
    ///
    /// # Errors
    /// [`Error`] if no answer came.
    async fn carry(&self, request: &Request) -> Result<Response, Error>;
}

/// The HTTP client. Cloning it is cheap and shares connections.
#[derive(Clone)]
pub struct Client {
    shared: Arc<Shared>,
    ended: Option<CancellationToken>,
}

struct Shared {
    /// For this machine: no proxy is asked.
    direct: Lazy,
    /// For everything else: by the system's proxy, if it has one.
    outward: Lazy,
    /// The same for Microsoft's hosts, which no private certificate authority vouches for.
    microsofts: Lazy,
    trusted: Vec<Certificate>,
    throttle: Throttle,
    skews: SkewMeter,
    options: Options,
}

impl Client {
    /// Makes a client. What it needs of the machine is read when something is sent for the first time.
    ///
    /// # Errors
    /// [`Error::Start`] if a certificate to trust is not PEM.
    pub fn new(options: Options) -> Result<Self, Error> {
        let pem = options.certificate_authority.as_deref().unwrap_or_default();
        let trusted = Certificate::from_pem_bundle(pem.as_bytes()).map_err(Error::Start)?;
        let [direct, outward, microsofts] = <[Lazy; 3]>::default();
        let (throttle, skews) = (Throttle::default(), SkewMeter::default());
        let shared = Shared { direct, outward, microsofts, trusted, throttle, skews, options };
        Ok(Self { shared: Arc::new(shared), ended: None })
    }

    /// The same client until `ended` is cancelled: requests under way stop then, and none is sent any more.
    #[must_use]
    pub fn until(&self, ended: CancellationToken) -> Self {
        Self { shared: Arc::clone(&self.shared), ended: Some(ended) }
    }

    /// Where this client may connect to.
    pub fn reach(&self) -> Reach {
        self.shared.options.reach
    }

    /// How far this machine's clock is from that of an address's origin, as its last answers told; `None` if none of
    /// them is recent.
    pub fn clock_skew(&self, url: &Url) -> Option<ClockSkew> {
        self.shared.skews.of(url, self.shared.options.clock.now())
    }

    /// Sends a request, again where the policy allows it. An answer is `Ok` whatever its status, and a
    /// redirect is an answer: it is never followed, so that no token arrives where it was not sent.
    ///
    /// # Errors
    /// [`Error`] if no answer came; [`Error::NotAllowed`] before anything is sent; [`Error::Ended`] if the client
    /// ended meanwhile ([`Client::until`]); [`Error::Start`] if the machine's TLS configuration, or a certificate to
    /// trust, is unusable.
    pub async fn send(&self, request: Request) -> Result<Response, Error> {
        match &self.ended {
            Some(ended) => {
                ended.run_until_cancelled(self.send_with_retries(request)).await.unwrap_or(Err(Error::Ended))
            }
            None => self.send_with_retries(request).await,
        }
    }

    async fn send_with_retries(&self, request: Request) -> Result<Response, Error> {
        request.check()?;
        let options = &self.shared.options;
        if !options.reach.allows(&request.url) {
            return Err(Error::NotAllowed { origin: request.url.origin().ascii_serialization() });
        }
        let pause = self.shared.throttle.pause_before(&request.url);
        if !pause.is_zero() {
            options.clock.sleep(pause).await;
        }
        let is_repeatable = request.is_repeatable;
        let mut history = History { attempts: 0, waited: Duration::ZERO, is_repeatable };
        loop {
            history.attempts += 1;
            let result = self.send_once(&request, history.attempts).await;
            let outcome = match &result {
                Ok(response) => Outcome::Answered {
                    status: response.status,
                    retry_after: response.retry_after(options.clock.now()),
                },
                Err(error) if error.is_passing() => Outcome::Lost,
                Err(_) => Outcome::Hopeless,
            };
            let Some(wait) = retry::next_wait(history, outcome, options.entropy.fraction()) else {
                return result;
            };
            history.waited += wait;
            options.clock.sleep(wait).await;
        }
    }

    async fn send_once(&self, request: &Request, attempt: u32) -> Result<Response, Error> {
        let options = &self.shared.options;
        let client_request_id = options.entropy.uuid().to_string();
        let started_at = options.clock.now();
        let result = self.transfer(request, &client_request_id).await;
        let ended_at = options.clock.now();
        let response = result.as_ref().ok();
        let exchange = Exchange {
            method: request.method.clone(),
            url: redacted(&request.url).to_string(),
            status: response.map(Response::status),
            attempt,
            started_at,
            duration: Duration::try_from(ended_at.duration_since(started_at)).unwrap_or_default(),
            client_request_id,
            correlation_id: response.and_then(Response::correlation_id).map(str::to_owned),
            retry_after: response.and_then(|response| response.retry_after(ended_at)),
        };
        tracing::debug!(
            method = %exchange.method,
            url = %exchange.url,
            status = exchange.status.map(|status| status.as_u16()),
            attempt,
            duration_ms = exchange.duration.as_millis(),
            correlation_id = exchange.correlation_id.as_deref(),
            "http exchange"
        );
        options.observer.on_exchange(&exchange);
        if let Some(response) = response {
            self.shared.throttle.note(&request.url, response);
            self.shared.skews.note(&request.url, response, started_at, ended_at);
        }
        result
    }

    async fn transfer(&self, request: &Request, client_request_id: &str) -> Result<Response, Error> {
        if let Some(transport) = &self.shared.options.transport {
            return transport.carry(request).await;
        }
        let url = &request.url;
        let id = HeaderValue::from_str(client_request_id).expect("a GUID is made of visible ASCII");
        let shared = &self.shared;
        let client = if bypasses_proxy(shared.options.reach, url) {
            shared.direct.get(|| builder(&shared.trusted).no_proxy())?
        } else if is_microsofts(url) {
            shared.microsofts.get(|| builder(&[]))?
        } else {
            shared.outward.get(|| builder(&shared.trusted))?
        };
        let mut builder = client
            .request(request.method.clone(), url.clone())
            .headers(request.headers.clone())
            .header(CLIENT_REQUEST_ID, id);
        if let Some(body) = &request.body {
            builder = builder.body(body.clone());
        }
        let mut answer = builder.send().await.map_err(|error| Error::of(error, url))?;
        let too_large =
            || Error::TooLarge { origin: url.origin().ascii_serialization(), limit: MAX_BODY_BYTES };
        let announced = usize::try_from(answer.content_length().unwrap_or(0)).unwrap_or(usize::MAX);
        if announced > MAX_BODY_BYTES {
            return Err(too_large());
        }
        let mut body = Zeroizing::new(Vec::with_capacity(announced));
        while let Some(chunk) = answer.chunk().await.map_err(|error| Error::of(error, url))? {
            if body.len() + chunk.len() > MAX_BODY_BYTES {
                return Err(too_large());
            }
            append_wiping(&mut body, &chunk);
        }
        Ok(Response { status: answer.status(), headers: answer.headers().clone(), body })
    }
}

/// Whether no proxy is asked for an address, whatever the system has.
fn bypasses_proxy(reach: Reach, url: &Url) -> bool {
    match reach {
        // A proxy would ask its own host.
        Reach::Host => true,
        // An address that a client confined to this machine may use is an address of this machine.
        Reach::Internet | Reach::Loopback => Reach::Loopback.allows(url),
    }
}

/// A client that is built when it is needed: reading the machine's certificates takes longer than a request, and
/// most programs need one of several.
#[derive(Default)]
struct Lazy(OnceLock<reqwest::Client>);

impl Lazy {
    fn get(&self, builder: impl FnOnce() -> reqwest::ClientBuilder) -> Result<&reqwest::Client, Error> {
        if let Some(client) = self.0.get() {
            return Ok(client);
        }
        let client = builder().build().map_err(Error::Start)?;
        Ok(self.0.get_or_init(|| client))
    }
}

/// Appends, and wipes the old buffer where a larger one has to be taken.
fn append_wiping(body: &mut Zeroizing<Vec<u8>>, chunk: &[u8]) {
    if body.capacity() - body.len() < chunk.len() {
        let mut larger = Zeroizing::new(Vec::with_capacity((body.len() + chunk.len()) * 2));
        larger.extend_from_slice(body);
        *body = larger;
    }
    body.extend_from_slice(chunk);
}

#[expect(clippy::disallowed_methods, reason = "this is the one place that builds a reqwest client")]
fn builder(trusted: &[Certificate]) -> reqwest::ClientBuilder {
    // Whatever the machine's resolver or hosts file says, `localhost` is this machine (RFC 6761 §6.3).
    let this_machine =
        [SocketAddr::from((Ipv4Addr::LOCALHOST, 0)), SocketAddr::from((Ipv6Addr::LOCALHOST, 0))];
    reqwest::Client::builder()
        .redirect(redirect::Policy::none())
        .retry(reqwest::retry::never())
        .referer(false)
        .resolve_to_addrs("localhost", &this_machine)
        .connect_timeout(CONNECT_TIMEOUT)
        .timeout(WHOLE_TIMEOUT)
        .tls_certs_merge(trusted.iter().cloned())
        .user_agent(concat!("Latchkey/", env!("CARGO_PKG_VERSION")))
}

impl fmt::Debug for Client {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Client").field("reach", &self.shared.options.reach).finish_non_exhaustive()
    }
}

impl fmt::Debug for Options {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Options").field("reach", &self.reach).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_proxy_is_asked_for_an_identity_endpoint() {
        let check = |reach: Reach, text: &str, expected: bool| {
            assert_eq!(bypasses_proxy(reach, &Url::parse(text).unwrap()), expected, "{reach:?} {text}");
        };
        for endpoint in
            ["http://169.254.169.254", "http://10.0.0.4:46808", "http://[fd00::1]", "http://localhost:1"]
        {
            check(Reach::Host, endpoint, true);
        }
        check(Reach::Internet, "http://localhost:1", true);
        check(Reach::Internet, "https://management.azure.com", false);
    }
}
