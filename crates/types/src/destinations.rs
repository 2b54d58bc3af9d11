//! Where a token may be sent. It is decided when the token is asked for, from the cloud as its owner was shown it, and
//! kept with the token until a request leaves with it.

use url::Url;

use crate::Secret;

/// A token with the places that it was asked for. A request takes no token without them.
#[derive(Debug, Clone)]
pub struct BearerToken {
    /// The token.
    pub value: Secret,
    /// Where it may be sent.
    pub destinations: Destinations,
}

/// The places that a token was asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Destinations {
    /// Origins: scheme, host and port.
    origins: Vec<String>,
    /// Domains: every host below one of them, by https on its own port.
    domains: Vec<String>,
}

impl Destinations {
    /// The origin of one address.
    pub fn origin(url: &Url) -> Self {
        Self { origins: vec![url.origin().ascii_serialization()], domains: Vec::new() }
    }

    /// The same, and every host below a domain.
    #[must_use]
    pub fn and_below(mut self, domain: Option<&str>) -> Self {
        self.domains.extend(domain.map(str::to_ascii_lowercase));
        self
    }

    /// Whether a token may be sent to an address.
    pub fn allows(&self, url: &Url) -> bool {
        let is_plain = url.username().is_empty() && url.password().is_none();
        is_plain && (self.origins.contains(&url.origin().ascii_serialization()) || self.has_above(url))
    }

    /// What is left where the token names another resource than the one that was asked for. A name that is no address
    /// says nothing; any other leaves its own origin at most.
    #[must_use]
    pub fn narrowed_to(self, resource: &str) -> Self {
        match Url::parse(resource) {
            Ok(named) if named.has_host() => {
                if self.allows(&named) {
                    Self::origin(&named)
                } else {
                    Self::default()
                }
            }
            _ => self,
        }
    }

    /// The places for people: hosts with their ports, and domains as `*.domain`. Only on loopback is there anything but
    /// https.
    pub fn names(&self) -> Vec<String> {
        let plain = |origin: &String| {
            let schemes = ["https://", "http://"];
            schemes.iter().find_map(|scheme| origin.strip_prefix(scheme)).unwrap_or(origin).to_owned()
        };
        let origins = self.origins.iter().map(plain);
        origins.chain(self.domains.iter().map(|domain| format!("*.{domain}"))).collect()
    }

    fn has_above(&self, url: &Url) -> bool {
        let host = url.host_str().unwrap_or_default().to_ascii_lowercase();
        let is_below =
            |domain: &String| host.strip_suffix(domain.as_str()).is_some_and(|rest| rest.ends_with('.'));
        url.scheme() == "https" && url.port().is_none() && self.domains.iter().any(is_below)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(text: &str) -> Url {
        Url::parse(text).unwrap()
    }

    #[test]
    fn a_place_is_an_origin_or_below_a_domain() {
        let places = Destinations::origin(&url("https://arm.stack.example:8443/x"))
            .and_below(Some("ml.stack.example"));
        let check = |text: &str, expected: bool| assert_eq!(places.allows(&url(text)), expected, "{text}");
        check("https://arm.stack.example:8443/subscriptions", true);
        check("https://arm.stack.example/subscriptions", false);
        check("http://arm.stack.example:8443/", false);
        check("https://we.ml.stack.example/", true);
        check("https://ml.stack.example/", false);
        check("https://we.ml.stack.example:444/", false);
        check("https://evilml.stack.example/", false);
        check("https://me@we.ml.stack.example/", false);
        assert_eq!(places.names(), ["arm.stack.example:8443", "*.ml.stack.example"]);
    }

    #[test]
    fn a_readable_audience_only_narrows() {
        let places = || Destinations::origin(&url("https://arm.example")).and_below(Some("ml.example"));
        let check = |resource: &str, expected: Destinations| {
            assert_eq!(places().narrowed_to(resource), expected, "{resource}");
        };
        check("797f4846-ba00-4fd7-ba43-dac1f8f63013", places());
        check("https://arm.example/", Destinations::origin(&url("https://arm.example")));
        check("https://vault.azure.net", Destinations::default());
        check("https://evil.example", Destinations::default());
    }
}
