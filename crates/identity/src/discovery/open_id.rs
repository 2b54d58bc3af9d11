//! The description of any provider that keeps to OpenID Connect Discovery, or to RFC 8414 where it has no other.
//!
//! Its issuer is compared letter by letter with the one that the cloud's file names, so that no provider can speak for
//! another. Endpoints may be on other hosts, as the specifications have it, but never behind less than the issuer is:
//! below an issuer with TLS there is nothing without.

use std::sync::Arc;

use jsonwebtoken::Algorithm;
use latchkey_http::{Client, Request, Response, Url};
use latchkey_types::{Cloud, OpenIdProvider, microsoft::is_microsofts};
use serde::Deserialize;

use super::{Authority, Issuer, has_user};
use crate::{DiscoveryError, Endpoint, SignInError, TokenError};

/// What holds where a provider does not say how clients prove themselves (OpenID Connect Discovery §3).
const UNNAMED_AUTHENTICATION: &str = "client_secret_basic";

/// What a provider says that it can.
#[derive(Debug, Clone, Default)]
pub(crate) struct Abilities {
    /// Scopes that it knows; `None` if it does not say. It need not name all of them.
    pub(crate) scopes: Option<Vec<String>>,
    /// Whether the code can come back by POST.
    pub(crate) posts_codes: bool,
    /// Whether its page can let somebody choose among accounts.
    pub(crate) lets_choose: bool,
    /// What its ID tokens may be signed with.
    pub(crate) id_token_algorithms: Vec<Algorithm>,
    /// How clients prove themselves at its token endpoint.
    pub(crate) authentication: Vec<String>,
    /// What clients may sign their assertions with.
    pub(crate) assertion_algorithms: Vec<String>,
    /// Where it says more about a person (OpenID Connect Core §5.3).
    pub(crate) userinfo_endpoint: Option<Url>,
    /// Where it is told that a token is not wanted any more (RFC 7009 §2).
    pub(crate) revocation_endpoint: Option<Url>,
}

