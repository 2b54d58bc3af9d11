//! Whether a credential may be sent to a service's address.

use latchkey_types::{Reach, printable};
use latchkey_words::permission;
use url::{Host, Url};

use crate::bridge::Address;

/// Looks at an address as Azure answered it. What is handed out is the address that was looked at, in the one spelling
/// that every program reads the same way, and never Azure's own: a backslash, a control character or an invisible one
/// would lead another program elsewhere.
pub(super) fn check(uri: Option<&str>, reach: Reach) -> Address {
    let Some(uri) = uri else { return Address::Absent };
    let Ok(url) = Url::parse(uri) else {
        return doubtful(&printable(uri), permission::address_invalid());
    };
    let doubt = if !url.username().is_empty() || url.password().is_some() {
        Some(permission::address_with_user())
    } else if !matches!(url.scheme(), "http" | "https") {
        Some(permission::address_not_web())
    } else if !url.as_str().bytes().all(|byte| byte.is_ascii_graphic()) || !has_plain_host(&url) {
        Some(permission::address_invalid())
    } else if reach == Reach::Loopback && !reach.allows(&url) {
        Some(permission::address_outside())
    } else if !reach.allows(&url) {
        Some(permission::address_not_encrypted())
    } else {
        None
    };
    match doubt {
        None => Address::Sound { uri: url.into() },
        Some(reason) => doubtful(&printable(url.as_str()), reason),
    }
}

/// The specification of URLs lets marks into a host that no name has, a double quote among them (RFC 1123 §2.1).
fn has_plain_host(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => {
            name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_'))
        }
        Some(Host::Ipv4(_) | Host::Ipv6(_)) => true,
        None => false,
    }
}

/// An address that is only shown, in the same spelling; none where it is no web address.
pub(super) fn spelled(uri: Option<&str>) -> Option<String> {
    let url = Url::parse(uri?).ok().filter(|url| matches!(url.scheme(), "http" | "https"))?;
    Some(printable(url.as_str()).into_owned())
}

fn doubtful(uri: &str, reason: String) -> Address {
    Address::Doubtful { uri: uri.to_owned(), reason }
}

#[cfg(test)]
mod fuzz;
#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_that_keep_a_credential_safe_are_sound() {
        let is_sound = |uri: &str, reach| matches!(check(Some(uri), reach), Address::Sound { .. });
        assert!(is_sound("https://churn.westeurope.inference.ml.azure.com/score", Reach::Internet));
        assert!(is_sound("http://localhost:4000/score", Reach::Loopback));
        assert!(!is_sound("http://20.1.2.3:80/api/v1/service/x/score", Reach::Internet));
        assert!(!is_sound("https://me@evil.example/score", Reach::Internet));
        assert!(!is_sound("https://evil.example/score", Reach::Loopback));
        assert!(!is_sound("javascript:alert(1)", Reach::Internet));
        assert!(!is_sound("not an address", Reach::Internet));
        assert!(!is_sound("https://a\"b.example/score", Reach::Internet));
        assert_eq!(check(None, Reach::Internet), Address::Absent);
    }

    #[test]
    fn what_is_handed_out_is_what_was_looked_at() {
        let spelled = |uri: &str| match check(Some(uri), Reach::Internet) {
            Address::Sound { uri } => uri,
            other => panic!("{other:?}"),
        };
        assert_eq!(spelled("https://a.example\\@b.example/score"), "https://a.example/@b.example/score");
        assert_eq!(spelled("ht\ttps://a.exa\nmple/sc\rore"), "https://a.example/score");
        assert_eq!(spelled(" \u{1}https://a.example/\u{1b}[2J "), "https://a.example/%1B[2J");
        assert_eq!(spelled("https://a.example/\u{202e}erocs"), "https://a.example/%E2%80%AEerocs");
        assert_eq!(spelled("https:a.example/a b\"c`d"), "https://a.example/a%20b%22c%60d");
        assert_eq!(spelled("https://bücher.example/ü"), "https://xn--bcher-kva.example/%C3%BC");
        let bad = check(Some("no address\u{1b}[2J\u{202e}"), Reach::Internet);
        assert!(matches!(bad, Address::Doubtful { uri, .. } if uri == "no address\u{fffd}[2J\u{fffd}"));
        assert_eq!(super::spelled(Some("https:\\\\a.example\\x")).as_deref(), Some("https://a.example/x"));
        assert_eq!(super::spelled(Some("javascript:alert(1)")), None);
    }
}
