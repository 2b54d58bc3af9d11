//! Signing people in at a provider that is not Entra: what it is asked, and what it is not believed.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use latchkey_http::Url;
use latchkey_identity::{RenewalCredential, SignInError, SignedIn};
use rcgen::{KeyPair, PKCS_ECDSA_P256_SHA256, PKCS_ED25519};
use serde_json::{Value, json};
use wiremock::{MockServer, ResponseTemplate};

use crate::{
    authority::{Authority, NOW, encode},
    provider::{APPLICATION, Provider, REALM, SUBJECT, claims, tokens},
    stage::{back, come_back, get, good_return, parameter},
};

fn name(result: Result<SignedIn, SignInError>) -> String {
    match result {
        Ok(_) => "Ok".to_owned(),
        Err(error) => format!("{error:?}"),
    }
}

#[tokio::test]
async fn a_person_signs_in_with_nothing_of_microsofts() {
    let provider = Provider::new().await;
    let userinfo = json!({ "sub": SUBJECT, "preferred_username": "ada", "name": "Ada Łukasz" });
    let mut metadata = provider.metadata();
    metadata["userinfo_endpoint"] = format!("{}/me", provider.stage.authority.server.uri()).into();
    provider.describe(metadata).await;
    provider.put("/me", ResponseTemplate::new(200).set_body_json(userinfo)).await;

    let signed_in = provider.sign_in(come_back).await.unwrap();
    let account = signed_in.account;
    assert_eq!((account.key.tenant_id.as_str(), account.key.subject.as_str()), ("", SUBJECT));
    assert_eq!((account.user_name.as_str(), account.display_name.as_str()), ("ada", "Ada Łukasz"));
    assert_eq!(account.object_id, None);
    assert!(matches!(signed_in.renewal_credential, RenewalCredential::RefreshToken(Some(_))));

    let page = provider.stage.page().unwrap();
    let mut names: Vec<String> = page.query_pairs().map(|(name, _)| name.into_owned()).collect();
    names.sort_unstable();
    let expected = [
        "client_id",
        "code_challenge",
        "code_challenge_method",
        "nonce",
        "prompt",
        "redirect_uri",
        "response_type",
        "scope",
        "state",
        "theme",
    ];
    assert_eq!(names, expected);
    assert_eq!(parameter(&page, "scope"), "openid profile offline_access manage score");
    assert_eq!(parameter(&page, "prompt"), "consent");
    let port = back(&page).port().unwrap();
    assert_eq!(parameter(&page, "redirect_uri"), format!("http://127.0.0.1:{port}/"));
    let forms = provider.forms().await;
    let mut names: Vec<&str> = forms[0].keys().map(String::as_str).collect();
    names.sort_unstable();
    assert_eq!(names, ["client_id", "code", "code_verifier", "grant_type", "redirect_uri"]);
}

#[tokio::test]
async fn who_says_more_about_a_person_speaks_of_that_person() {
    let check = async |answer: ResponseTemplate, expected: &str| {
        let provider = Provider::unprepared().await;
        let mut metadata = provider.metadata();
        metadata["userinfo_endpoint"] = format!("{}/me", provider.stage.authority.server.uri()).into();
        provider.describe(metadata).await;
        provider.publish(json!([provider.key()])).await;
        provider.issue(|authority, _| tokens(Some(&authority.sign(&claims(authority))))).await;
        provider.put("/me", answer).await;
        let named = provider.sign_in(come_back).await.map(|signed_in| signed_in.account.user_name);
        assert_eq!(named.unwrap_or_else(|error| format!("{error:?}")), expected);
    };
    let json = |body: Value| ResponseTemplate::new(200).set_body_json(body);
    check(json(json!({ "sub": SUBJECT, "email": "ada@lab.example" })), "ada@lab.example").await;
    check(json(json!({ "sub": "another", "email": "eve@lab.example" })), "IdToken(Subject)").await;
    check(json(json!({ "email": "eve@lab.example" })), "IdToken(Subject)").await;
    check(ResponseTemplate::new(401), SUBJECT).await;
    check(ResponseTemplate::new(200).set_body_string("<html>"), SUBJECT).await;
}

