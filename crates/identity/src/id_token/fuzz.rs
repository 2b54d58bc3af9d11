//! ID tokens that somebody changed, and signed ones that say something else: only what is right in everything proves
//! who signed in.

use aws_lc_rs::{
    rand::SystemRandom,
    rsa::{KeyPair, KeySize, PublicKeyComponents},
    signature::{KeyPair as _, RSA_PKCS1_SHA256},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use latchkey_fuzz::{for_a_while, near, near_text};
use serde_json::json;

use super::*;

const NOW: i64 = 1_772_366_400;
const HEADER: &[u8] = br#"{"typ":"JWT","alg":"RS256","kid":"k1"}"#;
const ISSUER: &str = "https://login.example/0c6e1c3a-5f7e-4bbd-9c0e-6d6a4f6a9b11/v2.0";

/// A key that was made just now, and the set that publishes it.
struct Signer {
    key: KeyPair,
    keys: KeySet,
}

impl Signer {
    fn new() -> Self {
        let key = KeyPair::generate(KeySize::Rsa2048).expect("a key can be made");
        let public = PublicKeyComponents::<Vec<u8>>::from(key.public_key());
        let [n, e] = [public.n, public.e].map(|part| URL_SAFE_NO_PAD.encode(part));
        let keys = json!({ "keys": [{ "kty": "RSA", "kid": "k1", "n": n, "e": e }] });
        Self { key, keys: KeySet::from_json(&keys).expect("it is a set") }
    }

    fn sign(&self, header: &[u8], claims: &[u8]) -> String {
        let text = format!("{}.{}", URL_SAFE_NO_PAD.encode(header), URL_SAFE_NO_PAD.encode(claims));
        let mut signature = vec![0; self.key.public_modulus_len()];
        let signed = self.key.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), text.as_bytes(), &mut signature);
        signed.expect("the key signs");
        format!("{text}.{}", URL_SAFE_NO_PAD.encode(signature))
    }

    fn check(&self, token: &str, rules: Rules<'_>) -> Result<Identity, IdTokenError> {
        let issuer = match rules {
            Rules::Entra => Issuer::Entra("https://login.example/{tenantid}/v2.0".to_owned()),
            Rules::OpenId { .. } => Issuer::Exact(ISSUER.to_owned()),
        };
        let (nonce, now) = (Secret::new("N"), Timestamp::from_second(NOW).expect("a time"));
        let expected = Expected { issuer: &issuer, client_id: "C", nonce: Some(&nonce), now, rules };
        check(&Secret::new(token), &self.keys, &expected)
    }
}

