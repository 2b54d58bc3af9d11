//! What the whole window knows: cloud, account, where secrets are kept, and how sign-in stands.

use latchkey_identity::BindingState;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{LockView, SignInProgress};

/// The state that every screen and the status bar share.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct AppOverview {
    /// Version of the application.
    pub version: String,
    /// The chosen cloud; none until the person has chosen one on the first-run page.
    pub cloud: Option<CloudSummary>,
    /// Every cloud that can be chosen.
    pub clouds: Vec<CloudSummary>,
    /// Who is signed in.
    pub account: Option<AccountSummary>,
    /// Everybody whose session the chosen cloud keeps, by name; `account` is one of them.
    pub accounts: Vec<AccountSummary>,
    /// A sign-in that is under way or has just failed.
    pub sign_in: Option<SignInProgress>,
    /// Where secrets are kept on this machine.
    pub secret_storage: SecretStorage,
    /// Something that the person should know about this start, in plain words (a settings file that
    /// could not be read, a session that could not be restored).
    pub notices: Vec<String>,
    /// Name of the workspace whose `config.json` was opened, until it is shown.
    pub requested_workspace: Option<String>,
    /// Folder of settings and sealed files.
    pub profile_folder: String,
    /// That the app is locked: every other command refuses until it is unlocked or everybody is signed out.
    pub locked: Option<LockView>,
}

/// A cloud that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct CloudSummary {
    /// Stable word: `public`, `usgov`, `china`, `demo`.
    pub id: String,
    /// What people call it.
    pub display_name: String,
    /// Whether it is confined to this machine: nothing in it is real.
    pub is_emulated: bool,
    /// Whether a person has added it, and so may remove it.
    pub is_added: bool,
    /// Whether people sign in with Entra ID; another provider has no tenants.
    pub has_tenants: bool,
    /// Whether it has Azure Machine Learning studio and the Azure portal.
    pub has_sites: bool,
    /// Host that signs people in.
    pub authority_host: String,
    /// Where tokens are sent: hosts with their ports, and domains as `*.domain`. Azure Resource Manager comes first.
    pub token_hosts: Vec<String>,
    /// Whom a demonstration offers to sign in as; nobody elsewhere.
    pub personas: Vec<PersonaSummary>,
}

/// A person of a demonstration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct PersonaSummary {
    /// The name to sign in with.
    pub user_name: String,
    /// First and last name.
    pub display_name: String,
    /// What the person can do.
    pub role: PersonaRole,
}

/// What a person of a demonstration can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum PersonaRole {
    /// Everything.
    Owner,
    /// Uses keys and tokens.
    DataScientist,
    /// Sees services, but no keys.
    Reader,
    /// Says who has access.
    AccessAdmin,
    /// Nothing yet.
    None,
}

/// What a person tells of a cloud that is to be added.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
#[ts(export)]
pub enum CloudDescription {
    /// All of it.
    Json {
        /// JSON as in [`latchkey_types::CloudFile`].
        text: String,
        /// Certificates (PEM) to trust beside the system's own.
        certificates: Option<String>,
        /// What to call it; none for the name in the description.
        name: Option<String>,
    },
    /// Where to ask for the rest.
    ResourceManager {
        /// Address of its Azure Resource Manager.
        address: String,
        /// Certificates (PEM) to trust beside the system's own.
        certificates: Option<String>,
        /// What to call it; none for its host.
        name: Option<String>,
    },
}

/// Who is signed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct AccountSummary {
    /// Stable handle of the account.
    pub id: String,
    /// How it came here.
    pub kind: AccountKind,
    /// The user principal name, or whatever else people recognise the account by.
    pub user_name: String,
    /// The person's name.
    pub display_name: String,
    /// GUID of the tenant; empty where the sign-in service has no tenants.
    pub tenant_id: String,
    /// Name or domain of the tenant, where it is known.
    pub tenant_name: Option<String>,
    /// GUID of the principal in that tenant, where it is known.
    pub object_id: Option<String>,
    /// Client id that the account signed in with.
    pub client_id: String,
    /// Whether its session goes with the cloud as that is described now.
    pub binding: AccountBinding,
}

/// Whether a session goes with its cloud as that is described now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum AccountBinding {
    /// It does.
    Confirmed,
    /// An earlier version kept it: its owner is asked once.
    Unconfirmed,
    /// It does not: the account has to sign in again.
    Changed,
}

impl From<BindingState> for AccountBinding {
    fn from(binding: BindingState) -> Self {
        match binding {
            BindingState::Confirmed => Self::Confirmed,
            BindingState::Unconfirmed => Self::Unconfirmed,
            BindingState::Changed(_) => Self::Changed,
        }
    }
}

/// A tenant that the current account is in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct TenantSummary {
    /// GUID of the tenant.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// The domain that its new users get.
    pub domain: Option<String>,
    /// Whether it is the account's own and not one that it is a guest in; none where Azure does not say.
    pub is_home: Option<bool>,
    /// Whether it is the one that is worked in.
    pub is_current: bool,
    /// The account that is signed in there already.
    pub account_id: Option<String>,
}

/// What kind of principal an account is, and so how it came here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum AccountKind {
    /// A person, by browser or device code.
    User,
    /// An application, by secret or certificate.
    ServicePrincipal,
    /// The account that the Azure CLI is signed in with.
    AzureCli,
    /// The identity of this machine.
    ManagedIdentity,
}

/// Where secrets are kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
#[ts(export)]
pub enum SecretStorage {
    /// Sealed files whose keys are in the operating system's store.
    OsStore {
        /// Its name: Secret Service, Keychain, Credential Manager.
        name: String,
    },
    /// There is no usable store; nothing can be kept until the person chooses *this session only*.
    Unavailable {
        /// What the system said.
        reason: String,
    },
    /// The person chose *this session only*: nothing is written.
    Memory,
}
