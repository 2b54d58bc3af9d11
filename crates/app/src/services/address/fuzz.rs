//! Addresses that somebody made up: what is handed out is the address that was looked at, and can be pasted.

use latchkey_fuzz::{for_a_while, near_text};
use latchkey_types::is_printable;

use super::*;

#[test]
fn no_address_is_read_in_two_ways() {
    let texts = near_text(&[
        "https://churn.westeurope.inference.ml.azure.com/score?a=b#c",
        "https://a.example\\@b.example/\u{1b}[31m\u{202e}",
        "https://u:p@[::1]:8443/$(id)/'\"`;|&",
        "http://localhost:4000/{a,b}/[1-9]",
    ]);
    for_a_while(&texts, |text| {
        for reach in [Reach::Internet, Reach::Loopback] {
            match check(Some(&text), reach) {
                Address::Sound { uri } => {
                    let url = Url::parse(&uri).expect("it was parsed");
                    assert_eq!(url.as_str(), uri, "it has one spelling");
                    assert_eq!(Some(&url), Url::parse(&text).ok().as_ref());
                    assert!(reach.allows(&url) && url.username().is_empty(), "{uri}");
                    assert!(uri.bytes().all(|byte| byte.is_ascii_graphic()), "{uri:?}");
                    assert!(!uri.contains(['"', ' ', '<', '>']), "{uri}");
                }
                Address::Doubtful { uri, .. } => assert!(uri.chars().all(is_printable), "{uri:?}"),
                Address::Absent => unreachable!("there is one"),
            }
        }
    });
}
