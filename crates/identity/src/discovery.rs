//! Reads and validates the metadata of an authority (OpenID Connect Discovery §4).
//!
//! The issuer must be the expected one. Otherwise metadata could send the code of one authority to another (RFC 9700
//! §4.4). Entra's endpoints must be on its own origin as well; the rules for other providers are in `open_id`.

pub(crate) mod open_id;

use latchkey_http::{Client, Request, Url};
use latchkey_types::{Cloud, is_tenant, names_several_tenants};
use serde::Deserialize;
use uuid::Uuid;

use crate::{DiscoveryError, Endpoint, EntraError, SignInError};

/// What stands for the tenant in the issuer where the tenant is not known yet.
const TENANT_TEMPLATE: &str = "{tenantid}";

/// An authority that is believed.
#[derive(Debug, Clone)]
pub(crate) struct Authority {
    pub(crate) issuer: Issuer,
    authorization_endpoint: Option<Url>,
    pub(crate) token_endpoint: Url,
    /// Where device codes are given out (RFC 8628 §4), if they are.
    pub(crate) device_authorization_endpoint: Option<Url>,
    pub(crate) jwks_uri: Option<Url>,
    /// Whether a return from the browser has to name its issuer (RFC 9207 §3).
    pub(crate) names_issuer: bool,
    /// What a provider says that it can; `None` for Entra, where it is known.
    pub(crate) abilities: Option<open_id::Abilities>,
    /// What the time was at the authority, UTC; `None` if it did not say.
    pub(crate) date: Option<jiff::Timestamp>,
}

impl Authority {
    /// Where somebody signs in. A code that is given out there must not reach another provider (RFC 9700 §4.4), so that
    /// it is redeemed on the same origin, or its answer names the issuer (RFC 9207).
    pub(crate) fn authorization_endpoint(&self) -> Result<&Url, DiscoveryError> {
        let page = self.authorization_endpoint.as_ref();
        let page = page.ok_or(DiscoveryError::Missing(Endpoint::Authorization))?;
        if page.origin() != self.token_endpoint.origin() && !self.names_issuer {
            return Err(DiscoveryError::Apart);
        }
        Ok(page)
    }
}

/// The issuer of ID tokens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Issuer {
    /// Entra's, possibly with the tenant left open.
    Entra(String),
    /// Any other provider's, letter by letter.
    Exact(String),
}

#[derive(Deserialize)]
struct Metadata {
    issuer: String,
    authorization_endpoint: Url,
    token_endpoint: Url,
    #[serde(default)]
    device_authorization_endpoint: Option<Url>,
    jwks_uri: Url,
    #[serde(default)]
    authorization_response_iss_parameter_supported: Option<bool>,
}

impl Issuer {
    /// The issuer of this tenant's tokens.
    pub(crate) fn of_tenant(&self, tenant_id: Uuid) -> String {
        match self {
            Self::Entra(text) => text.replace(TENANT_TEMPLATE, &tenant_id.to_string()),
            Self::Exact(text) => text.clone(),
        }
    }

    /// The tenant that the issuer names, if it names one.
    pub(crate) fn tenant_id(&self) -> Option<Uuid> {
        match self {
            Self::Entra(text) => text.split('/').find_map(|part| Uuid::try_parse(part).ok()),
            Self::Exact(_) => None,
        }
    }

    /// Whether this text names the issuer, with any tenant where the tenant is open.
    pub(crate) fn accepts(&self, text: &str) -> bool {
        match self {
            Self::Exact(own) => own == text,
            Self::Entra(own) => match own.split_once(TENANT_TEMPLATE) {
                None => own == text,
                Some((before, after)) => text
                    .strip_prefix(before)
                    .and_then(|rest| rest.strip_suffix(after))
                    .is_some_and(|tenant| Uuid::try_parse(tenant).is_ok()),
            },
        }
    }
}

