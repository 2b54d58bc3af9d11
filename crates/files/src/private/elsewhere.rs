//! Systems whose folders of a profile are private by themselves.

use std::{
    fs::{self, File, OpenOptions},
    io,
    path::Path,
};

pub(super) const NO_LINK: i32 = 0;

pub(super) fn create_folder(path: &Path) -> io::Result<()> {
    fs::create_dir_all(path)
}

pub(super) fn restrict_access(_: &Path) {}

pub(super) fn set_mode(options: &mut OpenOptions) -> &mut OpenOptions {
    options
}

pub(super) fn follow_no_link(options: &mut OpenOptions) -> &mut OpenOptions {
    options
}

pub(super) fn name_link(_: &Path, error: io::Error) -> io::Error {
    error
}

pub(super) fn check_file(_: &Path, _: &File) -> io::Result<()> {
    Ok(())
}

pub(super) fn sync_folder(_: &Path) -> io::Result<()> {
    // Windows cannot sync a folder; renaming is journaled there.
    Ok(())
}
