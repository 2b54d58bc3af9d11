//! Challenges of hostile services: what is sent back is an object that says what this client can.

use latchkey_fuzz::{for_a_while, near_text};

use super::*;

#[test]
fn any_challenge_is_sent_back_as_an_object() {
    let challenges = [
        r#"{"id_token":{"acr":null},"access_token":{"nbf":{"essential":true,"value":"1"}}}"#,
        r#"{"access_token":5}"#,
        "[]",
    ];
    for_a_while(&near_text(&challenges), |challenge| {
        let sent: Value = serde_json::from_str(&with_capability(Some(&challenge))).expect("it is JSON");
        assert_eq!(sent["access_token"]["xms_cc"]["values"], json!(["cp1"]), "{sent}");
    });
}
