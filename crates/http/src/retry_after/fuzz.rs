//! Waits of anybody's making: none is longer than a day, whatever is asked for.

use latchkey_fuzz::{for_a_while, near, near_text};
use reqwest::header::{HeaderName, HeaderValue};

use super::*;

#[test]
fn any_text_is_survived() {
    let texts = ["Please try again after '324' seconds.", "Retry after 30 second(s)", "in a few seconds"];
    for_a_while(&near_text(&texts), |text| {
        assert!(from_text(&text).is_none_or(|wait| wait <= LONGEST), "{text}");
        assert!(from_text(&format!("{text} 12'seconds {text}")).is_some(), "{text}");
    });
}

#[test]
fn no_header_makes_anybody_wait_for_more_than_a_day() {
    let now = "2026-03-01T12:00:00Z".parse().expect("a time");
    let values: [&[u8]; 4] =
        [b"7", b"99999999999999999999", b"Sun, 01 Mar 2026 12:00:30 GMT", b"Fri, 31 Dec 9999 23:59:59 GMT"];
    for_a_while(&near(&values), |bytes| {
        let Ok(value) = HeaderValue::from_bytes(&bytes) else { return };
        for name in ["retry-after", "retry-after-ms", "x-ms-retry-after-ms"] {
            let headers = HeaderMap::from_iter([(HeaderName::from_static(name), value.clone())]);
            let wait = from_headers(&headers, now);
            assert!(wait.is_none_or(|wait| wait <= LONGEST), "{name}: {value:?}");
            let is_number = !bytes.is_empty() && bytes.iter().all(u8::is_ascii_digit);
            assert!(!is_number || wait.is_some(), "{name}: {value:?}");
        }
    });
}
