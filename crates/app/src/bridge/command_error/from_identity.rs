//! What sign-in, tokens and the vault report, in words for people.

use std::error::Error as _;

use latchkey_identity::{
    AzureCliError, DiscoveryError, EntraError, IdTokenError, ManagedIdentityError, SignInError, TokenError,
    explain,
};
use latchkey_vault::VaultError;

use super::{Shown, from_azure::of_http};
use crate::{
    DestinationChange, DestinationPart, Reason,
    bridge::{Platform, StoreTrouble},
};

pub(super) fn of_sign_in(error: &SignInError) -> Shown {
    let again = |reason, message: &str| Shown::new(reason, format!("{message} Try again."));
    match error {
        SignInError::Cancelled => Shown::new(Reason::SignInCancelled, "The sign-in was cancelled."),
        SignInError::TimedOut(patience) => {
            let minutes = u32::try_from(patience.as_secs() / 60).unwrap_or(u32::MAX);
            let message = format!("Nobody came back from the browser within {minutes} minutes.");
            again(Reason::SignInTimedOut { minutes }, &message)
        }
        SignInError::Denied(entra) => {
            Shown::new(Reason::SignInDeclined, "The sign-in was declined in the browser.").with_entra(entra)
        }
        SignInError::ConsentRequired(entra) | SignInError::Entra(entra) => {
            let reason = Reason::SignInRefused { error: entra.error.clone(), numbers: entra.codes.clone() };
            Shown::new(reason, sentence(entra)).with_entra(entra)
        }
        SignInError::WrongState | SignInError::UnexpectedCallback(_) | SignInError::WrongIssuer => again(
            Reason::ForeignCallback,
            "What came back from the browser does not belong to this sign-in, so it was not used.",
        )
        .detail("Reason", error),
        SignInError::LinkUsedAgain => again(
            Reason::LinkUsedAgain,
            "The link to the sign-in page was opened a second time, so this sign-in was ended. A link works once.",
        ),
        SignInError::ClockWrong { difference_seconds } => clock_wrong(*difference_seconds),
        SignInError::CodeExpired => Shown::new(
            Reason::CodeExpired,
            "The code has ended before somebody used it. Start again for a new one.",
        ),
        SignInError::NoDeviceAuthorization => Shown::new(
            Reason::NoDeviceCodes,
            "This sign-in service gives out no codes. Sign in in the browser instead.",
        ),
        SignInError::TenantNeeded => Shown::new(
            Reason::TenantMissing,
            "An application belongs to one tenant. Enter its GUID or a domain.",
        ),
        SignInError::NoTenants => {
            Shown::new(Reason::NoTenants, "This cloud's sign-in service has no tenants.")
        }
        SignInError::NotTaken(what) => not_taken(what),
        SignInError::NotRenewable => Shown::new(
            Reason::OwnTenantOnly,
            "This account's session serves its own tenant only. Sign in to the other one.",
        ),
        SignInError::AzureCli(cause) => of_azure_cli(cause),
        SignInError::ManagedIdentity(cause) => of_managed_identity(cause),
        SignInError::TenantName => Shown::new(
            Reason::TenantInvalid,
            "Enter the tenant's GUID or one of its domains, like contoso.com.",
        ),
        SignInError::BrowserNotOpened(cause) => again(
            Reason::BrowserNotOpened,
            "The browser could not be opened. Set a default browser and try again.",
        )
        .detail("Reason", cause),
        SignInError::Listener(cause) => {
            again(Reason::NoListener, "No port on this machine could be opened for the browser's answer.")
                .detail("Reason", cause)
        }
        SignInError::Discovery(cause) => of_discovery(cause),
        SignInError::IdToken(cause) => {
            again(Reason::IdTokenInvalid, "The proof of who signed in is not valid, so it was not used.")
                .detail("Reason", cause)
        }
        SignInError::Answer(cause) => {
            again(Reason::AnswerNotUnderstood, "The sign-in service answered something that makes no sense.")
                .detail("Reason", cause)
                .with_correlation(cause.correlation_id.clone())
        }
        SignInError::Http(cause) => of_http(cause),
        SignInError::Vault(cause) => of_vault(cause),
    }
}

