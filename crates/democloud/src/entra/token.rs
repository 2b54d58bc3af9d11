//! The token endpoint (RFC 6749 §3.2): which grant, which client, which answer.
//!
//! Passwords of people are never taken here.

use super::{
    EntraRequest, client_authentication,
    grants::{authorization_code, client_credentials, device_code, refresh_token},
    issue::{self, Entitlement},
    token_request::TokenRequest,
};
use crate::{call::Fields, error::EntraError, flows::ClaimsRequest, reply::Reply};

/// What takes a grant and says what it entitles to.
type Redeem = fn(&mut EntraRequest<'_>, &TokenRequest<'_>) -> Result<Entitlement, EntraError>;

pub(super) fn token(request: &mut EntraRequest<'_>) -> Reply {
    let fields = request.call.form();
    answer(request, &fields).unwrap_or_else(|error| request.refuse(error))
}

fn answer(request: &mut EntraRequest<'_>, fields: &Fields) -> Result<Reply, EntraError> {
    request.asked_tenant()?;
    let grant_type = fields.text("grant_type").ok_or_else(|| EntraError::missing_parameter("grant_type"))?;
    let redeem: Option<Redeem> = match grant_type {
        "authorization_code" => Some(authorization_code::redeem),
        "refresh_token" => Some(refresh_token::redeem),
        // The second is the first generation's name of it.
        "urn:ietf:params:oauth:grant-type:device_code" | "device_code" => Some(device_code::redeem),
        "client_credentials" => None,
        "password" => return Err(EntraError::password_grant()),
        other => return Err(EntraError::grant_not_supported(other)),
    };
    let (application, proof) = client_authentication::known_client(request, fields, redeem.is_none())?;
    let claims = ClaimsRequest::parse(fields.text("claims"))?;
    let token_request = TokenRequest { fields, application, proof, claims };
    match redeem {
        Some(redeem) => {
            let entitlement = redeem(request, &token_request)?;
            issue::to_user(request, &token_request, &entitlement)
        }
        None => client_credentials::answer(request, &token_request),
    }
}
