//! What is recorded of each request: enough to follow a flow, nothing that could be a secret.

use std::time::Duration;

use jiff::Timestamp;
use reqwest::{Method, StatusCode};

/// One request and what came of it. Bodies and headers are left out on purpose.
#[derive(Debug, Clone)]
pub struct Exchange {
    /// The method.
    pub method: Method,
    /// The address, redacted.
    pub url: String,
    /// The status of the answer; `None` if none came.
    pub status: Option<StatusCode>,
    /// Which try this was, from 1.
    pub attempt: u32,
    /// When the request was sent, UTC.
    pub started_at: Timestamp,
    /// How long it took until the whole answer was there.
    pub duration: Duration,
    /// The id that we gave the request (`x-ms-client-request-id`).
    pub client_request_id: String,
    /// The id that the service gave it.
    pub correlation_id: Option<String>,
    /// How long the service asked us to wait.
    pub retry_after: Option<Duration>,
}

/// Whoever wants to see the exchanges.
pub trait Observer: Send + Sync {
    /// Called once for each try, after it ended.
    fn on_exchange(&self, exchange: &Exchange);
}

/// An observer that does nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoopObserver;

impl Observer for NoopObserver {
    fn on_exchange(&self, _exchange: &Exchange) {}
}