pub(super) fn of_token(error: &TokenError) -> Shown {
    match error {
        TokenError::SignInAgain(entra)
        | TokenError::InteractionRequired(entra)
        | TokenError::ConsentRequired(entra) => {
            let reason = Reason::SessionRefused { error: entra.error.clone(), numbers: entra.codes.clone() };
            Shown::new(reason, sentence(entra)).with_entra(entra)
        }
        TokenError::Entra(entra) => {
            let reason = Reason::TokenRefused { error: entra.error.clone(), numbers: entra.codes.clone() };
            Shown::new(reason, sentence(entra)).with_entra(entra)
        }
        TokenError::Locked => Shown::new(Reason::Locked, "Latchkey is locked. Unlock it, or sign out."),
        TokenError::NotSignedIn => Shown::new(Reason::NobodySignedIn, "Nobody is signed in."),
        TokenError::Unconfirmed => Shown::new(
            Reason::SessionUnconfirmed,
            "An earlier version of Latchkey kept this session without saying where its tokens go. \
                Look at that once, and confirm it.",
        ),
        TokenError::OtherDestinations(changes) => {
            let changes: Vec<DestinationChange> = changes.iter().map(DestinationChange::from).collect();
            let message = "The cloud is not described as it was when this account signed in, so nothing was sent. \
                Sign in again, or take the change back.";
            let shown = Shown::new(Reason::DestinationsChanged { changes: changes.clone() }, message);
            changes.iter().fold(shown, Shown::with_change)
        }
        TokenError::NotRenewable => Shown::new(Reason::SessionEnded, "The session has ended. Sign in again."),
        TokenError::AzureCli(cause) => of_azure_cli(cause),
        TokenError::ManagedIdentity(cause) => of_managed_identity(cause),
        TokenError::Answer(cause) => Shown::new(
            Reason::AnswerNotUnderstood,
            "The sign-in service answered something that makes no sense.",
        )
        .detail("Reason", cause)
        .with_correlation(cause.correlation_id.clone()),
        TokenError::Discovery(cause) => of_discovery(cause),
        TokenError::IdToken(cause @ IdTokenError::KeySet) => Shown::new(
            Reason::KeysUnavailable,
            "The sign-in service does not show its keys, so nothing can be checked. Try again.",
        )
        .detail("Reason", cause),
        TokenError::IdToken(cause) => Shown::new(
            Reason::RenewalNotProven,
            "The proof of who is signed in is not valid, so the session was not renewed. Sign in again.",
        )
        .detail("Reason", cause),
        TokenError::NotTaken(what) => not_taken(what),
        TokenError::NoScopes => Shown::new(
            Reason::NoScopes,
            "The cloud's file names no scopes for this, so there are no such tokens.",
        ),
        TokenError::Http(cause) => of_http(cause),
        TokenError::Vault(cause) => of_vault(cause),
        TokenError::Interrupted => Shown::new(Reason::Interrupted, "The request was interrupted."),
    }
}

pub(super) fn of_vault(error: &VaultError) -> Shown {
    match error {
        VaultError::NoStore { reason } => Shown::new(
            Reason::NoSecretStore { cause: reason.clone() },
            "This system has no store for secrets that Latchkey could use, so a session cannot be kept.",
        )
        .detail("Reason", reason),
        VaultError::Locked { reason } => Shown::new(
            Reason::SecretStoreLocked,
            "The system's store for secrets is locked. Unlock it and try again.",
        )
        .detail("Reason", reason),
        VaultError::KeyMissing { .. }
        | VaultError::Truncated { .. }
        | VaultError::UnknownFormat { .. }
        | VaultError::WrongItem { .. }
        | VaultError::Tampered { .. } => Shown::new(
            Reason::SessionUnreadable,
            "The kept session cannot be opened any more, so it is not used. Sign in again.",
        )
        .detail("Reason", error),
        _ => Shown::new(Reason::SessionNotKept, "The session could not be kept, read or removed.")
            .detail("Reason", error)
            .optional_detail("Cause", error.source().map(ToString::to_string)),
    }
}

