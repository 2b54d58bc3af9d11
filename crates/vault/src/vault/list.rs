//! Opening several items at once: all of them for their names, or those of one kind for what is in them.

use super::{Shared, Unsealed, Vault, in_memory};
use crate::{ItemName, VaultError, item::kind_tag, sealed_file};

impl Vault {
    /// The names of all items that can be opened, sorted. One that cannot is left out and logged, so that
    /// one broken file does not hide the others.
    ///
    /// # Errors
    /// [`VaultError`] if the folder or the store cannot be read at all.
    pub async fn names(&self) -> Result<Vec<ItemName>, VaultError> {
        self.run(Shared::names).await
    }

    /// Opens every item of a kind once, sorted by name; the kind is what stands before the first slash of a name. Items
    /// of other kinds stay closed. One that cannot be opened is left out and logged, so that one broken file does not
    /// hide the others.
    ///
    /// # Errors
    /// [`VaultError`] if the folder or the store cannot be read at all.
    pub async fn unseal_kind(&self, kind: &'static str) -> Result<Vec<Unsealed>, VaultError> {
        self.run(move |shared| {
            let tag = kind_tag(kind);
            let is_of_kind = |name: &ItemName| name.as_str().split('/').next() == Some(kind);
            shared.open_all(|beginning| !sealed_file::is_of_another_kind(beginning, tag), is_of_kind)
        })
        .await
    }
}

impl Shared {
    fn names(&self) -> Result<Vec<ItemName>, VaultError> {
        let opened = self.open_all(|_| true, |_| true)?;
        Ok(opened.into_iter().map(|opened| opened.name).collect())
    }

    /// Opens the items that are chosen by the beginning of their file, and keeps those that are chosen by their name.
    fn open_all(
        &self,
        may_be_chosen: impl Fn(&[u8]) -> bool,
        is_chosen: impl Fn(&ItemName) -> bool,
    ) -> Result<Vec<Unsealed>, VaultError> {
        let mut state = self.lock();
        let mut all = Vec::new();
        if self.is_in_memory() {
            all.extend(state.memory.iter().map(|(name, value)| in_memory(name, value)));
        } else {
            for hash in self.folder.list()? {
                let beginning = self.folder.read_beginning(hash, sealed_file::BEGINNING_LENGTH as u64)?;
                if !beginning.is_some_and(|bytes| may_be_chosen(&bytes)) {
                    continue;
                }
                // Its name is inside, so an error can only say which file it is.
                let file = ItemName::new(format!("file {hash}"));
                match self.open(&mut state, hash, &file) {
                    Ok(opened) => all.extend(opened),
                    Err(
                        error @ (VaultError::NoStore { .. }
                        | VaultError::Locked { .. }
                        | VaultError::Store { .. }
                        | VaultError::Disk { .. }),
                    ) => return Err(error),
                    Err(error) => tracing::warn!(%error, "an item of the vault cannot be opened"),
                }
            }
        }
        all.retain(|opened| is_chosen(&opened.name));
        all.sort_by(|one, other| one.name.cmp(&other.name));
        Ok(all)
    }
}
