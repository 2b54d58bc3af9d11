//! Errors of signing in and of getting tokens, split by who can fix them.

mod answer;
mod azure_cli;
mod discovery;
mod id_token;
mod managed_identity;

use std::{sync::Arc, time::Duration};

use latchkey_vault::VaultError;

use crate::{BindingChange, BrowserError, EntraError, aadsts};
pub use answer::{AnswerError, AnswerProblem, CallbackProblem, MissingPart};
pub use azure_cli::AzureCliError;
pub use discovery::{DiscoveryError, Endpoint};
pub use id_token::IdTokenError;
pub use managed_identity::{ArcProblem, ManagedIdentityError, UnsupportedHost};

/// Why a sign-in did not succeed.
#[derive(Debug, thiserror::Error)]
pub enum SignInError {
    /// The person cancelled it in our window.
    #[error("sign-in was cancelled")]
    Cancelled,
    /// Nobody came back from the browser in time.
    #[error("nobody came back from the browser within {} seconds", .0.as_secs())]
    TimedOut(Duration),
    /// The person declined on the sign-in page.
    #[error("sign-in was declined in the browser")]
    Denied(Box<EntraError>),
    /// An administrator, or the person, has to consent to the application first.
    #[error("the application has no consent in this tenant")]
    ConsentRequired(Box<EntraError>),
    /// Entra refused for another reason; [`EntraError::problem`] names the known ones.
    #[error("the sign-in service refused: {0}")]
    Entra(Box<EntraError>),
    /// What came back to the listener does not belong to this attempt. Nothing was exchanged.
    #[error("the browser came back with the state of another attempt")]
    WrongState,
    /// What came back to the listener is not an answer that the authority would give. Nothing was exchanged.
    #[error("the browser came back with an answer that makes no sense: {0:?}")]
    UnexpectedCallback(CallbackProblem),
    /// The answer names another issuer than the one that was asked (RFC 9207 §2.4).
    #[error("the answer comes from another issuer than the one that was asked")]
    WrongIssuer,
    /// The link to the sign-in page was used once more. It is good for one browser, and which of the two is the person's
    /// cannot be told. Nothing was exchanged.
    #[error("the link to the sign-in page was opened a second time")]
    LinkUsedAgain,
    /// This machine's clock and the service's differ too much to judge a token.
    #[error("this machine's clock differs from the service's by {difference_seconds} seconds")]
    ClockWrong {
        /// How far this machine is ahead (positive) or behind (negative), in seconds.
        difference_seconds: i64,
    },
    /// The code was not used in time.
    #[error("the code has ended before somebody used it")]
    CodeExpired,
    /// The authority gives out no device codes.
    #[error("the sign-in service gives out no codes for other devices")]
    NoDeviceAuthorization,
    /// An application belongs to one tenant, and none was named.
    #[error("an application signs in to one tenant, which has to be named")]
    TenantNeeded,
    /// The sign-in service is not Entra, and has no tenants.
    #[error("the sign-in service has no tenants")]
    NoTenants,
    /// The sign-in service does not accept such a credential of an application.
    #[error("the sign-in service does not accept such a credential: {0:?}")]
    NotTaken(UnsupportedCredential),
    /// The account has no refresh token that another tenant could be entered with.
    #[error("the account has no session that serves other tenants")]
    NotRenewable,
    /// The Azure CLI has no token.
    #[error(transparent)]
    AzureCli(#[from] AzureCliError),
    /// This machine's identity has no token.
    #[error(transparent)]
    ManagedIdentity(#[from] ManagedIdentityError),
    /// The tenant is neither a word that Entra knows, nor a GUID, nor a domain.
    #[error("not a tenant's name: it is a GUID or a domain such as contoso.com")]
    TenantName,
    /// The system's browser could not be opened.
    #[error("the browser could not be opened")]
    BrowserNotOpened(#[from] BrowserError),
    /// No port of this machine could be listened on.
    #[error("no address on this machine to listen on for the browser's return")]
    Listener(#[source] std::io::Error),
    /// The authority's description of itself cannot be trusted.
    #[error("the sign-in service's configuration cannot be used")]
    Discovery(#[from] DiscoveryError),
    /// The ID token does not prove who signed in.
    #[error("the ID token cannot be trusted")]
    IdToken(#[from] IdTokenError),
    /// The token endpoint answered something that is not in its grammar.
    #[error("the token endpoint's answer is not understood")]
    Answer(#[from] AnswerError),
    /// No answer came.
    #[error("the sign-in service could not be reached")]
    Http(#[from] latchkey_http::Error),
    /// The session could not be kept.
    #[error("the session could not be kept")]
    Vault(#[from] VaultError),
}

/// Why there is no access token. It is handed to every caller that shared the request, so it can be cloned.
#[derive(Debug, Clone, thiserror::Error)]
pub enum TokenError {
    /// The session has ended: the person has to sign in again. Asking again makes no request.
    #[error("the session has ended: {0}")]
    SignInAgain(Box<EntraError>),
    /// The service wants the person in front of a browser: another factor, a policy. The session itself holds.
    #[error("the sign-in service asks for the person: {0}")]
    InteractionRequired(Box<EntraError>),
    /// The application has no consent for this audience.
    #[error("the application has no consent for this audience: {0}")]
    ConsentRequired(Box<EntraError>),
    /// Entra refused for another reason.
    #[error("the sign-in service refused: {0}")]
    Entra(Box<EntraError>),
    /// The app is locked: no token leaves until it is unlocked.
    #[error("the app is locked")]
    Locked,
    /// There is no such account here, or it was signed out meanwhile.
    #[error("nobody of that key is signed in")]
    NotSignedIn,
    /// An earlier version kept the session without saying where its tokens go. Its owner is asked once.
    #[error("where the tokens of this session go was not confirmed yet")]
    Unconfirmed,
    /// The cloud is not described any more as it was when somebody signed in. Nothing was sent.
    #[error("the cloud is not what it was when somebody signed in")]
    OtherDestinations(Vec<BindingChange>),
    /// There is no refresh token, and the access token has ended.
    #[error("the session could not be renewed, since no refresh token was given")]
    NotRenewable,
    /// The Azure CLI has no token.
    #[error(transparent)]
    AzureCli(#[from] AzureCliError),
    /// This machine's identity has no token.
    #[error(transparent)]
    ManagedIdentity(#[from] ManagedIdentityError),
    /// The token endpoint answered something that is not in its grammar.
    #[error("the token endpoint's answer is not understood")]
    Answer(#[source] Arc<AnswerError>),
    /// The provider's description of itself cannot be trusted.
    #[error("the sign-in service's configuration cannot be used")]
    Discovery(#[source] Arc<DiscoveryError>),
    /// The ID token that came with the renewal does not prove that it is still the same person. Nothing of the answer
    /// was used.
    #[error("the ID token of the renewal cannot be trusted")]
    IdToken(#[from] IdTokenError),
    /// The sign-in service does not accept such a credential of an application.
    #[error("the sign-in service does not accept such a credential: {0:?}")]
    NotTaken(UnsupportedCredential),
    /// The cloud's sign-in service gives out no tokens for this.
    #[error("the cloud names no scopes for this audience")]
    NoScopes,
    /// No answer came.
    #[error("the sign-in service could not be reached")]
    Http(#[source] Arc<latchkey_http::Error>),
    /// The session could not be read.
    #[error("the session could not be read")]
    Vault(#[source] Arc<VaultError>),
    /// The program is ending.
    #[error("the request was interrupted")]
    Interrupted,
}

/// A credential of an application that a sign-in service does not accept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnsupportedCredential {
    /// A client secret.
    Secret,
    /// A certificate.
    Certificate,
    /// A signature by an RSA key, which each certificate here has.
    RsaSignature,
}

/// Sorts a refusal by what the person can do about it.
impl From<Box<EntraError>> for SignInError {
    fn from(error: Box<EntraError>) -> Self {
        let is_cancelled = error.suberror.as_deref() == Some("cancel");
        if error.has_code(&aadsts::CONSENT) || error.error == "consent_required" {
            Self::ConsentRequired(error)
        } else if error.has_code(&[65004])
            || is_cancelled
            || (error.error == "access_denied" && error.codes.is_empty())
        {
            Self::Denied(error)
        } else {
            Self::Entra(error)
        }
    }
}

impl TokenError {
    /// Whether asking again is hopeless until somebody signs in.
    pub(crate) fn ends_the_session(&self) -> bool {
        let is_passing = matches!(self, Self::IdToken(error) if error.is_passing());
        !is_passing
            && matches!(
                self,
                Self::SignInAgain(_)
                    | Self::IdToken(_)
                    | Self::AzureCli(AzureCliError::SignedOut | AzureCliError::OtherAccount)
                    | Self::ManagedIdentity(ManagedIdentityError::NoSuchIdentity)
            )
    }

    /// Whether a token that lives still may be handed out though its renewal has failed in this way: everything but
    /// the session's end, by the service or here.
    pub(crate) fn is_passing(&self) -> bool {
        !self.ends_the_session()
            && !matches!(
                self,
                Self::NotSignedIn | Self::Locked | Self::Unconfirmed | Self::OtherDestinations(_)
            )
    }
}
