//! A request that can be sent more than once, its secrets wiped when it is dropped.

use std::fmt;

use bytes::Bytes;
use latchkey_types::{BearerToken, Destinations, Secret};
use reqwest::{
    Method,
    header::{AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue},
};
use serde::Serialize;
use url::{Url, form_urlencoded};
use zeroize::Zeroizing;

use crate::{Error, redacted};

/// A request to be sent with [`crate::Client::send`].
#[derive(Clone)]
pub struct Request {
    pub(crate) method: Method,
    pub(crate) url: Url,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Option<Bytes>,
    pub(crate) is_repeatable: bool,
    /// Where the token in it may go.
    destinations: Option<Destinations>,
    malformed: Option<&'static str>,
}

impl Request {
    /// A request with any method.
    pub fn new(method: Method, url: Url) -> Self {
        let is_repeatable = method.is_idempotent();
        Self {
            method,
            url,
            headers: HeaderMap::new(),
            body: None,
            is_repeatable,
            destinations: None,
            malformed: None,
        }
    }

    /// A GET request.
    pub fn get(url: Url) -> Self {
        Self::new(Method::GET, url)
    }

    /// A POST request. It is not sent again after a lost connection unless it is [`Request::repeatable`].
    pub fn post(url: Url) -> Self {
        Self::new(Method::POST, url)
    }

    /// A PUT request.
    pub fn put(url: Url) -> Self {
        Self::new(Method::PUT, url)
    }

    /// A DELETE request.
    pub fn delete(url: Url) -> Self {
        Self::new(Method::DELETE, url)
    }

    /// Authenticates with a bearer token (RFC 6750 §2.1). The request is sent only if this is one of its places.
    #[must_use]
    pub fn bearer(mut self, token: &BearerToken) -> Self {
        // EXPOSE: the value becomes a header that is marked sensitive and leaves by https or loopback only.
        let value = Zeroizing::new(format!("Bearer {}", token.value.expose()));
        self.destinations = Some(token.destinations.clone());
        self.sensitive_header(AUTHORIZATION, &value)
    }

    /// Adds a header, replacing one of the same name.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        match (HeaderName::try_from(name), HeaderValue::from_str(value)) {
            (Ok(name), Ok(value)) => {
                self.headers.insert(name, value);
            }
            _ => self.malformed = Some("header"),
        }
        self
    }

    /// Adds a header whose value is secret.
    #[must_use]
    pub fn secret_header(self, name: &'static str, value: &Secret) -> Self {
        // EXPOSE: the value becomes a header that is marked sensitive.
        self.sensitive_header(HeaderName::from_static(name), value.expose())
    }

    /// Sends a value as JSON.
    #[must_use]
    pub fn json(self, value: &impl Serialize) -> Self {
        match serde_json::to_vec(value) {
            Ok(body) => self.body("application/json", Zeroizing::new(body)),
            Err(_) => Self { malformed: Some("body"), ..self },
        }
    }

    /// Sends names and values as a form (RFC 6749 appendix B).
    #[must_use]
    pub fn form(self, pairs: &[(&str, &str)]) -> Self {
        // Each byte is three characters at most. With room for all of them nothing is moved, and no copy is left behind.
        let room: usize = pairs.iter().map(|(name, value)| 3 * (name.len() + value.len()) + 2).sum();
        let text = form_urlencoded::Serializer::new(String::with_capacity(room)).extend_pairs(pairs).finish();
        self.body("application/x-www-form-urlencoded", Zeroizing::new(text.into_bytes()))
    }

    /// Sends bytes that are wiped after the last use.
    #[must_use]
    pub fn body(mut self, content_type: &'static str, body: Zeroizing<Vec<u8>>) -> Self {
        self.headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
        self.body = Some(Bytes::from_owner(body));
        self
    }

    /// Says that sending this POST twice does no harm, so that it may be retried like a GET.
    #[must_use]
    pub fn repeatable(mut self) -> Self {
        self.is_repeatable = true;
        self
    }

    /// Says that this is not sent again after a lost connection: a probe asks whether somebody is there now.
    #[must_use]
    pub fn once(mut self) -> Self {
        self.is_repeatable = false;
        self
    }

    /// The address.
    pub fn url(&self) -> &Url {
        &self.url
    }

    /// The method.
    pub fn method(&self) -> &Method {
        &self.method
    }

    /// The headers as they are sent; they can be secret.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The body as it is sent; it can hold secrets.
    pub fn body_bytes(&self) -> &[u8] {
        self.body.as_deref().unwrap_or_default()
    }

    fn sensitive_header(mut self, name: HeaderName, value: &str) -> Self {
        match HeaderValue::from_str(value) {
            Ok(mut value) => {
                value.set_sensitive(true);
                self.headers.insert(name, value);
            }
            Err(_) => self.malformed = Some("header"),
        }
        self
    }

    /// The last look before the request leaves.
    pub(crate) fn check(&self) -> Result<(), Error> {
        let origin = || self.url.origin().ascii_serialization();
        if let Some(part) = self.malformed {
            return Err(Error::Malformed { origin: origin(), part });
        }
        match &self.destinations {
            Some(places) if !places.allows(&self.url) => Err(Error::ForeignToken { origin: origin() }),
            _ => Ok(()),
        }
    }
}

impl fmt::Debug for Request {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Request({} {})", self.method, redacted(&self.url))
    }
}
