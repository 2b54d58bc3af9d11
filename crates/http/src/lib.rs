//! The one HTTP client of the program and its policy.
//!
//! Reach, TLS, timeouts, size limits, retries, throttling and the redacted record of each exchange are
//! decided here, once. What a request means, and what to do about an answer's status, is the caller's.

mod client;
mod error;
mod exchange;
mod redacted;
mod request;
mod response;
mod retry;
mod retry_after;
mod skew;
mod throttle;

pub use client::{Client, Options, Transport};
pub use error::Error;
pub use exchange::{Exchange, NoopObserver, Observer};
pub use redacted::{Redacted, redacted};
pub use request::Request;
pub use reqwest::{Method, StatusCode, header};
pub use response::Response;
pub use skew::ClockSkew;
pub use url::Url;