const EITHER: [Rules<'static>; 2] =
    [Rules::Entra, Rules::OpenId { algorithms: &[Algorithm::RS256, Algorithm::PS256], subject: Some("S") }];

fn claims() -> Vec<u8> {
    let claims = json!({
        "iss": ISSUER, "aud": "C", "azp": "C", "nonce": "N", "exp": NOW + 3600, "iat": NOW, "nbf": NOW, "sub": "S",
        "tid": "0c6e1c3a-5f7e-4bbd-9c0e-6d6a4f6a9b11", "oid": "5d3a1b52-0f6a-4a0e-8f3e-0d5f6a2b7c11",
        "preferred_username": "ada@example.com", "name": "Ada",
    });
    claims.to_string().into_bytes()
}

#[test]
fn any_change_of_a_signed_token_is_noticed() {
    let signer = Signer::new();
    let whole = signer.sign(HEADER, &claims());
    for_a_while(&near_text(&[&whole]), |token| {
        for rules in EITHER {
            assert_eq!(signer.check(&token, rules).is_ok(), token == whole, "{token}");
        }
    });
}

#[test]
fn a_signed_token_proves_what_is_right_in_every_claim() {
    let signer = Signer::new();
    let whole = claims();
    let in_a_list = String::from_utf8_lossy(&whole).replace(r#""aud":"C""#, r#""aud":["C"]"#);
    for_a_while(&near(&[&whole, in_a_list.as_bytes()]), |claims| {
        let token = signer.sign(HEADER, &claims);
        for rules in EITHER {
            let Ok(identity) = signer.check(&token, rules) else { continue };
            let said: Value = serde_json::from_slice(&claims).expect("it was read");
            assert_eq!((&said["iss"], &said["nonce"]), (&json!(ISSUER), &json!("N")));
            assert!(
                said["aud"] == "C" || said["aud"].as_array().is_some_and(|all| all.contains(&json!("C")))
            );
            assert!(
                said["exp"].as_i64().is_some_and(|end| NOW < end.saturating_add(CLOCK_SKEW_LIMIT.as_secs()))
            );
            assert!(said["nbf"].as_i64().is_none_or(|begin| begin <= NOW + CLOCK_SKEW_LIMIT.as_secs()));
            assert!(!identity.subject.is_empty() && identity.subject.len() <= 255);
            match rules {
                Rules::Entra => assert_eq!(identity.tenant_id, "0c6e1c3a-5f7e-4bbd-9c0e-6d6a4f6a9b11"),
                Rules::OpenId { .. } => {
                    assert_eq!((identity.tenant_id, identity.subject.as_str()), (String::new(), "S"));
                }
            }
        }
    });
}

#[test]
fn a_header_chooses_neither_its_algorithm_nor_its_key() {
    let signer = Signer::new();
    let headers: [&[u8]; 5] = [
        HEADER,
        br#"{"alg":"none","kid":"k1"}"#,
        br#"{"alg":"HS256","kid":"k1"}"#,
        br#"{"alg":"RS256","kid":"k1","crit":["exp"]}"#,
        br#"{"alg":"RS256","jku":"https://evil.example","jwk":{"kty":"RSA","n":"AQAB","e":"AQAB"}}"#,
    ];
    for_a_while(&near(&headers), |header| {
        let token = signer.sign(&header, &claims());
        for rules in EITHER {
            if signer.check(&token, rules).is_err() {
                continue;
            }
            let Ok(said) = serde_json::from_slice::<Value>(&header) else { continue };
            assert!(said["alg"] == "RS256" && said["crit"].is_null(), "{said}");
            // A name may be left out only where the provider's rules allow it (OpenID Connect Core §10.1).
            assert!(
                said["kid"] == "k1" || (said["kid"].is_null() && matches!(rules, Rules::OpenId { .. })),
                "{said}"
            );
        }
    });
}

#[test]
fn any_key_set_is_survived() {
    let sets: [&[u8]; 2] = [
        br#"{"keys":[{"kty":"RSA","use":"sig","kid":"k1","n":"AQAB","e":"AQAB"},{"kty":"EC","crv":"P-256","x":"AA","y":"AA"}]}"#,
        br#"{"keys":[{"kty":"OKP","crv":"Ed25519","x":"AA","alg":"EdDSA"},{"kty":"oct","k":"AA"},5]}"#,
    ];
    let signer = Signer::new();
    let token = Secret::new(signer.sign(HEADER, &claims()));
    for_a_while(&near(&sets), |bytes| {
        let Ok(body) = serde_json::from_slice::<Value>(&bytes) else { return };
        let Some(keys) = KeySet::from_json(&body) else { return };
        let issuer = Issuer::Exact(ISSUER.to_owned());
        for algorithm in
            [Algorithm::RS256, Algorithm::PS256, Algorithm::ES256, Algorithm::EdDSA, Algorithm::HS256]
        {
            let _key = (keys.named(Some("k1"), algorithm), keys.named_or_only(None, algorithm));
        }
        let rules = Rules::OpenId { algorithms: &[Algorithm::RS256], subject: None };
        let now = Timestamp::from_second(NOW).expect("a time");
        let expected = Expected { issuer: &issuer, client_id: "C", nonce: None, now, rules };
        assert!(
            check(&token, &keys, &expected).is_err(),
            "a key that is not the signer's checked its token: {body}"
        );
    });
}
