//! Looking at everything that is kept, without changing any of it: what it is, how it is sealed, whether it opens.

use std::time::SystemTime;

use zeroize::Zeroizing;

use super::{Backend, Shared, State, Vault};
use crate::{ItemName, KeychainError, VaultError, disk::Entry, item::ItemHash, sealed_file};

/// What a trial item holds, in bytes: more than any system's store takes as one entry.
const TRIAL_LENGTH: usize = 4096;

/// What there is.
#[derive(Debug)]
pub struct Inspection {
    /// Where keys are kept, looked at afresh.
    pub backend: Backend,
    /// What the system's store said, if it cannot be used.
    pub trouble: Option<KeychainError>,
    /// Each item, those first that open, by name.
    pub items: Vec<InspectedItem>,
    /// Files in the vault's folder that this program has not made; nothing ever touches them.
    pub strangers: Vec<String>,
    /// Keys without an item.
    pub orphans: Orphans,
}

/// Keys in the system's store that no file belongs to, as an interrupted removal leaves them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Orphans {
    /// So many.
    Counted(usize),
    /// This system's store cannot be asked for a list of them.
    Unlisted,
    /// The store was asked and did not answer.
    Unknown,
}

/// An item that is kept.
#[derive(Debug)]
pub struct InspectedItem {
    /// Its name, which only an item that opens tells.
    pub name: Option<ItemName>,
    /// The file's name; none for what is in memory.
    pub file: Option<String>,
    /// How long it is as it is kept, in bytes.
    pub sealed_bytes: u64,
    /// When it was sealed last, by the file system's word: whoever can write the file can change it.
    pub sealed_at: Option<SystemTime>,
    /// Format and cipher of the file; none if it is none of ours, or in memory.
    pub encryption: Option<(&'static str, &'static str)>,
    /// How many parts lie beside it. They are caches under the same key and go with it.
    pub parts: usize,
    /// Why it does not open.
    pub trouble: Option<VaultError>,
}

impl Vault {
    /// Looks at every item. Nothing is changed, and no value leaves the vault.
    ///
    /// # Errors
    /// [`VaultError::Disk`] if the folder cannot be listed.
    pub async fn inspect(&self) -> Result<Inspection, VaultError> {
        self.run(Shared::inspect).await
    }

    /// Seals an item, opens it and removes it again: the proof that secrets can be kept here.
    ///
    /// # Errors
    /// [`VaultError`] says which of it failed. Whatever did, the item is removed as far as that goes.
    pub async fn try_round_trip(&self) -> Result<(), VaultError> {
        self.run(|shared| {
            let name = ItemName::new(format!("trial/{}", shared.entropy.uuid()));
            let mut value = Zeroizing::new(vec![0; TRIAL_LENGTH]);
            shared.entropy.fill(&mut value);
            let came_back = shared.seal(&name, value.clone()).and_then(|_| shared.unseal(&name));
            let removed = shared.remove(&name);
            let is_the_same = came_back?.is_some_and(|back| back == value);
            removed?;
            if is_the_same { Ok(()) } else { Err(VaultError::Tampered { item: name }) }
        })
        .await
    }
}

impl Shared {
    fn inspect(&self) -> Result<Inspection, VaultError> {
        let mut state = self.lock();
        if self.is_in_memory() {
            return Ok(in_memory(&state));
        }
        state.backend = None;
        let trouble = self.try_store(&mut state).err();
        let backend = match &trouble {
            None => Backend::OsStore { name: self.keychain.name() },
            Some(trouble) => Backend::Unavailable { trouble: trouble.clone() },
        };
        state.backend = Some(backend.clone());
        let hashes = self.folder.list()?;
        let mut items: Vec<InspectedItem> =
            hashes.iter().map(|hash| self.inspect_item(&mut state, *hash)).collect();
        items.sort_by(|one, other| {
            let place = |item: &InspectedItem| (item.name.is_none(), item.name.clone(), item.file.clone());
            place(one).cmp(&place(other))
        });
        let entries = self.folder.entries()?.into_iter();
        let strangers =
            entries.filter(|(_, entry)| *entry == Entry::Stranger).map(|(name, _)| name).collect();
        Ok(Inspection { backend, trouble, items, strangers, orphans: self.orphans(&hashes) })
    }

    fn inspect_item(&self, state: &mut State, hash: ItemHash) -> InspectedItem {
        let file = ItemName::new(format!("file {hash}"));
        let begins = self.folder.read_beginning(hash, sealed_file::BEGINNING_LENGTH as u64).ok().flatten();
        let format = begins.as_deref().and_then(sealed_file::format_of);
        let (sealed_bytes, sealed_at) = self.folder.facts(hash).unwrap_or_default();
        let (name, trouble) = match self.open(state, hash, &file) {
            Ok(Some(opened)) => (Some(opened.name), None),
            // Only the beginning of a file is there: its writing was interrupted.
            Ok(None) => (None, Some(VaultError::Truncated { item: file })),
            Err(error) => (None, Some(error)),
        };
        InspectedItem {
            name,
            file: Some(hash.to_string()),
            sealed_bytes,
            sealed_at,
            encryption: format.map(|format| (format, sealed_file::CIPHER)),
            parts: self.folder.count_parts(hash),
            trouble,
        }
    }

    fn orphans(&self, hashes: &[ItemHash]) -> Orphans {
        match self.keychain.list(&self.service) {
            Ok(Some(accounts)) => {
                let has_file = |account: &&String| {
                    ItemHash::from_hex(account).is_some_and(|hash| hashes.contains(&hash))
                };
                Orphans::Counted(accounts.iter().filter(|account| !has_file(account)).count())
            }
            Ok(None) => Orphans::Unlisted,
            Err(_) => Orphans::Unknown,
        }
    }
}

fn in_memory(state: &State) -> Inspection {
    let mut items: Vec<InspectedItem> = state
        .memory
        .iter()
        .map(|(name, value)| InspectedItem {
            name: Some(name.clone()),
            file: None,
            sealed_bytes: value.len() as u64,
            sealed_at: None,
            encryption: None,
            parts: 0,
            trouble: None,
        })
        .collect();
    items.sort_by(|one, other| one.name.cmp(&other.name));
    Inspection {
        backend: Backend::Memory,
        trouble: None,
        items,
        strangers: Vec::new(),
        orphans: Orphans::Counted(0),
    }
}
