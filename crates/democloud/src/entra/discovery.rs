//! OpenID Connect discovery in both generations and the key set (OpenID Connect Discovery 1.0 §4, RFC 7517
//! §5), and where clients learn which authority and which kind of account they deal with.

use serde_json::{Value, json};
use url::{Host, Url};

use super::EntraRequest;
use crate::{error::EntraError, flows::Generation, reply::Reply};

const DEVICE_CODE_GRANT: &str = "urn:ietf:params:oauth:grant-type:device_code";

/// The provider's metadata. The second generation's issuer is at its own address, so that its ID tokens can
/// never be mistaken for Microsoft's; the first generation's is Entra's name for the tenant, as access tokens
/// of Azure's services have it. Under `common` and `organizations` both keep a placeholder.
pub(super) fn metadata(request: &EntraRequest<'_>) -> Reply {
    let tenant = match request.asked_tenant() {
        Ok(tenant) => tenant,
        Err(error) => return request.refuse(error),
    };
    let issued_by = tenant.map_or("{tenantid}", |tenant| &tenant.id);
    let in_path = tenant.map_or(request.path.tenant, |tenant| &tenant.id);
    let authority = &request.call.address;
    let base = format!("{authority}/{in_path}");
    let (infix, issuer, keys) = match request.generation() {
        Generation::V1 => ("", format!("https://sts.windows.net/{issued_by}/"), "discovery/keys"),
        Generation::V2 => ("v2.0/", format!("{authority}/{issued_by}/v2.0"), "discovery/v2.0/keys"),
    };
    let mut body = json!({
        "token_endpoint": format!("{base}/oauth2/{infix}token"),
        "token_endpoint_auth_methods_supported":
            ["client_secret_post", "private_key_jwt", "client_secret_basic"],
        "token_endpoint_auth_signing_alg_values_supported": ["RS256", "PS256"],
        "jwks_uri": format!("{base}/{keys}"),
        "response_modes_supported": ["query", "form_post"],
        "subject_types_supported": ["pairwise"],
        "id_token_signing_alg_values_supported": ["RS256"],
        "response_types_supported": ["code"],
        "grant_types_supported":
            ["authorization_code", "refresh_token", "client_credentials", DEVICE_CODE_GRANT],
        "code_challenge_methods_supported": ["S256"],
        "scopes_supported": ["openid", "profile", "email", "offline_access"],
        "issuer": issuer,
        "claims_parameter_supported": true,
        "request_uri_parameter_supported": false,
        "authorization_endpoint": format!("{base}/oauth2/{infix}authorize"),
        "device_authorization_endpoint": format!("{base}/oauth2/{infix}devicecode"),
        "end_session_endpoint": format!("{base}/oauth2/{infix}logout"),
        "http_logout_supported": true,
        "claims_supported": [
            "sub", "iss", "aud", "exp", "iat", "nonce", "preferred_username", "name", "oid", "tid", "ver",
        ],
        "tenant_region_scope": "EU",
        "cloud_instance_name": request.call.host(),
        "msgraph_host": request.call.host(),
    });
    if request.generation() == Generation::V1 {
        body["microsoft_multi_refresh_token"] = json!(true);
    }
    public(&body)
}

/// The key set that tokens are checked with.
pub(super) fn keys(request: &EntraRequest<'_>) -> Reply {
    let issued_by = match request.asked_tenant() {
        Ok(tenant) => tenant.map_or("{tenantid}", |tenant| &tenant.id),
        Err(error) => return request.refuse(error),
    };
    let issuer = format!("{}/{issued_by}/v2.0", request.call.address);
    public(&json!({"keys": [request.state.signer.public_key(&issuer)]}))
}

/// Whether an authority is one of this cloud's, asked before anything is sent to it.
pub(super) fn instance(request: &EntraRequest<'_>) -> Reply {
    let Some(asked) = request.call.parameter("authorization_endpoint") else {
        return request.refuse(EntraError::missing_parameter("authorization_endpoint"));
    };
    let own = Url::parse(asked).ok().filter(|url| is_own(request, url));
    let tenant = own.as_ref().and_then(|url| url.path_segments()?.find(|segment| !segment.is_empty()));
    let Some(tenant) = tenant else { return request.refuse(EntraError::unknown_instance()) };
    let address = &request.call.address;
    let aliases: Vec<String> = ["localhost", "127.0.0.1", "[::1]"]
        .into_iter()
        .flat_map(|name| {
            let port = request.call.host().rsplit_once(':').map_or("", |(_, port)| port);
            [name.to_owned(), format!("{name}:{port}")]
        })
        .collect();
    let host = request.call.host();
    public(&json!({
        "tenant_discovery_endpoint": format!("{address}/{tenant}/v2.0/.well-known/openid-configuration"),
        "api-version": "1.1",
        "metadata": [{"preferred_network": host, "preferred_cache": host, "aliases": aliases}],
    }))
}

/// Loopback at one of its listeners. MSAL for Python leaves the port out, and always says https.
fn is_own(request: &EntraRequest<'_>, url: &Url) -> bool {
    let is_loopback = match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    };
    is_loopback
        && url.port().is_none_or(|port| request.core.listeners.iter().any(|listener| listener.port == port))
}

/// What kind of account a user name is, so that a client knows where its password may go.
pub(super) fn user_realm(request: &EntraRequest<'_>) -> Reply {
    let name = request.path.user;
    let domain = name.rsplit_once('@').map_or("", |(_, domain)| domain);
    let body = if request.state.tenant_named(domain).is_some() {
        json!({
            "ver": "1.0",
            "account_type": "Managed",
            "domain_name": domain,
            "cloud_instance_name": request.call.host(),
            "cloud_audience_urn": "urn:federation:MicrosoftOnline",
        })
    } else {
        json!({"ver": "1.0", "account_type": "Unknown", "cloud_instance_name": request.call.host()})
    };
    Reply::ok(&body).with("cache-control", "no-store, no-cache")
}

fn public(body: &Value) -> Reply {
    Reply::ok(body)
        .with("cache-control", "max-age=86400, private")
        .with("access-control-allow-origin", "*")
        .with("access-control-allow-methods", "GET, OPTIONS")
}
