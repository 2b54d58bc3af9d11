//! Applications that sign in by secret or certificate.

use std::collections::HashMap;

use aws_lc_rs::digest::{SHA256, digest};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use latchkey_identity::{
    AccountKind, ApplicationCredential, CertificateError, ClientCertificate, ServicePrincipalRequest,
    SignInError, SignInFlow, SignedIn, TokenError,
};
use latchkey_types::{Audience, Secret};
use rcgen::{CertificateParams, KeyPair, PKCS_ECDSA_P256_SHA256, PKCS_RSA_SHA256, RsaKeySize};
use serde_json::{Value, json};
use wiremock::ResponseTemplate;

use crate::{
    accounts::Program,
    authority::{Authority, NOW, OBJECT, TENANT, encode, refusal},
    stage::Stage,
};

const APPLICATION: &str = "9f1c5b1e-2a8f-4a0e-b3f4-0c8d7e6a5b41";

/// An authority that describes one tenant and answers as told.
async fn stage(answer: fn(&HashMap<String, String>) -> ResponseTemplate) -> Stage {
    let stage = Stage::unprepared().await;
    let mut metadata = stage.authority.metadata();
    metadata["issuer"] = format!("{}/{TENANT}/v2.0", stage.authority.server.uri()).into();
    stage.authority.describe(metadata).await;
    stage.authority.issue(move |_: &Authority, form| answer(form)).await;
    stage
}

fn good(form: &HashMap<String, String>) -> ResponseTemplate {
    let claims = json!({ "oid": OBJECT, "app_displayname": "nightly-training", "scope": form["scope"] });
    let token = format!("needle.{}.s", encode(&claims));
    ResponseTemplate::new(200)
        .set_body_json(json!({ "token_type": "Bearer", "expires_in": 3599, "access_token": token }))
}

async fn sign_in(
    stage: &Stage,
    tenant: &str,
    credential: ApplicationCredential,
) -> Result<SignedIn, SignInError> {
    let request = ServicePrincipalRequest {
        cloud: stage.authority.cloud(),
        tenant: tenant.to_owned(),
        client_id: APPLICATION.to_owned(),
        credential,
    };
    let ports = stage.browserless_ports();
    latchkey_identity::sign_in(ports, SignInFlow::ServicePrincipal(request), &|_| {}, stage.cancel.clone())
        .await
}

fn secret() -> ApplicationCredential {
    ApplicationCredential::Secret(Secret::new("needle~secret+&="))
}

#[tokio::test]
async fn an_application_signs_in_with_its_secret_and_renews_with_it() {
    let stage = stage(good).await;
    let signed_in = sign_in(&stage, "contoso.example", secret()).await.unwrap();
    let account = signed_in.account.clone();
    assert_eq!(account.kind, AccountKind::ServicePrincipal);
    assert_eq!((account.key.tenant_id.as_str(), account.key.subject.as_str()), (TENANT, APPLICATION));
    assert_eq!(
        (account.object_id.as_deref(), account.display_name.as_str()),
        (Some(OBJECT), "nightly-training")
    );

    let program = Program::new(&stage);
    program.keep(signed_in).await.unwrap();
    program.token(&account.key, Audience::Graph, 5).await.unwrap();
    let requests = stage.authority.token_requests().await;
    let scopes: Vec<&str> = requests.iter().map(|form| form["scope"].as_str()).collect();
    assert_eq!(scopes, ["https://management.azure.com/.default", "https://graph.microsoft.com/.default"]);
    for form in &requests {
        assert_eq!(form["grant_type"], "client_credentials");
        assert_eq!(
            (form["client_id"].as_str(), form["client_secret"].as_str()),
            (APPLICATION, "needle~secret+&=")
        );
    }
}

#[tokio::test]
async fn a_tenant_has_to_be_named() {
    let stage = Stage::new().await;
    assert!(matches!(sign_in(&stage, "organizations", secret()).await, Err(SignInError::TenantNeeded)));
    assert!(stage.authority.token_requests().await.is_empty());
}

#[tokio::test]
async fn a_secret_that_has_ended_is_asked_with_once() {
    let wrong = stage(|_| refusal("invalid_client", 7_000_215)).await;
    let error = sign_in(&wrong, TENANT, secret()).await.unwrap_err();
    assert!(matches!(&error, SignInError::Entra(entra) if entra.codes == [7_000_215]), "{error:?}");

    let later = stage(|form| {
        if form["scope"].contains("graph") { refusal("invalid_client", 7_000_222) } else { good(form) }
    });
    let later = later.await;
    let program = Program::new(&later);
    let account = program.keep(sign_in(&later, TENANT, secret()).await.unwrap()).await.unwrap();
    for _ in 0..3 {
        let refused = program.token(&account.key, Audience::Graph, 5).await;
        assert!(matches!(refused, Err(TokenError::SignInAgain(_))), "{refused:?}");
    }
    assert_eq!(later.authority.token_requests().await.len(), 2);
}

/// A key of two kinds and its certificate.
fn made() -> (KeyPair, rcgen::Certificate) {
    let key = KeyPair::generate_rsa_for(&PKCS_RSA_SHA256, RsaKeySize::_2048).unwrap();
    let certificate =
        CertificateParams::new(vec!["latchkey.example".to_owned()]).unwrap().self_signed(&key).unwrap();
    (key, certificate)
}

