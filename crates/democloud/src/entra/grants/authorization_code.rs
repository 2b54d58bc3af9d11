//! A code from the sign-in pages (RFC 6749 §4.1.3, RFC 7636 §4.5).

use latchkey_types::Secret;

use super::{default_resource, single_resource};
use crate::{
    entra::{
        EntraRequest,
        issue::{self, Entitlement},
        token_request::TokenRequest,
    },
    error::EntraError,
    flows::Destination,
    hash,
};

pub(in crate::entra) fn redeem(
    request: &mut EntraRequest<'_>,
    asked: &TokenRequest<'_>,
) -> Result<Entitlement, EntraError> {
    let fields = asked.fields;
    let sent = fields.secret("code").ok_or_else(|| EntraError::missing_parameter("code"))?;
    let hash = hash::of_secret(&sent);
    let redirect_uri =
        fields.text("redirect_uri").ok_or_else(|| EntraError::missing_parameter("redirect_uri"))?;
    let found = request.core.flows().code(&hash).cloned();
    let code = found.ok_or_else(EntraError::grant_not_valid)?;
    if code.is_redeemed {
        return Err(EntraError::code_redeemed());
    }
    if code.is_expired(request.now) {
        return Err(EntraError::grant_expired());
    }
    request.check_tenant_of(&code.user_id)?;
    if code.request.client_id != asked.application.client_id {
        return Err(EntraError::grant_not_valid());
    }
    let expected = match &code.request.destination {
        Destination::App { redirect_uri, .. } => redirect_uri.as_str(),
        Destination::Device { .. } => "",
    };
    if expected != redirect_uri {
        return Err(EntraError::reply_address_changed(redirect_uri, expected));
    }
    if let Some(challenge) = &code.request.challenge {
        let verifier = fields.secret("code_verifier").ok_or_else(EntraError::verifier_mismatch)?;
        if !is_verifier(&verifier) || hash::of_secret(&verifier) != *challenge {
            return Err(EntraError::verifier_mismatch());
        }
    }
    let scope = request.asked_scope(fields, Some(&code.request.scope))?;
    let scopes = request.scopes(&scope)?;
    let resource = if let Some(resource) = single_resource(&scopes, &scope)? {
        resource
    } else {
        let authorized = request.scopes(&code.request.scope)?.resources.into_iter().next();
        authorized.unwrap_or_else(default_resource)
    };
    let entitlement = Entitlement {
        user_id: code.user_id,
        proof: code.proof,
        nonce: code.request.nonce,
        resource,
        claims: asked.claims.clone().and(&code.request.claims),
        scopes,
        grant: None,
    };
    issue::check(request, &asked.application, &entitlement)?;
    if let Some(code) = request.core.flows().code(&hash) {
        code.is_redeemed = true;
    }
    Ok(issue::with_new_grant(request, &asked.application, entitlement))
}

/// 43 to 128 unreserved characters (RFC 7636 §4.1).
fn is_verifier(verifier: &Secret) -> bool {
    // EXPOSE: only its length and alphabet are looked at.
    let text = verifier.expose();
    (43..=128).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte))
}
