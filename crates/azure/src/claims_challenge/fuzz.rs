//! Challenges of hostile services: what is read is an object, and short.

use latchkey_fuzz::{for_a_while, near_text};

use super::*;
use crate::challenge::parameters;

#[test]
fn what_is_read_of_a_challenge_is_an_object() {
    let headers = [
        "Bearer realm=\"\", error=\"insufficient_claims\", claims=\"eyJhY2Nlc3NfdG9rZW4iOnsiYWNycyI6eyJlc3NlbnRpYWwiOnRydWUsInZhbHVlIjoiYzEifX19\"",
        "Bearer claims=\"e30=\", Bearer claims=\"e30=\"",
        "Bearer claims=\"W10=\"",
    ];
    for_a_while(&near_text(&headers), |header| {
        for claims in parameters(&header, "claims").iter().filter_map(|text| decode(text)) {
            assert!(claims.len() <= LONGEST);
            assert!(serde_json::from_str::<Value>(&claims).expect("it was read").is_object());
        }
    });
}
