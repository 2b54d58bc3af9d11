//! A sign-in as the panel follows it.

use jiff::Timestamp;
use latchkey_types::Secret;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::CommandError;

/// What the person may choose before signing in; empty fields take the settings' values.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
#[ts(export, optional_fields)]
pub struct SignInOptions {
    /// Cloud to sign in to; it becomes the chosen one. A session that it still has is taken up instead.
    pub cloud_id: Option<String>,
    /// Tenant: GUID or domain.
    pub tenant: Option<String>,
    /// Client id of an own app registration.
    pub client_id: Option<String>,
    /// User name to offer on the sign-in page.
    pub login_hint: Option<String>,
    /// The Resource Manager's host, typed by the person as confirmation. Some clouds ask for it.
    pub confirmed_host: Option<String>,
    /// How to sign in; by the browser unless told otherwise.
    pub method: Option<SignInMethod>,
}

/// How to sign in. What is secret here goes to the system's store and never comes back to the window.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
#[ts(export)]
pub enum SignInMethod {
    /// In the system's browser.
    Browser,
    /// With a code that is typed in a browser on any machine.
    DeviceCode,
    /// As an application, with its secret.
    ClientSecret {
        /// The secret's value.
        #[ts(type = "string")]
        secret: Secret,
    },
    /// As an application, with its certificate.
    ClientCertificate {
        /// A PEM or PFX file with the private key, in base64.
        #[ts(type = "string")]
        file: Secret,
        /// What opens the file.
        #[ts(type = "string | null")]
        password: Option<Secret>,
    },
    /// As the application of a file that `az ad sp create-for-rbac` printed, with or without `--sdk-auth`.
    SdkAuth {
        /// The file's text.
        #[ts(type = "string")]
        json: Secret,
    },
    /// As the application that variables of the environment name.
    Environment {
        /// Which variables.
        variables: EnvironmentVariables,
    },
    /// As the account that the Azure CLI is signed in with.
    AzureCli,
    /// As this machine.
    ManagedIdentity {
        /// Which of its identities.
        identity: MachineIdentity,
    },
}

/// Which of this machine's identities.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
#[ts(export)]
pub enum MachineIdentity {
    /// The one that lives and dies with it.
    #[default]
    SystemAssigned,
    /// A user-assigned one, by its client id.
    ClientId {
        /// The GUID.
        id: String,
    },
    /// A user-assigned one, by its object id.
    ObjectId {
        /// The GUID.
        id: String,
    },
    /// A user-assigned one, by its resource id.
    ResourceId {
        /// `/subscriptions/…/userAssignedIdentities/…`.
        id: String,
    },
}

/// Variables that name an application and its secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum EnvironmentVariables {
    /// `AML_TENANT_ID`, `AML_PRINCIPAL_ID`, `AML_PRINCIPAL_PASS`.
    Aml,
    /// `AZURE_TENANT_ID`, `AZURE_CLIENT_ID`, and `AZURE_CLIENT_SECRET` or `AZURE_CLIENT_CERTIFICATE_PATH`.
    Azure,
}

/// How far a sign-in is.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(tag = "step", rename_all = "camelCase", rename_all_fields = "camelCase")]
#[ts(export)]
pub enum SignInProgress {
    /// Asking the authority where its endpoints are.
    Discovering,
    /// The browser is open; the person is there.
    Waiting {
        /// When the attempt ends by itself.
        #[ts(type = "string")]
        until: Timestamp,
        /// Host of the page in the browser, to compare with the address bar.
        authority_host: String,
        /// Whether a program of another user of this machine was turned away, or one that nobody could tell of.
        has_refused_peer: bool,
    },
    /// The person types a code on a page, in any browser.
    ShowingCode {
        /// What to type.
        user_code: String,
        /// Where to type it.
        page: String,
        /// When the code ends.
        #[ts(type = "string")]
        until: Timestamp,
    },
    /// The answer has come; exchanging the code for tokens and checking them.
    Exchanging,
    /// The attempt ended without a session.
    Failed {
        /// What happened, and what to do.
        error: CommandError,
    },
}

/// What signing out removed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct SignOutReport {
    /// The accounts that were signed out.
    pub user_names: Vec<String>,
    /// Items of these accounts that the store still lists, after looking again: 0.
    pub remaining_items: u32,
}
