//! What a refusal of the sign-in service means.

use latchkey_identity::EntraProblem;
use latchkey_words::{entra, error};

/// The message of a refusal, by what it means.
pub(crate) fn text_of_entra(problem: Option<EntraProblem>) -> String {
    let Some(problem) = problem else { return entra::unknown() };
    match problem {
        EntraProblem::AccountNotInTenant => entra::account_not_in_tenant(),
        EntraProblem::RedirectUriNotRegistered => entra::redirect_uri_not_registered(),
        EntraProblem::AccountUnknown => entra::account_unknown(),
        EntraProblem::AccountLocked => entra::account_locked(),
        EntraProblem::PasswordExpired => entra::password_expired(),
        EntraProblem::AccountDisabled => entra::account_disabled(),
        EntraProblem::BrowserSessionEnded => entra::browser_session_ended(),
        EntraProblem::MfaRegistrationRequired => entra::mfa_registration_required(),
        EntraProblem::MfaRequired => entra::mfa_required(),
        EntraProblem::NotAssigned => entra::not_assigned(),
        EntraProblem::WrongPassword => entra::wrong_password(),
        EntraProblem::ConditionalAccess => entra::conditional_access(),
        EntraProblem::ExternalVerificationRequired => entra::external_verification_required(),
        EntraProblem::SessionRevoked => entra::session_revoked(),
        EntraProblem::SingleTenantApplication => entra::single_tenant_application(),
        EntraProblem::TooManyRequests => entra::too_many_requests(),
        EntraProblem::RiskySignIn => entra::risky_sign_in(),
        EntraProblem::CodeUsed => entra::code_used(),
        EntraProblem::ConsentRequired => entra::consent_required(),
        EntraProblem::AdminConsentRequired => entra::admin_consent_required(),
        EntraProblem::ConsentDeclined => entra::consent_declined(),
        EntraProblem::ClientNotPreauthorized => entra::client_not_preauthorized(),
        EntraProblem::SessionUnused => entra::session_unused(),
        EntraProblem::SignInFrequency => entra::sign_in_frequency(),
        EntraProblem::SessionEnded => error::session_ended(),
        EntraProblem::ServiceUnknown => entra::service_unknown(),
        EntraProblem::TenantUnknown => entra::tenant_unknown(),
        EntraProblem::ServiceUnavailable => entra::service_unavailable(),
        EntraProblem::AnswerMismatch => entra::answer_mismatch(),
        EntraProblem::SecurityPolicy => entra::security_policy(),
        EntraProblem::PermissionNotRegistered => entra::permission_not_registered(),
        EntraProblem::ApplicationUnknown => entra::application_unknown(),
        EntraProblem::ApplicationDisabled => entra::application_disabled(),
        EntraProblem::NotPublicClient => entra::not_public_client(),
        EntraProblem::PublicClient => entra::public_client(),
        EntraProblem::CertificateNotRegistered => entra::certificate_not_registered(),
        EntraProblem::SecretWrong => entra::secret_wrong(),
        EntraProblem::SecretExpired => entra::secret_expired(),
        EntraProblem::AccessDenied => entra::access_denied(),
        EntraProblem::InteractionRequired => entra::interaction_required(),
        EntraProblem::ClientNotAccepted => entra::client_not_accepted(),
        EntraProblem::RequestInvalid => entra::request_invalid(),
        EntraProblem::ScopesUnknown => entra::scopes_unknown(),
        EntraProblem::MethodNotAllowed => entra::method_not_allowed(),
    }
}
