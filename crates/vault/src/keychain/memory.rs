//! A store for tests that lives in memory, and can be locked or taken away.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use zeroize::Zeroizing;

use super::{Keychain, KeychainError};

/// A keychain that forgets everything when it is dropped.
#[derive(Default)]
pub struct MemoryKeychain {
    inside: Mutex<Inside>,
}

#[derive(Default)]
struct Inside {
    secrets: HashMap<(String, String), Zeroizing<Vec<u8>>>,
    failure: Option<KeychainError>,
    calls: usize,
}

impl MemoryKeychain {
    /// From now on every call fails in this way; `None` mends it.
    pub fn fail_with(&self, failure: Option<KeychainError>) {
        self.lock().failure = failure;
    }

    /// A keychain that is not there.
    pub fn missing() -> Self {
        let keychain = Self::default();
        keychain.fail_with(Some(KeychainError::Missing { reason: "no secret service".to_owned() }));
        keychain
    }

    /// Every service and account that has a secret, sorted.
    pub fn entries(&self) -> Vec<(String, String)> {
        let mut entries: Vec<_> = self.lock().secrets.keys().cloned().collect();
        entries.sort();
        entries
    }

    /// How many calls there were.
    pub fn calls(&self) -> usize {
        self.lock().calls
    }

    fn lock(&self) -> MutexGuard<'_, Inside> {
        self.inside.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn open(&self) -> Result<MutexGuard<'_, Inside>, KeychainError> {
        let mut inside = self.lock();
        inside.calls += 1;
        match &inside.failure {
            Some(failure) => Err(failure.clone()),
            None => Ok(inside),
        }
    }
}

impl Keychain for MemoryKeychain {
    fn name(&self) -> String {
        "Memory".to_owned()
    }

    fn store(&self, service: &str, account: &str, secret: &[u8]) -> Result<(), KeychainError> {
        let key = (service.to_owned(), account.to_owned());
        self.open()?.secrets.insert(key, Zeroizing::new(secret.to_vec()));
        Ok(())
    }

    fn load(&self, service: &str, account: &str) -> Result<Option<Zeroizing<Vec<u8>>>, KeychainError> {
        Ok(self.open()?.secrets.get(&(service.to_owned(), account.to_owned())).cloned())
    }

    fn delete(&self, service: &str, account: &str) -> Result<(), KeychainError> {
        self.open()?.secrets.remove(&(service.to_owned(), account.to_owned()));
        Ok(())
    }
}
