//! Descriptions of hostile authorities: what is believed stays on the authority that was asked.

use latchkey_fuzz::{for_a_while, near, near_text};
use latchkey_types::Reach;
use proptest::{prelude::*, sample::select};
use serde_json::json;

use super::*;

const TENANT: &str = "0c6e1c3a-5f7e-4bbd-9c0e-6d6a4f6a9b11";
const DESCRIPTION: &[u8] = br#"{"issuer":"https://login.example/{tenantid}/v2.0","authorization_endpoint":"https://login.example/a","token_endpoint":"https://login.example/t","device_authorization_endpoint":"https://login.example/d","jwks_uri":"https://login.example/k","authorization_response_iss_parameter_supported":true}"#;
const PLACES: [&str; 10] = [
    "https://login.example/x",
    "https://login.example:443/x",
    "https://login.example:8443/x",
    "http://login.example/x",
    "https://login.example.evil.example/x",
    "https://login.example@evil.example/x",
    "https://u:p@login.example/x",
    "https://LOGIN.example/x",
    "http://127.0.0.1/x",
    "javascript:alert(1)",
];

fn cloud() -> Cloud {
    let authority = Url::parse("https://login.example").expect("an address");
    Cloud { authority, reach: Reach::Internet, ..Cloud::public() }
}

fn hold(metadata: Metadata, tenant: &str) {
    let cloud = cloud();
    let Ok(believed) = check(metadata, &cloud, tenant, None) else { return };
    let endpoints = [
        believed.authorization_endpoint.as_ref(),
        Some(&believed.token_endpoint),
        believed.device_authorization_endpoint.as_ref(),
        believed.jwks_uri.as_ref(),
    ];
    for url in endpoints.into_iter().flatten() {
        assert_eq!(url.origin(), cloud.authority.origin(), "{url}");
        assert!(url.scheme() == "https" && !has_user(url), "{url}");
    }
    let Issuer::Entra(issuer) = &believed.issuer else { panic!("{:?}", believed.issuer) };
    assert!(issuer.starts_with("https://login.example/") && issuer.ends_with("/v2.0"), "{issuer}");
    if let Ok(asked) = Uuid::try_parse(tenant) {
        assert_eq!(believed.issuer.tenant_id(), Some(asked), "{issuer}");
    }
}

#[test]
fn a_believed_description_stays_on_its_authority() {
    let tenants = select(vec!["organizations", "common", "contoso.example", TENANT]);
    for_a_while(&(near(&[DESCRIPTION]), tenants), |(bytes, tenant)| {
        if let Ok(metadata) = serde_json::from_slice::<Metadata>(&bytes) {
            hold(metadata, tenant);
        }
    });
}

#[test]
fn no_mixture_of_endpoints_leads_away() {
    let place = || select(PLACES.to_vec());
    let issuer = near_text(&[
        "https://login.example/{tenantid}/v2.0",
        &format!("https://login.example/{TENANT}/v2.0"),
    ]);
    for_a_while(
        &(place(), place(), place(), place(), issuer, any::<bool>()),
        |(a, t, d, k, issuer, is_known)| {
            let metadata = json!({
                "issuer": issuer, "authorization_endpoint": a, "token_endpoint": t,
                "device_authorization_endpoint": d, "jwks_uri": k,
            });
            if let Ok(metadata) = serde_json::from_value(metadata) {
                hold(metadata, if is_known { TENANT } else { "organizations" });
            }
        },
    );
}

#[test]
fn a_tenant_is_one_segment_of_an_address() {
    for_a_while(
        &near_text(&["organizations", "contoso.onmicrosoft.com", TENANT, "a-b.c", "..", "%2e%2e.x"]),
        |text| {
            if is_tenant(&text) {
                let url = tenant_url(&cloud().authority, &text, "v2.0/x");
                assert_eq!(url.as_str(), format!("https://login.example/{text}/v2.0/x"));
            }
        },
    );
}

#[test]
fn an_issuer_accepts_nothing_but_itself_with_a_tenant() {
    let issuer = Issuer::Entra("https://login.example/{tenantid}/v2.0".to_owned());
    let near_it = near_text(&[
        &format!("https://login.example/{TENANT}/v2.0"),
        "https://login.example/{tenantid}/v2.0",
    ]);
    for_a_while(&near_it, |text| {
        if issuer.accepts(&text) {
            let parts: Vec<&str> = text.split('/').collect();
            assert!(matches!(parts.as_slice(), ["https:", "", "login.example", _, "v2.0"]), "{text}");
            assert!(Uuid::try_parse(parts[3]).is_ok(), "{text}");
        }
    });
}
