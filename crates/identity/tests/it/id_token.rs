//! ID tokens that somebody tampered with.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use latchkey_identity::SignInError;
use serde_json::{Value, json};

use crate::{
    authority::{Authority, CLIENT, NOW, encode, tokens},
    sign_in::assert_closed,
    stage::{Stage, come_back},
};

async fn check(name: &str, make: impl Fn(&Authority) -> String + Send + Sync + 'static, expected: &str) {
    let stage = Stage::unprepared().await;
    stage.authority.describe(stage.authority.metadata()).await;
    stage.authority.issue(move |authority, _| tokens(&make(authority))).await;
    let result = stage.sign_in(come_back).await;
    assert_closed(&stage.page().unwrap()).await;
    let got = match result {
        Ok(_) => "Ok".to_owned(),
        Err(SignInError::IdToken(error)) => format!("{error:?}"),
        Err(error) => format!("another error: {error:?}"),
    };
    assert_eq!(got, expected, "{name}");
}

async fn check_claim(name: &'static str, value: Value, expected: &str) {
    let make = move |authority: &Authority| {
        let mut claims = authority.claims();
        claims[name] = value.clone();
        authority.sign(&claims)
    };
    check(name, make, expected).await;
}

#[tokio::test]
async fn claims_have_to_be_those_of_this_sign_in() {
    check_claim("iss", json!("https://evil.example/v2.0"), "Issuer").await;
    check_claim("iss", json!(null), "Issuer").await;
    check_claim("tid", json!("11111111-5f7e-4bbd-9c0e-6d6a4f6a9b11"), "Issuer").await;
    check_claim("tid", json!("../evil"), "Claim(\"tid\")").await;
    check_claim("tid", json!(null), "Claim(\"tid\")").await;
    check_claim("oid", json!(null), "Claim(\"oid\")").await;
    check_claim("aud", json!("00000003-0000-0000-c000-000000000000"), "Audience").await;
    check_claim("aud", json!([CLIENT, "another"]), "Audience").await;
    check_claim("aud", json!([CLIENT]), "Ok").await;
    check_claim("nonce", json!("old"), "Nonce").await;
    check_claim("nonce", json!(null), "Nonce").await;
    check_claim("exp", json!(NOW - 301), "Expired").await;
    check_claim("exp", json!(NOW - 299), "Ok").await;
    check_claim("exp", json!(null), "Claim(\"exp\")").await;
    check_claim("nbf", json!(NOW + 301), "NotYetValid").await;
    check_claim("nbf", json!(NOW + 299), "Ok").await;
    check_claim("preferred_username", json!(null), "Ok").await;
}

#[tokio::test]
async fn signature_has_to_be_the_authoritys() {
    let unsigned = |alg: &'static str| {
        move |authority: &Authority| {
            format!("{}.{}.", encode(&json!({ "alg": alg, "kid": "k1" })), encode(&authority.claims()))
        }
    };
    check("alg none", unsigned("none"), "Algorithm").await;
    check("alg NONE", unsigned("NONE"), "Algorithm").await;
    check("alg RS256 without signature", unsigned("RS256"), "Signature").await;

    let with_public_key_as_secret = |authority: &Authority| {
        let secret = URL_SAFE_NO_PAD.decode(authority.public_key().0).unwrap();
        let mut header = Header::new(Algorithm::HS256);
        header.kid = Some("k1".to_owned());
        jsonwebtoken::encode(&header, &authority.claims(), &EncodingKey::from_secret(&secret)).unwrap()
    };
    check("alg HS256", with_public_key_as_secret, "Algorithm").await;
    let header =
        |header: Value| move |authority: &Authority| authority.sign_with(&header, &authority.claims());
    check("alg RS384", header(json!({ "alg": "RS384", "kid": "k1" })), "Algorithm").await;
    check("foreign kid", header(json!({ "alg": "RS256", "kid": "k9" })), "UnknownKey").await;
    check("no kid", header(json!({ "alg": "RS256" })), "UnknownKey").await;
    check(
        "key inside",
        header(json!({ "alg": "RS256", "jwk": { "kty": "RSA", "n": "AQAB", "e": "AQAB" } })),
        "UnknownKey",
    )
    .await;

    let changed = |authority: &Authority| {
        let token = authority.sign(&authority.claims());
        let [header, _, signature] = token.split('.').collect::<Vec<_>>()[..] else {
            unreachable!("a token has three parts")
        };
        let mut claims = authority.claims();
        claims["oid"] = json!("99999999-0f6a-4a0e-8f3e-0d5f6a2b7c11");
        format!("{header}.{}.{signature}", encode(&claims))
    };
    check("changed claims", changed, "Signature").await;
    check("two parts", |_: &Authority| "e30.e30".to_owned(), "Malformed").await;
}

#[tokio::test]
async fn key_of_another_authority_is_not_known() {
    let other = Authority::start().await;
    let make = move |authority: &Authority| other.sign(&authority.claims());
    check("another key under the same kid", make, "Signature").await;
}

#[tokio::test]
async fn a_clock_that_is_set_back_during_the_sign_in_is_named() {
    let stage = Stage::unprepared().await;
    stage.authority.publish_keys("Sun, 01 Mar 2026 13:00:00 GMT").await;
    stage.authority.describe(stage.authority.metadata()).await;
    let an_hour_later = |authority: &Authority| {
        let mut claims = authority.claims();
        (claims["iat"], claims["nbf"], claims["exp"]) =
            (json!(NOW + 3600), json!(NOW + 3600), json!(NOW + 7200));
        authority.sign(&claims)
    };
    stage.authority.issue(move |authority, _| tokens(&an_hour_later(authority))).await;
    let result = stage.sign_in(come_back).await;
    assert!(matches!(result, Err(SignInError::ClockWrong { difference_seconds: -3600 })), "{result:?}");
}
