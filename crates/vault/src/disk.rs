//! Files of the vault: whole or not at all, and readable by their owner only.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, ErrorKind, Write},
    path::{Path, PathBuf},
};

use crate::{VaultError, item::ItemHash};

const SEALED: &str = "sealed";
const NEW: &str = "new";
const LOCK: &str = "lock";

/// A lock on files of the folder; the system lifts it when the file is closed.
#[derive(Debug)]
pub(crate) struct FolderLock {
    _file: File,
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
        self.lock_file("all").map_err(VaultError::disk("lock"))
    }

    /// The same for one item, so that two programs do not both renew what is in it.
    pub(crate) fn lock_item(&self, hash: ItemHash) -> Result<FolderLock, VaultError> {
        self.lock_file(&hash.to_string()).map_err(VaultError::disk("lock"))
    }

    fn lock_file(&self, name: &str) -> io::Result<FolderLock> {
        create_private_folder(&self.0)?;
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(false);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(self.0.join(format!("{name}.{LOCK}")))?;
        file.lock()?;
        Ok(FolderLock { _file: file })
    }

    /// Reads a file; `None` if there is none.
    pub(crate) fn read(&self, hash: ItemHash) -> Result<Option<Vec<u8>>, VaultError> {
        match fs::read(self.path(hash, SEALED)) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(VaultError::disk("read")(error)),
        }
    }

    /// Writes a file beside the old one, makes sure that it is on the disk, and puts it in its place.
    pub(crate) fn write(&self, hash: ItemHash, bytes: &[u8]) -> Result<(), VaultError> {
        create_private_folder(&self.0).map_err(VaultError::disk("create"))?;
        let new = self.path(hash, NEW);
        remove_if_there(&new).map_err(VaultError::disk("write to"))?;
        let written = private_file(&new).and_then(|mut file| {
            file.write_all(bytes)?;
            file.sync_all()
        });
        written
            .and_then(|()| fs::rename(&new, self.path(hash, SEALED)))
            .and_then(|()| sync_folder(&self.0))
            .map_err(VaultError::disk("write to"))
    }

    /// Removes a file, and what an interrupted writing left of it.
    pub(crate) fn remove(&self, hash: ItemHash) -> Result<(), VaultError> {
        for extension in [SEALED, NEW] {
            remove_if_there(&self.path(hash, extension)).map_err(VaultError::disk("remove from"))?;
        }
        if self.0.exists() {
            sync_folder(&self.0).map_err(VaultError::disk("remove from"))?;
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
            let is_ours = path.extension().is_some_and(|extension| extension == SEALED || extension == NEW);
            let hash = path.file_stem().and_then(|stem| ItemHash::from_hex(stem.to_str()?));
            if let Some(hash) = hash.filter(|hash| is_ours && !hashes.contains(hash)) {
                hashes.push(hash);
            }
        }
        Ok(hashes)
    }

    fn path(&self, hash: ItemHash, extension: &str) -> PathBuf {
        self.0.join(format!("{hash}.{extension}"))
    }
}

fn remove_if_there(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

#[cfg(unix)]
fn create_private_folder(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::{DirBuilderExt, PermissionsExt};

    fs::DirBuilder::new().recursive(true).mode(0o700).create(path)?;
    if fs::metadata(path)?.permissions().mode() & 0o077 != 0 {
        fs::set_permissions(path, fs::Permissions::from_mode(0o700))?;
    }
    Ok(())
}

#[cfg(not(unix))]
fn create_private_folder(path: &Path) -> io::Result<()> {
    // A profile folder on Windows inherits an access list that names its owner only.
    fs::create_dir_all(path)
}

fn private_file(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

#[cfg(unix)]
fn sync_folder(path: &Path) -> io::Result<()> {
    File::open(path)?.sync_all()
}

#[cfg(not(unix))]
fn sync_folder(_path: &Path) -> io::Result<()> {
    // Windows cannot sync a folder; renaming is journaled there.
    Ok(())
}
