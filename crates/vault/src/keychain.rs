//! The operating system's secret store as a port. Calls block; the vault makes them off the async threads.

mod memory;

use keyring::v1::{Entry, Error};
use zeroize::Zeroizing;

pub use memory::MemoryKeychain;

/// Why the store did not do what was asked.
#[derive(Debug, Clone, thiserror::Error, PartialEq, Eq)]
pub enum KeychainError {
    /// There is no store on this machine, or in this session.
    #[error("no secret store: {reason}")]
    Missing {
        /// What the system said.
        reason: String,
    },
    /// The store is locked, or access was refused.
    #[error("the secret store is locked: {reason}")]
    Locked {
        /// What the system said.
        reason: String,
    },
    /// Something else. The library's error is kept as text only, because some of its variants carry the
    /// stored bytes.
    #[error("the secret store failed: {reason}")]
    Failed {
        /// What the system said.
        reason: String,
    },
    /// The store returned something else than what it was given.
    #[error("the secret store does not return what it was given")]
    Altered,
    /// The program is ending, so the store was not asked or its answer was not awaited.
    #[error("the question to the secret store was interrupted")]
    Interrupted,
}

impl KeychainError {
    /// What the system said, if it said something.
    pub fn reason(&self) -> Option<&str> {
        match self {
            Self::Missing { reason } | Self::Locked { reason } | Self::Failed { reason } => Some(reason),
            Self::Altered | Self::Interrupted => None,
        }
    }
}

/// A store of small secrets, each under a service and an account.
pub trait Keychain: Send + Sync {
    /// What people call this store.
    fn name(&self) -> String;

    /// Stores a secret, replacing an earlier one.
    ///
    /// # Errors
    /// [`KeychainError`] if it was not stored.
    fn store(&self, service: &str, account: &str, secret: &[u8]) -> Result<(), KeychainError>;

    /// Reads a secret; `None` if there is none.
    ///
    /// # Errors
    /// [`KeychainError`] if the store could not be asked.
    fn load(&self, service: &str, account: &str) -> Result<Option<Zeroizing<Vec<u8>>>, KeychainError>;

    /// Deletes a secret; it is no error if there is none.
    ///
    /// # Errors
    /// [`KeychainError`] if the store could not be asked, or refused.
    fn delete(&self, service: &str, account: &str) -> Result<(), KeychainError>;

    /// The accounts under a service that have a secret; `None` where the store cannot be asked for a list.
    ///
    /// # Errors
    /// [`KeychainError`] if the store could not be asked.
    fn list(&self, service: &str) -> Result<Option<Vec<String>>, KeychainError>;
}

/// Keychain on macOS, Credential Manager on Windows, Secret Service elsewhere.
#[derive(Debug, Default)]
pub struct OsKeychain;

impl Keychain for OsKeychain {
    fn name(&self) -> String {
        let name = if cfg!(target_os = "macos") {
            "Keychain"
        } else if cfg!(target_os = "windows") {
            "Credential Manager"
        } else {
            "Secret Service"
        };
        name.to_owned()
    }

    fn store(&self, service: &str, account: &str, secret: &[u8]) -> Result<(), KeychainError> {
        entry(service, account)?.set_secret(secret).map_err(|error| sort(&error))
    }

    fn load(&self, service: &str, account: &str) -> Result<Option<Zeroizing<Vec<u8>>>, KeychainError> {
        match entry(service, account)?.get_secret() {
            Ok(secret) => Ok(Some(Zeroizing::new(secret))),
            Err(Error::NoEntry) => Ok(None),
            Err(error) => Err(sort(&error)),
        }
    }

    fn delete(&self, service: &str, account: &str) -> Result<(), KeychainError> {
        match entry(service, account)?.delete_credential() {
            Ok(()) | Err(Error::NoEntry) => Ok(()),
            Err(error) => Err(sort(&error)),
        }
    }

    #[cfg(all(unix, not(target_os = "macos")))]
    fn list(&self, service: &str) -> Result<Option<Vec<String>>, KeychainError> {
        // The library has no store before this was asked.
        if Entry::store_status().is_err() {
            return Err(sort(&Error::NoDefaultStore));
        }
        let wanted = std::collections::HashMap::from([("service", service)]);
        let found = keyring_core::Entry::search(&wanted).map_err(|error| sort(&error))?;
        let mut accounts = Vec::new();
        for entry in found {
            let unreadable = || KeychainError::Locked { reason: Error::NoEntry.to_string() };
            accounts.push(entry.get_specifiers().ok_or_else(unreadable)?.1);
        }
        Ok(Some(accounts))
    }

    /// The library searches these systems' stores by rules of their own, which are not the same everywhere.
    #[cfg(not(all(unix, not(target_os = "macos"))))]
    fn list(&self, _: &str) -> Result<Option<Vec<String>>, KeychainError> {
        Ok(None)
    }
}

fn entry(service: &str, account: &str) -> Result<Entry, KeychainError> {
    Entry::new(service, account).map_err(|error| sort(&error))
}

fn sort(error: &Error) -> KeychainError {
    match error {
        Error::NoDefaultStore => {
            // The error of each entry only says that there is no store; the status says why.
            let reason = match Entry::store_status() {
                Ok(()) => error.to_string(),
                Err(status) => status.to_string(),
            };
            KeychainError::Missing { reason }
        }
        Error::NoStorageAccess(cause) => KeychainError::Locked { reason: cause.to_string() },
        other => KeychainError::Failed { reason: other.to_string() },
    }
}
