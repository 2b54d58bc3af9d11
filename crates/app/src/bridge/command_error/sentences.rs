//! The sentences of the app's own conditions.

use super::ErrorText;
use crate::{Field, Reason, SdkAuthProblem, SecretKind};

/// What a condition of the app is shown as.
pub(super) fn of_condition(reason: &Reason) -> ErrorText {
    let text = ErrorText::new(reason.clone(), message(reason));
    match reason {
        Reason::DestinationsUnconfirmed { host, resource, changes, .. } => {
            let text = text.detail("Host", host).optional_detail("Resource", resource.as_ref());
            changes.iter().fold(text, ErrorText::with_change)
        }
        Reason::RegenerationFailed { azure_code, azure_message, .. } => text
            .optional_detail("Code", azure_code.as_ref())
            .optional_detail("Azure says", azure_message.as_ref()),
        Reason::NoSecretStore { cause } | Reason::ClipboardUnavailable { cause } => {
            text.detail("Reason", cause)
        }
        _ => text,
    }
}

fn message(reason: &Reason) -> String {
    match reason {
        Reason::UnlockedByAnother { user_name } => format!(
            "{user_name} has signed in, and Latchkey is locked by another account. Sign in as that one, or sign out."
        ),
        Reason::OtherAccount { is_kept: true, .. } => {
            "This belongs to another account that is signed in. Switch to that account to open it.".to_owned()
        }
        Reason::OtherAccount { is_kept: false, .. } => {
            "This belongs to an account that is not signed in to this cloud.".to_owned()
        }
        Reason::DestinationsUnconfirmed { cloud, host, changes, .. } if changes.is_empty() => {
            format!("Tokens for {cloud} are named after a tenant, and go to {host}. Type that host to go on.")
        }
        Reason::DestinationsUnconfirmed { cloud, host, .. } => format!(
            "{cloud} is not described as it was when somebody signed in. Its tokens go to {host} now. Type that host to sign in."
        ),
        Reason::CloudUnavailable { cause } => cause.clone(),
        Reason::CloudNotAdded { cloud_id } => format!("No cloud named {cloud_id} was added."),
        Reason::CloudIdTaken { cloud_id } => format!(
            "There is another cloud of the id {cloud_id} already. Remove it first, or give this one another id."
        ),
        Reason::CloudIdReserved { cloud_id } => {
            format!("The id {cloud_id} belongs to another cloud. Give this one an id of its own.")
        }
        Reason::CloudInvalid { cloud, cause } => format!("{cloud}: {cause}."),
        Reason::CloudDescriptionInvalid { file: Some(file), cause } => {
            format!("The file {file} does not describe a cloud: {cause}.")
        }
        Reason::CloudDescriptionInvalid { file: None, cause } => {
            format!("The text does not describe a cloud: {cause}.")
        }
        Reason::CertificatesElsewhere { file } => {
            format!("Its certificates are in {file}. Choose that file too.")
        }
        Reason::BuiltInCloud { cloud } => format!("This is {cloud}, which can be chosen already."),
        Reason::NotACloud { origin, cause } => format!("{origin} is no cloud to sign in to: {cause}."),
        Reason::FileUnreadable { file, field: Field::Certificate, cause } => {
            format!("The certificate's file {file} cannot be read: {cause}.")
        }
        Reason::FileUnreadable { file, field: Field::Config, cause } => {
            format!("{file} cannot be read: {cause}.")
        }
        Reason::FileUnreadable { file, cause, .. } => format!("The file {file} cannot be read: {cause}."),
        Reason::ProfileNotWritten { file, cause } => format!("{file} could not be written: {cause}."),
        Reason::CertificateInvalid { cause, .. } => format!("{}.", capitalized(cause)),
        Reason::VariableMissing { name } => format!("The environment does not have {name}."),
        Reason::SdkAuth { problem } => of_sdk_auth(problem),
        Reason::RegenerationFailed { service, .. } => {
            format!("Azure could not regenerate the key of {service}. Both keys are what they were.")
        }
        Reason::SecretMalformed { kind } => {
            let kind = match kind {
                SecretKind::Key => "key",
                SecretKind::Token => "token",
            };
            format!(
                "The {kind} that the service gave has characters that no {kind} has, so it is neither shown nor copied."
            )
        }
        Reason::TokenEndsEarly { expires_at } => {
            format!("Azure handed out a token that already ends at {expires_at} (UTC).")
        }
        Reason::AddressNotForToken { host, cloud, places } => {
            let places = if places.is_empty() { "no address".to_owned() } else { places.join(", ") };
            format!(
                "This service is at {host}, and such a token of {cloud} is for {places}. None was handed out."
            )
        }
        Reason::ConfigInvalid { cause } => format!("This is not a workspace's config.json: {cause}."),
        Reason::ConfigMissing { folder, left_out: None } => {
            format!("There is no config.json in {folder} or above it.")
        }
        Reason::ConfigMissing { folder, left_out: Some(file) } => format!(
            "There is no config.json in {folder} or above it that is yours alone. {file} can be changed by other people of this machine; name it with --config if you trust them."
        ),
        Reason::WordMissing { word } => format!("Type the word {word} to remove everything."),
        other => fixed(other).to_owned(),
    }
}

