//! Reasons and details of what sign-in, tokens and the vault report.

use latchkey_identity::{
    AnswerError, AzureCliError, BrowserError, DiscoveryError, EntraError, EntraProblem, IdTokenError,
    ManagedIdentityError, SignInError, TokenError,
};
use latchkey_vault::VaultError;
use latchkey_words::{detail, store};

use super::{ErrorText, from_azure::of_http, message::text_of_entra, problem};
use crate::{
    DestinationChange, Reason,
    bridge::{StoreTrouble, cause_of_store},
};

pub(super) fn of_sign_in(error: &SignInError) -> ErrorText {
    let reason = match error {
        SignInError::Cancelled => Reason::SignInCancelled,
        SignInError::TimedOut(patience) => {
            Reason::SignInTimedOut { minutes: u32::try_from(patience.as_secs() / 60).unwrap_or(u32::MAX) }
        }
        SignInError::Denied(entra) => return ErrorText::of(Reason::SignInDeclined).with_entra(entra),
        SignInError::ConsentRequired(entra) | SignInError::Entra(entra) => {
            let reason = Reason::SignInRefused { error: entra.error.clone(), numbers: entra.codes.clone() };
            return ErrorText::of(reason).with_entra(entra);
        }
        SignInError::WrongState | SignInError::UnexpectedCallback(_) | SignInError::WrongIssuer => {
            let text = ErrorText::of(Reason::ForeignCallback);
            return text.optional_detail(detail::problem(), problem::of_callback(error));
        }
        SignInError::LinkUsedAgain => Reason::LinkUsedAgain,
        SignInError::ClockWrong { difference_seconds } => {
            Reason::ClockWrong { difference_seconds: *difference_seconds }
        }
        SignInError::CodeExpired => Reason::CodeExpired,
        SignInError::NoDeviceAuthorization => Reason::NoDeviceCodes,
        SignInError::TenantNeeded => Reason::TenantMissing,
        SignInError::NoTenants => Reason::NoTenants,
        SignInError::NotTaken(credential) => Reason::CredentialNotTaken { credential: *credential },
        SignInError::NotRenewable => Reason::OwnTenantOnly,
        SignInError::AzureCli(cause) => return of_azure_cli(cause),
        SignInError::ManagedIdentity(cause) => return of_managed_identity(cause),
        SignInError::TenantName => Reason::TenantInvalid,
        SignInError::BrowserNotOpened(BrowserError::NotAllowed) => Reason::BrowserNotAllowed,
        SignInError::BrowserNotOpened(BrowserError::System(cause)) => {
            return ErrorText::of(Reason::BrowserNotOpened).detail(detail::cause(), cause);
        }
        SignInError::Listener(cause) => {
            return ErrorText::of(Reason::NoListener).detail(detail::cause(), cause);
        }
        SignInError::Discovery(cause) => return of_discovery(cause),
        SignInError::IdToken(cause) => return of_id_token(Reason::IdTokenInvalid, *cause),
        SignInError::Answer(cause) => return of_answer(cause),
        SignInError::Http(cause) => return of_http(cause),
        SignInError::Vault(cause) => return of_vault(cause),
    };
    ErrorText::of(reason)
}

pub(super) fn of_token(error: &TokenError) -> ErrorText {
    let reason = match error {
        TokenError::SignInAgain(entra)
        | TokenError::InteractionRequired(entra)
        | TokenError::ConsentRequired(entra) => {
            let reason = Reason::SessionRefused { error: entra.error.clone(), numbers: entra.codes.clone() };
            return ErrorText::of(reason).with_entra(entra);
        }
        TokenError::Entra(entra) => {
            let reason = Reason::TokenRefused { error: entra.error.clone(), numbers: entra.codes.clone() };
            return ErrorText::of(reason).with_entra(entra);
        }
        TokenError::Locked => Reason::Locked,
        TokenError::NotSignedIn => Reason::NobodySignedIn,
        TokenError::Unconfirmed => Reason::SessionUnconfirmed,
        TokenError::OtherDestinations(changes) => {
            Reason::DestinationsChanged { changes: changes.iter().map(DestinationChange::from).collect() }
        }
        TokenError::NotRenewable => Reason::SessionEnded,
        TokenError::AzureCli(cause) => return of_azure_cli(cause),
        TokenError::ManagedIdentity(cause) => return of_managed_identity(cause),
        TokenError::Answer(cause) => return of_answer(cause),
        TokenError::Discovery(cause) => return of_discovery(cause),
        TokenError::IdToken(cause @ IdTokenError::KeySet) => {
            return of_id_token(Reason::KeysUnavailable, *cause);
        }
        TokenError::IdToken(cause) => return of_id_token(Reason::RenewalNotProven, *cause),
        TokenError::NotTaken(credential) => Reason::CredentialNotTaken { credential: *credential },
        TokenError::NoScopes => Reason::NoScopes,
        TokenError::Http(cause) => return of_http(cause),
        TokenError::Vault(cause) => return of_vault(cause),
        TokenError::Interrupted => Reason::Interrupted,
    };
    ErrorText::of(reason)
}

