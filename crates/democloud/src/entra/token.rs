//! The token endpoint: authorization codes and refresh tokens of public clients (RFC 6749 §4.1.3 and
//! §6, RFC 7636 §4.5). Passwords are never taken here.

use serde_json::json;

use super::{
    EntraRequest,
    audience::{AskedScopes, Resource},
    respond,
    token_claims::{self, Issue},
};
use crate::{
    call::Fields,
    error::EntraError,
    hash, random,
    reply::Reply,
    state::{Application, Grant},
};
use latchkey_types::Secret;

/// Grants are forgotten, oldest first, beyond this many.
const GRANTS_KEPT: usize = 100;

/// What a request turned out to be entitled to.
struct Entitled {
    user_id: String,
    nonce: Option<String>,
    resource: String,
    scopes: AskedScopes,
    /// Index of the grant that a new refresh token goes to.
    grant: Option<usize>,
}

pub(super) fn token(request: &mut EntraRequest<'_>) -> Reply {
    let fields = request.call.form();
    let answer = request.asked_tenant().map(|_| ()).and_then(|()| {
        let grant_type =
            fields.text("grant_type").ok_or_else(|| EntraError::missing_parameter("grant_type"))?;
        if !["authorization_code", "refresh_token"].contains(&grant_type) {
            return Err(EntraError::grant_not_supported(grant_type));
        }
        let application = known_client(request, &fields)?;
        let entitled = if grant_type == "authorization_code" {
            redeem_code(request, &fields, &application)?
        } else {
            redeem_refresh_token(request, &fields, &application)?
        };
        Ok(issue(request, &fields, &application, &entitled))
    });
    answer.unwrap_or_else(|error| request.refuse(error))
}

fn known_client(request: &EntraRequest<'_>, fields: &Fields) -> Result<Application, EntraError> {
    let client_id = fields.text("client_id").ok_or_else(|| EntraError::missing_parameter("client_id"))?;
    let application = request.application(client_id)?;
    if fields.text("client_secret").is_some() || fields.text("client_assertion").is_some() {
        return Err(EntraError::credential_from_public_client(client_id));
    }
    if fields.text("resource").is_some() {
        return Err(EntraError::resource_parameter());
    }
    Ok(application)
}

fn redeem_code(
    request: &mut EntraRequest<'_>,
    fields: &Fields,
    application: &Application,
) -> Result<Entitled, EntraError> {
    let code = fields.secret("code").ok_or_else(|| EntraError::missing_parameter("code"))?;
    let redirect_uri =
        fields.text("redirect_uri").ok_or_else(|| EntraError::missing_parameter("redirect_uri"))?;
    let mut flows = request.core.flows();
    let code = flows.code(&hash::of_secret(&code)).ok_or_else(EntraError::grant_not_valid)?;
    if code.is_redeemed {
        return Err(EntraError::code_redeemed());
    }
    if code.is_expired(request.now) {
        return Err(EntraError::grant_expired());
    }
    let tenant_id = request.state.user(&code.user_id).map(|user| user.tenant_id.as_str());
    if request.asked_tenant()?.is_some_and(|asked| Some(asked.id.as_str()) != tenant_id) {
        return Err(EntraError::grant_not_valid());
    }
    if code.request.client_id != application.client_id {
        return Err(EntraError::grant_not_valid());
    }
    if code.request.redirect_uri != redirect_uri {
        return Err(EntraError::reply_address_changed(redirect_uri, &code.request.redirect_uri));
    }
    let verifier = fields.secret("code_verifier").ok_or_else(EntraError::verifier_mismatch)?;
    if !is_verifier(&verifier) || hash::of_secret(&verifier) != code.request.challenge {
        return Err(EntraError::verifier_mismatch());
    }
    let scope = fields.text("scope").unwrap_or(&code.request.scope);
    let scopes = request.scopes(scope)?;
    let resource = single_resource(&scopes, scope)?.unwrap_or_else(default_resource);
    code.is_redeemed = true;
    let code = code.clone();
    drop(flows);
    let grant = scopes.offline_access.then(|| {
        let grants = &mut request.state.grants;
        if grants.len() >= GRANTS_KEPT {
            grants.remove(0);
        }
        grants.push(Grant {
            user_id: code.user_id.clone(),
            client_id: application.client_id.clone(),
            resource: resource.clone(),
            issued_at: request.now,
            revoked_at: None,
            tokens: Vec::new(),
        });
        grants.len() - 1
    });
    Ok(Entitled { user_id: code.user_id, nonce: code.request.nonce, resource, scopes, grant })
}

