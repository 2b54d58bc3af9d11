//! The `claims` parameter (OpenID Connect Core §5.5): what a resource or a policy requires in the next token. It also
//! announces that this client handles claims challenges (`cp1`); other clients get none.
//!
//! <https://learn.microsoft.com/entra/identity-platform/claims-challenge>

use serde_json::{Value, json};

/// What to send: the challenge, as it came, together with what this client can. A challenge that is no JSON object
/// is left out, since the service would refuse the whole request.
pub(crate) fn with_capability(challenge: Option<&str>) -> String {
    let asked = challenge.and_then(|text| serde_json::from_str::<Value>(text).ok()).filter(Value::is_object);
    let mut claims = asked.unwrap_or_else(|| json!({}));
    if !claims["access_token"].is_object() {
        claims["access_token"] = json!({});
    }
    claims["access_token"]["xms_cc"] = json!({ "values": ["cp1"] });
    claims.to_string()
}

#[cfg(test)]
mod fuzz;
#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_challenge_is_sent_back_with_what_the_client_can() {
        let check = |challenge: Option<&str>, expected: Value| {
            let sent: Value = serde_json::from_str(&with_capability(challenge)).expect("it is JSON");
            assert_eq!(sent, expected, "{challenge:?}");
        };
        let alone = json!({ "access_token": { "xms_cc": { "values": ["cp1"] } } });
        check(None, alone.clone());
        check(Some("not json"), alone.clone());
        check(Some("[]"), alone.clone());
        check(Some(r#"{ "access_token": null }"#), alone);
        check(
            Some(
                r#"{ "id_token": { "acr": null }, "access_token": { "nbf": { "essential": true, "value": "1" } } }"#,
            ),
            json!({
                "id_token": { "acr": null },
                "access_token": { "nbf": { "essential": true, "value": "1" }, "xms_cc": { "values": ["cp1"] } },
            }),
        );
    }
}
