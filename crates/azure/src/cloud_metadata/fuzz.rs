//! Answers of a Resource Manager that somebody made up: what is accepted is a cloud that keeps to the rules.

use latchkey_fuzz::{for_a_while, near_text};
use proptest::{prelude::*, sample::select};
use serde_json::{Value, json};

use super::*;

const ANSWERS: [&str; 3] = [
    r#"{ "name": "Stack", "resourceManager": "https://arm.example/",
         "authentication": { "loginEndpoint": "https://login.microsoftonline.com/", "tenant": "common",
             "identityProvider": "AAD", "audiences": ["https://arm.lab.onmicrosoft.com/5e2b"] },
         "graph": "https://graph.windows.net/", "microsoftGraphResourceId": "https://graph.microsoft.com/" }"#,
    r#"[{ "name": "Other", "resourceManager": "https://other.example/" },
        { "resourceManager": "https://localhost:8443", "authentication": { "loginEndpoint": "https://localhost:8443",
             "audiences": ["https://management.azure.com/", "https://localhost:8443/"] } }]"#,
    r#"{ "authentication": { "loginEndpoint": "https://login.example", "audiences": [] }, "graphEndpoint": "x" }"#,
];
const ADDRESSES: [&str; 6] = [
    "https://arm.example",
    "https://localhost:8443",
    "http://127.0.0.1:1",
    "http://arm.example",
    "https://_",
    "https://a:b@arm.example/x",
];
const PLACES: [&str; 10] = [
    "https://login.microsoftonline.com",
    "https://management.azure.com/",
    "https://graph.microsoft.com",
    "https://arm.example",
    "https://localhost:8443",
    "http://127.0.0.1:1",
    "http://evil.example",
    "https://me:pw@arm.example",
    "http://169.254.169.254",
    "00000003-0000-0000-c000-000000000000",
];

fn hold(arm: &str, answer: &Value) {
    let arm = Url::parse(arm).expect("it is an address");
    let Ok(cloud) = cloud_of(Node::of(answer), &arm) else { return };
    assert_eq!(cloud.validate(), Ok(()));
    assert_eq!(cloud.arm, arm, "the answer cannot move the one that was asked");
    let is_word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    assert!(!cloud.id.is_empty() && cloud.id.bytes().all(is_word), "{}", cloud.id);
    let is_here = |url: &Url| Reach::Loopback.allows(url);
    if is_here(&arm) && is_here(&cloud.authority) {
        assert_eq!(cloud.reach, Reach::Loopback);
        assert!(is_here(&cloud.graph), "{} is not on this machine", cloud.graph);
    } else {
        let host = |text: &str| Url::parse(text).ok().and_then(|url| url.host_str().map(str::to_owned));
        assert_eq!(host(&cloud.graph_resource), host(cloud.graph.as_str()));
        let named = host(&cloud.arm_resource).unwrap_or_default();
        assert!(
            named.ends_with(".onmicrosoft.com") || Some(named.as_str()) == arm.host_str(),
            "tokens for {named} would go to {arm}"
        );
    }
    assert!(cloud.open_id().is_none() && cloud.client_id.is_none() && cloud.ml_api_domain.is_none());
}

#[test]
fn an_accepted_answer_is_a_cloud_that_keeps_to_the_rules() {
    let inputs = (select(ADDRESSES.to_vec()), near_text(&ANSWERS));
    for_a_while(&inputs, |(arm, text)| {
        if let Ok(answer) = serde_json::from_str(&text) {
            hold(arm, &answer);
        }
    });
}

#[test]
fn no_mixture_of_addresses_leads_where_it_should_not() {
    let place = || select(PLACES.to_vec());
    let inputs = (select(ADDRESSES.to_vec()), place(), place(), place(), place(), any::<bool>());
    for_a_while(&inputs, |(arm, login, audience, graph, graph_resource, is_list)| {
        let answer = json!({
            "resourceManager": arm, "graph": graph, "microsoftGraphResourceId": graph_resource,
            "authentication": { "loginEndpoint": login, "audiences": [audience] },
        });
        hold(arm, &if is_list { json!([{ "resourceManager": "x" }, answer]) } else { answer });
    });
}
