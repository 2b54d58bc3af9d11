//! Errors of codes and tokens that are not valid.

use jiff::Timestamp;

use super::{EntraError, clip};
use crate::dates;

impl EntraError {
    pub(crate) fn grant_not_supported(grant: &str) -> Self {
        let message = format!("The app requested an unsupported grant type '{}'.", clip(grant));
        Self::new(70003, "unsupported_grant_type", message)
    }

    pub(crate) fn grant_not_valid() -> Self {
        Self::new(70000, "invalid_grant", "Provided grant is invalid or malformed.")
    }

    /// A refresh token that was issued to another client, which is not of the same family.
    pub(crate) fn grant_of_another_client() -> Self {
        Self::grant_not_valid().with_suberror("client_mismatch")
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
        Self::new(50173, "invalid_grant", message).with_suberror("bad_token")
    }

    /// The name and password of a person belong on the sign-in page, where a second factor can be asked for.
    pub(crate) fn password_grant() -> Self {
        Self::new(
            70003,
            "unsupported_grant_type",
            "The app requested an unsupported grant type 'password'. Passwords are taken on the sign-in page only.",
        )
    }

    pub(crate) fn authorization_pending() -> Self {
        let message = "OAuth 2.0 device flow error. Authorization is pending. Continue polling.";
        Self::new(70016, "authorization_pending", message)
    }

    pub(crate) fn device_declined() -> Self {
        let message = "OAuth 2.0 device flow error. The user declined to sign in to the app.";
        Self::new(65004, "authorization_declined", message)
    }

    pub(crate) fn bad_verification_code() -> Self {
        Self::new(
            70018,
            "bad_verification_code",
            "Invalid verification code due to User typing in wrong user code for device code flow. Authorization is not approved.",
        )
    }

    /// The code that a person typed has been left too long.
    pub(crate) fn verification_code_expired() -> Self {
        Self::new(70019, "expired_token", "Verification code expired. Start the sign-in again on the device.")
    }

    /// The code that a device polls with has been left too long.
    pub(crate) fn device_code_expired() -> Self {
        Self::new(70020, "expired_token", "The provided device code has expired. Start the sign-in again.")
    }

    pub(crate) fn sign_in_frequency(password_at: Timestamp, most_seconds: i64) -> Self {
        let message = format!(
            "The refresh token has expired or is invalid due to sign-in frequency checks by Conditional Access. The token was issued on {} and the maximum allowed \
             lifetime for this request is {most_seconds}.",
            dates::with_seven_digits(password_at)
        );
        Self::new(70043, "invalid_grant", message).with_suberror("token_expired")
    }
}
