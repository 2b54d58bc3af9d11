//! The HTTPS listener, to clients that trust its authority and to those that don't.

use std::sync::Arc;

use latchkey_democloud::{DemoCloud, Options};
use latchkey_types::{OsEntropy, SystemClock};

async fn start() -> DemoCloud {
    let any_port = Some("127.0.0.1:0".parse().unwrap());
    let options = Options { https: any_port, ..Options::new(Arc::new(SystemClock), Arc::new(OsEntropy)) };
    DemoCloud::start(options).await.unwrap()
}

#[expect(clippy::disallowed_methods, reason = "the tests speak to the demo cloud as a stranger would")]
fn client_of(authority: &str) -> reqwest::Client {
    let authority = reqwest::Certificate::from_pem(authority.as_bytes()).unwrap();
    reqwest::Client::builder().no_proxy().tls_certs_only([authority]).build().unwrap()
}

#[tokio::test]
async fn the_certificate_is_good_for_every_name_of_loopback() {
    let demo = start().await;
    let client = client_of(demo.certificate_authority().unwrap());
    let addresses = demo.addresses();
    assert_eq!(addresses.len(), 2);
    for name in ["localhost", "127.0.0.1", "[::1]"] {
        let base = addresses[1].replace("localhost", name);
        let metadata = format!("{base}/organizations/v2.0/.well-known/openid-configuration");
        let answer = client.get(metadata).send().await.unwrap().text().await.unwrap();
        assert!(
            answer.contains(&format!("\"token_endpoint\":\"{base}/organizations/oauth2/v2.0/token\"")),
            "{answer}"
        );
    }
}

#[tokio::test]
async fn nobody_else_is_taken_for_it() {
    let (demo, other) = (start().await, start().await);
    let client = client_of(other.certificate_authority().unwrap());
    assert!(client.get(&demo.addresses()[1]).send().await.unwrap_err().is_connect());
    let plain = demo.addresses()[1].replace("https", "http");
    assert!(client.get(plain).send().await.is_err());
    assert!(demo.certificate_authority() != other.certificate_authority());
}
