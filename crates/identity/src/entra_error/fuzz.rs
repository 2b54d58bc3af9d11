//! Refusals of anybody's making: what is printed of them names nobody and is one line.

use latchkey_fuzz::{for_a_while, near, near_text};

use super::*;

const BODIES: [&[u8]; 4] = [
    br#"{"error":"x","correlation_id":"0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789x","trace_id":" ","error_codes":[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17]}"#,
    br#"{"error":"interaction_required","error_description":"AADSTS50076: Ada needs it.\r\nTrace ID: t-1\r\nCorrelation ID: c-1\r\nTimestamp: 2020-11-05 19:52:45Z","error_codes":[50076,"70008"],"suberror":"basic_action","claims":"{}","correlation_id":"c-2"}"#,
    br#"{"error":"invalid_grant","error_codes":null,"timestamp":5}"#,
    br#"{"error":{"code":"x"}}"#,
];
const DESCRIPTIONS: [&str; 2] = [
    "AADSTS50076: Ada needs it.\r\nTrace ID: t-1\r\nCorrelation ID: c-1\r\nTimestamp: 2020-11-05 19:52:45Z",
    "AADSTS1AADSTS1AADSTS99999999999 Trace ID:Trace ID:\n",
];

fn hold(error: &EntraError) {
    let printed = error.to_string();
    assert!(printed.chars().all(|next| next.is_ascii_graphic() || next == ' '), "{printed:?}");
    assert!(printed.len() <= 60 + 16 * " AADSTS4294967295".len(), "{printed}");
    assert!(!format!("{error:?}").contains(['\n', '\r', '\u{1b}', '\u{202e}']));
    assert!(error.description.as_deref().is_none_or(|text| !text.contains('\n') && text.trim() == text));
    let ids = [&error.correlation_id, &error.trace_id, &error.timestamp];
    assert!(ids.into_iter().flatten().all(|id| !id.is_empty() && id.len() <= 100), "{ids:?}");
    let _problem = error.problem();
}

#[test]
fn any_body_is_survived_and_printed_in_one_line() {
    for_a_while(&near(&BODIES), |bytes| {
        if let Ok(error) = serde_json::from_slice::<EntraError>(&bytes) {
            assert!(!error.error.is_empty());
            hold(&error);
        }
    });
}

#[test]
fn any_description_is_survived() {
    for_a_while(&(near_text(&DESCRIPTIONS), near_text(&["access_denied"])), |(text, word)| {
        let error = EntraError::from_callback(&word, Some(&text), Some(&word));
        let codes: std::collections::HashSet<u32> = error.codes.iter().copied().collect();
        assert_eq!(codes.len(), error.codes.len(), "a number occurs once");
        hold(&error);
    });
}
