//! What can go wrong, as conditions and their causes. Sentences for people are made at the bridge.

use latchkey_azure::ServiceErrorKind;
use latchkey_identity::{IdTokenError, SignInError, TokenError};
use latchkey_vault::VaultError;

pub use self::{
    cloud_problem::CloudMetadataProblem,
    cloud_unavailable::{CloudUnavailable, EmulatorProblem},
    code::ErrorCode,
    facts::{
        AzureCliProblem, DestinationChange, DestinationPart, Field, ManagedIdentityProblem, SdkAuthProblem,
        SecretKind,
    },
    file_problem::FileProblem,
    reason::Reason,
};

mod classify;
mod cloud_problem;
mod cloud_unavailable;
mod code;
mod facts;
mod file_problem;
mod reason;

/// Why the app did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// A condition of the app's own.
    #[error("{0:?}")]
    Condition(Reason),
    /// A sign-in did not succeed.
    #[error(transparent)]
    SignIn(#[from] SignInError),
    /// There is no access token.
    #[error(transparent)]
    Token(#[from] TokenError),
    /// A call to Azure failed.
    #[error(transparent)]
    Azure(latchkey_azure::Error),
    /// Azure does not find what was opened; the reason says what.
    #[error("{reason:?}")]
    Gone {
        /// What is gone.
        reason: Reason,
        /// What Azure said.
        #[source]
        source: Box<latchkey_azure::Error>,
    },
    /// No answer came to a request without a token.
    #[error(transparent)]
    Http(#[from] latchkey_http::Error),
    /// The secret store failed.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// A trial of the secret store failed.
    #[error(transparent)]
    Trial(VaultError),
    /// A key may have been regenerated, and the list that would prove it could not be read.
    #[error("the keys could not be listed after the regeneration")]
    Unproven(#[source] Box<Self>),
}

/// A job needs a new token, and a locked app hands out none.
#[derive(Debug, thiserror::Error)]
#[error("the job needs a new token, and the app is locked")]
pub(crate) struct LeaseEnded;

impl AppError {
    /// The condition that the window and the terminal may act on.
    pub fn code(&self) -> ErrorCode {
        match self {
            Self::Condition(reason) => reason.code(),
            Self::Gone { .. } => ErrorCode::NotFound,
            Self::SignIn(error) => of_sign_in(error),
            Self::Token(error) => of_token(error),
            Self::Azure(error) => of_azure(error),
            Self::Http(error) => of_http(error),
            Self::Vault(error) | Self::Trial(error) => of_vault(error),
            Self::Unproven(cause) => cause.code(),
        }
    }

    /// Whether somebody has to sign in before this can succeed.
    pub(crate) fn requires_sign_in(&self) -> bool {
        self.code() == ErrorCode::SignInRequired
    }
}

/// Names what is gone where Azure does not find it.
pub(crate) trait OrGone<T> {
    /// The answer; or, for a 404, this reason with what Azure said.
    fn or_gone(self, reason: Reason) -> Result<T, AppError>;
}

impl<T> OrGone<T> for Result<T, latchkey_azure::Error> {
    fn or_gone(self, reason: Reason) -> Result<T, AppError> {
        self.map_err(|source| {
            if source.is_not_found() {
                AppError::Gone { reason, source: Box::new(source) }
            } else {
                source.into()
            }
        })
    }
}

impl From<Reason> for AppError {
    fn from(reason: Reason) -> Self {
        Self::Condition(reason)
    }
}

impl From<latchkey_azure::Error> for AppError {
    /// A missing token is the credential's error, and a lock that ended the request is a lock.
    fn from(error: latchkey_azure::Error) -> Self {
        match &error {
            latchkey_azure::Error::Credential(cause) => match cause.0.downcast_ref::<TokenError>() {
                Some(token) => Self::Token(token.clone()),
                None if cause.0.is::<LeaseEnded>() => Reason::LeaseEnded.into(),
                None => Self::Azure(error),
            },
            _ => Self::Azure(error),
        }
    }
}

fn of_sign_in(error: &SignInError) -> ErrorCode {
    match error {
        SignInError::Cancelled | SignInError::Denied(_) => ErrorCode::Cancelled,
        SignInError::ClockWrong { .. } => ErrorCode::ClockWrong,
        SignInError::TenantNeeded | SignInError::NoTenants | SignInError::TenantName => ErrorCode::Invalid,
        SignInError::NotRenewable => ErrorCode::SignInRequired,
        SignInError::Http(error) => of_http(error),
        SignInError::Vault(error) => of_vault(error),
        SignInError::TimedOut(_)
        | SignInError::ConsentRequired(_)
        | SignInError::Entra(_)
        | SignInError::WrongState
        | SignInError::UnexpectedCallback(_)
        | SignInError::WrongIssuer
        | SignInError::LinkUsedAgain
        | SignInError::CodeExpired
        | SignInError::NoDeviceAuthorization
        | SignInError::NotTaken(_)
        | SignInError::AzureCli(_)
        | SignInError::ManagedIdentity(_)
        | SignInError::BrowserNotOpened(_)
        | SignInError::Listener(_)
        | SignInError::Discovery(_)
        | SignInError::IdToken(_)
        | SignInError::Answer(_) => ErrorCode::SignInFailed,
    }
}

fn of_token(error: &TokenError) -> ErrorCode {
    match error {
        TokenError::Locked => ErrorCode::Locked,
        TokenError::Unconfirmed => ErrorCode::ConfirmDestinations,
        TokenError::Entra(_)
        | TokenError::Answer(_)
        | TokenError::Discovery(_)
        | TokenError::IdToken(IdTokenError::KeySet)
        | TokenError::NoScopes => ErrorCode::ServiceFailed,
        TokenError::Http(error) => of_http(error),
        TokenError::Vault(error) => of_vault(error),
        TokenError::Interrupted => ErrorCode::Internal,
        TokenError::SignInAgain(_)
        | TokenError::InteractionRequired(_)
        | TokenError::ConsentRequired(_)
        | TokenError::NotSignedIn
        | TokenError::OtherDestinations(_)
        | TokenError::NotRenewable
        | TokenError::AzureCli(_)
        | TokenError::ManagedIdentity(_)
        | TokenError::IdToken(_)
        | TokenError::NotTaken(_) => ErrorCode::SignInRequired,
    }
}

fn of_azure(error: &latchkey_azure::Error) -> ErrorCode {
    use latchkey_azure::Error;
    match error {
        Error::Credential(_) => ErrorCode::Internal,
        Error::Http(error) => of_http(error),
        Error::Service(error) => match error.kind {
            ServiceErrorKind::Unauthenticated => ErrorCode::SignInRequired,
            ServiceErrorKind::Forbidden => ErrorCode::Forbidden,
            ServiceErrorKind::NotFound => ErrorCode::NotFound,
            ServiceErrorKind::Throttled => ErrorCode::Throttled,
            ServiceErrorKind::Rejected | ServiceErrorKind::Failed => ErrorCode::ServiceFailed,
        },
        Error::ForeignAddress { .. } | Error::Incomplete { .. } => ErrorCode::ServiceFailed,
    }
}

fn of_http(error: &latchkey_http::Error) -> ErrorCode {
    use latchkey_http::Error;
    match error {
        Error::Ended => ErrorCode::Locked,
        Error::Connect { .. } | Error::Timeout { .. } => ErrorCode::Offline,
        Error::NotAllowed { .. }
        | Error::ForeignToken { .. }
        | Error::TooLarge { .. }
        | Error::Protocol { .. }
        | Error::Json { .. } => ErrorCode::ServiceFailed,
        Error::Malformed { .. } | Error::Start(_) => ErrorCode::Internal,
    }
}

fn of_vault(error: &VaultError) -> ErrorCode {
    match error {
        VaultError::NoStore { .. } => ErrorCode::NoSecretStore,
        VaultError::KeyMissing { .. }
        | VaultError::Truncated { .. }
        | VaultError::UnknownFormat { .. }
        | VaultError::WrongItem { .. }
        | VaultError::Tampered { .. } => ErrorCode::SignInRequired,
        VaultError::Locked { .. }
        | VaultError::Store { .. }
        | VaultError::StillThere { .. }
        | VaultError::Disk { .. }
        | VaultError::Interrupted => ErrorCode::Internal,
    }
}
