//! A device that polls (RFC 8628 §3.4, §3.5). The scope is that of its first request unless it names one.

use super::{default_resource, single_resource};
use crate::{
    entra::{
        EntraRequest,
        issue::{self, Entitlement},
        token_request::TokenRequest,
    },
    error::EntraError,
    flows::DeviceProgress,
    hash,
};

pub(in crate::entra) fn redeem(
    request: &mut EntraRequest<'_>,
    asked: &TokenRequest<'_>,
) -> Result<Entitlement, EntraError> {
    // Clients of the first generation call it `code`; MSAL sends both.
    let sent = asked.fields.secret("device_code").or_else(|| asked.fields.secret("code"));
    let hash = hash::of_secret(&sent.ok_or_else(|| EntraError::missing_parameter("device_code"))?);
    let found = request.core.flows().device(&hash).cloned();
    let device = found.ok_or_else(EntraError::bad_verification_code)?;
    if device.request.client_id != asked.application.client_id {
        return Err(EntraError::bad_verification_code());
    }
    let (user_id, proof) = match device.progress {
        DeviceProgress::Declined => return Err(EntraError::device_declined()),
        DeviceProgress::Redeemed => return Err(EntraError::code_redeemed()),
        _ if device.expires_at <= request.now => return Err(EntraError::device_code_expired()),
        DeviceProgress::Pending => return Err(EntraError::authorization_pending()),
        DeviceProgress::Approved { user_id, proof } => (user_id, proof),
    };
    request.check_tenant_of(&user_id)?;
    let scope = request.asked_scope(asked.fields, Some(&device.request.scope))?;
    let scopes = request.scopes(&scope)?;
    let resource = single_resource(&scopes, &scope)?.unwrap_or_else(default_resource);
    let claims = asked.claims.clone().and(&device.request.claims);
    let entitlement = Entitlement { user_id, proof, nonce: None, resource, claims, scopes, grant: None };
    issue::check(request, &asked.application, &entitlement)?;
    if let Some(device) = request.core.flows().device(&hash) {
        device.progress = DeviceProgress::Redeemed;
    }
    Ok(issue::with_new_grant(request, &asked.application, entitlement))
}
