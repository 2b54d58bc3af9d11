//! What a person can do with Latchkey: sign in, look at workspaces, access and services, use keys
//! and tokens. The shell calls nothing but this crate.
//!
//! Whether the cloud is real is not known here: a [`latchkey_types::Cloud`] is a value that the
//! shell's [`CloudCatalog`] hands over.

pub mod bridge;

mod access;
mod accounts;
mod app;
mod clipboard_guard;
mod clouds;
mod connection;
mod credential;
mod error;
mod handle;
mod inventory;
mod keys;
mod lock;
mod permission;
mod plain_secret;
mod ports;
mod profile_file;
mod sdk_auth;
mod secret_store;
mod services;
mod settings;
mod sign_in;
mod sources;
mod tenants;
mod tokens;
mod workspace_config;
mod workspaces;

pub use app::{App, Options};
pub use clouds::{MicrosoftClouds, read_cloud, summary_of};
pub use error::{CommandError, ErrorCode, ErrorDetail};
pub use ports::{
    Change, Clipboard, ClipboardError, CloudCatalog, CloudUnavailable, Events, Ports, Selection, Sensitivity,
};
pub use tokens::ProgramToken;
