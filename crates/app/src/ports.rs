//! What the app needs from the outside and the shell provides.

use std::sync::Arc;

use async_trait::async_trait;
use latchkey_http::{Observer, Transport};
use latchkey_identity::{Browser, Machine};
use latchkey_peer::Peers;
use latchkey_types::{Clock, Cloud, Entropy, Secret};
use latchkey_vault::{Keychain, Vault};

use crate::{
    AppError, CloudUnavailable, Reason,
    bridge::{Change, CloudSummary},
};

/// Everything outside of the app, given once at the start.
#[derive(Clone)]
pub struct Ports {
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Randomness.
    pub entropy: Arc<dyn Entropy>,
    /// The system's browser.
    pub browser: Arc<dyn Browser>,
    /// Who connects to this machine's loopback.
    pub peers: Arc<dyn Peers>,
    /// This machine's environment, its identity and its Azure CLI.
    pub machine: Arc<dyn Machine>,
    /// The system's store for keys.
    pub keychain: Arc<dyn Keychain>,
    /// The system's clipboard.
    pub clipboard: Arc<dyn Clipboard>,
    /// Receives change events.
    pub events: Arc<dyn Events>,
    /// Observes requests.
    pub observer: Arc<dyn Observer>,
    /// What carries requests in place of the system's network; tests have one.
    pub transport: Option<Arc<dyn Transport>>,
    /// The clouds that can be chosen.
    pub clouds: Arc<dyn CloudCatalog>,
}

/// The clouds that can be chosen, real or emulated.
#[async_trait]
pub trait CloudCatalog: Send + Sync {
    /// Every cloud, without starting anything.
    fn summaries(&self) -> Vec<CloudSummary>;

    /// Makes a cloud ready and says where it is. An emulated one keeps its state in the vault.
    ///
    /// # Errors
    /// [`CloudUnavailable`].
    async fn open(&self, id: &str, vault: &Arc<Vault>) -> Result<Cloud, CloudUnavailable>;

    /// Takes an emulated cloud back to its beginnings.
    ///
    /// # Errors
    /// [`CloudUnavailable`].
    async fn reset(&self, vault: &Arc<Vault>) -> Result<(), CloudUnavailable>;

    /// Ends an emulated cloud that is not worked with any more; its state is kept.
    async fn leave(&self, _id: &str) {}

    /// Shuts the emulated clouds that run here: the app is locked, and nobody is to use them.
    fn shut_emulated(&self) {}

    /// Opens them again: the app is unlocked, or somebody of theirs signs in to unlock it.
    fn open_emulated(&self) {}
}

impl From<CloudUnavailable> for AppError {
    fn from(problem: CloudUnavailable) -> Self {
        Reason::CloudUnavailable { problem }.into()
    }
}

/// Whether a text on the clipboard may be remembered by the system.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sensitivity {
    /// Keys and tokens: kept out of histories and clouds where the platform can.
    Secret,
    /// Addresses, ids, snippets.
    Plain,
}

/// Where the system keeps a text that can be pasted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Selection {
    /// What somebody copied or cut.
    Clipboard,
    /// What somebody merely selected; only X11 and Wayland have it.
    Primary,
}

impl Selection {
    /// Each of them.
    pub const ALL: [Self; 2] = [Self::Clipboard, Self::Primary];
}

/// The system's clipboard.
pub trait Clipboard: Send + Sync {
    /// Puts a text there.
    ///
    /// # Errors
    /// [`ClipboardError`] if the system has no clipboard or it is busy.
    fn write(&self, text: &Secret, sensitivity: Sensitivity) -> Result<(), ClipboardError>;

    /// The text that is there; none where the system has no such selection.
    ///
    /// # Errors
    /// [`ClipboardError`] if the system has no clipboard or it is busy.
    fn read(&self, selection: Selection) -> Result<Option<Secret>, ClipboardError>;

    /// Empties it.
    ///
    /// # Errors
    /// [`ClipboardError`] if the system has no clipboard or it is busy.
    fn clear(&self, selection: Selection) -> Result<(), ClipboardError>;
}

/// The clipboard could not be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ClipboardError {
    /// This program has no clipboard.
    #[error("this program has no clipboard")]
    Absent,
    /// The system refused.
    #[error("the clipboard cannot be used: {cause}")]
    System {
        /// What the system said.
        cause: String,
    },
}

/// Receives change events.
pub trait Events: Send + Sync {
    /// Is told once for each change.
    fn notify(&self, change: Change);
}
