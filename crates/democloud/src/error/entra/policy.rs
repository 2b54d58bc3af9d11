//! Errors of people who are not signed in, not allowed, or must prove more first.

use serde_json::{Value, json};

use super::{EntraError, clip};
use crate::error::claims_challenge::context_claims;

impl EntraError {
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

    /// The user has no account in the requested tenant.
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

    pub(crate) fn wrong_second_factor() -> Self {
        Self::new(500_121, "invalid_grant", "Authentication failed during strong authentication request.")
    }

    pub(crate) fn user_disabled() -> Self {
        let message = "The user account is disabled. The account has been disabled by an administrator.";
        Self::new(50057, "invalid_grant", message)
    }

    pub(crate) fn user_locked() -> Self {
        let message = "The account is locked because the user tried to sign in too many times with an incorrect user ID or password.";
        Self::new(50053, "invalid_grant", message)
    }

    pub(crate) fn password_expired() -> Self {
        Self::new(50055, "invalid_grant", "The password is expired.")
    }

    pub(crate) fn not_assigned(client_id: &str, name: &str, user_name: &str) -> Self {
        let message = format!(
            "Your administrator has configured the application {name} ('{}') to block users unless they are specifically granted ('assigned') access to the \
             application. The signed in user '{}' is blocked because they are not a direct member of a group with access, nor had access directly assigned by an \
             administrator. Please contact your administrator to assign access to this application.",
            clip(client_id),
            clip(user_name)
        );
        Self::new(50105, "invalid_grant", message)
    }

    pub(crate) fn second_factor_required(resource: &str, policy_id: &str) -> Self {
        Self::new(
            50076,
            "interaction_required",
            second_factor_message("use multi-factor authentication", resource),
        )
        .with_suberror("basic_action")
        .with_claims(policies(policy_id))
    }

    /// A step-up that a resource, or a policy for it, asks for by name.
    pub(crate) fn context_required(resource: &str, context: &str) -> Self {
        Self::new(
            50076,
            "interaction_required",
            second_factor_message("use multi-factor authentication", resource),
        )
        .with_suberror("basic_action")
        .with_claims(context_claims(context))
    }

    pub(crate) fn second_factor_registration(resource: &str, policy_id: &str) -> Self {
        Self::new(
            50079,
            "interaction_required",
            second_factor_message("enroll in multi-factor authentication", resource),
        )
        .with_suberror("basic_action")
        .with_claims(policies(policy_id))
    }

    pub(crate) fn security_defaults(resource: &str) -> Self {
        Self::new(
            50072,
            "interaction_required",
            second_factor_message("enroll in multi-factor authentication", resource),
        )
        .with_suberror("basic_action")
    }

    pub(crate) fn device_not_compliant(policy_id: &str) -> Self {
        let message = "Device is not in required device state: compliant. Conditional Access policy requires a compliant device, and the device is not compliant. The \
             user must enroll their device with an approved MDM provider like Intune.";
        Self::new(53000, "interaction_required", message)
            .with_suberror("message_only")
            .with_claims(policies(policy_id))
    }

    pub(crate) fn blocked(policy_id: &str) -> Self {
        let message = "Access has been blocked by Conditional Access policies. The access policy does not allow token issuance.";
        Self::new(53003, "invalid_grant", message)
            .with_suberror("message_only")
            .with_claims(policies(policy_id))
    }

    pub(crate) fn not_consented(client_id: &str, name: &str) -> Self {
        let message = format!(
            "The user or administrator has not consented to use the application with ID '{}' named '{name}'. Send an interactive authorization request for this user \
             and resource.",
            clip(client_id)
        );
        Self::new(65001, "invalid_grant", message).with_suberror("consent_required")
    }

    pub(crate) fn administrator_consent(name: &str) -> Self {
        let message = format!(
            "{name} needs permission to access resources in your organization that only an admin can grant. Please ask an admin to grant permission to this app before \
             you can use it."
        );
        Self::new(90094, "consent_required", message)
    }
}

fn second_factor_message(what: &str, resource: &str) -> String {
    format!(
        "Due to a configuration change made by your administrator, or because you moved to a new location, you must {what} to access '{}'.",
        clip(resource)
    )
}

/// The policies that a token has to satisfy, as a claims request.
fn policies(policy_id: &str) -> Value {
    json!({"access_token": {"capolids": {"essential": true, "values": [policy_id]}}})
}
