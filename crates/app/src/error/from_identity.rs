//! What sign-in, tokens and the vault report, in words for people.

use std::error::Error as _;

use latchkey_identity::{
    AzureCliError, BindingChange, BindingPart, DiscoveryError, EntraError, IdTokenError,
    ManagedIdentityError, SignInError, TokenError, explain,
};
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
            SignInError::LinkUsedAgain => again(
                "The link to the sign-in page was opened a second time, so this sign-in was ended. A link works once.",
            ),
            SignInError::ClockWrong { difference_seconds } => clock_wrong(difference_seconds),
            SignInError::CodeExpired => {
                let message = "The code has ended before somebody used it. Start again for a new one.";
                Self::new(ErrorCode::SignInFailed, message.to_owned())
            }
            SignInError::NoDeviceAuthorization => {
                let message = "This sign-in service gives out no codes. Sign in in the browser instead.";
                Self::new(ErrorCode::SignInFailed, message.to_owned())
            }
            SignInError::TenantNeeded => {
                Self::invalid("tenant", "An application belongs to one tenant. Enter its GUID or a domain.")
            }
            SignInError::NoTenants => no_tenants(),
            SignInError::NotTaken(what) => not_taken(what, ErrorCode::SignInFailed),
            SignInError::NotRenewable => {
                let message = "This account's session serves its own tenant only. Sign in to the other one.";
                Self::new(ErrorCode::SignInRequired, message.to_owned())
            }
            SignInError::AzureCli(cause) => of_azure_cli(&cause, ErrorCode::SignInFailed),
            SignInError::ManagedIdentity(cause) => of_managed_identity(&cause, ErrorCode::SignInFailed),
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
            SignInError::Discovery(cause) => of_discovery(&cause, ErrorCode::SignInFailed),
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
            TokenError::Locked => Self::locked(),
            TokenError::NotSignedIn => {
                Self::new(ErrorCode::SignInRequired, "Nobody is signed in.".to_owned())
            }
            TokenError::Unconfirmed => {
                let message = "An earlier version of Latchkey kept this session without saying where its tokens go. \
                    Look at that once, and confirm it.";
                Self::new(ErrorCode::ConfirmDestinations, message.to_owned())
            }
            TokenError::OtherDestinations(changes) => {
                let message = "The cloud is not described as it was when this account signed in, so nothing was sent. \
                    Sign in again, or take the change back.";
                let error = Self::new(ErrorCode::SignInRequired, message.to_owned());
                changes.iter().fold(error, Self::with_change)
            }
            TokenError::NotRenewable => {
                Self::new(ErrorCode::SignInRequired, "The session has ended. Sign in again.".to_owned())
            }
            TokenError::AzureCli(cause) => of_azure_cli(cause, ErrorCode::SignInRequired),
            TokenError::ManagedIdentity(cause) => of_managed_identity(cause, ErrorCode::SignInRequired),
            TokenError::Answer(cause) => {
                let message = "The sign-in service answered something that makes no sense.".to_owned();
                Self::new(ErrorCode::ServiceFailed, message)
                    .detail("Reason", cause)
                    .with_correlation(cause.correlation_id.clone())
            }
            TokenError::Discovery(cause) => of_discovery(cause, ErrorCode::ServiceFailed),
            TokenError::IdToken(cause @ IdTokenError::KeySet) => {
                let message = "The sign-in service does not show its keys, so nothing can be checked.";
                Self::new(ErrorCode::ServiceFailed, format!("{message} Try again.")).detail("Reason", cause)
            }
            TokenError::IdToken(cause) => {
                let message = "The proof of who is signed in is not valid, so the session was not renewed.";
                Self::new(ErrorCode::SignInRequired, format!("{message} Sign in again."))
                    .detail("Reason", cause)
            }
            TokenError::NotTaken(what) => not_taken(what, ErrorCode::SignInRequired),
            TokenError::NoScopes => {
                let message = "The cloud's file names no scopes for this, so there are no such tokens.";
                Self::new(ErrorCode::ServiceFailed, message.to_owned())
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

impl CommandError {
    /// Names a part of a cloud that is not what it was.
    pub(crate) fn with_change(self, change: &BindingChange) -> Self {
        let part = match change.part {
            BindingPart::Issuer => "People sign in at",
            BindingPart::ResourceManager => "Azure Resource Manager",
            BindingPart::Graph => "Microsoft Graph",
            BindingPart::MachineLearning => "Azure Machine Learning",
            BindingPart::IdentityEndpoint => "Managed identity",
            BindingPart::Resources => "Tokens are asked for with",
            BindingPart::CertificateAuthority => "Certificate authority (SHA-256, first half)",
            BindingPart::Application => "Application",
        };
        let or_nothing = |text: &str| if text.is_empty() { "nothing".to_owned() } else { text.to_owned() };
        self.detail(part, format!("{}, before: {}", or_nothing(&change.now), or_nothing(&change.before)))
    }
}

/// What is the matter with the Azure CLI, and what to type there.
fn of_azure_cli(error: &AzureCliError, code: ErrorCode) -> CommandError {
    let message = match error {
        AzureCliError::NotInstalled => {
            "The Azure CLI is not installed, or not on the path. Install it, or sign in another way."
        }
        AzureCliError::TooOld => "The Azure CLI is too old. Run az upgrade, then try again.",
        AzureCliError::SignedOut => "Nobody is signed in to the Azure CLI. Run az login, then try again.",
        AzureCliError::OtherTenant => {
            "The Azure CLI is not signed in to this tenant. Run az login with --tenant, then try again."
        }
        AzureCliError::OtherAccount => {
            "The Azure CLI is signed in as somebody else now. Add it again to work as that account."
        }
        AzureCliError::OtherCloud(_) => {
            "The Azure CLI works with another cloud. Run az cloud set, then az login, then try again."
        }
        AzureCliError::Refused(number) => {
            let sentence =
                explain(*number).map_or("The sign-in service refused the Azure CLI.", |known| known.0);
            let hint = "Run az login again, then try again.";
            return CommandError::new(code, format!("{sentence} {hint}"))
                .detail("Code", format!("AADSTS{number}"));
        }
        AzureCliError::Challenged(command) => {
            let message =
                "Azure wants whoever uses the Azure CLI to sign in again. Run what is below, then try again.";
            return CommandError::new(code, message.to_owned()).detail("Run", command);
        }
        AzureCliError::TimedOut(_) => "The Azure CLI did not answer in time, so it was ended. Try again.",
        AzureCliError::Unreadable(_) => "The Azure CLI answered something that makes no sense.",
        AzureCliError::Failed(_) => "The Azure CLI failed.",
    };
    CommandError::new(code, message.to_owned()).detail("Reason", error)
}

/// What is the matter with this machine's identity.
fn of_managed_identity(error: &ManagedIdentityError, code: ErrorCode) -> CommandError {
    let message = match error {
        ManagedIdentityError::NoEndpoint | ManagedIdentityError::Unreachable => {
            "This machine has no managed identity that could be reached: it is not in Azure, or has none."
        }
        ManagedIdentityError::BadAddress(_) => {
            "The environment names an address for managed identity that is not on this machine, so it was not asked."
        }
        ManagedIdentityError::Unsupported(_) => {
            "Latchkey does not know the identity endpoint of this kind of host. Sign in by another way."
        }
        ManagedIdentityError::NoSuchIdentity => {
            "This machine has no such identity. Check its id, or assign it to the machine in the portal."
        }
        ManagedIdentityError::Selection(_) => {
            "This kind of machine takes a user-assigned identity by its client id only."
        }
        ManagedIdentityError::Refused { .. } => "The managed identity endpoint refused.",
        ManagedIdentityError::Unreadable(_) => {
            "The managed identity endpoint answered something that makes no sense."
        }
        ManagedIdentityError::ArcProof(_) => {
            "Azure Arc's agent did not prove that it is on this machine, so it was not believed."
        }
    };
    CommandError::new(code, message.to_owned()).detail("Reason", error)
}

fn of_discovery(cause: &DiscoveryError, code: ErrorCode) -> CommandError {
    let reason = cause.source().map_or_else(|| cause.to_string(), |source| format!("{cause}: {source}"));
    let message = "The sign-in service did not say where its pages are, or said something it must not.";
    CommandError::new(code, format!("{message} Try again.")).detail("Reason", reason)
}

fn no_tenants() -> CommandError {
    CommandError::invalid("tenant", "This cloud's sign-in service has no tenants.")
}

fn not_taken(what: &str, code: ErrorCode) -> CommandError {
    let message = format!("This sign-in service does not take {what}. Sign in another way.");
    CommandError::new(code, message)
}

/// One sentence for what is known, by number or word.
fn sentence(entra: &EntraError) -> String {
    entra.sentence().unwrap_or("The sign-in service refused. The details say why.").to_owned()
}

fn of_entra(error: CommandError, entra: &EntraError) -> CommandError {
    let codes: Vec<String> = entra.codes.iter().map(|code| format!("AADSTS{code}")).collect();
    let who = if codes.is_empty() { "It says" } else { "Entra says" };
    error
        .optional_detail("Code", (!codes.is_empty()).then(|| codes.join(", ")))
        .detail("OAuth error", &entra.error)
        .optional_detail(who, entra.description.as_ref())
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
