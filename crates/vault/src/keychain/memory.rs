//! A store for tests that lives in memory, and can be locked or taken away.

use std::collections::HashMap;

use parking_lot::{Mutex, MutexGuard};
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
    is_unlisted: bool,
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

    /// A keychain that cannot say what it holds, as those of some systems.
    pub fn unlisted() -> Self {
        let keychain = Self::default();
        keychain.lock().is_unlisted = true;
        keychain
    }

    /// How many calls there were.
    pub fn calls(&self) -> usize {
        self.lock().calls
    }

    fn lock(&self) -> MutexGuard<'_, Inside> {
        self.inside.lock()
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

    fn list(&self, service: &str) -> Result<Option<Vec<String>>, KeychainError> {
        let inside = self.open()?;
        let of_service = inside.secrets.keys().filter(|(one, _)| one == service);
        Ok((!inside.is_unlisted).then(|| of_service.map(|(_, account)| account.clone()).collect()))
    }
}
