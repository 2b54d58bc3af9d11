//! Entra's errors, by AADSTS number. One condition may be answered as JSON, shown on a page, or
//! handed to the app by redirect; the number and the text are the same.
//!
//! Numbers: <https://learn.microsoft.com/entra/identity-platform/reference-error-codes>.

use axum::http::StatusCode;
use jiff::Timestamp;
use serde_json::json;

use crate::{call::Call, dates, reply::Reply};

/// An error of the sign-in service.
#[derive(Debug, Clone)]
pub(crate) struct EntraError {
    pub(crate) number: u32,
    /// The OAuth error code (RFC 6749 §4.1.2.1 and §5.2).
    pub(crate) error: &'static str,
    pub(crate) message: String,
    suberror: Option<&'static str>,
    /// Whether the answer is 401 instead of 400 (RFC 6749 §5.2).
    is_client_refused: bool,
}

impl EntraError {
    fn new(number: u32, error: &'static str, message: impl Into<String>) -> Self {
        Self { number, error, message: message.into(), suberror: None, is_client_refused: false }
    }

    pub(crate) fn tenant_not_found(tenant: &str) -> Self {
        Self::new(
            90002,
            "invalid_tenant",
            format!(
                "Tenant '{}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud. \
                 Check with your subscription administrator, this may happen if there are no active subscriptions for the tenant.",
                clip(tenant)
            ),
        )
    }

    pub(crate) fn application_not_found(client_id: &str, tenant: &str) -> Self {
        Self::new(
            700_016,
            "unauthorized_client",
            format!(
                "Application with identifier '{}' was not found in the directory '{tenant}'. This can happen if the application has not been installed by the \
                 administrator of the tenant or consented to by any user in the tenant. You may have sent your authentication request to the wrong tenant.",
                clip(client_id)
            ),
        )
    }

    pub(crate) fn reply_address_mismatch(redirect_uri: &str, client_id: &str) -> Self {
        Self::new(
            50011,
            "invalid_request",
            format!(
                "The redirect URI '{}' specified in the request does not match the redirect URIs configured for the application '{}'. Make sure the redirect URI \
                 sent in the request matches one added to your application in the Azure portal.",
                clip(redirect_uri),
                clip(client_id)
            ),
        )
    }

    pub(crate) fn missing_parameter(name: &str) -> Self {
        let message = format!("The request body must contain the following parameter: '{name}'.");
        Self::new(900_144, "invalid_request", message)
    }

    pub(crate) fn malformed(what: &str) -> Self {
        let message = format!("Invalid request. Request is malformed or invalid: {what}.");
        Self::new(9_002_313, "invalid_request", message)
    }

    pub(crate) fn response_type_not_supported(kind: &str) -> Self {
        let message = format!("response_type '{}' is not enabled for the application.", clip(kind));
        Self::new(700_054, "unsupported_response_type", message)
    }

    pub(crate) fn response_mode_not_supported(mode: &str) -> Self {
        let message = format!("The response_mode '{}' is not supported.", clip(mode));
        Self::new(900_561, "invalid_request", message)
    }

    pub(crate) fn challenge_required() -> Self {
        Self::new(
            50147,
            "invalid_request",
            "The code challenge is missing or its size is not valid. A code_challenge with code_challenge_method=S256 is required for public clients.",
        )
    }

    pub(crate) fn resource_not_found(resource: &str, tenant: &str) -> Self {
        Self::new(
            500_011,
            "invalid_resource",
            format!(
                "The resource principal named {} was not found in the tenant named {tenant}. This can happen if the application has not been installed by the \
                 administrator of the tenant or consented to by any user in the tenant. You might have sent your authentication request to the wrong tenant.",
                clip(resource)
            ),
        )
    }

    pub(crate) fn several_resources(scope: &str) -> Self {
        Self::new(
            28000,
            "invalid_request",
            format!(
                "Provided value for the input parameter scope is not valid because it contains more than one resource. Scope {} is not valid.",
                clip(scope)
            ),
        )
    }

    pub(crate) fn scope_not_valid(scope: &str) -> Self {
        Self::new(
            70011,
            "invalid_scope",
            format!(
                "The provided value for the input parameter 'scope' is not valid. The scope {} isn't valid.",
                clip(scope)
            ),
        )
    }

    pub(crate) fn login_required() -> Self {
        Self::new(
            50058,
            "login_required",
            "A silent sign-in request was sent but no user is signed in. The cookies used to represent the user's session were not sent in the request.",
        )
    }

    pub(crate) fn declined() -> Self {
        Self::new(65004, "access_denied", "User declined to consent to access the app.")
    }

