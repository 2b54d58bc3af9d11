//! What a person can do with Latchkey: sign in, look at workspaces, access and services, use keys
//! and tokens. The shell and the command line call nothing but this crate.
//!
//! Whether the cloud is real is not known here: a [`latchkey_types::Cloud`] is a value that the
//! shell's [`CloudCatalog`] hands over.

pub mod bridge;

mod access;
mod account_names;
mod accounts;
mod app;
mod clipboard_guard;
mod clouds;
mod connection;
mod connections;
mod credential;
mod error;
mod gate;
mod handle;
mod inventory;
mod jobs;
mod keys;
mod lock;
mod notices;
mod permission;
mod pins;
mod ports;
mod preferences;
mod profile;
mod return_pages;
mod roles;
mod secret_store;
mod service_tokens;
mod services;
mod session;
mod sign_in;
mod sites;
mod sources;
mod tasks;
mod tenants;
mod tokens;
mod unlocked;
mod workspace_config;
mod workspaces;

pub use app::{App, Options};
pub use bridge::CommandError;
pub use clouds::{MicrosoftClouds, read_cloud, summary_of};
pub use error::{
    AppError, AzureCliProblem, CloudMetadataProblem, CloudUnavailable, DestinationChange, DestinationPart,
    EmulatorProblem, ErrorCode, Field, FileProblem, ManagedIdentityProblem, Reason, SdkAuthProblem,
    SecretKind,
};
pub use ports::{Clipboard, ClipboardError, CloudCatalog, Events, Ports, Selection, Sensitivity};
pub use session::{Released, RevealedKey, Session};
pub use tokens::ProgramToken;
