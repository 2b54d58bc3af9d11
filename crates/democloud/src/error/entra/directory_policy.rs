//! Refusals that this directory never gives by itself. A policy can name one, to see how an app handles it.

use super::EntraError;

/// Number, OAuth error, text, and whether only requests without a page meet it.
type Refusal = (u32, &'static str, &'static str, bool);

const REFUSALS: &[Refusal] = &[
    (
        16000,
        "interaction_required",
        "The user account is not known in the tenant and cannot access the application in it. Choose another account.",
        true,
    ),
    (
        50074,
        "interaction_required",
        "Strong authentication is required, and the user did not pass the challenge.",
        true,
    ),
    (
        50078,
        "interaction_required",
        "Presented multi-factor authentication has expired due to policies configured by your administrator, you must refresh your multi-factor authentication.",
        true,
    ),
    (
        50131,
        "interaction_required",
        "Device is not in the required state, or the request was blocked because of suspicious activity, access policy or security policy decisions.",
        false,
    ),
    (50158, "interaction_required", "External security challenge was not satisfied.", true),
    (
        50196,
        "invalid_grant",
        "The server terminated the operation because it found a loop while processing a request. Please contact your app vendor.",
        true,
    ),
    (
        50199,
        "interaction_required",
        "For security reasons, user confirmation is required for this request. Please repeat the request allowing user interaction.",
        true,
    ),
    (
        53001,
        "interaction_required",
        "Device is not in required device state: domain joined. Conditional Access policy requires a domain joined device, and the device is not domain joined.",
        false,
    ),
    (
        53002,
        "interaction_required",
        "The app is not an approved app for Conditional Access. The user must use one of the apps from the list of approved apps.",
        false,
    ),
    (
        53004,
        "interaction_required",
        "User needs to complete multi-factor authentication registration, which is blocked due to risk, before accessing this content.",
        false,
    ),
    (
        65002,
        "invalid_client",
        "Consent between first party application and first party resource must be configured via preauthorization.",
        false,
    ),
    (
        90095,
        "consent_required",
        "Admin consent is required for the permissions requested by this application. An admin consent request may be sent to the admin.",
        false,
    ),
    (530_032, "access_denied", "Access has been blocked by security policy of the tenant.", false),
    (
        530_034,
        "access_denied",
        "A delegated administrator was blocked from accessing the tenant due to account risk in their home tenant.",
        false,
    ),
    (530_035, "access_denied", "Access has been blocked by security defaults.", false),
    (
        650_057,
        "invalid_resource",
        "Invalid resource. The client has requested access to a resource which is not listed in the requested permissions in the client's application registration.",
        false,
    ),
    (700_082, "invalid_grant", "The refresh token has expired due to inactivity.", true),
    (
        700_084,
        "invalid_grant",
        "The refresh token was issued to a single page app (SPA), and therefore has a fixed, limited lifetime, which can't be extended. It is now expired.",
        true,
    ),
];

impl EntraError {
    /// The refusal with this number, if it is one that a policy may name; on pages, only if people meet it there.
    pub(crate) fn refused_by_policy(number: u32, is_on_a_page: bool) -> Option<Self> {
        let known = REFUSALS.iter().find(|(known, ..)| *known == number)?;
        let (_, error, message, is_silent_only) = *known;
        (!(is_on_a_page && is_silent_only)).then(|| Self::new(number, error, message))
    }
}