#[tokio::test]
async fn an_application_signs_in_with_its_certificate() {
    let (key, certificate) = made();
    let pem = format!("Bag Attributes\n    localKeyID: 01\n{}{}", key.serialize_pem(), certificate.pem());
    let read = ClientCertificate::read(pem.as_bytes(), None).unwrap();
    let stage = stage(good).await;
    let signed_in = sign_in(&stage, TENANT, ApplicationCredential::Certificate(read)).await.unwrap();
    let program = Program::new(&stage);
    let account = program.keep(signed_in).await.unwrap();
    program.restarted().token(&account.key, Audience::Graph, 5).await.unwrap();

    let requests = stage.authority.token_requests().await;
    assert_eq!(requests.len(), 2);
    let mut ids = Vec::new();
    for form in &requests {
        assert_eq!(form["client_assertion_type"], "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
        assert!(!form.contains_key("client_secret"));
        let assertion = &form["client_assertion"];
        let header = jsonwebtoken::decode_header(assertion).unwrap();
        assert_eq!(header.alg, Algorithm::PS256);
        assert_eq!(header.x5t_s256, Some(URL_SAFE_NO_PAD.encode(digest(&SHA256, certificate.der()))));
        let mut validation = Validation::new(Algorithm::PS256);
        validation.set_audience(&[format!("{}/{TENANT}/oauth2/v2.0/token", stage.authority.server.uri())]);
        validation.validate_exp = false;
        let public = DecodingKey::from_rsa_der(&public_key(&key));
        let claims: Value = jsonwebtoken::decode(assertion, &public, &validation).unwrap().claims;
        assert_eq!((&claims["iss"], &claims["sub"]), (&json!(APPLICATION), &json!(APPLICATION)));
        assert_eq!((&claims["nbf"], &claims["exp"]), (&json!(NOW), &json!(NOW + 600)));
        ids.push(claims["jti"].clone());
    }
    assert_ne!(ids[0], ids[1]);
}

/// RSAPublicKey (RFC 8017 A.1.1) of a key.
fn public_key(key: &KeyPair) -> Vec<u8> {
    use aws_lc_rs::{rsa, signature::KeyPair as _};

    let key = rsa::KeyPair::from_pkcs8(&key.serialize_der()).unwrap();
    key.public_key().as_ref().to_vec()
}

#[test]
fn a_file_that_cannot_be_used_says_what_is_missing() {
    let (key, certificate) = made();
    let (other_key, _) = made();
    let curve = KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256).unwrap();
    let check = |file: &str, expected: CertificateError| {
        assert_eq!(ClientCertificate::read(file.as_bytes(), None).unwrap_err(), expected, "{file}");
    };
    check(&key.serialize_pem(), CertificateError::NoCertificate);
    check(&certificate.pem(), CertificateError::NoPrivateKey);
    check(&(other_key.serialize_pem() + &certificate.pem()), CertificateError::Mismatch);
    check(&(curve.serialize_pem() + &certificate.pem()), CertificateError::NotRsa);
    check("-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----\n", CertificateError::UnknownFormat);
    check("hello", CertificateError::UnknownFormat);
    check(&"x".repeat(300_000), CertificateError::TooLong);
    let old = "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00\n\nAAAA\n-----END RSA PRIVATE KEY-----\n";
    check(old, CertificateError::OldEncryption);
}

/// What OpenSSL writes is what people have; without the program their skip is counted.
mod openssl {
    use std::{path::Path, process::Command};

    use super::*;

    fn run(folder: &Path, arguments: &str) -> bool {
        let run = Command::new("openssl").args(arguments.split(' ')).current_dir(folder).output();
        run.is_ok_and(|output| output.status.success())
    }

    #[test]
    fn files_of_openssl_are_read_in_every_form() {
        let folder = tempfile::tempdir().unwrap();
        let (key, certificate) = made();
        std::fs::write(folder.path().join("key.pem"), key.serialize_pem()).unwrap();
        std::fs::write(folder.path().join("cert.pem"), certificate.pem()).unwrap();
        let expected = ClientCertificate::read((key.serialize_pem() + &certificate.pem()).as_bytes(), None);
        let expected = expected.unwrap().facts();
        assert!(expected.subject.contains("rcgen"), "{expected:?}");
        if !run(folder.path(), "version") {
            return latchkey_testing::skip("files_of_openssl_are_read_in_every_form", "openssl");
        }
        let check = |make: &str, file: &str, with_certificate: bool, password: Option<&str>| {
            assert!(run(folder.path(), make), "openssl {make}");
            let mut bytes = std::fs::read(folder.path().join(file)).unwrap();
            if with_certificate {
                bytes.extend_from_slice(certificate.pem().as_bytes());
            }
            let read = |password: Option<&str>| {
                ClientCertificate::read(&bytes, password.map(Secret::new).as_ref()).map(|read| read.facts())
            };
            assert_eq!(read(password), Ok(expected.clone()), "{make}");
            if password.is_some() {
                assert_eq!(read(None), Err(CertificateError::PasswordNeeded), "{make}");
                assert_eq!(read(Some("another")), Err(CertificateError::WrongPassword), "{make}");
            }
        };
        check("rsa -in key.pem -traditional -out pkcs1.pem", "pkcs1.pem", true, None);
        check("pkcs8 -topk8 -in key.pem -passout pass:pw -out pkcs8.pem", "pkcs8.pem", true, Some("pw"));
        let export = "pkcs12 -export -inkey key.pem -in cert.pem";
        check(&format!("{export} -passout pass:pw -out new.pfx"), "new.pfx", false, Some("pw"));
        check(&format!("{export} -passout pass: -out bare.pfx"), "bare.pfx", false, None);
        let old = "-passout pass:pw -keypbe PBE-SHA1-3DES -certpbe PBE-SHA1-3DES -macalg sha1 -out old.pfx";
        check(&format!("{export} {old}"), "old.pfx", false, Some("pw"));
    }
}
