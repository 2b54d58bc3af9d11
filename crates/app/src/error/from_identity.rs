//! What sign-in, tokens and the vault report, in words for people.

use std::error::Error as _;

use latchkey_identity::{EntraError, SignInError, TokenError, explain};
use latchkey_vault::VaultError;

use crate::{CommandError, ErrorCode};

impl From<SignInError> for CommandError {
    fn from(error: SignInError) -> Self {
        let again = |message: &str| Self::new(ErrorCode::SignInFailed, format!("{message} Try again."));
        match error {
            SignInError::Cancelled => {
                Self::new(ErrorCode::Cancelled, "The sign-in was cancelled.".to_owned())
            }
            SignInError::TimedOut(patience) => again(&format!(
                "Nobody came back from the browser within {} minutes.",
                patience.as_secs() / 60
            )),
            SignInError::Denied(entra) => {
                let message = "The sign-in was declined in the browser.".to_owned();
                of_entra(Self::new(ErrorCode::Cancelled, message), &entra)
            }
            SignInError::ConsentRequired(entra) | SignInError::Entra(entra) => {
                of_entra(Self::new(ErrorCode::SignInFailed, sentence(&entra)), &entra)
            }
            SignInError::WrongState | SignInError::UnexpectedCallback(_) | SignInError::WrongIssuer => {
                again("What came back from the browser does not belong to this sign-in, so it was not used.")
                    .detail("Reason", error)
            }
            SignInError::ClockWrong { difference_seconds } => clock_wrong(difference_seconds),
            SignInError::TenantName => {
                Self::invalid("tenant", "Enter the tenant's GUID or one of its domains, like contoso.com.")
            }
            SignInError::BrowserNotOpened(cause) => {
                again("The browser could not be opened. Set a default browser and try again.")
                    .detail("Reason", cause)
            }
            SignInError::Listener(cause) => {
                again("No port on this machine could be opened for the browser's answer.")
                    .detail("Reason", cause)
            }
            SignInError::Discovery(cause) => {
                let reason =
                    cause.source().map_or_else(|| cause.to_string(), |source| format!("{cause}: {source}"));
                again("The sign-in service did not say where its pages are, or said something it must not.")
                    .detail("Reason", reason)
            }
            SignInError::IdToken(cause) => {
                again("The proof of who signed in is not valid, so it was not used.").detail("Reason", cause)
            }
            SignInError::Answer(cause) => {
                again("The sign-in service answered something that makes no sense.")
                    .detail("Reason", &cause)
                    .with_correlation(cause.correlation_id)
            }
            SignInError::Http(cause) => cause.into(),
            SignInError::Vault(cause) => cause.into(),
        }
    }
}

impl From<TokenError> for CommandError {
    fn from(error: TokenError) -> Self {
        Self::from(&error)
    }
}

impl From<&TokenError> for CommandError {
    fn from(error: &TokenError) -> Self {
        match error {
            TokenError::SignInAgain(entra)
            | TokenError::InteractionRequired(entra)
            | TokenError::ConsentRequired(entra) => {
                of_entra(Self::new(ErrorCode::SignInRequired, sentence(entra)), entra)
            }
            TokenError::Entra(entra) => of_entra(Self::new(ErrorCode::ServiceFailed, sentence(entra)), entra),
            TokenError::NotSignedIn => {
                Self::new(ErrorCode::SignInRequired, "Nobody is signed in.".to_owned())
            }
            TokenError::NotRenewable => {
                Self::new(ErrorCode::SignInRequired, "The session has ended. Sign in again.".to_owned())
            }
            TokenError::Answer(cause) => {
                let message = "The sign-in service answered something that makes no sense.".to_owned();
                Self::new(ErrorCode::ServiceFailed, message)
                    .detail("Reason", cause)
                    .with_correlation(cause.correlation_id.clone())
            }
            TokenError::Http(cause) => Self::from(&**cause),
            TokenError::Vault(cause) => Self::from(&**cause),
            TokenError::Interrupted => {
                Self::new(ErrorCode::Internal, "The request was interrupted.".to_owned())
            }
        }
    }
}

impl From<VaultError> for CommandError {
    fn from(error: VaultError) -> Self {
        Self::from(&error)
    }
}

impl From<&VaultError> for CommandError {
    fn from(error: &VaultError) -> Self {
        match error {
            VaultError::NoStore { reason } => Self::no_secret_store(reason),
            VaultError::Locked { reason } => Self::new(
                ErrorCode::Internal,
                "The system's store for secrets is locked. Unlock it and try again.".to_owned(),
            )
            .detail("Reason", reason),
            VaultError::KeyMissing { .. }
            | VaultError::Truncated { .. }
            | VaultError::UnknownFormat { .. }
            | VaultError::WrongItem { .. }
            | VaultError::Tampered { .. } => Self::new(
                ErrorCode::SignInRequired,
                "The kept session cannot be opened any more, so it is not used. Sign in again.".to_owned(),
            )
            .detail("Reason", error),
            _ => Self::new(ErrorCode::Internal, "The session could not be kept, read or removed.".to_owned())
                .detail("Reason", error)
                .optional_detail("Cause", error.source().map(ToString::to_string)),
        }
    }
}

/// One sentence for the best known of Entra's numbers.
fn sentence(entra: &EntraError) -> String {
    let known = entra.codes.iter().find_map(|code| explain(*code));
    known.map_or_else(
        || "The sign-in service refused. The details say why.".to_owned(),
        |(text, _)| text.to_owned(),
    )
}

fn of_entra(error: CommandError, entra: &EntraError) -> CommandError {
    let codes: Vec<String> = entra.codes.iter().map(|code| format!("AADSTS{code}")).collect();
    error
        .optional_detail("Code", (!codes.is_empty()).then(|| codes.join(", ")))
        .detail("OAuth error", &entra.error)
        .optional_detail("Entra says", entra.description.as_ref())
        .optional_detail("Trace id", entra.trace_id.as_ref())
        .optional_detail("Time", entra.timestamp.as_ref())
        .with_correlation(entra.correlation_id.clone())
}

fn clock_wrong(difference_seconds: i64) -> CommandError {
    let direction = if difference_seconds > 0 { "fast" } else { "slow" };
    let minutes = difference_seconds.unsigned_abs().div_ceil(60);
    let message = format!(
        "This machine's clock is about {minutes} min {direction}, so sign-in cannot be checked. Set the clock and try again."
    );
    CommandError::new(ErrorCode::ClockWrong, message)
}
