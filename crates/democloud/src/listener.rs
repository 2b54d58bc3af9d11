//! The listeners of a demo cloud, and the service behind each.
//!
//! Every address in an answer is the one that the caller used, so that plain HTTP, TLS and all spellings of
//! loopback can be used side by side.

use url::{Host, Url};

/// What answers at a listener.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Service {
    /// Everything that is told apart by its path: Entra, ARM, model management, Graph, managed identity, scoring.
    Cloud,
    /// One key vault; Azure has a host for each.
    KeyVault(String),
    /// The controls of the demo cloud itself.
    Control,
}

/// One port.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Listener {
    pub(crate) is_secure: bool,
    pub(crate) port: u16,
    pub(crate) service: Service,
}

const LOOPBACK_NAMES: [&str; 3] = ["localhost", "127.0.0.1", "[::1]"];

impl Listener {
    /// The address of this listener, without a slash at its end.
    pub(crate) fn address(&self) -> String {
        format!("{}://localhost:{}", self.scheme(), self.port)
    }

    /// The address as a caller spelled it in its `Host` header; `None` for a foreign one, which would
    /// let a web page in (DNS rebinding).
    pub(crate) fn address_for(&self, host: &str) -> Option<String> {
        LOOPBACK_NAMES
            .iter()
            .map(|name| format!("{name}:{}", self.port))
            .find(|own| own.eq_ignore_ascii_case(host))
            .map(|own| format!("{}://{own}", self.scheme()))
    }

    /// Whether a URL is at this listener, however loopback is spelled.
    pub(crate) fn has(&self, url: &Url) -> bool {
        let is_loopback = match url.host() {
            Some(Host::Domain(name)) => name == "localhost",
            Some(Host::Ipv4(address)) => address.is_loopback(),
            Some(Host::Ipv6(address)) => address.is_loopback(),
            None => false,
        };
        is_loopback && url.scheme() == self.scheme() && url.port_or_known_default() == Some(self.port)
    }

    fn scheme(&self) -> &'static str {
        if self.is_secure { "https" } else { "http" }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LISTENER: Listener = Listener { is_secure: false, port: 4711, service: Service::Cloud };

    #[test]
    fn only_this_machine_and_port_are_an_own_host() {
        let check = |host: &str, expected: Option<&str>| {
            assert_eq!(LISTENER.address_for(host).as_deref(), expected, "{host}");
        };
        check("localhost:4711", Some("http://localhost:4711"));
        check("LOCALHOST:4711", Some("http://localhost:4711"));
        check("127.0.0.1:4711", Some("http://127.0.0.1:4711"));
        check("[::1]:4711", Some("http://[::1]:4711"));
        check("localhost", None);
        check("localhost:4712", None);
        check("localhost:4711.evil.example", None);
        check("evil.example:4711", None);
        check("", None);
    }

    #[test]
    fn a_url_is_at_a_door_by_scheme_and_port() {
        let check = |url: &str, expected: bool| {
            assert_eq!(LISTENER.has(&Url::parse(url).unwrap()), expected, "{url}");
        };
        check("http://localhost:4711/a", true);
        check("http://127.0.0.1:4711", true);
        check("http://[::1]:4711", true);
        check("https://localhost:4711", false);
        check("http://localhost:4712", false);
        check("http://localhost.evil.example:4711", false);
    }
}
