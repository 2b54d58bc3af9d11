//! What the screens receive. One module per screen; every type becomes TypeScript by ts-rs.
//!
//! No view carries a secret, except [`RevealedKey`], whose name says so.

mod access;
mod lock;
mod overview;
mod permission;
mod secret_store;
mod service;
mod settings;
mod shown;
mod sign_in;
mod sources;
mod workspace;

pub use access::{AccessList, AccessRow, PrincipalKind, PrincipalSummary, RoleKind, ScopeKind};
pub use lock::{ClockCheck, LockReason, LockSettings, LockView, SessionTimer, UnlockWay};
pub use overview::{
    AccountKind, AccountStanding, AccountSummary, AppOverview, CloudDescription, CloudSummary, SecretStorage,
    TenantSummary,
};
pub use permission::{Permission, Readable, Refusal, SourceFailure};
pub use secret_store::{
    OrphanedKeys, PurgeReport, RoundTrip, SecretItem, SecretItemAccount, SecretItemKind, SecretStoreReport,
    StoreTrouble, StoreTroubleKind,
};
pub use service::{
    Address, AuthMode, Copied, KeyActions, KeyRegeneration, KeySlot, RegenerationOutcome, RevealedKey,
    ServiceDetails, ServiceKind, ServiceList, ServiceSummary, SlotFingerprints, TokenLife,
};
pub use settings::{SettingsUpdate, SettingsView, Theme};
pub use shown::Shown;
pub use sign_in::{
    EnvironmentVariables, MachineIdentity, SignInOptions, SignInProgress, SignInWay, SignOutReport,
};
pub use sources::{CredentialSource, CredentialSourceKind, CredentialSummary, SourceState};
pub use workspace::{HeldRole, WorkspaceDetails, WorkspaceList, WorkspaceLocation, WorkspaceSummary};
