//! The message of each reason. A new reason does not compile without one.

mod cloud;
mod entra;
mod file;
mod sign_in;
mod unavailable;

use latchkey_identity::{EntraProblem, UnsupportedCredential};
use latchkey_words::{self as words, config, error, format};

pub(crate) use self::{entra::text_of_entra, file::text_of_unreadable_file};
use crate::{Field, Reason, SecretKind};

/// What happened, and what to do next.
pub(super) fn of(reason: &Reason) -> String {
    match reason {
        Reason::Locked => error::locked(),
        Reason::UnlockingSessionUnreadable => error::unlocking_session_unreadable(),
        Reason::UnlockedByAnother { user_name } => error::unlocked_by_another(user_name),
        Reason::LockTimeInvalid => error::lock_time_invalid(),
        Reason::NoCloudChosen => error::no_cloud_chosen(),
        Reason::NobodySignedIn => error::nobody_signed_in(),
        Reason::AccountGone => error::account_gone(),
        Reason::OtherAccount { is_kept: true, .. } => error::other_account_kept(),
        Reason::OtherAccount { is_kept: false, .. } => error::other_account(),
        Reason::DestinationsUnconfirmed { cloud, host, changes, .. } if changes.is_empty() => {
            error::destinations_unconfirmed(cloud, host)
        }
        Reason::DestinationsUnconfirmed { cloud, host, .. } => {
            error::destinations_changed_unconfirmed(cloud, host)
        }
        Reason::SessionUnconfirmed => error::session_unconfirmed(),
        Reason::DestinationsChanged { .. } => error::destinations_changed(),
        Reason::UnknownCloud => words::cloud::unknown(),
        Reason::CloudUnavailable { problem } => unavailable::of(problem),
        Reason::CloudNotAdded { cloud_id } => words::cloud::not_added(cloud_id),
        Reason::CloudInUse => words::cloud::in_use(),
        Reason::CloudNameTaken { name } => words::cloud::name_taken(name),
        Reason::CloudNameInvalid { longest } => words::cloud::name_invalid(*longest),
        Reason::CloudIdTaken { cloud_id } => words::cloud::id_taken(cloud_id),
        Reason::CloudIdReserved { cloud_id } => words::cloud::id_reserved(cloud_id),
        Reason::CloudInvalid { problem, .. } => cloud::of_rule(problem),
        Reason::CloudDescriptionInvalid { problem, .. } => cloud::of_file(problem),
        Reason::CertificatesElsewhere { file } => words::cloud::certificates_elsewhere(file),
        Reason::NoCertificates => words::cloud::no_certificates(),
        Reason::NotResourceManager => words::cloud::not_resource_manager(),
        Reason::BuiltInCloud { cloud } => words::cloud::built_in(cloud),
        Reason::NotACloud { origin, problem } => cloud::of_metadata(origin, problem),
        Reason::FileUnreadable { file, problem, .. } => text_of_unreadable_file(file, problem),
        Reason::FileNotWritten { file, problem } => file::text_of_unwritable_file(file, problem),
        Reason::NoSignInWaiting => error::no_sign_in_waiting(),
        Reason::SignInCancelled => error::sign_in_cancelled(),
        Reason::SignInTimedOut { minutes } => error::sign_in_timed_out(*minutes),
        Reason::SignInDeclined => error::sign_in_declined(),
        Reason::SignInRefused { error, numbers }
        | Reason::SessionRefused { error, numbers }
        | Reason::TokenRefused { error, numbers } => text_of_entra(EntraProblem::of(error, numbers)),
        Reason::ForeignCallback => error::foreign_callback(),
        Reason::LinkUsedAgain => error::link_used_again(),
        Reason::ClockWrong { difference_seconds } => sign_in::of_clock(*difference_seconds),
        Reason::CodeExpired => error::code_expired(),
        Reason::NoDeviceCodes => error::no_device_codes(),
        Reason::TenantMissing => error::tenant_missing(),
        Reason::TenantInvalid => error::tenant_invalid(),
        Reason::NoTenants => error::no_tenants(),
        Reason::UnknownTenant => error::unknown_tenant(),
        Reason::ClientIdInvalid => error::client_id_invalid(),
        Reason::ClientIdMissing => error::client_id_missing(),
        Reason::NoClientIdInCloud => error::no_client_id_in_cloud(),
        Reason::ClientIdCharacters => error::client_id_characters(),
        Reason::SecretMissing => error::secret_missing(),
        Reason::CertificateInvalid { problem, .. } => sign_in::of_certificate(*problem),
        Reason::IdentityInvalid => error::identity_invalid(),
        Reason::VariableMissing { name } => error::variable_missing(name),
        Reason::SdkAuth { problem } => sign_in::of_sdk_auth(problem),
        Reason::MethodOfEntra => error::method_of_entra(),
        Reason::CredentialNotTaken { credential } => match credential {
            UnsupportedCredential::Secret => error::secret_not_accepted(),
            UnsupportedCredential::Certificate => error::certificate_not_accepted(),
            UnsupportedCredential::RsaSignature => error::rsa_not_accepted(),
        },
        Reason::OwnTenantOnly => error::own_tenant_only(),
        Reason::BrowserNotOpened => error::browser_not_opened(),
        Reason::BrowserNotAllowed => error::browser_not_allowed(),
        Reason::NoListener => error::no_listener(),
        Reason::DiscoveryFailed => error::discovery_failed(),
        Reason::IdTokenInvalid => error::id_token_invalid(),
        Reason::AnswerNotUnderstood => error::answer_not_understood(),
        Reason::AzureCli { problem } => sign_in::of_azure_cli(problem),
        Reason::ManagedIdentity { problem } => sign_in::of_managed_identity(problem),
        Reason::SignInUnderWay => error::sign_in_under_way(),
        Reason::NotAnApplication => error::not_an_application(),
        Reason::ApplicationIdInvalid => error::application_id_invalid(),
        Reason::SessionEnded => error::session_ended(),
        Reason::RenewalNotProven => error::renewal_not_proven(),
        Reason::KeysUnavailable => error::keys_unavailable(),
        Reason::NoScopes => error::no_scopes(),
        Reason::Interrupted => error::interrupted(),
        Reason::SessionNotAccepted => error::session_not_accepted(),
        Reason::PermissionMissing { action: Some(action) } => error::permission_missing_action(action),
        Reason::PermissionMissing { action: None } => error::permission_missing(),
        Reason::NotFound => error::not_found(),
        Reason::TooManyRequests => error::too_many_requests(),
        Reason::RequestRejected => error::request_rejected(),
        Reason::AzureFailed => error::azure_failed(),
        Reason::ForeignAddress { .. } => error::foreign_address(),
        Reason::AnswerIncomplete { name } => error::answer_incomplete(name),
        Reason::NoConnection => error::no_connection(),
        Reason::EmulatorSilent => error::emulator_silent(),
        Reason::AddressNotAllowed => error::address_not_allowed(),
        Reason::HttpNotUnderstood => error::http_not_understood(),
        Reason::RequestNotMade => error::request_not_made(),
        Reason::HandleInvalid { field: Field::Workspace } => error::handle_of_workspace(),
        Reason::HandleInvalid { .. } => error::handle_of_service(),
        Reason::WorkspaceGone => error::workspace_gone(),
        Reason::ServiceGone => error::service_gone(),
        Reason::NoKeys => error::no_keys(),
        Reason::NoTokens => error::no_tokens(),
        Reason::AddressUnsafe => error::address_unsafe(),
        Reason::NoSites => error::no_sites(),
        Reason::NoFolderForFiles => error::no_folder_for_files(),
        Reason::SlotEmpty => error::slot_empty(),
        Reason::NameMismatch => error::name_mismatch(),
        Reason::RegenerationUnderWay => error::regeneration_under_way(),
        Reason::RegenerationFailed { service, .. } => error::regeneration_failed(service),
        Reason::RegenerationUnproven => error::regeneration_unproven(),
        Reason::LeaseEnded => error::lease_ended(),
        Reason::JobStopped => error::job_stopped(),
        Reason::JobGone => error::job_gone(),
        Reason::SecretMalformed { kind: SecretKind::Key } => error::key_malformed(),
        Reason::SecretMalformed { kind: SecretKind::Token } => error::token_malformed(),
        Reason::TokenEndsEarly { expires_at } => {
            error::token_ends_early(expires_at.strftime("%Y-%m-%d %H:%M:%S"))
        }
        Reason::AddressNotForToken { host: None, .. } => error::address_invalid_for_token(),
        Reason::AddressNotForToken { host: Some(host), cloud, places } if places.is_empty() => {
            error::no_address_for_token(host, cloud)
        }
        Reason::AddressNotForToken { host: Some(host), cloud, places } => {
            error::address_not_for_token(host, cloud, format::list(places))
        }
        Reason::ConfigInvalid { problem } => file::text_of_config(problem),
        Reason::ConfigMissing { folder, left_out: None } => config::missing(folder),
        Reason::ConfigMissing { folder, left_out: Some(file) } => config::left_out(folder, file),
        Reason::NoSecretStore { .. } => error::no_secret_store(),
        Reason::SecretStoreLocked => error::secret_store_locked(),
        Reason::SessionUnreadable => error::session_unreadable(),
        Reason::SessionNotKept => error::session_not_kept(),
        Reason::WordMissing { word } => error::word_missing(word),
        Reason::ClipboardUnavailable { cause: None } => error::no_clipboard(),
        Reason::ClipboardUnavailable { .. } => error::clipboard_unavailable(),
        Reason::TextTooLong => error::text_too_long(),
    }
}
