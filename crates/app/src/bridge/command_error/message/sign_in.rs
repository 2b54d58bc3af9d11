//! Why a source of tokens, a certificate or a JSON cannot be used.

use latchkey_identity::CertificateError;
use latchkey_words::{azure_cli, certificate, config, error, managed_identity};

use crate::{AzureCliProblem, ManagedIdentityProblem, SdkAuthProblem};

/// How wrong the clock is.
pub(super) fn of_clock(difference_seconds: i64) -> String {
    let minutes = difference_seconds.unsigned_abs().div_ceil(60);
    if difference_seconds > 0 { error::clock_ahead(minutes) } else { error::clock_behind(minutes) }
}

/// Why the Azure CLI gave no token.
pub(super) fn of_azure_cli(problem: &AzureCliProblem) -> String {
    match problem {
        AzureCliProblem::NotInstalled => azure_cli::not_installed(),
        AzureCliProblem::TooOld => azure_cli::too_old(),
        AzureCliProblem::SignedOut => azure_cli::signed_out(),
        AzureCliProblem::OtherTenant => azure_cli::other_tenant(),
        AzureCliProblem::OtherAccount => azure_cli::other_account(),
        AzureCliProblem::OtherCloud { cloud } => azure_cli::other_cloud(cloud),
        AzureCliProblem::Refused { .. } => azure_cli::refused(),
        AzureCliProblem::SignInRequired { command } => azure_cli::sign_in_required(command),
        AzureCliProblem::TimedOut => azure_cli::timed_out(),
        AzureCliProblem::Unreadable => azure_cli::unreadable(),
        AzureCliProblem::Failed => azure_cli::failed(),
    }
}

/// Why a managed identity gave no token.
pub(super) fn of_managed_identity(problem: &ManagedIdentityProblem) -> String {
    match problem {
        ManagedIdentityProblem::NoEndpoint => managed_identity::none(),
        ManagedIdentityProblem::BadAddress { variable } => managed_identity::bad_address(variable),
        ManagedIdentityProblem::ServiceFabric => managed_identity::service_fabric(),
        ManagedIdentityProblem::CloudShell => managed_identity::cloud_shell(),
        ManagedIdentityProblem::NoSuchIdentity => managed_identity::unknown(),
        ManagedIdentityProblem::ClientIdOnly => managed_identity::client_id_only(),
        ManagedIdentityProblem::Refused => managed_identity::refused(),
        ManagedIdentityProblem::Unreadable => managed_identity::unreadable(),
        ManagedIdentityProblem::ArcNoFile => managed_identity::arc_no_file(),
        ManagedIdentityProblem::ArcOtherFolder => managed_identity::arc_other_folder(),
        ManagedIdentityProblem::ArcFileUnreadable => managed_identity::arc_file_unreadable(),
        ManagedIdentityProblem::ArcNotAKey => managed_identity::arc_not_a_key(),
    }
}

/// Why a certificate cannot be used.
pub(super) fn of_certificate(problem: CertificateError) -> String {
    match problem {
        CertificateError::TooLong => certificate::too_long(),
        CertificateError::UnknownFormat => certificate::unknown_format(),
        CertificateError::PasswordNeeded => certificate::password_needed(),
        CertificateError::WrongPassword => certificate::wrong_password(),
        CertificateError::OldEncryption => certificate::old_encryption(),
        CertificateError::TooCostly => certificate::too_costly(),
        CertificateError::NoPrivateKey => certificate::no_private_key(),
        CertificateError::NoCertificate => certificate::no_certificate(),
        CertificateError::NotRsa => certificate::not_rsa(),
        CertificateError::Mismatch => certificate::mismatch(),
    }
}

/// Why the JSON of az cannot be used.
pub(super) fn of_sdk_auth(problem: &SdkAuthProblem) -> String {
    match problem {
        SdkAuthProblem::NotJson { line, column } => config::sdk_auth_not_json(*line, *column),
        SdkAuthProblem::TooLong => config::sdk_auth_too_long(),
        SdkAuthProblem::Incomplete { name } => config::sdk_auth_incomplete(name),
        SdkAuthProblem::NamesCertificate => config::sdk_auth_certificate(),
        SdkAuthProblem::OtherCloud { host } => config::sdk_auth_other_cloud(host),
    }
}
