//! Which addresses a client may connect to, decided by the address alone.

use serde::{Deserialize, Serialize};
use url::{Host, Url};

/// Which addresses a client of this cloud may connect to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Reach {
    /// Any host, by https; plain http on loopback only.
    Internet,
    /// Loopback addresses only, so that an emulator's profile can never meet a real service.
    Loopback,
    /// Endpoints that a host keeps for the programs on it, such as managed identity's: loopback, link-local and
    /// private addresses, by number, so that no resolver of names has a say in it.
    Host,
}

impl Reach {
    /// Whether a client may connect to this address.
    pub fn allows(self, url: &Url) -> bool {
        match self {
            Self::Internet => url.scheme() == "https" || (url.scheme() == "http" && is_loopback(url)),
            Self::Loopback => matches!(url.scheme(), "http" | "https") && is_loopback(url),
            Self::Host => matches!(url.scheme(), "http" | "https") && (is_loopback(url) || is_near(url)),
        }
    }
}

/// Whether the host is a number that no router forwards to the internet (RFC 1918, RFC 3927, RFC 4193, RFC 4291).
fn is_near(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => address.is_link_local() || address.is_private(),
        Some(Host::Ipv6(address)) => address.is_unicast_link_local() || address.is_unique_local(),
        Some(Host::Domain(_)) | None => false,
    }
}

/// Whether the host is this machine: `localhost`, 127.0.0.0/8 or ::1 (RFC 6761 §6.3).
pub(crate) fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name.eq_ignore_ascii_case("localhost"),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}
