//! An answer, whatever its status. Its body may hold tokens or keys, so it is wiped and never printed.

use std::{fmt, time::Duration};

use jiff::{Timestamp, fmt::rfc2822};
use reqwest::{
    StatusCode,
    header::{DATE, HeaderMap},
};
use serde::de::DeserializeOwned;
use zeroize::Zeroizing;

use crate::{Error, retry_after};

/// Headers in which Azure's services name an exchange, the most telling first.
const CORRELATION_HEADERS: [&str; 5] =
    ["x-ms-correlation-request-id", "x-ms-request-id", "client-request-id", "request-id", "x-request-id"];

/// The answer to a request.
pub struct Response {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Zeroizing<Vec<u8>>,
}

impl Response {
    /// An answer that something else than the system's network brought.
    pub fn new(status: StatusCode, headers: HeaderMap, body: Zeroizing<Vec<u8>>) -> Self {
        Self { status, headers, body }
    }

    /// The status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// Whether the status is 2xx.
    pub fn is_success(&self) -> bool {
        self.status.is_success()
    }

    /// The body.
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// The body as JSON; an empty body reads as `null`.
    ///
    /// # Errors
    /// [`Error::Json`] says where it is not what was expected.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, Error> {
        let trimmed = self.body.trim_ascii();
        // Some of Azure's services begin their JSON with a byte order mark.
        let trimmed = trimmed.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(trimmed);
        let text: &[u8] = if trimmed.is_empty() { b"null" } else { trimmed };
        serde_json::from_slice(text)
            .map_err(|error| Error::Json { line: error.line(), column: error.column() })
    }

    /// The body as text, wiped when dropped; what is no UTF-8 is replaced.
    pub fn text_lossy(&self) -> Zeroizing<String> {
        Zeroizing::new(String::from_utf8_lossy(&self.body).into_owned())
    }

    /// A header as text, if it is there and readable.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// Every value of a header that is readable text.
    pub fn headers<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a str> {
        self.headers.get_all(name).iter().filter_map(|value| value.to_str().ok())
    }

    /// The id under which the service's operators can find this exchange.
    pub fn correlation_id(&self) -> Option<&str> {
        CORRELATION_HEADERS.iter().find_map(|name| self.header(name)).filter(|id| !id.is_empty())
    }

    /// How long the service asks us to wait before the next request, by header or, if it is throttling,
    /// in words.
    pub fn retry_after(&self, now: Timestamp) -> Option<Duration> {
        retry_after::from_headers(&self.headers, now).or_else(|| {
            let is_throttled =
                matches!(self.status, StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE);
            is_throttled.then(|| retry_after::from_text(&self.text_lossy())).flatten()
        })
    }

    /// What the time was at the service (RFC 9110 §6.6.1).
    pub fn date(&self) -> Option<Timestamp> {
        rfc2822::DateTimeParser::new().parse_timestamp(self.header(DATE.as_str())?).ok()
    }
}

impl fmt::Debug for Response {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Response({}, {} bytes)", self.status, self.body.len())
    }
}
