//! Hostile texts where the output of `az ad sp create-for-rbac` should be: no secret of theirs comes back.

use latchkey_fuzz::{for_a_while, near_text};

use super::*;

/// In every text, and in nothing that is said.
const SECRET: &str = "needle8Q~0123456789abcdefghijklmnopqrstuv";
const FILES: [&str; 4] = [
    r#"{"clientId":"c","clientSecret":"needle8Q~0123456789abcdefghijklmnopqrstuv","tenantId":"t","subscriptionId":"x","resourceManagerEndpointUrl":"https://management.azure.com/"}"#,
    r#"{"appId":"c","displayName":"d","password":"needle8Q~0123456789abcdefghijklmnopqrstuv","tenant":"t"}"#,
    r#"{"clientId":"c","clientSecret":"needle8Q~0123456789abcdefghijklmnopqrstuv","tenantId":"t","resourceManagerEndpointUrl":"https://management.chinacloudapi.cn"}"#,
    r#"{"clientId":"c","clientSecret":{"x":"needle8Q~0123456789abcdefghijklmnopqrstuv"},"clientCertificate":"/x.pem","tenantId":"t"}"#,
];

#[test]
fn a_secret_is_in_no_error_and_an_accepted_text_has_one() {
    let cloud = Cloud::public();
    for_a_while(&near_text(&FILES), |text| {
        let has_secret = text.contains(SECRET);
        let read = SdkAuth::read(&Secret::new(text)).and_then(|file| file.application(&cloud));
        match read {
            Ok(application) => {
                let ApplicationCredential::Secret(secret) = &application.credential else {
                    panic!("no secret")
                };
                assert!(!secret.is_empty());
                assert!(application.client_id.is_some_and(|id| !id.is_empty()));
                assert!(application.tenant.is_some_and(|tenant| !tenant.is_empty()));
            }
            Err(error) => {
                let said = format!("{error:?}");
                assert!(!has_secret || !said.contains(&SECRET[..8]), "{said}");
                assert!(error.to_string().len() < 500, "{said}");
            }
        }
    });
}
