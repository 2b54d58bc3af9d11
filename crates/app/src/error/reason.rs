//! Why something failed: conditions with their facts and no sentences. What only a sentence needs stays in the host.

use super::{
    AzureCliProblem, CloudMetadataProblem, CloudUnavailable, DestinationChange, Field, FileProblem,
    ManagedIdentityProblem, SdkAuthProblem, SecretKind,
};
use latchkey_types::{CloudError, CloudFileError, WorkspaceConfigError};

/// Why a command failed, with the facts that a sentence about it needs.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, ts_rs::TS)]
#[serde(tag = "reason", content = "facts", rename_all = "camelCase", rename_all_fields = "camelCase")]
#[ts(export)]
pub enum Reason {
    /// The app is locked.
    Locked,
    /// The session of the account that unlocks the app cannot be opened.
    UnlockingSessionUnreadable,
    /// Another account signed in than the one that unlocks the app.
    UnlockedByAnother {
        /// Who signed in.
        user_name: String,
    },
    /// No cloud is chosen.
    NoCloudChosen,
    /// Nobody is signed in.
    NobodySignedIn,
    /// There is no such account any more.
    AccountGone,
    /// The resource belongs to another account than the current one.
    OtherAccount {
        /// The cloud of that account.
        cloud_id: String,
        /// The account's id.
        account_id: String,
        /// Whether that account is kept in the current cloud, so that switching needs no sign-in.
        is_kept: bool,
    },
    /// Somebody has to look where tokens go before they sign in.
    DestinationsUnconfirmed {
        /// The cloud's name.
        cloud: String,
        /// The host to type.
        host: String,
        /// The tenant-specific resource that tokens are asked for with.
        resource: Option<String>,
        /// What changed since somebody signed in.
        changes: Vec<DestinationChange>,
    },
    /// An earlier version kept the session without its destinations.
    SessionUnconfirmed,
    /// The cloud is described differently from when the account signed in.
    DestinationsChanged {
        /// What changed.
        changes: Vec<DestinationChange>,
    },
    /// There is no such cloud.
    UnknownCloud,
    /// A cloud could not be made ready.
    CloudUnavailable {
        /// Why.
        #[serde(skip)]
        problem: CloudUnavailable,
    },
    /// No cloud of this id was added.
    CloudNotAdded {
        /// The id.
        cloud_id: String,
    },
    /// The cloud is the current one, so it is not removed.
    CloudInUse,
    /// There is another cloud of this name.
    CloudNameTaken {
        /// The name.
        name: String,
    },
    /// A name is not one.
    CloudNameInvalid {
        /// The most characters that it can have.
        longest: usize,
    },
    /// There is another cloud of this id.
    CloudIdTaken {
        /// The id.
        cloud_id: String,
    },
    /// The id is that of a built-in cloud.
    CloudIdReserved {
        /// The id.
        cloud_id: String,
    },
    /// The cloud's description breaks a rule.
    CloudInvalid {
        /// The cloud's name.
        cloud: String,
        /// Which rule.
        #[serde(skip)]
        problem: CloudError,
    },
    /// A text or file does not describe a cloud.
    CloudDescriptionInvalid {
        /// The file; none if the text was pasted.
        file: Option<String>,
        /// What is wrong with it.
        #[serde(skip)]
        problem: CloudFileError,
    },
    /// The certificates are in another file, which was not chosen.
    CertificatesElsewhere {
        /// That file.
        file: String,
    },
    /// What should be trusted holds no certificate.
    NoCertificates,
    /// The address is no https address of a Resource Manager.
    NotResourceManager,
    /// The address is that of a built-in cloud.
    BuiltInCloud {
        /// The cloud's name.
        cloud: String,
    },
    /// The address does not describe a cloud to sign in to.
    NotACloud {
        /// The address.
        origin: String,
        /// Why not.
        #[serde(skip)]
        problem: CloudMetadataProblem,
    },
    /// A file could not be read.
    FileUnreadable {
        /// The file.
        file: String,
        /// Which argument it belongs to.
        field: Field,
        /// Why.
        problem: FileProblem,
    },
    /// A file could not be written.
    FileNotWritten {
        /// The file.
        file: String,
        /// Why.
        problem: FileProblem,
    },
    /// No sign-in waits for the browser.
    NoSignInWaiting,
    /// The sign-in was cancelled.
    SignInCancelled,
    /// Nobody came back from the browser.
    SignInTimedOut {
        /// How long it waited.
        minutes: u32,
    },
    /// The sign-in was declined in the browser.
    SignInDeclined,
    /// The sign-in service refused.
    SignInRefused {
        /// The OAuth error code (RFC 6749 §5.2).
        error: String,
        /// AADSTS numbers.
        numbers: Vec<u32>,
    },
    /// The browser came back with an answer to another request.
    ForeignCallback,
    /// The link to the sign-in page was opened twice.
    LinkUsedAgain,
    /// This machine's clock is wrong.
    ClockWrong {
        /// How far it is ahead, in seconds; behind if negative.
        #[ts(type = "number")]
        difference_seconds: i64,
    },
    /// The device code ended before it was used.
    CodeExpired,
    /// The sign-in service gives out no device codes.
    NoDeviceCodes,
    /// An application needs a tenant.
    TenantMissing,
    /// The text is no tenant.
    TenantInvalid,
    /// The sign-in service has no tenants.
    NoTenants,
    /// There is no such tenant.
    UnknownTenant,
    /// The text is no client id.
    ClientIdInvalid,
    /// A client id is needed.
    ClientIdMissing,
    /// The cloud's file names no client id.
    NoClientIdInCloud,
    /// The client id holds characters that no client id has.
    ClientIdCharacters,
    /// The secret is empty.
    SecretMissing,
    /// The certificate cannot be used.
    CertificateInvalid {
        /// Which argument is wrong: the file or the password.
        field: Field,
        /// Why.
        #[serde(skip)]
        problem: latchkey_identity::CertificateError,
    },
    /// The id of an identity is empty or malformed.
    IdentityInvalid,
    /// The environment lacks a variable.
    VariableMissing {
        /// Its name.
        name: String,
    },
    /// The JSON that az prints cannot be used.
    SdkAuth {
        /// Why.
        problem: SdkAuthProblem,
    },
    /// The sign-in method is Entra's own.
    MethodOfEntra,
    /// The sign-in service does not take such a credential.
    CredentialNotTaken {
        /// The credential.
        #[serde(skip)]
        credential: latchkey_identity::UnsupportedCredential,
    },
    /// The account's session serves its own tenant only.
    OwnTenantOnly,
    /// The browser could not be opened.
    BrowserNotOpened,
    /// This program is not to open a browser.
    BrowserNotAllowed,
    /// No port could be opened for the browser's answer.
    NoListener,
    /// The sign-in service's description of itself cannot be trusted.
    DiscoveryFailed,
    /// The ID token of a sign-in is not valid.
    IdTokenInvalid,
    /// The sign-in service's answer is not understood.
    AnswerNotUnderstood,
    /// The Azure CLI gave no token.
    AzureCli {
        /// Why.
        problem: AzureCliProblem,
    },
    /// Managed identity gave no token.
    ManagedIdentity {
        /// Why.
        problem: ManagedIdentityProblem,
    },
    /// The sign-in service wants the person, or has ended the session.
    SessionRefused {
        /// The OAuth error code.
        error: String,
        /// AADSTS numbers.
        numbers: Vec<u32>,
    },
    /// The sign-in service refused a token.
    TokenRefused {
        /// The OAuth error code.
        error: String,
        /// AADSTS numbers.
        numbers: Vec<u32>,
    },
    /// The session has ended.
    SessionEnded,
    /// The ID token of a renewal is not valid.
    RenewalNotProven,
    /// The sign-in service does not show its keys.
    KeysUnavailable,
    /// The cloud names no scopes for these tokens.
    NoScopes,
    /// The program is ending.
    Interrupted,
    /// Azure does not accept the session any more.
    SessionNotAccepted,
    /// The account lacks a permission.
    PermissionMissing {
        /// The action, if Azure named it.
        action: Option<String>,
    },
    /// Azure does not find it.
    NotFound,
    /// Azure asks to wait.
    TooManyRequests,
    /// Azure rejected the request.
    RequestRejected,
    /// Azure failed to answer.
    AzureFailed,
    /// Azure's answer leads to an address outside of the cloud.
    ForeignAddress {
        /// Scheme, host and port.
        origin: String,
    },
    /// Azure's answer lacks something.
    AnswerIncomplete {
        /// The field, as Azure spells it.
        name: String,
    },
    /// The network does not answer.
    NoConnection,
    /// A cloud on this machine does not answer.
    EmulatorSilent,
    /// An address outside of the cloud was named.
    AddressNotAllowed,
    /// An answer could not be understood.
    HttpNotUnderstood,
    /// A request could not be made.
    RequestNotMade,
    /// The handle names no resource.
    HandleInvalid {
        /// What the handle should name.
        field: Field,
    },
    /// There is no such workspace any more.
    WorkspaceGone,
    /// There is no such service any more.
    ServiceGone,
    /// The service has no keys.
    NoKeys,
    /// The service takes no tokens.
    NoTokens,
    /// No key or token is to be sent to the service's address, or it has none.
    AddressUnsafe,
    /// The cloud has neither Azure Machine Learning studio nor the Azure portal.
    NoSites,
    /// The system names no folder that files are saved in.
    NoFolderForFiles,
    /// The slot holds no key.
    SlotEmpty,
    /// The typed name is not the service's.
    NameMismatch,
    /// A key of the service is being regenerated already.
    RegenerationUnderWay,
    /// Azure could not regenerate the key, and both keys are unchanged.
    RegenerationFailed {
        /// The service's name.
        service: String,
        /// Azure's error code.
        azure_code: Option<String>,
        /// Azure's text.
        azure_message: Option<String>,
    },
    /// A key may have changed, and the keys could not be listed.
    RegenerationUnproven,
    /// The job needs a new token, and the app is locked.
    LeaseEnded,
    /// Another sign-in is being finished.
    SignInUnderWay,
    /// The job was stopped before it changed anything.
    JobStopped,
    /// There is no such job any more.
    JobGone,
    /// A key or token holds characters that no key or token has.
    SecretMalformed {
        /// What it is: a key or a token.
        kind: SecretKind,
    },
    /// Azure gave out a token that ends too early.
    TokenEndsEarly {
        /// When it ends, UTC.
        #[ts(type = "string")]
        expires_at: jiff::Timestamp,
    },
    /// The service's address is not one that the token may be sent to.
    AddressNotForToken {
        /// The service's host; none if its address is not valid.
        host: Option<String>,
        /// The cloud's name.
        cloud: String,
        /// Where the token may be sent.
        places: Vec<String>,
    },
    /// Only an application has a credential.
    NotAnApplication,
    /// The application's id is no GUID.
    ApplicationIdInvalid,
    /// The text means no workspace.
    ConfigInvalid {
        /// Why.
        #[serde(skip)]
        problem: WorkspaceConfigError,
    },
    /// There is no `config.json`.
    ConfigMissing {
        /// Where it was looked for.
        folder: String,
        /// A file that was left out, as others can write to it.
        left_out: Option<String>,
    },
    /// There is no store for secrets.
    NoSecretStore {
        /// What the system said.
        cause: String,
    },
    /// The store for secrets is locked.
    SecretStoreLocked,
    /// The kept session cannot be opened.
    SessionUnreadable,
    /// The session could not be kept, read or removed.
    SessionNotKept,
    /// The word was not typed.
    WordMissing {
        /// The word.
        word: String,
    },
    /// The clipboard cannot be used.
    ClipboardUnavailable {
        /// What the system said; none if this program has no clipboard.
        cause: Option<String>,
    },
    /// The text is too long to copy.
    TextTooLong,
    /// The time until locking is out of range.
    LockTimeInvalid,
}
