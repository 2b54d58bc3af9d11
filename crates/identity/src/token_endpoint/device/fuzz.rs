//! Device codes of hostile services: what is accepted can be typed and ends.

use latchkey_fuzz::{for_a_while, near};

use super::*;

const ANSWERS: [&[u8]; 2] = [
    br#"{"user_code":"FRWCCN7TL","device_code":"d","verification_uri":"https://login.example/device","expires_in":900,"interval":5,"message":"To sign in"}"#,
    br#"{"user_code":"WDJB-MJHT","device_code":"d","verification_url":"http://127.0.0.1:1/x","expires_in":"12","interval":0}"#,
];

#[test]
fn an_accepted_code_can_be_typed_and_ends() {
    for_a_while(&near(&ANSWERS), |bytes| {
        let Ok(answer) = serde_json::from_slice::<Answer>(&bytes) else { return };
        let Ok(code) = answer.into_authorization() else { return };
        assert!(!code.secret.is_empty());
        let is_typed = |next: char| next.is_ascii_alphanumeric() || next == '-' || next == ' ';
        assert!((1..=LONGEST_USER_CODE).contains(&code.user_code.len()), "{}", code.user_code);
        assert!(code.user_code.chars().all(is_typed) && code.user_code.trim() == code.user_code);
        assert!(code.life <= Duration::from_hours(7 * 24) && !code.interval.is_zero());
    });
}
