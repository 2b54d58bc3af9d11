//! A transport that sends requests for public Azure to the demo cloud.

use async_trait::async_trait;
use latchkey_http::{Error, Request, Response, StatusCode, Transport, header::HeaderMap};
use latchkey_types::microsoft::is_microsofts;
use reqwest::Client;
use url::Url;

/// Sends requests for Microsoft's hosts to a demo cloud, and all others to their own host.
pub struct RedirectTransport {
    demo: Url,
    client: Client,
}

impl RedirectTransport {
    #[expect(clippy::disallowed_methods, reason = "this is the network, not the program's client")]
    pub fn new(demo: Url) -> Self {
        let client = Client::builder().redirect(reqwest::redirect::Policy::none()).no_proxy().build();
        Self { demo, client: client.expect("a client without special settings") }
    }
}

#[async_trait]
impl Transport for RedirectTransport {
    async fn carry(&self, request: &Request) -> Result<Response, Error> {
        let asked = request.url();
        let is_redirected = is_microsofts(asked);
        let mut url = asked.clone();
        if is_redirected {
            url.set_scheme(self.demo.scheme()).expect("both are web addresses");
            url.set_host(self.demo.host_str()).expect("the demo cloud has a host");
            url.set_port(self.demo.port()).expect("the demo cloud has a port");
        }
        let sent = self
            .client
            .request(request.method().clone(), url)
            .headers(request.headers().clone())
            .body(request.body_bytes().to_vec())
            .send();
        let answer = sent.await.map_err(|error| Error::of(error, asked))?;
        let (status, headers): (StatusCode, HeaderMap) = (answer.status(), answer.headers().clone());
        let mut body = answer.bytes().await.map_err(|error| Error::of(error, asked))?.to_vec();
        if is_redirected {
            let (here, there) = (self.demo.origin(), asked.origin());
            let text = String::from_utf8_lossy(&body);
            body = text.replace(&here.ascii_serialization(), &there.ascii_serialization()).into_bytes();
        }
        Ok(Response::new(status, headers, body.into()))
    }
}
