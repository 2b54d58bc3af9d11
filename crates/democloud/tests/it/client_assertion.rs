//! Applications that prove themselves with a certificate.

use aws_lc_rs::{
    digest::{SHA1_FOR_LEGACY_USE_ONLY, SHA256, digest},
    rand::SystemRandom,
    rsa::KeyPair,
    signature::{RSA_PKCS1_SHA256, RSA_PSS_SHA256, RsaEncoding},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use latchkey_democloud::RegisterCertificateError;
use rcgen::{CertificateParams, PKCS_RSA_SHA256, date_time_ymd};
use serde_json::{Value, json};

use crate::support::{ARM, Answer, World, claims, text};

/// 2026-03-02T09:30:00Z, when these tests begin.
const NOW: i64 = 1_772_443_800;

struct Certificate {
    der: Vec<u8>,
    key: KeyPair,
}

impl Certificate {
    fn until(year: i32) -> Self {
        let pair = rcgen::KeyPair::generate_for(&PKCS_RSA_SHA256).unwrap();
        let mut parameters = CertificateParams::new(vec!["deploy.example".to_owned()]).unwrap();
        parameters.not_before = date_time_ymd(2024, 1, 1);
        parameters.not_after = date_time_ymd(year, 1, 1);
        let der = parameters.self_signed(&pair).unwrap().der().to_vec();
        Self { der, key: KeyPair::from_pkcs8(&pair.serialize_der()).unwrap() }
    }

    fn header(&self, algorithm: &str) -> Value {
        let thumbprint = URL_SAFE_NO_PAD.encode(digest(&SHA256, &self.der));
        json!({"typ": "JWT", "alg": algorithm, "x5t#S256": thumbprint})
    }

    fn sign(&self, header: &Value, claims: &Value) -> String {
        let encode = |part: &Value| URL_SAFE_NO_PAD.encode(part.to_string());
        let message = format!("{}.{}", encode(header), encode(claims));
        let encoding: &'static dyn RsaEncoding =
            if header["alg"] == "PS256" { &RSA_PSS_SHA256 } else { &RSA_PKCS1_SHA256 };
        let mut signature = vec![0; self.key.public_modulus_len()];
        self.key.sign(encoding, &SystemRandom::new(), message.as_bytes(), &mut signature).unwrap();
        format!("{message}.{}", URL_SAFE_NO_PAD.encode(signature))
    }
}

struct Scene {
    world: World,
    client_id: String,
    certificate: Certificate,
}

impl Scene {
    async fn new() -> Self {
        let world = World::new().await;
        let principals = world.demo.service_principals();
        let client_id =
            principals.into_iter().find(|one| one.display_name == "github-deploy").unwrap().client_id;
        let certificate = Certificate::until(2030);
        world.demo.register_certificate(&client_id, &certificate.der).unwrap();
        Self { world, client_id, certificate }
    }

    fn claims(&self, id: &str) -> Value {
        json!({
            "aud": format!("{}/{}/oauth2/v2.0/token", self.world.base(), self.world.tenant()),
            "iss": self.client_id,
            "sub": self.client_id,
            "jti": id,
            "nbf": NOW,
            "exp": NOW + 600,
        })
    }

    async fn send(&self, assertion: &str) -> Answer {
        self.world
            .token_request(&[
                ("grant_type", "client_credentials"),
                ("client_id", &self.client_id),
                ("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"),
                ("client_assertion", assertion),
                ("scope", &format!("{ARM}/.default")),
            ])
            .await
    }
}

#[tokio::test]
async fn a_registered_certificate_opens_in_every_documented_form() {
    let scene = Scene::new().await;
    let certificate = &scene.certificate;
    let base = format!("{}/{}", scene.world.base(), scene.world.tenant());
    let sha1 = URL_SAFE_NO_PAD.encode(digest(&SHA1_FOR_LEGACY_USE_ONLY, &certificate.der));
    let old = json!({"typ": "JWT", "alg": "RS256", "x5t": sha1});
    for (at, (header, audience)) in [
        (certificate.header("PS256"), format!("{base}/oauth2/v2.0/token")),
        (certificate.header("RS256"), format!("{base}/oauth2/token")),
        (old, format!("{base}/v2.0")),
    ]
    .into_iter()
    .enumerate()
    {
        let mut wanted = scene.claims(&format!("id-{at}"));
        wanted["aud"] = json!(audience);
        let answer = scene.send(&certificate.sign(&header, &wanted)).await;
        assert_eq!(answer.status, 200, "{}", answer.text);
        let token = claims(&text(&answer.json()["access_token"]));
        assert_eq!((&token["appidacr"], &token["idtyp"]), (&json!("2"), &json!("app")));
    }
}

#[tokio::test]
async fn what_is_wrong_with_an_assertion_is_said() {
    let scene = Scene::new().await;
    let (certificate, good) = (&scene.certificate, scene.certificate.header("PS256"));
    let check = async |header: &Value, changes: Value, number: i64| {
        let mut wanted = scene.claims(&format!("{number}/{changes}"));
        for (name, value) in changes.as_object().unwrap() {
            wanted[name] = value.clone();
        }
        let answer = scene.send(&certificate.sign(header, &wanted)).await;
        assert_eq!(answer.oauth_error(), (401, "invalid_client".to_owned(), number), "{header} {changes}");
    };
    check(&good, json!({"aud": "https://login.microsoftonline.com/x/oauth2/v2.0/token"}), 700_023).await;
    check(&good, json!({"aud": null}), 700_023).await;
    check(&good, json!({"iss": "somebody"}), 700_021).await;
    check(&good, json!({"iss": "somebody", "sub": "somebody"}), 700_021).await;
    check(&good, json!({"exp": NOW - 301}), 700_024).await;
    check(&good, json!({"exp": null}), 700_024).await;
    check(&good, json!({"nbf": NOW + 301}), 700_024).await;
    check(&json!({"alg": "none"}), json!({}), 700_027).await;
    check(&json!({"alg": "RS256"}), json!({}), 700_027).await;
    check(&json!({"alg": "RS256", "x5c": ["x"]}), json!({}), 700_030).await;
    check(&json!({"alg": "PS256", "x5t#S256": "unknown"}), json!({}), 700_027).await;
    // Signed by PKCS #1 but called PSS.
    let mut confused = good.clone();
    confused["alg"] = json!("RS256");
    let signed = certificate.sign(&confused, &scene.claims("confused"));
    let (_, rest) = signed.split_once('.').unwrap();
    let relabelled = format!("{}.{rest}", URL_SAFE_NO_PAD.encode(good.to_string()));
    assert_eq!(scene.send(&relabelled).await.oauth_error().2, 700_027);
    for nonsense in ["x", "a.b.c", "..", "e30.e30.e30"] {
        assert_eq!(scene.send(nonsense).await.oauth_error().2, 700_027, "{nonsense}");
    }
}

#[tokio::test]
async fn an_assertion_serves_until_its_end_and_its_times_may_have_fractions() {
    let scene = Scene::new().await;
    let mut claims = scene.claims("for minutes");
    for name in ["exp", "nbf"] {
        claims[name] = json!(claims[name].as_f64().unwrap() + 0.25);
    }
    let assertion = scene.certificate.sign(&scene.certificate.header("PS256"), &claims);
    for _ in 0..2 {
        assert_eq!(scene.send(&assertion).await.status, 200, "Microsoft's clients keep one for minutes");
    }
}

#[tokio::test]
async fn another_certificate_and_one_that_ended_do_not_open() {
    let scene = Scene::new().await;
    let ended = Certificate::until(2025);
    scene.world.demo.register_certificate(&scene.client_id, &ended.der).unwrap();
    for (certificate, reason) in [(Certificate::until(2030), "not found"), (ended, "expired")] {
        let answer = scene.send(&certificate.sign(&certificate.header("PS256"), &scene.claims(reason))).await;
        assert_eq!(answer.oauth_error(), (401, "invalid_client".to_owned(), 700_027));
        assert!(text(&answer.json()["error_description"]).contains(reason), "{}", answer.text);
    }
    let nobody = scene.world.demo.register_certificate("nobody", &scene.certificate.der);
    assert!(matches!(nobody, Err(RegisterCertificateError::NoApplication(_))));
    let nothing = scene.world.demo.register_certificate(&scene.client_id, b"nothing");
    assert!(matches!(nothing, Err(RegisterCertificateError::NotACertificate)));
}