fn redeem_refresh_token(
    request: &EntraRequest<'_>,
    fields: &Fields,
    application: &Application,
) -> Result<Entitled, EntraError> {
    let token =
        fields.secret("refresh_token").ok_or_else(|| EntraError::missing_parameter("refresh_token"))?;
    let hash = hash::of_secret(&token);
    let grants = &request.state.grants;
    let found = grants.iter().enumerate().find_map(|(at, grant)| {
        grant.tokens.iter().find(|token| token.hash == hash).map(|token| (at, grant, token))
    });
    let (at, grant, token) = found.ok_or_else(EntraError::grant_not_valid)?;
    if grant.client_id != application.client_id {
        return Err(EntraError::grant_not_valid());
    }
    if let Some(revoked_at) = grant.revoked_at {
        return Err(EntraError::grant_revoked(grant.issued_at, revoked_at));
    }
    if token.expires_at <= request.now {
        return Err(EntraError::grant_expired());
    }
    let scope = fields.text("scope").unwrap_or("openid profile offline_access");
    let scopes = request.scopes(scope)?;
    let resource = single_resource(&scopes, scope)?.unwrap_or_else(|| grant.resource.clone());
    let user_id = account_for(request, &grant.user_id, &grant.client_id)?;
    Ok(Entitled { user_id, nonce: None, resource, scopes, grant: Some(at) })
}

/// The same person's account in the tenant of the path: one refresh token serves them all.
fn account_for(request: &EntraRequest<'_>, user_id: &str, client_id: &str) -> Result<String, EntraError> {
    let user = request.state.user(user_id).ok_or_else(EntraError::grant_not_valid)?;
    let Some(tenant) = request.asked_tenant()? else { return Ok(user.id.clone()) };
    let account = request.state.account_in(user, &tenant.id);
    account
        .map(|account| account.id.clone())
        .ok_or_else(|| EntraError::user_not_in_tenant(&user.sign_in_name, &tenant.display_name, client_id))
}

/// A token is for one resource; only the authorization request may name several.
fn single_resource(scopes: &AskedScopes, text: &str) -> Result<Option<String>, EntraError> {
    match scopes.resources.as_slice() {
        [] => Ok(None),
        [one] => Ok(Some(one.clone())),
        _ => Err(EntraError::several_resources(text)),
    }
}

/// Sign-in scopes alone give a token for Graph's user information.
fn default_resource() -> String {
    "https://graph.microsoft.com".to_owned()
}

/// 43 to 128 unreserved characters (RFC 7636 §4.1).
fn is_verifier(verifier: &Secret) -> bool {
    // EXPOSE: only its length and alphabet are looked at.
    let text = verifier.expose();
    (43..=128).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte))
}

fn issue(
    request: &mut EntraRequest<'_>,
    fields: &Fields,
    application: &Application,
    entitled: &Entitled,
) -> Reply {
    let issue = Issue {
        authority: &request.call.address,
        application,
        resource: &entitled.resource,
        nonce: entitled.nonce.as_deref(),
        now: request.now,
        entropy: &*request.core.entropy,
    };
    let Some(user) = request.state.user(&entitled.user_id) else {
        return request.refuse(EntraError::grant_not_valid());
    };
    let kind = request.core.resource(&entitled.resource).unwrap_or(Resource::Graph);
    let life = issue.lifetime_seconds();
    let access_token = request.state.signer.sign(&token_claims::access_token(&issue, user, kind, life));
    let granted: Vec<String> = kind
        .delegated_scope()
        .split(' ')
        .map(|word| format!("{}/{word}", entitled.resource))
        .chain([format!("{}/.default", entitled.resource)])
        .collect();
    let mut body = json!({
        "token_type": "Bearer",
        "scope": granted.join(" "),
        "expires_in": life,
        "ext_expires_in": life,
        // EXPOSE: the token goes to the client that it was issued to.
        "access_token": access_token.expose(),
    });
    if entitled.scopes.openid {
        let id_token = request.state.signer.sign(&token_claims::id_token(&issue, user));
        // EXPOSE: the token goes to the client that it was issued to.
        body["id_token"] = json!(id_token.expose());
    }
    if fields.text("client_info") == Some("1") {
        body["client_info"] = json!(respond::client_info(&user.id, &user.tenant_id));
    }
    if application.family {
        body["foci"] = json!("1");
    }
    if let Some(grant) = entitled.grant.and_then(|at| request.state.grants.get_mut(at)) {
        let refresh_token = Secret::new(format!("1.A{}", random::opaque(&*request.core.entropy)));
        grant.add_token(hash::of_secret(&refresh_token), request.now);
        // EXPOSE: the token goes to the client that it was issued to.
        body["refresh_token"] = json!(refresh_token.expose());
        request.state.touch();
    }
    Reply::ok(&body)
        .with("cache-control", "no-store, no-cache")
        .with("pragma", "no-cache")
        .with("x-ms-clitelem", "1,0,0,,")
}