/// Why a provider has no description that could be used.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Undiscovered {
    #[error(transparent)]
    Http(#[from] latchkey_http::Error),
    #[error(transparent)]
    Described(#[from] DiscoveryError),
}

impl From<Undiscovered> for SignInError {
    fn from(error: Undiscovered) -> Self {
        match error {
            Undiscovered::Http(error) => Self::Http(error),
            Undiscovered::Described(error) => Self::Discovery(error),
        }
    }
}

impl From<Undiscovered> for TokenError {
    fn from(error: Undiscovered) -> Self {
        match error {
            Undiscovered::Http(error) => Self::Http(Arc::new(error)),
            Undiscovered::Described(error) => Self::Discovery(Arc::new(error)),
        }
    }
}

#[derive(Deserialize)]
struct Metadata {
    issuer: String,
    authorization_endpoint: Option<Url>,
    token_endpoint: Option<Url>,
    device_authorization_endpoint: Option<Url>,
    jwks_uri: Option<Url>,
    userinfo_endpoint: Option<Url>,
    revocation_endpoint: Option<Url>,
    authorization_response_iss_parameter_supported: Option<bool>,
    scopes_supported: Option<Vec<String>>,
    response_modes_supported: Option<Vec<String>>,
    id_token_signing_alg_values_supported: Option<Vec<String>>,
    prompt_values_supported: Option<Vec<String>>,
    token_endpoint_auth_methods_supported: Option<Vec<String>>,
    token_endpoint_auth_signing_alg_values_supported: Option<Vec<String>>,
}

/// Asks a provider for its description, and checks it.
pub(crate) async fn discover(
    http: &Client,
    cloud: &Cloud,
    provider: &OpenIdProvider,
) -> Result<Authority, Undiscovered> {
    let mut response = http.send(Request::get(openid_address(&cloud.authority))).await?;
    if response.status().as_u16() == 404 {
        response = http.send(Request::get(oauth_address(&cloud.authority))).await?;
    }
    Ok(read(&response, cloud, provider)?)
}

fn read(response: &Response, cloud: &Cloud, provider: &OpenIdProvider) -> Result<Authority, DiscoveryError> {
    if !response.is_success() {
        return Err(DiscoveryError::Status(response.status().as_u16()));
    }
    let metadata = response.json().map_err(DiscoveryError::Unreadable)?;
    check(metadata, cloud, provider, response.date())
}

fn check(
    metadata: Metadata,
    cloud: &Cloud,
    provider: &OpenIdProvider,
    date: Option<jiff::Timestamp>,
) -> Result<Authority, DiscoveryError> {
    if metadata.issuer != provider.issuer {
        return Err(DiscoveryError::Issuer);
    }
    let endpoints = [
        (Endpoint::Authorization, &metadata.authorization_endpoint),
        (Endpoint::Token, &metadata.token_endpoint),
        (Endpoint::DeviceAuthorization, &metadata.device_authorization_endpoint),
        (Endpoint::KeySet, &metadata.jwks_uri),
        (Endpoint::UserInfo, &metadata.userinfo_endpoint),
        (Endpoint::Revocation, &metadata.revocation_endpoint),
    ];
    for (name, url) in endpoints {
        if url.as_ref().is_some_and(|url| !is_safe(url, cloud)) {
            return Err(DiscoveryError::Unsafe(name));
        }
    }
    let words = Option::<Vec<String>>::unwrap_or_default;
    Ok(Authority {
        issuer: Issuer::Exact(metadata.issuer),
        authorization_endpoint: metadata.authorization_endpoint,
        token_endpoint: metadata.token_endpoint.ok_or(DiscoveryError::Missing(Endpoint::Token))?,
        device_authorization_endpoint: metadata.device_authorization_endpoint,
        jwks_uri: metadata.jwks_uri,
        names_issuer: metadata.authorization_response_iss_parameter_supported.unwrap_or(false),
        abilities: Some(Abilities {
            scopes: metadata.scopes_supported,
            posts_codes: words(metadata.response_modes_supported).iter().any(|mode| mode == "form_post"),
            lets_choose: words(metadata.prompt_values_supported)
                .iter()
                .any(|prompt| prompt == "select_account"),
            id_token_algorithms: algorithms(&words(metadata.id_token_signing_alg_values_supported)),
            authentication: metadata
                .token_endpoint_auth_methods_supported
                .unwrap_or_else(|| vec![UNNAMED_AUTHENTICATION.to_owned()]),
            assertion_algorithms: words(metadata.token_endpoint_auth_signing_alg_values_supported),
            userinfo_endpoint: metadata.userinfo_endpoint,
            revocation_endpoint: metadata.revocation_endpoint,
        }),
        date,
    })
}

/// Plain http is for an issuer on this machine that has nothing better itself. Microsoft's pages and endpoints are no
/// other provider's: who is led there gets Microsoft's codes and tokens.
pub(crate) fn is_safe(url: &Url, cloud: &Cloud) -> bool {
    let is_as_protected = url.scheme() == "https" || cloud.authority.scheme() == "http";
    is_as_protected
        && cloud.reach.allows(url)
        && !is_microsofts(url)
        && !has_user(url)
        && url.fragment().is_none()
}

/// RS256 can every provider (OpenID Connect Discovery §3); of the others those that it names, and never one that
/// anybody could sign with who knows a public key, or nothing at all.
fn algorithms(named: &[String]) -> Vec<Algorithm> {
    let others = [("PS256", Algorithm::PS256), ("ES256", Algorithm::ES256), ("EdDSA", Algorithm::EdDSA)];
    let others = others.into_iter().filter(|(name, _)| named.iter().any(|word| word == name));
    [Algorithm::RS256].into_iter().chain(others.map(|(_, algorithm)| algorithm)).collect()
}

/// OpenID Connect Discovery §4.1: below the issuer.
pub(crate) fn openid_address(issuer: &Url) -> Url {
    let mut url = issuer.clone();
    url.set_path(&format!("{}/.well-known/openid-configuration", issuer.path().trim_end_matches('/')));
    url
}

/// RFC 8414 §3.1: between the issuer's host and its path.
fn oauth_address(issuer: &Url) -> Url {
    let mut url = issuer.clone();
    url.set_path(&format!("/.well-known/oauth-authorization-server{}", issuer.path().trim_end_matches('/')));
    url
}

#[cfg(test)]
mod fuzz;
#[cfg(test)]
mod tests {
    use latchkey_types::{AudienceScopes, Reach, SignInService};
    use serde_json::{Value, json};

    use super::*;

    fn cloud(issuer: &str, reach: Reach) -> Cloud {
        let provider = OpenIdProvider { issuer: issuer.to_owned(), scopes: AudienceScopes::default() };
        Cloud {
            authority: Url::parse(issuer).unwrap(),
            sign_in_service: SignInService::OpenId(provider),
            reach,
            ..Cloud::public()
        }
    }

    fn believe(cloud: &Cloud, metadata: &Value) -> Result<Authority, DiscoveryError> {
        let provider = cloud.open_id().unwrap();
        check(serde_json::from_value(metadata.clone()).unwrap(), cloud, provider, None)
    }

    #[test]
    fn descriptions_are_looked_for_where_each_specification_puts_them() {
        let check = |issuer: &str, openid: &str, oauth: &str| {
            let issuer = Url::parse(issuer).unwrap();
            assert_eq!(openid_address(&issuer).as_str(), openid);
            assert_eq!(oauth_address(&issuer).as_str(), oauth);
        };
        check(
            "https://op.example",
            "https://op.example/.well-known/openid-configuration",
            "https://op.example/.well-known/oauth-authorization-server",
        );
        check(
            "https://op.example:8443/realms/a/",
            "https://op.example:8443/realms/a/.well-known/openid-configuration",
            "https://op.example:8443/.well-known/oauth-authorization-server/realms/a",
        );
    }

    #[test]
    fn issuer_is_compared_letter_by_letter() {
        let check = |own: &str, theirs: &str, expected: bool| {
            let metadata = json!({ "issuer": theirs, "token_endpoint": "https://op.example/t" });
            let result = believe(&cloud(own, Reach::Internet), &metadata);
            assert_eq!(result.is_ok(), expected, "{theirs} for {own}: {result:?}");
        };
        check("https://op.example", "https://op.example", true);
        check("https://op.example", "https://op.example/", false);
        check("https://op.example/a", "https://op.example/b", false);
        check("https://op.example", "https://OP.example", false);
        check("https://op.example", "https://op.example:443", false);
    }

    #[test]
    fn endpoints_may_be_elsewhere_but_not_behind_less() {
        let check = |issuer: &str, reach: Reach, url: &str, expected: bool| {
            for field in [
                "authorization_endpoint",
                "token_endpoint",
                "device_authorization_endpoint",
                "jwks_uri",
                "userinfo_endpoint",
            ] {
                let mut metadata = json!({ "issuer": issuer, "token_endpoint": format!("{issuer}/t") });
                metadata[field] = json!(url);
                let result = believe(&cloud(issuer, reach), &metadata);
                assert_eq!(result.is_ok(), expected, "{field} {url}: {result:?}");
            }
        };
        let (far, near) = ("https://op.example", "http://127.0.0.1:4000");
        check(far, Reach::Internet, "https://keys.example/x?y=z", true);
        check(far, Reach::Internet, "http://op.example/x", false);
        check(far, Reach::Internet, "http://127.0.0.1:1/x", false);
        check(far, Reach::Internet, "https://u:p@op.example/x", false);
        check(far, Reach::Internet, "https://op.example/x#y", false);
        check(far, Reach::Internet, "file:///x", false);
        check(near, Reach::Loopback, "http://127.0.0.1:5000/x", true);
        check(near, Reach::Loopback, "https://op.example/x", false);
        check("https://localhost:1", Reach::Loopback, "http://localhost:1/x", false);
    }

    #[test]
    fn what_a_provider_does_not_say_is_what_the_specifications_say() {
        let own = "https://op.example";
        let silent =
            json!({ "issuer": own, "token_endpoint": "https://op.example/t", "scopes_supported": null });
        let abilities = believe(&cloud(own, Reach::Internet), &silent).unwrap().abilities.unwrap();
        assert_eq!(abilities.authentication, ["client_secret_basic"]);
        assert_eq!(abilities.id_token_algorithms, [Algorithm::RS256]);
        assert!(!abilities.posts_codes && abilities.scopes.is_none());
        let named = json!({
            "issuer": own, "token_endpoint": "https://op.example/t",
            "id_token_signing_alg_values_supported": ["none", "HS256", "EdDSA", "ES512", "PS256"],
        });
        let abilities = believe(&cloud(own, Reach::Internet), &named).unwrap().abilities.unwrap();
        assert_eq!(abilities.id_token_algorithms, [Algorithm::RS256, Algorithm::PS256, Algorithm::EdDSA]);
        let bare = believe(&cloud(own, Reach::Internet), &json!({ "issuer": own }));
        assert!(matches!(bare, Err(DiscoveryError::Missing(Endpoint::Token))));
    }
}