fn of_sdk_auth(problem: &SdkAuthProblem) -> String {
    match problem {
        SdkAuthProblem::NotJson { line, column } => {
            format!("This is not the JSON that az prints (line {line}, column {column}).")
        }
        SdkAuthProblem::TooLong => {
            "The file is too long for the output of az ad sp create-for-rbac.".to_owned()
        }
        SdkAuthProblem::Incomplete { name } => format!("The JSON has no {name}."),
        SdkAuthProblem::NamesCertificate => {
            "The JSON names the file of a certificate. Choose that file under Certificate instead.".to_owned()
        }
        SdkAuthProblem::OtherCloud { host } => {
            format!("The JSON belongs to another cloud ({host}). Choose that cloud first.")
        }
    }
}

/// The sentences without facts in them.
fn fixed(reason: &Reason) -> &'static str {
    match reason {
        Reason::Locked => "Latchkey is locked. Unlock it, or sign out.",
        Reason::UnlockingSessionUnreadable => {
            "The session that has to unlock Latchkey cannot be opened. Sign out of everything to go on."
        }
        Reason::NoCloudChosen => "Choose a cloud first.",
        Reason::NobodySignedIn => "Nobody is signed in.",
        Reason::AccountGone => "There is no such account here any more.",
        Reason::UnknownCloud => "There is no such cloud.",
        Reason::NoDemoCloud => "There is no demo cloud.",
        Reason::CloudInUse => "This cloud is in use. Choose another one first.",
        Reason::NoCertificates => "There is no certificate (PEM) in what should be trusted.",
        Reason::NotResourceManager => {
            "This is no https address of a Resource Manager, such as https://management.stack.example."
        }
        Reason::NoSignInWaiting => "No sign-in is waiting for the browser.",
        Reason::SignInCancelled => "The sign-in was cancelled.",
        Reason::TenantMissing => "Enter the application's tenant.",
        Reason::TenantInvalid => "Enter the tenant's GUID or one of its domains, like contoso.com.",
        Reason::NoTenants => "This cloud's sign-in service has no tenants. Leave the tenant out.",
        Reason::UnknownTenant => "There is no such tenant.",
        Reason::ClientIdInvalid => "Enter the application (client) id of your app registration, a GUID.",
        Reason::ClientIdMissing => "Enter the application (client) id.",
        Reason::NoClientIdInCloud => {
            "This cloud's file names no client id. Enter that of your application there."
        }
        Reason::ClientIdCharacters => "The client id has characters that no client id can have.",
        Reason::SecretMissing => "Enter the secret's value.",
        Reason::IdentityInvalid => "Enter the identity's id.",
        Reason::MethodOfEntra => {
            "This way is Microsoft Entra's own, and this cloud has another sign-in service. Use the browser, a code, or an application's secret or certificate."
        }
        Reason::HandleInvalid { field: Field::Workspace } => "The address names no workspace.",
        Reason::HandleInvalid { .. } => "The address names no service.",
        Reason::WorkspaceGone => "This workspace is not there any more, or this account cannot see it.",
        Reason::ServiceGone => "This service is not there any more, or this account cannot see it.",
        Reason::NoKeys => "This service does not use keys.",
        Reason::NoTokens => "This service takes no tokens.",
        Reason::SlotEmpty => "Azure answered no key for this slot.",
        Reason::NameMismatch => "Type the service's name exactly as it is shown.",
        Reason::RegenerationUnderWay => "A key of this service is being regenerated already.",
        Reason::LeaseEnded => {
            "This needs a new token, and a locked app gets none. Unlock Latchkey and start it again."
        }
        Reason::SignInUnderWay => "Another sign-in is just being finished.",
        Reason::Interrupted => "Latchkey is ending, so this was not done.",
        Reason::JobStopped => "This was stopped before anything was changed.",
        Reason::JobGone => "There is no such job any more.",
        Reason::NotAnApplication => "Only an application has a secret or a certificate.",
        Reason::ApplicationIdInvalid => "The application's id is no GUID.",
        Reason::NoSecretStore { .. } => {
            "This system has no store for secrets that Latchkey could use, so a session cannot be kept."
        }
        Reason::ClipboardUnavailable { .. } => "Nothing was copied: the system's clipboard cannot be used.",
        Reason::TextTooLong => "The text is too long to copy.",
        Reason::LockTimeInvalid => "Enter a time from one minute to a day.",
        // The reasons with facts stand above, those of lower layers beside their errors; a house rule counts them.
        _ => "Latchkey could not do this because of a fault of its own.",
    }
}

fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