pub(super) fn of_vault(error: &VaultError) -> ErrorText {
    match error {
        VaultError::NoStore { source } => {
            ErrorText::of(Reason::NoSecretStore { cause: cause_of_store(source) })
        }
        VaultError::Locked { reason } => {
            ErrorText::of(Reason::SecretStoreLocked).detail(detail::cause(), reason)
        }
        VaultError::KeyMissing { .. }
        | VaultError::Truncated { .. }
        | VaultError::UnknownFormat { .. }
        | VaultError::WrongItem { .. }
        | VaultError::Tampered { .. } => ErrorText::of(Reason::SessionUnreadable)
            .detail(detail::problem(), StoreTrouble::of(error).message),
        VaultError::Store { .. }
        | VaultError::StillThere { .. }
        | VaultError::Disk { .. }
        | VaultError::Interrupted => {
            let trouble = StoreTrouble::of(error);
            ErrorText::of(Reason::SessionNotKept)
                .detail(detail::problem(), trouble.message)
                .optional_detail(detail::cause(), trouble.reason)
        }
    }
}

/// A trial of the store that failed, with the way out of it.
pub(super) fn of_trial(error: &VaultError) -> ErrorText {
    let trouble = StoreTrouble::of(error);
    ErrorText { message: Some(store::trial_failed(trouble.message, trouble.way_out)), ..of_vault(error) }
}

impl ErrorText {
    fn with_entra(self, entra: &EntraError) -> Self {
        let codes: Vec<String> = entra.codes.iter().map(|code| format!("AADSTS{code}")).collect();
        let who = if codes.is_empty() { detail::provider_says() } else { detail::entra_says() };
        self.optional_detail(detail::code(), (!codes.is_empty()).then(|| codes.join(", ")))
            .detail(detail::oauth_error(), &entra.error)
            .optional_detail(who, entra.description.as_ref())
            .optional_detail(detail::trace_id(), entra.trace_id.as_ref())
            .optional_detail(detail::time(), entra.timestamp.as_ref())
            .with_correlation(entra.correlation_id.clone())
    }
}

fn of_azure_cli(error: &AzureCliError) -> ErrorText {
    let text = ErrorText::of(Reason::AzureCli { problem: error.into() });
    match error {
        AzureCliError::Refused(number) => {
            let known = EntraProblem::of_number(*number);
            text.detail(detail::code(), format!("AADSTS{number}"))
                .optional_detail(detail::problem(), known.map(|known| text_of_entra(Some(known))))
        }
        AzureCliError::Challenged(command) => text.detail(detail::run(), command),
        AzureCliError::Unreadable(part) => text.detail(detail::problem(), problem::of_missing_part(*part)),
        AzureCliError::Failed(line) => text.optional_detail(detail::cli_says(), line.as_ref()),
        AzureCliError::NotInstalled
        | AzureCliError::TooOld
        | AzureCliError::SignedOut
        | AzureCliError::OtherTenant
        | AzureCliError::OtherAccount
        | AzureCliError::OtherCloud(_)
        | AzureCliError::TimedOut(_) => text,
    }
}

fn of_managed_identity(error: &ManagedIdentityError) -> ErrorText {
    let text = ErrorText::of(Reason::ManagedIdentity { problem: error.into() });
    match error {
        ManagedIdentityError::Refused { status, message } => text
            .detail(detail::http_status(), status)
            .optional_detail(detail::endpoint_says(), (!message.is_empty()).then_some(message)),
        ManagedIdentityError::Unreadable(part) => {
            text.detail(detail::problem(), problem::of_missing_part(*part))
        }
        ManagedIdentityError::NoEndpoint
        | ManagedIdentityError::BadAddress(_)
        | ManagedIdentityError::Unsupported(_)
        | ManagedIdentityError::NoSuchIdentity
        | ManagedIdentityError::Selection(_)
        | ManagedIdentityError::ArcProof(_)
        | ManagedIdentityError::Unreachable => text,
    }
}

fn of_discovery(error: &DiscoveryError) -> ErrorText {
    let text = ErrorText::of(Reason::DiscoveryFailed).detail(detail::problem(), problem::of_discovery(error));
    match error {
        DiscoveryError::Unreadable(latchkey_http::Error::Json { line, column }) => {
            text.detail(detail::place(), detail::line_column(*line, *column))
        }
        _ => text,
    }
}

fn of_id_token(reason: Reason, error: IdTokenError) -> ErrorText {
    ErrorText::of(reason).detail(detail::problem(), problem::of_id_token(error))
}

fn of_answer(error: &AnswerError) -> ErrorText {
    ErrorText::of(Reason::AnswerNotUnderstood)
        .detail(detail::problem(), problem::of_answer(error.problem))
        .detail(detail::http_status(), error.status.as_u16())
        .with_correlation(error.correlation_id.clone())
}
