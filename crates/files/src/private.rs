//! Files and folders that nobody but this user may read or change, whatever the umask says: folders 0700, files 0600.
//! What has more is corrected; what others could have put there is refused, links among it.
//!
//! On Windows a profile folder inherits an access list that names its owner only, so nothing is added there.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, ErrorKind, Write},
    path::{Path, PathBuf},
};

use zeroize::Zeroizing;

use crate::{
    ReadError,
    read::{open, read_open},
};

#[cfg(not(unix))]
mod elsewhere;
mod umask;
#[cfg(unix)]
mod unix;

pub use umask::Umask;

#[cfg(not(unix))]
use elsewhere as system;
#[cfg(unix)]
use unix as system;

/// Why nothing private is kept somewhere. It says what is wrong with which path, and how to mend it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unsafe {
    /// Other people can put something else in its place.
    #[error(
        "other people of this machine can change what is in {0}, so nothing private is kept there; take that permission away (chmod go-w), or choose another folder"
    )]
    OthersCanWrite(PathBuf),
    /// It is not this user's.
    #[error(
        "{0} belongs to somebody else, so nothing private is kept there; have it given to you (chown), or choose another folder"
    )]
    NotOurs(PathBuf),
    /// A link, a pipe or something else that is no file of ours.
    #[error("{0} is a link or something else than a file, so nothing private is kept there; remove it")]
    NotAFile(PathBuf),
}

impl From<Unsafe> for io::Error {
    fn from(reason: Unsafe) -> Self {
        Self::new(ErrorKind::PermissionDenied, reason)
    }
}

/// The reason of an error of this module, if that is what it is.
pub fn reason_of(error: &io::Error) -> Option<&Unsafe> {
    error.get_ref()?.downcast_ref()
}

/// Makes a folder for private files, or corrects the one that is there.
///
/// # Errors
/// [`Unsafe`] as an [`io::Error`] if others can change it or what leads there; what the system said.
pub fn create_folder(path: &Path) -> io::Result<()> {
    let path = std::path::absolute(path)?;
    system::create_folder(&path)
}

/// The same for a folder that need not be there.
///
/// # Errors
/// Those of [`create_folder`].
pub fn check_folder(path: &Path) -> io::Result<()> {
    if path.try_exists()? { create_folder(path) } else { Ok(()) }
}

/// Takes from everybody else what is in a folder already, at any depth. Links are left alone.
///
/// # Errors
/// Those of [`create_folder`] for the folder itself. What is in it is corrected as far as that is possible.
pub fn restrict_access(path: &Path) -> io::Result<()> {
    check_folder(path)?;
    system::restrict_access(path);
    Ok(())
}

/// Makes a new file that is empty.
///
/// # Errors
/// That there is one already, or a link of that name; what the system said.
pub fn create_file(path: &Path) -> io::Result<File> {
    system::set_mode(OpenOptions::new().write(true).create_new(true)).open(path)
}

/// Opens a file to be locked, which is made if it is not there. Its content stays.
///
/// # Errors
/// [`Unsafe`] as an [`io::Error`] if it is a link or somebody else's; what the system said.
pub fn open_lock(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(false);
    let opened = system::follow_no_link(system::set_mode(&mut options)).open(path);
    let file = opened.map_err(|error| system::name_link(path, error))?;
    system::check_file(path, &file)?;
    Ok(file)
}

/// Reads a private file of at most so many bytes; none if it is not there.
///
/// # Errors
/// [`Unsafe`] as an [`io::Error`] if it is a link or somebody else's; what [`crate::read`] says.
pub fn read(path: &Path, limit: u64) -> Result<Option<Zeroizing<Vec<u8>>>, ReadError> {
    match open_file(path) {
        Ok(file) => read_open(&file, limit).map(Some),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// Opens a private file for reading.
///
/// # Errors
/// [`Unsafe`] as an [`io::Error`] if it is a link or somebody else's; what the system said.
pub fn open_file(path: &Path) -> io::Result<File> {
    let file = open(path, system::NO_LINK).map_err(|error| system::name_link(path, error))?;
    system::check_file(path, &file)?;
    Ok(file)
}

/// Writes a file under another name, makes sure that it is on the disk, and puts it in its place. What was left under
/// the other name by a program that was killed is written over.
///
/// # Errors
/// What the system said.
pub fn replace(path: &Path, unfinished: &Path, content: &[u8]) -> io::Result<()> {
    match fs::remove_file(unfinished) {
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut file = create_file(unfinished)?;
    file.write_all(content)?;
    file.sync_all()?;
    fs::rename(unfinished, path)?;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    system::sync_folder(folder.unwrap_or(Path::new(".")))
}

/// Makes sure that what was put into a folder, or taken out of it, is on the disk.
///
/// # Errors
/// What the system said.
pub fn sync_folder(path: &Path) -> io::Result<()> {
    system::sync_folder(path)
}
