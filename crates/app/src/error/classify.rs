//! What follows from a reason: what may be done about it, and which argument it is about.

use latchkey_identity::EntraProblem;

use super::{ErrorCode, Field, Reason};

impl Reason {
    /// The condition of a reason that the app itself gives. Reasons of lower layers take theirs from the error.
    pub(crate) fn code(&self) -> ErrorCode {
        match self {
            Self::Locked | Self::UnlockingSessionUnreadable => ErrorCode::Locked,
            Self::NoCloudChosen | Self::NobodySignedIn => ErrorCode::SignInRequired,
            Self::UnlockedByAnother { .. } => ErrorCode::SignInFailed,
            Self::DestinationsUnconfirmed { .. } => ErrorCode::ConfirmDestinations,
            Self::OtherAccount { .. } => ErrorCode::OtherAccount,
            Self::AccountGone
            | Self::CloudNotAdded { .. }
            | Self::NoSignInWaiting
            | Self::WorkspaceGone
            | Self::ServiceGone
            | Self::SlotEmpty
            | Self::NoSites
            | Self::JobGone => ErrorCode::NotFound,
            Self::SignInCancelled | Self::SignInUnderWay | Self::JobStopped | Self::LeaseEnded => {
                ErrorCode::Cancelled
            }
            Self::CloudUnavailable { .. }
            | Self::RegenerationFailed { .. }
            | Self::SecretMalformed { .. }
            | Self::TokenEndsEarly { .. }
            | Self::AddressNotForToken { .. } => ErrorCode::ServiceFailed,
            Self::NoSecretStore { .. } => ErrorCode::NoSecretStore,
            Self::CloudInvalid { .. } => ErrorCode::Invalid,
            _ if self.field().is_some() => ErrorCode::Invalid,
            _ => ErrorCode::Internal,
        }
    }

    /// The argument that is wrong.
    pub fn field(&self) -> Option<Field> {
        Some(match self {
            Self::UnknownCloud | Self::CloudInUse => Field::CloudId,
            Self::CloudIdTaken { .. } | Self::CloudIdReserved { .. } => Field::Id,
            Self::CloudNameTaken { .. } | Self::CloudNameInvalid { .. } => Field::Name,
            Self::CloudDescriptionInvalid { .. } => Field::File,
            Self::CertificatesElsewhere { .. } | Self::NoCertificates => Field::Certificates,
            Self::NotResourceManager | Self::BuiltInCloud { .. } | Self::NotACloud { .. } => Field::Address,
            Self::FileUnreadable { field, .. }
            | Self::CertificateInvalid { field, .. }
            | Self::HandleInvalid { field } => *field,
            Self::TenantMissing | Self::TenantInvalid | Self::NoTenants => Field::Tenant,
            Self::SignInRefused { error, numbers } => match EntraProblem::of(error, numbers)? {
                EntraProblem::TenantUnknown | EntraProblem::AccountNotInTenant => Field::Tenant,
                _ => return None,
            },
            Self::UnknownTenant => Field::TenantId,
            Self::ClientIdInvalid
            | Self::ClientIdMissing
            | Self::NoClientIdInCloud
            | Self::ClientIdCharacters => Field::ClientId,
            Self::SecretMissing => Field::Secret,
            Self::IdentityInvalid => Field::Identity,
            Self::VariableMissing { .. } => Field::Variables,
            Self::SdkAuth { .. } => Field::Json,
            Self::MethodOfEntra => Field::Method,
            Self::NoKeys | Self::NoTokens | Self::AddressUnsafe => Field::Service,
            Self::NameMismatch => Field::TypedName,
            Self::RegenerationUnderWay => Field::Slot,
            Self::NotAnApplication | Self::ApplicationIdInvalid => Field::AccountId,
            Self::ConfigInvalid { .. } | Self::ConfigMissing { .. } => Field::Config,
            Self::WordMissing { .. } => Field::TypedWord,
            Self::TextTooLong => Field::Text,
            Self::LockTimeInvalid => Field::AfterMinutes,
            _ => return None,
        })
    }
}
