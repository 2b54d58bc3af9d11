//! Answers of something that only says that it is this machine's identity endpoint.

use latchkey_fuzz::{for_a_while, near, near_text};
use latchkey_types::Reach;

use super::*;

const ANSWERS: [&[u8]; 3] = [
    br#"{"access_token":"a","expires_on":"1795248341","client_id":"c","resource":"r","token_type":"Bearer"}"#,
    br#"{"access_token":"a","expires_on":1795248341,"client_id":null}"#,
    br#"{"access_token":"a","expires_on":"1/16/2020 5:24:12 PM +00:00"}"#,
];

#[test]
fn an_accepted_answer_is_a_token_that_ends() {
    for_a_while(&near(&ANSWERS), |bytes| {
        let Ok(answer) = serde_json::from_slice::<Answer>(&bytes) else { return };
        let Ok(token) = answer.into_token() else { return };
        assert!(!token.value.is_empty() && token.client_id.as_deref() != Some(""));
        let now = Timestamp::UNIX_EPOCH;
        let kept =
            AccessToken::until(bound(&Cloud::public(), Audience::Arm, token.value), now, token.expires_at);
        assert!(kept.expires_at <= token.expires_at && kept.refresh_after <= kept.expires_at.max(now));
        assert!(kept.expires_at.duration_since(now) <= jiff::SignedDuration::from_hours(7 * 24));
    });
}

#[test]
fn the_proof_of_arc_is_a_plain_path() {
    let challenges = [
        "Basic realm=/var/opt/azcmagent/tokens/x.key",
        "basic Realm=\"/var/opt/azcmagent/tokens/x.key\"",
        "Basic realm=/var/opt/azcmagent/tokens/../../../etc/shadow.key",
    ];
    for_a_while(&near_text(&challenges), |challenge| {
        let Some(path) = arc::path_of(&challenge) else { return };
        assert!(path.is_absolute(), "{}", path.display());
        assert!(!path.components().any(|part| part == std::path::Component::ParentDir), "{}", path.display());
    });
}

#[test]
fn an_address_of_the_environment_is_of_this_machine_or_its_host() {
    let addresses = [
        "http://169.254.169.254/metadata",
        "http://localhost:40342",
        "http://u:p@10.0.0.4:1/",
        "http://evil.example",
    ];
    for_a_while(&near_text(&addresses), |text| {
        let Ok(url) = host::address_of("IDENTITY_ENDPOINT", &Secret::new(text)) else { return };
        assert!(Reach::Host.allows(&url) && url.username().is_empty() && url.password().is_none(), "{url}");
        let is_number = !matches!(url.host(), Some(url::Host::Domain(name)) if name != "localhost");
        assert!(is_number, "{url} is a name that somebody else could answer to");
    });
}
