//! The latest requests, for tests: a bounded list without secrets.

use std::{collections::VecDeque, sync::Mutex};

use url::form_urlencoded;

use crate::lock::lock;

const KEPT: usize = 2000;

/// Query parameters whose values are never kept.
const SECRET: [&str; 17] = [
    "code",
    "device_code",
    "user_code",
    "otc",
    "assertion",
    "client_secret",
    "client_assertion",
    "refresh_token",
    "access_token",
    "id_token",
    "id_token_hint",
    "code_verifier",
    "username",
    "password",
    "passwd",
    "state",
    "login_hint",
];

/// A request that was answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeenRequest {
    /// The HTTP method.
    pub method: String,
    /// The path as it was sent.
    pub path: String,
    /// The query, decoded and encoded again, with secret values replaced by `redacted`.
    pub query: String,
    /// The HTTP status of the answer; 0 if the connection was closed without one.
    pub status: u16,
}

/// The latest requests.
#[derive(Default)]
pub(crate) struct Requests(Mutex<VecDeque<SeenRequest>>);

impl Requests {
    pub(crate) fn add(&self, method: &str, path: &str, query: &str, status: u16) {
        let mut seen = lock(&self.0);
        if seen.len() >= KEPT {
            seen.pop_front();
        }
        let (method, path, query) = (method.to_owned(), path.to_owned(), redact(query));
        seen.push_back(SeenRequest { method, path, query, status });
    }

    pub(crate) fn clear(&self) {
        lock(&self.0).clear();
    }

    pub(crate) fn list(&self) -> Vec<SeenRequest> {
        lock(&self.0).iter().cloned().collect()
    }
}

fn redact(query: &str) -> String {
    let pairs = form_urlencoded::parse(query.as_bytes()).map(|(name, value)| {
        let is_secret = SECRET.iter().any(|secret| secret.eq_ignore_ascii_case(&name));
        let value = if is_secret { "redacted".into() } else { value };
        (name, value)
    });
    form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secret_values_are_not_kept() {
        assert_eq!(
            redact("client_id=a&Code=b&state=c&x=y%20z&refresh_token=d&user_code=e&otc=f"),
            "client_id=a&Code=redacted&state=redacted&x=y+z&refresh_token=redacted&user_code=redacted&otc=redacted"
        );
        assert_eq!(redact(""), "");
    }
}