#[tokio::test]
async fn a_code_comes_back_by_post_where_the_provider_can() {
    let provider = Provider::unprepared().await;
    let mut metadata = provider.metadata();
    metadata["response_modes_supported"] = json!(["query", "form_post"]);
    metadata["scopes_supported"] = json!(["openid"]);
    provider.describe(metadata).await;
    provider.publish(json!([provider.key()])).await;
    provider.issue(|authority, _| tokens(Some(&authority.sign(&claims(authority))))).await;
    provider.sign_in(come_back).await.unwrap();
    let page = provider.stage.page().unwrap();
    assert_eq!(parameter(&page, "response_mode"), "form_post");
    assert_eq!(
        (parameter(&page, "scope").as_str(), parameter(&page, "prompt").as_str()),
        ("openid manage score", "")
    );
}

#[tokio::test]
async fn a_description_is_believed_of_the_issuer_alone() {
    let evil = MockServer::start().await;
    for (field, value, expected) in [
        ("issuer", json!(evil.uri()), "Discovery(Issuer)"),
        ("issuer", json!("{own}/"), "Discovery(Issuer)"),
        ("issuer", json!("{host}"), "Discovery(Issuer)"),
        ("issuer", Value::Null, "Discovery(Unreadable"),
        ("authorization_endpoint", json!("http://evil.example/authorize"), "Discovery(Unsafe"),
        ("token_endpoint", json!("http://evil.example/token"), "Discovery(Unsafe"),
        ("token_endpoint", json!("https://evil.example/token"), "Discovery(Unsafe"),
        ("token_endpoint", Value::Null, "Discovery(Missing(Token))"),
        ("jwks_uri", json!("file:///etc/passwd"), "Discovery(Unsafe"),
        ("authorization_endpoint", Value::Null, "Discovery(Missing(Authorization))"),
    ] {
        let provider = Provider::unprepared().await;
        let mut metadata = provider.metadata();
        let host = provider.stage.authority.server.uri();
        metadata[field] = match &value {
            Value::String(text) => {
                json!(text.replace("{own}", &provider.issuer()).replace("{host}", &host))
            }
            other => other.clone(),
        };
        provider.describe(metadata).await;
        let result = provider.sign_in(|_: Url| async { unreachable!("no page is opened") }).await;
        assert!(name(result).starts_with(expected), "{field} {value}");
    }
    assert_eq!(evil.received_requests().await.unwrap().len(), 0);
}

#[tokio::test]
async fn a_description_is_looked_for_in_both_places_and_a_page_is_none() {
    let check = async |first: ResponseTemplate, has_second: bool, expected: &str| {
        let provider = Provider::unprepared().await;
        provider.put(&format!("{REALM}/.well-known/openid-configuration"), first).await;
        if has_second {
            let second = ResponseTemplate::new(200).set_body_json(provider.metadata());
            provider.put(&format!("/.well-known/oauth-authorization-server{REALM}"), second).await;
        }
        provider.publish(json!([provider.key()])).await;
        provider.issue(|authority, _| tokens(Some(&authority.sign(&claims(authority))))).await;
        assert!(name(provider.sign_in(come_back).await).starts_with(expected), "{has_second} {expected}");
    };
    let page = || ResponseTemplate::new(200).set_body_string("<!doctype html><title>Welcome</title>");
    check(ResponseTemplate::new(404), true, "Ok").await;
    check(ResponseTemplate::new(404), false, "Discovery(Status(404))").await;
    check(ResponseTemplate::new(403).set_body_string("<html>"), true, "Discovery(Status(403))").await;
    let elsewhere = ResponseTemplate::new(302).insert_header("location", "http://127.0.0.1:1/");
    check(elsewhere, true, "Discovery(Status(302))").await;
    check(page(), true, "Discovery(Unreadable").await;
}

#[tokio::test]
async fn an_answer_is_exchanged_with_the_issuer_that_gave_it() {
    let check = async |promised: bool, issuer: Option<&'static str>, expected: &str| {
        let provider = Provider::unprepared().await;
        let mut metadata = provider.metadata();
        metadata["authorization_response_iss_parameter_supported"] = promised.into();
        provider.describe(metadata).await;
        provider.publish(json!([provider.key()])).await;
        provider.issue(|authority, _| tokens(Some(&authority.sign(&claims(authority))))).await;
        let own = provider.issuer();
        let result = provider.sign_in(move |page| {
            let issuer = issuer.map(|text| text.replace("{own}", &own));
            async move {
                let mut pairs = good_return(&page);
                pairs.extend(issuer.map(|issuer| ("iss", issuer)));
                get(back(&page), pairs).await;
            }
        });
        assert_eq!(name(result.await), expected, "{promised} {issuer:?}");
        assert_eq!(provider.forms().await.len(), usize::from(expected == "Ok"));
    };
    check(true, Some("{own}"), "Ok").await;
    check(false, Some("{own}"), "Ok").await;
    check(false, None, "Ok").await;
    check(true, None, "WrongIssuer").await;
    check(true, Some("{own}/"), "WrongIssuer").await;
    check(false, Some("https://evil.example"), "WrongIssuer").await;
}

