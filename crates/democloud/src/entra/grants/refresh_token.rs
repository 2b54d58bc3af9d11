//! A refresh token (RFC 6749 §6). One serves every resource, and the same person's account in every tenant. Those
//! of Microsoft's own clients serve each of these clients, as `foci` in their answers promises.

use super::single_resource;
use crate::{
    entra::{
        EntraRequest, client,
        issue::{self, Entitlement},
        token_request::TokenRequest,
    },
    error::EntraError,
    hash,
    state::{Application, State, User},
};

pub(in crate::entra) fn redeem(
    request: &mut EntraRequest<'_>,
    asked: &TokenRequest<'_>,
) -> Result<Entitlement, EntraError> {
    let token =
        asked.fields.secret("refresh_token").ok_or_else(|| EntraError::missing_parameter("refresh_token"))?;
    let hash = hash::of_secret(&token);
    let grants = &request.state.grants;
    let found = grants.iter().enumerate().find_map(|(at, grant)| {
        grant.tokens.iter().find(|token| token.hash == hash).map(|token| (at, grant, token))
    });
    let (at, grant, token) = found.ok_or_else(EntraError::grant_not_valid)?;
    check_client(request.state, &grant.client_id, &asked.application)?;
    if let Some(revoked_at) = grant.revoked_at {
        return Err(EntraError::grant_revoked(grant.issued_at, revoked_at));
    }
    if token.expires_at <= request.now {
        return Err(EntraError::grant_expired());
    }
    let scope = request.asked_scope(asked.fields, Some("openid profile offline_access"))?;
    let scopes = request.scopes(&scope)?;
    let resource = single_resource(&scopes, &scope)?.unwrap_or_else(|| grant.resource.clone());
    let user = account_for(request, &grant.user_id, &asked.application.client_id)?;
    let entitlement = Entitlement {
        user_id: user.id.clone(),
        proof: grant.proof.clone(),
        nonce: None,
        resource,
        claims: asked.claims.clone(),
        scopes,
        grant: Some(at),
    };
    issue::check(request, &asked.application, &entitlement)?;
    Ok(entitlement)
}

/// A token serves the client that it was issued to, and a family's token the family.
fn check_client(state: &State, issued_to: &str, sent_by: &Application) -> Result<(), EntraError> {
    if issued_to == sent_by.client_id {
        return Ok(());
    }
    match client::find(state, issued_to) {
        Some(owner) if owner.family && sent_by.family => Ok(()),
        _ => Err(EntraError::grant_of_another_client()),
    }
}

/// The same person's account in the tenant of the path.
fn account_for<'a>(
    request: &'a EntraRequest<'_>,
    user_id: &str,
    client_id: &str,
) -> Result<&'a User, EntraError> {
    let user = request.state.user(user_id).ok_or_else(EntraError::grant_not_valid)?;
    let Some(tenant) = request.asked_tenant()? else { return Ok(user) };
    let account = request.state.account_in(user, &tenant.id);
    account.ok_or_else(|| EntraError::user_not_in_tenant(&user.sign_in_name, &tenant.display_name, client_id))
}
