//! Removing everything, also what cannot be opened any more, and looking again.

use super::{Shared, Vault};
use crate::{
    ItemName, VaultError,
    disk::{Entry, FolderLock},
    item::ItemHash,
};

/// What a purge did, and what a second look found.
#[derive(Debug, Default)]
pub struct Purged {
    /// Items whose file was removed, or what was left of one.
    pub items: usize,
    /// Keys that were in the system's store and were removed.
    pub keys: usize,
    /// Items and keys that the second look still found.
    pub remaining: usize,
    /// Whether the second look could ask the store for all keys of this profile, and not for those of known items
    /// alone.
    pub has_listed_keys: bool,
    /// What could not be removed or looked at.
    pub failures: Vec<VaultError>,
    /// Files in the folder that this program has not made. They stay.
    pub strangers: Vec<String>,
}

impl Purged {
    /// Whether it is proven that nothing is left of what was known.
    pub fn is_proven(&self) -> bool {
        self.remaining == 0 && self.failures.is_empty()
    }
}

impl Vault {
    /// Removes every item with its key, every lock and everything that was left by an interruption, and looks again.
    /// It does as much as it can, and tells what it could not. Waits for other programs that are using an item.
    pub async fn purge(&self) -> Purged {
        let done = self.run(|shared| Ok(shared.purge())).await;
        done.unwrap_or_else(|error| Purged { failures: vec![error], ..Purged::default() })
    }
}

impl Shared {
    fn purge(&self) -> Purged {
        let mut purged = Purged::default();
        // Whoever is renewing a session would seal it anew after it was removed. These locks come before the vault's
        // own, as everywhere, so that nobody waits for somebody who waits.
        let mut locks: Vec<FolderLock> = Vec::new();
        let known = self.known(&mut purged);
        for (hash, _) in &known {
            note(&mut purged, self.folder.lock_item(*hash).map(|lock| locks.push(lock)));
        }
        let mut state = self.lock();
        if self.is_in_memory() {
            purged.items = state.memory.len();
        }
        state.memory.clear();
        state.keys.clear();
        if !known.is_empty() {
            note(&mut purged, self.folder.lock().map(|lock| locks.push(lock)));
        }
        // Somebody can have sealed something until the last of the locks was taken.
        let known = self.known(&mut purged);
        for (hash, account) in &known {
            self.remove_all_of(*hash, account, &mut purged);
        }
        self.look_again(&known, &mut purged);
        note(&mut purged, self.folder.remove_locks());
        let entries = self.folder.entries().unwrap_or_default().into_iter();
        purged.strangers =
            entries.filter(|(_, entry)| *entry == Entry::Stranger).map(|(name, _)| name).collect();
        purged
    }

    fn remove_all_of(&self, hash: ItemHash, account: &str, purged: &mut Purged) {
        let was_there = self.keychain.load(&self.service, account).is_ok_and(|key| key.is_some());
        match self.keychain.delete(&self.service, account) {
            Ok(()) => purged.keys += usize::from(was_there),
            Err(error) => {
                let file = ItemName::new(format!("file {hash}"));
                purged.failures.push(VaultError::store(&file)(error));
            }
        }
        let has_file = self.folder.list().is_ok_and(|files| files.contains(&hash));
        match self.folder.remove(hash) {
            Ok(()) => purged.items += usize::from(has_file),
            Err(error) => purged.failures.push(error),
        }
    }

    fn look_again(&self, known: &[(ItemHash, String)], purged: &mut Purged) {
        match self.folder.list() {
            Ok(left) => purged.remaining += left.len(),
            Err(error) => purged.failures.push(error),
        }
        for (_, account) in known {
            // A key that could not be asked for could not be removed either, which is told already.
            let is_there = self.keychain.load(&self.service, account).is_ok_and(|key| key.is_some());
            purged.remaining += usize::from(is_there);
        }
        if let Ok(Some(listed)) = self.keychain.list(&self.service) {
            let is_new = |account: &&String| !known.iter().any(|(_, known)| known == *account);
            purged.remaining += listed.iter().filter(is_new).count();
            purged.has_listed_keys = true;
        }
    }

    /// Each item that a file or a key tells of, with the account of its key.
    fn known(&self, purged: &mut Purged) -> Vec<(ItemHash, String)> {
        let mut hashes: Vec<(ItemHash, String)> = match self.folder.list() {
            Ok(hashes) => hashes.into_iter().map(|hash| (hash, hash.to_string())).collect(),
            Err(error) => {
                purged.failures.push(error);
                Vec::new()
            }
        };
        if let Ok(listed) = self.keychain.list(&self.service) {
            for account in listed.into_iter().flatten() {
                // Trials of the store have a name of their own, and no file.
                let hash = ItemHash::from_hex(&account)
                    .unwrap_or_else(|| ItemHash::of("account", account.as_bytes()));
                if !hashes.iter().any(|(_, known)| *known == account) {
                    hashes.push((hash, account));
                }
            }
        }
        hashes
    }
}

fn note(purged: &mut Purged, result: Result<(), VaultError>) {
    if let Err(error) = result {
        purged.failures.push(error);
    }
}
