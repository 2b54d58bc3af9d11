//! What a refusal of the sign-in service means: by Entra's error number (`AADSTS…`), or by the OAuth error code of a
//! provider that sends no number.
//!
//! The numbers are those of Microsoft's page "Microsoft Entra authentication and authorization error codes". Left out:
//! the sentences for people.

/// What a refusal of the sign-in service means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EntraProblem {
    /// The account is not in the tenant.
    AccountNotInTenant,
    /// The application's registration lacks the redirect URI.
    RedirectUriNotRegistered,
    /// The tenant has no account with this name.
    AccountUnknown,
    /// Entra blocks the account for a while, after too many attempts.
    AccountLocked,
    /// The password is expired.
    PasswordExpired,
    /// The account is disabled.
    AccountDisabled,
    /// The browser has no session with Entra any more.
    BrowserSessionEnded,
    /// The person has to register for multi-factor authentication.
    MfaRegistrationRequired,
    /// The person has to complete multi-factor authentication.
    MfaRequired,
    /// The account is not assigned to the application.
    NotAssigned,
    /// The sign-in name or the password is wrong.
    WrongPassword,
    /// A conditional access policy blocks the sign-in.
    ConditionalAccess,
    /// The organisation wants a verification by another provider.
    ExternalVerificationRequired,
    /// The session was revoked, for example by a new password.
    SessionRevoked,
    /// The application belongs to one tenant, and the sign-in named none.
    SingleTenantApplication,
    /// Too many sign-in requests in a short time.
    TooManyRequests,
    /// The sign-in looks risky, so the person cannot register for multi-factor authentication.
    RiskySignIn,
    /// The authorization code was redeemed before.
    CodeUsed,
    /// The application has no consent in the tenant.
    ConsentRequired,
    /// Only an administrator can give the consent.
    AdminConsentRequired,
    /// Somebody declined the consent.
    ConsentDeclined,
    /// A client id of Microsoft's own is not allowed to get tokens for the service.
    ClientNotPreauthorized,
    /// The session was not used for a long time.
    SessionUnused,
    /// The sign-in frequency of a policy ended the session.
    SignInFrequency,
    /// The session has ended.
    SessionEnded,
    /// The tenant does not know the service that the token is for.
    ServiceUnknown,
    /// There is no such tenant.
    TenantUnknown,
    /// The sign-in service has a problem that passes.
    ServiceUnavailable,
    /// The answer of the browser belongs to another sign-in.
    AnswerMismatch,
    /// A security policy of the organisation blocks the sign-in.
    SecurityPolicy,
    /// The application's registration lacks the permission for the service.
    PermissionNotRegistered,
    /// The tenant does not know the application.
    ApplicationUnknown,
    /// The application is disabled in the tenant.
    ApplicationDisabled,
    /// The application is not registered as a public client.
    NotPublicClient,
    /// The application is a public client, and signed in with a secret or certificate.
    PublicClient,
    /// The certificate is not registered with the application.
    CertificateNotRegistered,
    /// The client secret is wrong.
    SecretWrong,
    /// The client secret is expired.
    SecretExpired,
    /// The sign-in service gives this account no access to the application.
    AccessDenied,
    /// The sign-in service wants the person in front of a browser.
    InteractionRequired,
    /// The sign-in service does not know the application, or does not accept its credential.
    ClientNotAccepted,
    /// The sign-in service does not understand the request.
    RequestInvalid,
    /// The sign-in service does not know the scopes.
    ScopesUnknown,
    /// The registration does not allow the application to sign in this way.
    MethodNotAllowed,
}

impl EntraProblem {
    /// Each of them.
    pub const ALL: [Self; 44] = [
        Self::AccountNotInTenant,
        Self::RedirectUriNotRegistered,
        Self::AccountUnknown,
        Self::AccountLocked,
        Self::PasswordExpired,
        Self::AccountDisabled,
        Self::BrowserSessionEnded,
        Self::MfaRegistrationRequired,
        Self::MfaRequired,
        Self::NotAssigned,
        Self::WrongPassword,
        Self::ConditionalAccess,
        Self::ExternalVerificationRequired,
        Self::SessionRevoked,
        Self::SingleTenantApplication,
        Self::TooManyRequests,
        Self::RiskySignIn,
        Self::CodeUsed,
        Self::ConsentRequired,
        Self::AdminConsentRequired,
        Self::ConsentDeclined,
        Self::ClientNotPreauthorized,
        Self::SessionUnused,
        Self::SignInFrequency,
        Self::SessionEnded,
        Self::ServiceUnknown,
        Self::TenantUnknown,
        Self::ServiceUnavailable,
        Self::AnswerMismatch,
        Self::SecurityPolicy,
        Self::PermissionNotRegistered,
        Self::ApplicationUnknown,
        Self::ApplicationDisabled,
        Self::NotPublicClient,
        Self::PublicClient,
        Self::CertificateNotRegistered,
        Self::SecretWrong,
        Self::SecretExpired,
        Self::AccessDenied,
        Self::InteractionRequired,
        Self::ClientNotAccepted,
        Self::RequestInvalid,
        Self::ScopesUnknown,
        Self::MethodNotAllowed,
    ];

