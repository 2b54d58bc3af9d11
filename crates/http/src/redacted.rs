//! URLs as they may be printed: no user info, no fragment, and no value of a query parameter that
//! could be a code, a token or a signature.

use std::fmt;

use url::Url;

/// Query parameters whose values are safe to read in a log. Everything else is hidden, so that a
/// parameter that nobody thought of does not leak.
const OPEN_PARAMETERS: [&str; 14] = [
    "api-version",
    "$top",
    "$filter",
    "$expand",
    "$select",
    "$orderby",
    "response_type",
    "response_mode",
    "code_challenge_method",
    "prompt",
    "client_id",
    "redirect_uri",
    "scope",
    "list_view_type",
];

/// A URL that prints redacted.
#[derive(Clone, Copy)]
pub struct Redacted<'a>(&'a Url);

/// Wraps a URL for printing.
pub fn redacted(url: &Url) -> Redacted<'_> {
    Redacted(url)
}

impl fmt::Display for Redacted<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}{}", self.0.origin().ascii_serialization(), self.0.path())?;
        let mut separator = '?';
        for pair in self.0.query().unwrap_or_default().split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or(("", pair));
            let is_open =
                OPEN_PARAMETERS.iter().any(|open| open.eq_ignore_ascii_case(&name.replace("%24", "$")));
            write!(formatter, "{separator}{name}={}", if is_open { value } else { "…" })?;
            separator = '&';
        }
        Ok(())
    }
}

impl fmt::Debug for Redacted<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_that_could_be_secret_are_hidden() {
        let check = |text: &str, expected: &str| {
            assert_eq!(redacted(&Url::parse(text).unwrap()).to_string(), expected);
        };
        check("https://a.example/x?api-version=2024-10-01", "https://a.example/x?api-version=2024-10-01");
        check("https://u:p@a.example:8443/x#frag", "https://a.example:8443/x");
        check(
            "http://localhost:1/?code=C&state=S&session_state=Q&%24top=5",
            "http://localhost:1/?code=…&state=…&session_state=…&%24top=5",
        );
        check(
            "https://a.example/?sig=abc&sv=2020&client_secret=x",
            "https://a.example/?sig=…&sv=…&client_secret=…",
        );
        check("https://a.example/?whole-query-is-a-token", "https://a.example/?=…");
    }
}
