//! What can go wrong with an item, each named so that somebody can act on it.

use std::io;

use crate::{ItemName, KeychainError};

/// Why an item could not be sealed, unsealed or removed.
#[derive(Debug, thiserror::Error)]
pub enum VaultError {
    /// There is no usable secret store. Nothing was written.
    #[error("the operating system's secret store is not available")]
    NoStore {
        /// Why not.
        #[source]
        source: KeychainError,
    },
    /// The store is there but locked, or the person refused access to it.
    #[error("the operating system's secret store is locked: {reason}")]
    Locked {
        /// What the system said.
        reason: String,
    },
    /// The store failed in another way.
    #[error("the operating system's secret store failed for {item}")]
    Store {
        /// Which item.
        item: ItemName,
        /// What the store said.
        #[source]
        source: KeychainError,
    },
    /// The sealed file is there but its key is not in the store: it can never be opened again.
    #[error("the key of {item} is no longer in the operating system's secret store")]
    KeyMissing {
        /// Which item.
        item: ItemName,
    },
    /// The file is shorter than any sealed file.
    #[error("the sealed file of {item} is cut off")]
    Truncated {
        /// Which item.
        item: ItemName,
    },
    /// The file was not written by this version of the program.
    #[error("the sealed file of {item} has an unknown format")]
    UnknownFormat {
        /// Which item.
        item: ItemName,
    },
    /// The file belongs to another item.
    #[error("the sealed file of {item} belongs to another item")]
    WrongItem {
        /// Which item was asked for.
        item: ItemName,
    },
    /// The content does not match its seal: it was changed, or sealed with another key.
    #[error("the sealed file of {item} was changed after it was sealed")]
    Tampered {
        /// Which item.
        item: ItemName,
    },
    /// After removing it, the file or its key is still there.
    #[error("{item} is still there after it was removed")]
    StillThere {
        /// Which item.
        item: ItemName,
    },
    /// The disk refused.
    #[error("could not {action} the vault's folder or file")]
    Disk {
        /// What was being done.
        action: &'static str,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// The program is ending, so the work was not begun or not awaited.
    #[error("the vault's work was interrupted")]
    Interrupted,
}

impl VaultError {
    pub(crate) fn disk(action: &'static str) -> impl FnOnce(io::Error) -> Self {
        move |source| Self::Disk { action, source }
    }

    pub(crate) fn store(item: &ItemName) -> impl FnOnce(KeychainError) -> Self + use<> {
        let item = item.clone();
        move |source| match source {
            KeychainError::Missing { .. } => Self::NoStore { source },
            KeychainError::Locked { reason } => Self::Locked { reason },
            KeychainError::Failed { .. } | KeychainError::Altered | KeychainError::Interrupted => {
                Self::Store { item, source }
            }
        }
    }
}
