//! Who can do something about a reason. It fits what the reason's message says to do.

use latchkey_identity::EntraProblem;

use super::WhoCanFix;
use crate::{AzureCliProblem, CloudMetadataProblem, FileProblem, ManagedIdentityProblem, Reason};

use WhoCanFix::{Administrator, Azure, Latchkey, Network, You};

/// Who can do something about it. A new reason does not compile without an answer.
pub(super) fn of(reason: &Reason) -> WhoCanFix {
    match reason {
        Reason::SignInRefused { error, numbers }
        | Reason::SessionRefused { error, numbers }
        | Reason::TokenRefused { error, numbers } => of_entra(EntraProblem::of(error, numbers), numbers),
        Reason::AzureCli { problem } => of_azure_cli(problem),
        Reason::ManagedIdentity { problem } => of_managed_identity(problem),
        Reason::NotACloud { problem, .. } => of_metadata(problem),
        Reason::FileUnreadable { problem, .. } | Reason::FileNotWritten { problem, .. } => of_file(problem),
        Reason::DiscoveryFailed
        | Reason::PermissionMissing { .. }
        | Reason::ForeignAddress { .. }
        | Reason::AddressNotAllowed
        | Reason::AddressNotForToken { .. }
        | Reason::SecretMalformed { .. } => Administrator,
        Reason::NoConnection
        | Reason::AnswerNotUnderstood
        | Reason::KeysUnavailable
        | Reason::HttpNotUnderstood => Network,
        Reason::TooManyRequests
        | Reason::AzureFailed
        | Reason::AnswerIncomplete { .. }
        | Reason::RegenerationFailed { .. } => Azure,
        Reason::RequestNotMade => Latchkey,
        Reason::Locked
        | Reason::EmulatorSilent
        | Reason::UnlockingSessionUnreadable
        | Reason::UnlockedByAnother { .. }
        | Reason::NoCloudChosen
        | Reason::NobodySignedIn
        | Reason::AccountGone
        | Reason::OtherAccount { .. }
        | Reason::DestinationsUnconfirmed { .. }
        | Reason::SessionUnconfirmed
        | Reason::DestinationsChanged { .. }
        | Reason::UnknownCloud
        | Reason::CloudUnavailable { .. }
        | Reason::CloudNotAdded { .. }
        | Reason::CloudInUse
        | Reason::CloudNameTaken { .. }
        | Reason::CloudNameInvalid { .. }
        | Reason::CloudIdTaken { .. }
        | Reason::CloudIdReserved { .. }
        | Reason::CloudInvalid { .. }
        | Reason::CloudDescriptionInvalid { .. }
        | Reason::CertificatesElsewhere { .. }
        | Reason::NoCertificates
        | Reason::NotResourceManager
        | Reason::BuiltInCloud { .. }
        | Reason::NoSignInWaiting
        | Reason::SignInCancelled
        | Reason::SignInTimedOut { .. }
        | Reason::SignInDeclined
        | Reason::ForeignCallback
        | Reason::LinkUsedAgain
        | Reason::ClockWrong { .. }
        | Reason::CodeExpired
        | Reason::NoDeviceCodes
        | Reason::TenantMissing
        | Reason::TenantInvalid
        | Reason::NoTenants
        | Reason::UnknownTenant
        | Reason::ClientIdInvalid
        | Reason::ClientIdMissing
        | Reason::NoClientIdInCloud
        | Reason::ClientIdCharacters
        | Reason::SecretMissing
        | Reason::CertificateInvalid { .. }
        | Reason::IdentityInvalid
        | Reason::VariableMissing { .. }
        | Reason::SdkAuth { .. }
        | Reason::MethodOfEntra
        | Reason::CredentialNotTaken { .. }
        | Reason::OwnTenantOnly
        | Reason::BrowserNotOpened
        | Reason::BrowserNotAllowed
        | Reason::NoListener
        | Reason::IdTokenInvalid
        | Reason::SessionEnded
        | Reason::RenewalNotProven
        | Reason::NoScopes
        | Reason::Interrupted
        | Reason::SessionNotAccepted
        | Reason::NotFound
        | Reason::RequestRejected
        | Reason::HandleInvalid { .. }
        | Reason::SlotEmpty
        | Reason::TokenEndsEarly { .. }
        | Reason::WorkspaceGone
        | Reason::ServiceGone
        | Reason::NoKeys
        | Reason::NoTokens
        | Reason::AddressUnsafe
        | Reason::NoSites
        | Reason::NoFolderForFiles
        | Reason::NameMismatch
        | Reason::RegenerationUnderWay
        | Reason::RegenerationUnproven
        | Reason::LeaseEnded
        | Reason::SignInUnderWay
        | Reason::JobStopped
        | Reason::JobGone
        | Reason::NotAnApplication
        | Reason::ApplicationIdInvalid
        | Reason::ConfigInvalid { .. }
        | Reason::ConfigMissing { .. }
        | Reason::NoSecretStore { .. }
        | Reason::SecretStoreLocked
        | Reason::SessionUnreadable
        | Reason::SessionNotKept
        | Reason::WordMissing { .. }
        | Reason::ClipboardUnavailable { .. }
        | Reason::TextTooLong
        | Reason::LockTimeInvalid => You,
    }
}

