//! What a service wants in the next token, as its 401 says (`insufficient_claims`).
//!
//! <https://learn.microsoft.com/entra/identity-platform/claims-challenge>

use base64::{
    Engine, alphabet,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};
use latchkey_http::{Response, StatusCode};
use serde_json::Value;

use crate::challenge::bearer_parameters;

/// No challenge has more.
const LONGEST: usize = 16 * 1024;

/// The claims of an answer's one challenge, as JSON. Two of them cannot both be met, and are left alone.
pub(crate) fn read(response: &Response) -> Option<String> {
    if response.status() != StatusCode::UNAUTHORIZED {
        return None;
    }
    match bearer_parameters(response, "claims").as_slice() {
        [only] => decode(only),
        _ => None,
    }
}

/// Base64 of either alphabet, with or without padding.
fn decode(text: &str) -> Option<String> {
    let config = GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
    let decoded = [alphabet::STANDARD, alphabet::URL_SAFE].iter().find_map(|alphabet| {
        GeneralPurpose::new(alphabet, config).decode(text.get(..LONGEST).unwrap_or(text)).ok()
    })?;
    let claims = String::from_utf8(decoded).ok()?;
    serde_json::from_str::<Value>(&claims).is_ok_and(|claims| claims.is_object()).then_some(claims)
}

#[cfg(test)]
mod fuzz;
#[cfg(test)]
mod tests {
    use super::*;
    use crate::challenge::parameters;

    #[test]
    fn claims_are_read_in_every_spelling() {
        let check = |header: &str, expected: &[&str]| {
            let found = parameters(header, "claims");
            let claims: Vec<String> = found.iter().filter_map(|text| decode(text)).collect();
            assert_eq!(claims, expected, "{header}");
        };
        let claims = r#"{"access_token":{"acrs":{"essential":true,"value":"c1"}}}"#;
        let padded = "eyJhY2Nlc3NfdG9rZW4iOnsiYWNycyI6eyJlc3NlbnRpYWwiOnRydWUsInZhbHVlIjoiYzEifX19";
        check(&format!("Bearer realm=\"\", error=\"insufficient_claims\", claims=\"{padded}\""), &[claims]);
        check("Bearer claims=\"e30=\"", &["{}"]);
        check("Bearer claims=\"e30\"", &["{}"]);
        check("Bearer error=\"invalid_token\"", &[]);
        check("Bearer claims=\"???\"", &[]);
        check("Bearer claims=\"W10=\"", &[]);
        check("Bearer claims=\"e30=\", Bearer claims=\"e30=\"", &["{}", "{}"]);
    }
}
