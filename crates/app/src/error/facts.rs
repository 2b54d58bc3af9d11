//! The facts of reasons: closed lists, so that nothing is decided by a word.

use latchkey_identity::{
    ArcProblem, AzureCliError, BindingChange, BindingPart, ManagedIdentityError, UnsupportedHost,
};
use serde::Serialize;
use ts_rs::TS;

/// The argument that is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum Field {
    /// An account's id.
    AccountId,
    /// The address of a Resource Manager.
    Address,
    /// Minutes until the app locks.
    AfterMinutes,
    /// A certificate's file.
    Certificate,
    /// Certificates to trust.
    Certificates,
    /// A client id.
    ClientId,
    /// A cloud's id.
    CloudId,
    /// A `config.json`.
    Config,
    /// A file.
    File,
    /// The id in a cloud's file.
    Id,
    /// Which managed identity.
    Identity,
    /// The JSON that az prints.
    Json,
    /// How to sign in.
    Method,
    /// A cloud's name.
    Name,
    /// A certificate's password.
    Password,
    /// An application's secret.
    Secret,
    /// A service's handle.
    Service,
    /// A key's slot.
    Slot,
    /// A tenant.
    Tenant,
    /// A tenant's id.
    TenantId,
    /// A text to copy.
    Text,
    /// A name that was typed.
    TypedName,
    /// A word that was typed.
    TypedWord,
    /// Variables of the environment.
    Variables,
    /// A workspace's handle.
    Workspace,
}

/// A secret's kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum SecretKind {
    /// A key of a service.
    Key,
    /// A token.
    Token,
}

/// A part of a cloud's description that changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct DestinationChange {
    /// Which part.
    pub part: DestinationPart,
    /// What it was; empty if there was none.
    pub before: String,
    /// What it is; empty if there is none.
    pub now: String,
}

/// A part of a cloud's description that a session is bound to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum DestinationPart {
    /// Who signs people in.
    Issuer,
    /// Azure Resource Manager.
    ResourceManager,
    /// Microsoft Graph.
    Graph,
    /// Azure Machine Learning.
    MachineLearning,
    /// Managed identity.
    IdentityEndpoint,
    /// What tokens are asked for with.
    Resources,
    /// The private certificate authority.
    CertificateAuthority,
    /// The application.
    Application,
}

/// What is wrong with the Azure CLI.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
#[ts(export)]
pub enum AzureCliProblem {
    /// It is not installed.
    NotInstalled,
    /// It is too old.
    TooOld,
    /// Nobody is signed in to it.
    SignedOut,
    /// It is not signed in to the tenant.
    OtherTenant,
    /// It is signed in as somebody else.
    OtherAccount,
    /// It works with another cloud.
    OtherCloud {
        /// The cloud's name there.
        cloud: String,
    },
    /// Entra refused it.
    Refused {
        /// AADSTS number.
        number: u32,
    },
    /// Azure wants its user to sign in again.
    SignInRequired {
        /// The command that does.
        command: String,
    },
    /// It did not answer in time.
    TimedOut,
    /// Its answer is not understood.
    Unreadable,
    /// It failed.
    Failed,
}

/// What is wrong with the JSON that az prints for an application.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
#[ts(export)]
pub enum SdkAuthProblem {
    /// It is no JSON.
    NotJson {
        /// Line, counted from 1.
        line: u32,
        /// Column, counted from 1; 0 at the beginning of a line.
        column: u32,
    },
    /// It is longer than what az prints.
    TooLong,
    /// It lacks a field.
    Incomplete {
        /// The field's name.
        name: String,
    },
    /// It names a certificate's file instead of a secret.
    NamesCertificate,
    /// It belongs to another cloud.
    OtherCloud {
        /// Host of that cloud's Resource Manager.
        host: String,
    },
}