/// A trial of the store that failed, with the way out of it.
pub(super) fn of_trial(error: &VaultError) -> Shown {
    let trouble = StoreTrouble::of_item(Platform::present(), error);
    Shown { message: format!("{} {}", trouble.message, trouble.way_out), ..of_vault(error) }
}

impl Shown {
    /// Names a part of a cloud that changed.
    pub(super) fn with_change(self, change: &DestinationChange) -> Self {
        let part = match change.part {
            DestinationPart::Issuer => "People sign in at",
            DestinationPart::ResourceManager => "Azure Resource Manager",
            DestinationPart::Graph => "Microsoft Graph",
            DestinationPart::MachineLearning => "Azure Machine Learning",
            DestinationPart::IdentityEndpoint => "Managed identity",
            DestinationPart::Resources => "Tokens are asked for with",
            DestinationPart::CertificateAuthority => "Certificate authority (SHA-256, first half)",
            DestinationPart::Application => "Application",
        };
        let or_nothing = |text: &str| if text.is_empty() { "nothing".to_owned() } else { text.to_owned() };
        self.detail(part, format!("{}, before: {}", or_nothing(&change.now), or_nothing(&change.before)))
    }

    fn with_entra(self, entra: &EntraError) -> Self {
        let codes: Vec<String> = entra.codes.iter().map(|code| format!("AADSTS{code}")).collect();
        let who = if codes.is_empty() { "It says" } else { "Entra says" };
        self.optional_detail("Code", (!codes.is_empty()).then(|| codes.join(", ")))
            .detail("OAuth error", &entra.error)
            .optional_detail(who, entra.description.as_ref())
            .optional_detail("Trace id", entra.trace_id.as_ref())
            .optional_detail("Time", entra.timestamp.as_ref())
            .with_correlation(entra.correlation_id.clone())
    }
}

/// What is the matter with the Azure CLI, and what to type there.
fn of_azure_cli(error: &AzureCliError) -> Shown {
    let reason = Reason::AzureCli { problem: error.into() };
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
            return Shown::new(reason, format!("{sentence} {hint}"))
                .detail("Code", format!("AADSTS{number}"));
        }
        AzureCliError::Challenged(command) => {
            let message =
                "Azure wants whoever uses the Azure CLI to sign in again. Run what is below, then try again.";
            return Shown::new(reason, message).detail("Run", command);
        }
        AzureCliError::TimedOut(_) => "The Azure CLI did not answer in time, so it was ended. Try again.",
        AzureCliError::Unreadable(_) => "The Azure CLI answered something that makes no sense.",
        AzureCliError::Failed(_) => "The Azure CLI failed.",
    };
    Shown::new(reason, message).detail("Reason", error)
}

/// What is the matter with this machine's identity.
fn of_managed_identity(error: &ManagedIdentityError) -> Shown {
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
    Shown::new(Reason::ManagedIdentity { problem: error.into() }, message).detail("Reason", error)
}

fn of_discovery(cause: &DiscoveryError) -> Shown {
    let reason = cause.source().map_or_else(|| cause.to_string(), |source| format!("{cause}: {source}"));
    let message = "The sign-in service did not say where its pages are, or said something it must not.";
    Shown::new(Reason::DiscoveryFailed, format!("{message} Try again.")).detail("Reason", reason)
}

fn not_taken(what: &str) -> Shown {
    let message = format!("This sign-in service does not take {what}. Sign in another way.");
    Shown::new(Reason::CredentialNotTaken { credential: what.to_owned() }, message)
}

/// One sentence for what is known, by number or word.
fn sentence(entra: &EntraError) -> String {
    entra.sentence().unwrap_or("The sign-in service refused. The details say why.").to_owned()
}

fn clock_wrong(difference_seconds: i64) -> Shown {
    let direction = if difference_seconds > 0 { "fast" } else { "slow" };
    let minutes = difference_seconds.unsigned_abs().div_ceil(60);
    let message = format!(
        "This machine's clock is about {minutes} min {direction}, so sign-in cannot be checked. Set the clock and try again."
    );
    Shown::new(Reason::ClockWrong { difference_seconds }, message)
}
