//! The vault: items by name, one at a time.
//!
//! Files and keychain block, so each operation runs on a thread for blocking work and holds the one lock.

mod beside;
mod inspect;
mod list;
mod purge;

use std::{
    collections::HashMap,
    fmt,
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use latchkey_types::Entropy;
use parking_lot::{Mutex, MutexGuard};
use zeroize::Zeroizing;

pub use inspect::{InspectedItem, Inspection, Orphans};
pub use purge::Purged;

use crate::{
    ItemName, Keychain, KeychainError, VaultError,
    disk::{Folder, FolderLock},
    item::ItemHash,
    sealed_file::{self, KEY_LENGTH, Key},
};

/// Where the keys are kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Backend {
    /// In the operating system's store.
    OsStore {
        /// What people call it: "Secret Service", "Keychain", "Credential Manager".
        name: String,
    },
    /// Nowhere: there is no usable store, and nothing is written.
    Unavailable {
        /// Why not.
        trouble: KeychainError,
    },
    /// The person chose to keep everything in memory, for this session only.
    Memory,
}

/// Secrets at rest. Share it by `Arc`.
pub struct Vault {
    shared: Arc<Shared>,
}

/// An item that was opened.
#[derive(Debug)]
pub struct Unsealed {
    /// Its name.
    pub name: ItemName,
    /// What was sealed.
    pub value: Zeroizing<Vec<u8>>,
    /// Which sealing it is from.
    pub seal: Seal,
}

/// One sealing of an item: another one after each time that it was sealed, by whichever program.
///
/// What is in this program's memory has the default one, since nobody else can seal it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Seal([u8; 12]);

/// Other programs stay away from an item while this lives.
#[derive(Debug)]
pub struct ItemLock {
    _file: Option<FolderLock>,
}

struct Shared {
    folder: Folder,
    service: String,
    keychain: Arc<dyn Keychain>,
    entropy: Arc<dyn Entropy>,
    in_memory: AtomicBool,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    backend: Option<Backend>,
    keys: HashMap<ItemHash, Key>,
    memory: HashMap<ItemName, Zeroizing<Vec<u8>>>,
}

impl Vault {
    /// A vault over a folder, which is created when something is sealed. Its entries in the store carry
    /// a hash of the folder's path, so that two profiles never share a key.
    pub fn new(folder: PathBuf, keychain: Arc<dyn Keychain>, entropy: Arc<dyn Entropy>) -> Self {
        let absolute = std::path::absolute(&folder).unwrap_or_else(|_| folder.clone());
        let profile = ItemHash::of("folder", absolute.as_os_str().as_encoded_bytes()).to_string();
        let shared = Shared {
            folder: Folder::new(folder),
            service: format!("Latchkey {}", &profile[..12]),
            keychain,
            entropy,
            in_memory: AtomicBool::new(false),
            state: Mutex::default(),
        };
        Self { shared: Arc::new(shared) }
    }

    /// Where keys are kept; found out at the first call.
    pub async fn backend(&self) -> Backend {
        self.run(|shared| Ok(shared.backend(&mut shared.lock())))
            .await
            .unwrap_or(Backend::Unavailable { trouble: KeychainError::Interrupted })
    }

    /// Finds out again where keys are kept, after the person did something about it.
    pub async fn probe(&self) -> Backend {
        let probed = self.run(|shared| {
            let mut state = shared.lock();
            state.backend = None;
            state.keys.clear();
            Ok(shared.backend(&mut state))
        });
        probed.await.unwrap_or(Backend::Unavailable { trouble: KeychainError::Interrupted })
    }

    /// The person chose "this session only": from now on nothing is written or read from disk.
    pub fn keep_in_memory(&self) {
        self.shared.in_memory.store(true, Ordering::SeqCst);
    }

    /// Seals a value, replacing an earlier one, and says which sealing this was.
    ///
    /// # Errors
    /// [`VaultError::NoStore`] or [`VaultError::Locked`] if its key cannot be kept; then nothing is written.
    pub async fn seal(&self, name: &ItemName, value: Zeroizing<Vec<u8>>) -> Result<Seal, VaultError> {
        let name = name.clone();
        self.run(move |shared| shared.seal(&name, value)).await
    }

    /// Opens a sealed value; `None` if there is none of that name.
    ///
    /// # Errors
    /// [`VaultError`] says whether the store, the key or the file is the trouble.
    pub async fn unseal(&self, name: &ItemName) -> Result<Option<Zeroizing<Vec<u8>>>, VaultError> {
        let name = name.clone();
        self.run(move |shared| shared.unseal(&name)).await
    }

    /// Opens a sealed value and says which sealing it is from; `None` if there is none of that name.
    ///
    /// # Errors
    /// As [`Vault::unseal`].
    pub async fn unseal_with_seal(&self, name: &ItemName) -> Result<Option<Unsealed>, VaultError> {
        let name = name.clone();
        self.run(move |shared| shared.unseal_with_seal(&name)).await
    }

