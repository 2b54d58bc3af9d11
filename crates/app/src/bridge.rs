//! What crosses to the window and the terminal: views, errors and events. Every type becomes TypeScript by ts-rs.
//!
//! No view carries a secret, except [`crate::RevealedKey`], which a session makes.

mod access;
mod command_error;
mod events;
mod jobs;
mod lock;
mod overview;
mod permission;
mod secret_store;
mod service;
mod settings;
mod shown;
mod sign_in;
mod snippet;
mod sources;
mod store_trouble;
mod workspace;

pub use access::{AccessList, AccessRow, PrincipalKind, PrincipalSummary, RoleKind, ScopeKind};
pub use command_error::{CommandError, ErrorDetail, WhoCanFix};
pub(crate) use command_error::{text_of_entra, text_of_unreadable_file};
pub use events::{Change, SignInOutcome};
pub use jobs::{JobOutcome, JobState, JobSubject, JobView};
pub use lock::{ClockCheck, LockReason, LockSettings, LockView, SessionTimer, UnlockMethod};
pub use overview::{
    AccountBinding, AccountKind, AccountSummary, AppOverview, CloudDescription, CloudSummary, PersonaRole,
    PersonaSummary, SecretStorage, TenantSummary,
};
pub use permission::{Lacking, Permission, Readable, Refusal, SourceFailure};
pub use secret_store::{
    OrphanedKeys, PurgeReport, RoundTrip, SecretItem, SecretItemAccount, SecretItemKind, SecretStoreReport,
    StoreTrouble, StoreTroubleKind,
};
pub use service::{
    Address, AuthMode, Copied, KeyActions, KeyRegeneration, KeySlot, ListFailure, ListMark, Refresh,
    RegenerationOutcome, ServiceChanges, ServiceDetails, ServiceKind, ServiceList, ServicePins,
    ServiceSummary, SlotFingerprints, TokenLife,
};
pub use settings::{Language, SettingsUpdate, SettingsView, Theme};
pub use shown::Shown;
pub use sign_in::{
    EnvironmentVariables, MachineIdentity, SignInMethod, SignInOptions, SignInProgress, SignOutReport,
};
pub use snippet::{CallLanguage, Snippet, SnippetCredential, SnippetFormat};
pub use sources::{CredentialSource, CredentialSourceKind, CredentialSummary, SourceState};
pub(crate) use store_trouble::{Platform, cause_of_store};
pub use workspace::{
    HeldRole, SavedFile, Site, WorkspaceDetails, WorkspaceList, WorkspaceLocation, WorkspaceSummary,
};

/// What a browser shows in its address bar.
pub(crate) fn host_with_port(url: &url::Url) -> String {
    let host = url.host_str().unwrap_or_default();
    url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
}
