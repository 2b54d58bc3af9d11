//! An authority over loopback that signs real tokens.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
};

use aws_lc_rs::{
    rand::SystemRandom,
    rsa::{KeyPair, KeySize, PublicKeyComponents},
    signature::{KeyPair as _, RSA_PKCS1_SHA256, RSA_PSS_SHA256, RsaEncoding},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use latchkey_http::Url;
use latchkey_types::{Cloud, Reach};
use serde_json::{Value, json};
use wiremock::{
    Mock, MockServer, Request, ResponseTemplate,
    matchers::{method, path, path_regex},
};

pub(crate) const CLIENT: &str = "04b07795-8ddb-461a-bbee-02f9e1bf7b46";
pub(crate) const TENANT: &str = "0c6e1c3a-5f7e-4bbd-9c0e-6d6a4f6a9b11";
pub(crate) const OBJECT: &str = "5d3a1b52-0f6a-4a0e-8f3e-0d5f6a2b7c11";
/// 2026-03-01T12:00:00Z
pub(crate) const NOW: i64 = 1_772_366_400;
pub(crate) const DATE: &str = "Sun, 01 Mar 2026 12:00:00 GMT";

#[derive(Clone)]
pub(crate) struct Authority {
    pub(crate) server: Arc<MockServer>,
    pub(crate) nonce: Arc<Mutex<String>>,
    key: Arc<KeyPair>,
}

impl Authority {
    pub(crate) async fn start() -> Self {
        Self {
            server: Arc::new(MockServer::start().await),
            nonce: Arc::default(),
            key: Arc::new(KeyPair::generate(KeySize::Rsa2048).unwrap()),
        }
    }

    pub(crate) fn cloud(&self) -> Cloud {
        let mut cloud = Cloud::public();
        "test".clone_into(&mut cloud.id);
        cloud.authority = Url::parse(&self.server.uri()).unwrap();
        cloud.reach = Reach::Loopback;
        cloud
    }

    pub(crate) fn metadata(&self) -> Value {
        let base = self.server.uri();
        json!({
            "issuer": format!("{base}/{{tenantid}}/v2.0"),
            "authorization_endpoint": format!("{base}/organizations/oauth2/v2.0/authorize"),
            "token_endpoint": format!("{base}/organizations/oauth2/v2.0/token"),
            "jwks_uri": format!("{base}/organizations/discovery/v2.0/keys"),
        })
    }

    pub(crate) async fn describe(&self, metadata: Value) {
        self.describe_at(metadata, DATE).await;
    }

    pub(crate) async fn describe_at(&self, metadata: Value, date: &str) {
        let answer = ResponseTemplate::new(200).set_body_json(metadata).insert_header("date", date);
        let discovery = path_regex("/v2.0/.well-known/openid-configuration$");
        Mock::given(method("GET")).and(discovery).respond_with(answer).mount(&self.server).await;
        self.publish_keys(date).await;
    }

    /// Publishes the signing key at a time of this clock. The first answer counts.
    pub(crate) async fn publish_keys(&self, date: &str) {
        let (modulus, exponent) = self.public_key();
        let key = json!({ "kty": "RSA", "use": "sig", "kid": "k1", "n": modulus, "e": exponent, "x5c": [] });
        let keys = json!({ "keys": [{ "kty": "EC", "kid": "k1" }, { "kty": "RSA", "kid": "k2", "n": "AQAB", "e": "AQAB" }, key] });
        let answer = ResponseTemplate::new(200).set_body_json(keys).insert_header("date", date);
        Mock::given(method("GET"))
            .and(path("/organizations/discovery/v2.0/keys"))
            .respond_with(answer)
            .mount(&self.server)
            .await;
    }

    /// Answers requests for tokens.
    pub(crate) async fn issue(
        &self,
        answer: impl Fn(&Self, &HashMap<String, String>) -> ResponseTemplate + Send + Sync + 'static,
    ) {
        let authority = self.clone();
        Mock::given(method("POST"))
            .and(path_regex("/oauth2/v2.0/token$"))
            .respond_with(move |request: &Request| answer(&authority, &form(request)))
            .mount(&self.server)
            .await;
    }

    /// Claims of a good ID token for the sign-in that is under way.
    pub(crate) fn claims(&self) -> Value {
        json!({
            "iss": format!("{}/{TENANT}/v2.0", self.server.uri()),
            "aud": CLIENT,
            "tid": TENANT,
            "oid": OBJECT,
            "nonce": *self.nonce.lock().unwrap(),
            "iat": NOW, "nbf": NOW, "exp": NOW + 3600,
            "preferred_username": "ada@example.com",
            "name": "Ada Łukasz",
            "ver": "2.0",
        })
    }

    pub(crate) fn sign(&self, claims: &Value) -> String {
        self.sign_with(&json!({ "typ": "JWT", "alg": "RS256", "kid": "k1" }), claims)
    }

    pub(crate) fn sign_with(&self, header: &Value, claims: &Value) -> String {
        let text = format!("{}.{}", encode(header), encode(claims));
        let mut signature = vec![0; self.key.public_modulus_len()];
        let padding: &dyn RsaEncoding =
            if header["alg"] == "PS256" { &RSA_PSS_SHA256 } else { &RSA_PKCS1_SHA256 };
        self.key.sign(padding, &SystemRandom::new(), text.as_bytes(), &mut signature).unwrap();
        format!("{text}.{}", URL_SAFE_NO_PAD.encode(signature))
    }

    pub(crate) fn public_key(&self) -> (String, String) {
        let key = PublicKeyComponents::<Vec<u8>>::from(self.key.public_key());
        (URL_SAFE_NO_PAD.encode(key.n), URL_SAFE_NO_PAD.encode(key.e))
    }

    /// The forms of all requests for tokens.
    pub(crate) async fn token_requests(&self) -> Vec<HashMap<String, String>> {
        let requests = self.server.received_requests().await.unwrap();
        requests.iter().filter(|request| request.method == "POST").map(form).collect()
    }
}

pub(crate) fn encode(value: &Value) -> String {
    URL_SAFE_NO_PAD.encode(value.to_string())
}

pub(crate) fn form(request: &Request) -> HashMap<String, String> {
    url::form_urlencoded::parse(&request.body).into_owned().collect()
}

/// A good answer of the token endpoint.
pub(crate) fn tokens(id_token: &str) -> ResponseTemplate {
    ResponseTemplate::new(200).set_body_json(json!({
        "token_type": "Bearer", "expires_in": 3600, "ext_expires_in": "3600", "scope": "x",
        "access_token": "needle-access-1", "refresh_token": "needle-refresh-1", "id_token": id_token,
    }))
}

/// An error of the token endpoint.
pub(crate) fn refusal(error: &str, code: u32) -> ResponseTemplate {
    let description =
        format!("AADSTS{code}: Sentence for ada@example.com.\r\nTrace ID: t\r\nCorrelation ID: c");
    ResponseTemplate::new(400)
        .set_body_json(json!({ "error": error, "error_codes": [code], "error_description": description }))
}
