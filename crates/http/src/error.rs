//! Why no answer came, split by who can do something about it. An answer with a bad status is no error here.

use url::Url;

/// Why a request got no answer.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Whoever asked has no right to the answer any more: the client ended before it came.
    #[error("the request was ended before its answer came")]
    Ended,
    /// The address is outside of what this client may connect to. Somebody's configuration, or an
    /// answer that points elsewhere, is wrong; nothing was sent.
    #[error("connecting to {origin} is not allowed here")]
    NotAllowed {
        /// Scheme, host and port of the address.
        origin: String,
    },
    /// The token in the request was not asked for with this address. A description of the cloud, or an answer that
    /// points elsewhere, is wrong; nothing was sent.
    #[error("the token is not for {origin}")]
    ForeignToken {
        /// Scheme, host and port of the address.
        origin: String,
    },
    /// The request itself cannot be written down; a mistake of ours.
    #[error("the request to {origin} is malformed: {part}")]
    Malformed {
        /// Scheme, host and port of the address.
        origin: String,
        /// Which part of the request.
        part: &'static str,
    },
    /// No connection, or it was lost: network, proxy, firewall, name resolution or TLS.
    #[error("no connection to {origin}")]
    Connect {
        /// Scheme, host and port of the address.
        origin: String,
        /// What the HTTP library said; it holds no address.
        #[source]
        source: reqwest::Error,
    },
    /// The service did not answer in time.
    #[error("{origin} did not answer in time")]
    Timeout {
        /// Scheme, host and port of the address.
        origin: String,
        /// What the HTTP library said; it holds no address.
        #[source]
        source: reqwest::Error,
    },
    /// The answer is longer than anything that we ask for could be.
    #[error("the answer of {origin} is larger than {limit} bytes")]
    TooLarge {
        /// Scheme, host and port of the address.
        origin: String,
        /// The limit in bytes.
        limit: usize,
    },
    /// What came back is no HTTP answer, or it broke off.
    #[error("the answer of {origin} is not valid HTTP")]
    Protocol {
        /// Scheme, host and port of the address.
        origin: String,
        /// What the HTTP library said; it holds no address.
        #[source]
        source: reqwest::Error,
    },
    /// The answer is not the JSON that was expected. The text itself is not kept: it may hold secrets.
    #[error("the answer is not the JSON that was expected (line {line}, column {column})")]
    Json {
        /// Line of the first surprise, from 1.
        line: usize,
        /// Column of the first surprise, from 1.
        column: usize,
    },
    /// The HTTP library could not be started; the machine's TLS configuration is unusable.
    #[error("the HTTP client could not be started")]
    Start(#[source] reqwest::Error),
}

impl Error {
    /// Sorts what the HTTP library said. The URL is taken out, since it may carry a code or a signature.
    pub fn of(error: reqwest::Error, url: &Url) -> Self {
        let origin = url.origin().ascii_serialization();
        let source = error.without_url();
        if source.is_timeout() {
            Self::Timeout { origin, source }
        } else if source.is_connect() || (source.is_request() && !source.is_builder()) {
            Self::Connect { origin, source }
        } else {
            Self::Protocol { origin, source }
        }
    }

    /// Whether the same request could succeed a moment later without anybody doing something.
    pub fn is_passing(&self) -> bool {
        matches!(self, Self::Connect { .. } | Self::Timeout { .. } | Self::Protocol { .. })
    }
}
