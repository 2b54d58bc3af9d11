//! Errors of applications that may not do what they ask for, or fail to authenticate.

use jiff::Timestamp;

use super::{EntraError, clip};
use crate::dates;

impl EntraError {
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

    pub(crate) fn credential_from_public_client(client_id: &str) -> Self {
        let message = format!(
            "Client is public so neither 'client_assertion' nor 'client_secret' should be presented. Application '{}'.",
            clip(client_id)
        );
        Self::invalid_client(700_025, message)
    }

    pub(crate) fn not_for_every_tenant(client_id: &str, name: &str) -> Self {
        let message = format!(
            "Application '{}'({name}) is not configured as a multi-tenant application. Usage of the /common endpoint is not supported for such apps. \
             Use a tenant-specific endpoint or configure the application to be multi-tenant.",
            clip(client_id)
        );
        Self::new(50194, "unauthorized_client", message)
    }

    pub(crate) fn application_disabled(client_id: &str, name: &str) -> Self {
        let message = format!("Application '{}'({name}) is disabled.", clip(client_id));
        Self::new(7_000_112, "unauthorized_client", message)
    }

    pub(crate) fn credential_missing() -> Self {
        let message =
            "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.";
        Self::invalid_client(7_000_218, message)
    }

    pub(crate) fn wrong_secret(client_id: &str) -> Self {
        let message = format!(
            "Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added \
             to app '{}'.",
            clip(client_id)
        );
        Self::invalid_client(7_000_215, message)
    }

    pub(crate) fn secret_expired(client_id: &str) -> Self {
        let message = format!(
            "The provided client secret keys for app '{}' are expired. Create new keys for the app, or use certificate credentials for added security.",
            clip(client_id)
        );
        Self::invalid_client(7_000_222, message)
    }

    /// The assertion is not a token, or is signed with a key that the application has not registered.
    pub(crate) fn assertion_signature(reason: &str, thumbprint: &str) -> Self {
        let message = format!(
            "Client assertion contains an invalid signature. [Reason - {reason}., Thumbprint of key used by client: '{}'.]",
            clip(thumbprint)
        );
        Self::invalid_client(700_027, message)
    }

    pub(crate) fn certificate_subject() -> Self {
        Self::invalid_client(
            700_030,
            "Invalid certificate - subject name in certificate is not authorized. SubjectNames/SubjectAlternativeNames (up to 10) in token certificate are not in \
             the list of the application.",
        )
    }

    pub(crate) fn assertion_time(now: Timestamp) -> Self {
        let message = format!(
            "Client assertion is not within its valid time range. Current time: {}.",
            dates::with_seven_digits(now)
        );
        Self::invalid_client(700_024, message)
    }

    pub(crate) fn assertion_audience(audience: &str) -> Self {
        let message = format!(
            "Client assertion audience claim '{}' does not match the token endpoint or the issuer.",
            clip(audience)
        );
        Self::invalid_client(700_023, message)
    }

    pub(crate) fn assertion_application() -> Self {
        let message = "Client assertion application identifier doesn't match 'client_id' parameter.";
        Self::invalid_client(700_021, message)
    }
}
