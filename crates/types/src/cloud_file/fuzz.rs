//! Files of clouds that somebody made to do harm: what is accepted keeps to every rule of a cloud.

use latchkey_fuzz::{for_a_while, near, near_text};
use proptest::prelude::*;
use url::Host;

use super::*;
use crate::Audience;

const FILES: [&str; 5] = [
    r#"{ "id": "stack", "displayName": "Our Stack", "authority": "https://login.stack.example",
         "arm": "https://management.stack.example", "graph": "https://graph.stack.example",
         "imds": "http://127.0.0.1:8079", "armResource": "https://management.stack.example",
         "mlResource": "https://api.ml.stack.example", "graphResource": "https://graph.stack.example",
         "mlApiDomain": "api.ml.stack.example", "clientId": "c", "caFile": "stack-ca.pem" }"#,
    r#"{ "authority": "https://localhost:1", "ARM": "https://127.0.0.1:1", "graph": "http://[::1]:3",
         "imds": "http://localhost:2", "caFile": "ca.pem", "publicClientId": "c" }"#,
    r#"{ "provider": "OpenID", "authority": "https://id.lab.example/realms/ml", "clientId": "latchkey",
         "scopes": { "arm": "manage", "ml": ["score", "predict"] }, "arm": "https://management.lab.example" }"#,
    r#"{ "authority": "https://login.microsoftonline.com", "arm": "https://management.azure.com",
         "armResource": "https://management.core.windows.net/" }"#,
    r#"{ "authority": "https://login.microsoftonline.com", "arm": "https://arm.evil.example",
         "armResource": "https://management.azure.com", "graphResource": "https://graph.microsoft.com" }"#,
];

/// Addresses and names, good and hostile, that stand where a file's are.
const PLACES: [&str; 18] = [
    "https://login.microsoftonline.com",
    "https://management.azure.com",
    "https://management.azure.com/",
    "https://management.azure.com.evil.example",
    "https://evil.example",
    "http://evil.example",
    "https://:pw@evil.example",
    "https://me@evil.example",
    "https://graph.microsoft.com",
    "797f4846-ba00-4fd7-ba43-dac1f8f63013",
    "http://localhost",
    "http://localhost.evil.example",
    "http://127.0.0.1:80",
    "http://[::ffff:127.0.0.1]",
    "http://169.254.169.254",
    "https://_",
    "file:///etc/passwd",
    "",
];

fn hold(text: &str) {
    let Ok(CloudFile { cloud, .. }) = CloudFile::read(text) else { return };
    assert_eq!(cloud.validate(), Ok(()));
    let is_word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    assert!((1..=LONGEST_WORD).contains(&cloud.id.len()) && cloud.id.bytes().all(is_word), "{}", cloud.id);
    let is_here = |url: &Url| match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    };
    for url in [&cloud.authority, &cloud.arm, &cloud.graph] {
        assert!(url.scheme() == "https" || (url.scheme() == "http" && is_here(url)), "{url}");
        assert!(cloud.reach != Reach::Loopback || is_here(url), "{url} leads out of an emulator");
    }
    for url in [&cloud.authority, &cloud.arm, &cloud.graph].into_iter().chain(&cloud.imds) {
        assert!(url.username().is_empty() && url.password().is_none(), "{url} has a user");
    }
    assert!(cloud.imds.iter().all(is_here), "{:?} is not on this machine", cloud.imds);
    // What is Microsoft's is nobody else's; an emulator's names are its own.
    if cloud.reach == Reach::Internet {
        let of_microsoft = |url: &Url| {
            let host = url.host_str().unwrap_or_default();
            let is_below = |domain: &str| {
                host.strip_suffix(domain).is_some_and(|below| below.is_empty() || below.ends_with('.'))
            };
            ["azure.com", "microsoft.com", "microsoftonline.com"].into_iter().any(is_below)
        };
        assert!(!of_microsoft(&cloud.arm) && !of_microsoft(&cloud.graph), "{cloud:?}");
        assert!(cloud.open_id().is_none() || !of_microsoft(&cloud.authority), "{cloud:?}");
        for (audience, url) in [(Audience::Arm, &cloud.arm), (Audience::Graph, &cloud.graph)] {
            let named = Url::parse(cloud.resource_of(audience)).expect("a resource is an address");
            assert_eq!(named.origin(), url.origin(), "a token for {named} would go to {url}");
        }
    }
    let written = serde_json::to_string(&cloud).expect("a cloud is data");
    assert_eq!(serde_json::from_str::<Cloud>(&written).expect("it was written so"), cloud);
}

#[test]
fn an_accepted_file_is_a_cloud_that_keeps_to_the_rules() {
    for_a_while(&near_text(&FILES), |text| hold(&text));
}

#[test]
fn no_mixture_of_addresses_leads_where_it_should_not() {
    let place = || proptest::sample::select(PLACES.to_vec());
    let places = (place(), place(), place(), place(), place(), place(), any::<bool>());
    for_a_while(&places, |(authority, arm, graph, imds, arm_resource, graph_resource, is_open_id)| {
        let text = serde_json::json!({
            "authority": authority, "arm": arm, "graph": graph, "imds": imds, "armResource": arm_resource,
            "graphResource": graph_resource, "provider": if is_open_id { "openid" } else { "entra" },
        });
        hold(&text.to_string());
    });
}

#[test]
fn any_address_makes_a_word() {
    for_a_while(&near(&[b"https://login.example:8443/a".as_slice()]), |bytes| {
        let Ok(url) = Url::parse(&String::from_utf8_lossy(&bytes)) else { return };
        let word = CloudFile::id_of(&url);
        let is_word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
        assert!((1..=LONGEST_WORD).contains(&word.len()) && word.bytes().all(is_word), "{url}: {word}");
    });
}