    /// What a refusal means, if that is known: by the first number that is known, or by the OAuth error code where there
    /// is no number.
    pub fn of(error: &str, numbers: &[u32]) -> Option<Self> {
        let by_number = numbers.iter().find_map(|number| Self::of_number(*number));
        by_number.or_else(|| numbers.is_empty().then(|| Self::of_oauth_error(error)).flatten())
    }

    /// What an AADSTS number means, if it is known.
    pub fn of_number(number: u32) -> Option<Self> {
        Some(match number {
            16000 | 50020 => Self::AccountNotInTenant,
            50011 => Self::RedirectUriNotRegistered,
            50034 => Self::AccountUnknown,
            50053 => Self::AccountLocked,
            50055 => Self::PasswordExpired,
            50057 => Self::AccountDisabled,
            50058 | 50089 => Self::BrowserSessionEnded,
            50072 | 50079 => Self::MfaRegistrationRequired,
            50074 | 50076 | 50078 => Self::MfaRequired,
            50105 => Self::NotAssigned,
            50126 => Self::WrongPassword,
            50131 | 53000..=53003 => Self::ConditionalAccess,
            50158 => Self::ExternalVerificationRequired,
            50173 => Self::SessionRevoked,
            50194 => Self::SingleTenantApplication,
            50196 => Self::TooManyRequests,
            53004 => Self::RiskySignIn,
            54005 => Self::CodeUsed,
            65001 => Self::ConsentRequired,
            65002 => Self::ClientNotPreauthorized,
            65004 => Self::ConsentDeclined,
            70008 | 700_082 => Self::SessionUnused,
            70011 => Self::ScopesUnknown,
            500_011 => Self::ServiceUnknown,
            70043 => Self::SignInFrequency,
            90002 => Self::TenantUnknown,
            90033 | 90006 => Self::ServiceUnavailable,
            90094 | 90095 => Self::AdminConsentRequired,
            501_481 => Self::AnswerMismatch,
            530_032 | 530_034 | 530_035 => Self::SecurityPolicy,
            650_057 => Self::PermissionNotRegistered,
            700_016 => Self::ApplicationUnknown,
            700_025 => Self::PublicClient,
            7_000_218 => Self::NotPublicClient,
            700_084 => Self::SessionEnded,
            700_027 | 700_030 => Self::CertificateNotRegistered,
            7_000_215 => Self::SecretWrong,
            7_000_222 => Self::SecretExpired,
            7_000_112 => Self::ApplicationDisabled,
            _ => return None,
        })
    }

    /// What an error of RFC 6749 (§4.1.2.1, §5.2), RFC 8628 §3.5, RFC 8707 or OpenID Connect Core §3.1.2.6 means.
    fn of_oauth_error(error: &str) -> Option<Self> {
        Some(match error {
            "access_denied" => Self::AccessDenied,
            "account_selection_required" | "interaction_required" | "login_required" => {
                Self::InteractionRequired
            }
            "consent_required" => Self::ConsentRequired,
            "invalid_client" => Self::ClientNotAccepted,
            "invalid_grant" => Self::SessionEnded,
            "invalid_request" => Self::RequestInvalid,
            "invalid_scope" | "invalid_target" => Self::ScopesUnknown,
            "server_error" | "temporarily_unavailable" => Self::ServiceUnavailable,
            "unauthorized_client" | "unsupported_grant_type" | "unsupported_response_type" => {
                Self::MethodNotAllowed
            }
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::EntraError;

    #[test]
    fn expected_failures_are_known() {
        for number in [
            65001, 65004, 50076, 50079, 50105, 53003, 700_016, 90002, 50126, 70008, 700_082, 50173, 500_011,
            7_000_215, 7_000_222,
        ] {
            assert!(EntraProblem::of_number(number).is_some(), "{number}");
        }
    }

    #[test]
    fn a_number_says_more_than_the_word_and_the_word_more_than_nothing() {
        let check = |word: &str, description: &str, expected: Option<EntraProblem>| {
            let error = EntraError::from_callback(word, Some(description), None);
            assert_eq!(error.problem(), expected, "{word} {description}");
        };
        check("invalid_client", "AADSTS7000222: x", Some(EntraProblem::SecretExpired));
        check("invalid_client", "AADSTS999: x", None);
        check("invalid_client", "sentence", Some(EntraProblem::ClientNotAccepted));
        check("invalid_scope", "", Some(EntraProblem::ScopesUnknown));
        check("temporarily_unavailable", "", Some(EntraProblem::ServiceUnavailable));
        check("unauthorized_client", "", Some(EntraProblem::MethodNotAllowed));
        check("something_else", "", None);
    }
}
