//! OpenID Connect discovery and the key set (OpenID Connect Discovery 1.0 §4, RFC 7517 §5).

use serde_json::json;

use super::EntraRequest;
use crate::reply::Reply;

/// The provider's metadata. The issuer is at its own address, so that its tokens can never be
/// mistaken for Microsoft's; under `common` and `organizations` it keeps a placeholder, as Entra's does.
pub(super) fn metadata(request: &EntraRequest<'_>) -> Reply {
    let tenant = match request.asked_tenant() {
        Ok(tenant) => tenant,
        Err(error) => return request.refuse(error),
    };
    let issued_by = tenant.map_or("{tenantid}", |tenant| &tenant.id);
    let in_path = tenant.map_or(request.call.segment(0), |tenant| &tenant.id);
    let authority = &request.call.address;
    let base = format!("{authority}/{in_path}");
    let body = json!({
        "token_endpoint": format!("{base}/oauth2/v2.0/token"),
        "token_endpoint_auth_methods_supported": ["none"],
        "jwks_uri": format!("{base}/discovery/v2.0/keys"),
        "response_modes_supported": ["query", "form_post"],
        "subject_types_supported": ["pairwise"],
        "id_token_signing_alg_values_supported": ["RS256"],
        "response_types_supported": ["code"],
        "grant_types_supported": ["authorization_code", "refresh_token"],
        "code_challenge_methods_supported": ["S256"],
        "scopes_supported": ["openid", "profile", "email", "offline_access"],
        "issuer": format!("{authority}/{issued_by}/v2.0"),
        "request_uri_parameter_supported": false,
        "authorization_endpoint": format!("{base}/oauth2/v2.0/authorize"),
        "end_session_endpoint": format!("{base}/oauth2/v2.0/logout"),
        "http_logout_supported": true,
        "claims_supported": [
            "sub", "iss", "aud", "exp", "iat", "nonce", "preferred_username", "name", "oid", "tid", "ver",
        ],
        "tenant_region_scope": "EU",
        "cloud_instance_name": request.call.host(),
        "msgraph_host": request.call.host(),
    });
    Reply::ok(&body)
        .with("cache-control", "max-age=86400, private")
        .with("access-control-allow-origin", "*")
        .with("access-control-allow-methods", "GET, OPTIONS")
}

/// The key set that tokens are checked with.
pub(super) fn keys(request: &EntraRequest<'_>) -> Reply {
    let issued_by = match request.asked_tenant() {
        Ok(tenant) => tenant.map_or("{tenantid}", |tenant| &tenant.id),
        Err(error) => return request.refuse(error),
    };
    let issuer = format!("{}/{issued_by}/v2.0", request.call.address);
    Reply::ok(&json!({"keys": [request.state.signer.public_key(&issuer)]}))
        .with("cache-control", "max-age=86400, private")
        .with("access-control-allow-origin", "*")
}