    pub(crate) fn user_not_found(user_name: &str, tenant: &str) -> Self {
        let name = clip(user_name);
        let message = format!("The user account {name} does not exist in the {tenant} directory.");
        Self::new(50034, "invalid_grant", message)
    }

    /// Somebody who has no account in the tenant that was asked for.
    pub(crate) fn user_not_in_tenant(user_name: &str, tenant: &str, client_id: &str) -> Self {
        let message = format!(
            "User account '{}' from identity provider 'https://sts.windows.net/' does not exist in tenant '{tenant}' and cannot access the application '{client_id}' \
             in that tenant. The account needs to be added as an external user in the tenant first. Sign out and sign in again with a different Microsoft Entra \
             user account.",
            clip(user_name)
        );
        Self::new(50020, "invalid_grant", message)
    }

    pub(crate) fn wrong_password() -> Self {
        Self::new(50126, "invalid_grant", "Error validating credentials due to invalid username or password.")
    }

    pub(crate) fn flow_expired() -> Self {
        Self::new(
            50089,
            "invalid_grant",
            "Authentication failed due to flow token expired. Go back to the app and sign in again.",
        )
    }

    pub(crate) fn credential_from_public_client(client_id: &str) -> Self {
        let message = format!(
            "Client is public so neither 'client_assertion' nor 'client_secret' should be presented. Application '{}'.",
            clip(client_id)
        );
        Self { is_client_refused: true, ..Self::new(700_025, "invalid_client", message) }
    }

    pub(crate) fn grant_not_supported(grant: &str) -> Self {
        let message = format!("The app requested an unsupported grant type '{}'.", clip(grant));
        Self::new(70003, "unsupported_grant_type", message)
    }

    pub(crate) fn grant_not_valid() -> Self {
        Self::new(70000, "invalid_grant", "Provided grant is invalid or malformed.")
    }

    pub(crate) fn grant_expired() -> Self {
        Self::new(
            70008,
            "invalid_grant",
            "The provided authorization code or refresh token is expired. Send a new interactive authorization request for this user and resource.",
        )
    }

    pub(crate) fn code_redeemed() -> Self {
        Self::new(
            54005,
            "invalid_grant",
            "OAuth2 Authorization code was already redeemed, please retry with a new valid code or use an existing refresh token.",
        )
    }

    pub(crate) fn reply_address_changed(sent: &str, expected: &str) -> Self {
        let message = format!(
            "The reply address '{}' does not match the reply address '{expected}' provided when requesting Authorization code.",
            clip(sent)
        );
        Self::new(500_112, "invalid_grant", message)
    }

    pub(crate) fn verifier_mismatch() -> Self {
        Self::new(
            501_481,
            "invalid_grant",
            "The Code_Verifier does not match the code_challenge supplied in the authorization request.",
        )
    }

    pub(crate) fn grant_revoked(issued_at: Timestamp, revoked_at: Timestamp) -> Self {
        let message = format!(
            "The provided grant has expired due to it being revoked, a fresh auth token is needed. The user might have changed or reset their password. \
             The grant was issued on '{}' and the TokensValidFrom date (before which tokens are not valid) for this user is '{}'.",
            dates::with_seven_digits(issued_at),
            dates::with_seven_digits(revoked_at)
        );
        Self { suberror: Some("bad_token"), ..Self::new(50173, "invalid_grant", message) }
    }

    pub(crate) fn resource_parameter() -> Self {
        Self::new(901_002, "invalid_request", "The 'resource' request parameter isn't supported.")
    }

    /// The text with its trace, correlation id and time, as `error_description` carries it.
    pub(crate) fn description(&self, call: &Call, now: Timestamp) -> String {
        format!(
            "AADSTS{}: {}\r\nTrace ID: {}\r\nCorrelation ID: {}\r\nTimestamp: {}",
            self.number,
            self.message,
            call.request_id,
            call.correlation_id,
            dates::with_space(now)
        )
    }

    pub(crate) fn into_reply(self, call: &Call, now: Timestamp) -> Reply {
        let mut body = json!({
            "error": self.error,
            "error_description": self.description(call, now),
            "error_codes": [self.number],
            "timestamp": dates::with_space(now),
            "trace_id": call.request_id,
            "correlation_id": call.correlation_id,
            "error_uri": format!("{}/error?code={}", call.address, self.number),
        });
        if let Some(suberror) = self.suberror {
            body["suberror"] = json!(suberror);
        }
        let status = if self.is_client_refused { StatusCode::UNAUTHORIZED } else { StatusCode::BAD_REQUEST };
        Reply::json(status, &body).with("cache-control", "no-store, no-cache").with("pragma", "no-cache")
    }
}

/// Echoed texts are cut, so that an answer stays an answer whatever was sent.
fn clip(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(200).collect()
}