    /// Removes an item: first its key, so that every copy of the file is worthless, then the file; then
    /// makes sure that both are gone.
    ///
    /// # Errors
    /// [`VaultError`] if either could not be removed. What could be removed is.
    pub async fn remove(&self, name: &ItemName) -> Result<(), VaultError> {
        let name = name.clone();
        self.run(move |shared| shared.remove(&name)).await
    }

    /// Which sealing of an item there is now; `None` if there is no such item. It takes no key and no lock, so it is
    /// a cheap way to see whether another program has sealed the item anew.
    ///
    /// # Errors
    /// [`VaultError::Disk`] if the file cannot be read, [`VaultError::Truncated`] if it is cut off.
    pub async fn seal_of(&self, name: &ItemName) -> Result<Option<Seal>, VaultError> {
        let name = name.clone();
        self.run(move |shared| shared.seal_of(&name)).await
    }

    /// Forgets the keys that were read from the store: the next item that is opened asks it again.
    pub fn forget_keys(&self) {
        self.shared.lock().keys.clear();
    }

    /// Keeps other programs that use this vault from taking the same lock until the guard is dropped. Within
    /// one program, callers take turns too.
    ///
    /// # Errors
    /// [`VaultError::Disk`] if the folder cannot be used.
    pub async fn lock_item(&self, name: &ItemName) -> Result<ItemLock, VaultError> {
        let name = name.clone();
        self.run(move |shared| {
            // Nobody else sees what is in this program's memory.
            let is_shared = !shared.is_in_memory();
            let file = is_shared.then(|| shared.folder.lock_item(name.hash())).transpose()?;
            Ok(ItemLock { _file: file })
        })
        .await
    }

    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Shared) -> Result<T, VaultError> + Send + 'static,
    ) -> Result<T, VaultError> {
        let shared = Arc::clone(&self.shared);
        tokio::task::spawn_blocking(move || work(&shared)).await.unwrap_or(Err(VaultError::Interrupted))
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock()
    }

    fn is_in_memory(&self) -> bool {
        self.in_memory.load(Ordering::SeqCst)
    }

    fn backend(&self, state: &mut State) -> Backend {
        if self.is_in_memory() {
            return Backend::Memory;
        }
        if let Some(known) = &state.backend {
            return known.clone();
        }
        // A key that the store gave in this run proves that it can be used.
        let tried = if state.keys.is_empty() { self.try_store(state) } else { Ok(()) };
        let found = match tried {
            Ok(()) => Backend::OsStore { name: self.keychain.name() },
            Err(trouble) => Backend::Unavailable { trouble },
        };
        state.backend = Some(found.clone());
        found
    }

    /// Asking the store whether it is there is not enough: one that nobody unlocked says yes. So an
    /// existing key is read, or else a test value is written, read and deleted. A key that was read is kept, so that
    /// opening its item does not ask the store again.
    fn try_store(&self, state: &mut State) -> Result<(), KeychainError> {
        for hash in self.folder.list().unwrap_or_default() {
            if let Ok(Some(key)) = self.keychain.load(&self.service, &hash.to_string()) {
                state.keys.insert(hash, key);
                return Ok(());
            }
        }
        // Each program has its own, since several may try at the same time.
        let account = &format!("probe-{}", self.entropy.uuid());
        let mut value = [0; KEY_LENGTH];
        self.entropy.fill(&mut value);
        let written = self
            .keychain
            .store(&self.service, account, &value)
            .and_then(|()| self.keychain.load(&self.service, account))
            .and_then(|read| self.keychain.delete(&self.service, account).map(|()| read));
        match written? {
            Some(read) if *read == value => Ok(()),
            _ => Err(KeychainError::Altered),
        }
    }

    fn seal(&self, name: &ItemName, value: Zeroizing<Vec<u8>>) -> Result<Seal, VaultError> {
        let mut state = self.lock();
        match self.backend(&mut state) {
            Backend::Memory => {
                state.memory.insert(name.clone(), value);
                return Ok(Seal::default());
            }
            Backend::Unavailable { trouble } => return Err(VaultError::NoStore { source: trouble }),
            Backend::OsStore { .. } => {}
        }
        let hash = name.hash();
        let _alone = self.folder.lock()?;
        // Another program can have removed the item and its key since. A key that opens the present file is
        // the present key, so the store, which is slow, need not be asked.
        let file = self.folder.read(hash)?;
        let opens =
            |key: &Key| file.as_ref().is_some_and(|bytes| sealed_file::open(bytes, hash, name, key).is_ok());
        if !state.keys.get(&hash).is_some_and(opens) {
            let key = match self.load_key(name, hash)? {
                Some(key) if key.len() == KEY_LENGTH => key,
                _ => self.new_key(name, hash)?,
            };
            state.keys.insert(hash, key);
        }
        let sealed = sealed_file::seal(name, &value, &state.keys[&hash], &*self.entropy);
        self.folder.write(hash, &sealed)?;
        seal_in(&sealed, name)
    }

    fn unseal(&self, name: &ItemName) -> Result<Option<Zeroizing<Vec<u8>>>, VaultError> {
        let mut state = self.lock();
        if self.is_in_memory() {
            return Ok(state.memory.get(name).cloned());
        }
        Ok(self.open(&mut state, name.hash(), name)?.map(|opened| opened.value))
    }

    fn unseal_with_seal(&self, name: &ItemName) -> Result<Option<Unsealed>, VaultError> {
        let mut state = self.lock();
        if self.is_in_memory() {
            return Ok(state.memory.get(name).map(|value| in_memory(name, value)));
        }
        self.open(&mut state, name.hash(), name)
    }

    fn seal_of(&self, name: &ItemName) -> Result<Option<Seal>, VaultError> {
        if self.is_in_memory() {
            return Ok(self.lock().memory.contains_key(name).then_some(Seal::default()));
        }
        let beginning = self.folder.read_beginning(name.hash(), sealed_file::BEGINNING_LENGTH as u64)?;
        beginning.map(|bytes| seal_in(&bytes, name)).transpose()
    }

    fn remove(&self, name: &ItemName) -> Result<(), VaultError> {
        let mut state = self.lock();
        let hash = name.hash();
        state.memory.remove(name);
        state.keys.remove(&hash);
        // Without a store nothing was sealed, and a key without its file opens nothing.
        let is_sealed = !self.folder.list().is_ok_and(|files| !files.contains(&hash));
        if !is_sealed && !matches!(self.backend(&mut state), Backend::OsStore { .. }) {
            return Ok(());
        }
        let _alone = self.folder.lock()?;
        let account = hash.to_string();
        let key_removed = self.keychain.delete(&self.service, &account).map_err(VaultError::store(name));
        self.folder.remove(hash)?;
        key_removed?;
        let key_is_there =
            self.keychain.load(&self.service, &account).map_err(VaultError::store(name))?.is_some();
        if key_is_there || self.folder.list()?.contains(&hash) {
            return Err(VaultError::StillThere { item: name.clone() });
        }
        Ok(())
    }

    fn open(
        &self,
        state: &mut State,
        hash: ItemHash,
        item: &ItemName,
    ) -> Result<Option<Unsealed>, VaultError> {
        if self.folder.read(hash)?.is_none() {
            return Ok(None);
        }
        // File and key are of the same writing only while nobody writes.
        let _alone = self.folder.lock()?;
        let Some(bytes) = self.folder.read(hash)? else { return Ok(None) };
        sealed_file::check_header(&bytes, hash, item)?;
        if let Some(known) = state.keys.get(&hash)
            && let Ok(opened) = sealed_file::open(&bytes, hash, item, known)
        {
            return unsealed(opened, &bytes).map(Some);
        }
        // Not seen before, or another program has sealed it anew with another key.
        let key = self.load_key(item, hash)?.ok_or_else(|| VaultError::KeyMissing { item: item.clone() })?;
        let opened = sealed_file::open(&bytes, hash, item, &key)?;
        state.keys.insert(hash, key);
        unsealed(opened, &bytes).map(Some)
    }

    fn load_key(&self, item: &ItemName, hash: ItemHash) -> Result<Option<Key>, VaultError> {
        self.keychain.load(&self.service, &hash.to_string()).map_err(VaultError::store(item))
    }

    fn new_key(&self, item: &ItemName, hash: ItemHash) -> Result<Key, VaultError> {
        let mut key = Zeroizing::new(vec![0; KEY_LENGTH]);
        self.entropy.fill(&mut key);
        self.keychain.store(&self.service, &hash.to_string(), &key).map_err(VaultError::store(item))?;
        Ok(key)
    }
}

fn seal_in(file: &[u8], item: &ItemName) -> Result<Seal, VaultError> {
    let nonce = sealed_file::nonce_of(file);
    nonce.map(Seal).ok_or_else(|| VaultError::Truncated { item: item.clone() })
}

fn unsealed(opened: sealed_file::Opened, file: &[u8]) -> Result<Unsealed, VaultError> {
    let sealed_file::Opened { name, value } = opened;
    Ok(Unsealed { seal: seal_in(file, &name)?, name, value })
}

fn in_memory(name: &ItemName, value: &Zeroizing<Vec<u8>>) -> Unsealed {
    Unsealed { name: name.clone(), value: value.clone(), seal: Seal::default() }
}

impl fmt::Debug for Vault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Vault").field("folder", &self.shared.folder).finish_non_exhaustive()
    }
}
