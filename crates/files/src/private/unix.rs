//! Modes, owners and links of Unix.

use std::{
    fs::{self, DirBuilder, File, Metadata, OpenOptions, Permissions},
    io,
    os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, PermissionsExt},
    path::Path,
};

use rustix::fs::OFlags;

use super::Unsafe;
use crate::owner::{is_for_others, is_ours, is_own};

pub(super) const NO_LINK: i32 = OFlags::NOFOLLOW.bits().cast_signed();

const FOLDER: u32 = 0o700;
const FILE: u32 = 0o600;
/// Whoever owns something in such a folder is the only one who can rename or remove it.
const STICKY: u32 = 0o1000;

pub(super) fn create_folder(path: &Path) -> io::Result<()> {
    check_parents(path)?;
    DirBuilder::new().recursive(true).mode(FOLDER).create(path)?;
    // The folder itself may be a link that this user has set: where that leads counts.
    let is_link_ours = is_ours(&fs::symlink_metadata(path)?);
    let real = path.canonicalize()?;
    check_parents(&real)?;
    let metadata = fs::metadata(&real)?;
    if !is_link_ours || !is_own(&metadata) {
        return Err(Unsafe::NotOurs(path.to_owned()).into());
    }
    // One that is sticky is shared on purpose, as /tmp is; what others have put into it stays theirs.
    if is_for_others(&metadata) && metadata.mode() & STICKY != 0 {
        return Err(Unsafe::OthersCanWrite(path.to_owned()).into());
    }
    correct(&metadata, FOLDER, |permissions| fs::set_permissions(&real, permissions))
}

/// Whether nobody else can put another folder in the place of one that leads to this one.
fn check_parents(path: &Path) -> io::Result<()> {
    for folder in path.ancestors().skip(1) {
        let metadata = match fs::metadata(folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            metadata => metadata?,
        };
        // A link of somebody else's can lead somewhere else in a moment.
        if !is_ours(&metadata) || !is_ours(&fs::symlink_metadata(folder)?) {
            return Err(Unsafe::NotOurs(folder.to_owned()).into());
        }
        if is_for_others(&metadata) && metadata.mode() & STICKY == 0 {
            return Err(Unsafe::OthersCanWrite(folder.to_owned()).into());
        }
    }
    Ok(())
}

pub(super) fn restrict_access(folder: &Path) {
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            // The entry's own, not that of what a link leads to.
            let Ok(metadata) = entry.metadata() else { continue };
            let mode = if metadata.is_dir() { FOLDER } else { FILE };
            if metadata.is_symlink() || !is_own(&metadata) {
                continue;
            }
            if let Err(error) =
                correct(&metadata, mode, |permissions| fs::set_permissions(&path, permissions))
            {
                tracing::warn!(%error, "the permissions of a file of the profile were not corrected");
            }
            if metadata.is_dir() {
                folders.push(path);
            }
        }
    }
}

/// Takes away what others may do, and leaves what the owner may.
fn correct(
    metadata: &Metadata,
    most: u32,
    set: impl FnOnce(Permissions) -> io::Result<()>,
) -> io::Result<()> {
    let mode = metadata.permissions().mode() & 0o7777;
    if mode & most == mode { Ok(()) } else { set(Permissions::from_mode(mode & most)) }
}

pub(super) fn set_mode(options: &mut OpenOptions) -> &mut OpenOptions {
    options.mode(FILE)
}

pub(super) fn follow_no_link(options: &mut OpenOptions) -> &mut OpenOptions {
    options.custom_flags(NO_LINK | OFlags::NONBLOCK.bits().cast_signed())
}

/// Says which link it is that was not followed.
pub(super) fn name_link(path: &Path, error: io::Error) -> io::Error {
    match fs::symlink_metadata(path) {
        Ok(metadata) if metadata.is_symlink() => Unsafe::NotAFile(path.to_owned()).into(),
        _ => error,
    }
}

pub(super) fn check_file(path: &Path, file: &File) -> io::Result<()> {
    let metadata = file.metadata()?;
    if !metadata.is_file() {
        return Err(Unsafe::NotAFile(path.to_owned()).into());
    }
    if !is_own(&metadata) {
        return Err(Unsafe::NotOurs(path.to_owned()).into());
    }
    correct(&metadata, FILE, |permissions| file.set_permissions(permissions))
}

pub(super) fn sync_folder(path: &Path) -> io::Result<()> {
    File::open(path)?.sync_all()
}

#[cfg(test)]
mod tests;
