//! Files of the vault: whole or not at all, and readable by their owner only.

use std::{
    fs::{self, File},
    io::{self, ErrorKind, Read},
    path::{Path, PathBuf},
    time::SystemTime,
};

use latchkey_files::{ReadError, private};

use crate::{VaultError, item::ItemHash};

const SEALED: &str = "sealed";
const NEW: &str = "new";
const LOCK: &str = "lock";
/// The stem of the lock on the whole folder.
const ALL: &str = "all";
/// More than any item has, in bytes: the demo cloud's state is the largest.
const LONGEST_ITEM: u64 = 256 * 1024 * 1024;

/// A lock on files of the folder; the system lifts it when the file is closed.
#[derive(Debug)]
pub(crate) struct FolderLock {
    _file: File,
}

/// What a file of the folder is.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum Entry {
    /// Something of an item.
    Item(ItemHash),
    /// A lock.
    Lock,
    /// Nothing that this program has made.
    Stranger,
}

/// The folder of the sealed files.
#[derive(Debug)]
pub(crate) struct Folder(PathBuf);

impl Folder {
    pub(crate) fn new(path: PathBuf) -> Self {
        Self(path)
    }

    /// Keeps other programs that use this folder out until the guard is dropped, or this program ends. Waits.
    pub(crate) fn lock(&self) -> Result<FolderLock, VaultError> {
        self.lock_file(ALL).map_err(VaultError::disk("lock"))
    }

    /// The same for one item, so that two programs do not both renew what is in it.
    pub(crate) fn lock_item(&self, hash: ItemHash) -> Result<FolderLock, VaultError> {
        self.lock_file(&hash.to_string()).map_err(VaultError::disk("lock"))
    }

    fn lock_file(&self, name: &str) -> io::Result<FolderLock> {
        private::create_folder(&self.0)?;
        let path = self.0.join(format!("{name}.{LOCK}"));
        loop {
            let file = private::open_lock(&path)?;
            file.lock()?;
            // Whoever emptied the folder has removed the file while this waited: another program locks a new one.
            if is_still_there(&file, &path) {
                return Ok(FolderLock { _file: file });
            }
            private::create_folder(&self.0)?;
        }
    }

    /// Reads a file; `None` if there is none.
    pub(crate) fn read(&self, hash: ItemHash) -> Result<Option<Vec<u8>>, VaultError> {
        match private::read(&self.path(hash, SEALED), LONGEST_ITEM) {
            Ok(bytes) => Ok(bytes.map(|mut bytes| std::mem::take(&mut *bytes))),
            Err(ReadError::System(error)) => Err(VaultError::disk("read")(error)),
            Err(error) => Err(VaultError::disk("read")(io::Error::other(error))),
        }
    }

    /// Reads where a file begins; `None` if there is none.
    pub(crate) fn read_beginning(&self, hash: ItemHash, length: u64) -> Result<Option<Vec<u8>>, VaultError> {
        let mut bytes = Vec::new();
        let opened = private::open_file(&self.path(hash, SEALED));
        match opened.and_then(|file| file.take(length).read_to_end(&mut bytes)) {
            Ok(_) => Ok(Some(bytes)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(VaultError::disk("read")(error)),
        }
    }

    /// How long a sealed file is, in bytes, and when it was written, as far as the file system says it.
    pub(crate) fn facts(&self, hash: ItemHash) -> Option<(u64, Option<SystemTime>)> {
        let metadata = fs::metadata(self.path(hash, SEALED)).ok()?;
        Some((metadata.len(), metadata.modified().ok()))
    }

    /// Writes a file beside the old one, makes sure that it is on the disk, and puts it in its place.
    pub(crate) fn write(&self, hash: ItemHash, bytes: &[u8]) -> Result<(), VaultError> {
        // What could not be read again is not put in the place of what can.
        if bytes.len() as u64 > LONGEST_ITEM {
            return Err(VaultError::disk("write to")(io::Error::other("the item is too large")));
        }
        private::create_folder(&self.0).map_err(VaultError::disk("create"))?;
        let new = self.path(hash, NEW);
        private::replace(&self.path(hash, SEALED), &new, bytes).map_err(VaultError::disk("write to"))
    }

    /// Removes a file, and what an interrupted writing left of it.
    pub(crate) fn remove(&self, hash: ItemHash) -> Result<(), VaultError> {
        for extension in [SEALED, NEW] {
            remove_if_there(&self.path(hash, extension)).map_err(VaultError::disk("remove from"))?;
        }
        if self.0.exists() {
            private::sync_folder(&self.0).map_err(VaultError::disk("remove from"))?;
        }
        Ok(())
    }

    /// Every item that has a file, or what is left of one; each once.
    pub(crate) fn list(&self) -> Result<Vec<ItemHash>, VaultError> {
        let entries = match fs::read_dir(&self.0) {
            Ok(entries) => entries,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(VaultError::disk("list")(error)),
        };
        let mut hashes = Vec::new();
        for entry in entries {
            let path = entry.map_err(VaultError::disk("list"))?.path();
            if let Entry::Item(hash) = entry_of(&path)
                && !hashes.contains(&hash)
            {
                hashes.push(hash);
            }
        }
        Ok(hashes)
    }

    /// Every file of the folder by its name, sorted.
    pub(crate) fn entries(&self) -> Result<Vec<(String, Entry)>, VaultError> {
        let entries = match fs::read_dir(&self.0) {
            Ok(entries) => entries,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(VaultError::disk("list")(error)),
        };
        let named = entries.map(|entry| {
            let path = entry.map_err(VaultError::disk("list"))?.path();
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
            Ok((name.unwrap_or_default(), entry_of(&path)))
        });
        let mut named: Vec<(String, Entry)> = named.collect::<Result<_, VaultError>>()?;
        named.sort_by(|one, other| one.0.cmp(&other.0));
        Ok(named)
    }

    /// Removes the locks, and the folder if nobody else has put something in it. Whoever calls holds every lock.
    pub(crate) fn remove_locks(&self) -> Result<(), VaultError> {
        for (name, entry) in self.entries()? {
            if entry == Entry::Lock {
                remove_if_there(&self.0.join(name)).map_err(VaultError::disk("remove from"))?;
            }
        }
        match fs::remove_dir(&self.0) {
            Ok(()) => Ok(()),
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::DirectoryNotEmpty) => {
                Ok(())
            }
            Err(error) => Err(VaultError::disk("remove")(error)),
        }
    }

    fn path(&self, hash: ItemHash, extension: &str) -> PathBuf {
        self.0.join(format!("{hash}.{extension}"))
    }
}

fn entry_of(path: &Path) -> Entry {
    let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    match (ItemHash::from_hex(stem), extension) {
        (Some(hash), SEALED | NEW) => Entry::Item(hash),
        (Some(_), LOCK) => Entry::Lock,
        (None, LOCK) if stem == ALL => Entry::Lock,
        _ => Entry::Stranger,
    }
}

#[cfg(unix)]
fn is_still_there(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;

    match (file.metadata(), fs::metadata(path)) {
        (Ok(ours), Ok(there)) => (ours.dev(), ours.ino()) == (there.dev(), there.ino()),
        _ => false,
    }
}

#[cfg(not(unix))]
fn is_still_there(_: &File, _: &Path) -> bool {
    // Windows does not give the name of a file that is open to another one.
    true
}

fn remove_if_there(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
