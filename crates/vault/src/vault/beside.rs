//! Parts beside an item: a second sealed file under the item's key, so that one reading of the store opens both.
//!
//! A part is a cache. It goes with its item, removing it alone loses nothing, and none is kept in memory, where nobody
//! shares it.

use zeroize::Zeroizing;

use super::{Shared, State, Vault};
use crate::{ItemName, VaultError, item::ItemHash, sealed_file};

impl Vault {
    /// Seals a part beside an item, in place of an earlier one of that name. Where there is no such item nothing is
    /// kept. The name of a part is a word in lower case; it is part of the file's name.
    ///
    /// # Errors
    /// [`VaultError`] says whether the store, the key or the file is the trouble.
    pub async fn seal_beside(
        &self,
        item: &ItemName,
        part: &'static str,
        value: Zeroizing<Vec<u8>>,
    ) -> Result<(), VaultError> {
        let item = item.clone();
        self.run(move |shared| shared.seal_beside(&item, part, &value)).await
    }

    /// Opens a part beside an item; `None` if there is none.
    ///
    /// # Errors
    /// As [`Vault::seal_beside`].
    pub async fn unseal_beside(
        &self,
        item: &ItemName,
        part: &'static str,
    ) -> Result<Option<Zeroizing<Vec<u8>>>, VaultError> {
        let item = item.clone();
        self.run(move |shared| shared.unseal_beside(&item, part)).await
    }

    /// Removes one part beside an item.
    ///
    /// # Errors
    /// [`VaultError::Disk`] if it could not be removed.
    pub async fn remove_part(&self, item: &ItemName, part: &'static str) -> Result<(), VaultError> {
        let hash = item.hash();
        self.run(move |shared| {
            let _state = shared.lock();
            shared.folder.remove_part(hash, part)
        })
        .await
    }

    /// Removes every part beside an item.
    ///
    /// # Errors
    /// [`VaultError::Disk`] if one could not be removed.
    pub async fn remove_parts(&self, item: &ItemName) -> Result<(), VaultError> {
        let hash = item.hash();
        self.run(move |shared| {
            let _state = shared.lock();
            shared.folder.remove_parts(|of| of == hash)
        })
        .await
    }

    /// Removes every part of every item. No key is needed for it.
    ///
    /// # Errors
    /// [`VaultError::Disk`] if one could not be removed.
    pub async fn remove_all_parts(&self) -> Result<(), VaultError> {
        self.run(|shared| {
            let _state = shared.lock();
            shared.folder.remove_parts(|_| true)
        })
        .await
    }
}

impl Shared {
    fn seal_beside(&self, item: &ItemName, part: &str, value: &[u8]) -> Result<(), VaultError> {
        let mut state = self.lock();
        if self.is_in_memory() {
            return Ok(());
        }
        let hash = item.hash();
        let _alone = self.folder.lock()?;
        // Another program can have removed the item since, or sealed it anew with another key.
        let Some(file) = self.folder.read(hash)? else { return Ok(()) };
        let key =
            self.key_that(&mut state, item, hash, |key| sealed_file::open(&file, hash, item, key).map(drop))?;
        self.folder.write_part(hash, part, &sealed_file::seal_part(item, part, value, &key, &*self.entropy))
    }

    fn unseal_beside(&self, item: &ItemName, part: &str) -> Result<Option<Zeroizing<Vec<u8>>>, VaultError> {
        let mut state = self.lock();
        let hash = item.hash();
        if self.is_in_memory() || self.folder.read_part(hash, part)?.is_none() {
            return Ok(None);
        }
        // File and key are of the same writing only while nobody writes.
        let _alone = self.folder.lock()?;
        let Some(bytes) = self.folder.read_part(hash, part)? else { return Ok(None) };
        let mut value = None;
        self.key_that(&mut state, item, hash, |key| {
            value = Some(sealed_file::open_part(&bytes, item, part, key)?);
            Ok(())
        })?;
        Ok(value)
    }

    /// The item's key that opens something: the known one, or else the one that the store has now.
    fn key_that(
        &self,
        state: &mut State,
        item: &ItemName,
        hash: ItemHash,
        mut opens: impl FnMut(&sealed_file::Key) -> Result<(), VaultError>,
    ) -> Result<sealed_file::Key, VaultError> {
        if let Some(known) = state.keys.get(&hash)
            && opens(known).is_ok()
        {
            return Ok(known.clone());
        }
        let key = self.load_key(item, hash)?.ok_or_else(|| VaultError::KeyMissing { item: item.clone() })?;
        opens(&key)?;
        state.keys.insert(hash, key.clone());
        Ok(key)
    }
}
