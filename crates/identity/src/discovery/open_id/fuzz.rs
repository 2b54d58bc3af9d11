//! Descriptions of hostile providers: what is believed is the issuer's, and no less protected than it.

use latchkey_fuzz::{for_a_while, near};
use latchkey_types::{AudienceScopes, Reach, SignInService};
use proptest::{prelude::*, sample::select};
use serde_json::json;

use super::*;

const ISSUERS: [&str; 3] = ["https://op.example/realms/a", "http://127.0.0.1:4000", "https://localhost:1"];
const DESCRIPTION: &[u8] = br#"{"issuer":"https://op.example/realms/a","authorization_endpoint":"https://op.example/a?x=y","token_endpoint":"https://op.example/t","device_authorization_endpoint":"https://op.example/d","jwks_uri":"https://keys.example/k","userinfo_endpoint":"https://op.example/me","revocation_endpoint":"https://op.example/r","authorization_response_iss_parameter_supported":true,"scopes_supported":["openid","offline_access"],"response_modes_supported":["query","form_post"],"id_token_signing_alg_values_supported":["none","HS256","RS256","PS256","ES256","EdDSA"],"token_endpoint_auth_methods_supported":["client_secret_post"]}"#;
const PLACES: [&str; 9] = [
    "https://op.example/x",
    "https://keys.example/x?y",
    "http://op.example/x",
    "http://127.0.0.1:1/x",
    "http://localhost:1/x",
    "https://u:p@op.example/x",
    "https://op.example/x#y",
    "http://169.254.169.254/x",
    "javascript:alert(1)",
];

fn cloud(issuer: &str) -> Cloud {
    let authority = Url::parse(issuer).expect("an address");
    let reach = if Reach::Loopback.allows(&authority) { Reach::Loopback } else { Reach::Internet };
    let provider = OpenIdProvider { issuer: issuer.to_owned(), scopes: AudienceScopes::default() };
    Cloud { authority, reach, sign_in_service: SignInService::OpenId(provider), ..Cloud::public() }
}

fn hold(metadata: Metadata, issuer: &str) {
    let cloud = cloud(issuer);
    let Ok(believed) = check(metadata, &cloud, cloud.open_id().expect("it is no Entra"), None) else {
        return;
    };
    assert_eq!(believed.issuer, Issuer::Exact(issuer.to_owned()));
    let abilities = believed.abilities.as_ref().expect("it said what it can");
    let endpoints = [
        believed.authorization_endpoint.as_ref(),
        Some(&believed.token_endpoint),
        believed.device_authorization_endpoint.as_ref(),
        believed.jwks_uri.as_ref(),
        abilities.userinfo_endpoint.as_ref(),
        abilities.revocation_endpoint.as_ref(),
    ];
    for url in endpoints.into_iter().flatten() {
        let is_here = Reach::Loopback.allows(url);
        assert!(url.scheme() == "https" || (is_here && issuer.starts_with("http:")), "{url} for {issuer}");
        assert!(cloud.reach == Reach::Internet || is_here, "{url} is not on this machine");
        assert!(!has_user(url) && url.fragment().is_none(), "{url}");
    }
    if let Ok(page) = believed.authorization_endpoint() {
        assert!(believed.names_issuer || page.origin() == believed.token_endpoint.origin(), "{page}");
    }
    let signing = [Algorithm::RS256, Algorithm::PS256, Algorithm::ES256, Algorithm::EdDSA];
    assert!(abilities.id_token_algorithms.contains(&Algorithm::RS256));
    assert!(abilities.id_token_algorithms.iter().all(|algorithm| signing.contains(algorithm)));
}

#[test]
fn a_believed_description_is_the_issuers_and_no_less_protected() {
    for_a_while(&near(&[DESCRIPTION]), |bytes| {
        for issuer in ISSUERS {
            if let Ok(metadata) = serde_json::from_slice::<Metadata>(&bytes) {
                hold(metadata, issuer);
            }
        }
    });
}

#[test]
fn no_mixture_of_endpoints_is_less_protected() {
    let place = || select(PLACES.to_vec());
    let inputs = (select(ISSUERS.to_vec()), place(), place(), place(), place(), any::<bool>());
    for_a_while(&inputs, |(issuer, token, keys, device, user, is_named)| {
        let metadata = json!({
            "issuer": issuer, "token_endpoint": token, "jwks_uri": keys, "userinfo_endpoint": user,
            "device_authorization_endpoint": device, "authorization_endpoint": is_named.then_some(token),
        });
        if let Ok(metadata) = serde_json::from_value(metadata) {
            hold(metadata, issuer);
        }
    });
}