async fn check(
    what: &str,
    supported: Value,
    keys: impl Fn(&Authority) -> Value,
    make: impl Fn(&Authority) -> String + Send + Sync + 'static,
    expected: &str,
) {
    let provider = Provider::unprepared().await;
    let mut metadata = provider.metadata();
    metadata["id_token_signing_alg_values_supported"] = supported;
    provider.describe(metadata).await;
    provider.publish(keys(&provider.stage.authority)).await;
    provider.issue(move |authority, _| tokens(Some(&make(authority)))).await;
    let got = match provider.sign_in(come_back).await {
        Ok(_) => "Ok".to_owned(),
        Err(SignInError::IdToken(error)) => format!("{error:?}"),
        Err(error) => format!("another error: {error:?}"),
    };
    assert_eq!(got, expected, "{what}");
}

fn own_key(authority: &Authority) -> Value {
    json!([crate::provider::key(authority)])
}

#[tokio::test]
async fn claims_have_to_be_those_of_this_sign_in() {
    let check = async |change: Value, expected: &str| {
        let what = change.to_string();
        let make = move |authority: &Authority| {
            let mut claims = claims(authority);
            for (name, value) in change.as_object().unwrap() {
                let own = claims["iss"].as_str().unwrap().to_owned();
                claims[name] = match value {
                    Value::String(text) => json!(text.replace("{own}", &own)),
                    other => other.clone(),
                };
            }
            authority.sign(&claims)
        };
        check(&what, Value::Null, own_key, make, expected).await;
    };
    check(json!({}), "Ok").await;
    check(json!({ "iss": "https://evil.example" }), "Issuer").await;
    check(json!({ "iss": "{own}/" }), "Issuer").await;
    check(json!({ "iss": null }), "Issuer").await;
    check(json!({ "aud": "another" }), "Audience").await;
    check(json!({ "aud": null }), "Audience").await;
    check(json!({ "aud": [APPLICATION] }), "Ok").await;
    check(json!({ "aud": [APPLICATION, "api"] }), "Audience").await;
    check(json!({ "aud": [APPLICATION, "api"], "azp": "api" }), "Audience").await;
    check(json!({ "aud": [APPLICATION, "api"], "azp": APPLICATION }), "Ok").await;
    check(json!({ "aud": ["api"], "azp": APPLICATION }), "Audience").await;
    check(json!({ "azp": "another" }), "Audience").await;
    check(json!({ "nonce": "old" }), "Nonce").await;
    check(json!({ "nonce": null }), "Nonce").await;
    check(json!({ "exp": NOW - 301 }), "Expired").await;
    check(json!({ "exp": NOW - 299 }), "Ok").await;
    check(json!({ "exp": null }), "Claim(\"exp\")").await;
    check(json!({ "iat": null }), "Claim(\"iat\")").await;
    check(json!({ "iat": NOW + 301 }), "NotYetValid").await;
    check(json!({ "sub": null }), "Claim(\"sub\")").await;
    check(json!({ "sub": "" }), "Claim(\"sub\")").await;
    check(json!({ "sub": "a\nb" }), "Claim(\"sub\")").await;
    check(json!({ "sub": "a".repeat(256) }), "Claim(\"sub\")").await;
    // Entra's own claims mean nothing here.
    check(json!({ "tid": "0c6e1c3a-5f7e-4bbd-9c0e-6d6a4f6a9b11", "oid": "x" }), "Ok").await;
}

