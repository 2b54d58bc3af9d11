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
    /// A part beside an item.
    Part(ItemHash),
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

    /// Reads an item's file; `None` if there is none.
    pub(crate) fn read(&self, hash: ItemHash) -> Result<Option<Vec<u8>>, VaultError> {
        read_file(&self.path(hash, SEALED))
    }

    /// Reads the file of a part; `None` if there is none.
    pub(crate) fn read_part(&self, hash: ItemHash, part: &str) -> Result<Option<Vec<u8>>, VaultError> {
        read_file(&self.part_path(hash, part, SEALED))
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

    /// Writes an item's file beside the old one, makes sure that it is on the disk, and puts it in its place.
    pub(crate) fn write(&self, hash: ItemHash, bytes: &[u8]) -> Result<(), VaultError> {
        self.write_file(&self.path(hash, SEALED), &self.path(hash, NEW), bytes)
    }

    /// The same for the file of a part.
    pub(crate) fn write_part(&self, hash: ItemHash, part: &str, bytes: &[u8]) -> Result<(), VaultError> {
        self.write_file(&self.part_path(hash, part, SEALED), &self.part_path(hash, part, NEW), bytes)
    }

    fn write_file(&self, path: &Path, unfinished: &Path, bytes: &[u8]) -> Result<(), VaultError> {
        // What could not be read again is not put in the place of what can.
        if bytes.len() as u64 > LONGEST_ITEM {
            return Err(VaultError::disk("write to")(io::Error::other(ReadError::TooLong {
                limit: LONGEST_ITEM,
            })));
        }
        private::create_folder(&self.0).map_err(VaultError::disk("create"))?;
        private::replace(path, unfinished, bytes).map_err(VaultError::disk("write to"))
    }

    /// Removes an item's file, every part beside it, and what an interrupted writing left of them. The parts go
    /// first: none is without its item.
    pub(crate) fn remove(&self, hash: ItemHash) -> Result<(), VaultError> {
        self.remove_parts(|of| of == hash)?;
        for extension in [SEALED, NEW] {
            remove_if_there(&self.path(hash, extension)).map_err(VaultError::disk("remove from"))?;
        }
        if self.0.exists() {
            private::sync_folder(&self.0).map_err(VaultError::disk("remove from"))?;
        }
        Ok(())
    }

    /// Removes one part, and what an interrupted writing left of it.
    pub(crate) fn remove_part(&self, hash: ItemHash, part: &str) -> Result<(), VaultError> {
        for extension in [SEALED, NEW] {
            remove_if_there(&self.part_path(hash, part, extension))
                .map_err(VaultError::disk("remove from"))?;
        }
        Ok(())
    }

    /// Removes every part of the items that are chosen.
    pub(crate) fn remove_parts(&self, is_chosen: impl Fn(ItemHash) -> bool) -> Result<(), VaultError> {
        for (name, entry) in self.entries()? {
            if matches!(entry, Entry::Part(hash) if is_chosen(hash)) {
                remove_if_there(&self.0.join(name)).map_err(VaultError::disk("remove from"))?;
            }
        }
        Ok(())
    }

    /// Every item that has a file, or what is left of one; each once.
    pub(crate) fn list(&self) -> Result<Vec<ItemHash>, VaultError> {
        let mut hashes = Vec::new();
        for (_, entry) in self.entries()? {
            if let Entry::Item(hash) | Entry::Part(hash) = entry
                && !hashes.contains(&hash)
            {
                hashes.push(hash);
            }
        }
        Ok(hashes)
    }

    /// How many parts lie beside an item.
    pub(crate) fn count_parts(&self, hash: ItemHash) -> usize {
        let entries = self.entries().unwrap_or_default().into_iter();
        entries.filter(|(_, entry)| *entry == Entry::Part(hash)).count()
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
            let name = name.unwrap_or_default();
            let entry = entry_of(&name);
            Ok((name, entry))
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

    fn part_path(&self, hash: ItemHash, part: &str, extension: &str) -> PathBuf {
        self.0.join(format!("{hash}.{part}.{extension}"))
    }
}

fn read_file(path: &Path) -> Result<Option<Vec<u8>>, VaultError> {
    match private::read(path, LONGEST_ITEM) {
        Ok(bytes) => Ok(bytes.map(|mut bytes| std::mem::take(&mut *bytes))),
        Err(ReadError::System(error)) => Err(VaultError::disk("read")(error)),
        Err(error) => Err(VaultError::disk("read")(io::Error::other(error))),
    }
}

fn entry_of(name: &str) -> Entry {
    let mut pieces = name.split('.');
    let (stem, pieces) = (pieces.next().unwrap_or_default(), pieces.collect::<Vec<_>>());
    match (ItemHash::from_hex(stem), pieces.as_slice()) {
        (Some(hash), [SEALED | NEW]) => Entry::Item(hash),
        (Some(hash), [_, SEALED | NEW]) => Entry::Part(hash),
        (Some(_), [LOCK]) => Entry::Lock,
        (None, [LOCK]) if stem == ALL => Entry::Lock,
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
