//! What clients learn before they sign in: instance, metadata of both generations, kind of account.

use aws_lc_rs::digest::{SHA1_FOR_LEGACY_USE_ONLY, digest};
use base64::{
    Engine,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use serde_json::json;
use url::form_urlencoded::byte_serialize;

use crate::support::{World, text};

#[tokio::test]
async fn the_first_generation_has_metadata_of_its_own() {
    let world = World::new().await;
    let (base, tenant) = (world.base(), world.tenant());
    let body = world.get(&format!("/{tenant}/.well-known/openid-configuration"), "").await.json();
    assert_eq!(body["issuer"], format!("https://sts.windows.net/{tenant}/"));
    assert_eq!(body["token_endpoint"], format!("{base}/{tenant}/oauth2/token"));
    assert_eq!(body["microsoft_multi_refresh_token"], true);
    let keys = world.get(&text(&body["jwks_uri"]), "").await.json();
    let same = world.get(&format!("/{tenant}/discovery/v2.0/keys"), "").await.json();
    assert_eq!((&keys["keys"][0]["kid"], &keys["keys"][0]["kty"]), (&same["keys"][0]["kid"], &json!("RSA")));
}

#[tokio::test]
async fn the_published_certificate_has_the_published_key_and_thumbprint() {
    let world = World::new().await;
    let keys = world.get("/common/discovery/v2.0/keys", "").await.json();
    let key = &keys["keys"][0];
    let der = STANDARD.decode(text(&key["x5c"][0])).unwrap();
    let thumbprint = URL_SAFE_NO_PAD.encode(digest(&SHA1_FOR_LEGACY_USE_ONLY, &der));
    assert_eq!((&key["x5t"], &key["kid"]), (&json!(thumbprint), &json!(thumbprint)));
    let modulus = URL_SAFE_NO_PAD.decode(text(&key["n"])).unwrap();
    assert!(der.windows(modulus.len()).any(|window| window == modulus));
}

#[tokio::test]
async fn the_metadata_names_every_grant_and_endpoint() {
    let world = World::new().await;
    let body = world.get("/organizations/v2.0/.well-known/openid-configuration", "").await.json();
    let base = format!("{}/organizations/oauth2/v2.0", world.base());
    assert_eq!(
        body["grant_types_supported"],
        json!([
            "authorization_code",
            "refresh_token",
            "client_credentials",
            "urn:ietf:params:oauth:grant-type:device_code"
        ])
    );
    assert_eq!(
        body["token_endpoint_auth_methods_supported"],
        json!(["client_secret_post", "private_key_jwt", "client_secret_basic"])
    );
    for (name, path) in [
        ("authorization_endpoint", "authorize"),
        ("token_endpoint", "token"),
        ("device_authorization_endpoint", "devicecode"),
        ("end_session_endpoint", "logout"),
    ] {
        assert_eq!(body[name], format!("{base}/{path}"));
    }
}

#[tokio::test]
async fn only_this_machine_is_a_known_instance() {
    let world = World::new().await;
    let (base, tenant) = (world.base(), world.tenant());
    let port = world.demo.cloud().arm.port().unwrap();
    let ask = async |endpoint: &str| {
        let endpoint: String = byte_serialize(endpoint.as_bytes()).collect();
        let path = format!("/common/discovery/instance?api-version=1.1&authorization_endpoint={endpoint}");
        world.get(&path, "").await
    };
    for host in [
        "https://localhost".to_owned(),
        "https://127.0.0.1".to_owned(),
        format!("http://localhost:{port}"),
        format!("https://localhost:{port}"),
        format!("http://[::1]:{port}"),
    ] {
        let body = ask(&format!("{host}/{tenant}/oauth2/v2.0/authorize")).await.json();
        let expected = format!("{base}/{tenant}/v2.0/.well-known/openid-configuration");
        assert_eq!(
            (&body["tenant_discovery_endpoint"], &body["api-version"]),
            (&json!(expected), &json!("1.1"))
        );
        let metadata = world.get(&expected, "").await;
        assert_eq!(metadata.status, 200);
    }
    for endpoint in [
        "https://login.microsoftonline.com/common/oauth2/v2.0/authorize",
        "https://localhost.evil.example/common/oauth2/v2.0/authorize",
        "https://localhost:1/common/oauth2/v2.0/authorize",
        "https://localhost",
        "localhost",
    ] {
        assert_eq!(
            ask(endpoint).await.oauth_error(),
            (400, "invalid_instance".to_owned(), 50049),
            "{endpoint}"
        );
    }
    let missing = world.get("/common/discovery/instance", "").await;
    assert_eq!(missing.oauth_error(), (400, "invalid_request".to_owned(), 900_144));
}

#[tokio::test]
async fn a_user_names_realm_is_the_company_or_unknown() {
    let world = World::new().await;
    let of = async |name: &str| {
        let body = world.get(&format!("/common/userrealm/{name}?api-version=1.0"), "").await.json();
        text(&body["account_type"])
    };
    assert_eq!(of("adele@larkspurfreight.example").await, "Managed");
    assert_eq!(of("adele%40LarkspurFreight.example").await, "Managed");
    assert_eq!(of("somebody@elsewhere.example").await, "Unknown");
    assert_eq!(of("nonsense").await, "Unknown");
}

#[tokio::test]
async fn personal_accounts_are_refused_by_name() {
    let world = World::new().await;
    for tenant in ["consumers", "9188040d-6c67-4c5b-b112-36a304b66dad"] {
        let answer = world.get(&format!("/{tenant}/v2.0/.well-known/openid-configuration"), "").await;
        assert_eq!(answer.oauth_error(), (400, "invalid_tenant".to_owned(), 90002));
        assert!(text(&answer.json()["error_description"]).contains("personal Microsoft accounts"));
    }
}
