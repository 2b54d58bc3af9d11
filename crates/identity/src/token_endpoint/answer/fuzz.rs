//! Answers of hostile token endpoints: whatever is accepted is a bearer token with a life.

use latchkey_fuzz::{for_a_while, near};

use super::*;

const ANSWERS: [&[u8]; 3] = [
    br#"{"token_type":"Bearer","expires_in":4321,"refresh_in":2000,"access_token":"a","refresh_token":"r","id_token":"x.y.z","foci":"1"}"#,
    br#"{"token_type":"bearer","expires_in":"3599","expires_on":"1","access_token":"a","refresh_token":null,"id_token":null}"#,
    br#"{"access_token":"a","expires_in":-5,"refresh_in":1e300,"token_type":null}"#,
];

#[test]
fn an_accepted_answer_is_a_bearer_token_with_a_life() {
    for_a_while(&near(&ANSWERS), |bytes| {
        let Ok(answer) = serde_json::from_slice::<TokenAnswer>(&bytes) else { return };
        assert!(!format!("{answer:?}").contains("access_token"));
        let Ok(tokens) = answer.into_tokens() else { return };
        let week = Duration::from_hours(7 * 24);
        assert!(!tokens.access_token.is_empty());
        assert!(tokens.life <= week && tokens.refresh_in.is_none_or(|after| after <= week), "{tokens:?}");
        assert!(
            [&tokens.refresh_token, &tokens.id_token].into_iter().flatten().all(|token| !token.is_empty())
        );
        // What nobody looks at may be broken.
        let Ok(body) = serde_json::from_slice::<Value>(&bytes) else { return };
        let kind = body["token_type"].as_str().unwrap_or("bearer");
        assert!(kind.is_empty() || kind.eq_ignore_ascii_case("bearer"), "{kind} is no bearer token");
    });
}
