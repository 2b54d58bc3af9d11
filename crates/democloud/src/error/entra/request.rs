//! Errors of requests that cannot be understood, or go to the wrong tenant or address.

use axum::http::StatusCode;

use super::{EntraError, clip};

impl EntraError {
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

    /// Requests are kept while a person signs in, so their length is limited.
    pub(crate) fn too_long() -> Self {
        Self::new(90015, "invalid_request", "The query string is too long.")
    }

    /// There is no room for another unfinished sign-in.
    pub(crate) fn too_many_wait() -> Self {
        let message = "There are too many incoming requests. Try again in a minute.";
        let error = Self::new(90055, "temporarily_unavailable", message);
        Self { status: StatusCode::TOO_MANY_REQUESTS, ..error }
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

    pub(crate) fn resource_parameter() -> Self {
        Self::new(901_002, "invalid_request", "The 'resource' request parameter isn't supported.")
    }

    /// Personal accounts have a directory of their own, which a company's cloud is not.
    pub(crate) fn personal_accounts(tenant: &str) -> Self {
        let message = format!(
            "Tenant '{}' not found. It is the directory of personal Microsoft accounts, which have no place here; sign in with a work or school account.",
            clip(tenant)
        );
        Self::new(90002, "invalid_tenant", message)
    }

    pub(crate) fn unknown_instance() -> Self {
        Self::new(50049, "invalid_instance", "Unknown or invalid instance.")
    }

    pub(crate) fn no_tenant_named() -> Self {
        Self::new(
            50059,
            "invalid_request",
            "No tenant-identifying information found in either the request or implied by any provided credentials.",
        )
    }

    pub(crate) fn application_scope_not_valid(scope: &str) -> Self {
        let message = format!(
            "The provided value for scope {} is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier \
             (application ID URI).",
            clip(scope)
        );
        Self::new(1_002_012, "invalid_scope", message)
    }
}
