//! A token in an application's own name (RFC 6749 §4.4), and the ways in which it proves itself.

use base64::{Engine, engine::general_purpose::STANDARD};
use latchkey_http::{Client, Request};
use latchkey_types::Secret;
use url::{Url, form_urlencoded};
use zeroize::Zeroizing;

use super::{EndpointError, Repeat, Tokens, form};

const ASSERTION_TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/// What proves an application in the body of its request.
pub(crate) enum Proof {
    /// Its secret (RFC 6749 §2.3.1).
    Secret(Secret),
    /// A statement signed with its key (RFC 7523 §2.2).
    Assertion(Secret),
}

/// Asks with the proof in the body.
pub(crate) async fn ask_with_body(
    http: &Client,
    token_endpoint: Url,
    client_id: &str,
    proof: &Proof,
    scope: &str,
    claims: Option<&str>,
    repeat: Repeat,
) -> Result<Tokens, EndpointError> {
    let mut fields = vec![("grant_type", "client_credentials"), ("client_id", client_id)];
    fields.extend((!scope.is_empty()).then_some(("scope", scope)));
    fields.extend(claims.map(|claims| ("claims", claims)));
    // EXPOSE: the proof goes to the token endpoint of the authority that the application is registered with.
    match proof {
        Proof::Secret(secret) => fields.push(("client_secret", secret.expose())),
        Proof::Assertion(assertion) => fields
            .extend([("client_assertion_type", ASSERTION_TYPE), ("client_assertion", assertion.expose())]),
    }
    form::request_tokens(http, token_endpoint, &fields, repeat).await
}

/// Asks with id and secret in the header, each of them encoded as in a form (RFC 6749 §2.3.1). Asking twice does no
/// harm.
pub(crate) async fn ask_with_basic(
    http: &Client,
    token_endpoint: Url,
    client_id: &str,
    secret: &Secret,
    scope: &str,
) -> Result<Tokens, EndpointError> {
    let encoded = |text: &str| -> String {
        // A space is a plus in a form; as `%20` it is one for those too who decode percents alone.
        let pieces = form_urlencoded::byte_serialize(text.as_bytes());
        pieces.map(|piece| if piece == "+" { "%20" } else { piece }).collect()
    };
    // EXPOSE: the secret becomes a header that is marked sensitive, for the provider that gave it out.
    let pair =
        Zeroizing::new(format!("{}:{}", encoded(client_id), *Zeroizing::new(encoded(secret.expose()))));
    let header = Secret::new(format!("Basic {}", *Zeroizing::new(STANDARD.encode(&*pair))));
    let mut fields = vec![("grant_type", "client_credentials")];
    if !scope.is_empty() {
        fields.push(("scope", scope));
    }
    let request = Request::post(token_endpoint).form(&fields).secret_header("authorization", &header);
    form::tokens(&form::send(http, request.repeatable()).await?)
}
