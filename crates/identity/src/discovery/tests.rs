//! Tables of what is believed.

use latchkey_types::Reach;
use serde_json::json;

use super::*;

const TENANT: &str = "0c6e1c3a-5f7e-4bbd-9c0e-6d6a4f6a9b11";

#[test]
fn issuer_has_to_be_the_one_that_was_asked() {
    let check = |authority: &str, tenant: &str, issuer: &str, expected: bool| {
        let authority = Url::parse(authority).unwrap();
        assert_eq!(is_issuer_of(issuer, &authority, tenant), expected, "{issuer} for {tenant}");
    };
    let own = "https://login.example";
    let other = "11111111-5f7e-4bbd-9c0e-6d6a4f6a9b11";
    check(own, TENANT, &format!("{own}/{TENANT}/v2.0"), true);
    check(own, TENANT, &format!("{own}/{other}/v2.0"), false);
    check(own, TENANT, &format!("{own}/{{tenantid}}/v2.0"), false);
    check(own, TENANT, &format!("{own}/{TENANT}/v2.0/"), false);
    check(own, TENANT, &format!("https://login.example.evil/{TENANT}/v2.0"), false);
    check(own, TENANT, &format!("{own}@evil.example/{TENANT}/v2.0"), false);
    check(own, "contoso.com", &format!("{own}/{other}/v2.0"), true);
    check(own, "contoso.com", &format!("{own}/{{tenantid}}/v2.0"), false);
    check(own, "organizations", &format!("{own}/{{tenantid}}/v2.0"), true);
    check(own, "organizations", "https://evil.example/{tenantid}/v2.0", false);
    check("http://127.0.0.1:1/base/", TENANT, &format!("http://127.0.0.1:1/base/{TENANT}/v2.0"), true);
    check("http://127.0.0.1:1", TENANT, &format!("http://127.0.0.1:2/{TENANT}/v2.0"), false);
    let china = "https://login.partner.microsoftonline.cn/{tenantid}/v2.0";
    check("https://login.chinacloudapi.cn", "organizations", china, true);
    check(own, "organizations", china, false);
}

#[test]
fn open_issuer_accepts_any_tenant_and_nothing_else() {
    let issuer = Issuer::Entra("https://login.example/{tenantid}/v2.0".to_owned());
    assert!(issuer.accepts(&issuer.of_tenant(TENANT.parse().unwrap())));
    for text in
        ["https://login.example/{tenantid}/v2.0", "https://evil.example", "https://login.example/x/v2.0"]
    {
        assert!(!issuer.accepts(text), "{text}");
    }
}

#[test]
fn endpoints_stay_on_the_authority() {
    let mut cloud = Cloud::public();
    cloud.authority = Url::parse("http://127.0.0.1:4000").unwrap();
    cloud.reach = Reach::Loopback;
    let good = json!({
        "issuer": "http://127.0.0.1:4000/{tenantid}/v2.0",
        "authorization_endpoint": "http://127.0.0.1:4000/authorize",
        "token_endpoint": "http://127.0.0.1:4000/token",
        "jwks_uri": "http://127.0.0.1:4000/keys",
        "unknown": null,
    });
    let believe = |metadata: &serde_json::Value| {
        check(serde_json::from_value(metadata.clone()).unwrap(), &cloud, "organizations", None)
    };
    assert!(believe(&good).is_ok());
    for field in ["authorization_endpoint", "token_endpoint", "jwks_uri"] {
        for url in
            ["http://127.0.0.1:4001/x", "https://evil.example/x", "http://u:p@127.0.0.1:4000/x", "file:///x"]
        {
            let mut bad = good.clone();
            bad[field] = json!(url);
            assert!(matches!(believe(&bad), Err(DiscoveryError::Endpoint(_))), "{field} {url}");
        }
    }
}
