//! Whether a credential may be sent to a service's address.

use latchkey_types::Reach;
use url::Url;

use crate::view::Address;

/// Looks at an address as Azure answered it.
pub(super) fn check(uri: Option<&str>, reach: Reach) -> Address {
    let Some(uri) = uri else { return Address::Absent };
    let doubt = match Url::parse(uri) {
        Err(_) => Some("It is not a valid address."),
        Ok(url) if !url.username().is_empty() || url.password().is_some() => {
            Some("It holds a user name, which hides the host that it really leads to.")
        }
        Ok(url) if !matches!(url.scheme(), "http" | "https") => Some("It is not a web address."),
        Ok(url) if reach == Reach::Loopback && !reach.allows(&url) => {
            Some("It leads outside of this machine, although the cloud is an emulated one.")
        }
        Ok(url) if !reach.allows(&url) => {
            Some("It is not encrypted: whoever is on the way can read the credential.")
        }
        Ok(_) => None,
    };
    let uri = uri.to_owned();
    match doubt {
        None => Address::Sound { uri },
        Some(reason) => Address::Doubtful { uri, reason: reason.to_owned() },
    }
}

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
        assert_eq!(check(None, Reach::Internet), Address::Absent);
    }
}