/// The address of something under a tenant of an authority.
pub(crate) fn tenant_url(authority: &Url, tenant: &str, rest: &str) -> Url {
    let mut url = authority.clone();
    url.set_query(None);
    url.set_path(&format!("{}/{tenant}/{rest}", authority.path().trim_end_matches('/')));
    url
}

/// Asks an authority for its description, and checks it. Only Entra has tenants.
pub(crate) async fn discover(http: &Client, cloud: &Cloud, tenant: &str) -> Result<Authority, SignInError> {
    if let Some(provider) = cloud.open_id() {
        return Ok(open_id::discover(http, cloud, provider).await?);
    }
    if !is_tenant(tenant) {
        return Err(SignInError::TenantName);
    }
    let url = tenant_url(&cloud.authority, tenant, "v2.0/.well-known/openid-configuration");
    let response = http.send(Request::get(url)).await?;
    if !response.is_success() {
        // Entra reports an unknown tenant here (AADSTS90002).
        return Err(match EntraError::from_response(&response) {
            Some(error) => SignInError::Entra(Box::new(error)),
            None => DiscoveryError::Status(response.status().as_u16()).into(),
        });
    }
    let metadata: Metadata = response.json().map_err(DiscoveryError::Unreadable)?;
    Ok(check(metadata, cloud, tenant, response.date())?)
}

fn check(
    metadata: Metadata,
    cloud: &Cloud,
    tenant: &str,
    date: Option<jiff::Timestamp>,
) -> Result<Authority, DiscoveryError> {
    if !is_issuer_of(&metadata.issuer, &cloud.authority, tenant) {
        return Err(DiscoveryError::Issuer);
    }
    let endpoints = [
        (Endpoint::Authorization, Some(&metadata.authorization_endpoint)),
        (Endpoint::Token, Some(&metadata.token_endpoint)),
        (Endpoint::DeviceAuthorization, metadata.device_authorization_endpoint.as_ref()),
        (Endpoint::KeySet, Some(&metadata.jwks_uri)),
    ];
    for (name, url) in endpoints {
        let Some(url) = url else { continue };
        if url.origin() != cloud.authority.origin() || !cloud.reach.allows(url) || has_user(url) {
            return Err(DiscoveryError::Endpoint(name));
        }
    }
    Ok(Authority {
        issuer: Issuer::Entra(metadata.issuer),
        authorization_endpoint: Some(metadata.authorization_endpoint),
        token_endpoint: metadata.token_endpoint,
        device_authorization_endpoint: metadata.device_authorization_endpoint,
        jwks_uri: Some(metadata.jwks_uri),
        names_issuer: metadata.authorization_response_iss_parameter_supported.unwrap_or(false),
        abilities: None,
        date,
    })
}

/// The issuer of `{authority}/{tenant}/v2.0`: with exactly the GUID that was asked for, with some GUID if a
/// domain was asked for, and with the template or a GUID if a word was.
fn is_issuer_of(issuer: &str, authority: &Url, tenant: &str) -> bool {
    let bases = [Some(authority.as_str()), other_name(authority)];
    bases.into_iter().flatten().any(|base| {
        let named = issuer
            .strip_prefix(base.trim_end_matches('/'))
            .and_then(|rest| rest.strip_prefix('/'))
            .and_then(|rest| rest.strip_suffix("/v2.0"));
        match (named, Uuid::try_parse(tenant)) {
            (None, _) => false,
            (Some(named), Ok(asked)) => Uuid::try_parse(named) == Ok(asked),
            (Some(named), Err(_)) => {
                Uuid::try_parse(named).is_ok() || (named == TENANT_TEMPLATE && names_several_tenants(tenant))
            }
        }
    })
}

/// Azure China answers under the address that its tools have always used, and signs with its newer name.
fn other_name(authority: &Url) -> Option<&'static str> {
    (authority.as_str() == "https://login.chinacloudapi.cn/")
        .then_some("https://login.partner.microsoftonline.cn")
}

fn has_user(url: &Url) -> bool {
    !url.username().is_empty() || url.password().is_some()
}

#[cfg(test)]
mod fuzz;
#[cfg(test)]
mod tests;