#[tokio::test]
async fn signature_has_to_be_one_that_the_provider_makes() {
    let all = json!(["RS256", "PS256", "ES256", "EdDSA", "HS256", "none"]);
    let header =
        |header: Value| move |authority: &Authority| authority.sign_with(&header, &claims(authority));
    for alg in ["none", "None"] {
        let unsigned = move |authority: &Authority| {
            format!("{}.{}.", encode(&json!({ "alg": alg, "kid": "k1" })), encode(&claims(authority)))
        };
        check(alg, all.clone(), own_key, unsigned, "Algorithm").await;
    }
    let with_public_key_as_secret = |authority: &Authority| {
        let secret = URL_SAFE_NO_PAD.decode(authority.public_key().0).unwrap();
        let mut header = Header::new(Algorithm::HS256);
        header.kid = Some("k1".to_owned());
        jsonwebtoken::encode(&header, &claims(authority), &EncodingKey::from_secret(&secret)).unwrap()
    };
    check("HS256", all.clone(), own_key, with_public_key_as_secret, "Algorithm").await;
    let good = || header(json!({ "alg": "RS256", "kid": "k1" }));
    check("RS256 is always there", Value::Null, own_key, good(), "Ok").await;
    let ps256 = || header(json!({ "alg": "PS256", "kid": "k1" }));
    check("PS256 that is named", all.clone(), own_key, ps256(), "Ok").await;
    check("PS256 that is not", json!(["RS256"]), own_key, ps256(), "Algorithm").await;
    check("RS384", all.clone(), own_key, header(json!({ "alg": "RS384", "kid": "k1" })), "Algorithm").await;
    check("no kid, one key", all.clone(), own_key, header(json!({ "alg": "RS256" })), "Ok").await;
    let two = |authority: &Authority| {
        let mut other = crate::provider::key(authority);
        other["kid"] = "k2".into();
        json!([crate::provider::key(authority), other])
    };
    check("no kid, two keys", all.clone(), two, header(json!({ "alg": "RS256" })), "UnknownKey").await;
    check("foreign kid", all.clone(), own_key, header(json!({ "alg": "RS256", "kid": "k9" })), "UnknownKey")
        .await;
    let critical = header(json!({ "alg": "RS256", "kid": "k1", "crit": ["exp"], "exp": 1 }));
    check("critical", all.clone(), own_key, critical, "Malformed").await;
    let other = Authority::start().await;
    let foreign = move |authority: &Authority| other.sign(&claims(authority));
    check("another key under the same kid", all, own_key, foreign, "Signature").await;
}

#[tokio::test]
async fn keys_on_curves_are_taken_where_the_provider_names_them() {
    let curve = KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256).unwrap();
    let edwards = KeyPair::generate_for(&PKCS_ED25519).unwrap();
    let encoded = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
    let point = curve.public_key_raw();
    let p256 =
        json!({ "kty": "EC", "crv": "P-256", "x": encoded(&point[1..33]), "y": encoded(&point[33..]) });
    let ed25519 = json!({ "kty": "OKP", "crv": "Ed25519", "x": encoded(edwards.public_key_raw()) });
    for (algorithm, published, key) in [
        (Algorithm::ES256, p256, EncodingKey::from_ec_der(&curve.serialize_der())),
        (Algorithm::EdDSA, ed25519, EncodingKey::from_ed_der(&edwards.serialize_der())),
    ] {
        let word = format!("{algorithm:?}");
        let make = move |authority: &Authority| {
            jsonwebtoken::encode(&Header::new(algorithm), &claims(authority), &key).unwrap()
        };
        let make = std::sync::Arc::new(make);
        for (supported, expected) in [(json!([word]), "Ok"), (json!(["RS256"]), "Algorithm")] {
            let (make, published) = (std::sync::Arc::clone(&make), published.clone());
            let keys = move |_: &Authority| json!([published]);
            check(&word, supported, keys, move |authority: &Authority| make(authority), expected).await;
        }
    }
}

#[tokio::test]
async fn what_a_provider_refuses_is_named_by_its_word() {
    let check = async |error: &'static str, expected: &str| {
        let provider = Provider::new().await;
        let result = provider.sign_in(move |page| async move {
            let state = parameter(&page, "state");
            get(back(&page), vec![("error", error.to_owned()), ("state", state)]).await;
        });
        assert_eq!(name(result.await), expected, "{error}");
        assert!(provider.forms().await.is_empty());
    };
    check("access_denied", "Denied(EntraError(access_denied, correlation id None))").await;
    check("consent_required", "ConsentRequired(EntraError(consent_required, correlation id None))").await;
    check("invalid_scope", "Entra(EntraError(invalid_scope, correlation id None))").await;
}