/// What is wrong with managed identity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
#[ts(export)]
pub enum ManagedIdentityProblem {
    /// No endpoint answers.
    NoEndpoint,
    /// The environment names an address that is not on this machine.
    BadAddress {
        /// The variable's name.
        variable: String,
    },
    /// Service Fabric's endpoint is not supported.
    ServiceFabric,
    /// Azure Cloud Shell's endpoint is not supported.
    CloudShell,
    /// The machine has no such identity.
    NoSuchIdentity,
    /// The host takes a client id only.
    ClientIdOnly,
    /// The endpoint refused.
    Refused,
    /// The endpoint's answer is not understood.
    Unreadable,
    /// Azure Arc's agent named no key file.
    ArcNoFile,
    /// Azure Arc's agent named a key file that is not its own.
    ArcOtherFolder,
    /// The key file of Azure Arc's agent cannot be read by this user.
    ArcFileUnreadable,
    /// The key file of Azure Arc's agent holds no key.
    ArcNotAKey,
}

impl From<&BindingChange> for DestinationChange {
    fn from(change: &BindingChange) -> Self {
        let part = match change.part {
            BindingPart::Issuer => DestinationPart::Issuer,
            BindingPart::ResourceManager => DestinationPart::ResourceManager,
            BindingPart::Graph => DestinationPart::Graph,
            BindingPart::MachineLearning => DestinationPart::MachineLearning,
            BindingPart::IdentityEndpoint => DestinationPart::IdentityEndpoint,
            BindingPart::Resources => DestinationPart::Resources,
            BindingPart::CertificateAuthority => DestinationPart::CertificateAuthority,
            BindingPart::Application => DestinationPart::Application,
        };
        Self { part, before: change.before.clone(), now: change.now.clone() }
    }
}

impl From<&AzureCliError> for AzureCliProblem {
    fn from(error: &AzureCliError) -> Self {
        match error {
            AzureCliError::NotInstalled => Self::NotInstalled,
            AzureCliError::TooOld => Self::TooOld,
            AzureCliError::SignedOut => Self::SignedOut,
            AzureCliError::OtherTenant => Self::OtherTenant,
            AzureCliError::OtherAccount => Self::OtherAccount,
            AzureCliError::OtherCloud(cloud) => Self::OtherCloud { cloud: cloud.clone() },
            AzureCliError::Refused(number) => Self::Refused { number: *number },
            AzureCliError::Challenged(command) => Self::SignInRequired { command: command.clone() },
            AzureCliError::TimedOut(_) => Self::TimedOut,
            AzureCliError::Unreadable(_) => Self::Unreadable,
            AzureCliError::Failed(_) => Self::Failed,
        }
    }
}

impl From<&ManagedIdentityError> for ManagedIdentityProblem {
    fn from(error: &ManagedIdentityError) -> Self {
        match error {
            ManagedIdentityError::NoEndpoint | ManagedIdentityError::Unreachable => Self::NoEndpoint,
            ManagedIdentityError::BadAddress(variable) => {
                Self::BadAddress { variable: (*variable).to_owned() }
            }
            ManagedIdentityError::Unsupported(UnsupportedHost::ServiceFabric) => Self::ServiceFabric,
            ManagedIdentityError::Unsupported(UnsupportedHost::CloudShell) => Self::CloudShell,
            ManagedIdentityError::NoSuchIdentity => Self::NoSuchIdentity,
            ManagedIdentityError::Selection(_) => Self::ClientIdOnly,
            ManagedIdentityError::Refused { .. } => Self::Refused,
            ManagedIdentityError::Unreadable(_) => Self::Unreadable,
            ManagedIdentityError::ArcProof(ArcProblem::NoFile) => Self::ArcNoFile,
            ManagedIdentityError::ArcProof(ArcProblem::OtherFolder) => Self::ArcOtherFolder,
            ManagedIdentityError::ArcProof(ArcProblem::FileUnreadable) => Self::ArcFileUnreadable,
            ManagedIdentityError::ArcProof(ArcProblem::NotAKey) => Self::ArcNotAKey,
        }
    }
}