fn of_entra(problem: Option<EntraProblem>, numbers: &[u32]) -> WhoCanFix {
    let Some(problem) = problem else { return Administrator };
    match problem {
        EntraProblem::AccountDisabled
        | EntraProblem::ConditionalAccess
        | EntraProblem::SecurityPolicy
        | EntraProblem::RiskySignIn
        | EntraProblem::AdminConsentRequired
        | EntraProblem::ApplicationDisabled
        | EntraProblem::NotAssigned
        | EntraProblem::AccessDenied
        | EntraProblem::RedirectUriNotRegistered
        | EntraProblem::NotPublicClient
        | EntraProblem::PermissionNotRegistered
        | EntraProblem::MethodNotAllowed => Administrator,
        // Without a number of Entra's, the sign-in service is another provider.
        EntraProblem::ServiceUnavailable if numbers.is_empty() => Administrator,
        EntraProblem::TooManyRequests | EntraProblem::ServiceUnavailable => Azure,
        EntraProblem::RequestInvalid => Latchkey,
        EntraProblem::AccountNotInTenant
        | EntraProblem::AccountUnknown
        | EntraProblem::AccountLocked
        | EntraProblem::PasswordExpired
        | EntraProblem::WrongPassword
        | EntraProblem::MfaRequired
        | EntraProblem::MfaRegistrationRequired
        | EntraProblem::ExternalVerificationRequired
        | EntraProblem::SignInFrequency
        | EntraProblem::SessionEnded
        | EntraProblem::SessionRevoked
        | EntraProblem::SessionUnused
        | EntraProblem::BrowserSessionEnded
        | EntraProblem::InteractionRequired
        | EntraProblem::CodeUsed
        | EntraProblem::AnswerMismatch
        | EntraProblem::ConsentRequired
        | EntraProblem::ConsentDeclined
        | EntraProblem::ApplicationUnknown
        | EntraProblem::SingleTenantApplication
        | EntraProblem::ClientNotPreauthorized
        | EntraProblem::ClientNotAccepted
        | EntraProblem::PublicClient
        | EntraProblem::SecretWrong
        | EntraProblem::SecretExpired
        | EntraProblem::CertificateNotRegistered
        | EntraProblem::ServiceUnknown
        | EntraProblem::TenantUnknown
        | EntraProblem::ScopesUnknown => You,
    }
}

fn of_azure_cli(problem: &AzureCliProblem) -> WhoCanFix {
    match problem {
        AzureCliProblem::NotInstalled
        | AzureCliProblem::TooOld
        | AzureCliProblem::SignedOut
        | AzureCliProblem::OtherTenant
        | AzureCliProblem::OtherAccount
        | AzureCliProblem::OtherCloud { .. }
        | AzureCliProblem::Refused { .. }
        | AzureCliProblem::SignInRequired { .. }
        | AzureCliProblem::TimedOut
        | AzureCliProblem::Unreadable
        | AzureCliProblem::Failed => You,
    }
}

fn of_managed_identity(problem: &ManagedIdentityProblem) -> WhoCanFix {
    match problem {
        ManagedIdentityProblem::Unreadable => Azure,
        ManagedIdentityProblem::ArcNoFile
        | ManagedIdentityProblem::ArcFileUnreadable
        | ManagedIdentityProblem::ArcOtherFolder
        | ManagedIdentityProblem::ArcNotAKey => Administrator,
        ManagedIdentityProblem::NoEndpoint
        | ManagedIdentityProblem::BadAddress { .. }
        | ManagedIdentityProblem::ServiceFabric
        | ManagedIdentityProblem::CloudShell
        | ManagedIdentityProblem::NoSuchIdentity
        | ManagedIdentityProblem::ClientIdOnly
        | ManagedIdentityProblem::Refused => You,
    }
}

fn of_metadata(problem: &CloudMetadataProblem) -> WhoCanFix {
    match problem {
        CloudMetadataProblem::NoSignIn | CloudMetadataProblem::Cloud(_) => Administrator,
        CloudMetadataProblem::NotDescribed { .. }
        | CloudMetadataProblem::OtherClouds
        | CloudMetadataProblem::OtherProvider { .. } => You,
    }
}

fn of_file(problem: &FileProblem) -> WhoCanFix {
    match problem {
        FileProblem::NotOurs { .. } => Administrator,
        FileProblem::NotRegular
        | FileProblem::TooLong { .. }
        | FileProblem::NotText
        | FileProblem::NotJson { .. }
        | FileProblem::OthersCanWrite { .. }
        | FileProblem::Link { .. }
        | FileProblem::System { .. } => You,
    }
}
